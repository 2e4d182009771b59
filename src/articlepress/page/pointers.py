"""Lines that only send the reader elsewhere: "Read more: another headline", "Tags: one, another".

Takes where the article stands; gives the same finding with such lines dropped, and with the lists
of links that such words head. The words are data (`rules/pointers.toml`). A headline of the same
site between two paragraphs needs none.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from selectolax.lexbor import LexborNode

from articlepress.page.blocks import Block, Outline, is_prose, letters
from articlepress.page.kept_blocks import kept_blocks
from articlepress.page.locate import Located
from articlepress.page.rules import Rule
from articlepress.page.runs import block_nodes
from articlepress.page.units import ALL_LINKED
from articlepress.resources import rules_folder
from articlepress.urls import host, is_absolute

LONGEST_WORDS = 40
"""Characters of the longest words listed, brackets and signs before them included."""
LONGEST_POINTER = 300
"""Letters of the longest line looked at: two long headlines."""
_OPENS = ' \u00a0([【<>»►▶•*-–—→⇒"“„«'
_PARTS = re.compile(r"[:：|]|(?<=\s)[-–—>»]{1,2}(?=\s)")
"""What parts the words from the link."""
_FILE = re.compile(
    r"\.(?:pdf|docx?|xlsx?|pptx?|od[tsp]|csv|zip|mp3|m4a|mp4|epub|txt|json)(?:[?#]|$)", re.I
)
HEADLINE = Rule(
    "pointer/headline", "(a line of links)", "another page's headline between two paragraphs"
)
_WHOLE = frozenset(("li", "td", "th", "dt", "dd", "pre", "code", "figcaption", "caption", "table"))
"""Elements of which a line is a part: it goes with their other lines or not at all."""


@dataclass(frozen=True, slots=True)
class _Pointer:
    """One list of `rules/pointers.toml`."""

    rule: Rule
    lists: bool
    """Whether its words alone in a line head a list of links."""


@cache
def _pointers() -> dict[str, _Pointer]:
    table = tomllib.loads((rules_folder() / "pointers.toml").read_text("utf-8"))
    found: dict[str, _Pointer] = {}
    for name, entry in table.items():
        rule = Rule(f"pointer/{name}", "(a line of links)", entry["reason"])
        pointer = _Pointer(rule, entry.get("lists", False))
        for line in entry["lines"].replace("\n", "").split("|"):
            found[line] = pointer
    return found


def _named(words: str) -> _Pointer | None:
    """Return the list that holds the words, signs around them aside."""
    if len(words) > LONGEST_WORDS:
        return None
    bare = " ".join(words.casefold().replace("’", "'").split())
    return _pointers().get(bare.strip(f"{_OPENS}.:：…!)]】"))


def without_pointers(located: Located) -> Located:
    """Return the finding with lines and lists dropped that only send the reader elsewhere."""
    flat = located.outline
    if not any(block.linked for block in flat.blocks):
        return located
    kept = kept_blocks(located)
    dropped = dict(located.dropped)
    headlines = _headlines(located, kept)
    place = 0
    while place < len(kept):
        end, rule = _pointed(flat, kept, place)
        if rule is None and place in headlines:
            rule = HEADLINE
        if rule is not None and not _is_part(flat, flat.blocks[kept[place]]):
            for index in kept[place:end]:
                dropped.update((node.mem_id, rule) for node in block_nodes(flat, index))
        place = end
    return located if len(dropped) == len(located.dropped) else replace(located, dropped=dropped)


def _headlines(located: Located, kept: Sequence[int]) -> frozenset[int]:
    """Return the places among kept blocks of headlines of the same site between paragraphs.

    Where they are many, the article is about the others: a list of the year's best, say.
    """
    flat = located.outline
    found = [place for place in range(1, len(kept) - 1) if _is_headline(flat, kept, place)]
    if not found:
        return frozenset()
    site = _site(located)
    found = [
        place
        for place in found
        if all(_is_of(address, site) for address in _addresses(flat.blocks[kept[place]]))
    ]
    paragraphs = sum(is_prose(flat.blocks[index]) for index in kept)
    return frozenset(found) if PARAGRAPHS_TO_ONE * len(found) <= paragraphs else frozenset()


PARAGRAPHS_TO_ONE = 3
"""Paragraphs of prose to each headline between them; of 12 pages the fewest are 3.8."""


def _pointed(flat: Outline, kept: Sequence[int], place: int) -> tuple[int, Rule | None]:
    """Return where a pointer ends that begins at a kept block, and the rule for its first words.

    What is no pointer ends behind its block.
    """
    block = flat.blocks[kept[place]]
    if (pointer := _pointer(block)) is not None:
        return place + 1, pointer.rule
    pointer = _named(block.text)
    # Asked before the list is walked: each item of a long one may say such words.
    if pointer is not None and pointer.lists and not block.is_unit and not _is_part(flat, block):
        end = _end_of_links(flat, kept, place + 1)
        if end > place + 1:
            return end, pointer.rule
    return place + 1, None


def _pointer(block: Block) -> _Pointer | None:
    """Return the words listed that a line begins with whose rest is links to other pages."""
    if not block.linked or block.is_unit or block.size > LONGEST_POINTER:
        return None
    parted = _PARTS.search(block.text, 1, LONGEST_WORDS)
    if parted is not None and (pointer := _named(block.text[: parted.start()])) is not None:
        rest = block.text[parted.end() :].strip()
    elif words := _line_before_links(block):
        pointer = _named(words)
        rest = block.text[len(words) :].strip()
    else:
        return None
    is_linked = rest != "" and block.linked >= ALL_LINKED * letters(rest)
    return pointer if pointer is not None and is_linked and _leads_away(block) else None


def _line_before_links(block: Block) -> str:
    """Return the words of a block before its first link, where a break ends them."""
    words: list[str] = []
    for node in block.nodes:
        if _link(node) is not None:
            break
        words.append(node.text_content or "")
    if not words or len(words) > MOST_PIECES or not _ends_line(block.nodes[len(words) - 1]):
        return ""
    return " ".join("".join(words).split())


MOST_PIECES = 4
"""Texts that the words before a link are made of."""


def _ends_line(node: LexborNode) -> bool:
    """Tell whether a break follows a text, or the markup it ends."""
    at: LexborNode | None = node
    for _ in range(MARKUP_LEVELS):
        if at is None:
            return False
        if at.next is not None:
            return at.next.tag == "br"
        at = at.parent
    return False


def _end_of_links(flat: Outline, kept: Sequence[int], place: int) -> int:
    """Return where the lines of nothing but links end that begin at a place among kept blocks.

    A list of which some items are text is no list of links: the answer is then where it begins.
    """
    begin = place
    while place < len(kept) and _is_link(flat.blocks[kept[place]]):
        place += 1
    if begin < place < len(kept):
        last, after = (_list_of(flat, flat.blocks[kept[at]]) for at in (place - 1, place))
        if last >= 0 and last == after:
            return begin
    return place


def _is_link(block: Block) -> bool:
    is_line = block.is_unit or block.size <= LONGEST_POINTER
    return is_line and block.linked >= ALL_LINKED * block.size and _leads_away(block)


def _is_headline(flat: Outline, kept: Sequence[int], place: int) -> bool:
    """Tell whether a line between two paragraphs of prose is a link to another page.

    Of 21 such lines to the same site none is body text; beside headings, lists and short lines,
    and where they lead to other sites, half of them are.
    """
    block = flat.blocks[kept[place]]
    is_line = not block.is_unit and FEWEST_LETTERS <= block.size <= LONGEST_POINTER
    if not is_line or block.linked < ALL_LINKED * block.size:
        return False
    if flat.elements[block.element].tag not in ("p", "div") or block.text.endswith((".", "。")):
        return False
    before, after = flat.blocks[kept[place - 1]], flat.blocks[kept[place + 1]]
    stands_between = is_prose(before) and is_prose(after) and before.text[-1] not in ":："
    return stands_between and _leads_away(block)


FEWEST_LETTERS = 40
"""Letters of the shortest headline looked at: shorter lines name a thing."""


def _site(located: Located) -> str:
    """Return the host that a page states for itself; empty where it states none."""
    top = located.roots[0] if located.roots else None
    while top is not None and top.parent is not None:
        top = top.parent
    for selector, name in (("link[rel=canonical]", "href"), ('meta[property="og:url"]', "content")):
        node = top.css_first(selector) if top is not None else None
        if node is not None and (found := host(node.attributes.get(name) or "")):
            return found.removeprefix("www.")
    return ""


def _is_of(address: str, site: str) -> bool:
    """Tell whether an address is relative or of a site."""
    if not is_absolute(address) and not address.startswith("//"):
        return True
    own = host(address)
    return site != "" and (own == site or own.endswith("." + site))


def _list_of(flat: Outline, block: Block) -> int:
    """Return the list that a block is an item of, -1 where it is of none."""
    at = block.leaf
    for _ in range(MARKUP_LEVELS):
        if at < 0 or flat.elements[at].tag in ("ul", "ol"):
            break
        at = flat.elements[at].parent
    return at if at >= 0 and flat.elements[at].tag in ("ul", "ol") else -1


def _leads_away(block: Block) -> bool:
    """Tell whether all links of a block lead to other pages: not to a file, nor into this one."""
    return all(href[0] != "#" and _FILE.search(href) is None for href in _addresses(block))


def _addresses(block: Block) -> set[str]:
    links = (link for node in block.nodes if (link := _link(node)) is not None)
    return {(link.attributes.get("href") or "").strip() or "#" for link in links}


def _link(node: LexborNode) -> LexborNode | None:
    above = node.parent
    for _ in range(MARKUP_LEVELS):
        if above is None or above.tag == "a":
            return above
        above = above.parent
    return None


MARKUP_LEVELS = 6
"""Elements between a text and its link or list."""


def _is_part(flat: Outline, block: Block) -> bool:
    """Tell whether a line stands in a list, a table, a listing or a caption."""
    at = block.leaf
    while at >= 0:
        if flat.elements[at].tag in _WHOLE:
            return True
        at = flat.elements[at].parent
    return False
