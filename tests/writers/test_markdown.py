"""Markdown as people read it and programs read it back."""

from __future__ import annotations

import io
import json

import pytest

from articlepress import nodes as n
from articlepress.article import Article, Collection, Part
from articlepress.codec.pandoc import from_pandoc
from articlepress.diagnostics import Notes
from articlepress.metadata import Metadata, Person
from articlepress.pipeline import read
from articlepress.readers.lifting import lift_credits
from articlepress.render.styles import load_style
from articlepress.transforms import apply_transforms
from articlepress.transforms.credits import place_credits
from articlepress.walk import inline_text, query
from articlepress.writers import find_writer
from articlepress.writers.markdown import WRITER, markdown_document
from articlepress.writers.markdown.escaping import escape, escape_line_starts
from articlepress.writers.markdown.frontmatter import scalar
from trees import column, p, t


def body(*blocks: n.Block) -> str:
    article = Article(Metadata(), blocks)
    return markdown_document(article, with_front_matter=False).removesuffix("\n")


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("2 * 3 [sic] `x`", r"2 \* 3 \[sic\] \`x\`"),
        ("snake_case and _private", r"snake_case and \_private"),
        ("a <b and 1 < 2", r"a \<b and 1 < 2"),
        ("AT&T &amp; &c", r"AT&T \&amp; &c"),
        ("me@example.org and @handle", r"me@example.org and \@handle"),
        ('it\'s "so" -- $5', 'it\'s "so" -- $5'),
        ("a  b\nc", "a b c"),
    ],
)
def test_only_what_would_be_markup_is_escaped(text: str, escaped: str) -> None:
    assert escape(text) == escaped


@pytest.mark.parametrize(
    ("line", "escaped"),
    [
        ("# no heading", r"\# no heading"),
        ("#hashtag", "#hashtag"),
        ("- no item", r"\- no item"),
        ("-5 degrees", "-5 degrees"),
        ("1984. A year", r"1984\. A year"),
        ("a. letter", r"a\. letter"),
        ("(1) first", r"\(1) first"),
        ("---", r"\---"),
        ("> said", r"\> said"),
        ("Table: one", r"Table\: one"),
        ("Part one", "Part one"),
        ("A. Lind", r"A\. Lind"),
    ],
)
def test_a_line_never_begins_like_a_block(line: str, escaped: str) -> None:
    assert escape_line_starts(line) == escaped


def test_dollars_are_escaped_where_they_could_make_a_formula() -> None:
    assert body(p("It cost $5.")) == "It cost $5."
    assert body(p("From $x to y$ it is.")) == r"From \$x to y\$ it is."


def test_marks_that_would_not_bind_are_tags() -> None:
    assert body(p("a", n.Emph(t("“b”")), "c")) == "a<em>“b”</em>c"
    assert body(p(n.Emph(t("a ")), "b")) == "*a* b"
    assert body(p(n.Strong((n.Emph(t("a")),)))) == "<strong>*a*</strong>"
    assert body(p(n.Strong(t("a")), n.LineBreak(), "b")) == "**a**\\\nb"
    assert body(p(n.Strong(t("a:")), n.LineBreak(), "b")) == "**a:**\\\nb"
    assert body(p(n.Emph(t("a")), n.Link(t("b"), "https://b.org/"))) == "*a*[b](https://b.org/)"


def test_an_exclamation_before_a_link_makes_no_picture() -> None:
    assert body(p("Look!", n.Link(t("here"), "https://example.org/a(b)"))) == (
        r"Look\![here](<https://example.org/a(b)>)"
    )


def test_a_simple_table_is_drawn_with_pipes() -> None:
    def row(*texts: str, header: bool = False) -> n.Row:
        return n.Row(tuple(n.Cell((n.Plain(t(text)),), header, align="right") for text in texts))

    table = n.Table((row("A", "B", header=True),), (row("1|2", "3"),))

    assert body(table).split("\n") == ["| A | B |", "| --: | --: |", "| 1\\|2 | 3 |"]


def test_notes_stand_at_the_end_and_may_have_notes() -> None:
    inner = n.Note((p("Inner."),))

    assert body(p("Text", n.Note((p("Outer", inner, "."), p("More."))))) == (
        "Text[^1]\n\n[^1]: Outer[^2].\n\n    More.\n\n[^2]: Inner."
    )


def test_a_picture_nobody_knows_the_address_of_is_its_words() -> None:
    assert body(n.Figure((n.Plain((n.Image("", "Syrian Forces"),)),))) == r"\[Syrian Forces\]"


def test_lists_side_by_side_stay_two() -> None:
    bullets = n.BulletList(((n.Plain(t("a")),),))

    assert body(bullets, bullets) == "- a\n\n<!-- -->\n\n- a"


def test_code_with_fences_inside_gets_longer_ones() -> None:
    assert body(n.CodeBlock("```\nx\n```\n", "md")) == "````md\n```\nx\n```\n````"
    assert body(p(n.Code("a`b"))) == "``a`b``"


@pytest.mark.parametrize(
    ("text", "yaml"),
    [
        ("2016-06-20", "2016-06-20"),
        ("en", "en"),
        ("no", '"no"'),
        ('say "hi": now', '"say \\"hi\\": now"'),
        ("bell\x07é", '"bell\\u0007\\u00e9"'),
    ],
)
def test_scalars_are_quoted_where_yaml_would_take_them_for_something_else(
    text: str, yaml: str
) -> None:
    assert scalar(text) == yaml


