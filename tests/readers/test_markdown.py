"""The Markdown reader: a preface or note as an article."""

from __future__ import annotations

from pathlib import Path

import pytest

from articlepress import nodes as n
from articlepress.article import Article
from articlepress.diagnostics import Notes
from articlepress.errors import NoArticle, SourceError
from articlepress.readers.markdown import MarkdownReaderOptions, read
from articlepress.source import Source, read_source
from articlepress.walk import inline_text, plain_text, query
from trees import picture


def article(text: str | Source, notes: Notes | None = None) -> Article:
    source = text if isinstance(text, Source) else Source(text.encode(), "preface.md")
    return next(iter(read(source, MarkdownReaderOptions(), notes or Notes())))


def t(text: str) -> n.Inlines:
    return (n.Text(text),)


def test_the_first_heading_is_the_title_and_the_others_stand_below_it() -> None:
    found = article("# Preface\n\nText.\n\n## Part\n\n### Detail\n")

    assert inline_text(found.metadata.title) == "Preface"
    assert found.blocks == (
        n.Paragraph(t("Text.")), n.Heading(1, t("Part")), n.Heading(2, t("Detail")),
    )  # fmt: skip


def test_inlines_keep_their_meaning() -> None:
    found = article('A *b **c*** `d` [e](https://e.org/?utm_source=x "f")\ng  \nh ~~i~~')

    assert found.blocks == (
        n.Paragraph(
            (
                n.Text("A "), n.Emph((n.Text("b "), n.Strong(t("c")))), n.Text(" "), n.Code("d"),
                n.Text(" "), n.Link(t("e"), "https://e.org/", "f"), n.Text(" g"), n.LineBreak(),
                n.Text("h "), n.Strikeout(t("i")),
            )
        ),
    )  # fmt: skip


def test_blocks_keep_their_shape() -> None:
    found = article("> q\n\n3. a\n4. b\n   - c\n\n```py\nx\n```\n\n---\n\n|h|\n|-|\n|c|\n")

    quote, numbers, code, rule, table = found.blocks
    assert quote == n.Quote((n.Paragraph(t("q")),))
    assert numbers == n.OrderedList(
        ((n.Plain(t("a")),), (n.Plain(t("b")), n.BulletList(((n.Plain(t("c")),),)))), 3
    )
    assert code == n.CodeBlock("x\n", "py")
    assert rule == n.Rule()
    assert isinstance(table, n.Table)
    assert plain_text(table.body[0].cells[0].content) == "c"


def test_a_picture_is_found_beside_the_file(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(picture())
    (tmp_path / "p.md").write_text("![A boat](a.png)\n\n![x](../b.png)")

    found = article(read_source(tmp_path / "p.md"))

    assert found.blocks[0] == n.Figure((n.Plain((n.Image("a.png", "A boat"),)),))
    assert list(found.assets) == ["a.png"]


def test_markup_and_unsafe_links_go_and_are_reported() -> None:
    notes = Notes()

    found = article("<script>x()</script>\n\na <b>b</b> [c](javascript:x)", notes)

    assert "".join(inline_text(b.content) for b in found.blocks if isinstance(b, n.Paragraph)) in (
        "a b c", "a b [c](javascript:x)",
    )  # fmt: skip
    assert {d.code for d in notes.diagnostics} == {"AP208"}


@pytest.mark.parametrize(("content", "error"), [(b"\xff\xfe", SourceError), (b"  \n", NoArticle)])
def test_what_holds_no_text_is_refused(content: bytes, error: type[Exception]) -> None:
    with pytest.raises(error):
        article(Source(content, "p.md"))


def test_a_second_mark_of_a_note_says_which_note_it_means() -> None:
    found = article("One[^x] two[^x] three[^y] four^[inline].\n\n[^x]: X.\n\n[^y]: Y.\n")

    first, second, other, inline = query(found.blocks, n.Note)

    assert plain_text(first.content) == "X."
    assert second == n.Note((), first.name)
    assert (other.name, inline.name) == ("", "")


def test_a_note_stands_in_the_text_where_its_first_mark_stood_at_the_title() -> None:
    found = article("# Preface[^x]\n\nText[^x].\n\n[^x]: X.\n")

    (note,) = query(found.blocks, n.Note)

    assert plain_text(note.content) == "X."
