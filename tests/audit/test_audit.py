"""The audit: whole outputs pass, and no output with one word changed does."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from articlepress import nodes as n
from articlepress.article import Article
from articlepress.audit import audit_bytes
from articlepress.audit.page import _are_apart
from articlepress.cli.app import run
from articlepress.diagnostics import Notes
from articlepress.errors import SourceError, UsageError
from articlepress.metadata import Metadata
from articlepress.pandoc.program import pandoc_path
from articlepress.pipeline import Output, make
from articlepress.render.styles import load_style
from articlepress.walk import transform
from articlepress.writers import find_writer
from audited import verdicts
from trees import column, p, t

FORMATS = ("html", "epub", "newsletter", "eml", "markdown", "text", "pdf")
QUICK = FORMATS[:-1]

PAGE = """<!doctype html><html lang="en"><head><title>The bridge</title></head><body>
<nav><a href="/">Home</a></nav><article><h1>The bridge</h1>
<p class="byline">By <a rel="author" href="/ann">Ann Lee</a></p>{text}
<div class="author-bio"><p>Ann Lee is a writer who lives beside the river with two dogs.</p></div>
<p class="disclaimer"><em>The views expressed here are those of the author alone.</em></p>
</article></body></html>"""
TEXT = "".join(
    f"<p>On day {k} the council met and, after a long debate about {k} stones, rebuilt the bridge."
    " Nobody on either bank had asked for it, and the ferry went on as it always had.</p>"
    for k in range(1, 9)
)


def has_japanese() -> bool:
    """Tell whether a font can draw the column's Japanese words: a PDF has no others."""
    if shutil.which("fc-list") is None:
        return False
    return bool(subprocess.run(["fc-list", ":lang=ja"], capture_output=True, check=False).stdout)


def with_text(article: Article, change: Callable[[str], str]) -> Article:
    """Return the article with the text that says "harbour office" changed."""

    def changed(node: n.Text) -> n.Text:
        return n.Text(change(node.text)) if "anyone may" in node.text else node

    return replace(article, blocks=transform(article.blocks, {n.Text: changed}))


@pytest.mark.parametrize("name", FORMATS)
def test_a_column_with_one_of_everything_is_whole(name: str) -> None:
    if name == "pdf" and not has_japanese():
        pytest.skip("no font with Japanese characters is installed (fonts-noto-cjk)")

    for verdict in verdicts(column(), name):
        assert verdict.differences == ()
        assert verdict.wanted > 100


@pytest.mark.skipif(not pandoc_path(), reason="no pandoc is installed")
@pytest.mark.parametrize("name", ["docx", "odt"])
def test_office_files_are_read_back_by_pandoc(name: str) -> None:
    article = column()
    changed = with_text(article, lambda text: text.replace("anyone ", ""))

    (whole,), (short,) = verdicts(article, name), verdicts(changed, name, article)

    assert whole.differences == ()
    assert [(d.kind, d.words) for d in short.differences] == [("lost", ("anyone",))]


@pytest.mark.parametrize("name", QUICK)
@pytest.mark.parametrize(
    ("kind", "change"),
    [
        ("lost", lambda text: text.replace("anyone ", "")),
        ("doubled", lambda text: text.replace("anyone ", "anyone anyone ")),
        ("moved", lambda text: text.replace("anyone may read", "may read anyone")),
        ("added", lambda text: text.replace("anyone ", "anyone whosoever ")),
    ],
)
def test_one_word_changed_is_found(name: str, kind: str, change: Callable[[str], str]) -> None:
    article = column()

    found = verdicts(with_text(article, change), name, article)

    for verdict in found:
        assert kind in {difference.kind for difference in verdict.differences}


@pytest.mark.parametrize("name", QUICK)
def test_words_written_together_are_found(name: str) -> None:
    article = column()

    found = verdicts(
        with_text(article, lambda text: text.replace("may read", "mayread")), name, article
    )

    assert {d.kind for verdict in found for d in verdict.differences} == {"joined"}


