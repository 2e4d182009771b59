"""The marks a language puts around what somebody says."""

from __future__ import annotations

_QUOTES = {
    # Outer and inner marks where they are not the English ones (CLDR).
    "de": "„“‚‘", "cs": "„“‚‘", "da": "”“’‘", "fr": "«»“”", "es": "«»“”", "it": "«»“”",
    "pt": "“”‘’", "ru": "«»„“", "uk": "«»„“", "pl": "„”‚’", "ro": "„”«»", "hu": "„”»«",
    "nl": "‘’“”", "sv": "””’’", "fi": "””’’", "nb": "«»‘’", "el": "«»“”", "ja": "「」『』",
    "zh": "“”‘’", "he": "””’’", "ar": "«»“”", "fa": "«»“”", "tr": "“”‘’", "ca": "«»“”",
}  # fmt: skip


def quotation_marks(language: str) -> str:
    """Return a language's four marks: outer opening and closing, inner opening and closing."""
    return _QUOTES.get(language.partition("-")[0].lower(), "“”‘’")
