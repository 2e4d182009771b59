"""Chapters of a book in Chromium, as a reader without style of its own shows them."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Literal

import pytest

from articlepress import nodes as n
from articlepress.article import Article, AssetRef
from articlepress.diagnostics import Notes
from articlepress.metadata import Metadata
from articlepress.render.styles import load_style, style_names
from articlepress.writers.epub import EpubOptions, write
from chromium import CHROMIUM
from screen import SCREEN_PX, seen
from trees import p, picture, t

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM, reason="chromium is not installed"),
]


def chapter(article: Article, style: str = "base") -> str:
    """Return the chapter as one page, with the book's style and pictures in it."""
    out = io.BytesIO()
    write(article, EpubOptions(cover="none"), load_style(style), Notes(), out)
    with zipfile.ZipFile(out) as book:
        page = book.read("EPUB/article.xhtml").decode()
        css = book.read("EPUB/style.css").decode()
    return page.replace("</head>", f"<style>{css}</style></head>")


@pytest.mark.parametrize("style", style_names())
@pytest.mark.parametrize("language", ["en", "ar"])
def test_marks_of_lists_stand_inside_the_page(language: str, style: str, tmp_path: Path) -> None:
    items = tuple((n.Plain(t("كتاب" if language == "ar" else "A book")),) for _ in range(12))
    lists = n.BulletList(items), n.OrderedList(items)
    direction: Literal["ltr", "rtl"] = "rtl" if language == "ar" else "ltr"
    metadata = Metadata(title=t("كتب"), language=language, direction=direction)

    room = seen(
        chapter(Article(metadata, lists), style),
        "[...document.querySelectorAll('li')].map(li => [li.getBoundingClientRect(),"
        " li.closest('ul, ol').parentElement.getBoundingClientRect(),"
        " parseFloat(getComputedStyle(li).fontSize)]).map(([li, page, em]) =>"
        f" ('{direction}' == 'rtl' ? page.right - li.right : li.left - page.left) / em)",
        tmp_path,
    )

    assert min(room[:12]) >= 1.2
    assert min(room[12:]) >= 1.8


def test_paragraphs_of_a_group_are_set_apart(tmp_path: Path) -> None:
    group = n.Section("group", (p("One."), p("Two.")))

    gap = seen(
        chapter(Article(Metadata(title=t("T")), (group,))),
        "(([one, two]) => [two.getBoundingClientRect().top - one.getBoundingClientRect().bottom])"
        "(document.querySelectorAll('.text div p'))",
        tmp_path,
    )

    assert gap[0] > 5


def test_a_table_of_many_columns_stands_inside_the_page(tmp_path: Path) -> None:
    words = ("Feature", "TypeScript", "JavaScript", "Moderate", "Independence", "Vulnerabilities")
    cells = tuple(n.Cell((n.Plain(t(word)),)) for word in (*words, *words))
    table = n.Table((), (n.Row(cells), n.Row(cells)))

    width = seen(
        chapter(Article(Metadata(title=t("T")), (p("Text."), table))),
        "[document.querySelector('table').getBoundingClientRect().right]",
        tmp_path,
    )

    assert width[0] <= SCREEN_PX[0]


def test_a_tall_picture_fits_the_page(tmp_path: Path) -> None:
    figure = n.Figure((n.Plain((n.Image("tall.png", "Mast"),)),))
    assets = {"tall.png": AssetRef(content=picture(size=(300, 1500)))}
    page = chapter(Article(Metadata(title=t("Tall"), language="en"), (p("Ice."), figure), assets))
    # The book's folder is not there: a picture of the same shape stands for it.
    drawing = "<svg xmlns='http://www.w3.org/2000/svg' width='300' height='1500'/>"
    shown = page.replace("images/", f'data:image/svg+xml,{drawing}" data-was="')

    width, height = seen(
        shown, "(i => [i.width, i.height])(document.querySelector('figure img'))", tmp_path
    )

    assert height < SCREEN_PX[1]
    assert height / width == pytest.approx(5, rel=0.05)
