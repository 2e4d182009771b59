"""No active content of a page reaches an output: our own rules, then a second sanitizer's
opinion."""

from __future__ import annotations

import contextlib
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import nh3
import pytest
from lxml import html as lxml_html

from articlepress.article import Article
from articlepress.diagnostics import Notes
from articlepress.errors import NoArticle
from articlepress.readers import find_reader
from articlepress.render.styles import load_style
from articlepress.source import Source
from articlepress.transforms import apply_transforms
from articlepress.writers import find_writer
from trust.vectors import PAYLOAD, Vector, field_page, page, vectors

VECTORS = list(vectors())
GROUP = 24
GROUPS = [
    *(
        tuple(page(vector.markup) for vector in VECTORS[start : start + GROUP])
        for start in range(0, len(VECTORS), GROUP)
    ),
    *((field_page(vector.markup),) for vector in VECTORS[::16]),
]
"""Attacks read each from a page of its own, so that none swallows the next, and written together;
then attacks as words of every field."""
FORMATS = ["html", "newsletter", "epub"]

_ACTIVE_TAGS = {
    "script", "iframe", "object", "embed", "applet", "form", "input", "button", "base", "frame",
    "frameset", "animate", "set", "foreignobject", "use", "template", "noscript", "video", "audio",
    "portal", "select", "textarea", "keygen", "isindex",
}  # fmt: skip
_SAFE_URL = re.compile(
    r"(https?:|mailto:|tel:|#|cid:|data:image/(png|jpeg|gif)|[\w./%-]+(?:#[\w.-]+)?\Z)", re.I
)


@cache
def read(group: int) -> Article:
    """Return the articles of a group's pages as one, ready to be written."""
    reader = find_reader("html")
    found: list[Article] = []
    for content in GROUPS[group]:
        with contextlib.suppress(NoArticle):
            found += reader.read(Source(content, "hostile.html"), reader.options(), Notes())
    blocks = tuple(block for article in found for block in article.blocks)
    return apply_transforms(replace(found[0], blocks=blocks))


def documents(group: int, format_name: str) -> Iterator[str]:
    article = read(group)
    writer = find_writer(format_name)
    out = io.BytesIO()
    writer.write(article, writer.options(), load_style(), Notes(), out)
    if format_name != "epub":
        yield out.getvalue().decode()
        return
    with zipfile.ZipFile(out) as book:
        for name in book.namelist():
            if name.endswith((".xhtml", ".svg")):
                yield book.read(name).decode()


def test_there_are_enough_attacks() -> None:
    assert len({vector.markup for vector in VECTORS}) >= 400
    assert all(isinstance(vector, Vector) for vector in VECTORS)


@pytest.mark.parametrize("format_name", FORMATS)
@pytest.mark.parametrize("group", range(len(GROUPS)))
def test_outputs_hold_nothing_active(group: int, format_name: str) -> None:
    for document in documents(group, format_name):
        root = lxml_html.fromstring(document.encode())
        for element in root.iter():
            if not isinstance(element.tag, str):
                assert PAYLOAD not in (element.text or "")
                continue
            tag = element.tag.rpartition("}")[2].lower()
            assert tag not in _ACTIVE_TAGS, tag
            for name, value in element.attrib.items():
                name = name.rpartition("}")[2].lower()
                assert not name.startswith("on"), f"{tag} {name}={value}"
                if name in ("href", "src", "action", "data", "poster", "background", "cite"):
                    assert _SAFE_URL.match(value), f"{tag} {name}={value}"
                if name == "style":
                    assert "javascript" not in value.lower()


@pytest.mark.parametrize("format_name", ["html", "newsletter"])
@pytest.mark.parametrize("group", range(len(GROUPS)))
def test_a_second_sanitizer_finds_nothing_to_remove(group: int, format_name: str) -> None:
    for document in documents(group, format_name):
        body = re.sub(r"(?is)\A.*?<body[^>]*>|</body>.*\Z|<!--.*?-->", "", document)
        root = lxml_html.fragment_fromstring(body, create_parent="div")
        tags = {e.tag for e in root.iter() if isinstance(e.tag, str)} - _ACTIVE_TAGS
        names = {n for e in root.iter() for n in e.attrib if not n.startswith("on")}

        cleaned = nh3.clean(
            body,
            tags=tags,
            clean_content_tags=set(),
            attributes={"*": names - {"rel"}},
            url_schemes={"http", "https", "mailto", "tel", "cid", "data"},
            link_rel=None,
        )

        kept = lxml_html.fragment_fromstring(cleaned, create_parent="div")
        assert [e.tag for e in kept.iter()] == [e.tag for e in root.iter()]
