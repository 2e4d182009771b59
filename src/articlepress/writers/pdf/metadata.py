"""What a PDF says of itself: XMP, the information dictionary, the standards it keeps."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from xml.sax.saxutils import escape

import pydyf

from articlepress.article import Article, Collection
from articlepress.labels import label
from articlepress.metadata import Date
from articlepress.resources import build_date
from articlepress.walk import inline_text


@dataclass(frozen=True, slots=True)
class Variant:
    """The standards one choice of `--pdf-variant` keeps."""

    version: str
    archive: int = 0
    """Part of PDF/A, or 0."""
    conformance: str = ""
    accessible: int = 0
    """Part of PDF/UA, or 0."""
    tagged: bool = True


VARIANTS: Mapping[str, Variant] = {
    # PDF/UA-1 and PDF/A-2a ask for nothing that the other forbids: one file keeps both.
    "ua-1": Variant("1.7", 2, "A", 1),
    "a-2a": Variant("1.7", 2, "A", 1),
    "a-3a": Variant("1.7", 3, "A", 1),
    "a-4": Variant("2.0", 4, "", 2),
    "ua-2": Variant("2.0", 4, "", 2),
    "none": Variant("1.7", tagged=False),
}


@dataclass(frozen=True, slots=True)
class Description:
    """What is known of the document, ready to be written."""

    title: str
    authors: tuple[str, ...] = ()
    subject: str = ""
    keywords: tuple[str, ...] = ()
    language: str = ""
    source: str = ""
    publisher: str = ""
    rights: str = ""
    date: str = ""
    """ISO 8601, with seconds and zone."""


def describe(content: Article | Collection) -> Description:
    """Return the description of an article or a book."""
    if isinstance(content, Collection):
        return _describe_book(content)
    metadata = content.metadata
    title = " ".join(inline_text(metadata.title).split()) or label(
        "untitled", metadata.language or "en"
    )
    return Description(
        title=title,
        authors=tuple(person.name for person in metadata.named_authors),
        subject=metadata.description or inline_text(metadata.standfirst),
        keywords=metadata.tags,
        language=metadata.language,
        source=metadata.canonical_url,
        publisher=metadata.site.name,
        rights=metadata.licence,
        date=_moment(metadata.updated or metadata.published),
    )


def _describe_book(book: Collection) -> Description:
    names: dict[str, None] = {}
    dates: list[str] = []
    language = book.language
    for article in book.articles:
        metadata = article.metadata
        language = language or metadata.language
        names |= dict.fromkeys(person.name for person in metadata.named_authors)
        dates.append(_moment(metadata.updated or metadata.published))
    return Description(
        title=book.title,
        authors=tuple(person.name for person in book.editors) or tuple(names),
        subject=book.description or book.subtitle,
        language=language,
        source=book.identifier,
        publisher=book.publisher,
        date=max(dates, default=""),
    )


def _moment(date: Date | None) -> str:
    """Return the hour `SOURCE_DATE_EPOCH` names, else the article's date, in full; may be empty."""
    if stated := build_date():
        return stated.strftime("%Y-%m-%dT%H:%M:%SZ")
    if date is None:
        return ""
    day, _, time = date.iso.partition("T")
    day += "-01-01"[len(day) - 4 :] if len(day) < 10 else ""
    if not time:
        return f"{day}T00:00:00Z"
    clock, zone = time, "Z"
    for mark in "Z+-":
        if mark in time:
            clock, zone = time.split(mark)[0], mark + time.split(mark)[1]
            break
    clock = clock.partition(".")[0]
    zone = zone if len(zone) != 5 else f"{zone[:3]}:{zone[3:]}"
    return f"{day}T{clock if clock.count(':') == 2 else clock + ':00'}{zone}"


