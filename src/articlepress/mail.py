"""Bytes to a message of the standard library, however broken its headers and deep its parts."""

from __future__ import annotations

import email
import email.policy
import re
from email.message import Message
from email.policy import Policy

from articlepress.charsets import decoded, without_strange_words
from articlepress.errors import SourceError
from articlepress.limits import keep

BROKEN = (ValueError, LookupError, AttributeError, TypeError, RecursionError)
"""What the standard library raises over headers no program writes, and over parts in parts."""
_HEAD_END = re.compile(rb"\r?\n\r?\n")
_FIELD = re.compile(rb"^[!-9;-~]+:[^\n]*+(?:\n[ \t][^\n]*+)*+", re.MULTILINE)
_PART_FIELD = re.compile(rb"^content-[a-z-]{2,40}:[^\n]*+(?:\n[ \t][^\n]*+)*+", re.M | re.I)


def parse_message(
    content: bytes, name: str = "", policy: Policy = email.policy.compat32
) -> Message:
    """Return a message; `policy` says how headers are read.

    Raises:
        SourceError: it nests so deep, or is so broken, that nobody can read it.
        LimitExceeded: it has a longer header, or more parts, than any letter.
    """
    _keep_bounds(content, name)
    try:
        parsed: Message = email.message_from_bytes(without_strange_words(content), policy=policy)
    except BROKEN as error:
        raise SourceError(f"is a broken message: {type(error).__name__}", where=name) from error
    return parsed


def text_of(part: Message) -> str:
    """Return the characters of a part, in the charset it names; empty where it holds parts."""
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes):
        return ""
    return decoded(content, part.get_content_charset() or "utf-8")


def _keep_bounds(content: bytes, name: str) -> None:
    end = _HEAD_END.search(content)
    head = content[: end.start()] if end else content
    for place, pattern in ((head, _FIELD), (content, _PART_FIELD)):
        longest = max((len(found[0]) for found in pattern.finditer(place)), default=0)
        keep("header_bytes", longest, name)
    keep("boundaries", content.count(b"\n--"), name)
