"""An issue of several columns: order, whole sentences, each bio and shared disclaimer once."""

from __future__ import annotations

import email
import io
import re
from dataclasses import replace
from email.policy import SMTP

import pytest

from articlepress import nodes as n
from articlepress.article import Article, Collection, Part
from articlepress.diagnostics import Notes
from articlepress.errors import EmailError
from articlepress.metadata import Date, Hero
from articlepress.pipeline import prepare_collection
from articlepress.render.styles import load_style
from articlepress.writers import find_writer
from articlepress.writers.email.digest import sentences, teaser_text
from articlepress.writers.email.note import note_blocks
from articlepress.writers.email.options import EmlOptions, NewsletterOptions
from trees import column, p, t

COLUMN = column()


def numbered(number: int) -> Article:
    article = COLUMN
    metadata = replace(
        article.metadata,
        title=t(f"Column {number}"),
        canonical_url=f"https://example.org/{number}",
        published=Date(f"2021-02-{number % 12 + 1:02}"),
    )
    return replace(article, metadata=metadata)


def issue(count: int = 12) -> Collection:
    articles = tuple(numbered(i) for i in range(count))
    parts = (Part(articles[:2], "Opinion"), Part(articles[2:], "Letters"))
    return prepare_collection(Collection("The Weekly", parts, language="en"))


def written(collection: Collection, notes: Notes | None = None, **options: str) -> str:
    out = io.BytesIO()
    chosen = NewsletterOptions(**{"image_base_url": "https://i.example.org", **options})  # type: ignore[arg-type]
    style = load_style("base")
    find_writer("newsletter").write(collection, chosen, style, notes or Notes(), out)
    return out.getvalue().decode()


def test_every_column_has_title_byline_and_read_on_link_in_order() -> None:
    html = written(issue())

    links = re.findall(r'<h3[^>]*><a href="https://example\.org/(\d+)"', html)
    assert links == [str(i) for i in range(12)]
    assert html.count(">Read on</a>") == 12
    assert html.count("By Marta Quist and Jon Abel") == 12
    assert html.index(">Opinion<") < html.index(">Column 0<") < html.index(">Letters<")


def test_shared_credits_stand_once() -> None:
    html = written(issue())

    assert html.count("Marta Quist has written about") == 1
    assert html.count("Jon Abel is a hydrologist") == 1
    assert html.count("The views expressed here") == 1


def test_twelve_columns_stay_below_the_clip_size() -> None:
    assert len(written(issue()).encode()) < 81_920


def test_hundreds_of_columns_are_cut_and_credits_stay() -> None:
    notes = Notes()

    html = written(issue(300), notes, view_url="https://example.org/issue")

    assert len(html.encode()) <= 81_920
    assert "Jon Abel is a hydrologist" in html
    assert "AP801" in [d.code for d in notes.diagnostics]


def test_date_is_the_newest_columns_and_can_be_set() -> None:
    assert "February 12, 2021" in written(issue())
    assert "November 22, 2026" in written(issue(), issue_date="2026-11-22")


def test_back_matter_that_has_no_place_is_named() -> None:
    notes = Notes()

    html = written(replace(issue(3), back=(numbered(99),)), notes)

    assert "Column 99" not in html
    (said,) = [item for item in notes.diagnostics if item.code == "AP702"]
    assert "'Column 99'" in said.message


def test_editors_note_is_read_as_markdown() -> None:
    html = written(issue(), note="Hello **you**.\n\nSee [this](https://example.org/x).")

    assert re.search(r"Hello <strong[^>]*>you</strong>", html)
    assert 'href="https://example.org/x"' in html


def test_issue_as_message_has_both_parts() -> None:
    out = io.BytesIO()
    options = EmlOptions(sender="A <a@example.org>")

    find_writer("eml").write(issue(3), options, load_style("base"), Notes(), out)

    message = email.message_from_bytes(out.getvalue(), policy=SMTP)
    plain = message.get_body(("plain",))
    assert message["Subject"] == "The Weekly"
    assert plain is not None
    assert "Column 2" in plain.get_content()


def test_teaser_holds_whole_sentences() -> None:
    words = " ".join(f"Sentence number {i} is here." for i in range(40))
    article = replace(column(), blocks=(p(words),))
    article = replace(article, metadata=replace(article.metadata, standfirst=()))

    text = teaser_text(article)

    assert text.endswith("is here.")
    assert len(text) <= 320


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two! Three?", ["One.", "Two!", "Three?"]),
        ("Mr. Smith came. He left.", ["Mr. Smith came.", "He left."]),
        ("It cost 3.5 million. “Really?” he said.", ["It cost 3.5 million.", "“Really?” he said."]),
        ("一。二。", ["一。", "二。"]),
        ("no end", ["no end"]),
        ("He saw Rep. Omar on Feb. 16. She left.", ["He saw Rep. Omar on Feb. 16. She left."]),
        ("Am 2. Dezember tagt sie. Ende.", ["Am 2. Dezember tagt sie.", "Ende."]),
    ],
)
def test_sentences_are_parted_at_their_ends(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_a_picture_no_client_shows_does_not_say_the_title_once_more() -> None:
    article = numbered(1)
    hero = Hero(n.Image("https://example.org/lead.webp"))
    article = replace(article, metadata=replace(article.metadata, hero=hero))

    html = written(prepare_collection(Collection("The Weekly", (Part((article,)),))))

    assert "[Column 1]" not in html


def test_column_without_address_or_title_is_told() -> None:
    article = column()
    bare = replace(article, metadata=replace(article.metadata, title=(), canonical_url=""))
    notes = Notes()

    html = written(Collection("X", (Part((bare,)),), language="en"), notes)

    assert "Untitled" in html
    assert {"AP302", "AP802"} <= {d.code for d in notes.diagnostics}


@pytest.mark.parametrize(
    ("collection", "options"),
    [
        (Collection("Empty", ()), {}),
        (Collection("X", (Part((column(),)),)), {"issue_date": "soon"}),
    ],
)
def test_issue_that_cannot_be_is_an_error(collection: Collection, options: dict[str, str]) -> None:
    with pytest.raises(EmailError):
        written(collection, None, **options)


def test_note_keeps_lists_and_refuses_unsafe_links() -> None:
    blocks = note_blocks("- one\n- two\n\n[x](javascript:alert(1)) *em*")

    assert isinstance(blocks[0], n.BulletList)
    assert not any(isinstance(i, n.Link) for i in blocks[1].content)  # type: ignore[union-attr]
