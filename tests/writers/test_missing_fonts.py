"""Words that no font of the machine can draw: said with their script, whatever is installed here.

A fontconfig of the test's own, with an empty folder, makes any machine one without fonts.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

PAGE = """<!doctype html><html lang="en"><head><title>The word 海の言葉</title></head>
<body><article>
<h1>The word 海の言葉</h1><p class="byline">By <a rel="author" href="/ann">Ann Lee</a></p>
<p>The word for the sea is 海の言葉 and nobody at the harbour knew how it was said, though all of
them had heard it often enough from the sailors.</p>
<p>Nobody on either bank had asked for it, and the ferry went on as it always had.</p>
</article></body></html>"""


@pytest.fixture
def bare(tmp_path: Path) -> dict[str, str]:
    """Return the environment of a machine on which no font is installed."""
    (tmp_path / "fonts").mkdir()
    config = tmp_path / "fonts.conf"
    config.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        f"<dir>{tmp_path}/fonts</dir><cachedir>{tmp_path}/cache</cachedir></fontconfig>"
    )
    return {**os.environ, "FONTCONFIG_FILE": str(config)}


def converted(
    tmp_path: Path, bare: dict[str, str], *words: str
) -> subprocess.CompletedProcess[str]:
    page = tmp_path / "sea.html"
    page.write_text(PAGE, "utf-8")
    command = [sys.executable, "-m", "articlepress", "convert", str(page), "-o", f"{tmp_path}/out/"]
    return subprocess.run(
        [*command, *words], env=bare, capture_output=True, text=True, timeout=120, check=False
    )


def test_a_pdf_without_a_font_for_its_words_says_so(tmp_path: Path, bare: dict[str, str]) -> None:
    done = converted(tmp_path, bare, "--to", "pdf")

    assert done.returncode == 0
    assert "AP601: no font on this machine has 3 Chinese characters (海 葉 言)" in done.stderr
    assert "each is shown as ▯, in " in done.stderr
    assert "apt install fonts-noto-cjk" in done.stderr
    assert "ugly" not in done.stderr


def test_under_strict_such_a_pdf_is_not_written(tmp_path: Path, bare: dict[str, str]) -> None:
    done = converted(tmp_path, bare, "--to", "pdf", "--strict")

    assert done.returncode == 3
    assert not list((tmp_path / "out").glob("*.pdf"))


def test_the_audit_of_such_a_pdf_names_the_words(tmp_path: Path, bare: dict[str, str]) -> None:
    done = converted(tmp_path, bare, "--to", "pdf", "--audit")

    assert "AP911" in done.stderr
    assert "[the word 海 の 言 葉]" in done.stderr


def test_a_cover_without_a_font_for_its_words_says_so(tmp_path: Path, bare: dict[str, str]) -> None:
    done = converted(tmp_path, bare, "--to", "epub")

    assert done.returncode == 0
    assert "AP703: no font on this machine has 3 Chinese characters (海 葉 言)" in done.stderr
    assert "--cover FILE" in done.stderr
