"""What the search for bios and disclaimers knows of a page: its flat outline, where the body and
the headline stand in it, which regions belong to something else, and who the authors are.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, field
from functools import cache
from itertools import accumulate

from articlepress.page.blocks import Element, Outline
from articlepress.page.choose import site_names
from articlepress.page.choose_people import choose_people, is_person
from articlepress.page.corrected import NOT_CORRECTED, Corrected
from articlepress.page.facts import Facts, PersonFact
from articlepress.page.locate import Located
from articlepress.page.names import folded_name
from articlepress.page.outline import outline
from articlepress.page.parse import Page
from articlepress.page.rules import compile_rules
from articlepress.page.unfolded import unfold
from articlepress.resources import rules_folder

HEADING_TAGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))


@dataclass(frozen=True, slots=True)
class Context:
    """The page as the finders see it. Indexes count the outline's elements and blocks."""

    flat: Outline
    in_body: tuple[bool, ...]
    """For each block whether it stands in a located root."""
    foreign: tuple[bool, ...]
    """For each element whether it belongs to comments, other articles or the page's frame."""
    framed: tuple[bool, ...]
    """For each element whether it stands in a sidebar, card or footer, where bios may stand."""
    headline: int
    """Block of the headline; -1 where none is shown."""
    first: int
    """First block of the body."""
    last: int
    """Last block of the body."""
    people: tuple[PersonFact, ...]
    companies: frozenset[str]
    """Folded names among the authors' that are the site's, a newsroom's or a company's."""
    facts: Facts
    names: tuple[str, ...]
    """Names of the authors, folded."""
    prose: dict[int, bool] = field(default_factory=dict, repr=False, compare=False)
    """Blocks judged as prose or not (`credits_boxes.is_prose`), since several finders ask."""

    def is_heading(self, block: int) -> bool:
        """Tell whether a block is a heading."""
        return self.flat.elements[self.flat.blocks[block].element].tag in HEADING_TAGS

    def in_own_footer(self, element: int) -> bool:
        """Tell whether an element stands in a `<footer>` of the `<article>` that holds the body."""
        elements = self.flat.elements
        outermost = -1
        while element >= 0 and self.framed[element]:
            outermost = element
            element = elements[element].parent
        if outermost < 0 or elements[outermost].tag != "footer":
            return False
        while element >= 0 and elements[element].tag != "article":
            element = elements[element].parent
        return element >= 0 and elements[element].first <= self.first < elements[element].end


def read_context(
    page: Page, located: Located, facts: Facts, corrected: Corrected = NOT_CORRECTED
) -> Context:
    """Return what the finders need to know."""
    people = choose_people(facts)
    flat = located.outline
    if not flat.elements:
        flat = outline(page.root, compile_rules(()), corrected.regions)
    elif hiding := _hiding_credits(flat, people):
        flat = unfold(flat, hiding, corrected.regions)
    roots = {node.mem_id for node in located.roots}
    shown = facts.survey.headline
    wanted = shown.node.mem_id if shown else 0
    in_body = [False] * len(flat.blocks)
    headline = -1
    around: set[int] = set()
    places = _places(flat, roots | {wanted} if wanted else roots)
    for index in sorted(places[identity] for identity in roots if identity in places):
        element = flat.elements[index]
        in_body[element.first : element.end] = [True] * (element.end - element.first)
        around |= _ancestors(flat, index)
    if wanted in places:
        headline = flat.elements[places[wanted]].first
        around |= _ancestors(flat, places[wanted])
    body = [index for index, inside in enumerate(in_body) if inside]
    around |= _holders(flat, in_body)
    foreign, framed = _regions(flat, around)
    sites = site_names(facts)
    return Context(
        flat,
        tuple(in_body),
        tuple(foreign),
        tuple(framed),
        headline,
        body[0] if body else 0,
        body[-1] if body else len(flat.blocks) - 1,
        people,
        frozenset(folded_name(p.name) for p in people if not is_person(p, sites)),
        facts,
        tuple(folded_name(person.name) for person in people),
    )


def _places(flat: Outline, wanted: Set[int]) -> dict[int, int]:
    """Return the numbers of the elements of these nodes (by `mem_id`), where it holds them."""
    found: dict[int, int] = {}
    for index, element in enumerate(flat.elements):
        if (identity := element.node.mem_id) in wanted:
            found[identity] = index
            if len(found) == len(wanted):
                break
    return found


