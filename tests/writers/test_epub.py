"""The EPUB writer: one article as a book that validators and readers take."""

from __future__ import annotations

import io
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree
from PIL import Image, ImageFont

from articlepress import nodes as n
from articlepress.article import Article, AssetRef
from articlepress.diagnostics import Notes
from articlepress.errors import AssetError
from articlepress.metadata import Metadata
from articlepress.render.styles import load_style
from articlepress.transforms import apply_transforms
from articlepress.writers.epub import EpubOptions, write
from articlepress.writers.epub.lettering import break_lines, fontconfig_language
from trees import column, p, picture, t

XHTML = "{http://www.w3.org/1999/xhtml}"
TYPE = "{http://www.idpf.org/2007/ops}type"


PLAIN = EpubOptions(cover="none")


def book(article: Article, options: EpubOptions = PLAIN, notes: Notes | None = None) -> bytes:
    out = io.BytesIO()
    write(article, options, load_style("base"), notes or Notes(), out)
    return out.getvalue()


def members(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def chapter(content: bytes) -> etree._Element:
    return etree.fromstring(members(content)["EPUB/article.xhtml"])


def article_of(*blocks: n.Block, **metadata: object) -> Article:
    return Article(replace(Metadata(title=t("A title"), language="en"), **metadata), blocks)  # type: ignore[arg-type]


def test_the_mimetype_stands_first_and_uncompressed() -> None:
    with zipfile.ZipFile(io.BytesIO(book(column()))) as archive:
        first = archive.infolist()[0]

    assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)


def test_the_same_article_gives_the_same_bytes() -> None:
    assert book(column()) == book(column())


@pytest.mark.parametrize("placed", [False, True], ids=["from metadata", "placed by the pipeline"])
def test_bio_and_disclaimer_stand_in_the_chapter_once(placed: bool) -> None:
    article = apply_transforms(column()) if placed else column()

    text = "".join(chapter(book(article)).itertext())

    assert text.count("has written about the sea") == 1
    assert text.count("Jon Abel is a hydrologist.") == 1
    assert text.count("those of the authors alone") == 1


def test_the_notes_stand_between_text_and_credits() -> None:
    body = chapter(book(column()))

    kinds = [e.get("class") for e in body.iter(f"{XHTML}aside", f"{XHTML}section")]

    assert kinds == [None, "pull-quote", "footnotes", "bio", "bio", "disclaimer"]


def test_every_author_is_a_creator_with_role_and_sorting_name() -> None:
    package = members(book(column()))["EPUB/content.opf"].decode()

    assert '<dc:creator id="creator-2">Jon Abel</dc:creator>' in package
    assert 'refines="#creator-2" property="file-as">Abel, Jon<' in package
    assert 'property="role" scheme="marc:relators">aut<' in package


def test_a_picture_without_a_file_is_replaced_by_its_words_and_reported() -> None:
    notes = Notes()
    image = n.Image("https://example.org/gone.jpg", "A boat")

    body = chapter(book(article_of(n.Paragraph((image,))), notes=notes))

    assert "[A boat]" in "".join(body.itertext())
    assert not list(body.iter(f"{XHTML}img"))
    assert [d.code for d in notes.diagnostics] == ["AP401"]


def test_equal_pictures_are_stored_once() -> None:
    blocks = [n.Paragraph((n.Image(src, src),)) for src in ("a.png", "b.png")]
    assets = {src: AssetRef(content=picture()) for src in ("a.png", "b.png")}

    names = members(book(replace(article_of(*blocks), assets=assets)))

    assert len([name for name in names if name.startswith("EPUB/images/")]) == 1


def test_a_huge_picture_is_brought_under_the_limits() -> None:
    out = io.BytesIO()
    Image.effect_noise((3000, 2000), 90).convert("RGB").save(out, "BMP")
    article = replace(
        article_of(p(n.Image("big.bmp", "Noise"))),
        assets={"big.bmp": AssetRef(content=out.getvalue())},
    )

    stored = [v for k, v in members(book(article)).items() if k.startswith("EPUB/images/")]

    assert len(stored) == 1
    assert len(stored[0]) <= 1_500_000
    with Image.open(io.BytesIO(stored[0])) as image:
        assert image.size[0] * image.size[1] <= 4_000_000


