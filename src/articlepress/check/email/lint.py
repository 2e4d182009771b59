"""Findings for one email: each with its rule, its line, the clients it hits and the remedy."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Literal, TypedDict, cast

from articlepress.check import Check, Finding, content_of
from articlepress.check.email import content, frame
from articlepress.check.email.clients import Feature, chosen_clients, features
from articlepress.check.email.features import Use, used_features
from articlepress.check.email.mime import read_message
from articlepress.check.email.tokens import Document, tokenize
from articlepress.diagnostics import Severity

MAX_PLACES = 5
"""Places one rule names; the rest are counted."""

RULES: dict[str, frame.Rule] = {
    "EM01": frame.doctype, "EM02": frame.html_lang, "EM03": frame.text_direction,
    "EM04": frame.charset, "EM05": frame.viewport, "EM06": frame.title,
    "EM07": frame.color_scheme, "EM08": frame.dark_css, "EM09": frame.apple_metas,
    "EM10": frame.has_preheader, "EM11": frame.preheader_length, "EM12": frame.clip_size,
    "EM13": frame.room_size, "EM14": frame.presentation_role, "EM15": frame.table_spacing,
    "EM16": frame.ghost_table, "EM17": frame.container, "EM18": frame.pixels_per_inch,
    "EM19": content.picture_alt, "EM20": content.picture_width, "EM21": content.picture_address,
    "EM22": content.picture_format, "EM23": content.picture_display,
    "EM24": content.responsive_pictures, "EM25": content.link_address, "EM26": content.link_https,
    "EM27": content.link_tracking, "EM28": content.link_words, "EM29": content.unsubscribe,
    "EM30": content.view_online, "EM31": content.text_font, "EM32": content.font_stack,
    "EM33": content.removed_elements, "EM34": frame.external_css, "EM35": frame.style_size,
    "EM36": content.heading_order, "EM37": content.gmail_css, "EM38": content.outlook_css,
    "EM39": content.no_layout_css, "EM40": frame.line_length,
}  # fmt: skip


class _RuleText(TypedDict):
    severity: Severity
    title: str
    remedy: str


@cache
def rule_texts() -> dict[str, _RuleText]:
    """Return each rule's severity, title and remedy by its code."""
    text = resources.files(__package__).joinpath("rules.toml").read_text("utf-8")
    # cast: the file is ours, and a test reads every row.
    return cast("dict[str, _RuleText]", tomllib.loads(text))


def lint_html(html: str, path: Path, clients: Iterable[str] = ()) -> list[Finding]:
    """Return what is wrong with an email's HTML: the rules' findings, then the clients'.

    Raises:
        UsageError: a client nobody knows.
    """
    document = tokenize(html)
    found = [finding for code in RULES for finding in _rule(code, document, path)]
    chosen = chosen_clients(tuple(clients))
    for use in used_features(document).values():
        found += _support(use, features()[use.slug], chosen, path)
    return found


def _rule(code: str, document: Document, path: Path) -> Iterator[Finding]:
    row = rule_texts()[code]
    places = list(RULES[code](document))
    for number, (position, detail) in enumerate(places[:MAX_PLACES]):
        more = len(places) - MAX_PLACES
        message = f"{row['title']}: {detail}" if detail else row["title"]
        if number == MAX_PLACES - 1 and more > 0:
            message += f" (and {more} more)"
        line = document.line(position)
        yield Finding(code, row["severity"], message, path, f"line {line}", row["remedy"])


def _support(use: Use, feature: Feature, clients: frozenset[str], path: Path) -> Iterator[Finding]:
    groups: tuple[tuple[frozenset[str], Literal["not", "only partly"]], ...] = (
        (feature.unsupported & clients, "not"),
        (feature.partly & clients, "only partly"),
    )
    for hit, how in groups:
        if not hit:
            continue
        # An extra in <style> does no harm where it is missing: base style stands in attributes.
        severity: Severity = "warning" if how == "not" and use.carries_content else "info"
        yield Finding(
            feature.slug,
            severity,
            f"{feature.title} in {use.where} is {how} shown by {', '.join(sorted(hit))}",
            path,
            f"line {use.line}",
            f"see https://www.caniemail.com/features/{feature.slug}/",
        )


def lint_message(raw: bytes, path: Path, clients: Iterable[str] = ()) -> list[Finding]:
    """Return what is wrong with a `.eml`: its headers and parts, then its HTML."""
    message = read_message(raw, str(path))
    found: list[Finding] = []

    def tell(code: str, detail: str = "", place: str = "headers") -> None:
        row = rule_texts()[code]
        text = f"{row['title']}: {detail}" if detail else row["title"]
        found.append(Finding(code, row["severity"], text, path, place, row["remedy"]))

    for fault in message.header_faults:
        tell("EM50", fault)
    if not message.has_list_unsubscribe:
        tell("EM54")
    if not message.has_text:
        tell("EM52", place="parts")
    for cid in message.missing_cids:
        tell("EM53", f"cid:{cid}", "parts")
    if message.html is None:
        tell("EM51", place="parts")
        return found
    # Quoted-printable and base64 have short lines, so EM40 has nothing to say here.
    in_html = [f for f in lint_html(message.html, path, clients) if f.code != "EM40"]
    return found + [replace(f, place=f"HTML part, {f.place}") for f in in_html]


def lint_file(path: Path, clients: Iterable[str] = ()) -> list[Finding]:
    """Return what is wrong with a file, a message or HTML by its suffix.

    Raises:
        SourceError: the file cannot be read.
    """
    raw = content_of(path)
    if path.suffix.lower() == ".eml":
        return lint_message(raw, path, clients)
    return lint_html(raw.decode("utf-8", "replace").removeprefix("\ufeff"), path, clients)


def check_for_clients(clients: tuple[str, ...] = ()) -> Check:
    """Return the email check for some mail clients; for the most used without any.

    Raises:
        UsageError: a client nobody knows.
    """
    chosen_clients(clients)

    def run(paths: Sequence[Path]) -> Iterator[Finding]:
        for path in paths:
            yield from lint_file(path, clients)

    return Check(
        name="email",
        suffixes=(".newsletter.html", ".html", ".htm", ".eml"),
        run=run,
        summary="40 rules of email HTML, and what mail clients show (caniemail.com)",
    )


CHECK = check_for_clients()
