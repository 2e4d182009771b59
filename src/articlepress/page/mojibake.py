"""Characters that were decoded wrongly before the page was saved, set right where that is sure."""

from __future__ import annotations

import re

from articlepress.diagnostics import Notes, Origin, counted, excerpt

MIN_REPAIRS = 2
"""A single match may be meant ("MANHÃ»"); two are a damaged page."""

_C1 = re.compile("[\x80-\x9f]")
# Searched first: in bytes the patterns have a fixed start, which makes the scan ten times faster.
_C1_BYTES = re.compile(b"\xc2[\x80-\x9f]")
_SURE_BYTES = re.compile(b"\xc3(?:\x83|\xa2\xe2(?:\x80\x9e|\x82\xac))")
"""What every match of `_SURE` begins with: `Ã`, `â„`, `â€`."""
_UNDEFINED = (0x81, 0x8D, 0x8F, 0x90, 0x9D)
_C1_MEANT = {
    chr(code): "" if code in _UNDEFINED else bytes([code]).decode("cp1252")
    for code in range(0x80, 0xA0)
}

# UTF-8 read as windows-1252: a lead byte's character, then one or two continuation bytes'.
_CONTINUATION = "\x81\x8d\x8f\x90\x9d" + "".join(
    bytes([code]).decode("cp1252", "ignore") for code in range(0x80, 0xC0)
)
_TAIL = "[" + re.escape(_CONTINUATION) + "]"
_MOJIBAKE = re.compile(f"[ÂÃÄÅ]{_TAIL}|â€?{_TAIL}{{1,2}}")
# UTF-8 read as ISO 8859-1: the bytes themselves, those from 0x80 to 0x9F as C1 controls.
_LATIN1 = re.compile("[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_WIDE = re.compile("[\u0100-\U0010ffff]")
_SURE = re.compile("â€|â„¢|Ã[\x80-\xbf©¨¤¶¼§¡³±º]")


def repair(text: str, notes: Notes, utf8: bytes | None = None) -> str:
    """Return the text with doubly encoded characters and C1 controls set right, and say so.

    `utf8` are bytes the text was read from, where they are UTF-8.
    """
    if text.isascii():
        return text
    if utf8 is None:
        utf8 = text.encode("utf-8", "surrogatepass")
    has_controls = _C1_BYTES.search(utf8) is not None
    if has_controls and (repaired := _repair_latin1(text, notes)) is not text:
        text = repaired
        utf8 = text.encode("utf-8", "surrogatepass")
        has_controls = _C1_BYTES.search(utf8) is not None
    # Without a sure one the others count for nothing, and an `â` stands in every French page.
    if _SURE_BYTES.search(utf8) and (repaired := _repair_mojibake(text, notes)) is not text:
        text = repaired
        has_controls = _C1.search(text) is not None
    return _repair_controls(text, notes) if has_controls else text


def _repair_controls(text: str, notes: Notes) -> str:
    count = len(_C1.findall(text))
    if count:
        # Not `translate`, which looks every character of the page up in the table.
        text = _C1.sub(lambda found: _C1_MEANT[found[0]], text)
        what = counted(count, "control character")
        notes.info("AP104", f"{what} read as windows-1252 punctuation")
    return text


def _repair_latin1(text: str, notes: Notes) -> str:
    """Return the text with UTF-8 that was read as ISO 8859-1 set right.

    A C1 control is never meant, and one among bytes that are valid UTF-8 proves what happened.
    """
    runs = [run for run in _LATIN1.findall(text) if _C1.search(run) and _decoded(run)]
    if not runs:
        return text
    _tell(runs, _decoded(runs[0]), notes)
    # Wholly mis-decoded text has no character of two bytes; in any other, "CAFÉ»" is meant.
    wholly = _WIDE.search(text) is None

    def set_right(found: re.Match[str]) -> str:
        run = found[0]
        return (_decoded(run) if wholly or _C1.search(run) else "") or run

    return _LATIN1.sub(set_right, text)


def _tell(runs: list[str], shown: str, notes: Notes) -> None:
    what = counted(len(runs), "mis-decoded character")
    notes.warn("AP104", f"{what} repaired: {shown}", Origin())


def _decoded(run: str) -> str:
    try:
        return run.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return ""


def _repair_mojibake(text: str, notes: Notes) -> str:
    if not _SURE.search(text):
        return text
    runs = [found[0] for found in _MOJIBAKE.finditer(text) if _round_trip(found[0])]
    if len(runs) < MIN_REPAIRS or not any(_SURE.match(run) for run in runs):
        return text
    _tell(runs, excerpt(f"{runs[0]} is {_round_trip(runs[0])}"), notes)
    return _MOJIBAKE.sub(lambda found: _round_trip(found[0]) or found[0], text)


def _round_trip(run: str) -> str:
    """Return what the run was before it was mis-decoded, or an empty string."""
    try:
        # The five bytes windows-1252 leaves undefined pass through as controls.
        packed = b"".join(
            bytes([ord(c)])
            if ord(c) < 0x100 and c in "\x81\x8d\x8f\x90\x9d"
            else c.encode("cp1252")
            for c in run
        )
        return packed.decode("utf-8")
    except UnicodeError:
        return ""
