"""Character sets as somebody else names them: those of text, and no other codec of Python's.

A mail or a server may name `punycode`, whose decoding takes the square of the bytes, or
`unicode_escape`, or a codec that is none of text. All of these are read as UTF-8.
"""

from __future__ import annotations

import codecs
import re

_TEXT = re.compile(
    r"ascii|big5|cp\d|euc|gb|hp-roman8|hz|iso|johab|koi8|kz1048|latin|mac|ptcp154|shift|tis|utf"
)
_IN_HEADERS = re.compile(
    rb"(=\?|\*[ \t]*=[ \t]*\"?)"
    rb"(?:punycode|idna|unicode[-_]escape|raw[-_]unicode[-_]escape|undefined|oem|mbcs)(?=[?'*])",
    re.I,
)


def text_codec(label: str) -> str:
    """Return the name of Python's codec for a label, or '' where it is none of text."""
    try:
        name = codecs.lookup(label).name
    except (LookupError, ValueError):  # no such codec, or a name with zeros in it
        return ""
    return name if _TEXT.match(name.replace("_", "-")) else ""


def decoded(content: bytes, label: str) -> str:
    """Return characters by a label, by UTF-8 where it names no character set; never raises."""
    return content.decode(text_codec(label) or "utf-8", "replace")


def without_strange_words(content: bytes) -> bytes:
    """Return a message whose headers name no codec but those of text, for the standard library."""
    return _IN_HEADERS.sub(rb"\1utf-8", content)
