"""Names in bylines: marked elements, "By …" lines and author links near the headline.

Which elements are bylines is data (`rules/byline.toml`). Nearness to the headline decides between
several: other articles' bylines stand far from it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from selectolax.lexbor import LexborNode

from articlepress.page.byline_lines import MAX_BY_LINE, people_in_lines
from articlepress.page.byline_links import MAX_LINE, leads_to_author, people_linked
from articlepress.page.facts import PersonFact
from articlepress.page.headline import Place
from articlepress.page.name_words import is_plain_name, starts_byline
from articlepress.page.names import cut_byline, read_names
from articlepress.page.survey import Marked, Survey, words_of

MAX_SPARE = 10
"""Characters around each name ("Written by", a comma) in an element that is a byline only."""


def people_shown(
    found: Survey, place: Place, below: Sequence[str], above: Sequence[str]
) -> Iterator[PersonFact]:
    """Yield the names the page shows as authors, those nearest below the headline first."""
    for marked, rule in sorted(found.bylines, key=lambda row: place.distance(row[0])):
        if place.scope.holds(marked.node) and not _in_caption(marked.node):
            yield from _in_element(marked, rule, place)
    yield from people_in_lines(below, above, found)
    yield from people_linked(place)
    yield from _aside(found, place)


def _in_caption(node: LexborNode) -> bool:
    """Tell whether an element stands in a picture's caption, where its name is who took that."""
    around = node.parent
    for _ in range(MAX_CAPTION_DEPTH):
        if around is None:
            break
        if around.tag in _CAPTIONS or _CAPTIONS & set(
            words_of(around.attributes.get("class") or "")
        ):
            return True
        around = around.parent
    return False


_CAPTIONS = frozenset(("figcaption", "figure", "license", "licence"))
MAX_CAPTION_DEPTH = 3
"""Elements around a name in which its caption is looked for: its link, its line, the caption."""


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


def _in_element(marked: Marked, rule: str, place: Place) -> Iterator[PersonFact]:
    selector = marked.selector
    prop = marked.attributes.get("itemprop") or ""
    if _names_a_thing(marked, place):
        return
    if "content" in marked.attributes and prop:
        for name in read_names(marked.attributes["content"] or ""):
            yield PersonFact(name, "microdata", selector)
        return
    text = _byline_in(marked, rule)
    if not text:
        return
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


def _byline_in(marked: Marked, rule: str) -> str:
    """Return what an element says of its authors, a name a line, or an empty string."""
    text = marked.node.text(deep=True, separator="\n").strip()
    if not text or len(text) > MAX_LINE:
        return ""
    if len(said := set(filter(None, map(str.strip, text.splitlines())))) == 1:
        text = said.pop()  # A name may stand a second time, for screen readers.
    line = " ".join(text.split())
    if rule == "byline/entry-meta":
        return cut_byline(line) if starts_byline(line, anywhere=True) else ""
    # One name may stand in two spans, two names in two lines.
    single = read_names(cut_byline(line), strict=True)
    if len(single) == 1 and len(single[0]) + MAX_SPARE >= len(line):
        return single[0]
    text = "\n".join(cut_byline(line) for line in text.splitlines())
    if single and starts_byline(line, anywhere=True):
        parted = read_names(text, strict=True)
        # "by ANN · in TRAVEL": whom "by" names comes first, sections and others behind.
        if len(single) < len(parted) and parted[: len(single)] == single:
            return "\n".join(single)
    return text


def _names_a_thing(marked: Marked, place: Place) -> bool:
    """Tell whether `fn`, the name in a microformat, is a recipe's title or an organisation's name.

    Source: https://microformats.org/wiki/hcard#Organization_Contact_Info
    """
    classes = (marked.attributes.get("class") or "").split()
    if place.headline is None or "fn" not in classes or _is_author_link(marked):
        return False
    headline = place.headline.node
    if marked.node.mem_id == headline.mem_id or "org" in classes:
        return True
    name = " ".join(marked.node.text(deep=True).split())
    return bool(name) and name in " ".join(headline.text(deep=True).split())


def _is_author_link(marked: Marked) -> bool:
    """Tell whether an element leads to an author's page, where accounts have names of any shape."""
    return "author" in (marked.attributes.get("rel") or "").split() or (
        marked.tag == "a" and leads_to_author(marked.attributes.get("href") or "")
    )
