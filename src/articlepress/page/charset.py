"""Which character set a page's bytes are in, and the characters they make.

The order is what real pages need (of 1,548, 191 declare nothing and are UTF-8, 10 declare another
charset and are UTF-8, 7 declare UTF-8 and are not): mark, valid UTF-8, declaration, detection.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from articlepress.charsets import text_codec
from articlepress.diagnostics import Notes, counted

DECLARATION_BYTES = 100_000
"""How far a declaration is looked for; themes print kilobytes of scripts before it."""
DETECTION_BYTES = 60_000
"""Most bytes given to the detector: its cost grows with them, its answer does not."""
STRAY_SHARE = 0.1
"""A page is damaged UTF-8, not another charset, when fewer than a tenth of its sequences fail."""

_META = re.compile(rb"<meta\b[^<>]*?\bcharset\s*+=\s*+[\"']?\s*+([\w.:-]+)", re.I)
_XML = re.compile(rb"\A\s*<\?xml[^>]*\bencoding\s*=\s*[\"']([\w.:-]+)", re.I)
# What opens and never closes is given up where the next one opens: the work stays linear.
_NOISE = re.compile(
    rb"<!--(?:[^<-]++|-(?!->)|<(?!!--))*+-->"
    rb"|<(script|style)\b(?:[^<]++|<(?!/?(?:script|style)\b))*+</\1\s*>",
    re.I,
)
_DOCUMENT = re.compile(rb"<!doctype\b|<html[\s>]", re.I)
_LANGUAGE = re.compile(rb"<html\b[^<>]*?\slang\s*+=\s*+[\"']?([a-z]{2,3})\b", re.I)
_WESTERN = frozenset(b"en fr de es it pt nl sv da nb nn no fi is ca eu gl ga af".split())
"""Languages whose legacy pages are in windows-1252."""
_TAGS = re.compile(rb"<[^<>]*>")

# The labels whose meaning on the web is not the codec's of that name.
# Source: https://encoding.spec.whatwg.org/#names-and-labels
_WEB_LABELS = {
    "windows-1252": (
        "ascii us-ascii ansi_x3.4-1968 latin1 latin-1 l1 iso-8859-1 iso8859-1 iso_8859-1 iso88591 "
        "cp819 ibm819 x-cp1252"
    ),
    "windows-1254": "latin5 l5 iso-8859-9 iso8859-9 iso_8859-9 iso88599 x-cp1254",
    "windows-874": "tis-620 iso-8859-11 iso8859-11 iso885911 dos-874",
    "gb18030": "gb2312 gbk chinese gb_2312 gb_2312-80 x-gbk csgb2312 iso-ir-58",
    "cp932": "shift_jis shift-jis sjis x-sjis windows-31j ms_kanji ms932 csshiftjis",
    "cp949": "euc-kr korean ks_c_5601-1987 ks_c_5601-1989 ksc5601 ksc_5601 windows-949 cseuckr",
    "big5hkscs": "big5 big5-hkscs cn-big5 x-x-big5 csbig5",
    "mac-roman": "macintosh mac x-mac-roman csmacintosh",
    "mac-cyrillic": "x-mac-cyrillic x-mac-ukrainian",
    "koi8-r": "koi koi8 koi8_r cskoi8r",
    "koi8-u": "koi8-ru",
    "utf-8": "utf8 unicode-1-1-utf-8 unicode11utf8 unicode20utf8 x-unicode20utf8",
    # A page whose ASCII could be read to find the label is not in UTF-16.
    "utf-8 ": "utf-16 utf-16le utf-16be unicode ucs-2 iso-10646-ucs-2 csunicode",
}
_LABELS = {label: name.strip() for name, row in _WEB_LABELS.items() for label in row.split()}
_ESCAPED = {"iso-2022-jp", "csiso2022jp", "hz-gb-2312"}
"""Charsets made of ASCII bytes, which valid UTF-8 must not win over."""


@dataclass(frozen=True, slots=True)
class Characters:
    """What bytes say."""

    text: str
    utf8: bool = False
    """Whether the bytes are this text in UTF-8, with nothing before or beside it."""


def decode_bytes(content: bytes, notes: Notes) -> Characters:
    """Return the characters of a page's bytes, each undecodable byte replaced and reported."""
    for mark, name in _MARKS:
        if content.startswith(mark):
            return Characters(_decoded(content[len(mark) :], name, notes))
    if b"\0" in content[:200]:
        wide = "utf-16-be" if content[:1] == b"\0" else "utf-16-le"
        return Characters(_decoded(content, wide, notes))
    ascii_only = content.isascii()
    if ascii_only and (b"\x1b" in content or b"~{" in content):
        label = declared(content)
        if label in _ESCAPED:
            return Characters(_decoded(content, "iso2022_jp" if "jp" in label else "hz", notes))
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return Characters(_decode_legacy(content, declared(content), notes))
    if not ascii_only and not _says_utf8(content):
        label = declared(content)
        if canonical(label) not in ("", "utf-8"):
            notes.info("AP102", f"declares {label!r} and is valid UTF-8; read as UTF-8")
    return Characters(text, utf8=True)


