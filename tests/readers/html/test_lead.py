"""Which of the pictures a page names leads the article."""

from __future__ import annotations

import pytest

from articlepress.article import Article
from articlepress.diagnostics import Notes
from articlepress.readers.html import HtmlReaderOptions
from articlepress.readers.html.convert import convert
from articlepress.source import Source

TEXT = "The bridge was opened in the spring of the year in which the ferry had sunk. " * 3


def read(head: str, title: str = "A bridge opens") -> Article:
    html = (
        f"<html><head><title>{title}</title><link rel=canonical href='https://www.quay.example/b'>"
        f"{head}</head><body><article><h1>{title}</h1>" + f"<p>{TEXT}</p>" * 3 + "</article></body>"
    )
    return convert(Source(html.encode(), "page.html"), HtmlReaderOptions(), Notes()).article


def lead(*names: str) -> str:
    metas = "".join(
        f"<meta property='{kind}' content='https://www.quay.example/{name}'>"
        for kind, name in zip(("og:image", "twitter:image"), names, strict=False)
    )
    hero = read(f"<meta property='og:site_name' content='The Quay'>{metas}").metadata.hero
    return hero.image.src.removeprefix("https://www.quay.example/") if hero else ""


@pytest.mark.parametrize(
    "name",
    [
        "logo.png",
        "img/Quay-Logo_1200x630.jpg",
        "favicon_150x150.png",
        "og-image-default.png",
        "social/cropped-logo-1.jpg",
        "i/blank.jpg",
        "social_placeholder.png",
    ],
)
def test_the_sites_own_sign_leads_no_article(name: str) -> None:
    assert lead(name) == ""


@pytest.mark.parametrize(
    "name",
    ["gemini-logo.png", "iiif/12/full/default.jpg", "quay.jpg", "d_transparent.gif/a/bridge.jpg"],
)
def test_a_picture_of_something_else_leads_it(name: str) -> None:
    assert lead(name) == name


def test_the_next_picture_leads_where_the_first_is_a_sign() -> None:
    assert lead("logo.png", "bridge.jpg") == "bridge.jpg"


def test_a_sites_name_that_is_the_title_is_none() -> None:
    article = read("<meta property='og:site_name' content='A Bridge Opens'>")

    assert article.metadata.site.name == ""


@pytest.mark.parametrize(("stated", "name"), [("The Quay |", "The Quay"), ("- Quay -", "Quay")])
def test_what_joins_a_sites_name_to_a_title_is_no_part_of_it(stated: str, name: str) -> None:
    assert read(f"<meta property='og:site_name' content='{stated}'>").metadata.site.name == name


def test_the_sites_name_is_no_section() -> None:
    meta = "<meta property='{}' content='The Quay'>"

    article = read(meta.format("og:site_name") + meta.format("article:section"))

    assert (article.metadata.site.name, article.metadata.section) == ("The Quay", "")
