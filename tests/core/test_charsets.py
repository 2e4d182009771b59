"""Character sets named to hurt: codecs that are none of text, or whose work grows as the square."""

from __future__ import annotations

import base64
import time

import pytest

from articlepress.audit import audit_bytes
from articlepress.charsets import decoded, text_codec
from articlepress.mail import parse_message
from articlepress.pipeline import read
from articlepress.source import Source
from articlepress.walk import plain_text
from trees import column

STRANGE = (
    "punycode", "idna", "unicode_escape", "raw-unicode-escape", "undefined", "hex", "zlib",
    "base64", "rot13", "uu", "quopri", "none-such", "x\0y", "",
)  # fmt: skip
WORDS = "The café closed early, and nobody on either bank had asked for it that year. "
SLOW = b"a-" + b"bcd" * 300_000
"""Punycode of which Python decodes 4,000 characters in a second."""


@pytest.mark.parametrize("label", STRANGE)
def test_what_is_no_character_set_is_none(label: str) -> None:
    assert text_codec(label) == ""
    assert decoded("é".encode(), label) == "é"


@pytest.mark.parametrize(
    "label",
    ["utf-8", "UTF8", "latin1", "windows-1252", "shift_jis", "gb18030", "koi8-r", "mac-roman",
     "iso-8859-15", "big5", "euc-kr", "utf-16-le", "cp437", "tis-620"],
)  # fmt: skip
def test_a_character_set_of_text_is_known(label: str) -> None:
    assert text_codec(label)


@pytest.mark.parametrize("label", STRANGE[:-2])
def test_a_page_in_a_strange_charset_is_read(label: str) -> None:
    page = f"<html><head><meta charset={label}></head><body><article><h1>Ice</h1><p>{WORDS * 4}</p>"

    article = read(page.encode("windows-1252"))

    assert "café closed" in plain_text(article.blocks)


def letter(kind: str, head: bytes = b"") -> bytes:
    return (
        b"From: a@example.org\nSubject: Ice\n" + head + b"MIME-Version: 1.0\n"
        b"Content-Type: text/" + kind.encode() + b"; charset=punycode\n\n" + SLOW + b"\n"
    )


@pytest.mark.parametrize("kind", ["plain", "html"])
def test_a_letter_in_a_slow_charset_takes_no_time(kind: str) -> None:
    start = time.process_time()

    read(Source(letter(kind), "x.eml"))
    audit_bytes(column(), "x.eml", letter(kind))

    assert time.process_time() - start < 5


def test_headers_in_a_slow_charset_take_no_time() -> None:
    """Of a length that is read: longer headers are refused."""
    slow = SLOW[:14_000]
    word = base64.b64encode(slow)
    head = b"Subject: =?PunyCode?B?" + word + b"?=\n"
    content = letter("plain", head).replace(b"charset=punycode", b"name*=punycode''" + slow)
    start = time.process_time()

    import email.policy

    message = parse_message(content, policy=email.policy.default)
    str(message["subject"]), message.get_filename(), message.get_content_charset()

    assert time.process_time() - start < 3
