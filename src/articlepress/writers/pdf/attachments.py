"""The page an article was read from, attached to its PDF.

PDF/A-3 and A-4f allow files of any kind when each is named, typed and related to the document.

Source: ISO 19005-3:2012, 6.8; ISO 32000-1:2008, 7.11.4
"""

from __future__ import annotations

import hashlib
import mimetypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import pydyf

from articlepress.article import Article, Collection
from articlepress.assets import original
from articlepress.diagnostics import Notes
from articlepress.errors import AssetError, UsageError
from articlepress.writers.pdf.metadata import Variant
from articlepress.writers.pdf.options import PdfOptions


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file inside the file."""

    name: str
    content: bytes
    media_type: str


def attachments(
    content: Article | Collection, options: PdfOptions, notes: Notes
) -> tuple[Attachment, ...]:
    """Return the source pages to attach: none unless asked for.

    Raises:
        UsageError: the variant asked for allows no attachment.
    """
    if not options.attach_source:
        return ()
    if options.pdf_variant == "a-2a":
        raise UsageError("PDF/A-2a allows no attached page", hint="--pdf-variant a-3a")
    articles = content.articles if isinstance(content, Collection) else (content,)
    found: dict[str, Attachment] = {}
    for article in articles:
        try:
            page = original(article)
        except AssetError as error:
            message = f"the source page is not attached: it {error.message}"
            notes.warn("AP606", message, hint="convert the saved page itself")
            continue
        name = _free_name(article.metadata.provenance.name, found)
        media_type = mimetypes.guess_type(name, strict=False)[0] or "text/html"
        found[name] = Attachment(name, page, media_type)
    return tuple(found.values())


def _free_name(name: str, taken: dict[str, Attachment]) -> str:
    """Return a name no other attachment has; standard input's page is called `page.html`."""
    name = name if name not in ("", "-") else "page.html"
    stem, dot, suffix = name.rpartition(".")
    free, number = name, 1
    while free in taken:
        number += 1
        free = f"{stem}-{number}{dot}{suffix}" if dot else f"{name}-{number}"
    return free


def with_attachments(variant: Variant) -> Variant:
    """Return the standards a file keeps that has attachments: A-3 for A-2, A-4f for A-4."""
    match variant.archive:
        case 2:
            return replace(variant, archive=3)
        case 4:
            return replace(variant, conformance="F")
    return variant


def attach(pdf: pydyf.PDF, attached: Sequence[Attachment]) -> None:
    """Put files into a document: by name, and as what the document was made from."""
    if not attached:
        return
    named = [(item.name, _file(pdf, item)) for item in attached]
    listed = pydyf.Array(part for pair in sorted(named) for part in _entry(*pair))
    names = pdf.catalog.setdefault("Names", pydyf.Dictionary())
    names["EmbeddedFiles"] = pydyf.Dictionary({"Names": listed})
    pdf.catalog["AF"] = pydyf.Array(reference for _, reference in named)


def _entry(name: str, reference: bytes) -> Iterator[pydyf.String | bytes]:
    yield pydyf.String(name)
    yield reference


def _file(pdf: pydyf.PDF, item: Attachment) -> bytes:
    """Add a file and its specification; return the reference of the latter."""
    checksum = hashlib.md5(item.content, usedforsecurity=False).hexdigest()
    about = {"Size": len(item.content), "CheckSum": f"<{checksum}>"}
    extra = {
        "Type": "/EmbeddedFile",
        "Subtype": "/" + item.media_type.replace("/", "#2f"),
        "Params": pydyf.Dictionary(about),
    }
    stream = pydyf.Stream([item.content], extra, compress=True)
    pdf.add_object(stream)
    place = pydyf.Dictionary({"F": stream.reference, "UF": stream.reference})
    described = {
        "Type": "/Filespec",
        "F": pydyf.String(item.name),
        "UF": pydyf.String(item.name),
        "Desc": pydyf.String("The page this document was made from, as it was saved"),
        "EF": place,
        "AFRelationship": "/Source",
    }
    specification = pydyf.Dictionary(described)
    pdf.add_object(specification)
    reference: bytes = specification.reference
    return reference
