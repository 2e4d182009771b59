"""Headings and labels left without what they stood above, and buttons' words left in the text.

Takes where the article stands; gives the same finding with what stands there for nothing dropped
too. A heading goes where all of its section was dropped, a label where what it names was: the
words are data (`rules/labels.toml`).
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from selectolax.lexbor import LexborNode

from articlepress.page.blocks import Block
from articlepress.page.kept_blocks import kept_blocks
from articlepress.page.locate import Located
from articlepress.page.noted import NOTES_HEADING, note_holders
from articlepress.page.regions import UNSEEN
from articlepress.page.rules import Rule
from articlepress.page.runs import block_nodes
from articlepress.resources import rules_folder

SECTION = Rule(
    "section/empty", "h2..h6", "heads a section of which everything was removed, or notes alone"
)

_HEADINGS = frozenset(("h2", "h3", "h4", "h5", "h6"))
_GONE = frozenset(("dropped", *(tag.upper() for tag in _HEADINGS)))
"""What `_below` yields for something dropped."""
_WHOLE = frozenset(
    ("li", "td", "th", "dt", "dd", "pre", "code", "figcaption", "summary", "caption")
)
"""Elements whose short words belong to a list, a table or a listing."""
_SHOWN = frozenset(
    ("img", "picture", "video", "audio", "iframe", "embed", "object", "svg", "math", "canvas",
     "table", "amp-img", "amp-video", "amp-iframe", "amp-youtube", "noscript", "input")
)  # fmt: skip
"""Elements that show something without a word."""
_BLANK = " \t\r\n\f\u00a0\u200b\u200c\u200d\ufeff"
_EDGES = " \u00a0\u200b\t\n.:…!|•·→»›>–—-"
LONGEST_LABEL = 60
"""Characters of the longest label listed, punctuation around it included."""


@dataclass(frozen=True, slots=True)
class _Label:
    """One list of `rules/labels.toml`."""

    rule: Rule
    headings: bool
    """Whether a heading that says no more is one too."""
    above: bool
    """Whether it goes only where what stands below it went."""


@cache
def _labels() -> dict[str, tuple[_Label, ...]]:
    table = tomllib.loads((rules_folder() / "labels.toml").read_text("utf-8"))
    found: dict[str, tuple[_Label, ...]] = {}
    for name, entry in table.items():
        rule = Rule(f"label/{name}", "(a line)", entry["reason"])
        label = _Label(rule, entry.get("headings", False), entry.get("above", False))
        for line in entry["lines"].replace("\n", "").split("|"):
            key = _folded(line)
            found[key] = (*found.get(key, ()), label)
    return found


def _folded(text: str) -> str:
    return text.casefold().replace("’", "'").strip(_EDGES)


def without_orphans(located: Located) -> Located:
    """Return the finding with headings that head nothing and words of buttons dropped too."""
    if not located.outline.blocks or not located.roots:
        return located
    body = _Body(located)
    for button in body.buttons():
        body.dropped.setdefault(button.mem_id, _labels()[_folded(button.text(deep=True))][0].rule)
    for index in reversed(body.kept):  # a section's own sections are judged before it
        if rule := body.orphaned(index):
            body.dropped.update((n.mem_id, rule) for n in block_nodes(body.flat, index))
    same = len(body.dropped) == len(located.dropped)
    return located if same else replace(located, dropped=body.dropped)


class _Body:
    """The blocks of the article that stay, and what was dropped among them."""

    def __init__(self, located: Located) -> None:
        self.flat = located.outline
        self.dropped = dict(located.dropped)
        self.roots = located.roots
        self.noted = frozenset[int]().union(*map(note_holders, located.roots))
        """Notes: they are read at their marks, and leave their list."""
        self.kept = kept_blocks(located)

    def buttons(self) -> Iterator[LexborNode]:
        """Yield the buttons that say what buttons say; they are no blocks."""
        for root in self.roots:
            for button in root.css("button"):
                text = button.text(deep=True)
                if len(text) <= LONGEST_LABEL and _folded(text) in _labels():
                    yield button

    def orphaned(self, index: int) -> Rule | None:
        """Return the rule by which a kept block stands for nothing, or None."""
        block = self.flat.blocks[index]
        tag = self.flat.elements[block.element].tag
        heading = tag if tag in _HEADINGS else ""
        if len(block.text) <= LONGEST_LABEL and not block.is_unit:
            for label in _labels().get(_folded(block.text), ()):
                if (heading and not label.headings) or self._is_part(block):
                    continue
                below = next(self._below(block), "")
                if not label.above or below == "" or below in _GONE:
                    return label.rule
        if heading and self._only_heads(block) and self._is_emptied(block, heading):
            return SECTION
        return SECTION if heading and self._heads_notes(block) else None

    def _heads_notes(self, block: Block) -> bool:
        """Tell whether a heading names notes and nothing but notes is in the list below it.

        Whatever follows the list: the reader takes each note to its mark, and the heading with
        them.
        """
        if not NOTES_HEADING.fullmatch(block.text.strip().rstrip(":")):
            return False
        node = self._next(self._end(block))
        while node is not None and node.mem_id not in self.noted:
            if node.tag == "-text":
                if (node.text_content or "").strip():
                    return False
                node = self._next(node)
            else:
                node = node.child or self._next(node)
        around = node.parent if node is not None else None
        return around is not None and all(
            child.mem_id in self.noted or not child.text(deep=True).strip()
            for child in around.iter(include_text=True)
        )

    def _is_part(self, block: Block) -> bool:
        """Tell whether a block stands in a list, a table, a listing or a caption."""
        at = block.leaf
        while at >= 0:
            if self.flat.elements[at].tag in _WHOLE:
                return True
            at = self.flat.elements[at].parent
        return False

    def _only_heads(self, block: Block) -> bool:
        """Tell whether a heading says nothing by itself: no sentence, signature or picture."""
        text = block.text.strip()
        says = text.endswith((".", "!", "?", "！", "？", "。")) or text.startswith(("-", "–", "—"))
        heading = self.flat.elements[block.element]
        # Drawings count as pictures too: the sign on a heading's own button is one.
        return not says and not (heading.images and heading.node.css_first("img, picture"))

    def _is_emptied(self, block: Block, heading: str) -> bool:
        """Tell whether all below a heading was dropped, as far as its section goes."""
        emptied = False
        for event in self._below(block):
            if event.lower() in _HEADINGS and event.lower() <= heading:
                return emptied
            if event not in _GONE:
                return False
            emptied = True
        return emptied

    def _below(self, block: Block) -> Iterator[str]:
        """Yield what follows a block: "dropped" words, kept "words", "shown", or a heading's tag.

        The tag of a dropped heading is in capitals. No recursion: pages nest 20,000 deep.
        """
        node: LexborNode | None = self._next(self._end(block))
        while node is not None:
            tag = node.tag or ""
            event = ""
            if node.mem_id in self.dropped or node.mem_id in self.noted:
                is_heading = tag in _HEADINGS
                said = (node.text(deep=True) or "").strip()
                event = (tag.upper() if is_heading else "dropped") if said else ""
            elif tag == "-text":
                event = "words" if (node.text_content or "").strip(_BLANK) else ""
            elif tag in _SHOWN:
                event = "shown"
            elif tag in _HEADINGS:
                event = tag
            elif tag[:1] not in "-_!" and tag not in UNSEEN and node.child is not None:
                node = node.child
                continue
            if event:
                yield event
            node = self._next(node)

    def _end(self, block: Block) -> LexborNode:
        """Return the element of a heading, or the last text of another block."""
        element = self.flat.elements[block.element]
        return element.node if element.tag in _HEADINGS or not block.nodes else block.nodes[-1]

    def _next(self, node: LexborNode) -> LexborNode | None:
        """Return the node behind another and all it holds, in the next root behind a root."""
        while True:
            for place, root in enumerate(self.roots):
                if root.mem_id == node.mem_id:
                    return self.roots[place + 1] if place + 1 < len(self.roots) else None
            if node.next is not None:
                return node.next
            if node.parent is None:
                return None
            node = node.parent
