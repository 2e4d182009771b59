"""Bytes to characters, and what is cut on the way."""

from __future__ import annotations

import pytest

from articlepress.diagnostics import Notes
from articlepress.errors import SourceError
from articlepress.page.decode import decode_page
from articlepress.source import Source

RUSSIAN = "Привет, мир: это обычный русский текст для проверки кодировки страницы, и не короткий."


def read(content: bytes | str) -> tuple[str, list[str]]:
    notes = Notes()
    packed = content.encode() if isinstance(content, str) else content
    text = decode_page(Source(packed, "page.html"), notes).text
    return text, [d.code for d in notes.diagnostics]


def test_a_mark_wins_over_every_declaration() -> None:
    page = b"\xef\xbb\xbf" + '<html><meta charset="latin-1"><p>é'.encode()

    text, codes = read(page)

    assert text.endswith("é")
    assert codes == []


@pytest.mark.parametrize("name", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_wide_characters_are_read_with_and_without_a_mark(name: str) -> None:
    text, _ = read("<!doctype html><html><p>Müller</p></html>".encode(name))

    assert "Müller" in text


def test_valid_utf8_wins_over_a_lying_declaration() -> None:
    text, codes = read('<html><meta charset="iso-8859-1"><p>déjà vu')

    assert text.endswith("déjà vu")
    assert codes == ["AP102"]


def test_latin1_means_windows_1252() -> None:
    text, _ = read(b"<html><meta charset=iso-8859-1><p>It\x92s \x93caf\xe9\x94")

    assert text.endswith("It’s “café”")


def test_a_declaration_in_a_servers_message_is_not_the_documents() -> None:
    message = b'<b>Warning</b>: got <meta charset="koi8-r">'
    page = b'<!doctype html><html><meta charset="windows-1251"><p>' + RUSSIAN.encode("cp1251")

    text, _ = read(message + page)

    assert RUSSIAN in text


def test_undeclared_legacy_bytes_are_detected() -> None:
    text, _ = read(b"<html><p>" + RUSSIAN.encode("windows-1251"))

    assert RUSSIAN in text


def test_a_page_that_declares_utf8_and_is_not_is_read_and_reported() -> None:
    german = "Der Müller geht über die Straße, und schöner als größer war es früher für alle."

    text, codes = read(b"<html><meta charset=utf-8><p>" + german.encode("latin-1"))

    assert german in text
    assert codes == ["AP102"]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "The señor at the café was quiet that morning, and nobody had come. "),
        ("fr-CA", "Elle était très fâchée; où êtes-vous allés? « Bien sûr. » "),
        ("es", "¿Qué dijo el señor? Nada: se calló, y el café se enfrió. "),
    ],
)
def test_few_accents_are_read_in_the_charset_of_the_pages_language(lang: str, text: str) -> None:
    page = f'<html class=x lang="{lang}"><p>{text * 4}'.encode("windows-1252")

    assert text * 4 in read(page)[0]


def test_a_stray_byte_does_not_turn_utf8_into_another_charset() -> None:
    page = ("<html><p>" + "Füße, Äpfel, Öl und Übel. " * 9).encode() + b"It\x92s"

    text, codes = read(page)

    assert text.endswith("It’s")
    assert "Füße, Äpfel" in text
    assert codes == ["AP103"]


def test_mojibake_is_repaired_when_it_round_trips() -> None:
    text, codes = read("<html><p>Itâ€™s a cafÃ©, â€œquotedâ€\x9d")

    assert text.endswith("It’s a café, “quoted”")
    assert "AP104" in codes


@pytest.mark.parametrize("beside", ["", "Füße ", "日本 "])
def test_control_characters_are_read_as_windows_1252_meant_them(beside: str) -> None:
    text, codes = read(f"<html><p>{beside}\x93one\x94 \x85 two\x81\x8d\x8f\x90\x9d")

    assert text == f"<html><p>{beside}“one” … two"
    assert codes == ["AP104"]


