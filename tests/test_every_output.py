"""The promise of the product: every word of the article in every output, once and in order."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from articlepress.cli.app import run
from reading_back import squeezed, words_of
from themes import column as c
from themes.pages import Variant
from themes.templates import CLASSIC, GENESIS, SUBSTACK
from trees import picture

FORMATS = "pdf,epub,newsletter,eml,html,markdown,text"
SHARED = Path(os.environ.get("ARTICLEPRESS_SHARED") or Path(__file__).parents[2] / "shared")
SEED = SHARED / "seed"


def convert(page: Path, folder: Path) -> dict[str, str]:
    assert run(["convert", str(page), "--to", FORMATS, "-o", f"{folder}/"]) == 0
    words: dict[str, str] = {}
    for file in sorted(folder.iterdir()):
        if not file.name.startswith("."):
            words |= words_of(file)
    return words


def comparable(part: str, text: str) -> str:
    # A PDF's text tells no hyphen at a line's end from one that belongs to the word.
    return squeezed(text).replace("-", "") if part == "pdf" else squeezed(text)


def assert_in_order(part: str, text: str, expected: list[str]) -> None:
    place, text = 0, comparable(part, text)
    for words in (comparable(part, words) for words in expected):
        found = text.find(words, place)
        assert found >= 0, f"{part}: missing or out of order: {words[:80]!r}"
        place = found + len(words)


def assert_once(part: str, text: str, expected: list[str]) -> None:
    text = comparable(part, text)
    for words in (comparable(part, words) for words in expected):
        assert text.count(words) == 1, f"{part}: {text.count(words)} times: {words[:80]!r}"


@pytest.mark.parametrize("theme", [CLASSIC, GENESIS, SUBSTACK], ids=lambda theme: theme.name)
def test_a_column_is_whole_in_every_format(tmp_path: Path, theme: c.Theme) -> None:
    page = tmp_path / "ferry.html"
    page.write_bytes(Variant(theme, "after", "inside", bio_first=False).page())
    (tmp_path / "images").mkdir()
    (tmp_path / "images" / "bridge.jpg").write_bytes(picture())

    outputs = convert(page, tmp_path / "out")

    paragraphs, captions = list(c.PARAGRAPHS), [c.CAPTION] if c.CAPTION in theme.body else []
    for part, text in outputs.items():
        assert_in_order(part, text, [c.TITLE, *paragraphs, c.DISCLAIMER])
        assert_once(part, text, [*paragraphs, *captions, c.BIO, c.DISCLAIMER])
        assert c.AUTHOR in text
        for heading in c.HEADINGS:
            assert heading in text, part
        for noise in c.NOISE:
            assert noise not in text, part


@pytest.mark.skipif(not SEED.is_dir(), reason="the seed column lies outside the project")
@pytest.mark.parametrize("name", ["column.html", "article.txt"])
def test_the_seed_is_whole_in_every_format(tmp_path: Path, name: str) -> None:
    truth = json.loads((SEED / "truth.json").read_text("utf-8"))
    first, second = truth["headings"]
    body = truth["paragraphs"]
    text_order = [truth["title"], *body[:2], first, body[2], second, *body[3:]]

    outputs = convert(SEED / name, tmp_path / "out")

    for part, text in outputs.items():
        assert_in_order(part, text, text_order)
        assert_once(part, text, [*body, truth["bio"], truth["disclaimer"]])
        assert truth["author"] in text, part
        for noise in truth["noise"]:
            assert noise not in text, f"{part}: {noise}"


@pytest.mark.skipif(not SEED.is_dir(), reason="the seed column lies outside the project")
@pytest.mark.parametrize("name", ["column.html", "article.txt"])
def test_the_seeds_fields_are_extracted(name: str, capfd: pytest.CaptureFixture[str]) -> None:
    truth = json.loads((SEED / "truth.json").read_text("utf-8"))

    code = run(["extract", str(SEED / name), "--format", "jsonl"])

    record = json.loads(capfd.readouterr().out)
    assert code == 0
    assert record["error"] is None
    assert record["title"] == truth["title"]
    assert [(a["name"], a["bio"]) for a in record["authors"]] == [(truth["author"], truth["bio"])]
    assert record["disclaimer"] == truth["disclaimer"]
    assert record["site"] == truth["site"]
    if name.endswith(".html"):
        assert record["published"] == truth["date"]
    assert_once("extract", squeezed(record["text"]), [*truth["paragraphs"]])
