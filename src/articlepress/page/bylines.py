"""Names in bylines: marked elements, "By …" lines and author links near the headline.

Which elements are bylines is data (`rules/byline.toml`). Nearness to the headline decides between
several: other articles' bylines stand far from it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from articlepress.page.facts import PersonFact
from articlepress.page.headline import Place
from articlepress.page.names import cut_byline, read_names, starts_byline
from articlepress.page.rules import Matcher, compile_rules, load_rules
from articlepress.page.survey import Marked, Survey, words_of

MAX_LINE = 250
"""Characters of a byline with its date; longer text is an article."""
MAX_BY_LINE = 120
"""Characters of a line that begins with "By" and is no sentence."""

_AUTHOR_WORDS = frozenset(
    ["author", "authors", "byline", "writer", "contributor", "contributors", "autor", "auteur",
     "autore", "verfasser", "columnist", "journalist", "reporter", "creator", "redakteur"]
)  # fmt: skip
_OTHER_WORDS = frozenset(
    ["bio", "biography", "description", "social", "image", "avatar", "photo", "img", "comment",
     "comments", "title", "role", "job", "position", "date", "time", "related", "follow", "links",
     "posts", "editor", "reviewer", "reviewed"]
)  # fmt: skip
"""Words that name a part of an author's box that holds no name."""
_AUTHOR_ADDRESS = re.compile(
    r"/(?:authors?|autor(?:en|es)?|auteurs?|by|contributors?|columnists?|writers?|people|person|"
    r"profile|staff|journalists?|redacteur|redakteur|team|experts?|bio|byline)s?/[^/?#]{2,60}/?$"
)


def people_shown(
    found: Survey, place: Place, below: Sequence[str], above: Sequence[str]
) -> Iterator[PersonFact]:
    """Yield the names the page shows as authors, those nearest below the headline first."""
    lines = sorted(_bylines(found, place), key=lambda row: place.distance(row[0]))
    for marked, rule in lines:
        yield from _in_element(marked, rule, place)
    for text in (*below, *above):
        if len(text) <= MAX_BY_LINE and starts_byline(text):
            for name in read_names(cut_byline(text), strict=True):
                yield PersonFact(name, "by-line")
    yield from _linked(place)


@cache
def _matcher() -> Matcher:
    return compile_rules(load_rules("byline"))


def _bylines(found: Survey, place: Place) -> Iterator[tuple[Marked, str]]:
    """Yield the elements that a rule or their words call a byline, with the rule's name."""
    matcher = _matcher()
    for marked in found.named:
        if marked.tag in ("body", "input", "form", "img"):
            continue
        words, rule = matcher.read(marked.tag, marked.attributes)
        name = rule.name if rule else ""
        if not name:
            if _AUTHOR_WORDS.isdisjoint(words) or not _OTHER_WORDS.isdisjoint(words):
                continue
            name = "byline/words"
        if place.scope.holds(marked.node):
            yield marked, name


def _in_element(marked: Marked, rule: str, place: Place) -> Iterator[PersonFact]:
    selector = marked.selector
    prop = marked.attributes.get("itemprop") or ""
    if "content" in marked.attributes and prop:
        for name in read_names(marked.attributes["content"] or ""):
            yield PersonFact(name, "microdata", selector)
        return
    text = marked.node.text(deep=True, separator="\n").strip()
    if not text or len(text) > MAX_LINE:
        return
    if rule == "byline/entry-meta":
        line = " ".join(text.split())
        if not starts_byline(line, anywhere=True):
            return
        text = cut_byline(line)
    else:
        text = "\n".join(cut_byline(line) for line in text.splitlines())
    names = read_names(text, strict=rule != "byline/rel-author")
    whole = len(names) == 1 and len(text) <= len(names[0]) + 12
    near = place.is_near(marked)
    source = ("byline" if whole else "byline-part") if near else "text"
    if prop and whole:
        source = "microdata"
    href = marked.attributes.get("href") or ""
    for name in names:
        yield PersonFact(name, source, selector, url=href if len(names) == 1 else "")


def _linked(place: Place) -> Iterator[PersonFact]:
    """Yield the texts of links to an author's page beside the headline."""
    if place.headline is None:
        return
    around = place.headline.node.parent
    for _ in range(3):
        if around is None or around.tag in ("body", "html"):
            return
        for link in around.css("a[href]"):
            href = link.attributes.get("href") or ""
            if _AUTHOR_ADDRESS.search(href.split("?")[0]) and place.scope.holds(link):
                for name in read_names(link.text(deep=True, separator="\n"), strict=True):
                    yield PersonFact(name, "link", "a[href]", url=href)
                    return
        around = around.parent


def has_author_words(marked: Marked) -> bool:
    """Tell whether a class or id of the element speaks of an author."""
    value = f"{marked.attributes.get('class') or ''} {marked.attributes.get('id') or ''}"
    return not _AUTHOR_WORDS.isdisjoint(words_of(value))
