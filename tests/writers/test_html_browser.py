"""The web page in Chromium: what is read in light and dark, what fits a telephone or a screen."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

import mailbrowser
from articlepress import nodes as n
from articlepress.article import Article, AssetRef
from articlepress.diagnostics import Notes
from articlepress.metadata import Metadata, Person
from articlepress.render.styles import load_style, style_names
from articlepress.transforms import apply_transforms
from articlepress.writers.html import WRITER, HtmlOptions
from chromium import CHROMIUM
from screen import SCREEN_PX, seen
from trees import column, p, picture, t

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM, reason="chromium is not installed"),
]

TALL = {"tall.png": AssetRef(content=picture(size=(300, 1500)))}


def written(article: Article, style: str = "base") -> str:
    out = io.BytesIO()
    WRITER.write(apply_transforms(article), HtmlOptions(), load_style(style), Notes(), out)
    return out.getvalue().decode()


def test_every_style_is_readable_in_light_and_dark() -> None:
    names = style_names()

    figures = mailbrowser.measure([written(column(), name) for name in names])

    for name, figure in zip(names, figures, strict=True):
        assert figure.sideways == (), f"{name}: {figure.culprit}"
        assert figure.contrast_light >= 4.5, f"{name}: {figure.worst}"
        assert figure.contrast_dark >= 4.5, f"{name}: {figure.worst}"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_wrong_in_any_style(
    browser: Browser, scheme: Literal["light", "dark"]
) -> None:
    context = browser.new_context(color_scheme=scheme)
    tab = context.new_page()
    found = []
    for name in style_names():
        tab.set_content(written(column(), name))
        found += [(name, v["id"]) for v in Axe().run(tab).response["violations"]]
    context.close()

    assert found == []


def test_a_tall_picture_is_seen_whole_and_undistorted(tmp_path: Path) -> None:
    page = written(Article(Metadata(title=t("Tall")), (p(n.Image("tall.png", "Mast")),), TALL))

    width, height = seen(
        page, "(i => [i.width, i.height])(document.querySelector('figure img'))", tmp_path
    )

    assert height < SCREEN_PX[1]
    assert height / width == pytest.approx(5, rel=0.02)


def test_dates_below_a_standfirst_stand_apart_from_it(tmp_path: Path) -> None:
    metadata = replace(column().metadata, authors=())
    page = written(Article(metadata, (p("It ends."),)))

    (gap,) = seen(
        page,
        "[document.querySelector('.dateline').getBoundingClientRect().top"
        " - document.querySelector('.standfirst').getBoundingClientRect().bottom]",
        tmp_path,
    )

    assert gap > 12


def test_a_narrow_picture_begins_where_its_caption_does(tmp_path: Path) -> None:
    figure = n.Figure((n.Plain((n.Image("tall.png", "Mast"),)),), t("The mast."))
    page = written(Article(Metadata(title=t("Mast"), language="en"), (p("Ice."), figure), TALL))

    sides = seen(
        page,
        "['img', 'figcaption'].map(tag =>"
        " document.querySelector('figure ' + tag).getBoundingClientRect().left)",
        tmp_path,
    )

    assert sides[0] == sides[1]


def test_a_portrait_of_any_shape_is_round(tmp_path: Path) -> None:
    person = Person("Ada", bio=(p("Ada keeps the light."),), portrait=n.Image("tall.png", "Ada"))
    page = written(Article(Metadata(title=t("Light"), authors=(person,)), (p("It burns."),), TALL))

    width, height = seen(
        page, "(i => [i.width, i.height])(document.querySelector('.bio img'))", tmp_path
    )

    assert width == height == 80


def test_a_long_word_of_a_headline_is_whole_on_a_telephone(tmp_path: Path) -> None:
    metadata = replace(column().metadata, title=t("A comprehensively impeachmentless year"))
    page = written(Article(metadata, (p("It ends."),)))

    # A word broken anywhere has two boxes.
    lines = """(text => [...text.data.matchAll(/[a-z]{9,}/g)].map(word => {
        const range = document.createRange();
        range.setStart(text, word.index);
        range.setEnd(text, word.index + word[0].length);
        return range.getClientRects().length;
    }))(document.querySelector('.title').firstChild)"""

    assert seen(page, lines, tmp_path) == [1, 1]
