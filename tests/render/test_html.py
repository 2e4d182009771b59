from __future__ import annotations

from dataclasses import replace

import pytest
from lxml import etree

import trees
from articlepress import nodes as n
from articlepress.render.dialect import Dialect, Picture
from articlepress.render.html import render, render_inlines, render_parts

DIALECTS = {
    "web": Dialect(),
    "book": Dialect(xhtml=True, aria=True, epub_types=True, ids="c1-"),
    "print": Dialect(note_place="foot", link_leaves=True),
    "mail": Dialect(email=True),
}


def html(*blocks: n.Block, dialect: Dialect = DIALECTS["web"]) -> str:
    return render(blocks, dialect).body


@pytest.mark.parametrize("name", DIALECTS)
def test_every_dialect_is_well_formed_and_holds_every_word(name: str) -> None:
    dialect = replace(DIALECTS[name], xhtml=True)

    rendered = render(trees.column().blocks, dialect)

    namespaces = 'xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"'
    root = etree.fromstring(f"<body {namespaces}>{rendered.body}{rendered.notes}</body>")
    words = " ".join("".join(root.itertext()).split())
    for expected in ("water, in January.", "Kept since 1981", "<all>", "both years together", "港"):
        assert expected in words


def test_values_are_escaped() -> None:
    hostile = '"><script>alert(1)</script>'

    body = html(
        trees.p(hostile, n.Link(trees.t(hostile), hostile, hostile), n.Image(hostile, hostile)),
        n.Heading(1, trees.t(hostile), hostile),
        n.Embed(hostile, hostile, hostile),
        n.CodeBlock(hostile, hostile),
    )

    assert "<script" not in body


def test_characters_xml_forbids_disappear() -> None:
    assert html(trees.p("a\x0b\ufffe\ud800b")) == "<p>ab</p>\n"


def test_links_are_pushed_down_to_their_text_for_print() -> None:
    link = n.Link((n.Text("a "), n.Emph(trees.t("b")), n.Code("c"), n.Image("i.png")), "u")
    styled = n.Link((n.Styled(trees.t("d"), lang="fr"),), "u")

    body = html(n.Plain((link, styled)), dialect=DIALECTS["print"])

    assert body == (
        '<a href="u">a </a><em><a href="u">b</a></em><code><a href="u">c</a></code>'
        '<img src="i.png" alt=""><span lang="fr"><a href="u">d</a></span>\n'
    )


def test_notes_stand_at_their_marks_for_print_and_at_the_end_elsewhere() -> None:
    note = n.Note((trees.p("one"), n.BulletList(((n.Plain(trees.t("two")),),))))

    foot = render((trees.p("x", note),), DIALECTS["print"])
    end = render((trees.p("x", note),), DIALECTS["book"])

    assert foot.body == '<p>x<span class="footnote">one two</span></p>\n'
    assert foot.notes == ""
    assert 'href="#c1-note-1" role="doc-noteref" epub:type="noteref"' in end.body
    assert 'id="c1-note-1"' in end.notes
    assert 'href="#c1-ref-1"' in end.notes


AGAIN = n.Note((), "ice")
ICE = n.Note((trees.p("one"),), "ice")


def test_a_second_mark_leads_to_the_same_note_and_the_way_back_to_the_first() -> None:
    end = render((trees.p("x", ICE, " y", AGAIN),), DIALECTS["book"])

    assert end.body.count('href="#c1-note-1" role="doc-noteref" epub:type="noteref">1</a>') == 2
    assert end.body.count('id="c1-ref-1"') == 1
    assert end.body.index('id="c1-ref-1"') < end.body.index(" y")
    assert end.notes.count("<li ") == 1


def test_a_second_mark_leads_to_the_foot_of_the_page_for_print() -> None:
    foot = render((trees.p("x", ICE, " y", AGAIN),), DIALECTS["print"])

    assert foot.body == (
        '<p>x<span class="footnote" id="note-1">one</span> y'
        '<sup class="note-mark"><a href="#note-1">1</a></sup></p>\n'
    )


def test_marks_in_a_row_are_told_apart_by_the_style() -> None:
    for name in ("book", "print", "web"):
        body = render((trees.p("x", ICE, AGAIN, " y", AGAIN),), DIALECTS[name]).body

        assert body.count(' next"') == 1


def test_a_mark_whose_note_is_not_there_says_nothing() -> None:
    assert render((trees.p("x", AGAIN),), DIALECTS["web"]).body == "<p>x</p>\n"


