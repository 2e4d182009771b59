"""The email linter: HTML and `.eml` files against 40 rules and what mail clients show."""

from articlepress.check.email.lint import CHECK, check_for_clients, lint_html, lint_message

__all__ = ["CHECK", "check_for_clients", "lint_html", "lint_message"]
