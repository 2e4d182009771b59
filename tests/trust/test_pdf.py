"""A PDF of hostile pages carries nothing that acts: no script, launch, form, file or odd address.

The file's own objects are looked through, each of them, whatever refers to it.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Any

import pikepdf
import pytest

from articlepress.article import Article
from articlepress.diagnostics import Notes
from articlepress.pipeline import prepare, read_articles
from articlepress.render.styles import load_style
from articlepress.source import Source
from articlepress.writers.pdf.options import PdfOptions
from articlepress.writers.pdf.write import write
from trust.test_nothing_let_in import GROUPS, read
from trust.vectors import page

ACTING = frozenset(
    # ISO 32000-2, 12.6.4: every action but the two a link needs; 12.6.3: what an event sets off.
    (
        "/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/ResetForm", "/GoToR", "/GoToE",
        "/Rendition", "/Movie", "/Sound", "/Thread", "/Hide", "/SetOCGState", "/Trans",
        "/GoTo3DView",
        "/RichMediaExecute", "/Named", "/GoToDp",
    )
)  # fmt: skip
KEYS = frozenset(
    (
        "/JS", "/AA", "/AcroForm", "/XFA", "/EmbeddedFile", "/EmbeddedFiles", "/RichMedia",
        "/Collection",
    )
)  # fmt: skip
ANNOTATIONS = frozenset(("/Link",))
SCHEMES = ("http://", "https://", "mailto:", "tel:")
BATCH = 4
"""Groups of attacks written into one file."""


def batches() -> list[tuple[int, ...]]:
    numbers = range(len(GROUPS))
    return [tuple(numbers[start : start + BATCH]) for start in range(0, len(GROUPS), BATCH)]


@cache
def pressed(groups: tuple[int, ...], attach_source: bool = False) -> bytes:
    articles = [read(group) for group in groups]
    blocks = tuple(block for article in articles for block in article.blocks)
    return _pressed(replace(articles[0], blocks=blocks), attach_source)


def _pressed(article: Article, attach_source: bool = False) -> bytes:
    out = io.BytesIO()
    options = PdfOptions(attach_source=attach_source)
    write(article, options, load_style("base"), Notes(), out)
    return out.getvalue()


def dictionaries(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """Yield every dictionary of a file, nested ones too. Any: pikepdf's objects are untyped."""
    stack: list[Any] = [*pdf.objects, pdf.trailer]
    while stack:
        item = stack.pop()
        if isinstance(item, pikepdf.Array):
            stack.extend(inner for inner in list(item) if not inner_is_known(inner))
        elif isinstance(item, (pikepdf.Dictionary, pikepdf.Stream)):
            yield item
            stack.extend(inner for _, inner in item.items() if not inner_is_known(inner))


def inner_is_known(item: Any) -> bool:
    """Tell whether an object is one of the file's list, or holds nothing."""
    containers = (pikepdf.Dictionary, pikepdf.Array, pikepdf.Stream)
    return not isinstance(item, containers) or bool(item.is_indirect)


def findings(content: bytes) -> list[str]:
    """Return what acts in a file."""
    found = []
    with pikepdf.open(io.BytesIO(content)) as pdf:
        for item in dictionaries(pdf):
            found += [f"key {key}" for key in KEYS if key in item]
            action = str(item.get("/S", "")) if "/S" in item else ""
            if action in ACTING:
                found.append(f"action {action}")
            if action == "/URI" and not str(item.get("/URI", "")).startswith(SCHEMES):
                found.append(f"address {item.get('/URI')}")
            if item.get("/Type") == "/Annot" and str(item.get("/Subtype")) not in ANNOTATIONS:
                found.append(f"annotation {item.get('/Subtype')}")
            if item.get("/Type") == "/EmbeddedFile":
                found.append("a file inside")
        opened = pdf.Root.get("/OpenAction")
        if isinstance(opened, pikepdf.Dictionary):
            found.append(f"on opening: {opened.get('/S')}")
    return found


@pytest.mark.slow
@pytest.mark.parametrize("groups", batches(), ids=str)
def test_a_pdf_of_attacks_holds_nothing_that_acts(groups: tuple[int, ...]) -> None:
    content = pressed(groups)

    assert findings(content) == []
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert pdf.check_pdf_syntax() == []


def test_links_of_an_honest_page_are_the_only_addresses() -> None:
    honest = (
        '<p>The words of <a href="https://example.org/a">one</a> who was there, and those of '
        '<a href="mailto:a@example.org">another</a>, differ from beginning to end.</p>'
    )
    (article,) = read_articles(Source(page(honest), "page.html"), Notes())

    content = _pressed(prepare(article))

    assert findings(content) == []
    with pikepdf.open(io.BytesIO(content)) as pdf:
        named = {str(d["/URI"]) for d in dictionaries(pdf) if d.get("/S") == "/URI"}
    assert named == {"https://example.org/a", "mailto:a@example.org"}


def test_the_only_file_inside_is_the_saved_page_where_it_was_asked_for() -> None:
    hostile = page(
        '<link rel=attachment href="/etc/hostname"><a rel=attachment href="file:///etc/hostname">'
        "file</a><object data='/etc/hostname'></object><embed src='/etc/hostname'>"
    )
    (article,) = read_articles(Source(hostile, "page.html"), Notes())

    assert findings(_pressed(prepare(article))) == []
    with pikepdf.open(io.BytesIO(_pressed(prepare(article), attach_source=True))) as pdf:
        inside = {name: file.get_file().read_bytes() for name, file in pdf.attachments.items()}
    assert inside == {"page.html": hostile}


@pytest.mark.parametrize(
    ("put", "told"),
    [
        ({"/S": "/JavaScript", "/JS": "app.alert(1)"}, ["key /JS", "action /JavaScript"]),
        ({"/S": "/Launch", "/F": "cmd.exe"}, ["action /Launch"]),
        ({"/S": "/URI", "/URI": "javascript:alert(1)"}, ["address javascript:alert(1)"]),
        ({"/Type": "/Annot", "/Subtype": "/FileAttachment"}, ["annotation /FileAttachment"]),
        ({"/Type": "/EmbeddedFile"}, ["a file inside"]),
    ],
)
def test_the_search_finds_what_acts(put: dict[str, str], told: list[str]) -> None:
    with pikepdf.new() as pdf:
        values: dict[str, Any] = {
            key: pikepdf.Name(value) if value.startswith("/") else pikepdf.String(value)
            for key, value in put.items()
        }
        pdf.Root["/Odd"] = pikepdf.Array([pikepdf.Dictionary(values)])
        out = io.BytesIO()
        pdf.save(out)

    assert sorted(findings(out.getvalue())) == sorted(told)
