"""How lines are set: where they break, how far they reach, in whose letters."""

from __future__ import annotations

import io
import subprocess
from typing import Literal

import pikepdf
import pypdfium2
import pytest

from articlepress import nodes as n
from articlepress.article import Article
from articlepress.diagnostics import Notes
from articlepress.metadata import Metadata
from articlepress.render.styles import load_style
from articlepress.writers.pdf.options import PdfOptions
from articlepress.writers.pdf.write import write
from trees import t

LETTERS_A_LINE = 40
"""Half of what a line of the base style holds; more than the first words of one."""


def pressed(article: Article, *, hyphenate: bool = True) -> bytes:
    out = io.BytesIO()
    write(article, PdfOptions(hyphenate=hyphenate), load_style("base"), Notes(), out)
    return out.getvalue()


def lines_of(article: Article, *, hyphenate: bool = False) -> list[str]:
    document = pypdfium2.PdfDocument(pressed(article, hyphenate=hyphenate))
    text = "\n".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return text.splitlines()


@pytest.mark.parametrize("space", [" ", "\u00a0"])
def test_text_that_fits_but_for_the_space_before_a_link_stays_on_its_line(space: str) -> None:
    # One letter more in each paragraph: in some, the space alone stands over the line's edge.
    blocks = tuple(
        n.Paragraph(
            (
                n.Text(f"Keepers tell of the lamp, of the ice and of w{'i' * letters}nter,{space}"),
                n.Link(t("harbourmasters"), "https://example.org/harbour"),
                n.Text(" tell of ships that come too late for both of them."),
            )
        )
        for letters in range(10, 70)
    )
    article = Article(Metadata(title=t("Lines"), language="en"), blocks)

    first_lines = [line for line in lines_of(article) if line.startswith("Keepers")]

    assert len(first_lines) == 60
    assert [line for line in first_lines if len(line) < LETTERS_A_LINE] == []


def test_no_hyphen_is_put_into_an_address() -> None:
    # Each paragraph pushes the address a letter on, so that the line ends in all of its places.
    address = "http://www.deadline.example.org/tag/harbourmasters/"
    blocks = tuple(
        n.Paragraph(t(f"Keepers tell of the lamp and of w{'i' * letters}nter: {address} is where."))
        for letters in range(40)
    )
    article = Article(Metadata(title=t("Lines"), language="en"), blocks)

    lines = lines_of(article, hyphenate=True)

    assert "".join(lines).count(address) == 40


def test_a_word_longer_than_a_line_goes_on_in_the_next() -> None:
    article = Article(
        Metadata(title=t("Lines"), language="en"), (n.Paragraph(t("It is " + "long" * 60 + ".")),)
    )

    document = pypdfium2.PdfDocument(pressed(article, hyphenate=False))
    width = document[0].get_width()
    edges = right_edges(document[0])

    assert len(edges) > 3
    assert max(edges) < 0.9 * width


def right_edges(page: pypdfium2.PdfPage) -> list[float]:
    """Return where each line on a page ends."""
    text = page.get_textpage()
    boxes = [text.get_rect(number) for number in range(text.count_rects())]
    lines: dict[int, float] = {}
    for _, bottom, right, top in boxes:
        middle = round((bottom + top) / 2 / 5)
        lines[middle] = max(right, lines.get(middle, 0))
    return [round(right) for right in lines.values()]


@pytest.mark.parametrize("language", ["th", "ja", "my-MM"])
def test_lines_of_scripts_without_blanks_between_words_are_not_stretched(language: str) -> None:
    # Latin letters stand in for a font that the machine may not have.
    words = "ab abc abcde abcdefg abc " * 30

    def ends(of: str) -> int:
        article = Article(Metadata(title=t("Lines"), language=of), (n.Paragraph(t(words)),))
        page = pypdfium2.PdfDocument(pressed(article))[0]
        return len(set(right_edges(page)))

    assert ends(language) > ends("en")


def test_letters_that_join_are_not_spaced() -> None:
    def kicker_width(direction: Literal["ltr", "rtl"]) -> float:
        metadata = Metadata(title=t("Lines"), kicker=t("SEA"), language="fa", direction=direction)
        page = pypdfium2.PdfDocument(pressed(Article(metadata, (n.Paragraph(t("Text.")),))))[0]
        text = page.get_textpage()
        text.count_rects()
        left, _, right, _ = text.get_rect(0)
        return float(right - left)

    assert kicker_width("rtl") < kicker_width("ltr")


@pytest.mark.parametrize(
    ("stated", "known"),
    [("zh", "zh-CN"), ("zh-Hans", "zh-CN"), ("zh-Hant", "zh-TW"), ("ja-JP", "ja"), ("ko-KR", "ko")],
)
def test_ideographs_have_the_shapes_of_their_language_by_whatever_name(
    stated: str, known: str
) -> None:
    if not subprocess.run(["fc-list", ":lang=zh-cn"], capture_output=True, check=False).stdout:
        pytest.skip("no font for Chinese is installed")

    def fonts(language: str) -> set[str]:
        article = Article(Metadata(title=t("骨"), language=language), (n.Paragraph(t("骨直")),))
        with pikepdf.open(io.BytesIO(pressed(article))) as document:
            return {
                str(item.FontName).partition("+")[2]
                for item in document.objects
                if isinstance(item, pikepdf.Dictionary) and "/FontName" in item
            }

    assert fonts(stated) == fonts(known)


def test_a_full_stop_is_one_after_an_ellipsis_drawn_with_three() -> None:
    metadata = Metadata(
        title=t("海の言葉" * 12), language="ja", canonical_url="https://example.org/a.html"
    )
    article = Article(metadata, (n.Paragraph(t("海の言葉。" * 500)),))

    text = "".join(lines_of(article))

    assert "example.org/a.html" in text