_CREDITS = ",".join(
    f"[class*={word}]"
    for word in ("author", "bio", "contributor", "writer", "byline", "disclaimer", "disclosure")
)
_NEVER_CREDITS = ("chrome/comments", "chrome/related-plugin", "chrome/consent")
_NEVER_BIOS = ("chrome/navigation", "chrome/share-plugin", "chrome/tags")
_MENU = "chrome/page-frame"
_BYLINE = "chrome/byline"
LONG_MENU = 2000
"""Characters from which what goes by a menu's name is one, and no card that opens below a name."""
LONG_BYLINE = 16
"""Words from which a line of author and date may hold a bio, shown when a pointer rests on it."""


def _hiding_credits(flat: Outline, people: Iterable[PersonFact]) -> list[int]:
    """Return the footers and sidebars that the finder of the body left out and that may hold a
    bio or a disclaimer: by the names of their elements, an author's name, or a word on earnings."""
    names = {
        part
        for person in people
        for part in (person.name, person.name.split()[-1])
        if len(part) >= MIN_NAME_PART
    }
    earning = _words().earning
    found = []
    for index, element in enumerate(flat.elements):
        rule = element.rule
        if rule is None or element.first != element.end or rule.name in _NEVER_CREDITS:
            continue
        text = element.node.text(deep=True)
        if any(map(text.__contains__, earning)) or (
            rule.name not in _NEVER_BIOS
            and (rule.name != _MENU or len(text) < LONG_MENU)
            and (rule.name != _BYLINE or len(text.split()) >= LONG_BYLINE)
            and (any(map(text.__contains__, names)) or _is_named_credit(element))
        ):
            found.append(index)
    return found


MIN_NAME_PART = 4
"""Letters of a name's last part by which a footer is opened; shorter ones stand in any text."""


def _is_named_credit(element: Element) -> bool:
    if not _CREDIT_WORDS.isdisjoint(element.names):
        return True
    return element.node.css_first(_CREDITS) is not None


_CREDIT_WORDS = frozenset(("author", "bio", "contributor", "writer", "disclaimer", "disclosure"))


def _ancestors(flat: Outline, index: int) -> set[int]:
    found = set()
    while index >= 0:
        found.add(index)
        index = flat.elements[index].parent
    return found


def _holders(flat: Outline, in_body: Sequence[bool]) -> set[int]:
    """Return the elements with most of the body: "has-sidebar" is no sidebar."""
    before = [0, *accumulate(in_body)]
    return {
        index
        for index, element in enumerate(flat.elements)
        if 2 * (before[element.end] - before[element.first]) > before[-1]
    }


def _regions(flat: Outline, around: set[int]) -> tuple[list[bool], list[bool]]:
    """Return for each element whether it is foreign, and whether it stands in the page's frame."""
    words = _words()
    either = words.foreign | words.frame
    elements = flat.elements
    foreign = [False] * len(elements)
    framed = [False] * len(elements)
    for index, element in enumerate(elements):
        if either.isdisjoint(element.names) and element.tag not in _FRAME_TAGS:
            continue
        if foreign[index] or index in around:
            continue
        is_foreign = _is_foreign(element, words.foreign)
        # Elementor calls every element a widget.
        is_framed = not framed[index] and (
            element.tag == "footer"
            or (not words.frame.isdisjoint(element.names) and "elementor" not in element.names)
        )
        if is_foreign or is_framed:
            end = _end(elements, index)
            for marks, is_so in ((foreign, is_foreign), (framed, is_framed)):
                if is_so:
                    marks[index:end] = [True] * (end - index)
    return foreign, framed


def _end(elements: Sequence[Element], index: int) -> int:
    """Return the number of the first element behind one and all that stand in it."""
    depth = elements[index].depth
    end = index + 1
    while end < len(elements) and elements[end].depth > depth:
        end += 1
    return end


_FRAME_TAGS = frozenset(("nav", "form", "footer"))


def _is_foreign(element: Element, words: frozenset[str]) -> bool:
    """Tell whether an element by itself belongs to comments, other articles or a menu."""
    names = element.names
    return element.tag in ("nav", "form") or (
        not words.isdisjoint(names)
        # `writer-comment` is the author's word, `comment-author` a reader's.
        and not (names[0] in ("author", "writer") and words & set(names) == _NOTE)
    )


_NOTE = {"comment"}


@dataclass(frozen=True, slots=True)
class _Words:
    foreign: frozenset[str]
    frame: frozenset[str]
    earning: tuple[str, ...]


@cache
def _words() -> _Words:
    table = tomllib.loads((rules_folder() / "scope.toml").read_text("utf-8"))
    return _Words(
        frozenset(table["foreign"].split()),
        frozenset(table["frame"].split()),
        tuple(table["earning"].split()),
    )
