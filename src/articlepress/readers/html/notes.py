"""Footnotes: the marks in the text, the notes they lead to, and the links back.

A dialect is never asked for by name: a mark is a short internal link whose target is a note (it
links back, stands in a list of notes, or begins with the same label). What is found becomes a
`Note` at its mark; the list it came from, its heading and its back-links go.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import unquote

from articlepress import nodes as n
from articlepress.diagnostics import Origin
from articlepress.page.noted import NOTES_HEADING
from articlepress.readers.html.address import is_own
from articlepress.readers.html.flow import Flow, attribute
from articlepress.readers.html.tags import around, every, first, text_of
from articlepress.walk import inline_text

if TYPE_CHECKING:  # bs4 is loaded by `fragment` when there is a page to read
    from bs4 import Tag

_LABEL = re.compile(
    r"[\[(]?\s*(?:note\s*)?(\d{1,3}|[a-z]|[ivxlc]{1,6}|[*†‡§¶#]{1,4})\s*[\])]?\.?", re.I
)
_BACK = re.compile(
    r"(?:[↩↑↵⏎⬆⤴^⇑←⇧🔙]|\ufe0e|\ufe0f|\s|back|return|jump up|to text|zurück|retour|[\[\]().])+",
    re.I,
)
_NOTES_CLASS = re.compile(
    r"foot-?_?notes?|end-?_?notes?|easy-footnote|references?(?:$|[\s_-])|reflist|notelist|mw-references"
    r"|footnote-definition|ftnt|sidenotes?|fn-|(?:^|\s)fn\d*(?:$|\s)",
    re.I,
)
_MARK_CLASS = re.compile(
    r"foot-?_?note|end-?_?note|note-?ref|noteref|(?:^|\s)reference(?:$|\s)|ftnt|sidenote|\bfn", re.I
)
_MARK_ROLES = frozenset(("doc-noteref", "noteref"))
_NOTE_BLOCKS = frozenset(
    ("li", "p", "div", "dd", "aside", "section", "td", "tr", "blockquote", "dt")
)
_AFTER_LABEL = re.compile(r"[\]).:\s]")
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "hr"))
"""Headings of a list of notes, in the languages of the pages met."""


@dataclass(slots=True)
class Footnotes:
    """The notes of one article."""

    marks: dict[int, Tag] = field(default_factory=dict)
    """`id()` of a mark's `<a>` -> the element that holds the note."""
    consumed: set[int] = field(default_factory=set)
    """`id()` of elements that are read at their mark, or not at all."""
    labels: dict[int, str] = field(default_factory=dict)
    names: dict[int, str] = field(default_factory=dict)
    """`id()` of the element of a note marked more than once -> its name: the id its mark led to."""
    placed: set[int] = field(default_factory=set)
    """`id()` of the elements of notes that stand at a mark."""
    contents: dict[str, n.Blocks] = field(default_factory=dict)
    """Name of a note -> what it says."""

    lost: set[int] = field(default_factory=set)
    """`id()` of marks whose note is not on the page."""
    spent: set[str] = field(default_factory=set)
    """Ids that only links back pointed to."""

    def is_mark(self, tag: Tag) -> bool:
        return id(tag) in self.marks

    def is_lost(self, tag: Tag) -> bool:
        return id(tag) in self.lost

    def place(self, flow: Flow, tag: Tag) -> None:
        """Put the note at its mark; a second mark of one note has its name."""
        holder = self.marks[id(tag)]
        name = self.names.get(id(holder), "")
        if id(holder) in self.placed:
            if name in self.contents:
                flow.inline(n.Note((), name))
            return
        self.placed.add(id(holder))
        inner = Flow(flow.context)
        inner.children(holder)
        content = _without_label(inner.finish(), self.labels.get(id(tag), ""))
        if content:
            flow.inline(n.Note(content, name))
            if name:
                self.contents[name] = content


def find_notes(
    links: list[Tag], ids: Mapping[str, Tag], base: str = "", page_url: str = ""
) -> Footnotes:
    """Return the notes that a fragment's internal links lead to, in reading order."""
    found = Footnotes()
    order = {id(link): position for position, link in enumerate(links)}
    targets = {id(link): _target(link, ids) for link in links}
    for link in links:
        target = targets[id(link)]
        label = _label(link)
        if not label or id(link) in found.consumed:
            continue
        if target is None:
            if _is_raised(link) and _leads_inside(link, base, page_url):
                found.lost.add(id(link))
            continue
        holder = _holder(target)
        if holder is None or _contains(holder, link) or id(link) in _links_in(found, link):
            continue
        if _is_note(link, label, holder, targets, order):
            if id(holder) in found.consumed:
                found.names.setdefault(id(holder), unquote(_fragment(link)))
            found.marks[id(link)] = holder
            found.labels[id(link)] = label
            found.consumed.add(id(holder))
    _consume_back_links(found, links)
    _consume_lists(found)
    found.spent = _spent_ids(found, links)
    return found


