"""Calendars, notices to readers without scripts, icons' letters and counters are no text."""

from __future__ import annotations

import pytest

from articlepress.diagnostics import Notes
from articlepress.page.figures import without_bare_captions
from articlepress.page.hidden import without_hidden
from articlepress.page.locate import Located
from articlepress.page.outline import outline
from articlepress.page.parse import parse
from articlepress.page.rules import compile_rules, load_rules
from articlepress.page.widgets import without_widgets
from articlepress.source import Source


def dropped_from(inside: str) -> dict[str, str]:
    """Return the words dropped, each with its rule."""
    page = parse(Source(f"<html><body><article>{inside}</article>".encode(), "page.html"), Notes())
    flat = outline(page.root, compile_rules(load_rules("chrome")))
    root = page.tree.css_first("article")
    assert root is not None
    located = without_widgets(without_bare_captions(without_hidden(Located((root,), outline=flat))))
    return {
        " ".join((node.text_content or node.text(deep=True)).split()): rule.name
        for node in root.traverse(include_text=True)
        if (rule := located.dropped.get(node.mem_id))
    }


def weeks(first: int, last: int) -> str:
    days = "".join(
        f"<td>{day}</td>{'</tr><tr>' * (day % 7 == 0)}" for day in range(first, last + 1)
    )
    return f"<table><tr><th>M<th>T<th>W<th>T<th>F<th>S<th>S</tr><tr>{days}</tr></table>"


def test_a_months_days_are_a_calendar_and_other_numbers_a_table() -> None:
    assert list(dropped_from(f"<p>One.</p>{weeks(1, 31)}").values()) == ["widget/calendar"]
    assert dropped_from(f"<p>One.</p>{weeks(2, 31)}") == {}


@pytest.mark.parametrize(
    "notice",
    [
        "To view this content, JavaScript must be enabled and Flash Player must be installed.",
        "To watch this film, please install the latest Flash Player.",
        "Please enable JavaScript to view the comments.",
        "Your browser does not support the video element.",
        "This video requires Adobe Flash Player.",
        "JavaScript is disabled in your browser.",
        "Bitte aktivieren Sie JavaScript.",
        "Veuillez activer JavaScript pour lire cette page.",
    ],
)
def test_a_notice_to_readers_without_scripts_goes(notice: str) -> None:
    assert dropped_from(f"<p>One.</p><p>{notice}</p>") == {notice: "notice/scripts"}


@pytest.mark.parametrize(
    "inside",
    [
        "<p>JavaScript was written in ten days.</p>",
        "<p>To view this content her way, the captain learnt JavaScript.</p>",
        "<p>Most readers of the harbour's page had JavaScript enabled.</p>",
        "<ul><li>Please enable JavaScript.<li>Then open the page.</ul>",
        "<pre>Please enable JavaScript.</pre>",
        f"<p>Please enable JavaScript. {'It shows where the tug is. ' * 8}</p>",
    ],
)
def test_words_about_scripts_stay(inside: str) -> None:
    assert dropped_from(f"<p>One.</p>{inside}") == {}


def test_a_letter_that_a_font_draws_as_an_icon_goes() -> None:
    assert dropped_from('<h3><span class="icon icon-white">S</span></h3>') == {"S": "hidden/icon"}
    assert dropped_from('<h3><span class="icon">3</span> Moor the tug</h3>') == {}
    assert dropped_from('<p><span class="icon">Go</span> and moor the tug</p>') == {}
    assert dropped_from('<table><tr><td><i class="icon">x</i><td>Tug</table>') == {}
    assert dropped_from('<p>Moor <a href="/"><i class="icon">X</i></a> the tug</p>') == {}


def test_a_figure_of_a_few_words_shows_nothing() -> None:
    counter = "<figure><div>861</div><div>Kudos</div></figure>"

    assert dropped_from(counter) == {"861Kudos": "figure/nothing-shown"}
    assert dropped_from("<figure><p>Moor the tug</p></figure>") == {}
    assert dropped_from("<figure><div>Moor the tug at the pier</div></figure>") == {}
    assert dropped_from("<figure><img src=a.jpg><div>The tug</div></figure>") == {}
