"""Pages saved as MHTML or by SingleFile, and newsletters as messages."""

from __future__ import annotations

import base64
import re
from email.message import EmailMessage
from pathlib import Path

import pytest

from articlepress import nodes as n
from articlepress.article import Article
from articlepress.corrections import Correction, Corrections
from articlepress.diagnostics import Notes
from articlepress.errors import ArticlepressError, SourceError
from articlepress.pipeline import read, read_articles, write
from articlepress.readers import find_reader
from articlepress.readers.html import HtmlReaderOptions
from articlepress.readers.mime.parts import CONTINUED
from articlepress.source import Source, read_source
from articlepress.walk import inline_text, plain_text, query, walk

INPUT = Path(__file__).parents[3] / "input"
PICTURE = (INPUT / "lighthouse_files" / "lamp.jpg").read_bytes()


def article_of(content: bytes, name: str) -> Article:
    (article,) = read_articles(Source(content, name), Notes())
    return article


def mhtml(html: str, charset: str = "utf-8") -> bytes:
    """Return a page as Chromium saves it, with one picture."""
    packed = base64.encodebytes(PICTURE).decode()
    quoted = base64.encodebytes(html.encode(charset)).decode()
    return (
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://paper.example/2020/05/quay/\r\n"
        "Subject: The Quay\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related; type="text/html"; boundary="----Edge"\r\n\r\n\r\n'
        f'------Edge\r\nContent-Type: text/html; charset="{charset}"\r\n'
        "Content-Transfer-Encoding: base64\r\n"
        f"Content-Location: https://paper.example/2020/05/quay/\r\n\r\n{quoted}\r\n"
        "------Edge\r\nContent-Type: image/jpeg\r\nContent-Transfer-Encoding: base64\r\n"
        f"Content-Location: https://paper.example/img/lamp.jpg\r\n\r\n{packed}\r\n------Edge--\r\n"
    ).encode()


PROSE = "".join(
    f"<p>Paragraph {number} of a column about the quay, the rain and the people who wait there, "
    "long enough to be read as prose by anybody who looks at it.</p>"
    for number in range(6)
)
PAGE = (
    "<html><head><title>The Quay</title></head><body><nav><a href='/'>Home</a></nav><article>"
    f"<h1>The Quay — café</h1><p class='byline'>By Ann Moor</p>{PROSE}"
    "<figure><img src='/img/lamp.jpg' alt='A lamp'></figure></article></body></html>"
)


@pytest.mark.parametrize("charset", ["utf-8", "windows-1252"])
def test_a_page_saved_as_mhtml_has_its_pictures_and_its_address(charset: str) -> None:
    article = article_of(mhtml(PAGE, charset), "quay.mhtml")

    (image,) = [node for node in walk(article.blocks) if isinstance(node, n.Image)]
    assert inline_text(article.metadata.title).startswith("The Quay")
    assert article.metadata.canonical_url == "https://paper.example/2020/05/quay/"
    assert image.src == "https://paper.example/img/lamp.jpg"
    assert article.assets[image.src].content == PICTURE
    assert plain_text(article.blocks).count("Paragraph") == 6


def test_a_mhtml_file_is_known_without_its_suffix() -> None:
    assert article_of(mhtml(PAGE), "saved").metadata.canonical_url.startswith("https://paper")


def test_a_mhtml_file_without_a_page_is_told() -> None:
    with pytest.raises(SourceError, match="holds no page"):
        article_of(b"MIME-Version: 1.0\nContent-Type: text/plain\n\nhello\n", "x.mht")


def test_a_page_saved_by_singlefile_knows_where_it_came_from() -> None:
    picture = f"data:image/jpeg;base64,{base64.b64encode(PICTURE).decode()}"
    comment = (
        "<!--\n Page saved with SingleFile \n url: https://paper.example/2020/05/quay/ \n"
        " saved date: Mon May 04 2020 10:00:00 GMT+0200\n-->"
    )
    page = PAGE.replace("/img/lamp.jpg", picture)

    article = article_of(f"<!DOCTYPE html> {page[:6]}{comment}{page[6:]}".encode(), "q.html")

    assert article.metadata.canonical_url == "https://paper.example/2020/05/quay/"
    assert [ref.content for ref in article.assets.values()] == [PICTURE]


@pytest.mark.parametrize("images", ["cid", "data"])
def test_a_newsletter_of_ours_comes_back_with_bio_and_disclaimer(
    images: str, tmp_path: Path
) -> None:
    sent = read(INPUT / "lighthouse.html")
    options = {"sender": "The Desk <desk@example.org>", "images": images}
    path = tmp_path / "letter.eml"
    path.write_bytes(write(sent, "eml", options))

    back = read(path)

    assert inline_text(back.metadata.title) == inline_text(sent.metadata.title)
    assert [p.name for p in back.metadata.authors] == ["Hester Penrose"]
    assert plain_text(back.metadata.authors[0].bio) == plain_text(sent.metadata.authors[0].bio)
    assert [d.kind for d in back.metadata.disclaimers] == ["opinion"]
    assert back.metadata.site.name == "The Desk"
    # In mail quotations have their marks, and notes are numbers in brackets.
    arrived = iter(re.sub(r"\[\d+\]|[“”]", "", plain_text(back.blocks)).split())
    lost = [
        word for word in re.sub("[“”]", "", plain_text(sent.blocks)).split() if word not in arrived
    ]
    assert lost == []
    assert len(back.assets) >= 3


