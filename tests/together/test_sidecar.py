"""Sidecars and site rules: what they may say, and that editing leaves the rest as it was."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articlepress import nodes as n
from articlepress.article import Article
from articlepress.editing import add_rule, remove_rule, rules_file, sidecar_values, write_sidecar
from articlepress.errors import ConfigError
from articlepress.metadata import Date, Disclaimer, Metadata, Person, Series
from articlepress.sidecar import orphans, read_sidecar
from articlepress.siterules import read_site_rules
from articlepress.statements import METADATA_KEYS, blocks_of, inlines_of, state
from articlepress.walk import inline_text, plain_text

FULL = """
title = "The *Fram* returns"
standfirst = "A summary"
published = 2016-06-20
updated = 2016-06-21T10:00:00Z
section = "Opinion"
tags = ["ice", "ships"]
language = "en-GB"
direction = "ltr"
site = "The Courier"
canonical-url = "https://example.org/fram"
series = { name = "Letters", number = 3 }

[[authors]]
name = "Ann Lee"
bio = "Ann writes from [Bergen](https://example.org).\\n\\nShe has a boat."
portrait = "ann.png"
links = ["https://example.org/@ann"]
sort_name = "Lee, Ann"

[[authors]]
name = "Bo Ek"
role = "translator"

[[disclaimers]]
text = "The views are hers."
kind = "opinion"
scope = "site"

