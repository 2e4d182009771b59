"""Bytes to a message of the standard library, however broken its headers and deep its parts."""

from __future__ import annotations

import email
import email.policy
from email.message import Message
from email.policy import Policy

from articlepress.charsets import without_strange_words
from articlepress.errors import SourceError

BROKEN = (ValueError, LookupError, AttributeError, TypeError, RecursionError)
"""What the standard library raises over headers no program writes, and over parts in parts."""


def parse_message(
    content: bytes, name: str = "", policy: Policy = email.policy.compat32
) -> Message:
    """Return a message; `policy` says how headers are read.

    Raises:
        SourceError: it nests so deep, or is so broken, that nobody can read it.
    """
    try:
        parsed: Message = email.message_from_bytes(without_strange_words(content), policy=policy)
    except BROKEN as error:
        raise SourceError(f"is a broken message: {type(error).__name__}", where=name) from error
    return parsed
