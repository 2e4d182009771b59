"""Collections as books: parts, links between chapters, credits gathered, indexes."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace

import pytest
from lxml import etree

from articlepress import nodes as n
from articlepress.article import Article, Collection, Part
from articlepress.diagnostics import Notes
from articlepress.errors import EpubError
from articlepress.metadata import Date, Disclaimer, Metadata, Person
from articlepress.render.styles import load_style
from articlepress.transforms import apply_transforms
from articlepress.writers.epub import EpubOptions, write
from trees import column, p, t
from writers.test_epub import XHTML, members


def one(title: str, author: str, date: str, *blocks: n.Block, bio: str = "A bio.") -> Article:
    metadata = Metadata(
        title=t(title),
        authors=(Person(author, bio=(p(bio),)),),
        published=Date(date),
        canonical_url=f"https://example.org/{title.lower()}",
        language="en",
        disclaimers=(Disclaimer((p("Views are the authors' own."),)),),
    )
    return apply_transforms(Article(metadata, blocks or (p("Text."),)))


def bound(*parts: Part, credits: str = "both", **fields: object) -> dict[str, bytes]:
    out = io.BytesIO()
    book = replace(Collection("Letters", parts, language="en"), **fields)  # type: ignore[arg-type]
    write(book, EpubOptions(cover="none", credits=credits), load_style("base"), Notes(), out)
    return members(out.getvalue())


def text_of(parts: dict[str, bytes], name: str) -> str:
    return " ".join("".join(etree.fromstring(parts[f"EPUB/{name}"]).itertext()).split())


def hrefs(parts: dict[str, bytes], name: str) -> Sequence[str]:
    return [a.get("href", "") for a in etree.fromstring(parts[f"EPUB/{name}"]).iter(f"{XHTML}a")]


def test_the_spine_runs_from_title_page_to_indexes() -> None:
    parts = bound(
        Part((one("A", "Ann Bee", "2020"),), "Winter"), front=(one("Preface", "", "2020"),)
    )

    package = etree.fromstring(parts["EPUB/content.opf"])
    spine = [i.get("idref") for i in package.iter("{*}itemref")]

    assert spine == [
        "title-xhtml", "nav", "preface-1-xhtml", "part-1-xhtml", "chapter-0001-xhtml",
        "about-authors-xhtml", "disclaimers-xhtml", "authors-xhtml", "dates-xhtml",
    ]  # fmt: skip


def test_a_link_between_collected_articles_leads_to_the_chapter() -> None:
    link = n.Link(t("the other"), "http://www.example.org/b/#part")
    first = one("A", "Ann Bee", "2020", p(link))

    parts = bound(Part((first, one("B", "Ann Bee", "2021"))))

    assert "chapter-0002.xhtml" in hrefs(parts, "chapter-0001.xhtml")


def test_credits_stand_in_each_chapter_and_once_at_the_end() -> None:
    parts = bound(Part((one("A", "Ann Bee", "2020"), one("B", "Ann Bee", "2021"))))

    assert "A bio." in text_of(parts, "chapter-0001.xhtml")
    assert "A bio." in text_of(parts, "chapter-0002.xhtml")
    assert text_of(parts, "about-authors.xhtml").count("A bio.") == 1
    assert text_of(parts, "disclaimers.xhtml").count("Views are") == 1


def test_shared_credits_are_links_from_each_chapter() -> None:
    parts = bound(Part((one("A", "Ann Bee", "2020"), one("B", "Cy Dee", "2021"))), credits="shared")

    assert "A bio." not in text_of(parts, "chapter-0002.xhtml")
    target = next(h for h in hrefs(parts, "chapter-0002.xhtml") if h.startswith("about-authors"))
    name, _, ident = target.partition("#")
    page = etree.fromstring(parts[f"EPUB/{name}"])
    section = next(e for e in page.iter() if e.get("id") == ident)
    assert "A bio." in "".join(section.itertext())


def test_credits_under_each_chapter_only_make_no_back_matter() -> None:
    parts = bound(Part((one("A", "Ann Bee", "2020"),)), credits="each")

    assert "A bio." in text_of(parts, "chapter-0001.xhtml")
    assert "EPUB/about-authors.xhtml" not in parts


def test_an_author_with_two_bios_is_named_once() -> None:
    articles = one("A", "Ann Bee", "2020"), one("B", "Ann Bee", "2021", bio="Another bio.")

    page = text_of(bound(Part(articles)), "about-authors.xhtml")

    assert page.count("Ann Bee") == 1
    assert "Another bio." in page


def test_authors_are_indexed_by_their_sorting_names() -> None:
    articles = (
        one("A", "Zoë Ålund", "2020"),
        one("B", "Ann Bee", "2021"),
        one("C", "Al Alm", "2019"),
    )

    page = text_of(bound(Part(articles)), "authors.xhtml")

    assert page.index("Al Alm") < page.index("Zoë Ålund") < page.index("Ann Bee")


def test_the_index_by_date_has_a_heading_for_each_year() -> None:
    articles = one("B", "Ann Bee", "2021-05-01"), one("A", "Ann Bee", "2020-01-31")

    page = text_of(bound(Part(articles)), "dates.xhtml")

    assert page.startswith("By date By date 2020 A Ann Bee, January 31, 2020 2021 B")


def test_every_author_of_a_collection_is_a_creator_once() -> None:
    articles = one("A", "Ann Bee", "2020"), one("B", "Ann Bee", "2021"), one("C", "Cy Dee", "2019")

    package = bound(Part(articles))["EPUB/content.opf"].decode()

    assert package.count("<dc:creator") == 2


def test_a_chapter_in_another_language_says_so() -> None:
    french = replace(column(), metadata=replace(column().metadata, language="fr"))

    parts = bound(Part((one("A", "Ann Bee", "2020"), french)))

    assert etree.fromstring(parts["EPUB/chapter-0002.xhtml"]).get("lang") == "fr"
    assert etree.fromstring(parts["EPUB/chapter-0001.xhtml"]).get("lang") == "en"
    contents = etree.fromstring(parts["EPUB/nav.xhtml"])
    items = contents.findall(".//{*}nav[@id='toc']/{*}ol/{*}li[@lang]")
    assert [(item[0].get("href"), item.get("lang"), item.get("dir")) for item in items] == [
        ("chapter-0002.xhtml", "fr", "ltr")
    ]


def test_a_collection_without_articles_is_refused() -> None:
    with pytest.raises(EpubError, match="no article"):
        bound(Part(()))
