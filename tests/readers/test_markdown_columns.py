"""Markdown with front matter as a source: a column as its author writes it."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from articlepress import nodes as n
from articlepress.article import Article
from articlepress.diagnostics import Notes
from articlepress.errors import SourceError
from articlepress.metadata import Date, Disclaimer, Hero, Person, Series, Site
from articlepress.pipeline import prepare, read, write
from articlepress.source import Source, read_source
from articlepress.walk import inline_text, plain_text, query
from trees import column, p, picture

COLUMN = """---
title: The *slow* loaf
subtitle: On time
kicker: Opinion
standfirst: What an oven teaches.
authors:
  - name: Ada Lind
    bio: |
      Ada Lind **bakes**.

      She lives by the sea.
    portrait: ada.png
    url: https://example.org/ada
    sort-name: Lind, Ada
  - name: Jon Abel
    role: editor
date: 2021-02-14
updated: 2021-02-15 08:30
lang: en
canonical-url: https://example.org/loaf
section: Food
description: A column about bread.
tags: [bread, time]
series: {name: Letters, number: 3}
site: {name: The Courier, url: "https://example.org/"}
hero: {image: oven.png, alt: An oven, caption: "The oven", credit: "Photo: I. C."}
rights: CC BY 4.0
disclaimers:
  - Her own views.
  - kind: affiliate
    content: Links *pay* us.
---

# Part {#part}

Text with a note[^a], H~2~O, x^2^, $E=mc^2$, [small]{.smallcaps} and <kbd>Esc</kbd>.^[Inline note.]

[^a]: The note.

    Second paragraph.

frazil
:   Loose needles.

> We measure.
>
> — A pilot

::: {.sidebar lang=de}
Inhalt
:::

``` {.python}
x
```

![A boat](boat.png){width=300}

