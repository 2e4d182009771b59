"""The web page in Chromium: what is read in light and dark, what fits a telephone or a screen."""

from __future__ import annotations

import html
import io
import json
import re
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

import mailbrowser
from articlepress import nodes as n
from articlepress.article import Article, AssetRef
from articlepress.diagnostics import Notes
from articlepress.metadata import Metadata, Person
from articlepress.render.styles import load_style, style_names
from articlepress.transforms import apply_transforms
from articlepress.writers.html import WRITER, HtmlOptions
from trees import column, p, picture, t

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not mailbrowser.CHROMIUM, reason="chromium is not installed"),
]

TALL = {"tall.png": AssetRef(content=picture(size=(300, 1500)))}
SCREEN_PX = (375, 800)


def written(article: Article, style: str = "base") -> str:
    out = io.BytesIO()
    WRITER.write(apply_transforms(article), HtmlOptions(), load_style(style), Notes(), out)
    return out.getvalue().decode()


def seen(page: str, question: str, folder: Path) -> list[float]:
    """Return what a script answers of a page on a telephone."""
    # In a frame: the window of a headless Chromium is never as narrow as a telephone.
    width, height = SCREEN_PX
    frame = f'<iframe width="{width}" height="{height}" srcdoc="{html.escape(page)}"></iframe>'
    ask = f"(document => {question})(document.querySelector('iframe').contentDocument)"
    answer = f"const told = {ask}; document.body.textContent = 'answer: ' + JSON.stringify(told)"
    file = folder / "page.html"
    file.write_text(f"<!doctype html>{frame}<script>onload = () => {{ {answer} }}</script>")
    done = subprocess.run(
        [mailbrowser.CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu",
         f"--user-data-dir={folder / 'profile'}", "--virtual-time-budget=5000", "--dump-dom",
         file.as_uri()],
        capture_output=True, text=True, check=True, timeout=120,
    )  # fmt: skip
    found = re.search(r"answer: (.*?)</body>", done.stdout, re.DOTALL)
    assert found is not None, done.stderr[-400:]
    answered: list[float] = json.loads(html.unescape(found[1]))
    return answered


def test_every_style_is_readable_in_light_and_dark() -> None:
    names = style_names()

    figures = mailbrowser.measure([written(column(), name) for name in names])

    for name, figure in zip(names, figures, strict=True):
        assert figure.sideways == (), f"{name}: {figure.culprit}"
        assert figure.contrast_light >= 4.5, f"{name}: {figure.worst}"
        assert figure.contrast_dark >= 4.5, f"{name}: {figure.worst}"


def test_a_tall_picture_is_seen_whole_and_undistorted(tmp_path: Path) -> None:
    page = written(Article(Metadata(title=t("Tall")), (p(n.Image("tall.png", "Mast")),), TALL))

    width, height = seen(
        page, "(i => [i.width, i.height])(document.querySelector('figure img'))", tmp_path
    )

    assert height < SCREEN_PX[1]
    assert height / width == pytest.approx(5, rel=0.02)


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
