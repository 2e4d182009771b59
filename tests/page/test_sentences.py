"""Links whose class speaks of a pop-up or a menu, in the middle of a sentence and elsewhere."""

from __future__ import annotations

import pytest

from articlepress.diagnostics import Notes
from articlepress.page.locate import locate
from articlepress.page.parse import parse
from articlepress.page.settled import settle
from articlepress.source import Source

PROSE = "<p>The ferry had not come, and the captain of the tug was asked for the third time.</p>"


@pytest.mark.parametrize(
    ("paragraph", "stays"),
    [
        ("It was praised by <a class=external-popup href=/x>the Post</a>, twice.", True),
        ("It was praised by <a class=external-popup href=/x>the Post</a>.", True),
        (
            "<span>It was praised by </span><a class=external-popup href=/x>the Post</a><b>. </b>",
            True,
        ),
        ("<a class=external-popup href=/x>The Post</a> is a paper that nobody reads.", True),
        ("<a class=external-popup href=/x>The Post</a> or Mail", False),
        ("<i>1</i><a class=external-popup href=/x>The Post</a> is a paper that nobody", False),
        ("It came into the harbour. <a class=external-popup href=/x>Log in</a>.", False),
        ("It came to the harbour <a class=external-popup href=/x>Log in</a> Register", False),
        ("Home <a class=mainmenu href=/x>Boats</a>, nets", False),
    ],
)
def test_a_link_amid_a_sentence_stays(paragraph: str, stays: bool) -> None:
    html = f"<html><body><article>{PROSE * 3}<p>{paragraph}</p>{PROSE}</article>"
    page = parse(Source(html.encode(), "page.html"), Notes())
    link = page.tree.css_first("a")
    assert link is not None

    assert (link.mem_id not in settle(locate(page, Notes())).dropped) is stays