def test_a_drawing_loses_its_scripts_and_keeps_its_shapes() -> None:
    svg = (
        b'<svg xmlns="http://www.w3.org/2000/svg" onload="x()" viewBox="0 0 9 9">'
        b"<script>x()</script>"
        b'<image href="https://e.org/t.png"/><path d="M0 0h9" style="fill:url(http://e.org/)"/></svg>'
    )
    article = replace(
        article_of(p(n.Image("d.svg", "A line"))), assets={"d.svg": AssetRef(content=svg)}
    )

    stored = b"".join(v for k, v in members(book(article)).items() if k.endswith(".svg"))

    assert b'<path d="M0 0h9"' in stored
    assert not any(word in stored for word in (b"script", b"onload", b"e.org", b"<image"))


def test_heading_levels_are_never_skipped() -> None:
    headings = [n.Heading(level, t(str(level))) for level in (3, 4, 3, 1, 5)]

    body = chapter(book(article_of(*headings)))

    tags = [e.tag.removeprefix(XHTML) for e in body.iter() if str(e.tag)[-2:] in ("h2", "h3", "h4")]
    assert tags == ["h2", "h3", "h2", "h2", "h3"]


def test_ids_are_unique_and_every_fragment_resolves() -> None:
    body = chapter(
        book(
            article_of(
                n.Heading(1, t("One"), "same"),
                n.Heading(1, t("Two"), "same"),
                n.Heading(1, t("Three"), "note-1"),
                p(n.Styled(id="1 ü"), n.Link(t("there"), "#1 ü"), n.Note((p("A note."),))),
                p(n.Link(t("nowhere"), "#gone"), n.Link(t("mine"), "#note-1")),
            )
        )
    )

    ids = [e.get("id") for e in body.iter() if e.get("id")]
    targets = [e.get("href")[1:] for e in body.iter(f"{XHTML}a") if e.get("href")[0] == "#"]
    assert len(ids) == len(set(ids))
    assert set(targets) <= set(ids)
    assert "nowhere" in "".join(body.itertext())


def test_a_link_to_the_articles_own_address_stays_inside() -> None:
    link = n.Link(t("above"), "https://example.org/a#part")
    article = article_of(
        n.Heading(1, t("Part"), "part"), p(link), canonical_url="http://www.example.org/a/"
    )

    hrefs = [a.get("href") for a in chapter(book(article)).iter(f"{XHTML}a")]

    assert "#part" in hrefs


@pytest.mark.parametrize(
    "url", ["page.html", "javascript:x()", "http://", "http://a b/", "file:///etc/passwd"]
)
def test_a_link_that_leads_nowhere_keeps_its_words_only(url: str) -> None:
    body = chapter(book(article_of(p(n.Link(t("the words"), url)))))

    assert "the words" in "".join(body.itertext())
    assert not list(body.iter(f"{XHTML}a"))


def test_a_note_inside_a_link_stands_after_it() -> None:
    link = n.Link((n.Text("see"), n.Note((p("A note."),))), "https://example.org/")

    body = chapter(book(article_of(p(link))))

    nested = [a for a in body.iter(f"{XHTML}a") if list(a.iter(f"{XHTML}a"))[1:]]
    assert not nested
    assert any(a.get(TYPE) == "noteref" for a in body.iter(f"{XHTML}a"))


def test_markup_that_is_no_formula_leaves_its_text() -> None:
    bad = n.Math(mathml="<math><mi>x</mi><script>y</math>")

    body = chapter(book(article_of(p(bad))))

    assert "x" in "".join(body.itertext())
    assert not list(body.iter("{*}script"))


