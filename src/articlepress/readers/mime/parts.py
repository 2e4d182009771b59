"""The parts of a MIME message: its page, its plain text, its pictures by address.

Source: RFC 2557 (pages as messages), RFC 2392 (`cid:`).
"""

from __future__ import annotations

import email.policy
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import EmailMessage, Message

from articlepress.errors import LimitExceeded, SourceError
from articlepress.mail import BROKEN, parse_message, text_of
from articlepress.source import Source

MAX_PARTS = 5_000
"""Parts read of one message; a page with all its pictures, fonts and frames has hundreds."""
CONTINUED = "continuation of the article"
"""`Content-Description` of the pages a fetched article goes on to."""
MAX_DEPTH = 30
"""Messages inside messages; forwarding makes a few."""


@dataclass(slots=True)
class Parts:
    """What a message holds."""

    message: EmailMessage
    html: bytes = b""
    """Where its charset is stated, in UTF-8 with a byte order mark: nothing inside can say
    otherwise."""
    location: str = ""
    """Address of the page."""
    text: str = ""
    more: list[tuple[bytes, str]] = field(default_factory=list)
    """Further pages of the article with their addresses."""
    files: dict[str, bytes] = field(default_factory=dict)
    """Pictures by the addresses the page has for them, `cid:` ones included."""


def read_parts(source: Source) -> Parts:
    """Return the parts of a message.

    Raises:
        SourceError: the bytes are no message.
        LimitExceeded: it has more parts than any page.
    """
    parsed = parse_message(source.content, source.name, email.policy.default)
    try:
        if not isinstance(parsed, EmailMessage) or not (
            parsed["content-type"] or parsed["subject"]
        ):
            raise SourceError("is no message: it has no headers", where=source.name)
        parts = Parts(parsed)
        for number, part in enumerate(_leaves(parsed)):
            if number >= MAX_PARTS:
                raise LimitExceeded(f"has over {MAX_PARTS:,} parts", where=source.name)
            _take(part, parts)
    except BROKEN as error:
        raise SourceError(f"is a broken message: {error}", where=source.name) from error
    return parts


def _leaves(message: Message) -> Iterator[Message]:
    above: list[tuple[Message, int]] = [(message, 0)]
    while above:
        part, depth = above.pop()
        if not part.is_multipart():
            yield part
        elif depth < MAX_DEPTH:
            inside = part.get_payload()
            children = [child for child in inside if isinstance(child, Message)]
            above.extend((child, depth + 1) for child in reversed(children))


def _take(part: Message, parts: Parts) -> None:
    kind = part.get_content_type()
    if part.get_content_disposition() == "attachment" and not kind.startswith("image/"):
        return
    location = str(part["content-location"] or "").strip()
    if kind in ("text/html", "application/xhtml+xml"):
        if not parts.html:
            parts.html, parts.location = _markup(part), location
        elif part["content-description"] == CONTINUED:
            parts.more.append((_markup(part), location))
    elif kind == "text/plain" and not parts.text:
        parts.text = text_of(part)
    elif kind.startswith("image/"):
        content = part.get_payload(decode=True)
        if isinstance(content, bytes) and content:
            if part["content-id"]:
                parts.files[f"cid:{str(part['content-id']).strip().strip('<>')}"] = content
            if location:
                parts.files[location] = content


def _markup(part: Message) -> bytes:
    if part.get_content_charset():
        return text_of(part).encode("utf-8-sig", "replace")
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""
