"""Raised and lowered characters for plain text: 10⁶, m², H₂O.

Takes the words of a superscript or subscript; letters stay as they are, for Unicode has but some.

Source: https://www.unicode.org/charts/PDF/U2070.pdf
"""

from __future__ import annotations

_PLAIN = "0123456789+-−=()"
_RAISED = str.maketrans(_PLAIN, "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾")
_LOWERED = str.maketrans(_PLAIN, "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")


def shifted(words: str, *, raised: bool) -> str:
    """Return words in raised or lowered characters where there is one for each, else unchanged."""
    if not words.strip() or set(words) - set(_PLAIN) - {" "}:
        return words
    return words.translate(_RAISED if raised else _LOWERED)