@pytest.mark.parametrize("damaged", ["Itâ€™s, itâ€™s", "cafÃ© and cafÃ©", "Oneâ„¢ and twoâ„¢"])
def test_mojibake_is_found_in_bytes_that_are_no_utf8_too(damaged: str) -> None:
    meant = damaged.encode("cp1252").decode()

    assert read(f"<html><p>{damaged}")[0].endswith(meant)
    assert read(b"<html><meta charset=windows-1252><p>\xe9 " + damaged.encode("cp1252"))[
        0
    ].endswith(meant)


def test_utf8_read_as_latin1_is_repaired() -> None:
    meant = "It’s ✅ “done” – señor 😀"

    text, codes = read(f"<html><p>{meant.encode().decode('latin-1')}")

    assert text.endswith(meant)
    assert codes == ["AP104"]


def test_only_what_is_sure_is_repaired_beside_text_that_is_right() -> None:
    wrong = "It’s".encode().decode("latin-1")

    assert read(f"<html><p>{wrong} CAFÉ» – 99 €")[0].endswith("It’s CAFÉ» – 99 €")


def test_accents_that_only_look_like_mojibake_stay() -> None:
    portuguese = "<html><p>«MANHû e NÃO, Ã e Â"

    assert read(portuguese) == (portuguese, [])


def test_server_messages_before_the_doctype_are_cut_and_told() -> None:
    page = (
        "<br />\n<b>Warning</b>:  Undefined key in <b>/srv/a.php</b> on line <b>3</b><br />\n"
        "<!DOCTYPE html><html><p>text"
    )

    text, codes = read(page)

    assert text == "<!DOCTYPE html><html><p>text"
    assert codes == ["AP101"]


def test_comments_before_the_doctype_are_no_noise() -> None:
    assert read("<!-- saved -->\n<!doctype html><p>x") == ("<!doctype html><p>x", [])


def test_server_messages_inside_the_page_are_cut() -> None:
    page = (
        "<html><p>one</p><br />\n<b>Notice</b>:  Undefined index: x in "
        "<b>/srv/www/theme.php</b> on line <b>12</b><br />\n<p>two"
    )

    text, codes = read(page)

    assert "Undefined" not in text
    assert "one" in text
    assert "two" in text
    assert codes == ["AP106"]


def test_an_article_about_server_messages_keeps_them() -> None:
    page = "<html><p><b>Warning</b>: do not reset the counter on line 5 of the form"

    assert read(page) == (page, [])


@pytest.mark.parametrize(
    ("content", "named"),
    [
        (b"%PDF-1.7\n", "PDF"),
        (b"PK\x03\x04....", "ZIP"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"\xff\xd8\xff\xe0", "JPEG"),
        (b"\x1f\x8b\x08", "gzip"),
        (bytes(range(256)) * 40, "zero bytes"),
        (b"From: <Saved by Blink>\r\nSubject: x\r\nMIME-Version: 1.0\r\n", "MHTML"),
    ],
)
def test_binary_matter_is_refused_by_name(content: bytes, named: str) -> None:
    with pytest.raises(SourceError, match=named) as caught:
        read(content)

    assert caught.value.hint


@pytest.mark.parametrize(
    ("content", "whole"),
    [
        ("<!doctype html><p>Straße</p>".encode(), True),
        (b"<!doctype html><p>plain</p>", True),
        ("\ufeff<!doctype html><p>Straße</p>".encode(), False),
        (b"noise of a server <!doctype html><p>plain</p>", False),
        ("<!doctype html><p>CafÃ© or CafÃ©</p>".encode(), False),
        ("<!doctype html><p>Straße</p>".encode("latin-1"), False),
    ],
)
def test_bytes_are_kept_where_they_are_the_text_and_no_more(content: bytes, whole: bool) -> None:
    decoded = decode_page(Source(content, "page.html"), Notes())

    assert (decoded.utf8 is not None) is whole
    assert decoded.utf8 in (None, decoded.text.encode())
    assert decoded.tags == decoded.text.count("<")
