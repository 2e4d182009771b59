"""A newsletter in Chromium: no sideways scroll, readable in light and dark, whole without style."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from pathlib import Path

import pytest

import mailbrowser
from articlepress import nodes as n
from articlepress.article import Article
from articlepress.diagnostics import Notes
from articlepress.metadata import Date, Metadata, Person
from articlepress.render.styles import load_style, style_names
from articlepress.transforms.credits import place_credits
from articlepress.writers import find_writer
from articlepress.writers.email.options import NewsletterOptions
from chromium import CHROMIUM
from screen import seen
from trees import column, p, t

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM, reason="chromium is not installed"),
]


def hard_column() -> Article:
    """Return a column with everything that pushes a phone's screen sideways."""
    article = column()
    cells = tuple(n.Cell((n.Plain(t(f"a longish value {i}")),)) for i in range(9))
    heads = tuple(n.Cell((n.Plain(t(f"Heading number {i}")),), header=True) for i in range(9))
    hard: n.Blocks = (
        n.Table((n.Row(heads),), (n.Row(cells), n.Row(cells))),
        n.CodeBlock("x" * 200 + "\n" + " " * 60 + "deep(indent)\n"),
        p("https://example.org/" + "a" * 300),
        n.Heading(1, t("Donaudampfschifffahrtsgesellschaftskapitänsmütze")),
    )
    return place_credits(replace(article, blocks=(*article.blocks, *hard)))


def written(style: str) -> str:
    out = io.BytesIO()
    options = NewsletterOptions(image_base_url="https://i.example.org", address="Street 1, Town")
    find_writer("newsletter").write(hard_column(), options, load_style(style), Notes(), out)
    return out.getvalue().decode()


def test_line_drawings_have_a_light_ground_in_the_dark() -> None:
    for name in style_names():
        page = written(name)

        dark = page[page.index("prefers-color-scheme: dark") :]
        rule = re.search(r"[.]figure img *[{](.*?)[}]", dark)
        assert rule is not None, name
        assert "background-color: #ffffff !important" in rule[1], name
        assert re.search(r"(?<!-)color: #[0-3]", rule[1]), name  # words of a blocked one


@pytest.mark.parametrize("style", style_names())
@pytest.mark.parametrize("published", [None, Date("2026-01-24")])
def test_the_text_stands_apart_from_the_byline(
    style: str, published: Date | None, tmp_path: Path
) -> None:
    metadata = Metadata(title=t("Fog"), authors=(Person("Ann Lee"),), published=published)
    out = io.BytesIO()
    article = Article(metadata, (p("It came at noon."),))
    find_writer("newsletter").write(article, NewsletterOptions(), load_style(style), Notes(), out)

    gap = seen(
        out.getvalue().decode(),
        "(lines => [lines.at(-1).getBoundingClientRect().top"
        " - lines.at(-2).getBoundingClientRect().bottom])"
        "([...document.querySelectorAll('p')].filter(line => line.textContent.trim()))",
        tmp_path,
    )

    assert 15 <= gap[0] <= 32


def test_every_style_is_readable_at_every_width_in_light_and_dark() -> None:
    names = style_names()

    figures = mailbrowser.measure([written(name) for name in names])

    for name, figure in zip(names, figures, strict=True):
        assert figure.sideways == (), f"{name}: {figure.culprit}"
        assert not figure.sideways_blocked, name
        assert figure.contrast_light >= 4.5, f"{name}: {figure.worst}"
        assert figure.contrast_dark >= 4.5, f"{name}: {figure.worst}"
        assert figure.kept == figure.texts > 50, name
