"""A `.eml` taken apart for the linter: its HTML, its headers and what pictures refer to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email.message import Message as MimePart
from email.policy import SMTP

from articlepress.mail import parse_message, text_of

MAX_PARTS = 500
"""Parts looked at; a message with more is an archive, no newsletter."""

_CID = re.compile(r"[\"'(]cid:([^\"')\s>]+)")
_ENCODED = re.compile(r"=\?[^?]+\?[bq]\?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Message:
    """What the linter asks of a message."""

    html: str | None
    has_text: bool
    missing_cids: tuple[str, ...]
    header_faults: tuple[str, ...]
    has_list_unsubscribe: bool


def read_message(content: bytes, name: str = "") -> Message:
    """Return a message's parts; damaged ones are read as far as they go."""
    # `SMTP` parses headers as objects, which raises on some damage; the raw view does not.
    message = parse_message(content, name, SMTP)
    html: str | None = None
    has_text = False
    cids: set[str] = set()
    for number, part in enumerate(message.walk()):
        if number > MAX_PARTS:
            break
        kind = part.get_content_type()
        if kind == "text/html" and html is None:
            html = text_of(part)
        has_text = has_text or kind == "text/plain"
        cids.add(_raw(part, "Content-ID").strip().strip("<>"))
    wanted = dict.fromkeys(_CID.findall(html or ""))
    return Message(
        html,
        has_text,
        tuple(cid for cid in wanted if cid not in cids),
        tuple(_faults(message, content)),
        bool(_raw(message, "List-Unsubscribe")),
    )


def _raw(part: MimePart, name: str) -> str:
    """Return a header's bytes as they stand; the parsed view may raise."""
    return next((str(value) for key, value in part.raw_items() if key.lower() == name.lower()), "")


def _faults(message: MimePart, content: bytes) -> list[str]:
    faults = [
        f"no {name}"
        for name in ("Subject", "From", "Date", "Message-ID")
        if not _raw(message, name)
    ]
    if _ENCODED.search(_raw(message, "List-Unsubscribe")):
        faults.append("List-Unsubscribe is an encoded word; one-click unsubscribe breaks")
    head = content.partition(b"\r\n\r\n")[0]
    if b"\r\n" in head and re.search(rb"(?<!\r)\n", content):
        faults.append("lines end with a bare LF beside CRLF")
    return faults
