"""The static report of `inspect --html`: page, article and findings in one file.

Takes a look at a source; gives HTML that runs no script and fetches nothing, wherever it is opened.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from articlepress.diagnostics import excerpt
from articlepress.inspection import Region
from articlepress.preview.look import Look, article_page
from articlepress.render.styles import Style
from articlepress.walk import inline_text

if TYPE_CHECKING:  # imported where it is used: 20 ms of CPU
    from jinja2 import Environment

POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; "
    "base-uri 'none'; form-action 'none'"
)
"""What the report may load: its own style and pictures, nothing else. Frames inherit it."""

MOST_LISTED = 1000
"""Removed regions listed, the largest; a page of 5 MB can have 30,000."""

_UNPLACED = "reader/"
"""Removals of this kind are words missing in the article, no region of the page."""


@dataclass(frozen=True, slots=True)
class Removed:
    """A removed region as the list shows it."""

    number: int
    """As on the page; 0 for words no region of the page holds by themselves."""
    rule: str
    reason: str
    selector: str
    words: int
    excerpt: str
    score: str = ""


def report_page(look: Look, style: Style) -> str:
    """Return the report."""
    found = sorted(removed(look), key=lambda item: (-item.words, item.number))
    values = {
        "policy": POLICY,
        "colours": template_text("colours.css"),
        "title": inline_text(look.article.metadata.title),
        "found": look.found,
        "page": page_document(look),
        "article": article_page(look.article, style),
        "removals": found[:MOST_LISTED],
        "more": len(found[MOST_LISTED:]),
    }
    return render("report.html", values)


def page_document(look: Look, extra_css: str = "") -> str:
    """Return the coloured page as a document of its own; empty where there is none."""
    if look.page is None:
        return ""
    metadata = look.article.metadata
    values = {
        "policy": POLICY,
        "css": template_text("page.css") + extra_css,
        "language": metadata.language,
        "direction": metadata.direction or "auto",
        "markup": look.page.markup,
    }
    return render("page.html", values)


def removed(look: Look) -> Iterator[Removed]:
    """Yield the removed regions, those of the page with their numbers."""
    if look.page is None:
        yield from (_unplaced(region) for region in look.found.removed)
        return
    for marked in look.page.regions:
        if marked.kind == "removed":
            yield Removed(
                marked.number, marked.rule, marked.reason, marked.selector, marked.words,
                excerpt(marked.text), marked.score,
            )  # fmt: skip
    for region in look.found.removed:
        if region.rule.startswith(_UNPLACED):
            yield _unplaced(region)


def _unplaced(region: Region) -> Removed:
    return Removed(0, region.rule, region.reason, region.selector, region.words, region.excerpt)


def render(name: str, values: Mapping[str, object]) -> str:
    """Return a template filled in; everything in it is escaped unless the template says not to."""
    return _environment().get_template(name).render(values)


@cache
def template_text(name: str) -> str:
    """Return a file of the templates' folder as it is."""
    from importlib.resources import files

    return (files("articlepress.preview") / "templates" / name).read_text("utf-8")


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader("articlepress.preview", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
