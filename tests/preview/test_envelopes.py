"""Pages that come inside something else: MHTML, messages, SingleFile; coloured, and corrected."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest

from articlepress.corrections import CorrectionKind
from articlepress.diagnostics import Notes
from articlepress.editing import add_rule
from articlepress.preview.look import Look, look_at
from articlepress.preview.report import page_document, report_page
from articlepress.reading import Reading, read_stated
from articlepress.render.styles import load_style
from articlepress.walk import inline_text, plain_text

HEADER = "MIME-Version: 1.0\r\n"
PROSE = "".join(
    f"<p>{number} boats came in that night, and the harbour master wrote down each name.</p>"
    for number in range(9)
)
PAGE = (
    '<html lang="en"><head><title>The Quay</title></head><body><nav><a href="/">Home page</a></nav>'
    f"<article><h1>The Quay</h1>{PROSE}"
    '<p class="zz">The lamp on the quay was lit at nine, as on every night of that winter.</p>'
    f"{PROSE}</article></body></html>"
)
ENVELOPES = {
    "quay.mhtml": (
        f"From: <Saved by Blink>\r\n{HEADER}Snapshot-Content-Location: https://paper.example/q/\r\n"
        'Content-Type: multipart/related; type="text/html"; boundary="E"\r\n\r\n'
        "--E\r\nContent-Type: text/html; charset=utf-8\r\n"
        f"Content-Location: https://paper.example/q/\r\n\r\n{PAGE}\r\n--E--\r\n"
    ),
    "quay.eml": (
        f"From: Ann Moor <ann@paper.example>\r\nSubject: The Quay, by mail\r\n{HEADER}"
        f"Content-Type: text/html; charset=utf-8\r\n\r\n{PAGE}\r\n"
    ),
    "quay.html": (
        "<!DOCTYPE html> <html><!--\n Page saved with SingleFile\n url: https://paper.example/q/\n"
        f" saved date: Mon May 04 2020 10:00:00 GMT+0200\n-->{PAGE.removeprefix('<html>')}"
    ),
}


def looked_at(folder: Path, name: str) -> Look:
    path = folder / name
    path.write_bytes(ENVELOPES[name].encode())
    return look_at(str(path), Reading(), Notes(path=name), numbered=True)


@pytest.mark.parametrize("name", ENVELOPES)
def test_regions_of_the_page_inside_are_coloured(tmp_path: Path, name: str) -> None:
    look = looked_at(tmp_path, name)

    document = page_document(look)
    told = re.findall(r'class="[^"]*\br (\w+)"[^>]*data-told="([^"]*)"', document)
    kinds = {kind: " ".join(text for one, text in told if one == kind) for kind, _ in told}
    assert {"kept", "removed", "metadata"} <= set(kinds)
    assert "nav" in unescape(kinds["removed"])
    assert look.found.balance is not None
    assert look.found.balance.is_even
    assert "<iframe" in report_page(look, load_style())


@pytest.mark.parametrize("name", ENVELOPES)
def test_article_is_the_one_every_command_reads(tmp_path: Path, name: str) -> None:
    look = looked_at(tmp_path, name)

    (article,) = read_stated(str(tmp_path / name), Reading(), Notes(path=name))

    assert look.article.metadata == article.metadata
    assert look.article.blocks == article.blocks


@pytest.mark.parametrize("name", ENVELOPES)
@pytest.mark.parametrize("kind", ["drop", "standfirst"])
def test_correction_of_the_page_inside_is_honoured(
    tmp_path: Path, name: str, kind: CorrectionKind
) -> None:
    look = looked_at(tmp_path, name)
    assert "lit at nine" in plain_text(look.article.blocks)

    add_rule(tmp_path / "quay.meta.toml", kind, "p.zz")

    again = looked_at(tmp_path, name)
    assert "lit at nine" not in plain_text(again.article.blocks)
    assert ("lit at nine" in inline_text(again.article.metadata.standfirst)) == (
        kind == "standfirst"
    )


def test_host_of_a_saved_page_names_the_file_of_rules(tmp_path: Path) -> None:
    assert looked_at(tmp_path, "quay.mhtml").host == "paper.example"
    assert looked_at(tmp_path, "quay.eml").host == ""


def test_message_of_plain_text_has_an_article_and_no_page(tmp_path: Path) -> None:
    path = tmp_path / "note.eml"
    path.write_text(f"From: a@b.example\nSubject: Note\n{HEADER}\nShort and plain.\n", "utf-8")

    look = look_at(str(path), Reading(), Notes(path="note.eml"))

    assert look.page is None
    assert "Short and plain" in plain_text(look.article.blocks)