@pytest.mark.parametrize("name", QUICK)
def test_a_lost_disclaimer_is_named(name: str) -> None:
    article = column()
    bare = replace(article, metadata=replace(article.metadata, disclaimers=()))

    for verdict in verdicts(bare, name, article):
        assert [(d.kind, d.place) for d in verdict.differences] == [("lost", "disclaimer")]


@pytest.mark.parametrize("name", QUICK)
def test_a_lost_title_and_a_lost_author_are_named(name: str) -> None:
    article = column()
    bare = replace(article, metadata=replace(article.metadata, title=(), authors=()))

    for verdict in verdicts(bare, name, article):
        assert {"title", "bio"} <= {d.place for d in verdict.differences}


def test_a_text_cut_for_its_size_is_no_loss_and_is_counted() -> None:
    article = column()
    long = replace(article, blocks=article.blocks + tuple(p(f"Word{k} " * 40) for k in range(400)))

    (verdict,) = verdicts(long, "newsletter")

    assert verdict.is_whole
    assert verdict.cut > 5_000


@pytest.mark.parametrize("more", range(0, 60, 10))
def test_a_text_cut_behind_a_card_is_whole_where_the_next_begins_as_the_card_does(
    more: int,
) -> None:
    """seen: a card called "tabelog.com", and a link to "tabelog app" behind the cut."""
    card = n.Embed("https://harbour.example/a", "harbour.example", "")
    texts = (" ".join(f"Word{k}of{j}" for j in range(20)) for k in range(600))
    pairs = [block for text in texts for block in (p(f"Harbour {text}"), card)]
    long = replace(column(), blocks=(p("Word " * more), *pairs))

    (verdict,) = verdicts(long, "newsletter")

    assert [(d.kind, d.words) for d in verdict.differences[:3]] == []
    assert verdict.cut > 1_000


def test_a_newsletter_under_another_name_is_read_as_one() -> None:
    article = column()
    long = replace(article, blocks=article.blocks + tuple(p(f"Word{k} " * 40) for k in range(400)))
    writer = find_writer("newsletter")
    (content,) = make(long, [Output(writer, writer.options())], load_style(), Notes())

    (verdict,) = audit_bytes(long, "mail.html", content)

    assert verdict.is_whole
    assert verdict.cut > 5_000


def titled(title: str, *blocks: n.Block) -> Article:
    return Article(replace(column().metadata, title=t(title)), blocks)


@pytest.mark.parametrize("name", QUICK)
@pytest.mark.parametrize("title", ["Bridges", "Bridges of stone"])
def test_the_title_said_twice_where_the_text_says_it_once_is_found(name: str, title: str) -> None:
    said = f"{title} are old, and the river is deep."
    article = titled(title, p("Once more."), p(said), p(f"Long live {title.lower()}, they last."))
    doubled = titled(title, article.blocks[0], p(f"{title} {said}"), article.blocks[2])

    for verdict in verdicts(doubled, name, article):
        assert [(d.kind, d.words) for d in verdict.differences] == [
            ("doubled", tuple(title.split()))
        ]


@pytest.mark.parametrize("name", QUICK)
def test_a_title_is_not_said_by_the_text_nor_the_text_by_its_title(name: str) -> None:
    article = titled("Bridges of stone", p("Bridges of stone are old, and the river is deep."))
    article = replace(article, metadata=Metadata(title=article.metadata.title, language="en"))
    beheaded = replace(article, blocks=(p("Are old, and the river is deep."),))
    untitled = replace(article, metadata=Metadata(title=t("Bridges"), language="en"))

    assert all(v.differences == () for v in verdicts(article, name))
    for shown in (beheaded, untitled):
        assert not any(v.is_whole for v in verdicts(shown, name, article))


