"""A table of data amid the text stays, however little its numbers look like prose."""

from __future__ import annotations

from articlepress import nodes as n
from articlepress.diagnostics import Notes
from articlepress.readers import find_reader
from articlepress.source import Source
from articlepress.walk import query

PROSE = (
    "<p>The committee spent the whole of Tuesday comparing ovens, and by evening nobody could say "
    "which loaf had come from where, although everybody had an opinion and most had seconds.</p>"
)
ROWS = (
    "<tr><th>Oven</th><th>Min</th></tr>"
    "<tr><td>Gas</td><td>40</td></tr><tr><td>Wood</td><td>25</td></tr>"
)


def tables(middle: str) -> int:
    page = (
        f"<html><body><article><h1>Ovens</h1>{PROSE * 4}{middle}{PROSE * 3}</article></body></html>"
    )
    reader = find_reader("html")
    (article,) = reader.read(Source(page.encode(), "a.html"), reader.options(), Notes())
    return len(list(query(article.blocks, n.Table)))


def test_a_table_in_a_figure_stays() -> None:
    assert (
        tables(f'<figure class="wp-block-table"><table><tbody>{ROWS}</tbody></table></figure>') == 1
    )


def test_a_table_of_links_between_paragraphs_is_a_menu() -> None:
    menu = "".join(
        f'<tr><td><a href="/{i}">More of this</a></td><td><a href="/x">Go</a></td></tr>'
        for i in "abc"
    )

    assert tables(f'<table class="related-links">{menu}</table>') == 0


def test_a_table_in_a_blockquote_that_broke_its_paragraph_stays() -> None:
    assert tables(f"<p> <blockquote><table>{ROWS}</table></blockquote>") == 1
