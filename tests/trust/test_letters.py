"""Letters and saved pages made to hurt: headers without end, parts without number, names."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from articlepress.cli.app import run

WORDS = b"<p>Nobody on either bank had asked for it, and the ferry went on as it always had.</p>"
HEAD = b"From: Ann <a@example.org>\nSubject: Ice\nMIME-Version: 1.0\n"
MIXED = HEAD + b"Content-Type: multipart/mixed; boundary=b\n\n"
PART = b"--b\nContent-Type: text/html\n\n" + WORDS + b"\n"
SECRET = b"SECRET-OF-MINE"

LETTERS = {
    "parameters": HEAD + b"Content-Type: text/html; " + b"a*0=b; " * 100_000 + b"\n\n" + WORDS,
    "continued": HEAD + b"Content-Type: text/html; "
    + b"".join(b"charset*%d=x; " % k for k in range(30_000)) + b"\n\n" + WORDS,
    "folded": HEAD + b"Content-Type: text/html;\n" + b" a=b;\n" * 100_000 + b"\n" + WORDS,
    "in a part": MIXED + b"--b\nContent-Type: text/html; " + b"a*0=b; " * 9_000 + b"\n\n" + WORDS,
    "sender": b"From: " + b'"<(,;:' * 500_000 + b"\nContent-Type: text/html\n\n" + WORDS,
    "subject": b"Subject: " + b"=?utf-8?q?=3D?= " * 200_000 + b"\n\n" + WORDS,
    "parts": MIXED + PART * 60_000 + b"--b--\n",
    "dashes": MIXED + b"--\n" * 3_000_000,
}  # fmt: skip


@pytest.mark.parametrize("command", ["convert", "inspect", "extract", "check", "audit"])
@pytest.mark.parametrize("name", LETTERS)
def test_a_letter_without_end_is_refused_at_once_by_every_command(
    command: str, name: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    letter = tmp_path / "x.eml"
    letter.write_bytes(LETTERS[name])
    page = tmp_path / "page.html"
    page.write_bytes(b"<article><h1>Ice</h1>" + WORDS + b"</article>")
    words = {
        "convert": [str(letter), "-t", "text", "-o", f"{tmp_path}/x.txt"],
        "audit": [str(page), str(letter)],
    }.get(command, [str(letter)])
    start = time.process_time()

    assert run([command, *words]) == 60

    assert time.process_time() - start < 3
    ended = capfd.readouterr()
    assert "x.eml" in ended.err + ended.out
    assert "Traceback" not in ended.err


def test_a_letter_of_many_parts_and_headers_is_still_a_letter(tmp_path: Path) -> None:
    letter = tmp_path / "x.eml"
    received = b"".join(b"Received: from mail%d.example.org\n" % k for k in range(200))
    letter.write_bytes(received + MIXED + PART * 50 + b"--b--\n")

    assert run(["convert", str(letter), "-t", "text", "-o", f"{tmp_path}/x.txt", "-q"]) == 0


@pytest.mark.parametrize("suffix", ["eml", "mhtml"])
def test_no_name_in_a_message_reaches_a_file(suffix: str, tmp_path: Path) -> None:
    """Neither a part's own file name is written, nor an address in the page read."""
    secret = tmp_path / "secret.png"
    secret.write_bytes(SECRET)
    up = b"../" * 12 + str(tmp_path).lstrip("/").encode()
    pictures = b"".join(
        b"<img src='%s' alt='x'>" % address
        for address in (b"file://" + str(secret).encode(), up + b"/secret.png", b"cid:own", b"own")
    )
    message = (
        MIXED.replace(b"mixed", b"related").replace(
            b"\n\n", b"\nSnapshot-Content-Location: file:///x\n\n"
        )
        + b"--b\nContent-Type: text/html\nContent-Location: file://%s\n\n" % str(secret).encode()
        + b"<html><body><article><h1>Ice</h1>" + WORDS + pictures + b"</article></body></html>\n"
        + b'--b\nContent-Type: image/png; name="%s/made.png"\n' % up
        + b'Content-Disposition: attachment; filename="%s/made.png"\nContent-ID: <own>\n' % up
        + b"Content-Location: own\n\nPNG\n--b--\n"
    )  # fmt: skip
    page = tmp_path / f"x.{suffix}"
    page.write_bytes(message)

    assert run(["convert", str(page), "-t", "html,epub,eml", "-o", f"{tmp_path}/out/", "-q"]) == 0

    assert not list(tmp_path.rglob("made.png"))
    for made in (tmp_path / "out").iterdir():
        assert SECRET not in made.read_bytes()
