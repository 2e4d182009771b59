"""Findings about web pages of ours, made without Java; the Nu Html Checker's are added to them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import unquote

from selectolax.lexbor import LexborHTMLParser

from articlepress.check import Finding, content_of
from articlepress.check.html.nu import nu
from articlepress.readers.html import GENERATOR

_HEAD_BYTES = 4096
_LOADED = {
    "img": "src", "script": "src", "iframe": "src", "source": "srcset", "video": "src",
    "audio": "src", "object": "data", "embed": "src",
}  # fmt: skip
"""Elements that load something -> the attribute that says what."""


def is_web_page(path: Path) -> bool:
    """Tell whether a file is a page that `--to html` wrote; other HTML is taken for email."""
    try:
        with path.open("rb") as file:
            return GENERATOR in file.read(_HEAD_BYTES)
    except OSError:
        return False


def judge(paths: Sequence[Path]) -> Iterator[Finding]:
    """Yield what is wrong with the pages, by our own laws and by the Nu Html Checker.

    Raises:
        SourceError: a page's file cannot be read.
    """
    for path in paths:
        yield from broken_laws(content_of(path), path)
    yield from nu(paths)


def broken_laws(content: bytes, path: Path) -> Iterator[Finding]:
    """Yield what the validator does not look at: what a page leads to and what it loads."""
    tree = LexborHTMLParser(content)
    known = {node.attributes["id"] for node in tree.css("[id]")}
    for node in tree.css('a[href^="#"]'):
        target = (node.attributes["href"] or "")[1:]
        if target and not known & {target, unquote(target)}:
            yield Finding("HT101", "error", f"a link to #{target}, which is nowhere", path)
    for tag, name in _LOADED.items():
        for node in tree.css(f"{tag}[{name}]"):
            address = node.attributes[name] or ""
            if not address.startswith("data:"):
                message = f"loads {address[:100]!r}: the page is not whole without it"
                yield Finding("HT102", "warning", message, path)
    for node in tree.css("link[rel~=stylesheet]"):
        message = f"loads the style sheet {node.attributes.get('href')!r}"
        yield Finding("HT102", "warning", message, path)
    if tree.root is not None and not tree.root.attributes.get("lang"):
        yield Finding("HT103", "warning", "does not say its language", path)