<table><tr><td colspan="2">wide</td></tr><tr><td>a</td><td>b</td></tr></table>
"""


def article(text: str, notes: Notes | None = None) -> Article:
    return read(Source(text.encode(), "column.md"), notes=notes)


def test_front_matter_becomes_metadata() -> None:
    metadata = article(COLUMN).metadata

    assert metadata.title == (n.Text("The "), n.Emph((n.Text("slow"),)), n.Text(" loaf"))
    assert [inline_text(x) for x in (metadata.subtitle, metadata.kicker, metadata.standfirst)] == [
        "On time", "Opinion", "What an oven teaches.",
    ]  # fmt: skip
    ada, jon = metadata.authors
    assert plain_text(ada.bio) == "Ada Lind bakes.\n\nShe lives by the sea."
    assert (ada.portrait, ada.url, ada.sort_name) == (
        n.Image("ada.png", "Ada Lind"), "https://example.org/ada", "Lind, Ada",
    )  # fmt: skip
    assert jon == Person("Jon Abel", "editor")
    assert metadata.published == Date("2021-02-14")
    assert metadata.updated == Date("2021-02-15T08:30")
    assert metadata.series == Series("Letters", 3)
    assert metadata.site == Site("The Courier", "https://example.org/")
    assert metadata.hero == Hero(
        n.Image("oven.png", "An oven"), (n.Text("The oven"),), (n.Text("Photo: I. C."),)
    )
    assert metadata.tags == ("bread", "time")
    assert metadata.licence == "CC BY 4.0"
    assert [(d.kind, plain_text(d.content)) for d in metadata.disclaimers] == [
        ("opinion", "Her own views."), ("affiliate", "Links pay us."),
    ]  # fmt: skip


def test_every_block_of_pandocs_markdown_has_its_node() -> None:
    blocks = article(COLUMN).blocks

    assert [type(block).__name__ for block in blocks] == [
        "Heading", "Paragraph", "DefinitionList", "Quote", "Section", "CodeBlock", "Figure",
        "Table",
    ]  # fmt: skip
    assert blocks[0] == n.Heading(1, (n.Text("Part"),), "part")
    kinds = {type(node) for node in query(blocks[1:2], object)}
    assert {n.Note, n.Subscript, n.Superscript, n.Math, n.SmallCaps} <= kinds
    notes = list(query(blocks, n.Note))
    assert [plain_text(note.content) for note in notes] == [
        "The note.\n\nSecond paragraph.", "Inline note.",
    ]  # fmt: skip
    assert blocks[3] == n.Quote((p("We measure."),), (n.Text("— A pilot"),))
    assert blocks[4] == n.Section("sidebar", (p("Inhalt"),), lang="de")
    assert blocks[6] == n.Figure((n.Plain((n.Image("boat.png", "A boat", width_px=300),)),))
    assert isinstance(blocks[7], n.Table)
    assert blocks[7].body[0].cells[0].column_span == 2


@pytest.mark.parametrize(
    ("front", "names"),
    [
        ("author: Ada Lind", ["Ada Lind"]),
        ("author: [Ada Lind, Jon Abel]", ["Ada Lind", "Jon Abel"]),
        ("author: {name: Ada Lind}", ["Ada Lind"]),
        ("author:\n- name: Ada Lind\n  bio: Sails.\n- Jon Abel", ["Ada Lind", "Jon Abel"]),
        ("by: Ada Lind", ["Ada Lind"]),
    ],
)
def test_authors_are_taken_however_they_are_written(front: str, names: list[str]) -> None:
    found = article(f"---\ntitle: T\n{front}\n---\n\nText.\n").metadata.authors

    assert [person.name for person in found] == names


def test_toml_front_matter_is_read() -> None:
    found = article('+++\ntitle = "T"\ndate = 2021-02-14\ntags = ["a"]\n+++\n\nText.\n')

    assert inline_text(found.metadata.title) == "T"
    assert found.metadata.published == Date("2021-02-14")
    assert found.metadata.tags == ("a",)


def test_a_rule_at_the_start_is_no_front_matter() -> None:
    found = article("---\n\nText.\n\n---\n\nMore.\n")

    assert plain_text(found.blocks) == "Text.\n\nMore."


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("---\ntitle: [a\n---\n\nText.\n", r"column.md:\d+:\d+: has broken front matter"),
        ("---\na: &x [1]\nb: *x\n---\n\nText.\n", "an alias in line 3"),
        ("+++\ntitle = \n+++\n\nText.\n", "has broken front matter"),
        ("---\na: " + "x" * 300_000 + "\n---\n\nText.\n", "over 256,000"),
    ],
)
def test_broken_front_matter_is_an_error_with_its_place(text: str, message: str) -> None:
    with pytest.raises(SourceError, match=message):
        article(text)


def test_a_date_nobody_can_read_is_told() -> None:
    notes = Notes()

    assert article("---\ntitle: T\ndate: soon\n---\n\nText.\n", notes).metadata.published is None
    assert [d.code for d in notes.diagnostics] == ["AP306"]


def test_a_heading_that_repeats_the_title_is_the_title() -> None:
    found = article("---\ntitle: A column\n---\n\n# A Column\n\nText.\n\n## Part\n")

    assert plain_text(found.blocks[:1]) == "Text."
    assert found.blocks[1] == n.Heading(1, (n.Text("Part"),))


def test_a_bio_and_a_disclaimer_may_stand_in_the_text() -> None:
    found = article(
        "---\ntitle: T\nauthor: Ada Lind\n---\n\nText.\n\n::: bio\nAda Lind sails.\n:::\n\n"
        '<div class="disclaimer" data-kind="sponsored">\n\nPaid for.\n\n</div>\n'
    )

    assert plain_text(found.metadata.authors[0].bio) == "Ada Lind sails."
    assert [(d.kind, plain_text(d.content)) for d in found.metadata.disclaimers] == [
        ("sponsored", "Paid for.")
    ]
    assert plain_text(found.blocks) == "Text."


def test_pictures_of_the_front_matter_are_found_beside_the_file(tmp_path: Path) -> None:
    for name in ("ada.png", "oven.png", "boat.png"):
        (tmp_path / name).write_bytes(picture())
    (tmp_path / "column.md").write_text(COLUMN)

    assert sorted(read(tmp_path / "column.md").assets) == ["ada.png", "boat.png", "oven.png"]


def test_html_in_markdown_passes_the_gate_of_a_page() -> None:
    notes = Notes()
    text = (
        "Text <b onclick='x()'>bold</b> <u>low</u><br>new <span lang=he dir=rtl>א</span>"
        " <ruby>港<rt>みなと</rt></ruby> <img src=a.png alt=A width=40>\n\n"
        "<p onclick='x()'>Para <a href='javascript:x()'>link</a></p>\n\n<script>x()</script>\n"
    )

    found = article(text, notes)

    assert plain_text(found.blocks) == "Text bold low\nnew א 港\n\nPara link"
    assert n.Styled((n.Text("א"),), "he", "rtl") in set(query(found.blocks, n.Styled))
    assert n.Image("a.png", "A", width_px=40) in set(query(found.blocks, n.Image))
    assert b"onclick" not in write(prepare(found), "html")


@pytest.mark.parametrize(
    "text", ["[^a]: x[^a]\n\nText[^a]", "Text[^a]\n\n[^a]: x[^b]\n\n[^b]: y[^a]"]
)
def test_a_note_in_itself_ends(text: str) -> None:
    assert plain_text(article(text).blocks).startswith("Text")


@pytest.mark.parametrize(
    "text",
    ["> " * 3000 + "x", "- " * 3000 + "x", "*" * 5000 + "x", "[" * 5000 + "x",
     "<div>\n\n" * 3000 + "x", "::: a\n" * 2000 + "x", "![" * 2000 + "x", "`" * 5000],
    ids=["quotes", "lists", "stars", "brackets", "divs", "fences", "pictures", "ticks"],
)  # fmt: skip
def test_deep_nesting_ends(text: str) -> None:
    write(prepare(article(f"Start.\n\n{text}\n")), "html")


def test_what_we_write_is_read_back() -> None:
    before = column()
    paid = Disclaimer((p("We earn when you buy."),), "affiliate")
    metadata = replace(before.metadata, disclaimers=(*before.metadata.disclaimers, paid))

    text = write(prepare(replace(before, metadata=metadata)), "markdown").decode()
    after = article(text)

    assert write(prepare(after), "markdown").decode() == text
    for field in (
        "title",
        "kicker",
        "standfirst",
        "published",
        "updated",
        "site",
        "series",
        "tags",
    ):
        assert getattr(after.metadata, field) == getattr(metadata, field)
    assert [(x.name, plain_text(x.bio)) for x in after.metadata.authors] == [
        (x.name, plain_text(x.bio)) for x in metadata.authors
    ]
    assert [(d.kind, plain_text(d.content)) for d in after.metadata.disclaimers] == [
        (d.kind, plain_text(d.content)) for d in metadata.disclaimers
    ]


@pytest.mark.parametrize("name", ["wordpress", "guardian-1", "lwn-1", "wikipedia-2"])
def test_real_articles_are_stable_at_the_second_pass(name: str) -> None:
    shared = Path(os.environ.get("ARTICLEPRESS_SHARED", "../shared"))
    page = shared / "extraction/dev/readability/pages" / f"{name}.html.gz"
    if not page.is_file():
        pytest.skip("the pages of the shared reference material are not here")
    import gzip

    source = Source(gzip.decompress(read_source(page).content), f"{name}.html")
    texts = [write(prepare(read(source)), "markdown").decode()]
    for _ in range(2):
        texts.append(write(prepare(article(texts[-1])), "markdown").decode())

    assert texts[2] == texts[1]
