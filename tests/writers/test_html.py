"""The self-contained web page."""

from __future__ import annotations

import io
import re

import pytest

from articlepress import nodes as n
from articlepress.article import Article, AssetRef, Collection
from articlepress.diagnostics import Notes
from articlepress.errors import UsageError
from articlepress.metadata import Metadata
from articlepress.render.styles import Style, load_style
from articlepress.transforms import apply_transforms
from articlepress.writers.html import WRITER, HtmlOptions
from trees import column, p, picture, t


def page(article: Article, notes: Notes | None = None, **options: int | bool) -> str:
    out = io.BytesIO()
    WRITER.write(article, HtmlOptions(**options), load_style(), notes or Notes(), out)  # type: ignore[arg-type]
    return out.getvalue().decode()


def test_the_page_loads_nothing_from_elsewhere() -> None:
    html = page(apply_transforms(column()))

    assert not re.search(r"<script|<link|<iframe|@import|url\(", html)
    assert all(src.startswith("data:image/png;") for src in re.findall(r'src="([^"]*)"', html))
    assert html.count('src="data:') == 4


def test_every_part_of_the_article_is_on_the_page_in_order() -> None:
    html = page(apply_transforms(column()))

    marks = [
        'lang="en" dir="ltr">', 'class="kicker"', "<h1", 'class="standfirst"', 'class="byline"',
        'class="dateline"', 'class="hero"', 'class="body"', 'class="bio"', 'class="disclaimer"',
        'class="footnotes"', 'class="source"',
    ]  # fmt: skip
    places = [html.index(mark) for mark in marks]
    assert places == sorted(places)


def test_pictures_are_scaled_to_the_limit_and_shown_in_the_size_asked_for() -> None:
    image = n.Image("a.png", "A", width_px=50)
    article = Article(
        Metadata(), (p(image),), {"a.png": AssetRef(content=picture(size=(400, 200)))}
    )

    html = page(article, html_picture_width=100)

    assert 'width="50" height="25"' in html


def test_a_picture_that_cannot_be_read_is_shown_by_its_words_and_reported_once() -> None:
    notes = Notes()
    image = n.Image("a.png", "A harbour")
    article = Article(Metadata(), (p(image, image),), {"a.png": AssetRef(content=b"junk")})

    html = page(article, notes)

    assert html.count("[A harbour]") == 2
    assert [d.code for d in notes.diagnostics] == ["AP402"]


def test_a_picture_without_a_file_is_told_once() -> None:
    image = n.Image("gone.png", "A view")
    notes = Notes()

    html = page(Article(Metadata(), (p(image), p(image))), notes)

    assert html.count("[A view]") == 2
    assert [d.code for d in notes.diagnostics] == ["AP401"]


def test_css_cannot_end_its_element() -> None:
    html = page(Article(Metadata(title=t("A")), ()), html_style=False)

    assert "<style>" not in html
    from articlepress.writers.html import _style_element

    assert "</style><b>" not in _style_element("a{}</style><b>")
    assert _style_element(" ") == ""


def test_a_collection_is_refused() -> None:
    style: Style = load_style()
    with pytest.raises(UsageError, match="takes one article"):
        WRITER.write(Collection("A", ()), HtmlOptions(), style, Notes(), io.BytesIO())
