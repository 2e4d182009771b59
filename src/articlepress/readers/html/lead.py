"""Which of the pictures a page names for itself leads the article.

Takes facts, gives the choice with its evidence. A site names its own sign where it has no picture
of the article: a logo over the text, as wide as the sheet, is a page's furniture.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import unquote, urlsplit

from articlepress.page.facts import Choice, Facts
from articlepress.page.picture_address import PLACEHOLDER

_SIGNS = frozenset(("logo", "logos", "fblogo", "favicon", "placeholder", "default"))
_AROUND_NAMES = """
    og opengraph open graph facebook fb twitter social share sharing card preview image img picture
    site website header banner brand user no small big large wide square dark light white black
    cropped home en de fr es it
"""
_AROUND = frozenset(_AROUND_NAMES.split())
"""Words beside a sign's that say how it is cut, what it is for or in which language it is."""
_WORD = re.compile(r"[^\W\d_]{2,}")
MAX_NAME = 200
"""Characters of a file's name that are looked at."""


def choose_lead(facts: Facts, names: str, shown: Callable[[str], str]) -> Choice:
    """Return the first picture named that is one: no loader's, and not the site's own sign.

    `names` is what the site is called, and its host; `shown` makes an address the one its picture
    is shown by, or nothing.
    """
    own = "".join(_WORD.findall(names.casefold()))
    offered = facts.of("hero")
    for fact in offered:
        name = _file_name(fact.value)
        if not PLACEHOLDER.search(name) and not is_sign(name, own) and shown(fact.value):
            others = tuple(other for other in offered if other.value != fact.value)
            return Choice(fact.value, fact, others)
    return Choice()


def _file_name(address: str) -> str:
    try:
        return unquote(urlsplit(address).path).rpartition("/")[2][:MAX_NAME]
    except ValueError:
        return ""


def is_sign(name: str, own: str) -> bool:
    """Tell whether a file is called a logo, an icon or a stand-in, and nothing besides.

    `own` is the letters of the site's names. `gemini-logo.png` on another site shows what its
    article is about; `default.jpg` alone is what image servers call each of their pictures.
    """
    stem = (name.rpartition(".")[0] or name).casefold()
    said = _WORD.findall(stem)
    signs = [word for word in said if word in _SIGNS]
    if not signs or signs == said == ["default"]:
        return False
    return all(word in _SIGNS or word in _AROUND or word in own for word in said)
