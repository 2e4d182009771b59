"""A page found and cut into regions, as markup that shows which words went where, and why.

Takes a conversion; gives `<div>` and `<span>` with our own classes around escaped text. No tag, no
attribute and no address of the page gets through, so nothing in it can run, cover or fetch.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape

from selectolax.lexbor import LexborNode

from articlepress.page.corrected import stated_to_stay
from articlepress.page.locate import block_scores
from articlepress.page.models import shipped_models
from articlepress.page.regions import INLINE, UNSEEN, Field, Region, cut_regions, words_in
from articlepress.readers.html.convert import Conversion
from articlepress.walk import inline_text

KIND_NAMES: dict[Field, str] = {
    "body": "kept",
    "metadata": "metadata",
    "bio": "bio",
    "disclaimer": "disclaimer",
    "": "removed",
}
"""Where a region's words go, in one word; the CSS class too."""

DEEPEST = 240
"""Elements within elements that are still shown as such: browsers flatten beyond 512."""

_BLANKS = re.compile(r"[ \t\r\n\f]+")
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f]")
_LOOKS_BY_TAG = {
    **dict.fromkeys(("b", "strong", "th"), "b"),
    **dict.fromkeys(("i", "em", "cite", "dfn", "var"), "i"),
    **dict.fromkeys(("code", "kbd", "samp", "tt"), "m"),
    **dict.fromkeys(("pre", "textarea", "xmp", "plaintext", "listing"), "pre"),
    **dict.fromkeys(("tbody", "thead", "tfoot"), "tg"),
    **dict.fromkeys(("figcaption", "small"), "small"),
    **{name: name for name in ("h1", "h2", "h3", "h4", "h5", "h6", "p", "li", "table", "tr", "a")},
    "td": "td",
    "dd": "li",
    "blockquote": "q",
}


@dataclass(frozen=True, slots=True)
class Marked:
    """A region as the markup shows it."""

    number: int
    kind: str
    """One of `KIND_NAMES`."""
    rule: str
    reason: str
    selector: str
    score: str
    """Log-odds of its blocks to be body text, `-4.1 … 0.3`; empty where none was scored."""
    words: int
    text: str
    nodes: tuple[int, ...] = ()
    """`mem_id` of the elements and texts it begins at."""


@dataclass(frozen=True, slots=True)
class Painted:
    """The page's body as markup, and its regions in document order."""

    markup: str
    regions: tuple[Marked, ...]
    elements: tuple[LexborNode, ...] = ()
    """Those that `data-e` numbers, for who points at one."""


def paint(found: Conversion, *, numbered: bool = False) -> Painted:
    """Return the page of a conversion with its regions marked.

    `numbered` keeps every element shown, for those who point at one.
    """
    metadata = found.article.metadata
    titles = (inline_text(metadata.title), inline_text(metadata.subtitle))
    kept = stated_to_stay(found.corrected, found.located.roots)
    cut, _ = cut_regions(found.page, found.located, found.credits, titles, kept)
    body = found.page.tree.body
    brush = _Brush(
        {ident: number for number, region in enumerate(cut) for ident in region.nodes},
        cut,
        _scores(found),
        numbered,
    )
    if body is not None:
        brush.walk(body)
    return brush.finish()


def _scores(found: Conversion) -> dict[int, float]:
    """Return the score of the block each text node stands in, by `mem_id`."""
    flat = found.located.outline
    values = block_scores(found.page, flat, shipped_models()).whole if flat.blocks else []
    return {
        node.mem_id: value
        for block, value in zip(flat.blocks, values, strict=True)
        for node in block.nodes
    }


