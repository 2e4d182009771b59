"""A list's numbers as its style writes them: figures, letters, Roman figures."""

from __future__ import annotations

from articlepress import nodes as n

LARGEST_ROMAN = 3_999
"""As in CSS: a billion would be a million letters. Source: CSS Counter Styles 3, 6.1."""


def ordinal(number: int, style: n.ListStyle) -> str:
    """Return a list number in letters, Roman or decimal figures."""
    if style == "decimal" or number < 1:
        return str(number)
    if style.endswith("roman"):
        if number > LARGEST_ROMAN:
            return str(number)
        text = _roman(number)
    else:
        text = ""
        while number:
            number, rest = divmod(number - 1, 26)
            text = chr(97 + rest) + text
    return text.upper() if style.startswith("upper") else text


def _roman(number: int) -> str:
    text = ""
    signs = ["m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"]
    values = (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1)
    for value, sign in zip(values, signs, strict=True):
        while number >= value:
            text += sign
            number -= value
    return text
