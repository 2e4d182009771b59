"""Word, OpenDocument and their like: a ZIP of XML, looked through before pandoc gets it.

Takes the bytes of a source, gives pictures, the record of credits, and the paragraphs whose
style says what they are. A ZIP that unpacks to too much is refused, and so is XML that declares
entities.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from articlepress.errors import SourceError
from articlepress.readers.epub.archive import Archive
from articlepress.source import Source

CONTAINERS = {
    # Format -> what messages call it, and the member without which it is none.
    "docx": ("Word document", "[Content_Types].xml"),
    "pptx": ("PowerPoint file", "[Content_Types].xml"),
    "xlsx": ("Excel workbook", "[Content_Types].xml"),
    "odt": ("OpenDocument text", "content.xml"),
    "epub": ("EPUB", "META-INF/container.xml"),
}
_TEXT_NS = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_META_NS = "{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}"
_STYLE_NS = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_PROPERTY = "{http://schemas.openxmlformats.org/officeDocument/2006/custom-properties}property"
_RECORD_KEY = "articlepress-"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PARAGRAPHS = {
    # Format -> member of the text, its paragraphs, where a paragraph's style stands.
    "docx": ("word/document.xml", (f"{_W}p",), f"{_W}val"),
    "odt": ("content.xml", (f"{_TEXT_NS}p", f"{_TEXT_NS}h"), f"{_TEXT_NS}style-name"),
}
STYLE_ROLES = {
    # Names of paragraph styles, without case -> role. "Disclaimer Affiliate" names a kind too.
    "title": "title", "subtitle": "subtitle", "author": "author", "date": "date",
    "kicker": "kicker", "standfirst": "standfirst",
    "author bio": "bio", "bio": "bio",
    "correction": "correction", "editor's note": "editors-note", "sidebar": "sidebar",
    "pull quote": "pull-quote",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class StyledText:
    """Words that a paragraph style gives a role."""

    role: str
    kind: str
    """Of a disclaimer: `affiliate`; empty for the usual one."""
    text: str


@dataclass(frozen=True, slots=True)
class Container:
    """A looked-through archive."""

    archive: Archive
    form: str

    def picture(self, src: str) -> bytes:
        """Return the bytes of a picture that pandoc names, or nothing."""
        wanted = posixpath.normpath(unquote(src)).lstrip("/")
        names = self.archive.names
        for name in (wanted, *sorted(n for n in names if n.endswith(f"/{wanted}"))):
            if name in names:
                return self.archive.read(name)
        return b""

    def record(self) -> str:
        """Return the record of credits from the document's properties, in one piece."""
        pieces = dict(self._properties())
        return "".join(pieces[key] for key in sorted(pieces))

    def _properties(self) -> Iterator[tuple[str, str]]:
        if "docProps/custom.xml" in self.archive.names:
            for item in self.archive.xml("docProps/custom.xml").iter(_PROPERTY):
                name = item.get("name", "")
                if name.startswith(_RECORD_KEY):
                    yield name, "".join(item.itertext())
        elif "meta.xml" in self.archive.names:
            for item in self.archive.xml("meta.xml").iter(f"{_META_NS}user-defined"):
                name = item.get(f"{_META_NS}name", "")
                if name.startswith(_RECORD_KEY):
                    yield name, item.text or ""

    def lines(self) -> tuple[StyledText, ...]:
        """Return the paragraphs whose style has a meaning, in order.

        Pandoc's own reading keeps lists and quotations whole only without the names of styles.
        """
        if self.form not in _PARAGRAPHS:
            return ()
        member, paragraph, style_attribute = _PARAGRAPHS[self.form]
        if member not in self.archive.names:
            return ()
        names = self._style_names()
        found: list[StyledText] = []
        for item in self.archive.xml(member).iter(*paragraph):
            style = _style_of(item, style_attribute)
            role, kind = role_of_style(names.get(style, style).replace("_20_", " "))
            if role and (words := " ".join("".join(item.itertext()).split())):
                found.append(StyledText(role, kind, words))
        return tuple(found)

    def _style_names(self) -> dict[str, str]:
        """Return the names people see of the styles, by id; an automatic style has its parent's."""
        if self.form == "docx":
            if "word/styles.xml" not in self.archive.names:
                return {}
            return {
                style.get(f"{_W}styleId", ""): next(
                    (name.get(f"{_W}val", "") for name in style.iter(f"{_W}name")), ""
                )
                for style in self.archive.xml("word/styles.xml").iter(f"{_W}style")
            }
        return {
            style.get(f"{_STYLE_NS}name", ""): style.get(f"{_STYLE_NS}parent-style-name", "")
            or style.get(f"{_STYLE_NS}name", "")
            for style in self.archive.xml("content.xml").iter(f"{_STYLE_NS}style")
        }


def _style_of(paragraph: Any, attribute: str) -> str:
    # Any: lxml without stubs.
    if attribute != f"{_W}val":
        return paragraph.get(attribute) or ""
    style = next(paragraph.iter(f"{_W}pStyle"), None)
    return style.get(attribute, "") if style is not None else ""


def role_of_style(name: str) -> tuple[str, str]:
    """Return the role that a paragraph style's name speaks of, and a disclaimer's kind."""
    folded = name.casefold().replace("’", "'")
    first, _, kind = folded.partition(" ")
    if first == "disclaimer":
        return first, kind
    return STYLE_ROLES.get(folded, ""), ""


def open_container(source: Source, form: str) -> Container:
    """Return the archive of a source after a look at every member.

    Raises:
        SourceError: no whole archive, a part missing, too much unpacked, or entities declared.
    """
    kind, needed = CONTAINERS[form]
    archive = Archive(source.content, source.name, kind)
    if needed not in archive.names:
        raise SourceError(f"is no {kind}: it has no {needed!r}", where=source.name)
    for info in archive.infos:
        if info.filename.endswith((".xml", ".rels")) and _declares(archive, info.filename):
            raise SourceError(
                f"{info.filename!r} declares entities, which no {kind} needs",
                where=source.name,
                hint="open it in an office program and save it again",
            )
    return Container(archive, form)


def _declares(archive: Archive, name: str) -> bool:
    content = archive.read(name)
    # UTF-16 has a zero byte between the letters.
    return b"<!ENTITY" in content or b"<!ENTITY" in content.replace(b"\0", b"")
