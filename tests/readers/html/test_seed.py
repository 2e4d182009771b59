"""The seed column, whole: the page this program was made for."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from articlepress import nodes as n
from articlepress.article import Article
from articlepress.diagnostics import Notes
from articlepress.readers.html import READER
from articlepress.source import read_source
from articlepress.walk import block_texts, inline_text, query

SEED = Path(os.environ.get("ARTICLEPRESS_SHARED", Path(__file__).parents[4] / "shared")) / "seed"

pytestmark = pytest.mark.skipif(
    not (SEED / "column.html").exists(), reason="the seed column is not beside the checkout"
)


@pytest.fixture(scope="module")
def article() -> Article:
    return next(iter(READER.read(read_source(SEED / "column.html"), READER.options(), Notes())))


@pytest.fixture(scope="module")
def truth() -> dict[str, object]:
    found: dict[str, object] = json.loads((SEED / "truth.json").read_text("utf-8"))
    return found


def test_every_paragraph_and_heading_is_there_in_order(
    article: Article, truth: dict[str, list[str]]
) -> None:
    texts = list(block_texts(article.blocks))
    wanted = [*truth["paragraphs"], *truth["headings"]]

    assert [text for text in texts if text in wanted] == [
        text for text in texts if text in set(wanted)
    ]
    assert set(wanted) <= set(texts)


def test_no_noise_reaches_the_text(article: Article, truth: dict[str, list[str]]) -> None:
    text = "\n".join(block_texts(article.blocks))

    assert [noise for noise in truth["noise"] if noise in text] == []


def test_the_picture_stands_before_its_heading_with_its_file(article: Article) -> None:
    kinds = [type(block) for block in article.blocks]
    place = kinds.index(n.Figure)
    following = article.blocks[place + 1]
    (image,) = query(article.blocks, n.Image)

    assert isinstance(following, n.Heading)
    assert inline_text(following.content) == "Change is in the Air"
    assert image.alt == "Syrian Forces"
    assert article.assets[image.src].path == (SEED / "images" / "syrian-forces.jpg").resolve()
