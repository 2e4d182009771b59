"""Facts from the page's visible text: headline, byline, dates, as themes and newsrooms mark them.

Which elements these are is data (`rules/byline.toml`, `rules/date.toml`). Nearness to the headline
decides between several: other articles' bylines stand far from it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from articlepress.page.dates import read_date
from articlepress.page.facts import Fact, Facts, PersonFact
from articlepress.page.names import folded_name, read_names
from articlepress.page.rules import Matcher, compile_rules, load_rules
from articlepress.page.scope import Scope
from articlepress.page.survey import Marked, Survey

NEAR = 60
"""Marked elements between headline and byline on the measured pages, at most."""
MAX_LINE = 200
"""Characters of a byline or date line; longer text is an article."""
MAX_HEADLINE = 300

_BY = re.compile(
    r"(?:^|[\s|·•–—-])(?:written by|posted by|by|von|par|por|przez|autor|автор|作者|文|记者|記者)"
    r"[\s:：/]+",
    re.IGNORECASE,
)
_UPDATE = re.compile(
    r"updated|modified|aktualisiert|mis à jour|modifié|actualizado|aggiornato|atualizado|"
    r"bijgewerkt|opdateret|oppdatert|uppdaterad|обновлено|更新|aktualizováno|zaktualizowan",
    re.IGNORECASE,
)


def text_facts(found: Survey, known: Iterable[Fact]) -> Facts:
    """Return what the page's visible text says; `known` holds the titles of the page's data."""
    titles = [fact.value for fact in known if fact.field in ("headline", "title")]
    headline = find_headline(found, titles)
    scope = Scope(headline.node if headline else None)
    start = headline.place if headline else 0
    language = found.html.get("lang") or ""
    facts = list(_headlines(found, headline))
    facts += _dates(found, scope, start, language)
    return Facts(tuple(facts), tuple(_people(found, scope, start)))


def find_headline(found: Survey, titles: list[str]) -> Marked | None:
    """Return the element that shows the article's title: the heading most like the data's."""
    wanted = [set(folded_name(title).split()) for title in titles if title]
    best: tuple[float, Marked] | None = None
    for heading in found.headings:
        text = heading.node.text(deep=True).strip()
        if not text or len(text) > MAX_HEADLINE:
            continue
        words = set(folded_name(text).split())
        score = max((_likeness(words, title) for title in wanted), default=0.0)
        score += {"h1": 0.3, "h2": 0.1}.get(heading.tag, 0.0)
        if best is None or score > best[0] + 0.01:
            best = (score, heading)
    if best and (best[0] >= 0.5 or best[1].tag == "h1"):
        return best[1]
    return None


def _likeness(words: set[str], title: set[str]) -> float:
    """Return how much of the heading stands in the title and how much of the title in it."""
    if not words or not title:
        return 0.0
    shared = len(words & title)
    return shared / len(words) * 0.5 + shared / len(title) * 0.5


def _headlines(found: Survey, headline: Marked | None) -> Iterator[Fact]:
    if headline:
        text = " ".join(headline.node.text(deep=True).split())
        yield Fact("shown_title", text, "text", headline.selector)
    for marked in found.properties:
        if (marked.attributes.get("itemprop") or "") in ("headline", "name headline"):
            yield Fact("headline", _value(marked), "microdata", marked.selector)


def _value(marked: Marked) -> str:
    """Return what an element says: its machine-readable attribute, else its text."""
    for attribute in ("content", "datetime"):
        if value := marked.attributes.get(attribute):
            return value.strip()
    return " ".join(marked.node.text(deep=True, separator=" ").split())


@cache
def _matcher(file: str) -> Matcher:
    return compile_rules(load_rules(file))


def _matches(found: Survey, file: str, scope: Scope) -> Iterator[tuple[Marked, str]]:
    """Yield the elements in scope that a rule of a file matches, with the rule's name."""
    matcher = _matcher(file)
    for marked in found.named:
        rule = matcher.read(marked.tag, marked.attributes)[1]
        if rule is None or marked.tag in ("body", "input", "form", "ul", "ol"):
            continue
        if scope.holds(marked.node):
            yield marked, rule.name


def _people(found: Survey, scope: Scope, start: int) -> Iterator[PersonFact]:
    """Yield the names in bylines, those nearest below the headline first."""
    lines = list(_matches(found, "byline", scope))
    lines.sort(key=lambda line: _distance(line[0].place, start))
    for marked, rule in lines:
        near = _distance(marked.place, start) <= NEAR
        selector = marked.selector
        source = "byline" if near else "text"
        if rule == "byline/itemprop-author" and "content" in marked.attributes:
            for name in read_names(marked.attributes["content"] or ""):
                yield PersonFact(name, "microdata", selector)
            continue
        text = marked.node.text(deep=True, separator="\n").strip()
        if not text or len(text) > MAX_LINE:
            continue
        if rule == "byline/entry-meta":
            said = _BY.split(" ".join(text.split()), maxsplit=1)
            if len(said) < 2:
                continue
            text = re.split(r"\s(?:\||·|•|–|—|-|on|am|le|el)\s|\d", said[1])[0]
        href = marked.attributes.get("href") or ""
        names = read_names(text, strict=rule != "byline/rel-author")
        for name in names:
            yield PersonFact(name, source, selector, url=href if len(names) == 1 else "")


def _distance(place: int, start: int) -> int:
    """Return how far an element stands from the headline; above it counts three times."""
    return place - start if place >= start else 3 * (start - place)


def _dates(found: Survey, scope: Scope, start: int, language: str) -> Iterator[Fact]:
    rows: list[tuple[int, Fact]] = []
    for marked in found.times:
        value = marked.attributes.get("datetime") or marked.node.text(deep=True)
        date = read_date(value, language) or read_date(marked.node.text(deep=True), language)
        if date and scope.holds(marked.node):
            rows.append((marked.place, Fact(_date_field(marked), date, "time", marked.selector)))
    for marked, rule in _matches(found, "date", scope):
        if marked.tag == "time":
            continue
        value = _value(marked)
        if len(value) > MAX_LINE or not (date := read_date(value, language)):
            continue
        field = "updated" if rule == "date/updated" or _UPDATE.search(value) else "published"
        source = "microdata" if "itemprop" in marked.attributes else "text"
        rows.append((marked.place, Fact(field, date, source, marked.selector)))
    rows.sort(key=lambda row: _distance(row[0], start))
    for place, fact in rows:
        near = _distance(place, start) <= NEAR
        yield fact if near else Fact(fact.field, fact.value, f"far-{fact.source}", fact.selector)


def _date_field(marked: Marked) -> str:
    classes = (marked.attributes.get("class") or "").lower()
    prop = (marked.attributes.get("itemprop") or "").lower()
    if "published" in classes or "published" in prop:
        return "published"
    if "updated" in classes or "modified" in classes or "modified" in prop:
        return "updated"
    around = marked.node.parent
    text = around.text(deep=True) if around is not None else ""
    return "updated" if len(text) < MAX_LINE and _UPDATE.search(text) else "published"
