"""What the search for bios and disclaimers knows of a page: its flat outline, where the body and
the headline stand in it, which regions belong to something else, and who the authors are.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from functools import cache

from articlepress.page.blocks import Outline, outline
from articlepress.page.choose import site_names
from articlepress.page.choose_people import choose_people, is_person
from articlepress.page.corrected import NOT_CORRECTED, Corrected
from articlepress.page.facts import Facts, PersonFact
from articlepress.page.locate import Located
from articlepress.page.names import folded_name
from articlepress.page.parse import Page
from articlepress.page.rules import compile_rules
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
    flat = located.outline
    if not flat.elements or _hides_credits(flat):
        flat = outline(page.root, compile_rules(()), corrected.regions)
    roots = {node.mem_id for node in located.roots}
    shown = facts.survey.headline
    wanted = shown.node.mem_id if shown else 0
    in_body = [False] * len(flat.blocks)
    headline = -1
    around: set[int] = set()
    for index, element in enumerate(flat.elements):
        identity = element.node.mem_id
        if identity in roots:
            in_body[element.first : element.end] = [True] * (element.end - element.first)
            around |= _ancestors(flat, index)
        if identity == wanted:
            headline = element.first
            around |= _ancestors(flat, index)
    body = [index for index, inside in enumerate(in_body) if inside]
    foreign, framed = _regions(flat, around)
    people = choose_people(facts)
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


_CREDITS = ",".join(
    f"[class*={word}]"
    for word in ("author", "bio", "contributor", "writer", "byline", "disclaimer", "disclosure")
)
_NEVER_CREDITS = ("chrome/comments", "chrome/related-plugin", "chrome/navigation", "chrome/consent")


def _hides_credits(flat: Outline) -> bool:
    """Tell whether the finder of the body left out a footer or sidebar that may hold a bio.

    The outline of the whole page costs as much again, so it is made for such pages only.
    """
    return any(
        element.rule is not None
        and element.first == element.end
        and element.rule.name not in _NEVER_CREDITS
        and (not _CREDIT_WORDS.isdisjoint(element.names) or element.node.css_first(_CREDITS))
        for element in flat.elements
    )


_CREDIT_WORDS = frozenset(("author", "bio", "contributor", "writer", "disclaimer", "disclosure"))


def _ancestors(flat: Outline, index: int) -> set[int]:
    found = set()
    while index >= 0:
        found.add(index)
        index = flat.elements[index].parent
    return found


def _regions(flat: Outline, around: set[int]) -> tuple[list[bool], list[bool]]:
    """Return for each element whether it is foreign, and whether it stands in the page's frame."""
    foreign_words, frame_words = _words()
    foreign: list[bool] = []
    framed: list[bool] = []
    for index, element in enumerate(flat.elements):
        above = element.parent
        is_foreign = above >= 0 and foreign[above]
        is_framed = above >= 0 and framed[above]
        if index not in around and not is_foreign:
            names = element.names
            is_foreign = element.tag in ("nav", "form") or (
                not foreign_words.isdisjoint(names)
                # `writer-comment` is the author's word, `comment-author` a reader's.
                and not (names[0] in ("author", "writer") and foreign_words & set(names) == _NOTE)
            )
            # Elementor calls every element a widget.
            is_framed = is_framed or (
                element.tag == "footer"
                or (not frame_words.isdisjoint(names) and "elementor" not in names)
            )
        foreign.append(is_foreign)
        framed.append(is_framed)
    return foreign, framed


_NOTE = {"comment"}


@cache
def _words() -> tuple[frozenset[str], frozenset[str]]:
    table = tomllib.loads((rules_folder() / "scope.toml").read_text("utf-8"))
    return frozenset(table["foreign"].split()), frozenset(table["frame"].split())
