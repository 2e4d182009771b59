"""The check of web pages: our own laws, then the W3C's Nu Html Checker where it is installed."""

from __future__ import annotations

from articlepress.check import Check
from articlepress.check.html.judge import is_web_page, judge

CHECK = Check(
    name="html",
    suffixes=(".html", ".htm"),
    run=judge,
    summary="links, pictures, self-containment; the Nu Html Checker when installed",
    claims=is_web_page,
)

__all__ = ["CHECK", "is_web_page", "judge"]
