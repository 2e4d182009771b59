"""How pages are filled: pictures, tables and bios leave none of them half empty."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager

import pypdfium2
import pytest

from articlepress import nodes as n
from articlepress.article import Article, AssetRef
from articlepress.diagnostics import Notes
from articlepress.metadata import Disclaimer, Metadata, Person, Site
from articlepress.render.dialect import Dialect
from articlepress.render.styles import load_style, style_names
from articlepress.writers.pdf.document import article_markup
from articlepress.writers.pdf.options import PdfOptions
from articlepress.writers.pdf.write import write
from trees import p, picture, t

TALL = {"tall.png": AssetRef(content=picture(size=(300, 1500)))}
PAGE_SIZES = ("A4", "Letter", "A5", "e-reader", "phone")


@contextmanager
def pressed(
    article: Article, style: str = "base", **options: str
) -> Iterator[pypdfium2.PdfDocument]:
    out = io.BytesIO()
    write(article, PdfOptions(**options), load_style(style), Notes(), out)  # type: ignore[arg-type]
    document = pypdfium2.PdfDocument(out.getvalue())
    yield document
    document.close()


def picture_heights(page: pypdfium2.PdfPage) -> list[float]:
    bounds = [
        found.get_bounds() for found in page.get_objects(filter=(pypdfium2.raw.FPDF_PAGEOBJ_IMAGE,))
    ]
    return [top - bottom for _, bottom, _, top in bounds]


def texts(document: pypdfium2.PdfDocument) -> list[str]:
    return [" ".join(page.get_textpage().get_text_range().split()) for page in document]


@pytest.mark.parametrize("style", style_names())
@pytest.mark.parametrize("size", PAGE_SIZES)
def test_a_tall_picture_leaves_room_for_lines_on_its_page(size: str, style: str) -> None:
    figure = n.Figure((n.Plain((n.Image("tall.png", "Mast"),)),), t("The mast."))
    article = Article(Metadata(title=t("Tall"), language="en"), (p("Ice."), figure), TALL)

    with pressed(article, style, page_size=size) as document:
        shares = [
            height / page.get_height() for page in document for height in picture_heights(page)
        ]

    assert len(shares) == 1
    assert shares[0] < 0.62


def test_a_logo_in_a_table_keeps_its_row_small() -> None:
    row = n.Row((n.Cell((n.Plain((n.Image("tall.png", "Mast"),)),)), n.Cell((p("Ice"),))))
    article = Article(Metadata(title=t("Rows"), language="en"), (n.Table((), (row,)),), TALL)

    with pressed(article) as document:
        assert [h < 72 for page in document for h in picture_heights(page)] == [True]


@pytest.mark.parametrize("lines", range(31, 39))
def test_no_row_of_a_table_stands_alone_on_a_page(lines: int) -> None:
    rows = tuple(n.Row((n.Cell((n.Plain(t(f"row {i}.")),)),)) for i in range(45))
    blocks: n.Blocks = (*(p("Ice.") for _ in range(lines - 20)), n.Table((), rows))
    article = Article(Metadata(title=t("Rows"), language="en"), blocks)

    with pressed(article) as document:
        counts = [text.count("row ") for text in texts(document)]

    assert 1 not in counts
    assert sum(counts) == 45


@pytest.mark.parametrize("lines", range(0, 20, 2))
@pytest.mark.parametrize("with_portrait", [True, False])
def test_a_long_bio_begins_where_the_text_ends(lines: int, with_portrait: bool) -> None:
    long_bio = tuple(p(f"Part {i} of a life at the harbour. " * 8) for i in range(9))
    portrait = n.Image("tall.png", "Ada") if with_portrait else None
    person = Person("Ada", bio=long_bio, portrait=portrait)
    body = (
        *(p("Ice in the harbour, and more of it every winter. " * 6) for _ in range(4)),
        *(p("Ice.") for _ in range(lines)),
    )
    article = Article(Metadata(title=t("Ice"), language="en", authors=(person,)), body, TALL)

    with pressed(article) as document:
        first, second = texts(document)

    assert "Part 8" in second
    assert ("Part 0" in first) is ("About the author" in first)
    assert "Part 0" in first or lines > 4


@pytest.mark.parametrize("lines", range(24, 40))
def test_a_short_bio_and_its_disclaimer_stay_together(lines: int) -> None:
    person = Person("Ada", bio=(p("Ada keeps the light. " * 8),))
    disclaimer = Disclaimer((p("The views are her own. " * 8),))
    metadata = Metadata(title=t("Ice"), language="en", authors=(person,), disclaimers=(disclaimer,))
    article = Article(metadata, tuple(p("Ice.") for _ in range(lines)))

    with pressed(article, "newspaper") as document:
        pages = texts(document)

    (page,) = [text for text in pages if "keeps the light" in text]
    assert "About the author" in page
    assert "her own" in page


def test_an_article_without_credits_ends_without_a_rule() -> None:
    article = Article(Metadata(title=t("Ice"), language="en"), (p("Ice."),))

    markup = article_markup(article, Dialect(xhtml=True))

    assert "end-matter" not in markup


def test_a_running_head_has_room_for_the_site_and_the_title() -> None:
    site = Site("The Very Long Name of a Restaurant, a Bar and a Newspaper in Town")
    title = "How to keep the harbour free of ice: a guide for beginners in winter"
    body = tuple(p("Ice in the harbour, and more of it every winter. " * 6) for _ in range(12))
    article = Article(Metadata(title=t(title), language="en", site=site), body)

    with pressed(article) as document:
        page = document[1].get_textpage()
        rights = [page.get_rect(i) for i in range(page.count_rects())]

    heads = sorted(rect for rect in rights if rect[1] > 780)
    assert len(heads) == 2
    assert heads[1][0] - heads[0][2] > 12


@pytest.mark.parametrize("style", style_names())
@pytest.mark.parametrize("size", PAGE_SIZES)
def test_running_heads_and_folios_are_whole_on_every_page_size(size: str, style: str) -> None:
    body = tuple(p("Ice in the harbour, and more of it every winter. " * 6) for _ in range(22))
    metadata = Metadata(title=t("Ice and fog"), language="en", site=Site("The Harbour"))

    with pressed(Article(metadata, body), style, page_size=size) as document:
        height, text = document[1].get_height(), document[1].get_textpage()
        rects = [text.get_rect(i) for i in range(text.count_rects())]

    assert min(rect[1] for rect in rects) > 6
    assert max(rect[3] for rect in rects) < height - 6
