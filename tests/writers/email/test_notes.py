"""Notes in mail: each mark has its note and each note its mark, in text and credits, cut or not."""

from __future__ import annotations

import email
import io
import re
from email.policy import SMTP

from hypothesis import given, settings
from hypothesis import strategies as st

from articlepress import nodes as n
from articlepress.article import Article, Collection, Part
from articlepress.diagnostics import Notes
from articlepress.metadata import Disclaimer, Hero, Metadata, Person
from articlepress.render.styles import load_style
from articlepress.transforms.credits import place_credits
from articlepress.writers import find_writer
from articlepress.writers.email.options import EmlOptions, NewsletterOptions
from trees import p, t


def newsletter(article: Article | Collection, clip_bytes: int = 81_920) -> str:
    out = io.BytesIO()
    style, options = load_style("base"), NewsletterOptions(clip_bytes=clip_bytes)
    find_writer("newsletter").write(article, options, style, Notes(), out)
    return out.getvalue().decode()


def plain_part(article: Article) -> str:
    out = io.BytesIO()
    find_writer("eml").write(article, EmlOptions(), load_style("base"), Notes(), out)
    message = email.message_from_bytes(out.getvalue(), policy=SMTP)
    part = message.get_body(("plain",))
    assert part is not None
    return str(part.get_content())


def noted(*texts: str) -> n.Blocks:
    """Return a paragraph for each text, with a note at its end that says so."""
    return tuple(n.Paragraph((n.Text(text), n.Note((p(f"Note: {text}."),)))) for text in texts)


def noted_credits(blocks: n.Blocks, bio: n.Blocks, disclaimer: n.Blocks = ()) -> Article:
    person = Person("Marta Quist", bio=bio)
    disclaimers = (Disclaimer(disclaimer),) if disclaimer else ()
    metadata = Metadata(title=t("Notes"), language="en", authors=(person,), disclaimers=disclaimers)
    return place_credits(Article(metadata, blocks))


def marks_and_notes(html: str) -> tuple[list[str], list[str]]:
    """Return the numbers of the marks in reading order, and the words of the items."""
    start, end = html.index('<ol class="notes"'), html.index("</ol>")
    marks = re.findall(r"<sup[^>]*>,?(\d+)</sup>", html[:start] + html[end:])
    return marks, re.findall(r"Note: ([^.]+)\.", html[start:end])


def test_notes_of_bio_and_disclaimer_are_listed_behind_those_of_the_text() -> None:
    article = noted_credits(noted("One"), noted("Marta writes"), noted("Views are hers"))

    html = newsletter(article)

    assert marks_and_notes(html) == (["1", "2", "3"], ["One", "Marta writes", "Views are hers"])
    assert "<!--ap:" not in html


def test_notes_of_a_bio_are_listed_where_the_text_has_none() -> None:
    html = newsletter(noted_credits((p("Text."),), noted("Marta writes")))

    assert marks_and_notes(html) == (["1"], ["Marta writes"])


def test_after_a_cut_notes_of_the_bio_are_numbered_on_from_those_kept() -> None:
    text = noted(*(f"{i} " + "word " * 150 for i in range(300)))

    html = newsletter(noted_credits(text, noted("Marta writes")))

    marks, notes = marks_and_notes(html)
    assert 2 < len(marks) < 300
    assert marks == [str(k) for k in range(1, len(notes) + 1)]
    assert notes[-1] == "Marta writes"
    assert len(html.encode()) <= 81_920


def test_note_that_stands_whole_behind_the_cut_is_listed_for_its_mark_in_the_bio() -> None:
    late = n.Paragraph((n.Text("Late."), n.Note((p("Note: since 1981."),), "ice")))
    text = tuple(p(f"Paragraph {i}. " + "word " * 120) for i in range(400))
    bio = (p("Marta Quist sails", n.Note((), "ice"), "."),)

    html = newsletter(noted_credits((*text, late), bio))

    assert "Late." not in html
    assert marks_and_notes(html) == (["1"], ["since 1981"])