def message(html: str = "", text: str = "") -> bytes:
    letter = EmailMessage()
    letter["Subject"] = "Fwd: The Weekly Quay №7"
    letter["From"] = '"Ann Moor" <ann@paper.example>'
    letter["Date"] = "Mon, 04 May 2020 08:00:00 +0200"
    letter["List-Id"] = "The Weekly Quay <weekly.paper.example>"
    if text:
        letter.set_content(text)
    if html and text:
        letter.add_alternative(html, subtype="html")
    elif html:
        letter.set_content(html, subtype="html")
    return letter.as_bytes()


def test_the_headers_of_a_message_say_who_wrote_it_and_when() -> None:
    rows = f"<table><tr><td>{PROSE}</td></tr></table><p><a href='https://x.example/u'>Unsubscribe</a></p>"

    article = article_of(message(f"<html><body>{rows}</body></html>", "plain"), "letter.eml")

    metadata = article.metadata
    assert inline_text(metadata.title) == "The Weekly Quay №7"
    assert [p.name for p in metadata.authors] == ["Ann Moor"]
    assert metadata.published is not None
    assert metadata.published.iso == "2020-05-04T08:00:00+02:00"
    assert metadata.site.name == "The Weekly Quay"
    assert plain_text(article.blocks).count("Paragraph") == 6


def test_a_message_of_plain_text_is_an_article_too() -> None:
    article = article_of(message(text="The first paragraph.\n\nThe second, with some words."), "x")

    assert "The second, with some words." in plain_text(article.blocks)


@pytest.mark.parametrize(
    "junk",
    [
        b"\0\1\2",
        b"Subject: x\n\n",
        b"MIME-Version: 1.0\nContent-Type: multipart/mixed\n\nx",
        b"\n\n",
    ],
)
def test_junk_is_an_error_and_never_a_fault(junk: bytes, tmp_path: Path) -> None:
    path = tmp_path / "junk.eml"
    path.write_bytes(junk)

    with pytest.raises(ArticlepressError):
        read_articles(read_source(path), Notes())


@pytest.mark.parametrize("kind", ["multipart/mixed; boundary=b{}", "message/rfc822"])
def test_a_message_three_thousand_deep_is_refused(kind: str) -> None:
    edges = "".join(
        f"Content-Type: {kind.format(n)}\n\n" + (f"--b{n}\n" if "{" in kind else "")
        for n in range(3_000)
    )
    content = f"Subject: deep\nMIME-Version: 1.0\n{edges}Content-Type: text/html\n\n<p>x".encode()

    with pytest.raises(SourceError, match="broken message"):
        article_of(content, "deep.eml")


@pytest.mark.parametrize("charset", ['"utf\x00-8"', "\udcff", "x" * 300, "=?x?q?=00?="])
def test_a_charset_nobody_knows_loses_no_page(charset: str) -> None:
    content = mhtml(PAGE).replace(
        b'charset="utf-8"', b"charset=" + charset.encode("utf-8", "surrogateescape")
    )

    assert "Paragraph 5" in plain_text(article_of(content, "quay.mhtml").blocks)


def test_the_notes_of_two_pages_that_number_both_from_one_stay_apart() -> None:
    noted = PAGE.replace(
        "anybody who", '<sup><a href="#n">1</a></sup> anybody <sup><a href="#n">1</a></sup> who', 1
    )
    notes = '<ol class="footnotes"><li id="n">NOTE</li></ol></article>'
    pages = [noted.replace("</article>", notes.replace("NOTE", said)) for said in ("One.", "Two.")]

    found = list(query(article_of(continued(*pages), "quay.mhtml").blocks, n.Note))

    assert [plain_text(note.content) for note in found] == ["One.", "", "Two.", ""]
    assert found[0].name == found[1].name != found[2].name == found[3].name


def continued(first: str, further: str) -> bytes:
    """Return a page and the page it goes on to, as `--fetch` keeps them."""
    message = EmailMessage()
    message["Snapshot-Content-Location"] = "https://paper.example/quay/"
    message.set_content(first, subtype="html")
    message.make_related()
    message.add_related(further, subtype="html", headers=[f"Content-Description: {CONTINUED}"])
    return bytes(message)


def test_a_rule_for_one_of_two_pages_is_not_told_for_the_other() -> None:
    further = PAGE.replace("<article>", "<article><p class=promo>Buy the calendar of quays.</p>")
    assert further != PAGE
    rules = tuple(
        Correction("drop", selector, source="sidecar") for selector in (".promo", ".nothing")
    )
    notes = Notes()

    read_articles(
        Source(continued(PAGE, further), "quay.mhtml"),
        notes,
        find_reader("mhtml"),
        HtmlReaderOptions(corrections=Corrections({}, rules)),
    )

    told = [found.message for found in notes.diagnostics if found.code == "AP211"]
    assert len(told) == 1
    assert "'.nothing'" in told[0]