def test_parts_of_an_article_share_the_numbers_of_their_notes() -> None:
    other = n.Note((trees.p("two"),))

    (text, bio), notes = render_parts(
        ((trees.p("x", ICE),), (trees.p(other, " y", AGAIN),)), DIALECTS["web"]
    )

    assert 'href="#note-1"' in text
    assert 'href="#note-2"' in bio
    assert 'href="#note-1"' in bio
    assert notes.count("<li ") == 2


def test_a_headings_bookmark_has_no_mark() -> None:
    heading = n.Heading(1, (n.Text("Ice"), ICE))

    assert 'data-bookmark="Ice"' in html(heading, dialect=DIALECTS["print"])
    assert "data-bookmark" not in html(n.Heading(1, trees.t("Ice")), dialect=DIALECTS["print"])


def test_a_note_inside_a_note_says_nothing() -> None:
    inner = n.Note((trees.p("x", n.Note((trees.p("hidden"),))),))

    assert "hidden" not in render((trees.p(inner),), DIALECTS["web"]).notes


def test_internal_links_and_ids_share_a_prefix() -> None:
    body = html(
        n.Heading(1, trees.t("H"), "h"),
        trees.p(n.Link(trees.t("x"), "#h")),
        dialect=DIALECTS["book"],
    )

    assert 'id="c1-h"' in body
    assert 'href="#c1-h"' in body


def test_a_picture_an_output_lacks_shows_its_alternative_text() -> None:
    dialect = Dialect(picture=lambda image: None)

    assert html(trees.p(n.Image("a.png", "Ice")), dialect=dialect) == (
        '<p><span class="missing-picture">[Ice]</span></p>\n'
    )
    assert html(trees.p(n.Image("a.png")), dialect=dialect) == "<p></p>\n"


def test_a_missing_picture_does_not_say_its_caption_again() -> None:
    dialect = Dialect(picture=lambda image: None)
    picture = n.Plain((n.Image("a.png", "Ice at the north quay"),))

    repeated = html(
        n.Figure((picture,), trees.t("Ice, at the north quay."), trees.t("Photo: A. Lind")),
        dialect=dialect,
    )
    other = html(n.Figure((picture,), trees.t("The harbour.")), dialect=dialect)

    assert repeated.count("north quay") == 1
    assert "[Ice at the north quay]" in other


def test_a_bio_without_its_portrait_has_no_words_for_it() -> None:
    portrait = n.Plain((n.Image("ada.png", "Photo of Ada"),))
    bio = n.Section("bio", (portrait, trees.p("Ada keeps the light.")), trees.t("The author"))

    body = html(bio, trees.p(n.Image("a.png", "Ice")), dialect=Dialect(picture=lambda image: None))

    assert "Photo of Ada" not in body
    assert "[Ice]" in body


def test_an_item_that_is_a_list_alone_has_no_mark_besides() -> None:
    inner = n.BulletList(((trees.p("Dear"),),))

    bullets = html(n.BulletList(((trees.p("Bread"), inner), (inner,))))
    numbers = html(n.OrderedList(((inner,),)))

    assert bullets.count('<li class="unmarked">') == 1
    assert "unmarked" not in numbers


def test_pictures_take_address_and_size_from_the_output() -> None:
    dialect = Dialect(xhtml=True, picture=lambda image: Picture("cid:1", 300, 200))

    assert render_inlines((n.Image("a.png", "Ice", "T"),), dialect) == (
        '<img src="cid:1" alt="Ice" title="T" width="300" height="200"/>'
    )


def test_mail_gets_only_tags_every_client_keeps() -> None:
    body = html(*trees.column().blocks, dialect=DIALECTS["mail"])

    for tag in ("<figure", "<aside", "<section", "<math"):
        assert tag not in body
    assert '<div class="figure">' in body


def test_sections_carry_role_title_and_language() -> None:
    section = n.Section(
        "disclaimer", (trees.p("Mine."),), trees.t("Disclaimer"), lang="he", direction="rtl"
    )

    body = html(section, dialect=DIALECTS["book"])

    assert body.startswith(
        '<aside class="disclaimer" lang="he" xml:lang="he" dir="rtl" role="note">'
    )
    assert '<p class="section-title">Disclaimer</p>' in body
    assert html(n.Section("group", (trees.p("x"),), direction="rtl")).startswith('<div dir="rtl">')


def test_raw_markup_passes_only_where_it_is_html() -> None:
    raw = (
        n.RawBlock("html", "<b>x</b>"),
        n.RawBlock("latex", "x"),
        n.Plain((n.RawInline("html", "<i>"),)),
    )

    assert html(*raw) == "<b>x</b>\n<i>\n"
    assert "<b>" not in html(*raw, dialect=DIALECTS["book"])