[[rule]]
kind = "drop"
selector = "div.promo"
"""


def written(folder: Path, text: str, name: str = "column.meta.toml") -> Path:
    (folder / "ann.png").write_bytes(b"\x89PNG")
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_a_sidecar_states_every_field(tmp_path: Path) -> None:
    sidecar = read_sidecar(written(tmp_path, FULL))

    metadata = state(Article(Metadata(), ()), sidecar.statement).metadata
    ann, bo = metadata.authors
    assert metadata.title == (n.Text("The "), n.Emph((n.Text("Fram"),)), n.Text(" returns"))
    assert metadata.published == Date("2016-06-20")
    assert metadata.series == Series("Letters", 3)
    assert metadata.tags == ("ice", "ships")
    assert metadata.site.name == "The Courier"
    assert plain_text(ann.bio) == "Ann writes from Bergen.\n\nShe has a boat."
    assert ann.portrait == n.Image("ann.png", alt="Ann Lee")
    assert bo.role == "translator"
    assert metadata.disclaimers == (
        Disclaimer(blocks_of("The views are hers."), "opinion", "site"),
    )
    assert [rule.kind for rule in sidecar.rules] == ["drop"]
    assert sidecar.rules[0].place.endswith("column.meta.toml:32")


def test_what_the_page_said_is_kept_as_rejected(tmp_path: Path) -> None:
    page = Article(Metadata(title=(n.Text("Old"),)), ())
    sidecar = read_sidecar(written(tmp_path, 'title = "New"\n'))

    (fact,) = state(page, sidecar.statement).metadata.provenance.facts

    assert (fact.field, fact.source, fact.selector) == ("title", "sidecar", "column.meta.toml:1")
    assert fact.rejected[0].value == "Old"


def test_another_number_in_the_series_the_page_names_is_another_value(tmp_path: Path) -> None:
    page = Article(Metadata(series=Series("Letters", 2)), ())
    sidecar = read_sidecar(written(tmp_path, 'series = "Letters #3"\n'))

    (fact,) = state(page, sidecar.statement).metadata.provenance.facts

    assert [rejected.value for rejected in fact.rejected] == ["Letters #2"]


def test_an_author_named_on_the_page_keeps_what_the_sidecar_leaves_out(tmp_path: Path) -> None:
    known = Person("Ann Lee", bio=blocks_of("A bio."), url="https://example.org/ann")
    sidecar = read_sidecar(written(tmp_path, '[[authors]]\nname = "ann lee"\nemail = "a@b.org"\n'))

    (ann,) = state(Article(Metadata(authors=(known,)), ()), sidecar.statement).metadata.authors

    assert (ann.bio, ann.url, ann.email) == (known.bio, known.url, "a@b.org")


def test_an_empty_value_clears_a_field(tmp_path: Path) -> None:
    page = Article(Metadata(standfirst=(n.Text("x"),), disclaimers=(Disclaimer(()),)), ())
    sidecar = read_sidecar(written(tmp_path, 'standfirst = ""\ndisclaimers = []\n'))

    metadata = state(page, sidecar.statement).metadata

    assert metadata.standfirst == ()
    assert metadata.disclaimers == ()


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ('titel = "x"', 1, "no key is called 'titel'; did you mean 'title'?"),
        ('title = "x"\nauthors = [1]', 2, "authors holds 1, not a table"),
        ('[[authors]]\nbio = "x"', 1, "a person has no name"),
        ('[[authors]]\nname = "A"\nportrait = "../../x.png"', 3, "outside the folder"),
        ('[[authors]]\nname = "A"\nportrait = "none.png"', 3, "there is no file 'none.png'"),
        ('[[authors]]\nname = "A"\nurl = "javascript:x"', 3, "is no web address"),
        ('[[authors]]\nname = "A"\nbiography = "x"', 3, "no key of a person"),
        ('published = "June"', 1, "is no ISO 8601 date"),
        ("tags = 3", 1, "not a list of texts"),
        ("title = true", 1, "title is True, not text"),
        ('direction = "up"', 1, "direction cannot be 'up'"),
        ('[[disclaimers]]\nkind = "opinion"', 1, "a disclaimer has no text"),
        ('[[disclaimers]]\ntext = "x"\nkind = "opinon"', 3, "kind cannot be 'opinon'"),
        ('series = { number = "3" }', 1, "not a whole number"),
        ('[[rule]]\nkind = "drp"\nselector = "p"', 2, "no region is called 'drp'"),
        ('[[rule]]\nkind = "drop"\nselector = "p["', 3, "'p[' is no CSS selector"),
        ('[[rule]]\nkind = "drop"', 1, "the selector is empty"),
        ('[[rule]]\nselector = "p"', 1, "the rule has no kind"),
    ],
)
def test_a_slip_is_told_with_file_and_line(
    tmp_path: Path, text: str, place: int, message: str
) -> None:
    path = written(tmp_path, text)

    with pytest.raises(ConfigError) as caught:
        read_sidecar(path)

    assert caught.value.where == f"{path}:{place}"
    assert message in str(caught.value)


def test_site_rules_are_read_by_host(tmp_path: Path) -> None:
    written(tmp_path, '[[rule]]\nkind = "bio"\nselector = ".about"\n', "example.org.toml")

    rules = read_site_rules(tmp_path)

    assert rules["example.org"][0].selector == ".about"
    assert read_site_rules(tmp_path / "none") == {}


@pytest.mark.parametrize("name", ["www.example.org.toml", "Example.org.toml"])
def test_a_file_of_rules_has_the_name_of_a_host(tmp_path: Path, name: str) -> None:
    written(tmp_path, "", name)

    with pytest.raises(ConfigError, match=r"is no host; name it example\.org\.toml"):
        read_site_rules(tmp_path)


def test_a_sidecar_for_nothing_is_found(tmp_path: Path) -> None:
    written(tmp_path, "", "colum.meta.toml")
    written(tmp_path, "", "column.meta.toml")
    (tmp_path / "column.html").write_text("x")

    assert list(orphans(tmp_path)) == [(tmp_path / "colum.meta.toml", ("column",))]


def test_a_rule_is_added_and_taken_out_and_all_else_stays(tmp_path: Path) -> None:
    path = rules_file(tmp_path, "www.Example.org")
    before = '# ours\n[[rule]]\nkind = "drop" # ads\nselector = ".ad"\n'
    written(tmp_path, before, str(path.relative_to(tmp_path)))

    with_rule = add_rule(path, "bio", "div.about", "no heading")
    again = add_rule(path, "bio", "div.about", "no heading")
    after = remove_rule(path, "bio", "div.about")

    assert with_rule.startswith(before)
    assert again == with_rule == with_rule.rstrip() + "\n"
    assert after == before == path.read_text()
    assert path == tmp_path / "rules/sites/example.org.toml"


def test_the_first_rule_makes_the_file_and_its_folder(tmp_path: Path) -> None:
    path = rules_file(tmp_path, "example.org")

    text = add_rule(path, "keep", "p.note")

    assert text == path.read_text() == '[[rule]]\nkind = "keep"\nselector = "p.note"\n'


def test_nothing_is_written_that_could_not_be_read_again(tmp_path: Path) -> None:
    path = written(tmp_path, 'title = "x"\n')

    with pytest.raises(ConfigError):
        add_rule(path, "drop", "p[")
    with pytest.raises(ConfigError):
        write_sidecar(path, {"published": "June"})

    assert path.read_text() == 'title = "x"\n'


def test_a_broken_file_is_not_edited(tmp_path: Path) -> None:
    path = written(tmp_path, "title = \n")

    with pytest.raises(ConfigError, match=r"is no TOML"):
        write_sidecar(path, {"title": "x"})


def test_a_sidecar_is_changed_key_by_key(tmp_path: Path) -> None:
    path = written(
        tmp_path, '# mine\ntitle = "x" # old\n\n[[rule]]\nkind = "drop"\nselector = "p"\n'
    )

    text = write_sidecar(path, {"kicker": "Ice", "tags": ["a"], "section": None})

    assert text.startswith('# mine\ntitle = "x" # old\n')
    sidecar = read_sidecar(path)
    assert dict(sidecar.statement.fields) == {
        "title": (n.Text("x"),), "kicker": (n.Text("Ice"),), "tags": ("a",)
    }  # fmt: skip
    assert len(sidecar.rules) == 1


LINES = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zs", "Zl", "Zp"]))
WORDS = st.lists(LINES.filter(bool), min_size=1, max_size=4).map(" ".join)


@given(title=WORDS, bio=st.lists(WORDS, min_size=1, max_size=3), name=st.sampled_from(["A", "B C"]))
def test_what_is_written_from_metadata_reads_as_the_same_words(
    tmp_path: Path, title: str, bio: list[str], name: str
) -> None:
    path = tmp_path / "column.meta.toml"
    blocks = tuple(n.Paragraph((n.Text(part),)) for part in bio)
    metadata = Metadata(title=(n.Text(title),), authors=(Person(name, bio=blocks),))

    write_sidecar(path, sidecar_values(metadata))
    again = state(Article(Metadata(), ()), read_sidecar(path).statement).metadata

    assert inline_text(again.title) == title
    assert [inline_text(p.content) for p in again.authors[0].bio if isinstance(p, n.Paragraph)] == [
        " ".join(part.split()) for part in bio
    ]


def test_texts_that_look_like_a_list_or_a_heading_stay_lines() -> None:
    assert inlines_of("2016. A year") == (n.Text("2016. A year"),)
    assert inlines_of("# 1") == (n.Text("# 1"),)
    assert plain_text(blocks_of("# About\n\nAnn.")) == "About\n\nAnn."


def test_every_key_of_the_metadata_is_declared_once() -> None:
    fields = set(Metadata.__slots__) - {"hero", "provenance"}

    assert set(METADATA_KEYS) == fields
