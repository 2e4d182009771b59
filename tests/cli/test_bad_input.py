"""Pages nobody should have to convert: each has a message, an exit code, and no traceback."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from PIL import Image

from .conftest import Press

TEXT = "The harbour was quiet that morning, and nobody had yet come down to look at the boats. " * 3
BODY = f"<p>{TEXT}</p>" * 6
DEPTH = 20_000
DEEP = "In the deep the water was as quiet as at the quay, and nobody had come down to look."


def page(content: str) -> bytes:
    head = "<title>Quiet</title><meta name=author content='Ann Lee'>"
    return f"<!doctype html><html lang=en><head>{head}</head><body>{content}</body></html>".encode()


def article(content: str = "") -> bytes:
    return page(f"<article><h1>Quiet</h1>{BODY}{content}{BODY}</article>")


@pytest.mark.parametrize(
    ("content", "code", "message"),
    [
        (b"", 10, "is empty"),
        (b" \n\t ", 10, "is empty"),
        (b"%PDF-1.7\n" + b"\0" * 99, 10, "is a PDF"),
        (bytes(range(256)) * 40, 10, "is binary"),
        (page(""), 11, "holds no text"),
        (page("<script>var a = 'no text'</script><img src=x>"), 11, "holds no text"),
        (page("<nav><a href=/>Home</a> <a href=/a>About</a></nav>"), 11, "reads like an article"),
    ],
    ids=["empty", "blank", "pdf", "binary", "no-words", "scripts-only", "menus-only"],
)
def test_a_page_that_is_none_is_refused(
    press: Press, tmp_path: Path, content: bytes, code: int, message: str
) -> None:
    (tmp_path / "bad.html").write_bytes(content)

    ended = press("convert", "bad.html", "--to", "newsletter,text")

    assert ended.code == code
    assert ended.err.startswith("bad.html: ")
    assert message in ended.err
    assert "Traceback" not in ended.err
    assert not Path("output").exists()


@pytest.mark.parametrize(
    "opening",
    ["<div>", "<b><i>", "<blockquote>", "<ul><li>", "<table><tr><td>", "<span>"],
)
def test_nesting_without_end_is_flattened(press: Press, tmp_path: Path, opening: str) -> None:
    (tmp_path / "deep.html").write_bytes(article(opening * DEPTH + DEEP))

    ended = press("convert", "deep.html", "--to", "text,newsletter", "-o", "./")

    assert ended.code == 0
    assert DEEP in " ".join(Path("deep.txt").read_text("utf-8").split())


def test_a_wrong_charset_is_read_and_told(press: Press, tmp_path: Path) -> None:
    lying = article("<p>Ça va, señor.</p>").decode().replace("<head>", "<head><meta charset=utf-8>")
    (tmp_path / "lying.html").write_bytes(lying.encode("windows-1252"))

    ended = press("convert", "lying.html", "--to", "text", "-o", "./")

    assert ended.code == 0
    assert "AP102" in ended.err
    assert "Ça va, señor." in Path("lying.txt").read_text("utf-8")


def test_missing_and_broken_pictures_are_told_and_the_text_stays(
    press: Press, tmp_path: Path
) -> None:
    (tmp_path / "broken.png").write_bytes(b"\x89PNG\r\n\x1a\nbroken")
    (tmp_path / "pictures.html").write_bytes(
        article(
            "<img src=gone.png alt='A boat'><img src=broken.png alt='A quay'><img src=../x.png>"
        )
    )

    ended = press("convert", "pictures.html", "--to", "newsletter,epub", "-o", "./")

    assert ended.code == 0
    assert {"AP401", "AP402"} <= set(ended.err.replace(":", " ").split())
    assert ended.err.count("gone.png") == ended.err.count("broken.png") == 1
    assert Path("pictures.epub").stat().st_size > 1000
    assert "A boat" in Path("pictures.newsletter.html").read_text("utf-8")


@pytest.mark.parametrize("name", ["html", "pdf", "epub", "newsletter", "eml"])
def test_a_picture_outside_the_folder_is_told_as_that_and_not_read(
    name: str, press: Press, tmp_path: Path
) -> None:
    picture = tmp_path / "view.png"
    Image.new("RGB", (90, 60)).save(picture)
    folder = tmp_path / "columns"
    folder.mkdir()
    text = f"# Quiet\n\n{TEXT}\n\n![Near](../view.png)\n\n![Far]({picture})\n\n![Gone](gone.png)\n"
    (folder / "quiet.md").write_text(text, "utf-8")

    ended = press("convert", "columns/quiet.md", "--to", name, "-o", "./", "-v")

    assert ended.code == 0
    assert ended.err.count("AP403") == 2
    assert ended.err.count("AP401") == 1
    assert "keep pictures in the article's folder or below it" in ended.err


def test_a_folder_that_cannot_be_read_does_not_stop_the_rest(press: Press, tmp_path: Path) -> None:
    (tmp_path / "good.html").write_bytes(article())
    (tmp_path / "empty").mkdir()

    ended = press("convert", "empty", "good.html", "--to", "text", "-o", "./")

    assert ended.code == 8
    assert "empty: error: holds no page" in ended.err
    assert Path("good.txt").exists()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_an_unwritable_folder_is_told(press: Press, tmp_path: Path) -> None:
    (tmp_path / "good.html").write_bytes(article())
    (tmp_path / "locked").mkdir(mode=0o500)

    ended = press("convert", "good.html", "--to", "text", "-o", "locked/")

    assert ended.code == 40
    assert "Permission denied" in ended.err


def test_escape_sequences_in_a_page_never_leave_it(press: Press, tmp_path: Path) -> None:
    (tmp_path / "esc.html").write_bytes(article("<p>red \x1b[31m alert \x1b]0;owned\x07</p>"))

    for words in (["inspect"], ["extract"], ["convert", "--to", "text", "-o", "-", "-v"]):
        ended = press(words[0], "esc.html", *words[1:])
        assert ended.code == 0
        assert "\x1b" not in ended.out + ended.err