def information(description: Description, producer: str) -> pydyf.Dictionary:
    """Return the information dictionary, the older place for the same facts."""
    entries = {
        "Title": description.title,
        "Author": ", ".join(description.authors),
        "Subject": description.subject,
        "Keywords": ", ".join(description.keywords),
        "Creator": "articlepress",
        "Producer": producer,
        "CreationDate": _pdf_date(description.date),
        "ModDate": _pdf_date(description.date),
    }
    return pydyf.Dictionary({k: pydyf.String(v) for k, v in entries.items() if v})


def _pdf_date(moment: str) -> str:
    if not moment:
        return ""
    digits = "".join(c for c in moment[:19] if c.isdigit())
    zone = moment[19:]
    return f"D:{digits}" + ("Z" if zone == "Z" else f"{zone[:3]}'{zone[4:6]}")


def xmp(description: Description, variant: Variant, producer: str) -> bytes:
    """Return the XMP packet."""
    parts = [
        _lines("dc:title", "Alt", (description.title,)),
        _lines("dc:creator", "Seq", description.authors),
        _lines("dc:description", "Alt", _some(description.subject)),
        _lines("dc:subject", "Bag", description.keywords),
        _lines("dc:language", "Bag", _some(description.language)),
        _lines("dc:publisher", "Bag", _some(description.publisher)),
        _lines("dc:rights", "Alt", _some(description.rights)),
        _lines("dc:date", "Seq", _some(description.date)),
        _line("dc:source", description.source),
        _line("dc:format", "application/pdf"),
        _line("xmp:CreatorTool", "articlepress"),
        _line("xmp:CreateDate", description.date),
        _line("xmp:ModifyDate", description.date),
        _line("pdf:Producer", producer),
        _line("pdf:Keywords", ", ".join(description.keywords)),
        _standards(variant),
    ]
    return (_HEAD + "".join(parts) + _FOOT).encode()


def _some(value: str) -> tuple[str, ...]:
    return (value,) if value else ()


def _line(name: str, value: str) -> str:
    return f"<{name}>{escape(value)}</{name}>\n" if value else ""


def _lines(name: str, kind: str, values: tuple[str, ...]) -> str:
    if not values:
        return ""
    tag = ' xml:lang="x-default"' if kind == "Alt" else ""
    items = "".join(f"<rdf:li{tag}>{escape(value)}</rdf:li>" for value in values)
    return f"<{name}><rdf:{kind}>{items}</rdf:{kind}></{name}>\n"


def _standards(variant: Variant) -> str:
    lines = ""
    if variant.archive:
        lines += _line("pdfaid:part", str(variant.archive))
        lines += _line("pdfaid:conformance", variant.conformance)
        lines += _line("pdfaid:rev", "2020" if variant.archive == 4 else "")
    if variant.accessible:
        lines += _line("pdfuaid:part", str(variant.accessible))
        lines += _line("pdfuaid:rev", "2024" if variant.accessible == 2 else "")
    if variant.archive and variant.accessible:
        lines += _UA_SCHEMA
    return lines


def identifier(description: Description, markup: str) -> bytes:
    """Return the file's identifier: a hash of what the document is made of."""
    text = "\0".join((description.source, description.title, markup))
    return hashlib.sha256(text.encode()).hexdigest()[:32].encode()


_HEAD = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
"""
_FOOT = """</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""


def _property(name: str, kind: str, description: str) -> str:
    return (
        '<rdf:li rdf:parseType="Resource">'
        f"<pdfaProperty:name>{name}</pdfaProperty:name>"
        f"<pdfaProperty:valueType>{kind}</pdfaProperty:valueType>"
        "<pdfaProperty:category>internal</pdfaProperty:category>"
        f"<pdfaProperty:description>{description}</pdfaProperty:description></rdf:li>"
    )


# PDF/A takes metadata of no other standard without a description of its schema (19005-2, 6.6.2.3).
_UA_SCHEMA = (
    '<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">'
    "<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>"
    "<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>"
    "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq>"
    + _property("part", "Integer", "part of the standard the file keeps")
    + _property("rev", "Integer", "year of the standard's revision")
    + "</rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas>\n"
)
