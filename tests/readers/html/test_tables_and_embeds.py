"""Tables of data and of layout; players, posts and frames."""

from __future__ import annotations

import pytest

from articlepress import nodes as n
from articlepress.walk import inline_text, plain_text, query

from .pages import blocks_of


def test_a_table_keeps_heads_spans_alignment_and_caption() -> None:
    (table,) = blocks_of(
        "<table><caption>Votes</caption><tr><th>Name<th>Votes</tr>"
        '<tr><td>Ann<td align="right">3</tr><tr><td colspan="2">Total 3</tr></table>'
    )

    assert isinstance(table, n.Table)
    assert inline_text(table.caption) == "Votes"
    assert all(cell.header for cell in table.head[0].cells)
    assert table.body[0].cells[1].align == "right"
    assert table.body[1].cells[0].column_span == 2


@pytest.mark.parametrize(
    "html",
    [
        "<table><tr><td><p>One</p><p>Two</p></td></tr></table>",
        '<table role="presentation"><tr><td>One</td><td>Two</td></tr></table>',
        "<table><tr><td>One<table><tr><td>Two</td></tr></table></td></tr></table>",
    ],
)
def test_a_table_for_layout_is_taken_apart(html: str) -> None:
    blocks = blocks_of(html)

    assert not any(isinstance(block, n.Table) for block in blocks)
    assert plain_text(blocks).split() == ["One", "Two"]


def spans(table: n.Block) -> list[list[tuple[int, int]]]:
    """Return the rows and columns that each cell of a table's body reaches over."""
    assert isinstance(table, n.Table)
    return [[(cell.row_span, cell.column_span) for cell in row.cells] for row in table.body]


def test_a_cell_reaches_over_no_more_rows_than_its_group_has() -> None:
    (table,) = blocks_of(
        "<table><tr><th>A<th>B</tr><tr><td rowspan=3>1<td>2</tr><tr><td>3</tr>"
        "<tfoot><tr><td>4<td>5</tr></tfoot></table>"
    )

    assert spans(table) == [[(2, 1), (1, 1)], [(1, 1)]]


def test_a_column_that_no_cell_begins_in_is_none() -> None:
    (table,) = blocks_of(
        "<table><tr><th colspan=2>A<th>B</tr><tr><td colspan=2>1<td>2</tr>"
        "<tr><td colspan=8>3</tr></table>"
    )

    assert spans(table) == [[(1, 1), (1, 1)], [(1, 2)]]


def test_a_table_whose_head_is_written_in_headings_is_one() -> None:
    (table,) = blocks_of(
        "<table><tr><td><h4>Food</h4></td><td><h4>For two</h4></td></tr>"
        "<tr><td colspan=2><h5>Fruit</h5></td></tr><tr><td>Pears</td><td>4</td></tr>"
        "<tr><td>Plums</td><td>6</td></tr></table>"
    )

    assert isinstance(table, n.Table)
    assert [plain_text(cell.content) for cell in table.head[0].cells] == ["Food", "For two"]
    assert table.body[0].cells[0].header
    assert [len(row.cells) for row in table.body] == [1, 2, 2]


def test_cards_side_by_side_with_headings_are_no_table() -> None:
    cards = "<tr><td><h3>One</h3>Text one.</td><td><h3>Two</h3>Text two.</td></tr>" * 3

    assert not any(isinstance(block, n.Table) for block in blocks_of(f"<table>{cards}</table>"))


@pytest.mark.parametrize(
    "html",
    [
        "<ul><li><div>Range</div><div>300 miles</div></li></ul>",
        "<dl><dt>Car</dt><dd><div>Range</div><div>300 miles</div></dd></dl>",
        "<table><tr><th>Car<th>Fact<tr><td>A<td><div>Range</div><div>300 miles</div></table>",
    ],
)
def test_lines_of_an_item_or_a_cell_stay_lines(html: str) -> None:
    breaks = list(query(blocks_of(html), n.LineBreak))

    assert len(breaks) == 1
    assert "Range\n300 miles" in plain_text(blocks_of(html))


