"""Where the engine breaks lines: text before a link is not broken behind its first syllable."""

from __future__ import annotations

import io

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


def lines_of(article: Article) -> list[str]:
    out = io.BytesIO()
    write(article, PdfOptions(hyphenate=False), load_style("base"), Notes(), out)
    document = pypdfium2.PdfDocument(out.getvalue())
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