def _spent_ids(found: Footnotes, links: list[Tag]) -> set[str]:
    """Return the ids that no link left in the article points to."""
    live: set[str] = set()
    spent: set[str] = set()
    for link in links:
        fragment = _fragment(link)
        gone = id(link) in found.consumed or id(link) in found.marks or id(link) in found.lost
        (spent if gone else live).update((fragment, unquote(fragment)))
    return spent - live


def missing_notes(
    links: list[Tag], ids: Mapping[str, Tag], base: str = "", page_url: str = ""
) -> list[str]:
    """Return the ids that marks lead to and the fragment does not hold."""
    return [
        _fragment(link)
        for link in links
        if _target(link, ids) is None and _label(link) and _leads_inside(link, base, page_url)
    ]


def _leads_inside(link: Tag, base: str, page_url: str) -> bool:
    return is_own(attribute(link, "href").partition("#")[0], base, page_url)


def _fragment(link: Tag) -> str:
    return attribute(link, "href").partition("#")[2]


def _target(link: Tag, ids: Mapping[str, Tag]) -> Tag | None:
    fragment = _fragment(link)
    return ids.get(fragment) or ids.get(unquote(fragment))


def _label(link: Tag) -> str:
    """Return a mark's label ("1", "*"), or an empty string for a link that is no mark."""
    text = text_of(link).strip()
    found = _LABEL.fullmatch(text)
    if found is None or _is_in_listing(link):
        return ""
    if _is_raised(link) or text[:1] in "[(*†‡§¶" or found[1].isdigit():
        return found[1]
    marked = attribute(link, "role") in _MARK_ROLES or any(
        _MARK_CLASS.search(attribute(tag, "class")) for tag in (link, *_near(link))
    )
    return found[1] if marked else ""


def _is_in_listing(link: Tag) -> bool:
    """Tell whether a link stands in a listing, whose characters stay: it can hold no note."""
    return any(parent.name == "pre" for parent in link.parents)


def _is_raised(link: Tag) -> bool:
    return any(parent.name == "sup" for parent in _near(link)) or first(link, ("sup",)) is not None


def _near(tag: Tag) -> list[Tag]:
    return list(around(tag, 2))


def _holder(target: Tag) -> Tag | None:
    """Return the block that holds a note's text, given what the mark's link points to."""
    tag: Tag | None = target
    while tag is not None and tag.name not in _NOTE_BLOCKS:
        tag = tag.parent
    if tag is not None and tag.name == "dt":
        return tag.find_next_sibling("dd")
    if tag is not None and tag.name == "td":
        return tag.parent
    if tag is not None and tag.name == "p" and tag.parent is not None and tag.parent.name == "li":
        return tag.parent
    return tag


def _contains(holder: Tag, link: Tag) -> bool:
    return any(parent is holder for parent in link.parents)


def _links_in(found: Footnotes, link: Tag) -> set[int]:
    """Return the link itself when it stands in a note already found: a note's own label."""
    return {id(link)} if any(id(parent) in found.consumed for parent in link.parents) else set()


def _is_note(
    link: Tag,
    label: str,
    holder: Tag,
    targets: dict[int, Tag | None],
    order: dict[int, int],
) -> bool:
    inner = every(holder, ("a",))
    backs = [a for a in inner if id(a) in targets and targets[id(a)] is not None]
    beside = (link, *_near(link))
    for back in backs:
        if order[id(back)] < order[id(link)]:
            continue
        pointed = targets[id(back)]
        if pointed is not None and (
            any(pointed is tag for tag in beside) or _encloses(pointed, link)
        ):
            return True
    places = [holder, *around(holder, 3)]
    if any(
        _NOTES_CLASS.search(attribute(tag, "class") + " " + attribute(tag, "role"))
        for tag in places
    ):
        return True
    if any(attribute(tag, "role") == "doc-endnotes" for tag in places):
        return True
    text = text_of(holder).lstrip()
    at = 1 if text[:1] in "[(" else 0
    return (
        text.startswith(label, at)
        and _AFTER_LABEL.match(text, at + len(label)) is not None
        and len(text) > len(label) + 3
    )


