"""Our own laws of a book, without Java: zip, package, links, ids, headings, pictures, credits.

| code | law |
|---|---|
| EP101 | the zip is whole, `mimetype` first and stored |
| EP102 | every XML member is well-formed |
| EP103 | manifest and zip name the same members, each once |
| EP104 | the book has a contents page that names what it holds |
| EP201 | every internal link leads to a page and an id there is |
| EP202 | an id stands once on a page |
| EP203 | nothing is loaded from the network, and nothing runs |
| EP204 | heading levels are not skipped; each page begins with one |
| EP205 | every picture says what it shows, or that it says nothing |
| EP206 | each page names its language |
| EP301 | each disclaimer the package states stands in the text; who holds the copyright need not |
| EP302 | a chapter names its author where the package knows one (info) |
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from articlepress.check import Finding
from articlepress.codec.record import letters
from articlepress.errors import SourceError
from articlepress.readers.epub.archive import MEDIA_TYPE, Archive, Item, Package, resolve

XHTML_TYPE = "application/xhtml+xml"
_X = "{http://www.w3.org/1999/xhtml}"
_TYPE = "{http://www.idpf.org/2007/ops}type"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_LOADS = {"src", "poster", "data", "srcset"}
_SENTENCE_END = re.compile(r"[.!?。！？…।][\"'”’»)]*$")
_COPYRIGHT = re.compile(r"©|\([cC]\)|copyright\b", re.IGNORECASE)
_HEADINGS = [f"{_X}h{level}" for level in range(1, 7)]


@dataclass(slots=True)
class Page:
    """What other pages and the whole book must know of a page."""

    ids: set[str] = field(default_factory=set)
    links: list[tuple[str, str]] = field(default_factory=list)
    """Member and fragment each internal link leads to."""
    text: str = ""
    is_chapter: bool = False


@dataclass(slots=True)
class Bench:
    """A book on the bench, and what was found so far."""

    path: Path
    archive: Archive
    package: Package
    findings: list[Finding] = field(default_factory=list)
    pages: dict[str, Page] = field(default_factory=dict)

    def error(self, code: str, place: str, message: str, hint: str = "") -> None:
        self.findings.append(Finding(code, "error", message, self.path, place, hint))

    def warn(self, code: str, place: str, message: str, hint: str = "") -> None:
        self.findings.append(Finding(code, "warning", message, self.path, place, hint))


def broken_laws(content: bytes, path: Path) -> Iterator[Finding]:
    """Yield what breaks a law in one book."""
    try:
        archive = Archive(content)
        package = archive.package()
    except SourceError as error:
        yield Finding("EP101", "error", error.message, path)
        return
    bench = Bench(path, archive, package)
    _zip(bench)
    _manifest(bench)
    for item in package.items.values():
        if item.media_type == XHTML_TYPE and item.name in archive.names:
            _page(bench, item)
    _contents(bench)
    _links(bench)
    _credits(bench)
    yield from bench.findings


def _zip(bench: Bench) -> None:
    first = bench.archive.infos[0]
    if first.filename != "mimetype" or first.compress_type != zipfile.ZIP_STORED:
        bench.error("EP101", "mimetype", "does not stand first and uncompressed")
    elif bench.archive.read("mimetype") != MEDIA_TYPE:
        bench.error("EP101", "mimetype", f"does not say {MEDIA_TYPE.decode()!r}")


def _manifest(bench: Bench) -> None:
    named = [item.name for item in bench.package.items.values()]
    for name in sorted({name for name in named if named.count(name) > 1}):
        bench.error("EP103", bench.package.name, f"names {name!r} twice")
    for name in sorted(set(named) - bench.archive.names):
        bench.error("EP103", bench.package.name, f"names {name!r}, which the zip does not hold")
    known = {*named, bench.package.name, "mimetype"}
    for name in sorted(bench.archive.names - known):
        if not name.startswith("META-INF/") and not name.endswith("/"):
            bench.error("EP103", name, "stands in the zip and not in the manifest")
    members = [info.filename for info in bench.archive.infos]
    if len(members) != len(bench.archive.names):
        bench.error("EP103", bench.package.name, "the zip holds two members of one name")


def _page(bench: Bench, item: Item) -> None:
    try:
        root = bench.archive.xml(item.name)
    except SourceError as error:
        bench.error("EP102", item.name, error.message)
        return
    page = bench.pages[item.name] = Page()
    folder = posixpath.dirname(item.name)
    if not (root.get("lang") or root.get(_XML_LANG)):
        bench.warn("EP206", item.name, "names no language", "set `language`")
    for element in root.iter():
        if isinstance(element.tag, str):
            _element(bench, item, page, element, folder)
    body = next(root.iter(f"{_X}body"), root)
    page.text = " ".join(" ".join(body.itertext()).split())
    page.is_chapter = any(
        "chapter" in (e.get(_TYPE) or "").split() for e in body.iter(f"{_X}section")
    )
    _heading_order(bench, item, body)


def _element(bench: Bench, item: Item, page: Page, element: Any, folder: str) -> None:
    ident = element.get("id")
    if ident in page.ids:
        bench.error("EP202", item.name, f"id {ident!r} stands on two elements")
    elif ident:
        page.ids.add(ident)
    if element.tag == f"{_X}script" or any(name.startswith("on") for name in element.attrib):
        bench.error("EP203", item.name, f"<{_local(element)}> runs a script")
    for name, value in element.attrib.items():
        if name in _LOADS and ("://" in value or value.startswith("//")):
            bench.error("EP203", item.name, f"<{_local(element)}> loads {value}")
    if element.tag == f"{_X}img":
        if element.get("alt") is None:
            bench.error("EP205", item.name, f"picture {element.get('src')!r} has no alt")
        name = resolve(element.get("src", ""), folder)
        if name and name not in bench.archive.names:
            bench.error("EP201", item.name, f"picture {element.get('src')!r} is not in the book")
    href = element.get("href") if element.tag == f"{_X}a" else None
    if href and "://" not in href and not href.startswith(("mailto:", "tel:")):
        target = item.name if href.startswith("#") else resolve(href, folder)
        page.links.append((target or href, href.partition("#")[2]))


def _local(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def _heading_order(bench: Bench, item: Item, body: Any) -> None:
    last = 0
    for element in body.iter(*_HEADINGS):
        level = int(element.tag[-1])
        if level > last + 1 and last:
            words = " ".join("".join(element.itertext()).split())
            bench.error("EP204", item.name, f"h{level} {words!r} stands below h{last}")
        last = level


def _contents(bench: Bench) -> None:
    navs = [i.name for i in bench.package.items.values() if "nav" in i.properties]
    if not navs or navs[0] not in bench.pages:
        bench.error("EP104", bench.package.name, "there is no contents page")
        return
    reached = {target for target, _ in bench.pages[navs[0]].links}
    for item in bench.package.spine:
        page = bench.pages.get(item.name)
        if page is not None and page.is_chapter and item.name not in reached:
            bench.error("EP104", navs[0], f"does not name {item.name}")


def _links(bench: Bench) -> None:
    for name, page in bench.pages.items():
        for target, fragment in page.links:
            there = bench.pages.get(target)
            if there is None and target not in bench.archive.names:
                bench.error("EP201", name, f"links to {target!r}, which is not in the book")
            elif there is not None and fragment and fragment not in there.ids:
                bench.error("EP201", name, f"links to {target}#{fragment}, which is nowhere")


def _is_statement(rights: str) -> bool:
    """Tell a disclaimer from a licence: a few words, an address, or whose the copyright is."""
    return (
        len(rights.split()) > 4
        and _SENTENCE_END.search(rights) is not None
        and _COPYRIGHT.match(rights) is None
    )


def _credits(bench: Bench) -> None:
    pages = [bench.pages[i.name].text for i in bench.package.spine if i.name in bench.pages]
    # Letters alone: where an inline element ends, the page's text has a space and the package none.
    said = letters(" ".join(pages))
    for value in bench.package.all("rights"):
        if _is_statement(value.text) and letters(value.text) not in said:
            bench.warn("EP301", bench.package.name, f"no page says {value.text[:80]!r}")
    names = [value.text for value in bench.package.all("creator")]
    for item in bench.package.spine:
        page = bench.pages.get(item.name)
        if page is None or not page.is_chapter or not names:
            continue
        if not any(name in page.text for name in names):
            # Some pages have no byline to keep: said, not blamed.
            bench.findings.append(
                Finding("EP302", "info", "names no author", bench.path, item.name)
            )
