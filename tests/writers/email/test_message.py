"""The MIME message: built, sent through a real SMTP server, received and taken apart."""

from __future__ import annotations

import email
import io
import smtplib
import socket
from dataclasses import replace
from email.message import EmailMessage
from email.policy import SMTP
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articlepress.article import Article
from articlepress.diagnostics import Notes
from articlepress.errors import EmailError
from articlepress.metadata import Date
from articlepress.render.styles import load_style
from articlepress.transforms.credits import place_credits
from articlepress.writers import find_writer
from articlepress.writers.email.compose import Composed
from articlepress.writers.email.message import build_message
from articlepress.writers.email.options import EmlOptions
from trees import column, t

STYLE = load_style("base")
SENDER = "The Courier <news@example.org>"


def eml(article: Article, **options: Any) -> bytes:  # Any: values of several options
    out = io.BytesIO()
    chosen = EmlOptions(**{"sender": SENDER, **options})
    find_writer("eml").write(place_credits(article), chosen, STYLE, Notes(), out)
    return out.getvalue()


def parsed(content: bytes) -> EmailMessage:
    return email.message_from_bytes(content, policy=SMTP)


def test_message_holds_text_html_and_the_pictures_the_html_refers_to() -> None:
    message = parsed(eml(column()))

    kinds = [part.get_content_type() for part in message.walk()]
    html = message.get_body(("html",))
    assert kinds[:4] == ["multipart/alternative", "text/plain", "multipart/related", "text/html"]
    assert html is not None
    pictures = [part for part in message.walk() if part.get_content_maintype() == "image"]
    assert len(pictures) >= 3
    for picture in pictures:
        assert f'src="cid:{picture["Content-ID"].strip("<>")}"' in html.get_content()


def test_both_parts_hold_bio_and_disclaimer_once() -> None:
    message = parsed(eml(column()))

    for kind in ("plain", "html"):
        body = message.get_body((kind,))
        assert body is not None
        words = " ".join(body.get_content().split())
        assert words.count("Marta Quist has written about") == 1
        assert words.count("The views expressed here") == 1


def test_plain_part_is_written_from_the_tree_in_72_columns() -> None:
    body = parsed(eml(column(), address="Street 1\nTown")).get_body(("plain",))

    assert body is not None
    lines = body.get_content().splitlines()
    assert lines[0].startswith("Opinion")
    assert "By Marta Quist and Jon Abel" in lines
    assert max(len(line) for line in lines if "://" not in line) <= 72
    assert [line for line in lines if line.startswith("[1] ")]
    assert lines[-2:] == ["Street 1", "Town"]


def test_every_line_ends_with_crlf_and_body_lines_are_short() -> None:
    content = eml(column())

    assert b"\n" not in content.replace(b"\r\n", b"")
    body = content.partition(b"\r\n\r\n")[2]
    assert max(len(line) for line in body.split(b"\r\n") if b":" not in line) <= 78


def test_same_article_gives_the_same_message(monkeypatch: pytest.MonkeyPatch) -> None:
    first = eml(column())

    monkeypatch.setenv("TZ", "Asia/Tokyo")

    assert eml(column()) == first


def test_another_text_has_another_message_id() -> None:
    other = replace(column(), blocks=column().blocks[:3])

    assert parsed(eml(column()))["Message-ID"] != parsed(eml(other))["Message-ID"]


def test_date_is_the_articles_and_source_date_epoch_goes_before(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert parsed(eml(column()))["Date"] == "Sun, 14 Feb 2021 00:00:00 +0000"

    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")

    assert parsed(eml(column()))["Date"] == "Tue, 14 Nov 2023 22:13:20 +0000"


@pytest.mark.parametrize("length", [20, 76, 200, 900])
def test_unsubscribe_address_is_never_folded_into_encoded_words(length: int) -> None:
    url = "https://example.org/u/" + "x" * (length - 22)

    content = eml(column(), unsubscribe_url=url)

    assert f"\r\nList-Unsubscribe: <{url}>\r\n".encode() in content
    assert b"\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n" in content


def test_unicode_headers_come_back() -> None:
    article = column()
    title = "Blåbær, 港 and “quotes” " + "long " * 30
    article = replace(article, metadata=replace(article.metadata, title=t(title)))

    message = parsed(eml(article, sender="Åse Ørn <ase@example.org>"))

    assert message["Subject"] == title.strip()
    assert message["From"].addresses[0].display_name == "Åse Ørn"


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("sender", "no address"),
        ("sender", "A <a@example.org>\nBcc: x@example.org"),
        ("reply_to", "a@example.org\r\nX: y"),
        ("subject", "Hello\nBcc: x@example.org"),
        ("list_id", "no brackets at all!"),
        ("unsubscribe_url", "https://example.org/a b"),
        ("unsubscribe_url", "https://example.org/\nBcc: x"),
        ("unsubscribe_mailto", "x y"),
        ("unsubscribe_url", "https://example.org/" + "x" * 1000),
    ],
)
def test_header_that_cannot_be_is_an_error(option: str, value: str) -> None:
    with pytest.raises(EmailError):
        eml(column(), **{option: value})


@given(st.text(max_size=60), st.text(max_size=60), st.text(max_size=40), st.text(max_size=60))
def test_no_value_injects_a_header(title: str, name: str, listed: str, url: str) -> None:
    options = EmlOptions(
        sender=f"{name} <a@example.org>",
        list_id=f"{listed} <l.example.org>",
        unsubscribe_url=f"https://example.org/{url}",
    )

    try:
        content = build_message(
            Composed(b"<p>x</p>"), "x", options, subject=title, published=Date("2021-02-14")
        )
    except EmailError:
        return

    allowed = {"subject", "from", "list-id", "list-unsubscribe", "list-unsubscribe-post", "date",
               "message-id", "mime-version", "content-type"}  # fmt: skip
    head = content.partition(b"\r\n\r\n")[0].split(b"\r\n")
    names = {
        line.partition(b":")[0].decode("ascii").lower() for line in head if line[:1] not in b" \t"
    }
    assert names <= allowed
    assert all(line.isascii() and len(line) <= 998 for line in head)


def test_message_passes_a_real_smtp_server_unchanged() -> None:
    aiosmtpd = pytest.importorskip("aiosmtpd.controller")
    received: list[bytes] = []

    class Keep:
        async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
            # Any: aiosmtpd has no types; the name is its protocol's.
            received.append(envelope.original_content)
            return "250 OK"

    sent = eml(column(), unsubscribe_url="https://example.org/u/" + "x" * 150)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    controller = aiosmtpd.Controller(Keep(), hostname="127.0.0.1", port=port)
    controller.start()
    try:
        with smtplib.SMTP("127.0.0.1", port) as client:
            client.sendmail("news@example.org", ["reader@example.org"], sent)
    finally:
        controller.stop()

    before, after = parsed(sent), parsed(received[0])
    assert list(before.items()) == list(after.items())
    parts = list(zip(before.walk(), after.walk(), strict=True))
    assert len(parts) >= 6
    for one, other in parts:
        assert one.get_content_type() == other.get_content_type()
        if not one.is_multipart():
            assert one.get_payload(decode=True) == other.get_payload(decode=True)