@dataclass(slots=True)
class _Brush:
    """The markup under way."""

    starts: Mapping[int, int]
    """`mem_id` -> index of the region that begins there."""
    regions: Sequence[Region]
    scores: Mapping[int, float]
    numbered: bool = False
    parts: list[str] = field(default_factory=list)
    openings: list[tuple[int, str, str, int]] = field(default_factory=list)
    """Place among the parts of each region's tag, its name and look, and the region's index."""
    elements: list[LexborNode] = field(default_factory=list)
    scored: dict[int, list[float]] = field(default_factory=dict)
    depth: int = 0

    def walk(self, body: LexborNode) -> None:
        """Write the page's body. No recursion: pages nest 20,000 deep."""
        stack: list[tuple[LexborNode, int, str]] = []
        node: LexborNode | None = body
        current = -1
        while node is not None:
            tag = node.tag or ""
            if tag == "-text":
                self.text(node, current)
            elif tag[:1] not in "-_!" and tag not in UNSEEN:
                number = self.starts.get(node.mem_id, -1)
                closing = self.enter(node, tag, number)
                child = node.child
                if child is not None:
                    stack.append((node, current, closing))
                    node, current = child, current if number < 0 else number
                    continue
                self.leave(closing)
            while node.next is None:
                if not stack:
                    return
                node, current, closing = stack.pop()
                self.leave(closing)
            if not stack:
                return
            node = node.next

    def enter(self, node: LexborNode, tag: str, number: int) -> str:
        """Open an element and return what closes it; empty where it leaves no tag."""
        if tag in ("br", "hr"):
            self.parts.append(f"<{tag}>")
            return ""
        if tag == "img":
            self.parts.append(_picture(node))
            return ""
        if number < 0 and self.depth >= DEEPEST:
            return ""
        name = "span" if tag in INLINE or tag in ("button", "label", "summary") else "div"
        self.open(name, _LOOKS_BY_TAG.get(tag, ""), number, self.place(node))
        self.depth += 1
        return f"</{name}>"

    def place(self, node: LexborNode) -> str:
        """Return the attribute by which who points at an element names it."""
        if not self.numbered:
            return ""
        self.elements.append(node)
        return f' data-e="{len(self.elements) - 1}"'

    def open(self, name: str, look: str, number: int, place: str = "") -> None:
        """Open an element of our own; a region's tag is written when its scores are known."""
        if number >= 0:
            self.openings.append((len(self.parts), name + place, look, number))
            self.parts.append("")
        else:
            self.parts.append(f'<{name}{place} class="{look}">' if look else f"<{name}{place}>")

    def leave(self, closing: str) -> None:
        if closing:
            self.depth -= 1
            self.parts.append(closing)

    def text(self, node: LexborNode, current: int) -> None:
        """Write a text node, as a region of its own where it is one."""
        words = _CONTROLS.sub("", _BLANKS.sub(" ", node.text_content or ""))
        number = self.starts.get(node.mem_id, -1)
        score = self.scores.get(node.mem_id)
        if score is not None and (number >= 0 or current >= 0):
            self.scored.setdefault(number if number >= 0 else current, []).append(score)
        if number >= 0 and words.strip():
            self.open("span", "", number)
            self.parts += (escape(words), "</span>")
        elif words:
            self.parts.append(escape(words))

    def finish(self) -> Painted:
        """Return the markup with every region's tag in place."""
        marked = [
            _marked(at + 1, region, _range(self.scored.get(at, [])))
            for at, region in enumerate(self.regions)
        ]
        seen: set[int] = set()
        for place, name, look, number in self.openings:
            self.parts[place] = _opening(name, look, marked[number], number not in seen)
            seen.add(number)
        return Painted("".join(self.parts), tuple(marked), tuple(self.elements))


def _picture(node: LexborNode) -> str:
    alt = " ".join((node.attributes.get("alt") or "").split())[:LONGEST_ALT]
    return f'<span class="pic">{escape(alt)}</span>'


LONGEST_ALT = 200
"""Characters of a picture's alternative text that stand in its place."""


def _opening(name: str, look: str, region: Marked, first: bool) -> str:
    """Return the tag a region begins with; the keyboard stops at the first of its parts."""
    classes = f"{look} r {region.kind}".strip()
    told = f"{region.number} · {region.kind} · {region.rule} · {region.selector}"
    if region.score:
        told += f" · score {region.score}"
    attributes = f' class="{classes}" data-n="{region.number}" data-told="{escape(told)}"'
    attributes += f' data-why="{escape(region.reason)}"'
    if first:
        attributes += f' id="r{region.number}" tabindex="0"'
    return f"<{name}{attributes}>"


def _range(scores: list[float]) -> str:
    if not scores:
        return ""
    low, high = f"{min(scores):.1f}", f"{max(scores):.1f}"
    text = low if low == high else f"{low} … {high}"
    return text.replace("-", "−")


def _marked(number: int, region: Region, score: str) -> Marked:
    text = " ".join(region.text.split())
    kind = KIND_NAMES[region.destination]
    rule = region.rule
    nodes = tuple(region.nodes)
    return Marked(
        number, kind, rule.name, rule.reason, region.selector, score, len(words_in(text)),
        text, nodes,
    )  # fmt: skip
