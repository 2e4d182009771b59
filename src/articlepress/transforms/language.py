"""Language and direction of an article where its page does not say."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import replace

from articlepress.article import Article
from articlepress.diagnostics import Notes
from articlepress.directions import direction_of
from articlepress.walk import inline_text, plain_text

SAMPLE_CHARACTERS = 20_000
"""Text looked at: a column's length; more cannot change a share by script."""
SHARE_OF_SCRIPT = 0.6
"""Share of letters one script must hold; mixed texts stay unknown. Below 0.6 a page of code with
foreign comments would be claimed."""
FEWEST_LETTERS = 20
"""Fewer letters than these (a title of three words) tell nothing."""

_ONE_LANGUAGE = {
    # Scripts that in practice mean one language on the web; Latin is none of them.
    "GREEK": "el",
    "HEBREW": "he",
    "HANGUL": "ko",
    "THAI": "th",
    "GEORGIAN": "ka",
    "ARMENIAN": "hy",
    "BENGALI": "bn",
    "TAMIL": "ta",
    "TELUGU": "te",
    "KANNADA": "kn",
    "MALAYALAM": "ml",
    "GUJARATI": "gu",
    "GURMUKHI": "pa",
    "SINHALA": "si",
    "KHMER": "km",
    "LAO": "lo",
    "MYANMAR": "my",
    "DEVANAGARI": "hi",
    "KANA": "ja",
    "HAN": "zh",
}
_UKRAINIAN = re.compile("[іїєґ]")
_RUSSIAN = re.compile("[ыэъё]")
_PERSIAN = re.compile("[پچژگ]")
_SERBIAN = re.compile("[ђћџљњј]")


def settle_language(article: Article, notes: Notes | None = None) -> Article:
    """Return the article with its direction, and with a language where its script tells one.

    What the page says stays. A guess is reported as AP307; Latin script is never guessed from.
    """
    metadata = article.metadata
    language = metadata.language
    if not language:
        language = guess_language(_sample(article))
        if language and notes is not None:
            notes.info("AP307", f"language {language!r} taken from the script of the text")
    direction = metadata.direction or direction_of(language)
    if language == metadata.language and direction == metadata.direction:
        return article
    return replace(article, metadata=replace(metadata, language=language, direction=direction))


def guess_language(text: str) -> str:
    """Return the language a text's script tells, or nothing where it tells none."""
    scripts = Counter(
        _script(character) for character in text[:SAMPLE_CHARACTERS] if character.isalpha()
    )
    letters = scripts.total()
    if letters < FEWEST_LETTERS:
        return ""
    if scripts["KANA"] * 10 >= letters and scripts["KANA"] + scripts["HAN"] > letters / 2:
        return "ja"  # Japanese prose mixes kana into Han; a tenth of kana never stands in Chinese
    script, count = scripts.most_common(1)[0]
    if count < SHARE_OF_SCRIPT * letters:
        return ""
    if script == "CYRILLIC":
        return _cyrillic(text.lower())
    if script == "ARABIC":
        return "fa" if len(_PERSIAN.findall(text)) * 100 >= count else "ar"
    return _ONE_LANGUAGE.get(script, "")


def _cyrillic(text: str) -> str:
    ukrainian, russian = len(_UKRAINIAN.findall(text)), len(_RUSSIAN.findall(text))
    if _SERBIAN.search(text) and not russian:
        return "sr"
    if ukrainian > russian:
        return "" if russian else "uk"  # both: Belarusian and others
    return "ru" if russian else ""


def _script(character: str) -> str:
    name = unicodedata.name(character, "").partition(" ")[0]
    if name in ("HIRAGANA", "KATAKANA"):
        return "KANA"
    return "HAN" if name == "CJK" else name


def _sample(article: Article) -> str:
    return inline_text(article.metadata.title) + "\n" + plain_text(article.blocks)
