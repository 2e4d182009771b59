"""A title's words made ready for lines: none is left alone in the last, none broken in the middle.

Takes the title's inlines; gives them with what stays on one line marked `together`. The engine
neither balances lines nor knows `word-break: keep-all`.
"""

from __future__ import annotations

import re

from articlepress import nodes as n
from articlepress.walk import inline_text

WIDOW_CHARACTERS = 8
"""Longest word that looks lost on a line of its own below a headline."""
FEWEST_WORDS = 4
"""Words of the shortest title whose last two stay together: fewer stand on one line."""
LAST_IDEOGRAPHS = 4
"""Chinese or Japanese characters of a title's end that stay together: two words, mostly."""
LONGEST_TOGETHER = 14
"""Characters that are kept on one line: half of what the narrowest column's titles hold."""

_WIDE = "\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_WIDE_END = re.compile(f"(?<=[{_WIDE} ]{{8}})[{_WIDE}]{{{LAST_IDEOGRAPHS}}}[^{_WIDE}\\s]{{0,2}}$")
"""The end of a title in a script without blanks that is longer than a few words."""
_HANGUL = re.compile("[\uac00-\ud7a3]")


def headline(title: n.Inlines) -> n.Inlines:
    """Return a title whose last words stay together, and whose Korean words are whole."""
    if not title:
        return title
    *before, last = title
    if _HANGUL.search(inline_text(title)):
        parts = [part for node in title for part in _whole_words(node)]
        return tuple(parts) if len(parts) > len(title) else title
    if not isinstance(last, n.Text):
        return title
    found = _WIDE_END.search(last.text)
    if found:
        return (*before, n.Text(last.text[: found.start()]), _together(found[0]))
    return (*before, *_without_widow(last, len(inline_text(title).split())))


def _together(words: str) -> n.Inline:
    return n.Styled((n.Text(words),), classes=("together",))


def _without_widow(run: n.Text, words: int) -> n.Inlines:
    """Return a title's end whose last word, when short, stays with the one before it."""
    head, space, word = run.text.rpartition(" ")
    if words < FEWEST_WORDS or not head or not space or not 0 < len(word) <= WIDOW_CHARACTERS:
        return (run,)
    start, _, neighbour = head.rpartition(" ")
    if "-" in neighbour and len(neighbour) + len(word) < 2 * LONGEST_TOGETHER:
        # A no-break space would move the break to the hyphen: "food-" above "related searches".
        return (n.Text(start + " "), _together(f"{neighbour} {word}")) if start else (run,)
    return (n.Text(f"{head}\u00a0{word}"),)


def _whole_words(node: n.Inline) -> n.Inlines:
    """Return a run with each Korean word kept whole; between any two syllables it may break."""
    if not isinstance(node, n.Text):
        return (node,)
    parts: list[n.Inline] = []
    plain = ""
    for word in re.split("( )", node.text):
        if 1 < len(word) <= LONGEST_TOGETHER and _HANGUL.search(word):
            parts += (n.Text(plain), _together(word)) if plain else (_together(word),)
            plain = ""
        else:
            plain += word
    return (*parts, n.Text(plain)) if plain else tuple(parts)
