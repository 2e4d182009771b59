"""A laid-out document to bytes: structure, metadata, variant, streams."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from io import BytesIO
from xml.etree.ElementTree import Element

import pydyf
import weasyprint
from weasyprint.css import ColorProfile

from articlepress.article import Article, Collection
from articlepress.writers.pdf.attachments import Attachment, attach, with_attachments
from articlepress.writers.pdf.marks import TracedPage, trace
from articlepress.writers.pdf.metadata import (
    VARIANTS,
    Variant,
    describe,
    identifier,
    information,
    xmp,
)
from articlepress.writers.pdf.roles import Roles
from articlepress.writers.pdf.streams import settle_streams
from articlepress.writers.pdf.structure import StructureBuilder
from articlepress.writers.pdf.tagging import point_at_structure, tag

PRODUCER = f"articlepress; WeasyPrint {weasyprint.VERSION}"

_PRINTED = 4
"""Annotation flag: shown on paper too, as PDF/A demands."""


@dataclass(frozen=True, slots=True)
class Laid:
    """A laid-out document and the markup it came from."""

    document: weasyprint.Document
    root: Element
    markup: str


def pdf_bytes(
    laid: Laid,
    content: Article | Collection,
    variant_name: str,
    attached: Sequence[Attachment] = (),
) -> bytes:
    """Return the file, keeping the variant's standards."""
    variant = VARIANTS[variant_name]
    if attached:
        variant = with_attachments(variant)
    description = describe(content)
    builder = StructureBuilder(laid.root, Roles(is_old=variant.version < "2"))
    pages = trace(laid.document, builder.take if variant.tagged else _pass_by)

    if variant.archive:
        laid.document.color_profiles["srgb"] = _srgb()
        laid.document.output_intent = "srgb"

    def finish(_: weasyprint.Document, pdf: pydyf.PDF) -> None:
        if variant.tagged:
            _tag(pdf, laid, pages, builder, variant)
        pdf.info = pydyf.Dictionary()
        if variant.archive < 4:
            pdf.info = information(description, PRODUCER)
        _archive(pdf, variant)
        attach(pdf, attached)
        _add_metadata(pdf, xmp(description, variant, PRODUCER))
        settle_streams(pdf)

    data: bytes = laid.document.write_pdf(
        finisher=finish,
        pdf_tags=variant.tagged,
        pdf_version=variant.version,
        pdf_identifier=identifier(description, laid.markup),
    )
    return data


def _srgb() -> ColorProfile:
    """Return the engine's own sRGB profile; asked for by name, it would leave the file open."""
    profile = (files("weasyprint.pdf") / "sRGB2014.icc").read_bytes()
    rgb = (["r"], ["g"], ["b"])
    return ColorProfile(BytesIO(profile), "sRGB2014.icc", "relative-colorimetric", rgb)


def _pass_by(page: TracedPage) -> None:
    """An untagged file takes nothing from its pages."""


def _tag(
    pdf: pydyf.PDF,
    laid: Laid,
    pages: list[TracedPage],
    builder: StructureBuilder,
    variant: Variant,
) -> None:
    tag(pdf, pages, builder)
    if variant.accessible == 2:
        point_at_structure(pdf, laid.root, builder)
    if not pdf.catalog.get("Lang") or pdf.catalog["Lang"].string == "":
        pdf.catalog["Lang"] = pydyf.String("und")


def _archive(pdf: pydyf.PDF, variant: Variant) -> None:
    if not variant.archive:
        return
    for item in pdf.objects:
        if isinstance(item, pydyf.Dictionary) and item.get("Type") == "/Annot":
            item["F"] = _PRINTED
    for intent in pdf.catalog.get("OutputIntents", ()):
        intent["S"] = "/GTS_PDFA1"


def _add_metadata(pdf: pydyf.PDF, packet: bytes) -> None:
    # Uncompressed, so that programs which know no PDF find it too.
    stream = pydyf.Stream([packet], {"Type": "/Metadata", "Subtype": "/XML"})
    pdf.add_object(stream)
    pdf.catalog["Metadata"] = stream.reference