def test_cut_before_the_first_block_keeps_the_note_of_the_lead_pictures_caption() -> None:
    lead = n.Image("https://a.example/lamp.jpg")
    caption = (n.Text("A lamp"), n.Note((p("Note: of 1881."),)))
    metadata = Metadata(title=t("Night"), language="en", hero=Hero(lead, caption))

    html = newsletter(Article(metadata, (p("word " * 30_000),)))

    assert marks_and_notes(html) == (["1"], ["of 1881"])


def test_note_inside_a_note_is_listed_by_its_own_number() -> None:
    inner = n.Note((p("Note: inner."),))
    outer = n.Paragraph((n.Text("Note: outer."), inner))
    blocks = (
        p("Text", n.Note((), "a"), " and", n.Note((p("Note: other."),)), "."),
        p("again", n.Note((outer,), "a"), "."),
    )

    html = newsletter(Article(Metadata(title=t("Notes"), language="en"), blocks))

    assert marks_and_notes(html) == (["1", "2", "1"], ["outer", "other", "inner"])
    assert re.search(r"Note: outer\.<sup[^>]*>3</sup>", html)


def test_marks_in_a_row_have_a_comma_between_them() -> None:
    one, two, three = (n.Note((p(f"Note: {k}."),)) for k in range(3))
    wrapped = n.Superscript((one, two))

    html = newsletter(Article(Metadata(title=t("Notes")), (p("Text", wrapped, three, "."),)))

    assert "Text1,2,3." in re.sub(r"<[^>]+>", "", html)


def test_plain_part_lists_the_notes_of_the_credits_with_those_of_the_text() -> None:
    article = noted_credits(noted("One"), noted("Marta writes"), noted("Views are hers"))

    text = plain_part(article)

    for number, words in enumerate(("One", "Marta writes", "Views are hers"), 1):
        assert f"{words} [{number}]" in text
        assert f"[{number}] Note: {words}." in text


def column_of(name: str, ident: str) -> Article:
    """Return a column whose text says whole a note that its bio marks too."""
    shared = n.Note((p(f"Note: said of {name}."),), ident)
    person = Person(name, bio=(p(f"{name} writes", n.Note((), ident), "."),))
    metadata = Metadata(title=t(f"By {name}"), language="en", authors=(person,))
    return Article(metadata, (p("Text", shared, "."),))


def test_bios_of_an_issue_keep_notes_that_their_columns_say_whole() -> None:
    columns = (column_of("Ann Lee", "fn1"), column_of("Bo Berg", "fn1"))

    html = newsletter(Collection(title="Issue", parts=(Part(articles=columns),)))

    assert marks_and_notes(html) == (["1", "2"], ["said of Ann Lee", "said of Bo Berg"])


NAMES = st.sampled_from(["", "a", "b", "c"])
PARAGRAPHS = st.lists(st.tuples(st.integers(1, 300), st.lists(NAMES, max_size=3)), max_size=20)


def marked(paragraphs: list[tuple[int, list[str]]], carried: set[str]) -> n.Blocks:
    """Return paragraphs of so many words with notes, a named one whole at its last mark only."""
    blocks: list[n.Block] = []
    for words, names in reversed(paragraphs):
        notes = []
        for name in names:
            notes.append(n.Note(() if name in carried else (p("Said so."),), name))
            carried |= {name} - {""}
        blocks.append(p("word " * words, *reversed(notes), "."))
    return tuple(reversed(blocks))


@settings(max_examples=40, deadline=None)
@given(PARAGRAPHS, PARAGRAPHS, st.sampled_from([81_920, 20_000]))
def test_numbers_of_the_marks_are_those_of_the_list(
    text: list[tuple[int, list[str]]], bio: list[tuple[int, list[str]]], clip_bytes: int
) -> None:
    carried: set[str] = set()
    credits = marked(bio[:3], carried)

    html = newsletter(noted_credits(marked(text, carried), credits), clip_bytes)

    marks = [int(number) for number in re.findall(r"<sup[^>]*>,?(\d+)</sup>", html)]
    assert sorted(set(marks)) == list(range(1, html.count("<li") + 1))
    assert html.count("Said so.") == html.count("<li")
    assert len(html.encode()) <= clip_bytes
