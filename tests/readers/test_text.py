"""Plain texts: notes as typed, and dumps of whole web pages."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articlepress import nodes as n
from articlepress.article import Article
from articlepress.diagnostics import Notes
from articlepress.errors import SourceError
from articlepress.metadata import Date
from articlepress.readers.text import READER, TextOptions
from articlepress.readers.text.body import split_seam
from articlepress.readers.text.head import is_name, read_date
from articlepress.source import Source
from articlepress.walk import block_texts, inline_text, query

PROSE = (
    "The harbour had been frozen for a month when the first ship came in, and nobody on the quay "
    "could say afterwards who had seen it first or why the bells had not been rung."
)
MORE = (
    "By the evening everybody had a story about it, and by the end of the week there were so many "
    "that the pilot stopped correcting them and went home to sleep."
)


def read(text: str | bytes, notes: Notes | None = None, **options: bool) -> Article:
    content = text.encode() if isinstance(text, str) else text
    articles = READER.read(
        Source(content, "note.txt"), TextOptions(**options), Notes() if notes is None else notes
    )
    (article,) = articles
    return article


def texts(article: Article) -> list[str]:
    return list(block_texts(article.blocks))


def shared(name: str) -> Path:
    folder = os.environ.get("ARTICLEPRESS_SHARED", Path(__file__).parents[3] / "shared")
    path = Path(folder) / name
    if not path.exists():
        pytest.skip("the shared reference pages are not beside this checkout")
    return path


def test_the_seed_is_read_as_its_truth_says() -> None:
    notes = Notes()
    truth = json.loads(shared("seed/truth.json").read_text("utf-8"))

    article = read(shared("seed/article.txt").read_bytes(), notes)

    metadata = article.metadata
    paragraphs = [b for b in article.blocks if isinstance(b, n.Paragraph)]
    assert inline_text(metadata.title) == truth["title"]
    assert metadata.site.name == truth["site"]
    assert [author.name for author in metadata.authors] == [truth["author"]]
    assert list(block_texts(metadata.authors[0].bio)) == [truth["bio"]]
    assert [list(block_texts(d.content)) for d in metadata.disclaimers] == [[truth["disclaimer"]]]
    assert [inline_text(paragraph.content) for paragraph in paragraphs] == truth["paragraphs"]
    assert [inline_text(h.content) for h in query(article.blocks, n.Heading)] == truth["headings"]
    assert [image.alt for image in query(article.blocks, n.Image)] == [truth["image_alt"]]
    assert {d.code for d in notes.diagnostics} == {"AP106", "AP202"}


def test_every_word_of_the_seed_is_kept_or_recorded_as_removed() -> None:
    notes = Notes()
    content = shared("seed/article.txt").read_text("utf-8")

    article = read(content, notes)

    metadata = article.metadata
    kept = [*texts(article), inline_text(metadata.title), *(a.name for a in metadata.authors)]
    kept += [image.alt for image in query(article.blocks, n.Image)]
    kept += [text for a in metadata.authors for text in block_texts(a.bio)]
    kept += [text for d in metadata.disclaimers for text in block_texts(d.content)]
    removed = [removal.text for removal in notes.removals]
    words = " ".join([*kept, *removed]).split()
    # The seam made two words of one.
    assert len(words) == len(content.split()) + 1


def test_a_note_becomes_paragraphs_and_its_first_line_the_title() -> None:
    article = read(f"The ship that came early\n\n{PROSE}\n\n{MORE}\n")

    assert inline_text(article.metadata.title) == "The ship that came early"
    assert texts(article) == [PROSE, MORE]


def test_a_note_without_a_title_has_none() -> None:
    notes = Notes()

    article = read(f"{PROSE}\n\n{MORE}", notes)

    assert article.metadata.title == ()
    assert texts(article) == [PROSE, MORE]
    assert [d.code for d in notes.diagnostics] == ["AP302"]


def test_wrapped_lines_are_joined_whatever_ends_them() -> None:
    import textwrap

    wrapped = "\n\n".join(textwrap.fill(text, 72) for text in (PROSE, MORE))

    for ending in ("\n", "\r\n", "\r"):
        article = read(f"A title{ending * 2}{wrapped.replace(chr(10), ending)}")
        assert texts(article) == [PROSE, MORE]


def test_lines_without_blank_ones_between_are_paragraphs_of_their_own() -> None:
    assert texts(read(f"A title\n{PROSE}\n{MORE}\n")) == [PROSE, MORE]


def test_tabs_and_spaces_at_the_edges_go_and_no_break_spaces_inside_stay() -> None:
    article = read(f"A\ttitle\N{NO-BREAK SPACE}\n\n\t10\N{NO-BREAK SPACE}km.{PROSE} \t\n")

    assert inline_text(article.metadata.title) == "A title"
    assert texts(article) == [f"10\N{NO-BREAK SPACE}km.{PROSE}"]


def test_a_short_line_between_paragraphs_is_a_heading() -> None:
    article = read(f"A title\n\n{PROSE}\n\nWhat came after\N{NO-BREAK SPACE}\n\n{MORE}")

    assert article.blocks[1] == n.Heading(1, (n.Text("What came after"),))


@pytest.mark.parametrize("line", ["He said no.", "“Never again”", "And so,", "why not?"])
def test_a_short_sentence_is_no_heading(line: str) -> None:
    article = read(f"A title\n\n{PROSE}\n\n{line}\n\n{MORE}")

    assert not list(query(article.blocks, n.Heading))


def test_lists_verse_and_rules_are_told_by_their_marks() -> None:
    article = read(
        f"A title\n\n{PROSE}\n\n- one\n- two\n\n3. three\n\n4. four\n\n***\n\n"
        f"Ice on the bay\nice in the glass\nand ice in the word\n\n{MORE}"
    )

    kinds = [type(block) for block in article.blocks]
    assert kinds == [
        n.Paragraph, n.BulletList, n.OrderedList, n.Rule, n.LineBlock, n.Paragraph,
    ]  # fmt: skip
    assert article.blocks[2] == n.OrderedList(
        ((n.Plain((n.Text("three"),)),), (n.Plain((n.Text("four"),)),)), 3
    )


def test_a_byline_and_a_date_above_the_text_are_metadata() -> None:
    article = read(f"A title\n\nBy Ada Lind and Jon Abel\n\nJune 20, 2016\n\n{PROSE}\n\n{MORE}")

    assert [author.name for author in article.metadata.authors] == ["Ada Lind", "Jon Abel"]
    assert article.metadata.published == Date("2016-06-20")
    assert texts(article) == [PROSE, MORE]


@pytest.mark.parametrize(
    ("line", "iso"),
    [
        ("20 de junio de 2016", "2016-06-20"),
        ("le 1er mai 2020", "2020-05-01"),
        ("3. März 2021", "2021-03-03"),
        ("20 июня 2016", "2016-06-20"),
        ("2016年6月20日", "2016-06-20"),
        ("Published 2016-06-20", "2016-06-20"),
        ("Sept 5th, 2019", "2019-09-05"),
    ],
)
def test_dates_of_many_languages_are_read(line: str, iso: str) -> None:
    assert read_date(line) == Date(iso)


@pytest.mark.parametrize("line", ["In 2016 we left", "30 February 2016", "Room 101", "2016-13-45"])
def test_other_numbers_are_no_dates(line: str) -> None:
    assert read_date(line) is None


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Syrian ForcesChange is in the Air", ("Syrian Forces", "Change is in the Air")),
        ("What YouTube Changed", ("", "What YouTube Changed")),
        ("A McForces Meal", ("", "A McForces Meal")),
        ("NewForces Again", ("New", "Forces Again")),
        ("OldWords Unknown", ("", "OldWords Unknown")),
    ],
)
def test_a_seam_needs_a_half_that_stands_elsewhere(text: str, parts: tuple[str, str]) -> None:
    assert split_seam(text, {"forces": 2, "you": 3, "change": 1}) == parts


def test_a_word_glued_everywhere_is_a_name() -> None:
    assert split_seam("The NewForces Era", {"newforces": 3, "forces": 2}) == (
        "",
        "The NewForces Era",
    )


def test_site_and_title_part_at_the_headline_repeated_below() -> None:
    for line in ("The ship - The Courier", "The Courier | The ship", "The ship – The Courier"):
        article = read(f"{line}\n\nThe ship\n\n{PROSE}\n\n{MORE}")
        assert inline_text(article.metadata.title) == "The ship"
        assert article.metadata.site.name == "The Courier"
        assert texts(article) == [PROSE, MORE]


@pytest.mark.parametrize(
    "form",
    [
        "Leave a Reply\n\nYour email address will not be published.\n\nName *\n\nEmail *",
        "Deja un comentario\nTu dirección de correo electrónico no será publicada.",
        "Laisser un commentaire\n\nVotre adresse e-mail ne sera pas publiée.\n\nNom *",
        "Schreibe einen Kommentar\n\nDeine E-Mail-Adresse wird nicht veröffentlicht.",
        "Добавить комментарий\n\nВаш адрес email не будет опубликован.",
        "コメントを残す\n\nメールアドレスが公開されることはありません。",
        "2 Responses to “A title”\n\nA reader says:\n\nGreat column.\n\nLeave a Reply",
    ],
)
def test_comments_and_their_form_go_and_are_recorded(form: str) -> None:
    notes = Notes()

    article = read(f"A title\n\n{PROSE}\n\n{MORE}\n\n{form}\n", notes)

    assert texts(article) == [PROSE, MORE]
    assert {removal.rule for removal in notes.removals} == {"text/comments"}
    assert " ".join(r.text for r in notes.removals).split() == form.split()


def test_a_heading_that_only_sounds_like_a_form_stays() -> None:
    article = read("A title\n\n" + f"Leave a Reply\n\n{PROSE}\n\n" + f"{MORE}\n\n" * 12)

    assert texts(article)[0] == "Leave a Reply"


def test_buttons_lists_and_feet_of_a_page_go() -> None:
    notes = Notes()
    chrome = "Related Posts\n\nFive boots for winter\n\nHow to pack a bag\n\n"

    article = read(
        f"Skip to content\n\nA title\n\nShare this:\n\nFacebook\n\n{PROSE}\n\n{MORE}\n\n"
        f"Filed Under: Sea\n\n{chrome}© 2016 The Courier. All rights reserved.",
        notes,
    )

    assert texts(article) == [PROSE, MORE]
    assert {r.rule for r in notes.removals} == {
        "text/navigation", "text/sharing", "text/filing", "text/related", "text/footer",
    }  # fmt: skip


def test_a_bio_under_its_label_belongs_to_the_byline() -> None:
    bio = "She has lived in the north since 1990 and keeps a boat."

    article = read(f"A title\n\nBy Ada Lind\n\n{PROSE}\n\n{MORE}\n\nAbout the author\n\n{bio}")

    assert [(a.name, list(block_texts(a.bio))) for a in article.metadata.authors] == [
        ("Ada Lind", [bio])
    ]


def test_a_last_paragraph_that_says_who_someone_is_names_the_author() -> None:
    article = read(f"A title\n\n{PROSE}\n\n{MORE}\n\nAda Lind is a poet in the north.")

    assert [author.name for author in article.metadata.authors] == ["Ada Lind"]
    assert texts(article) == [PROSE, MORE]


def test_a_disclaimer_after_the_bio_is_found_too() -> None:
    views = "The views expressed here are the author’s own."

    article = read(f"A title\n\n{PROSE}\n\n{MORE}\n\nAda Lind\n\nAda Lind sails.\n\n{views}")

    assert [list(block_texts(d.content)) for d in article.metadata.disclaimers] == [[views]]
    assert list(block_texts(article.metadata.authors[0].bio)) == ["Ada Lind sails."]


def test_verbatim_keeps_every_line() -> None:
    notes = Notes()

    article = read(f"Share this:\n\nA title\n\n{PROSE}", notes, verbatim_text=True)

    assert "".join(texts(article)) == f"Share this:A title{PROSE}"
    assert not notes.removals


def test_bytes_of_other_character_sets_are_detected() -> None:
    prose = "Der Hafen war über Nacht zugefroren, und die Möwen saßen auf dem Eis. " * 4

    for encoding in ("cp1252", "utf-16", "utf-8-sig"):
        assert texts(read(f"Ein Titel\n\n{prose}".encode(encoding))) == [prose.strip()]


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(SourceError, match="NUL bytes"):
        read(b"PK\x03\x04\0\0\0\0")


def test_a_text_of_noise_only_is_refused() -> None:
    with pytest.raises(SourceError, match="no words"):
        read("Share this:\n\nFacebook")


@pytest.mark.parametrize("name", ["Craig Smith", "Ludwig van Beethoven", "J. R. Tolkien"])
def test_names_of_people_are_told(name: str) -> None:
    assert is_name(name)


@pytest.mark.parametrize("line", ["the end", "It was over.", "A", "What came after the war was"])
def test_other_short_lines_are_no_names(line: str) -> None:
    assert not is_name(line)


_LINES = st.lists(
    st.sampled_from(
        [PROSE, MORE, "A heading", "", "Ada Lind", "- item", "Leave a Reply", "***", "By Jon Abel",
         "Share this:", "June 20, 2016", "Disclaimer: views are hers.", "About the author"]
    ),
    min_size=1, max_size=14,
)  # fmt: skip


@given(_LINES)
@settings(max_examples=150)
def test_no_line_is_lost_without_a_record(lines: list[str]) -> None:
    notes = Notes()

    try:
        article = read("\n\n".join(["A title of a page", *lines, PROSE]), notes)
    except SourceError:
        return

    metadata = article.metadata
    kept = [*texts(article), inline_text(metadata.title), *(a.name for a in metadata.authors)]
    kept += [text for a in metadata.authors for text in block_texts(a.bio)]
    kept += [text for d in metadata.disclaimers for text in block_texts(d.content)]
    kept += [removal.text for removal in notes.removals]
    kept += [fact.selector for fact in metadata.provenance.facts]
    everything = " ".join(kept)
    for line in lines:
        words = line.removeprefix("- ")
        assert line == "***" or words in everything
