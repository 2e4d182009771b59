"""Names in bylines: marked elements, "By …" lines and author links near the headline.

Which elements are bylines is data (`rules/byline.toml`). Nearness to the headline decides between
several: other articles' bylines stand far from it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from articlepress.page.facts import PersonFact
from articlepress.page.headline import Place
from articlepress.page.name_words import is_announcement, is_plain_name, starts_byline
from articlepress.page.names import cut_byline, name_with_role, read_names
from articlepress.page.survey import Marked, Survey

MAX_LINE = 250
"""Characters of a byline with its date; longer text is an article."""
MAX_SPARE = 10
"""Characters around each name ("Written by", a comma) in an element that is a byline only."""
MAX_BY_LINE = 120
"""Characters of a line that begins with "By" and is no sentence."""

_AUTHOR_ADDRESS = re.compile(
    r"/(?:author|autor|autore|autoren|autori|auteur|by|contributor|columnist|writer|people|person|"
    r"profile|profil|perfil|staff|journalist|journaliste|periodista|redacteur|redakteur|redaktion|"
    r"editor|reporter|newsteam|team|expert|bio|byline|firma|user|member)e?s?/[^/?#]{2,60}/?$"
)


def people_shown(
    found: Survey, place: Place, below: Sequence[str], above: Sequence[str]
) -> Iterator[PersonFact]:
    """Yield the names the page shows as authors, those nearest below the headline first."""
    for marked, rule in sorted(found.bylines, key=lambda row: place.distance(row[0])):
        if place.scope.holds(marked.node):
            yield from _in_element(marked, rule, place)
    yield from _in_lines(below, found)
    yield from _in_lines(above[::-1], found)
    yield from _linked(place)
    yield from _aside(found, place)


def people_hidden(markup: str) -> Iterator[PersonFact]:
    """Yield the name behind a label such as "Author:" anywhere on the page.

    For pages that name nobody else.
    """
    for label in _LABELS if _AUTHOR.search(markup) else _OTHER_LABELS:
        found = label.search(markup)
        if found is None or markup[found.start() - 1 : found.start()].isalnum():
            continue
        line = _LINE_END.split(markup[found.end() : found.start() + LABELLED_SPAN])[0]
        names = read_names(cut_byline(_TAGS.sub(" ", line)[:MAX_BY_LINE]), strict=True)
        if names:
            yield PersonFact(names[0], "label", found[0])
            return


# Patterns, which look for a text's first letter: capitals are rare. `find` looks for the last.
_AUTHOR_LABELS = tuple(
    map(re.compile, ("Autor:", "Autorin:", "Autor/in:", "Author:", "Auteur:", "Autore:", "Autora:"))
)
_OTHER_LABELS = tuple(
    map(
        re.compile,
        ("Written by:", "Geschrieben von:", "Verfasser:", "Автор:", "作者：", "文责："),
    )
)
_LABELS = (*_AUTHOR_LABELS, *_OTHER_LABELS)
_AUTHOR = re.compile("Aut(?:or|hor|eur)[a-z/]{0,3}:")
"""Stands wherever one of the first does, so that most pages are searched once for the seven."""
_LINE_END = re.compile(r"</(?:p|div|li|td|tr|h\d)>|<br")
_TAGS = re.compile(r"<[^<>]*>?")
LABELLED_SPAN = 400
"""Characters of markup behind a label in which the name ends."""


def _aside(found: Survey, place: Place) -> Iterator[PersonFact]:
    """Yield authors marked in a footer, a menu or a sidebar, as in the article's own footer."""
    for marked, rule in found.bylines:
        prop = marked.attributes.get("itemprop") or ""
        if rule != "byline/rel-author" and prop != "author" and not _is_author_link(marked):
            continue
        if place.scope.holds(marked.node) or not place.around.holds(marked.node):
            continue
        for name in read_names(marked.node.text(deep=True)[:MAX_LINE]):
            if is_plain_name(name):
                yield PersonFact(name, "aside", marked.selector, place=marked.place)


def _in_lines(lines: Sequence[str], found: Survey) -> Iterator[PersonFact]:
    """Yield names of lines "By NAME", "NAME | Senior Writer | July 2", and below a lone "By"."""
    announced = False
    for text in lines:
        if len(text) > MAX_BY_LINE:
            announced = False
            continue
        if starts_byline(text) or announced:
            for name in read_names(cut_byline(text), strict=True):
                yield PersonFact(name, "by-line", text[:80])
        elif (name := name_with_role(text)) or (name := _named_alone(text, found)):
            yield PersonFact(name, "name-line", text[:80])
        announced = is_announcement(text)


def _named_alone(text: str, found: Survey) -> str:
    """Return the name a line consists of, where the page says elsewhere what that person does."""
    if not 2 <= len(text.split()) <= 4 or text[0].islower() or text[-1] in ".:!?…":
        return ""
    # What `read_names` would refuse at the end of its work.
    if not is_plain_name(text) or any(character.isdigit() for character in text):
        return ""
    if read_names(text, strict=True) != (text,):
        return ""
    return text if found.speaks_of(text) else ""


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
        line = " ".join(text.split())
        # One name may stand in two spans, two names in two lines.
        single = read_names(cut_byline(line), strict=True)
        if len(single) == 1 and len(single[0]) + MAX_SPARE >= len(line):
            text = single[0]
        else:
            text = "\n".join(cut_byline(line) for line in text.splitlines())
    is_link = _is_author_link(marked)
    names = tuple(filter(is_plain_name, read_names(text, strict=not is_link)))
    whole = bool(names) and sum(len(name) + MAX_SPARE for name in names) >= len(text)
    near = place.is_near(marked)
    source = ("byline" if whole else "byline-part") if near else "text"
    if prop and whole:
        source = "microdata"
    href = marked.attributes.get("href") or ""
    for name in names:
        url = href if len(names) == 1 else ""
        yield PersonFact(name, source, selector, url=url, place=marked.place)


def _is_author_link(marked: Marked) -> bool:
    """Tell whether an element leads to an author's page, where accounts have names of any shape."""
    return "author" in (marked.attributes.get("rel") or "").split() or (
        marked.tag == "a" and _leads_to_author(marked.attributes.get("href") or "")
    )


@lru_cache(maxsize=1024)
def _leads_to_author(address: str) -> bool:
    # Remembered: the links around a headline are looked at in three widening circles.
    return _AUTHOR_ADDRESS.search(address.partition("?")[0]) is not None


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
            if _leads_to_author(href) and place.scope.holds(link):
                names = _names_of_link(link.text(deep=True, separator="\n"))
                yield from (PersonFact(name, "link", "a[href]", url=href) for name in names)
                if names:
                    return
        around = around.parent


def _names_of_link(text: str) -> tuple[str, ...]:
    """Return the names in a link's text; one name may stand in two lines."""
    whole = read_names(" ".join(text.split()), strict=True)
    return whole if len(whole) == 1 else read_names(text, strict=True)