def test_an_embed_without_address_is_its_label() -> None:
    body = html(n.Embed("", "", "A map", fallback=(trees.p("Where?"),)))

    assert "<p>Where?</p>" in body
    assert '<p class="card">A map</p>' in body


def test_a_post_whose_words_link_to_it_gets_no_second_link() -> None:
    date = n.Link(trees.t("3 July"), "https://twitter.com/a/1?ref=tw")
    post = n.Embed("https://x.com/a/1", "X", fallback=(n.Paragraph((date,)),))

    assert html(post).count("<a ") == 1
    assert html(n.Embed(post.url, "X", "A title", fallback=post.fallback)).count("<a ") == 2
    assert html(n.Embed("https://x.com/a/2", "X", fallback=post.fallback)).count("<a ") == 2


def test_links_inside_a_listing_are_links() -> None:
    links = (n.CodeLink(1, 3, "https://e.org/?a&b"), n.CodeLink(3, 4, "#part"))

    body = html(n.CodeBlock("<ab>", "", links))

    first = '<a href="https://e.org/?a&amp;b">ab</a>'
    assert body == f'<pre><code>&lt;{first}<a href="#part">&gt;</a></code></pre>\n'


def test_anchors_of_a_listing_stand_where_links_lead() -> None:
    anchors = (n.CodeAnchor(1, "x"), n.CodeAnchor(3, "y"), n.CodeAnchor(4, "z"))
    block = n.CodeBlock("abcd", "", (n.CodeLink(2, 4, "#x"),), anchors)

    body = html(block)

    link = '<span id="y"></span><a href="#x">cd</a><span id="z"></span>'
    assert body == f'<pre><code>a<span id="x"></span>b{link}</code></pre>\n'


def test_a_term_without_a_description_has_an_empty_one() -> None:
    assert "<dt>Ebb</dt>\n<dd></dd>" in html(
        n.DefinitionList((n.Definition((n.Text("Ebb"),), ()),))
    )


def linked(*content: n.Inline) -> str:
    return html(n.Paragraph((n.Link(content, "https://www.example.org/a"),)), dialect=SHOWING)


SHOWING = Dialect(picture=lambda image: Picture(image.src) if image.src == "a.png" else None)


def test_a_link_that_nobody_hears_is_called_by_its_site() -> None:
    assert '<a href="https://www.example.org/a" aria-label="example.org"><img' in linked(
        n.Image("a.png")
    )
    assert "aria-label" not in linked(n.Image("a.png", "A boat"))
    assert "aria-label" not in linked(n.Strong((n.Text("A boat"),)))


def test_a_link_that_nobody_sees_or_hears_is_none() -> None:
    assert linked(n.Image("gone.png"), n.Text(" ")) == "<p> </p>\n"


def test_an_empty_cell_heads_nothing() -> None:
    head = n.Row((n.Cell((), header=True), n.Cell((n.Plain((n.Text("Votes"),)),), header=True)))

    markup = html(n.Table((head,), ()))

    assert '<td></td><th scope="col">Votes' in markup


def test_a_table_that_scrolls_sideways_is_reached_by_the_keyboard() -> None:
    row = n.Row(tuple(n.Cell((n.Plain((n.Text("1"),)),)) for _ in range(7)))
    dialect = Dialect(aria=True)

    assert 'tabindex="0"' in html(n.Table((), (row,)), dialect=dialect)
    assert "tabindex" not in html(n.Table((), (n.Row(row.cells[:6]),)), dialect=dialect)
    assert "tabindex" not in html(n.Table((), (row,)), dialect=DIALECTS["book"])


@pytest.mark.parametrize("name", DIALECTS)
def test_a_picture_without_file_and_words_leaves_no_gap_and_no_empty_link(name: str) -> None:
    link = n.Link((n.Image("https://example.org/ice.jpg"),), "https://example.org/ice")
    dialect = replace(DIALECTS[name], picture=lambda image: None)

    assert html(n.Figure((n.Plain((link,)),)), dialect=dialect) == ""
    assert "<a" not in html(trees.p("Ice ", link, "."), dialect=dialect)


def test_a_figure_that_is_led_to_stays_without_its_picture() -> None:
    figure = n.Figure((n.Plain((n.Image("https://example.org/ice.jpg"),)),), id="ice")

    dialect = Dialect(picture=lambda image: None)

    assert '<figure id="ice">' in html(figure, dialect=dialect)
