"""What the search for bios and disclaimers knows of a page: its flat outline, where the body and
the headline stand in it, which regions belong to something else, and who the authors are.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache

from articlepress.page.blocks import Outline, outline
from articlepress.page.choose import choose_people
from articlepress.page.facts import Facts, PersonFact
from articlepress.page.headline import find_headline
from articlepress.page.locate import Located
from articlepress.page.names import folded_name
from articlepress.page.parse import Page
from articlepress.page.rules import compile_rules, load_rules
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
    headline: int
    """Block of the headline; -1 where none is shown."""
    first: int
    """First block of the body."""
    last: int
    """Last block of the body."""
    people: tuple[PersonFact, ...]
    facts: Facts

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the authors, folded."""
        return tuple(folded_name(person.name) for person in self.people)

    def is_heading(self, block: int) -> bool:
        """Tell whether a block is a heading."""
        return self.flat.elements[self.flat.blocks[block].element].tag in HEADING_TAGS


def read_context(page: Page, located: Located, facts: Facts) -> Context:
    """Return what the finders need to know."""
    flat = located.outline
    if not flat.elements:
        flat = outline(page.root, compile_rules(load_rules("chrome")))
    roots = {node.mem_id for node in located.roots}
    titles = [fact.value for fact in facts.facts if fact.field in ("headline", "title")]
    marked = find_headline(facts.survey, titles)
    wanted = marked.node.mem_id if marked else 0
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
    return Context(
        flat,
        tuple(in_body),
        tuple(_foreign(flat, around)),
        headline,
        body[0] if body else 0,
        body[-1] if body else len(flat.blocks) - 1,
        choose_people(facts),
        facts,
    )


def _ancestors(flat: Outline, index: int) -> set[int]:
    found = set()
    while index >= 0:
        found.add(index)
        index = flat.elements[index].parent
    return found


def _foreign(flat: Outline, around: set[int]) -> list[bool]:
    """Return for each element whether it stands in a region that is not this article's."""
    words = _foreign_words()
    found: list[bool] = []
    in_article: list[bool] = []
    for index, element in enumerate(flat.elements):
        above = element.parent
        inherited = above >= 0 and found[above]
        article = (above >= 0 and in_article[above]) or element.tag == "article"
        in_article.append(article)
        if inherited or index in around:
            found.append(inherited)
        elif element.tag in ("nav", "form") or (element.tag == "footer" and not article):
            found.append(True)
        else:
            # Elementor calls every element a widget.
            names = element.names
            found.append(
                not words.isdisjoint(names)
                and not ("elementor" in names and words.isdisjoint(set(names) - {"widget"}))
            )
    return found


@cache
def _foreign_words() -> frozenset[str]:
    table = tomllib.loads((rules_folder() / "scope.toml").read_text("utf-8"))
    return frozenset(table["foreign"].split())
