"""Packed files made to hurt: books whose names, sizes, spines and members say what is not so."""

from __future__ import annotations

import io
import struct
import time
import zipfile
from pathlib import Path

import pytest

from articlepress.article import Article
from articlepress.check.epub import validators
from articlepress.check.epub.laws import broken_laws
from articlepress.cli.app import run
from articlepress.diagnostics import Notes
from articlepress.errors import ArticlepressError, SourceError
from articlepress.readers.epub import EpubReaderOptions, read
from articlepress.source import Source
from articlepress.walk import plain_text

CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0"><rootfiles>'
    '<rootfile full-path="O/c.opf" media-type="application/oebps-package+xml"/></rootfiles>'
    "</container>"
)
XHTML = "application/xhtml+xml"
WORDS = "<p>Nobody on either bank had asked for it, and the ferry went on as it always had.</p>"
SECRET = "SECRET-OF-MINE"


def package(items: dict[str, str], spine: list[str]) -> str:
    listed = "".join(
        f'<item id="{ident}" href="{href}" media-type="{XHTML}"/>' for ident, href in items.items()
    )
    order = "".join(f'<itemref idref="{ident}"/>' for ident in spine)
    return (
        '<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<metadata><dc:title>T</dc:title></metadata><manifest>{listed}</manifest>"
        f"<spine>{order}</spine></package>"
    )


def chapter(body: str = WORDS) -> str:
    return (
        f'<html xmlns="http://www.w3.org/1999/xhtml"><head/><body><h1>One</h1>{body}</body></html>'
    )


def book(
    opf: str, *members: tuple[str | zipfile.ZipInfo, str], how: int = zipfile.ZIP_DEFLATED
) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", how) as archive:
        archive.writestr("META-INF/container.xml", CONTAINER)
        archive.writestr("O/c.opf", opf)
        for name, content in members:
            archive.writestr(name, content)
    return out.getvalue()


def articles(content: bytes, notes: Notes | None = None) -> list[Article]:
    return list(read(Source(content, "b.epub"), EpubReaderOptions(), notes or Notes()))


ONE = package({"a": "a.xhtml"}, ["a"])


def test_no_name_in_a_book_leads_out_of_it(tmp_path: Path) -> None:
    secret = tmp_path / "secret.xhtml"
    secret.write_text(chapter(f"<p>{SECRET}</p>"))
    up = "../" * 12 + str(secret).lstrip("/")
    hrefs = {"a": "a.xhtml", "b": up, "c": str(secret), "d": f"file://{secret}"}
    pictures = "".join(f'<img src="{href}" alt=""/>' for href in (up, str(secret), hrefs["d"]))
    odd = [("../" * 12 + str(tmp_path / "made").lstrip("/"), "x"), (str(tmp_path / "made"), "x")]
    page = tmp_path / "b.epub"
    page.write_bytes(
        book(package(hrefs, list(hrefs)), ("O/a.xhtml", chapter(WORDS + pictures)), *odd)
    )

    assert run(["convert", str(page), "-t", "html,epub,text", "-o", f"{tmp_path}/out/", "-q"]) == 0

    assert not (tmp_path / "made").exists()
    assert all(SECRET.encode() not in p.read_bytes() for p in (tmp_path / "out").iterdir())


