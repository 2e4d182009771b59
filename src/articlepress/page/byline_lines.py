"""Names in the lines around a headline: "By …", a name with its role, a name alone.

Takes the lines; gives the names. A name alone is believed where the page says elsewhere who that
is: a section, a product or an office stands in a line of its own as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from articlepress.page.blocks import Outline
from articlepress.page.dates import may_hold_date, read_date
from articlepress.page.facts import PersonFact
from articlepress.page.name_words import is_announcement, is_plain_name, is_role_line, starts_byline
from articlepress.page.names import cut_byline, name_with_role, read_names
from articlepress.page.scope import Scope
from articlepress.page.survey import Survey

MAX_BY_LINE = 120
"""Characters of a line that begins with "By" and is no sentence."""
ALONE_BELOW = 8
"""Lines below the headline among which one may be a name alone. On the measured pages authors
stand in the first seven, from the ninth on products, sections and press officers."""


def people_in_lines(
    below: Sequence[str], above: Sequence[str], found: Survey
) -> Iterator[PersonFact]:
    """Yield the names in the lines below a headline, then in those above it."""
    yield from _in_lines(below, found, range(ALONE_BELOW))
    # Sections and sites stand above headlines too, however much the page says of them.
    above = above[::-1]
    yield from _in_lines(above, found, range(len(above) - 1, len(above)), is_above=True)


def _in_lines(
    lines: Sequence[str], found: Survey, alone: range, is_above: bool = False
) -> Iterator[PersonFact]:
    """Yield names of lines "By NAME", "NAME | Senior Writer | July 2", and below a lone "By".

    `alone` are the lines that may be a name and no more.
    """
    announced = False
    paragraphs = 0
    # Whom the headline names the article is about.
    headline = found.headline.node.text(deep=True) if found.headline else ""
    for place, text in enumerate(lines):
        if len(text) > MAX_BY_LINE:
            announced = False
            paragraphs += 1
            continue
        if starts_byline(text) or announced:
            # Behind a standfirst stands the byline, behind more text whoever is spoken of.
            source = "by-line" if paragraphs < 2 else "late-by-line"
            for name in read_names(cut_byline(text), strict=True):
                yield PersonFact(name, source, text[:80])
        elif name := _name_behind_day(text):
            yield PersonFact(name, "by-line", text[:80])
        elif name := name_with_role(text):
            yield PersonFact(name, "name-line", text[:80])
        elif place in alone and _is_name_alone(text):
            following = lines[place + 1] if place + 1 < len(lines) else ""
            known = not (is_above or text in headline) and (
                is_role_line(following) or (paragraphs < 2 and found.speaks_of(text))
            )
            if known or found.signs(text):
                yield PersonFact(text, "name-line", text[:80])
        announced = is_announcement(text)


def _name_behind_day(text: str) -> str:
    """Return the first name of a line "5 October 2018 - Posted by ANN LEE - News", or nothing."""
    if text[0] == "©" or len(text.split()) > MAX_DATED_WORDS or not may_hold_date(text):
        return ""
    if not starts_byline(text, anywhere=True) or not read_date(text):
        return ""
    names = read_names(cut_byline(text), strict=True)
    first = names[0] if names else ""
    return first if " " in first and ":" not in first and is_plain_name(first) else ""


MAX_DATED_WORDS = 16
"""Words of a line with section, "By NAME", day and time; a caption that names a day has more."""


def people_signing(flat: Outline, around: Scope) -> Iterator[PersonFact]:
    """Yield names of lines "By NAME" and "Posted by NAME on DATE" anywhere in the article.

    For pages that name nobody else: newspapers sign below the text, older weblogs in its footer.
    """
    for block in flat.blocks:
        text = block.text.lstrip(_OPENINGS)
        reporter = _KOREAN.match(block.text) if block.text[:1] in "([" or len(text) < 60 else None
        is_line = len(text) <= MAX_BY_LINE and starts_byline(text)
        if not (is_line or reporter) or not around.holds(flat.elements[block.element].node):
            continue
        if reporter:
            yield PersonFact(reporter[1] or reporter[2], "signature", text[:80])
            continue
        for name in read_names(cut_byline(text), strict=True):
            # A single word is a name where a day stands behind it.
            if is_plain_name(name) and (" " in name or read_date(text)):
                yield PersonFact(name, "signature", text[:80])


_OPENINGS = " (–—-"
_REPORTER = "(?:선임|전문|수습|인턴|객원)?\\s?(?:기자|특파원)"
_KOREAN = re.compile(
    rf"[(\[][가-힣]{{2,10}}\s?=\s?[^)\]]{{2,20}}[)\]]\s?([가-힣]{{2,4}})\s{_REPORTER}\s?="
    rf"|(?:\[[^\]]{{1,20}}\]\s?)?([가-힣]{{2,4}})\s{_REPORTER}(?:\s?\S{{1,40}}@\S{{1,40}})?\Z"
)
"""How Korean papers sign: "(서울=통신) NAME 기자 = …" before the text, "NAME 기자 a@b.kr" below."""


ARTICLES = frozenset(("The", "Die", "Das", "Les", "Los", "Las"))
"""Begin names of papers and offices, and no person's; "Der", "El", "La" and "Le" begin names."""


def _is_name_alone(text: str) -> bool:
    """Tell whether a line has the shape of one name, in a script whose names have a shape."""
    words = text.split()
    if not 2 <= len(words) <= 4 or text[-1] in ".:!?…":
        return False
    # What `read_names` would refuse at the end of its work. Without capitals nothing can be told.
    if not text[0].isupper() or not is_plain_name(text) or any(map(str.isdigit, text)):
        return False
    if words[0] in ARTICLES:  # A paper's or an office's name.
        return False
    return read_names(text, strict=True) == (text,)
