"""Dates the page shows: `<time>`, marked elements, and lines near the headline.

Which elements hold dates is data (`rules/date.toml`).
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import takewhile

from articlepress.page.blocks import Outline
from articlepress.page.dates import may_hold_date, read_date
from articlepress.page.facts import Fact
from articlepress.page.headline import Place
from articlepress.page.names import cut_byline, read_names
from articlepress.page.seldom import by_piece, places
from articlepress.page.survey import Marked, Survey

MAX_LINE = 160
"""Characters of a date line; longer text is an article that mentions a date."""

_UPDATE = re.compile(
    r"updated?\b|modified|revised|reviewed|aktualisiert|aktualisierung|mise? à jour|modifié|"
    r"actualizado|actualización|aggiornato|aggiornamento|atualização|"
    r"atualizado|bijgewerkt|opdateret|oppdatert|uppdaterad|обновлено|更新|수정|aktualizov|zaktualizowan",
    re.IGNORECASE,
)
_PUBLISH = re.compile(
    r"publish|posted|created|written|veröffentlicht|erstellt|publié|publicado|pubblicato|gepubliceerd|"
    r"опубликован|发布|發布|公開|입력|등록",
    re.IGNORECASE,
)

_ELSEWHERE = re.compile(
    r"\b(?:originally|first|previously) (?:published|posted|written|appeared)|"
    r"\bzuerst (?:veröffentlicht|erschienen)|\b(?:publié|paru) (?:initialement|d'abord)|"
    r"\b(?:originalmente|inicialmente) (?:publicado|pubblicato)",
    re.IGNORECASE,
)
"""In a sentence: another page, or an earlier state of this one, was published then."""


def dates_shown(
    found: Survey, place: Place, below: Sequence[str], above: Sequence[str]
) -> Iterator[Fact]:
    """Yield the dates the page shows, those nearest the headline first within each source."""
    for marked, rule in sorted(found.dates, key=lambda row: place.distance(row[0])):
        fact = _in_element(marked, rule, place)
        if fact and (fact.source == "footer" or place.is_near(marked)):
            yield fact
        elif fact:
            said = _PUBLISH.search(_around(marked)) is not None
            source = "labelled" if said else f"far-{fact.source}"
            yield Fact(fact.field, fact.value, source, fact.selector)
    yield from _in_bylines(found, place)
    yield from _signed(found, place)
    for text in (*below, *above[:3]):
        if len(text) <= MAX_LINE:
            for field, day in dates_in(_STAMP.sub(" ", text), place.language):
                yield Fact(field, day, _source_of(text), text[:60])


def _signed(found: Survey, place: Place) -> Iterator[Fact]:
    """Yield the day that the byline nearest the headline gives beside a name ("Ann Lee | Lyon |
    8/1/2014"): a masthead shows the day on which the page was saved."""
    for marked, _ in sorted(found.bylines, key=lambda row: place.distance(row[0])):
        text = " ".join(marked.node.text(deep=True, separator=" ").split())
        if len(text) > MAX_LINE or not may_hold_date(text) or not place.scope.holds(marked.node):
            continue
        if read_names(cut_byline(text), strict=True):
            said = dates_in(text, place.language)
            yield from (
                Fact(f, day, "signed", marked.selector) for f, day in said if f == "published"
            )
        return


def _in_bylines(found: Survey, place: Place) -> Iterator[Fact]:
    """Yield the moments that a byline gives in full where it shows "1 hour ago", as hNews does.

    Source: https://microformats.org/wiki/hnews
    """
    for marked, _ in found.bylines:
        if place.is_near(marked) and place.scope.holds(marked.node):
            for abbr in marked.node.css("abbr[title]"):
                stated = abbr.attributes.get("title") or ""
                if stated[:1].isdigit() and (day := read_date(stated, place.language)):
                    yield Fact("published", day, "time", f"{marked.selector} abbr")


# Themes write the moment of the last change beside the date, for machines, and hide it by CSS.
_STAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d")


def dates_in(text: str, language: str) -> Iterator[tuple[str, str]]:
    """Yield the fields and dates of a line: one, or those before and behind "Updated"."""
    if not may_hold_date(text):
        return
    changed = _UPDATE.search(text)
    if changed:
        first = read_date(text[: changed.start()], language)
        last = read_date(text[changed.end() :], language)
        if first and last:
            yield "published", first
            yield "updated", last
            return
    if day := read_date(text, language):
        yield _field_of(text), day


def _source_of(line: str) -> str:
    """Return whether a line near the headline is a date line or a sentence with a date in it."""
    words = line.split()
    told = takewhile(lambda word: not any(map(str.isdigit, word)), words)
    is_label = sum(w[0].islower() for w in told) < LEADING_WORDS or _UPDATE.search(line) is not None
    if (is_label and len(words) <= MAX_LINE_WORDS) or (
        _PUBLISH.search(line) and not _ELSEWHERE.search(line)
    ):
        return "line"
    return "sentence"


MAX_LINE_WORDS = 12
"""Words of a line with name, role, date, time and reading time; sentences are longer."""
LEADING_WORDS = 4
"""Lower-case words before its first number that make a line a sentence: "The act was signed into
law on August 14, 1935". No date line on the measured pages has more than two without "Posted"."""


def _around(marked: Marked) -> str:
    """Return the text of the element around a marked one, where that is short."""
    around = marked.node.parent
    text = around.text(deep=True, separator=" ") if around is not None else ""
    return text if len(text) <= MAX_LINE else ""


def dates_hidden(markup: str, language: str) -> Iterator[Fact]:
    """Yield the date behind a label or a calendar's icon, and one in a script's data.

    For pages that show none by their headline.
    """
    for label in _labels(markup):
        text = html.unescape(_TAGS.sub(" ", markup[label.start() : label.end() + DATE_SPAN]))
        if day := read_date(text[:DATE_SPAN], language):
            yield Fact(_field_of(html.unescape(label[0])), day, "label", label[0][:40])
            break
    if day := _beside_icon(markup, language):
        yield Fact("published", day, "label", "(a calendar's icon)")
    found = _IN_SCRIPT.search(markup) if _QUOTED_DAY.search(markup) else None
    if found and (day := read_date(found[1], language)):
        yield Fact("published", day, "script", found[0][:40])


def _beside_icon(markup: str, language: str) -> str:
    """Return the first date that stands directly behind the picture of a calendar."""
    for icon in _icons(markup):
        shown = html.unescape(_TAGS.sub(" ", markup[icon.end() : icon.end() + DATE_SPAN]))
        if day := read_date(" ".join(shown.split())[:DATE_WIDTH], language):
            return day
    return ""


def _icons(markup: str) -> Iterator[re.Match[str]]:
    """Yield the pictures of calendars, from the word to the tag's end."""
    at = markup.find("calendar")
    while at >= 0:
        icon = _CALENDAR.match(markup, at)
        if icon and _OF_ICONS.search(markup, max(0, at - FONT_SPAN), at):
            yield icon
        at = markup.find("calendar", at + 1)


def dates_begun_with(found: Survey, titles: Iterable[str], below: Sequence[str]) -> Iterator[Fact]:
    """Yield the date that a title or headline begins or ends with, or a paragraph begins with.

    For pages that have none elsewhere: press releases and chronicles are headed so.
    """
    language = found.html.get("lang") or ""
    headline = found.headline.node.text(deep=True, separator=" ") if found.headline else ""
    for text in (" ".join(headline.split()), *titles):
        for end in (text[:DATE_WIDTH], text[-DATE_WIDTH:]):
            if day := read_date(end, language):
                yield Fact("published", day, "sentence", text[:60])
    for text in below:
        opening = text.lstrip(' (\u201e\u201c"[–—-')[:DATE_WIDTH]
        if not opening[:1].isdigit():
            opening = _dateline(text)
        if opening and (day := read_date(opening, language)):
            yield Fact("published", day, "sentence", text[:60])


def _dateline(text: str) -> str:
    """Return place and day with which a press release begins ("DUBLIN, July 2, 2014 — …"), or
    nothing."""
    opening, *rest = _DATELINE_END.split(text[:DATELINE_WIDTH], maxsplit=1)
    place = _DIGIT.split(opening, maxsplit=1)[0].replace(",", " ").split()
    is_place = 0 < len(place) <= MAX_PLACE_WORDS and all(word[0].isupper() for word in place)
    return opening if rest and is_place else ""


_DATELINE_END = re.compile(r"\)|\s?(?:--|[—–]|\s-\s|\s/)")
_DIGIT = re.compile(r"[\d(]")
DATELINE_WIDTH = 80
MAX_PLACE_WORDS = 6
"""Words of a place with its state or country, and a month: "New York City, New York, July"."""


def day_alone(flat: Outline, place: Place) -> tuple[Fact, ...]:
    """Return the day that a page without any other date shows in a line of its own.

    Where such lines name several days, they date other things.
    """
    said: dict[str, Fact] = {}
    for block in flat.blocks:
        text = block.text
        if len(text) > MAX_LINE or not may_hold_date(text) or len(text.split()) > MAX_ALONE_WORDS:
            continue
        if place.scope.holds(flat.elements[block.element].node):
            for field, day in dates_in(text, place.language):
                said.setdefault(day[:10], Fact(field, day, "sentence", text[:60]))
    return tuple(said.values()) if len(said) == 1 else ()


MAX_ALONE_WORDS = 5
"""Words of a date with its label and time: "기사입력 :[ 2018-08-25 15:24 ]"."""
DATE_WIDTH = 24
"""Characters of "24. September 2022 10:00"."""


def _labels(markup: str) -> Iterator[re.Match[str]]:
    """Yield the labels of dates in a page's markup, in their order."""
    small = markup.lower()
    if len(small) != len(markup):  # a Turkish capital: places in the two differ
        yield from _LABELLED.finditer(markup)
        return
    end = 0
    for place in sorted(set(places(small, _LABELS_BY_PIECE))):
        if place >= end and (label := _LABELLED.match(markup, place)):
            end = label.end()
            yield label


DATE_SPAN = 120
"""Characters of markup between a date's label and the date's end."""
_TAGS = re.compile(r"<[^<>]*>?")
_LABELS = (
    "published", "posted", "updated", "created", "veröffentlicht", "aktualisiert", "erstellt",
    "stand", "datum", "publié", "mis à jour", "publicado", "actualizado", "pubblicato", "geplaatst",
    "gepubliceerd", "publicerad", "publisert", "опубликовано", "发布时间", "发布日期", "更新日",
    "公開日", "投稿日", "기사입력", "입력", "등록", "작성일", "게시일", "수정",
    # Pages of one byte a letter write theirs as entities.
    "ver&ouml;ffentlicht", "publi&eacute;", "mis &agrave; jour",
)  # fmt: skip
"""Looked for one by one: a page is searched for a word twenty times faster than for a pattern."""
_LABELS_BY_PIECE = by_piece(_LABELS)
_LABELLED = re.compile(
    rf"(?:{'|'.join(_LABELS)})"
    r"(?: on| am| le| el| il| op)?(?: the)?\s*+:?\s*+\[?\s*+"
    r"(?=<|\d|[A-Z]\w{2,8}\.? \d)",
    re.IGNORECASE,
)
_CALENDAR = re.compile(r"calendar(?:-[a-z]{1,8})?\b[^<>]{0,60}>")
_OF_ICONS = re.compile(r"(?:icon|\bfa|\bbi)-(?:[a-z]{2,8}-)?\Z")
"""What stands before it in Bootstrap's, Font Awesome's and most other icon fonts."""
FONT_SPAN = 14
"""Characters of the longest of these."""
_QUOTED_DAY = re.compile(r'"\d{4}-\d\d-\d\d')
"""Stands in every match of the next, and is looked for five times faster."""
_IN_SCRIPT = re.compile(
    r'\\?"(?:datePublished|date_published|published_?at|published_?on|publish_?date|pub_?date|'
    r'publication_?date|first_publication_date|published_?time|date)\\?"\s*:\s*\\?"'
    r'(\d{4}-\d\d-\d\d[^"\\]{0,20})',
    re.IGNORECASE,
)


def _in_element(marked: Marked, rule: str, place: Place) -> Fact | None:
    text = " ".join(marked.node.text(deep=True, separator=" ").split())
    if len(text) > MAX_LINE:
        return None
    stated = marked.attributes.get("content") or marked.attributes.get("datetime") or ""
    if not stated and marked.tag == "abbr":
        stated = marked.attributes.get("title") or ""
    day = _local(read_date(stated, place.language), text, place.language)
    own_footer = not place.scope.holds(marked.node)
    if not day or (own_footer and not _closes_article(marked, rule, place)):
        return None
    source = "footer" if own_footer else "time" if marked.tag == "time" or stated else "text"
    if "itemprop" in marked.attributes and not own_footer:
        source = "microdata"
    told = () if stated else tuple(dates_in(text, place.language))
    if len(told) > 1:
        return Fact(*told[0], source, marked.selector)
    return Fact(_field(marked, rule, text), day, source, marked.selector)


def _closes_article(marked: Marked, rule: str, place: Place) -> bool:
    """Tell whether a date stands in the article's own footer, as in Twenty Fifteen and Sixteen."""
    return marked.tag == "time" and rule == "date/published" and place.around.holds(marked.node)


def _local(stated: str, text: str, language: str) -> str:
    """Return the stated date, or the day shown where the stated moment is in UTC and it differs."""
    if stated and not stated.endswith(("Z", "+00:00", "+0000")):
        return stated
    shown = read_date(text, language)
    return shown if not stated or _are_neighbours(stated, shown) else stated


def _are_neighbours(one: str, other: str) -> bool:
    if not one or not other:
        return False
    days = [date.fromisoformat(iso[:10]).toordinal() for iso in (one, other)]
    return abs(days[0] - days[1]) == 1


def _field(marked: Marked, rule: str, text: str) -> str:
    """Return whether an element's date is the publication's or the last change's."""
    classes = (marked.attributes.get("class") or "").lower()
    prop = (marked.attributes.get("itemprop") or "").lower()
    # WordPress marks an unchanged post's date with both classes.
    if "published" in classes or "published" in prop or rule == "date/published":
        return "updated" if _UPDATE.search(text) and not _PUBLISH.search(text) else "published"
    if rule == "date/updated" or "modified" in prop:
        around = marked.node.parent
        # Older themes call the only date of a post "updated".
        return "published" if classes == "date updated" or around is None else "updated"
    around = marked.node.parent
    said = around.text(deep=True) if around is not None else text
    return _field_of(said if len(said) <= MAX_LINE else text)


def _field_of(text: str) -> str:
    return "updated" if _UPDATE.search(text) and not _PUBLISH.search(text) else "published"
