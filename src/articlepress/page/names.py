"""Author names as pages write them, split and cleaned: no "By", roles, addresses or accounts.

Takes a byline or a meta's value; gives names in order. The words around names are data
(`rules/names.toml`).
"""

from __future__ import annotations

import html
import re
from functools import cache, lru_cache
from itertools import takewhile

from articlepress.page.dates import month_names, read_date
from articlepress.page.name_words import is_desk, is_institution, is_role, word_lists

MAX_NAME_WORDS = 6
"""Words of the longest name seen in the measured bylines; longer ones are sentences."""
MAX_NAME_CHARACTERS = 60
MAX_INSTITUTION_WORDS = 10
"""Words of "Bayerische Landesanstalt für Wald und Forstwirtschaft - LWF" and two more."""
MAX_INSTITUTION_CHARACTERS = 100
MAX_BYLINE_CHARACTERS = 300
"""A byline of a dozen authors; a longer text is not a byline."""

_TAG = re.compile(r"<[^<>]{1,200}+>")
_ADDRESS = re.compile(r"(?<!\S)[^\s@]++@[^\s.]++\.\S++|https?://[^\s)]+|www\.\S+", re.IGNORECASE)
_HANDLE = re.compile(r"[(\[]?(?<!\w)@\w+[)\]]?")
_BRACKETS = re.compile(r"(?:(?<!\s)\s++)?[(\[（【][^)\]）】\n]{0,300}+[)\]）】][ \t]*+")
_OPEN_BRACKET = re.compile(r"(?:(?<!\s)\s++)?[(\[（【][^)\]）】]{0,300}+$")
_SEPARATOR = re.compile(
    r"(?:(?<![^\S\n\t])[^\S\n\t]++)?(?:[;|/／•·⋅∙‧◦●\n\t]|、|，)\s*+|(?<!\s)\s++(?:&|&amp;|\+)\s++"
)
_SEPARATING = frozenset(";|/／•·⋅∙‧◦●\n\t、，+&")
"""Every separator holds one of these."""
_DASH = re.compile(r"\s(?:[–—-]\s|[–—])")
_SORTED_NAME = re.compile(
    r"([^\W\d][\w'’-]+),\s+([^\W\d][\w.'’-]+(?: (?:de|van|von|der|den|da|di|la|del|y|\w\.))*)"
)
_WORDS_AFTER_NAME = (
    r"(?<!\s)\s++(?:in|on|at|for|from|filed|posted|published|updated|last|"
    # Before a day; "Le", "El" and "den" begin names as well.
    r"(?:am|um|le|el|il|den|dne|op)(?=\s+(?:\d|(?-i:[a-zà-ÿ])|\w+tag\b))|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|im gespräch|erstellt|aktualisiert|veröffentlicht|"
    r"geändert|publié|mis à jour|publicado|actualizado|pubblicato|aggiornato|sponsored|"
    r"leave a|\d+ (?:comments?|min))\b.*$"
)
_DAY_AFTER_NAME = (
    r"(?:(?<!\s)\s++)?(?:[,|·•–—-]\s*+)?\(?\d{1,4}[.:/年-].*$"
    r"|(?<!\s)\s++\d{1,2}(?:st|nd|rd|th)?,?\s.*$"
)
_AFTER_NAME = re.compile(_WORDS_AFTER_NAME, re.IGNORECASE)
"""What follows a name in a byline and begins with none."""
_AFTER_NAME_OR_DAY = re.compile(f"{_WORDS_AFTER_NAME}|{_DAY_AFTER_NAME}", re.IGNORECASE)
"""The same where there are digits; it looks at each character, the other at those behind spaces."""
_ABBREVIATED = re.compile(r"\s(?:[^\W\d_]|\w\.\w|Jr|Sr|Inc|Ltd|Corp|Co)$")
"""A last word whose stop belongs to it: "Ann L.", "Example e.V."."""
_ARROWS = "←→↗↦⇐⇒⟵⟶➔➜➝➞➡⮕▸▶►‣▹▷◀◂‹›❯»"
"""Signs that links end with ("View all posts by … →")."""
_EDGES = f' \t\r\n\u00a0\u200b\ufe0f.,:;|/·•–—-_*"“”«»>{_ARROWS}'


def read_names(text: str, *, site: str = "", strict: bool = False) -> tuple[str, ...]:
    """Return the names a byline or a meta's value holds, each once, in order.

    `strict` asks for the shape of a name (capitals, two words), as running text must; data may name
    an author `kirstin` or `ACME`. A name equal to `site` is dropped when others stand beside it.
    """
    return () if len(text) > MAX_MARKUP else _names(text, site, strict)


