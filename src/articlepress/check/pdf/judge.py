"""Findings about PDF files, made without Java; veraPDF's are added where it is installed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from articlepress.check import Finding

SPARSE_TEXT = 0.98
"""Least part of a page's text that must be tagged: below it something was forgotten."""


def run(paths: Sequence[Path]) -> Iterable[Finding]:
    """Yield the findings of every file, ours before veraPDF's."""
    from articlepress.check.pdf.vera import judge  # imported here: pikepdf costs 50 ms

    standards = judge(paths)
    for path in paths:
        yield from findings(path)
        yield from standards.get(path, ())


def findings(path: Path) -> Iterator[Finding]:
    """Yield what is wrong with one file."""
    import pikepdf

    try:
        pdf = pikepdf.open(path)
    except (pikepdf.PdfError, OSError) as error:
        yield Finding("PDF101", "error", f"is no PDF that can be opened: {error}", path)
        return
    with pdf:
        yield from _document(pdf, path)
        yield from _fonts(pdf, path)
        yield from _links(pdf, path)
        if "/StructTreeRoot" in pdf.Root:
            yield from _text(pdf, path)
            yield from _credits(pdf, path)


def _document(pdf: Any, path: Path) -> Iterator[Finding]:
    # Any: the objects of a PDF have no static types.
    root = pdf.Root
    if "/StructTreeRoot" not in root or not root.get("/MarkInfo", {}).get("/Marked"):
        yield Finding(
            "PDF102",
            "error",
            "is not tagged: a screen reader finds no headings, lists or order in it",
            path,
            hint="write it with a --pdf-variant other than none",
        )
    if str(root.get("/Lang", "")) in ("", "und"):
        yield Finding("PDF103", "warning", "does not say its language", path)
    with pdf.open_metadata() as metadata:
        titled = bool(metadata.get("dc:title"))
    if not titled or not root.get("/ViewerPreferences", {}).get("/DisplayDocTitle"):
        yield Finding("PDF104", "warning", "does not show its title", path)
    if "/Outlines" not in root and len(pdf.pages) > 1:
        yield Finding("PDF105", "info", "has no bookmarks", path)


def _fonts(pdf: Any, path: Path) -> Iterator[Finding]:
    seen: set[str] = set()
    for item in pdf.objects:
        if not hasattr(item, "get") or item.get("/Type") != "/FontDescriptor":
            continue
        name = str(item.get("/FontName", ""))
        embedded = any(key in item for key in ("/FontFile", "/FontFile2", "/FontFile3"))
        if not embedded and name not in seen:
            seen.add(name)
            yield Finding("PDF201", "error", f"font {name[1:]!r} is not embedded", path)


def _links(pdf: Any, path: Path) -> Iterator[Finding]:
    names = _named_places(pdf)
    for number, page in enumerate(pdf.pages, 1):
        for link in page.obj.get("/Annots", ()):
            if link.get("/Subtype") != "/Link":
                continue
            target = link.get("/Dest")
            if target is None and link.get("/A", {}).get("/S") == "/GoTo":
                target = link["/A"].get("/D")
            place = f"page {number}"
            if _is_name(target) and str(target) not in names:
                message = f"a link leads to {str(target)!r}, which is not in the file"
                yield Finding("PDF301", "error", message, path, place)
            if not str(link.get("/Contents", "")).strip():
                yield Finding("PDF302", "warning", "a link has no words", path, place)


def _is_name(target: Any) -> bool:
    return target is not None and not hasattr(target, "append") and bool(str(target))


def _named_places(pdf: Any) -> set[str]:
    names: set[str] = set()
    queue = [pdf.Root.get("/Names", {}).get("/Dests", {})]
    while queue:
        tree = queue.pop()
        listed = list(tree.get("/Names", ()))
        names |= {str(name) for name in listed[::2]}
        queue += list(tree.get("/Kids", ()))
    return names


def _text(pdf: Any, path: Path) -> Iterator[Finding]:
    from articlepress.check.pdf.text import page_text, tagged_runs

    pages = [page_text(page) for page in pdf.pages]
    reached = sum(len(text) for _, text in tagged_runs(pdf, pages))
    marked = sum(len(text) for page in pages for text in page.marked.values())
    for number, page in enumerate(pages, 1):
        if page.loose.strip():
            message = f"text is neither tagged nor an artifact: {page.loose.strip()[:60]!r}"
            yield Finding("PDF401", "error", message, path, f"page {number}")
    if not reached:
        yield Finding("PDF402", "error", "has no text a screen reader could read", path)
    elif reached < marked * SPARSE_TEXT:
        message = f"{marked - reached:,} of {marked:,} characters are missing from the tags"
        yield Finding("PDF403", "error", message, path)


def _credits(pdf: Any, path: Path) -> Iterator[Finding]:
    """Yield a note where no section is marked as bio or disclaimer (articles may lack them)."""
    roles = {str(item["/T"]) for item in pdf.objects if _is_titled_element(item)}
    for role, code in (("bio", "PDF501"), ("disclaimer", "PDF502")):
        if role not in roles:
            yield Finding(code, "info", f"has no {role}", path)


def _is_titled_element(item: Any) -> bool:
    return hasattr(item, "get") and item.get("/Type") == "/StructElem" and "/T" in item
