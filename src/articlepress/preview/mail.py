"""Newsletters as mail clients differ in showing them.

Takes finished bytes; gives HTML for a sandboxed frame, which needs nothing from elsewhere.
"""

from __future__ import annotations

import re

WIDTHS = (320, 375, 600, 1200)
"""Widths a newsletter is shown at: small and usual phones, a mail pane, a wide window."""

_SCHEME = "(prefers-color-scheme: dark)"
_STYLE = re.compile(r"<style(?:(?!<style).)*?</style>", re.DOTALL | re.IGNORECASE)


def newsletter_page(html: str, *, dark: bool = False, stripped: bool = False) -> str:
    """Return a newsletter as a client shows it: in dark mode, or with its style element gone."""
    if stripped:
        return _STYLE.sub("", html)
    # The frame follows the system's scheme; the question is answered for it.
    return html.replace(_SCHEME, "(min-width: 1px)" if dark else "(max-width: 1px)")


def plain_part(message: bytes) -> str:
    """Return the plain-text part of a message; empty where it has none."""
    from email import message_from_bytes, policy

    part = message_from_bytes(message, policy=policy.default).get_body(("plain",))
    return str(part.get_content()) if part is not None else ""