MAX_MARKUP = 2_000
"""Characters of a byline with its markup and white space; a longer text is a piece of a page."""


@lru_cache(maxsize=2048)
def _names(text: str, site: str, strict: bool) -> tuple[str, ...]:
    text = _flat(text)
    if not text or len(text) > MAX_BYLINE_CHARACTERS:
        return ()
    if is_desk(desk := text.strip(_EDGES)) or is_desk(desk := clean_name(text)):
        return (_with_stop(desk, text),)
    names: dict[str, str] = {}
    for part in _parts(_DASH.sub("\n", text) if strict else text):
        if _OTHER_TASK in part:
            continue
        name = clean_name(part)
        if name and is_name(name, strict=strict):
            names.setdefault(name.casefold(), name)
    if site and len(names) > 1:
        names.pop(site.casefold(), None)
    # "By Ann Lee, Associated Press" names a person and whom they work for.
    names = {key: name for key, name in names.items() if not is_desk(name)} or names
    if strict and any(" " in name for name in names.values()):
        # Beside a full name a single word is a section, a link or a place.
        names = {key: name for key, name in names.items() if " " in name or _has_cjk(name)}
    return tuple(names.values())


def _has_cjk(name: str) -> bool:
    return not name.isascii() and _cjk().search(name) is not None


@cache
def _cjk() -> re.Pattern[str]:
    # Compiled when it is asked for: a set of this size takes 3 ms.
    return re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


def name_with_role(line: str) -> str:
    """Return the name of a line such as "Ann Smith | Senior Writer | July 2", or nothing.

    A line with a colon at its end leads on to what the person said.
    """
    if _PARTING.isdisjoint(line) or line.endswith(":"):
        return ""
    line = line[:MAX_MARKUP]
    first, *rest = _PARTED.split(line)
    name = clean_name(first)
    if not rest or not 2 <= len(name.split()) <= 4 or not is_name(name, strict=True):
        return ""
    told = any(part and (is_role(part.casefold()) or read_date(part)) for part in rest)
    return name if told else ""


_PARTING = frozenset("|•·⋅,–—-")
_PARTED = re.compile(r"(?:(?<!\s)\s++)?[|•·⋅,]\s*+|\s[–—-]\s")


def cut_byline(line: str) -> str:
    """Return a byline from "By" on without what follows the names: section, place, date."""
    line = line[:MAX_MARKUP]
    if found := word_lists().by.search(line):
        line = line[found.end() :]
    after = _AFTER_NAME_OR_DAY if any(map(str.isdecimal, line)) else _AFTER_NAME
    return " | ".join(_without_month(after.sub("", part)) for part in line.split("|"))


def _without_month(text: str) -> str:
    words = text.rstrip(" .,").rsplit(None, 1)
    return words[0] if len(words) == 2 and words[1].casefold() in month_names()["en"] else text


def clean_name(text: str) -> str:
    """Return a single name without "By" and punctuation around it."""
    text = " ".join(text[:MAX_MARKUP].split())
    if _has_bracket(text):
        text = _OPEN_BRACKET.sub("", text)
    given, text = text, text.strip(_EDGES)
    prefix = word_lists().prefix
    while (found := prefix.match(text)) and found.end() > 0:
        rest = text[found.end() :].strip(_EDGES)
        if rest.startswith("to "):  # "Contributors to …" are named whole.
            break
        text = rest
    text = _without_role(_with_stop(text, given))
    if text.isupper() and len(text.split()) > 1 and text.isascii():
        text = text.title()
    return _once(_without_work(text))


def _without_role(name: str) -> str:
    """Return a name set in capitals without what follows it in small letters ("… Staff Writer").

    Seen: "Par ANN LEE, BEA ORR Envoyées spéciales à Lyon", "By ANN LEE Associated Press".
    """
    words = name.split()
    capitals = list(takewhile(str.isupper, words))
    rest = words[len(capitals) :]
    if not 2 <= len(capitals) <= 4 or not rest or any(map(str.isupper, rest)):
        return name
    # "ANN LEE Jr." and "BBC NEWS Online" are one name.
    told = rest[0].casefold().strip(".")
    goes_on = told in _GENERATIONS or (len(rest) == 1 and not is_role(told))
    is_plain = word_lists().never.isdisjoint(word.casefold() for word in capitals)
    return name if goes_on or not is_plain or len(capitals[-1]) < 2 else " ".join(capitals)


_GENERATIONS = frozenset(("jr", "sr"))