def _encloses(tag: Tag, link: Tag) -> bool:
    """Tell whether a back-link's target is the short element around a mark."""
    return any(parent is tag for parent in link.parents) and tag.name in ("p", "sup", "span", "li")


def _consume_back_links(found: Footnotes, links: list[Tag]) -> None:
    for link in links:
        if id(link) in found.marks or not any(id(p) in found.consumed for p in link.parents):
            continue
        text = text_of(link).strip()
        css = attribute(link, "class") + " " + attribute(link, "role")
        if not text or _BACK.fullmatch(text) or _LABEL.fullmatch(text) or "back" in css:
            wrapper = link.parent
            only = wrapper is not None and wrapper.name in ("sup", "span", "b", "cite")
            if only and wrapper is not None and text_of(wrapper).strip() == text:
                found.consumed.add(id(wrapper))
            found.consumed.add(id(link))


def _consume_lists(found: Footnotes) -> None:
    """Let the heading or rule above a list of notes go with the notes."""
    # By identity: a tag's hash is that of all its markup.
    lists = {id(tag.parent): tag.parent for tag in found.marks.values() if tag.parent is not None}
    for place in lists.values():
        around: Tag | None = place
        while around is not None and id(around) not in found.consumed and _is_spent(around, found):
            found.consumed.add(id(around))
            before = around.find_previous_sibling(True)
            while before is not None and _is_notes_heading(before):
                found.consumed.add(id(before))
                before = before.find_previous_sibling(True)
            around = around.parent


def _is_spent(tag: Tag, found: Footnotes) -> bool:
    """Tell whether nothing but read notes and their heading is left in an element."""
    if tag.name == "[document]":
        return False
    for child in tag.contents:
        name: str | None = child.name  # type: ignore[attr-defined]
        if name is None:
            if str(child).strip():
                return False
        elif id(child) not in found.consumed and not _is_notes_heading(child):  # type: ignore[arg-type]
            return False
    return True


def _is_notes_heading(tag: Tag) -> bool:
    if tag.name == "hr" or tag.name == "paragraph-break":
        return True
    text = text_of(tag).strip().rstrip(":")
    return bool(NOTES_HEADING.fullmatch(text)) and (
        tag.name in _HEADINGS or tag.name in ("p", "div", "b")
    )


def _without_label(blocks: n.Blocks, label: str) -> n.Blocks:
    """Return a note's blocks without the label they begin with and what links back left over."""
    if len(blocks) > 1 and isinstance(blocks[0], n.Paragraph | n.Plain):
        lead = inline_text(blocks[0].content).strip(" .:[]()^↑↩\xa0")
        if lead in ("", label):  # the label stood in a block of its own
            blocks = blocks[1:]
    if not blocks:
        return ()
    first = blocks[0]
    if isinstance(first, n.Paragraph | n.Plain) and first.content:
        content = _strip_label(first.content, label)
        rest = (n.Paragraph(content),) if content else ()
        blocks = (*rest, *blocks[1:])
    return tuple(n.Paragraph(b.content) if isinstance(b, n.Plain) else b for b in blocks)


def _strip_label(content: n.Inlines, label: str) -> n.Inlines:
    lead = inline_text(content[:1]).strip()
    mark = _mark(label) if label else None
    if mark and mark.fullmatch(lead) and len(content) > 1:
        content = content[1:]
    match content:
        case (n.Text(text), *rest):
            bare = text.lstrip(" .:)]^↑↩\xa0")
            found = mark.match(bare) if mark else None
            if found and bare[found.end() : found.end() + 1].isspace():
                bare = bare[found.end() :].lstrip()
            return (n.Text(bare), *rest) if bare else tuple(rest)
    return content


@lru_cache(maxsize=1024)
def _mark(label: str) -> re.Pattern[str]:
    """Return the pattern of a label as notes begin with it; its brackets and stop are optional."""
    return re.compile(rf"[\[(]?{re.escape(label)}[\])]?[.:]?")


def report_lost(flow: Flow, link: Tag) -> None:
    """Note a mark whose note is not on the page; the mark goes."""
    text = text_of(link).strip()
    flow.context.notes.warn(
        "AP205",
        f"the note for the mark {text!r} is not on the page; the mark dropped",
        Origin(excerpt=text),
        hint="the page was saved without its notes",
    )