@pytest.mark.parametrize("name", FORMATS)
def test_raised_words_behind_a_links_number_are_not_lost(name: str) -> None:
    """seen: a bank's "Savings Tracker™¹", the name a link."""
    link = n.Link(t("Harbour Tracker"), "https://example.org/tracker")
    article = titled(
        "Tools", p("Try tools, like ", link, "™", n.Superscript(t("1")), ", to help you save."),
        p("A glass of water is enough."),
    )  # fmt: skip
    without = titled(
        "Tools", p("Try tools, like ", link, "™, to help you save."), *article.blocks[1:]
    )
    joined = titled("Tools", article.blocks[0], p("A glass ofwater is enough."))

    assert all(v.differences == () for v in verdicts(article, name))
    assert all("1" in v.differences[0].words[-1] for v in verdicts(without, name, article))
    assert {d.kind for v in verdicts(joined, name, article) for d in v.differences} == {"joined"}


@pytest.mark.parametrize("name", QUICK)
def test_a_raised_ending_is_parted_in_the_text_alone(name: str) -> None:
    """seen: a page that says "19th century" raised in its text and plain in its description."""
    article = titled(
        "Halibut", p("It draws a line from the 19", n.Superscript(t("th")), " century to ours."),
        p("The boats of the 18th century are gone, and the 18", n.Superscript(t("th")), " too."),
    )  # fmt: skip
    described = replace(article.metadata, description="A line from the 19th century to the boats.")
    article = replace(article, metadata=described)

    assert all(v.differences == () for v in verdicts(article, name))


def test_a_links_number_is_never_parted() -> None:
    """seen: link 1215 of an encyclopedia's article that raises 215 on a 1."""
    links = [n.Link(t(f"place {k}"), f"https://example.org/{k}") for k in range(13)]
    power = p("It has 1", n.Superscript(t("2")), " of them, and ", *links, ".")

    assert all(v.differences == () for v in verdicts(titled("Powers", power), "text"))


def test_the_description_of_a_lead_picture_within_the_text_is_no_addition() -> None:
    """seen: a linked picture, the page's lead, below the first paragraphs."""
    hero = column().metadata.hero
    assert hero is not None
    picture = n.Link((replace(hero.image, alt="Cranes: ready in seconds [lead]"),), "https://e.org")
    figure = n.Figure((n.Plain((picture,)),), hero.caption, hero.credit)
    article = titled("Cranes", p("It takes a few seconds."), figure, p("The first step is easy."))

    assert all(v.differences == () for name in FORMATS for v in verdicts(article, name))


def test_a_note_may_stand_at_its_mark_or_at_the_end() -> None:
    blocks = (
        p("One", n.Note((p("First note, of several words."),)), " and two",
          n.Note((p("Second note."),)), "."),
        p("The end of it."),
    )  # fmt: skip
    article = Article(replace(column().metadata, title=t("Notes")), blocks)

    assert all(v.is_whole for name in FORMATS for v in verdicts(article, name))


def test_a_note_marked_again_is_said_once() -> None:
    first, again = n.Note((p("Of several words, once."),), "once"), n.Note((), "once")
    odd = n.Table((), (n.Row((n.Cell((p("Five", again), p("and six."))),)),))
    article = titled(
        "Notes", p("One", first, " and two", again, "."), odd, p("The end", again, ".")
    )
    writer = replace(article.metadata.authors[0], bio=(p("Marta Quist has said so", first, "."),))
    article = replace(article, metadata=replace(article.metadata, authors=(writer,)))

    assert all(v.is_whole for name in FORMATS for v in verdicts(article, name))


def test_two_notes_side_by_side_have_a_mark_and_a_number_each_in_a_pdf() -> None:
    notes = [n.Note((p(f"Source {k} of several words, printed in 200{k}."),)) for k in (1, 2)]
    article = Article(
        replace(column().metadata, title=t("Notes")), (p("One claim", *notes, " and one more."),)
    )

    assert all(v.is_whole for v in verdicts(article, "pdf"))


def test_numbers_side_by_side_are_no_parted_number_in_a_pdf() -> None:
    """seen: references that begin with a number of their own, behind the mark and the note's."""
    note = n.Note((p("1. The effects of exercise, in the year 2011."),))
    text = p("It helps well-being", note, " in 11 of 111 cases.")
    article = titled("Numbers", text)
    without = titled("Numbers", p("It helps well-being", note, " in 11 of cases."))

    assert all(v.differences == () for v in verdicts(article, "pdf"))
    assert [d.words for v in verdicts(without, "pdf", article) for d in v.differences] == [("111",)]


