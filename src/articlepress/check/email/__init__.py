"""The email linter: HTML and `.eml` files against 40 rules and what mail clients show."""

from articlepress.check.email.lint import CHECK, lint_html, lint_message

__all__ = ["CHECK", "lint_html", "lint_message"]
