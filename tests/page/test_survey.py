"""What is gathered from a page at once, and what is looked for at a glance first."""

from __future__ import annotations

import pytest

from articlepress.diagnostics import Notes
from articlepress.page.choose_dates import choose_date
from articlepress.page.facts import Facts, gather_facts
from articlepress.page.parse import parse
from articlepress.source import Source

TEXT = "<p>The river rises.</p>" * 20


def facts_of(markup: str) -> Facts:
    return gather_facts(parse(Source(markup.encode(), "page.html"), Notes()))


def test_a_meta_that_is_a_property_too_is_one_fact() -> None:
    facts = facts_of(f"<meta itemprop=name name=keywords content=Storm><h1>Storm</h1>{TEXT}")

    assert [fact.value for fact in facts.of("tag")] == ["Storm"]


def test_a_property_in_the_head_is_read_as_in_the_text() -> None:
    facts = facts_of(
        f"<h1>Storm</h1><span itemprop=author>Ann Lee</span>{TEXT}"
        "<link itemprop=headline href=/><meta itemprop=headline content='Storm at sea'>"
    )

    read = [(fact.value, fact.source) for fact in facts.of("headline")]
    assert read == [("Storm at sea", "meta"), ("Storm at sea", "microdata")]
    assert [person.name for person in facts.people] == ["Ann Lee"]


@pytest.mark.parametrize(
    ("icon", "is_read"),
    [
        ("<i class=icon-calendar></i>", True),
        ("<i class='fa fa-calendar-o'></i>", True),
        ("<i class='bi bi-calendar'></i>", True),
        ("<svg class=icon-solid-calendar width=9 height=9></svg>", True),
        ("<i class=sofa-calendar></i>", False),
        ("<i class=calendar></i>", False),
        ("<i class=icon-calendars></i>", False),
    ],
)
def test_a_date_stands_beside_the_icon_of_a_calendar_in_the_usual_fonts(
    icon: str, is_read: bool
) -> None:
    facts = facts_of(f"<h1>Storm</h1>{TEXT}<b>{icon} 2 February 2022</b>")

    assert (facts.of("published")[0].source == "label") is is_read


@pytest.mark.parametrize(
    ("data", "day"),
    [
        ('{"publishedAt":"2022-02-02T10:00"}', "2022-02-02T10:00"),
        ('{\\"pub_date\\": \\"2022-02-02\\"}', "2022-02-02"),
        ('{"expires":"2022-02-02"}', ""),
    ],
)
def test_a_scripts_data_gives_the_date_of_a_page_that_shows_none(data: str, day: str) -> None:
    facts = facts_of(f"<h1>Storm</h1>{TEXT}<script>state = '{data}'</script>")

    assert choose_date(facts, "published").value == day


@pytest.mark.parametrize(
    "wrapped", ["{}", "<!--{}-->", "//<![CDATA[\n{}\n//]]>", "{},", "/* x */{}"]
)
def test_data_is_read_whatever_it_is_wrapped_in(wrapped: str) -> None:
    data = wrapped.replace("{}", '{"@type":"NewsArticle","headline":"Storm at sea"}')

    facts = facts_of(f'<script type="application/ld+json">{data}</script>{TEXT}')

    assert facts.first("headline") == "Storm at sea"


@pytest.mark.parametrize(
    "elsewhere", ["<img alt='{}'>", '<img alt="{}">', "<p>{} is a writer.", ""]
)
def test_a_line_is_a_name_where_the_page_says_whose(elsewhere: str) -> None:
    said = elsewhere.replace("{}", "Ann Lee")

    facts = facts_of(f"<h1>Storm</h1><p>Ann Lee</p>{TEXT}{said}")

    assert bool(facts.people) is (elsewhere not in ("", "<img alt='{}'>"))


@pytest.mark.parametrize(
    ("label", "is_read"),
    [
        ("Autor:", True),
        ("Autor/in:", True),
        ("Author:", True),
        ("Auteur:", True),
        ("Autora:", True),
        ("Written by:", True),
        ("Verfasser:", True),
        ("Автор:", True),
        ("作者：", True),
        ("NichtAutor:", False),
        ("Autorenteam:", False),
    ],
)
def test_a_label_anywhere_names_the_author_of_a_page_that_names_nobody(
    label: str, is_read: bool
) -> None:
    facts = facts_of(f"<h1>Sturm</h1>{TEXT}<p><b>{label}</b> Ann Lee</p>")

    assert [person.name for person in facts.people] == ["Ann Lee"] * is_read