@pytest.mark.parametrize(
    ("html", "url", "provider", "title"),
    [
        (
            '<iframe src="https://www.youtube-nocookie.com/embed/abcdefghijk?rel=0" title="Film">',
            "https://www.youtube.com/watch?v=abcdefghijk",
            "YouTube",
            "Film",
        ),
        (
            '<lite-youtube videoid="abcdefghijk" playlabel="Play: Film"></lite-youtube>',
            "https://www.youtube.com/watch?v=abcdefghijk",
            "YouTube",
            "Film",
        ),
        (
            '<iframe src="https://paper.example/embed?url=https%3A%2F%2Fwww.youtube.com%2Fwatch'
            '%3Fv%3Dabcdefghijk"></iframe>',
            "https://www.youtube.com/watch?v=abcdefghijk",
            "YouTube",
            "",
        ),
        (
            '<iframe src="https://cdn.embedly.com/widgets/media.html?type=text&src='
            'https%3A%2F%2Fplayer.vimeo.com%2Fvideo%2F123456&key=1"></iframe>',
            "https://vimeo.com/123456",
            "Vimeo",
            "",
        ),
        (
            '<iframe data-src="//player.vimeo.com/video/123456"></iframe>',
            "https://vimeo.com/123456",
            "Vimeo",
            "",
        ),
        (
            '<audio src="https://example.org/a/National_anthem%2C_short.ogg?x=1"></audio>',
            "https://example.org/a/National_anthem%2C_short.ogg?x=1",
            "Audio",
            "National anthem, short.ogg",
        ),
        (
            '<div><script src="https://gist.github.com/ann/0a1b2c.js"></script></div>',
            "https://gist.github.com/ann/0a1b2c",
            "GitHub Gist",
            "",
        ),
        (
            '<iframe src="https://maps.example/x" title="Map"></iframe>',
            "https://maps.example/x",
            "maps.example",
            "Map",
        ),
    ],
)
def test_a_player_becomes_a_card_that_leads_to_it(
    html: str, url: str, provider: str, title: str
) -> None:
    assert blocks_of(html) == (n.Embed(url, provider, title),)


def test_a_quoted_post_keeps_its_words_in_the_card() -> None:
    (embed,) = blocks_of(
        '<blockquote class="twitter-tweet"><p>Hello world</p>&mdash; Ann '
        '<a href="https://twitter.com/ann/status/12345?ref_src=x">May 1</a></blockquote>'
    )

    assert isinstance(embed, n.Embed)
    assert embed.url == "https://x.com/ann/status/12345"
    assert "Hello world" in plain_text(embed.fallback)


@pytest.mark.parametrize(
    "src",
    [
        "https://www.googletagmanager.com/ns.html?id=1",
        "https://www.facebook.com/plugins/like.php?href=x",
        "about:blank",
        "javascript:alert(1)",
        "https://www.dianomi.com/smartads.epl?id=1",
        "https://paper.example/api/ads?name=box",
        "https://x.sibforms.com/serve/abc",
        "https://link.paper.example/join/3qk/newsletter-component?list=Today",
    ],
)
def test_frames_that_are_no_content_go(src: str) -> None:
    assert blocks_of(f'<iframe src="{src}"></iframe>') == ()


@pytest.mark.parametrize("mark", ["aria-hidden=true", "hidden", 'style="display: none"'])
def test_a_frame_that_is_never_shown_is_machinery(mark: str) -> None:
    frame = f'<iframe src="https://x.example/sync.html" title="Sync" {mark}>no frames</iframe>'

    assert blocks_of(f"<p>Text</p>{frame}") == (n.Paragraph((n.Text("Text"),)),)


@pytest.mark.parametrize("address", ["", 'src="about:blank"', 'src="javascript:void(0)"'])
def test_what_a_frame_says_to_browsers_that_know_none_is_no_text(address: str) -> None:
    frame = f"<iframe {address}>Your browser does not support <b>frames</b>.</iframe>"

    assert blocks_of(f"<p>Before.</p>{frame}<p>After.</p>") == (
        n.Paragraph((n.Text("Before."),)),
        n.Paragraph((n.Text("After."),)),
    )


def test_what_an_amp_frame_without_an_address_holds_is_text() -> None:
    (told,) = blocks_of("<amp-iframe><p>The map is on the town's own page.</p></amp-iframe>")

    assert told == n.Paragraph((n.Text("The map is on the town's own page."),))


def test_a_player_that_a_script_has_yet_to_show_stays() -> None:
    frame = '<iframe src="https://x.example/talk" style="visibility:hidden" width=0 height=0>'

    assert [embed.url for embed in query(blocks_of(frame), n.Embed)] == ["https://x.example/talk"]


BLANK = "data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw=="


@pytest.mark.parametrize(
    ("video", "src"),
    [
        ('<video poster="https://a.org/still.jpg"></video>', "https://a.org/still.jpg"),
        (
            f'<video poster="{BLANK}" data-postersrc="https://a.org/still.jpg"></video>',
            "https://a.org/still.jpg",
        ),
        (f'<video poster="{BLANK}"></video>', ""),
    ],
)
def test_a_video_without_address_shows_its_still_and_no_blank(video: str, src: str) -> None:
    assert [image.src for image in query(blocks_of(video), n.Image)] == ([src] if src else [])