def test_a_member_that_is_a_link_is_its_own_words(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("O/a.xhtml")
    link.external_attr = 0o120777 << 16

    with pytest.raises(ArticlepressError):
        articles(book(ONE, (link, "/etc/hostname")))


def test_of_two_members_of_one_name_one_is_read() -> None:
    with pytest.warns(UserWarning, match="Duplicate name"):
        content = book(ONE, ("O/a.xhtml", chapter()), ("O/a.xhtml", chapter("<p>Another one.</p>")))

    assert len(articles(content)) == 1


@pytest.mark.parametrize("times", [2, 100_000])
def test_a_chapter_stands_once_however_often_the_spine_names_it(times: int) -> None:
    start = time.process_time()

    (article,) = articles(book(package({"a": "a.xhtml"}, ["a"] * times), ("O/a.xhtml", chapter())))

    assert "ferry went on" in plain_text(article.blocks)
    assert time.process_time() - start < 5


def test_a_package_of_too_many_items_is_refused_by_reader_and_check(tmp_path: Path) -> None:
    items = {f"i{number}": "a.xhtml" for number in range(60_000)}
    content = book(package(items, list(items)), ("O/a.xhtml", chapter()))

    with pytest.raises(SourceError, match="names over 50,000 members"):
        articles(content)
    assert any("names over" in f.message for f in broken_laws(content, tmp_path / "b.epub"))


def test_a_member_that_unpacks_to_more_than_it_says_is_damaged() -> None:
    """The header says 100 bytes; what is packed is sixty million."""
    content = bytearray(book(ONE, ("O/a.xhtml", chapter(f"<p>{'a ' * 30_000_000}</p>"))))
    entry = content.rfind(b"PK\x01\x02")
    local = content.find(b"PK\x03\x04", content.find(b"O/c.opf"))
    content[entry + 24 : entry + 28] = struct.pack("<I", 100)
    content[local + 22 : local + 26] = struct.pack("<I", 100)

    with pytest.raises(SourceError, match="is damaged"):
        articles(bytes(content))


@pytest.mark.parametrize(
    ("place", "value", "message"),
    [(8, b"\x01\x00", "is encrypted"), (10, b"\x63\x00", "is damaged")],
    ids=["encrypted", "packed in an unknown way"],
)
def test_a_member_nobody_can_open_is_named(place: int, value: bytes, message: str) -> None:
    content = bytearray(book(ONE, ("O/a.xhtml", chapter())))
    entry = content.rfind(b"PK\x01\x02")
    content[entry + place : entry + place + 2] = value

    with pytest.raises(SourceError, match=message):
        articles(bytes(content))


def test_a_book_that_unpacks_to_gigabytes_is_refused_unopened() -> None:
    large = chapter(f"<p>{' ' * 60_000_000}</p>")
    items = {f"i{number}": f"{number}.xhtml" for number in range(20)}
    content = book(
        package(items, list(items)), *((f"O/{number}.xhtml", large) for number in range(20))
    )
    start = time.process_time()

    with pytest.raises(SourceError, match="unpacks to over 1,000,000,000 bytes"):
        articles(content)

    assert time.process_time() - start < 1


@pytest.mark.parametrize("depth", [3, 9])
def test_entities_of_a_chapter_are_not_resolved(depth: int, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text(SECRET)
    levels = "".join(f'<!ENTITY e{k} "{f"&e{k - 1};" * 10}">' for k in range(1, depth + 1))
    declared = f'<!ENTITY e0 "aaaaaaaaaa">{levels}<!ENTITY x SYSTEM "file://{tmp_path}/secret">'
    text = f"<!DOCTYPE html [{declared}]>{chapter(WORDS + f'<p>&e{depth}; &x;</p>')}"
    start = time.process_time()

    try:
        texts = [plain_text(article.blocks) for article in articles(book(ONE, ("O/a.xhtml", text)))]
    except ArticlepressError:  # so many in one another are refused
        texts = []

    assert SECRET not in "".join(texts)
    assert len("".join(texts)) < 1_000
    assert time.process_time() - start < 2


def test_a_validator_that_does_not_answer_is_ended_and_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = tmp_path / "ace"
    slow.write_text("#!/bin/sh\nexec sleep 60\n")
    slow.chmod(0o755)
    monkeypatch.setenv("ARTICLEPRESS_ACE", str(slow))
    monkeypatch.setattr(validators, "PATIENCE_S", 0.2)

    (found,) = validators.ace([tmp_path / "b.epub"])

    assert found.message == "Ace gave no report: no report in 0.2 s"