def test_a_word_and_the_description_behind_it_are_no_parted_word_in_a_pdf() -> None:
    """seen: a review that ends a paragraph with "Pro 2", above a picture of "A person"."""
    picture = n.Paragraph((n.Image("gone.jpg", "A person holds it."),))
    article = titled("Models", p("We suggest the Pro 2."), picture, p("Not the 2A, nor any other."))

    assert all(v.differences == () for v in verdicts(article, "pdf"))


def test_a_name_that_the_text_writes_as_one_word_is_no_parted_word_in_a_pdf() -> None:
    """seen: bylines of saved pages, copied as ByMarta and MartaQuist."""
    text = p("Write to MartaQuist or to the desk; ByMarta Quist is how the page puts it.")
    article = Article(replace(column().metadata, title=t("A name")), (text,))

    assert all(v.is_whole for v in verdicts(article, "pdf"))


def test_a_picture_described_in_the_words_of_its_caption_is_no_addition() -> None:
    words = "with his daughter in the {} where he is storing a pair of massive jawbones of whales"
    picture = n.Paragraph((n.Image("gone.jpg", "Buck Cullen " + words.format("back yard")),))
    caption = p("Buck Cullen " + words.format("backyard") + ". Others stand back.")
    article = Article(replace(column().metadata, title=t("Whales")), (p("One."), picture, caption))

    assert all(v.is_whole for name in ("pdf", "epub") for v in verdicts(article, name))


def test_a_word_with_its_notes_number_glued_to_it_is_not_lost() -> None:
    assert _are_apart("imagination", "1", frozenset({"imagination"}))
    assert not _are_apart("imagination", "s", frozenset({"imagination"}))


def test_what_is_no_output_is_refused_with_its_name() -> None:
    with pytest.raises(UsageError, match="no audit reads"):
        audit_bytes(column(), "page.xyz", b"")
    with pytest.raises(SourceError):
        audit_bytes(column(), "page.pdf", b"%PDF-1.7 broken")


def made(folder: Path, *formats: str) -> tuple[Path, list[Path]]:
    page = folder / "bridge.html"
    page.write_text(PAGE.format(text=TEXT), "utf-8")
    assert run(["convert", str(page), "--to", ",".join(formats), "-o", f"{folder}/out/", "-q"]) == 0
    return page, sorted(path for path in (folder / "out").iterdir() if path.name[0] != ".")


def test_the_command_proves_each_output_whole(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    page, outputs = made(tmp_path, *QUICK)
    capfd.readouterr()

    code = run(["audit", str(page), *map(str, outputs)])

    said = capfd.readouterr().out
    assert code == 0
    assert said.count("words once and in order") == 7  # a message has two parts
    assert "has one place" in said


def test_the_command_shows_the_first_difference_in_its_context(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    page, (output,) = made(tmp_path, "text")
    output.write_text(
        output.read_text("utf-8").replace("debate about 3 stones", "debate about stones")
    )
    capfd.readouterr()

    code = run(["audit", str(page), str(output)])

    shown = capfd.readouterr()
    assert code == 51
    assert "1 lost" in shown.out
    assert "debate about [3] stones" in " ".join(shown.out.split())
    assert "not whole" in shown.err


def test_the_command_speaks_json(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    page, outputs = made(tmp_path, "text", "html")
    capfd.readouterr()

    assert run(["audit", str(page), *map(str, outputs), "--format", "json"]) == 0

    record = json.loads(capfd.readouterr().out)
    assert record["page"]["is_even"]
    assert [output["is_whole"] for output in record["outputs"]] == [True, True]


def test_convert_audits_on_the_spot(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    page = tmp_path / "bridge.html"
    page.write_text(PAGE.format(text=TEXT), "utf-8")

    code = run(["convert", str(page), "-t", "epub,text", "-o", f"{tmp_path}/", "--audit", "-v"])

    assert code == 0
    assert capfd.readouterr().err.count("words once and in order") == 2
