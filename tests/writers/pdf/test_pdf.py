"""The PDF writer's first duties: the words, the credits, the gate, the same bytes."""

from __future__ import annotations

import io
import re

import pypdfium2

from articlepress.article import Article, Collection
from articlepress.diagnostics import Notes
from articlepress.render.styles import load_style
from articlepress.transforms.credits import place_credits
from articlepress.writers.pdf.options import PdfOptions
from articlepress.writers.pdf.write import write
from trees import column


def press(content: Article | Collection, style: str = "base", **options: object) -> bytes:
    out = io.BytesIO()
    write(content, PdfOptions(**options), load_style(style), Notes(), out)  # type: ignore[arg-type]
    return out.getvalue()


def words(data: bytes) -> str:
    document = pypdfium2.PdfDocument(data)
    try:
        pages = [page.get_textpage().get_text_bounded() for page in document]
    finally:
        document.close()
    return re.sub(r"\s+", " ", " ".join(pages))


def test_credits_stand_once_whether_or_not_they_were_placed_before() -> None:
    for article in (column(), place_credits(column())):
        text = words(press(article))

        assert text.count("has written about the sea") == 1
        assert text.count("views expressed here") == 1


def test_the_same_article_gives_the_same_bytes() -> None:
    assert press(column()) == press(column())