def test_pandoc_reads_the_metadata_and_credits_back() -> None:
    pypandoc = pytest.importorskip("pypandoc")
    before = column()
    text = markdown_document(apply_transforms(before))

    back = from_pandoc(
        json.loads(pypandoc.convert_text(text, "json", "markdown", extra_args=["--sandbox"]))
    )
    lifted = lift_credits(back)

    ours, theirs = before.metadata, lifted.metadata
    assert theirs.title == ours.title
    assert [author.name for author in theirs.authors] == [author.name for author in ours.authors]
    assert [author.bio for author in theirs.authors] == [author.bio for author in ours.authors]
    assert [d.content for d in theirs.disclaimers] == [d.content for d in ours.disclaimers]
    assert (theirs.published, theirs.updated, theirs.canonical_url, theirs.site) == (
        ours.published, ours.updated, ours.canonical_url, ours.site,
    )  # fmt: skip
    assert (theirs.language, theirs.tags, theirs.series) == (ours.language, ours.tags, ours.series)
    assert not any(isinstance(block, n.Section) for block in lifted.blocks)


def test_a_bio_of_two_paragraphs_is_a_literal_block() -> None:
    author = Person("A B", bio=(p("One."), p("Two.")))

    text = markdown_document(Article(Metadata(authors=(author,)), ()))

    assert "    bio: |\n      One.\n\n      Two.\n" in text


def test_a_collection_is_one_file() -> None:
    out = io.BytesIO()
    articles = [Article(Metadata(title=t(name)), (p(name),)) for name in ("A", "B")]

    WRITER.write(Collection("C", (Part(articles),)), WRITER.options(), load_style(), Notes(), out)

    assert out.getvalue().decode().count('title: "') == 2


@pytest.mark.parametrize("name", ["markdown", "text"])
def test_front_and_back_matter_of_a_collection_are_written_in_their_places(name: str) -> None:
    preface, first, last = (
        Article(Metadata(title=t(word)), (p(f"{word} speaks."),))
        for word in ("Preface", "Column", "Afterword")
    )
    book = Collection("C", (Part((first,)),), front=(preface,), back=(last,))
    writer, out = find_writer(name), io.BytesIO()

    writer.write(book, writer.options(), load_style(), Notes(), out)

    text = out.getvalue().decode()
    assert text.index("Preface speaks") < text.index("Column speaks") < text.index("Afterword sp")


def test_every_part_stands_once_in_the_text() -> None:
    article = apply_transforms(column())

    text = markdown_document(article).partition("\n---\n")[2]

    for block in article.blocks:
        if isinstance(block, n.Paragraph) and all(isinstance(x, n.Text) for x in block.content):
            assert text.count(inline_text(block.content)) == 1
    assert text.count("Jon Abel is a hydrologist.") == 1
    assert text.count("The views expressed here") == 1


def test_words_of_credits_stand_in_the_text_alone_where_it_holds_them() -> None:
    placed = place_credits(column())

    text = markdown_document(placed)

    assert text.count("Jon Abel is a hydrologist") == 1
    assert text.count("The views expressed here") == 1
    assert '- name: "Jon Abel"' in text
    assert "kind: opinion" in text or 'kind: "opinion"' in text


def test_a_second_mark_of_a_note_has_its_number_and_comes_back() -> None:
    note = n.Note((p("Since 1981."),), "ice")
    text = body(p("One", n.Note((p("Other."),)), " two", note), p("three", n.Note((), "ice"), "."))

    article = read(text.encode(), reader="markdown")

    assert "two[^2]\n\nthree[^2]." in text
    assert text.count("Since 1981.") == 1
    _, first, second = query(article.blocks, n.Note)
    assert second == n.Note((), first.name)
    assert body(*article.blocks) == text


def test_a_second_mark_in_a_table_of_html_has_the_notes_words() -> None:
    cell = n.Cell((p("Ice", n.Note((), "ice")), p("and more.")))

    text = body(p("One", n.Note((p("Since 1981."),), "ice")), n.Table((), (n.Row((cell,)),)))

    assert "Ice (Since 1981.)" in text.replace("&#40;", "(")


def test_links_of_a_listing_leave_no_trace_in_it() -> None:
    listing = n.CodeBlock("see\n  RFC 1", "", (n.CodeLink(6, 11, "https://e.org/"),))
    bare = n.CodeBlock("see\n  RFC 1")

    # A cell of two columns makes the table HTML.
    def table(block: n.CodeBlock) -> n.Table:
        return n.Table((), (n.Row((n.Cell((block,), column_span=2),)),))

    assert body(listing) == body(bare)
    assert body(table(listing)) == body(table(bare))


def test_a_place_in_a_listing_that_the_text_links_to_stands_before_it() -> None:
    block = n.CodeBlock("a", "", (), (n.CodeAnchor(0, "one"), n.CodeAnchor(1, "two")))

    text = markdown_document(
        Article(Metadata(), (p(n.Link(t("See"), "#two")), block)), with_front_matter=False
    )

    assert text == '[See](#two)\n\n<span id="two"></span>\n\n```\na\n```\n'