@pytest.mark.parametrize(
    ("pictures", "expected", "absent"),
    [
        ((), {"textual"}, {"visual", "alternativeText", "textual,visual"}),
        (("words",), {"visual", "alternativeText", "textual"}, {"MathML"}),
        (("words", ""), {"visual", "textual,visual"}, {"alternativeText", "EPUB Accessibility"}),
    ],
    ids=["no picture", "described", "one without words"],
)
def test_accessibility_is_claimed_only_where_it_is_so(
    pictures: tuple[str, ...], expected: set[str], absent: set[str]
) -> None:
    images = [p(n.Image(f"{number}.png", alt)) for number, alt in enumerate(pictures)]
    assets = {f"{number}.png": AssetRef(content=picture()) for number in range(2)}

    notes = Notes()

    made = members(book(replace(article_of(*images), assets=assets), notes=notes))

    package = made["EPUB/content.opf"].decode()
    assert all(f">{word}<" in package for word in expected)
    assert not any(f">{word}" in package for word in absent)
    assert [d.code for d in notes.diagnostics] == ["AP203"] * pictures.count("")


def test_the_books_date_is_the_builds_where_one_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")

    assert b">2023-11-14T22:13:20Z<" in members(book(column()))["EPUB/content.opf"]


def test_language_and_direction_stand_everywhere() -> None:
    article = article_of(p("שלום"), language="he", direction="rtl")

    parts = members(book(article))

    for name in ("article.xhtml", "nav.xhtml", "content.opf"):
        root = etree.fromstring(parts[f"EPUB/{name}"])
        assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "he"
        assert root.get("dir") == "rtl"
    assert b'page-progression-direction="rtl"' in parts["EPUB/content.opf"]


def test_a_generated_cover_is_a_picture_alone_on_its_page() -> None:
    parts = members(book(column(), EpubOptions()))

    page = etree.fromstring(parts["EPUB/cover.xhtml"])
    assert [e.get("src") for e in page.iter(f"{XHTML}img")] == ["images/cover.jpg"]
    assert b'properties="cover-image"' in parts["EPUB/content.opf"]
    with Image.open(io.BytesIO(parts["EPUB/images/cover.jpg"])) as image:
        assert (image.format, image.size) == ("JPEG", (1200, 1600))


@pytest.mark.parametrize(
    "title", ["", "W" * 400, "word " * 200, "ארבעים חורפים", "凍らない港", "😀 \ufffe"]
)
def test_a_cover_is_drawn_for_any_title(title: str) -> None:
    article = replace(column(), metadata=replace(column().metadata, title=t(title)), assets={})

    assert "EPUB/images/cover.jpg" in members(book(article, EpubOptions()))


def test_lines_of_a_cover_part_ideographs_but_no_bracket_and_no_word() -> None:
    font = ImageFont.load_default(40)

    assert isinstance(font, ImageFont.FreeTypeFont)
    for width in range(60, 700, 20):
        lines = break_lines("木を描画できる「Treeviz」、です", font, width)
        assert "".join(lines) == "木を描画できる「Treeviz」、です"
        assert any("「Treeviz」、" in line for line in lines)


def test_characters_of_a_cover_that_no_font_has_are_said() -> None:
    article = Article(
        Metadata(title=t("Plain words and \ue0ff\U0001fbff"), language="en"), (p("x"),)
    )
    notes, out = Notes(), io.BytesIO()

    write(article, EpubOptions(), load_style("base"), notes, out)

    (said,) = [item for item in notes.diagnostics if item.code == "AP703"]
    assert "1 private characters (U+E0FF)" in said.message
    assert "1 unknown characters (U+1FBFF)" in said.message


def test_a_cover_of_plain_words_has_nothing_to_say() -> None:
    title = "Ångström’s “words” — 100 % œuvre, Привет Ελλάδα €"
    notes, out = Notes(), io.BytesIO()

    write(Article(Metadata(title=t(title)), (p("x"),)), EpubOptions(), load_style(), notes, out)

    assert "AP703" not in {item.code for item in notes.diagnostics}