def _says_utf8(content: bytes) -> bool:
    """Tell at a glance what nearly every page declares."""
    found = _META.search(content, 0, DECLARATION_BYTES)
    return found is not None and found[1].lower() == b"utf-8"


_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def declared(content: bytes) -> str:
    """Return the charset label the document itself declares, in lower case, or an empty string.

    What stands before the doctype is no part of the document: a server's message may quote tags.
    """
    start = _DOCUMENT.search(content, 0, DECLARATION_BYTES)
    xml = _XML.match(content)
    head = content[start.start() if start else 0 :][:DECLARATION_BYTES]
    found = _META.search(_NOISE.sub(b"", head)) or xml
    return found[1].decode("ascii", "replace").lower() if found else ""


def canonical(label: str) -> str:
    """Return the codec the web means by a label, or an empty string for an unknown one."""
    name = _LABELS.get(label, label)
    return text_codec(name) if name else ""


def _decode_legacy(content: bytes, label: str, notes: Notes) -> str:
    """Return the characters of bytes that are not valid UTF-8."""
    name = canonical(label)
    if name in ("", "utf-8"):
        if _is_damaged_utf8(content):
            return _decode_damaged(content, notes)
        detected = _detect(content)
        if name:
            notes.warn("AP102", f"declares {label!r} and is not; read as {detected}")
        name = detected
    return _decoded(content, name, notes)


def _is_damaged_utf8(content: bytes) -> bool:
    text = content.decode("utf-8", "replace")
    strays = text.count("\ufffd")
    letters = sum(1 for c in text[:400_000] if c > "\x7f" and c != "\ufffd")
    return strays <= letters * STRAY_SHARE


def _decode_damaged(content: bytes, notes: Notes) -> str:
    # A stray byte among UTF-8 is mostly a windows-1252 quotation mark somebody pasted.
    text = content.decode("utf-8", "articlepress-stray")
    count = content.decode("utf-8", "replace").count("\ufffd")
    notes.warn("AP103", f"{counted(count, 'byte')} outside UTF-8 read as windows-1252")
    return text


def _read_stray(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)
    stray = error.object[error.start : error.end]
    return stray.decode("windows-1252", "replace"), error.end


codecs.register_error("articlepress-stray", _read_stray)


def _decoded(content: bytes, name: str, notes: Notes) -> str:
    try:
        return content.decode(name)
    except UnicodeDecodeError:
        text = content.decode(name, "replace")
    lost = text.count("\ufffd")
    if name not in ("windows-1252", "cp1252"):  # its five holes are C1 controls, repaired later
        notes.warn("AP103", f"{lost} characters that are no {name} were replaced by U+FFFD")
        return text
    return content.decode("windows-1252", "articlepress-control")


def _read_control(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)
    return error.object[error.start : error.end].decode("latin-1"), error.end


codecs.register_error("articlepress-control", _read_control)


def _detect(content: bytes) -> str:
    """Return the most likely codec for bytes that declare nothing true."""
    language = _LANGUAGE.search(content[:DECLARATION_BYTES])
    if language and language[1].lower() in _WESTERN:
        # Few accents read as well in any Latin charset: `señor` as `seńor`.
        return "cp1252"
    # imported here: 30 ms of CPU that only undeclared legacy pages pay
    from charset_normalizer import from_bytes

    words = _TAGS.sub(b" ", _NOISE.sub(b" ", content))
    lines = [line for line in words.splitlines() if not line.isascii()]
    sample = b"\n".join(lines)[:DETECTION_BYTES]
    matches = list(from_bytes(sample, enable_fallback=False)) if sample else []
    if not matches:
        return "cp1252"
    name = canonical(matches[0].encoding.replace("_", "-"))
    return name if name not in ("", "utf-8", "ascii") else "cp1252"