def _with_stop(name: str, given: str) -> str:
    """Return a name with the stop of its last word, where it ends what was given with one."""
    ended = given.rstrip().endswith(".") and _ABBREVIATED.search(name)
    return f"{name}." if ended else name


def _without_work(name: str) -> str:
    """Return a Japanese or Chinese byline's name without the sign behind it ("… 著")."""
    parted = name.rsplit(None, 1)
    return parted[0] if len(parted) == 2 and parted[1] in word_lists().wrote else name


def _once(name: str) -> str:
    """Return a name once that stands twice: to be seen, and again for screen readers."""
    words = name.split()
    half = len(words) // 2
    if len(words) % 2 and words[half].casefold() == "by":  # "By ANN LEE By ANN LEE".
        del words[half]
    return " ".join(words[:half]) if half > 1 and words[:half] == words[half:] else name


_VERSION = re.compile(r"\bv(?:er(?:s\w{0,6})?)?\.?\s?\d+\.\d")
"""What a program's name ends in; seen: `rfcmarkup version 1.111` as the page's creator."""


def _has_bracket(text: str) -> bool:
    return "(" in text or "[" in text or "（" in text or "【" in text


def is_name(name: str, *, strict: bool = False) -> bool:
    """Tell whether a cleaned text can be a person's or an organisation's name."""
    words = name.split()
    is_body = is_institution(name)
    if not words or len(words) > (MAX_INSTITUTION_WORDS if is_body else MAX_NAME_WORDS):
        return False
    if len(name) > (MAX_INSTITUTION_CHARACTERS if is_body else MAX_NAME_CHARACTERS):
        return False
    folded = name.casefold()
    listed = word_lists()
    if folded in listed.nobody or folded in listed.roles or listed.others.match(folded):
        return False
    if folded in listed.places:
        return False
    if not any(map(str.isalpha, name)) or name[0] in "@#&=?{[<":
        return False
    if words[-1] in listed.served or _VERSION.search(folded):
        return False
    if _has_cjk(name):
        return len(name) <= 20
    if not strict:
        return True
    if any(map(str.isdigit, name)) or len(words) > 5 or ": " in name:
        return False
    if is_role(folded) or folded.strip(".") in month_names()[""]:
        return False
    if not listed.never.isdisjoint(folded.split()):
        return False
    return words[0][0].isalpha() and all(map(_is_name_word, words))


def _is_name_word(word: str) -> bool:
    """Tell whether a word can stand in a name: a capital, another script, a particle."""
    if not word[0].islower() or word in word_lists().particles or word[:2] in ("d'", "d’"):
        return True
    # deCasparis, vonTrapp; no macOS.
    joined = _JOINED_PARTICLE.match(word)
    return joined is not None and joined[1] in word_lists().particles


_JOINED_PARTICLE = re.compile(r"([a-z]{2,3})[A-Z][a-z]")


@lru_cache(maxsize=8192)
def folded_name(name: str) -> str:
    """Return a name in the form in which two spellings of it are equal."""
    return " ".join(_WORDS.findall(name.casefold()))


_WORDS = re.compile(r"\w+")


_OTHER_TASK = "\x00"
"""Stands for "(photos)" behind a name: the person took the pictures."""


def _flat(text: str) -> str:
    if "&" in text:
        text = html.unescape(text)
    if "<" in text:
        text = _TAG.sub(" ", text)
    if "@" in text or "//" in text or "www." in text:
        text = _HANDLE.sub(" ", _ADDRESS.sub(" ", text))
    if _has_bracket(text):
        text = _BRACKETS.sub(" ", word_lists().other_task.sub(_OTHER_TASK, text))
    lines = [" ".join(line.split()) for line in text.replace("\xa0", " ").splitlines()]
    return "\n".join(filter(None, lines))


def _parts(text: str) -> list[str]:
    """Split a byline at what parts names, leaving out what follows a name as its role."""
    swapped = _SORTED_NAME.fullmatch(text)
    if swapped and swapped[2].casefold() not in word_lists().roles:
        return [f"{swapped[2]} {swapped[1]}"]
    parts: list[str] = []
    for piece in [text] if _SEPARATING.isdisjoint(text) else _SEPARATOR.split(text):
        for part in piece.split(","):
            if parts and is_role(part.strip(" .").casefold()):
                continue
            if is_institution(part):
                # Whom a person works for; alone it is one name, however many "and" it holds.
                parts += [] if parts else [part]
                continue
            if parts and part.replace(".", "").strip().casefold() in word_lists().degrees:
                continue
            parts += word_lists().joiner.split(f" {part} ")
    return parts