def test_a_sign_in_a_title_does_not_decide_the_covers_font() -> None:
    if not subprocess.run(["fc-list", ":lang=ja"], capture_output=True, check=False).stdout:
        pytest.skip("no font for Japanese is installed")
    notes = Notes()
    article = replace(column(), metadata=Metadata(title=t("海の言葉♡"), language="ja"))

    book(article, EpubOptions(), notes)

    assert not [item for item in notes.diagnostics if "海" in item.message]


@pytest.mark.parametrize(
    ("language", "named"),
    [
        ("zh", "zh-cn"), ("zh-Hans", "zh-cn"), ("zh-Hant", "zh-tw"), ("zh_TW", "zh-tw"),
        ("zh-Hant-HK", "zh-hk"), ("ja-JP", "ja"), ("", ""),
    ],
)  # fmt: skip
def test_a_covers_ideographs_have_the_shapes_of_its_language(language: str, named: str) -> None:
    assert fontconfig_language(language) == named


def test_a_cover_of_the_users_own_is_taken(tmp_path: Path) -> None:
    file = tmp_path / "my.png"
    file.write_bytes(picture(size=(30, 40)))

    parts = members(book(column(), EpubOptions(cover=str(file))))

    assert parts["EPUB/images/cover.png"] == file.read_bytes()


def test_a_cover_that_is_no_picture_is_an_error(tmp_path: Path) -> None:
    file = tmp_path / "my.png"
    file.write_text("no picture")

    with pytest.raises(AssetError, match="no picture"):
        book(column(), EpubOptions(cover=str(file)))


def test_kobo_spans_hold_every_sentence_and_change_no_word() -> None:
    plain = chapter(book(column()))
    marked = chapter(book(column(), EpubOptions(cover="none", kepub=True)))

    spans = [e for e in marked.iter(f"{XHTML}span") if e.get("class") == "koboSpan"]
    ids = [span.get("id") for span in spans]
    assert "".join(marked.itertext()) == "".join(plain.itertext())
    assert len(spans) > 30
    assert len(ids) == len(set(ids))
    assert not [e for e in marked.iter("{http://www.w3.org/1998/Math/MathML}*") if e.get("class")]


def test_a_second_mark_leads_to_its_note_from_the_text_and_from_a_bio() -> None:
    note, again = n.Note((p("Since 1981."),), "ice"), n.Note((), "ice")
    bio = n.Section("bio", (p("She said so", again, "."),))
    content = book(article_of(n.Heading(1, (n.Text("Ice"), note)), p("Text", again, "."), bio))

    body = chapter(content)

    marks = [a for a in body.iter(f"{XHTML}a") if a.get(TYPE) == "noteref"]
    assert [mark.get("href") for mark in marks] == ["#note-1"] * 3
    assert [mark.get("role") for mark in marks] == ["doc-noteref"] * 3
    assert [mark.get("id") for mark in marks] == ["ref-1", None, None]
    assert "".join(body.itertext()).count("Since 1981.") == 1
    assert b"Ice1" not in members(content)["EPUB/nav.xhtml"]


def test_links_of_a_listing_are_links_of_the_book_or_its_words() -> None:
    notes = Notes()
    links = (
        n.CodeLink(0, 1, "#a part"),
        n.CodeLink(1, 2, "./rfc1"),
        n.CodeLink(2, 3, "https://e.org/"),
    )
    heading = n.Heading(1, t("Part"), "a part")

    anchors = (n.CodeAnchor(3, "another part"),)
    listing = n.CodeBlock("abc", "", links, anchors)

    body = chapter(book(article_of(heading, listing), notes=notes))

    (pre,) = body.iter(f"{XHTML}pre")
    assert [(a.text, a.get("href")) for a in pre.iter(f"{XHTML}a")] == [
        ("a", "#x-a-part"),
        ("c", "https://e.org/"),
    ]
    assert "".join(pre.itertext()) == "abc"
    assert [e.get("id") for e in pre.iter(f"{XHTML}span")] == ["x-another-part"]
    assert [d.origin.excerpt for d in notes.diagnostics if d.code == "AP502"] == ["b"]
