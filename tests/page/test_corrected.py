"""What people state about a page wins over everything found by judging, and leaves a trace."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from articlepress import nodes as n
from articlepress.article import Article
from articlepress.corrections import Correction, CorrectionKind, Corrections
from articlepress.diagnostics import Notes
from articlepress.errors import ConfigError
from articlepress.metadata import Date
from articlepress.page.corrected import prose_of
from articlepress.readers import find_reader
from articlepress.readers.html import HtmlReaderOptions
from articlepress.source import Source
from articlepress.walk import inline_text, plain_text, query

SENTENCE = "The harbour was quiet that night, and the boats lay still under a thin moon, waiting. "
PAGE = f"""<!doctype html><html lang=en><head><title>Harbours – The Courier</title>
<link rel=canonical href="https://www.example.org/harbours"></head><body>
<div class=top><span class=hl>The harbour at night</span><p class=sum>A summary of it all.</p>
<p class=who>from the desk of Ann Lee</p><p class=day>June 20th, 2016</p></div>
<article class=story><h1>Harbours</h1>
<p>{SENTENCE * 4}</p><div class=promo><p>{SENTENCE * 2}</p></div>
<p><img src="boat.jpg" alt="A boat"></p><p class=under>The boat, by night.</p>
<p>{SENTENCE * 4}</p><p>{SENTENCE * 4}</p></article>
<footer class=foot><div class=me><h3>Me</h3><img src="ann.jpg"><p>I live in <b>Bergen</b>.</p>
<p>I have a boat.</p></div><p class=law>Nothing here binds anybody.</p></footer>
<aside class=sidebar><p class=note>{SENTENCE}</p></aside></body></html>"""


def read(*rules: tuple[CorrectionKind, str], **options: tuple[str, ...]) -> tuple[Article, Notes]:
    site = tuple(Correction(kind, selector) for kind, selector in rules)
    notes = Notes(audit=True)
    given = replace(
        HtmlReaderOptions(keep=options.get("keep", ()), drop=options.get("drop", ())),
        corrections=Corrections({"example.org": site}),
    )
    (article,) = find_reader("html").read(Source(PAGE.encode(), "page.html"), given, notes)
    ledger = notes.ledger
    assert ledger is not None
    removed = sum(removal.words for removal in notes.removals)
    assert ledger.kept_words + removed == ledger.visible_words
    return article, notes


def text_of(article: Article) -> str:
    return plain_text(article.blocks)


def test_a_region_goes_because_a_rule_says_so_and_the_ledger_names_the_rule() -> None:
    article, notes = read(("drop", ".promo"))

    assert text_of(article).count(SENTENCE.strip()) == 12
    assert [r.words for r in notes.removals if r.rule == "site/drop"] == [32]


def test_a_region_stays_because_a_rule_says_so() -> None:
    without, _ = read()
    article, notes = read(("keep", ".note"))

    assert text_of(article).count("harbour") == text_of(without).count("harbour") + 1
    assert not any("note" in removal.selector for removal in notes.removals)


def test_title_standfirst_byline_and_date_are_read_where_a_rule_points() -> None:
    article, _ = read(
        ("title", ".hl"), ("standfirst", ".sum"), ("byline", ".who"), ("date", ".day")
    )

    metadata = article.metadata
    assert inline_text(metadata.title) == "The harbour at night"
    assert inline_text(metadata.standfirst) == "A summary of it all."
    assert [person.name for person in metadata.authors] == ["Ann Lee"]
    assert metadata.published == Date("2016-06-20")
    evidence = {fact.field: fact for fact in metadata.provenance.facts}
    assert evidence["title"].source == "site-rule"
    assert evidence["title"].selector == ".hl"
    assert "Harbours" in [item.value for item in evidence["title"].rejected]
    assert "summary" not in text_of(article)


def test_a_bio_is_read_where_a_rule_points_with_its_portrait_and_without_its_heading() -> None:
    article, notes = read(("bio", ".me"), ("byline", ".who"))

    (ann,) = article.metadata.authors
    assert ann.name == "Ann Lee"
    assert plain_text(ann.bio) == "I live in Bergen.\n\nI have a boat."
    assert any(isinstance(node, n.Strong) for node in query(ann.bio, n.Strong))
    assert ann.portrait is not None
    assert ann.portrait.src == "https://www.example.org/ann.jpg"
    assert "Bergen" not in text_of(article)
    assert notes.ledger is not None
    assert dict(notes.ledger.kept)["bio"] == 8


def test_a_disclaimer_is_read_where_a_rule_points() -> None:
    article, _ = read(("disclaimer", ".law"))

    (found,) = article.metadata.disclaimers
    assert plain_text(found.content) == "Nothing here binds anybody."
    assert found.kind == "other"


def test_a_caption_goes_to_its_picture() -> None:
    before, _ = read()
    article, _ = read(("caption", ".under"))

    assert not any(figure.caption for figure in query(before.blocks, n.Figure))
    (figure,) = query(article.blocks, n.Figure)
    assert inline_text(figure.caption) == "The boat, by night."


def test_of_two_rules_one_inside_the_other_the_inner_one_holds() -> None:
    kept_inside, _ = read(("drop", ".foot"), ("keep", ".law"))
    dropped_inside, _ = read(("keep", ".foot"), ("drop", ".me"))

    assert "Nothing here binds" in text_of(kept_inside)
    assert "Bergen" not in text_of(kept_inside)
    assert "Nothing here binds" in text_of(dropped_inside)
    assert "Bergen" not in text_of(dropped_inside)


def test_flags_come_last() -> None:
    article, notes = read(("keep", ".promo"), drop=(".promo",))

    assert text_of(article).count(SENTENCE.strip()) == 12
    assert any(removal.rule == "option/drop" for removal in notes.removals)


def test_a_page_without_a_body_of_text_is_read_where_a_rule_points() -> None:
    links = "".join(f"<li><a href=/{i}>Topic {i}</a></li>" for i in range(9))
    page = f"<nav><ul>{links}</ul></nav><div id=poem>Ice<br>and sea</div>"
    keep = HtmlReaderOptions(keep=("#poem",))

    (article,) = find_reader("html").read(Source(page.encode(), "p.html"), keep, Notes())

    assert text_of(article) == "Ice\nand sea"


def test_a_selector_that_cannot_be_parsed_is_an_error_with_its_place() -> None:
    with pytest.raises(ConfigError, match=r"--drop: 'p\[' is no CSS selector"):
        read(drop=("p[",))


def test_rules_hold_for_the_hosts_below_a_host_and_the_nearest_comes_last() -> None:
    far, near = Correction("drop", ".a"), Correction("keep", ".b")
    own = Correction("bio", ".c")
    corrections = Corrections({"example.org": (far,), "blog.example.org": (near,)}, (own,))

    assert corrections.for_host("www.blog.example.org") == (far, near, own)
    assert corrections.for_host("example.org") == (far, own)
    assert corrections.for_host("notexample.org") == (own,)


def test_the_prose_of_a_region_nested_deep_is_found_in_linear_time() -> None:
    from selectolax.lexbor import LexborHTMLParser

    deep = "<div>" * 5000 + "<p>Ann.</p>" + "</div>" * 5000
    node = LexborHTMLParser(f"<section>{deep}</section>").css_first("section")
    assert node is not None

    assert [part.tag for part in prose_of(node)] == ["p"]


@pytest.mark.parametrize("kind", ["keep", "drop", "bio", "title", "caption"])
def test_a_rule_that_names_every_element_of_a_deep_page_costs_no_more_than_one(
    kind: CorrectionKind,
) -> None:
    deep = "<div>" * 20_000 + f"<p>{SENTENCE * 5}</p>" + "</div>" * 20_000
    rules = Corrections({}, (Correction(kind, "div", source="sidecar"),))
    options = replace(HtmlReaderOptions(), corrections=rules)
    source = Source(f"<p>{SENTENCE * 5}</p>{deep}".encode(), "deep.html")

    before = time.process_time()
    (article,) = find_reader("html").read(source, options, Notes())

    assert time.process_time() - before < 10
    assert article.metadata.provenance.reader == "html"


@pytest.mark.parametrize(
    ("source", "told"), [("sidecar", ["warning"]), ("option", ["info"]), ("site", [])]
)
def test_a_rule_for_one_page_that_names_nothing_on_it_is_told(source: str, told: list[str]) -> None:
    rules = (
        Correction("drop", ".promo", source=source, place="a.meta.toml:1"),
        Correction("bio", ".us", source=source, place="a.meta.toml:5"),
    )
    options = replace(HtmlReaderOptions(), corrections=Corrections({}, rules))
    notes = Notes()

    list(find_reader("html").read(Source(PAGE.encode(), "page.html"), options, notes))

    found = [d for d in notes.diagnostics if d.code == "AP211"]
    assert [d.severity for d in found] == told
    assert {(d.origin.path, "'.us' (bio)" in d.message) for d in found} <= {("a.meta.toml:5", True)}
