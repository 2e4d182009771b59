"""The audit of books and issues: whole ones pass, none with one change does, and it says where."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from articlepress import nodes as n
from articlepress.article import Article, Collection, Part
from articlepress.audit import Difference
from articlepress.cli.app import run
from articlepress.collection import collect
from articlepress.metadata import Disclaimer, Metadata, Person, Provenance
from articlepress.pipeline import read
from articlepress.walk import transform
from audited import verdicts
from trees import p, t

SAMPLES = sorted((Path(__file__).parents[2] / "input").glob("*.html"))
BOOKS = ("epub", "pdf", "text", "markdown")
QUICK = ("epub", "text", "markdown")
ISSUES = ("newsletter", "eml")
SHARED = (p("The views here are those of the writer and of nobody else."),)


def chapter(number: int, author: str, *, standfirst: str = "") -> Article:
    """A column of four paragraphs that no other column has."""
    subject = ("ferries", "lanterns", "orchards", "chimneys", "saddles")[number]
    blocks = tuple(
        p(f"On day {k} somebody asked about the {subject} of street {number}{k}, and nobody knew. "
          f"The clerk of {subject} wrote it down all the same. It rained until evening.")
        for k in range(1, 5)
    )  # fmt: skip
    metadata = Metadata(
        title=t(f"A word about {subject}"),
        standfirst=t(standfirst) if standfirst else (),
        authors=(
            Person(author, bio=(p(f"{author} keeps bees near the old harbour and writes."),)),
        ),
        disclaimers=(Disclaimer(SHARED),),
        canonical_url=f"https://example.org/{subject}",
        language="en",
        provenance=Provenance(name=f"{subject}.html"),
    )
    return Article(metadata, blocks)


def book() -> Collection:
    return collect([
        chapter(0, "Ann Lee"),
        chapter(1, "Bo Rask", standfirst="What nobody lit, and who complained."),
        chapter(2, "Ann Lee"),
    ])  # fmt: skip


def differences(shown: Collection, name: str) -> list[Difference]:
    return [found for verdict in verdicts(shown, name, book()) for found in verdict.differences]


def changed(
    number: int, change: Callable[[str], str], *, of: Collection | None = None
) -> Collection:
    """Return the book with the first text of one chapter changed."""
    whole = of or book()
    articles = list(whole.articles)
    first = articles[number].blocks[0]
    assert isinstance(first, n.Paragraph)
    text = first.content[0]
    assert isinstance(text, n.Text)
    new = n.Paragraph((n.Text(change(text.text)),))
    articles[number] = replace(articles[number], blocks=(new, *articles[number].blocks[1:]))
    return with_articles(articles)


def with_articles(articles: list[Article]) -> Collection:
    return replace(book(), parts=(Part(tuple(articles)),))


@pytest.mark.parametrize("name", [*BOOKS, *ISSUES])
def test_a_book_and_an_issue_are_whole(name: str) -> None:
    for verdict in verdicts(book(), name):
        assert verdict.differences == ()
        assert verdict.chapters == 3
        assert verdict.wanted > 100
        assert verdict.declared


@pytest.mark.parametrize("name", [*BOOKS, *ISSUES])
def test_the_samples_are_whole_as_one_book(name: str) -> None:
    samples = collect([read(path) for path in SAMPLES])

    for verdict in verdicts(samples, name):
        assert verdict.differences == ()
        assert verdict.chapters == len(SAMPLES)


@pytest.mark.parametrize("name", BOOKS)
def test_kickers_stand_in_their_chapters(name: str) -> None:
    kicked = [
        replace(article, metadata=replace(article.metadata, kicker=t(f"Essay {number}")))
        for number, article in enumerate(book().articles)
    ]
    bare = with_articles([kicked[0], *list(book().articles)[1:]])

    (whole,) = verdicts(with_articles(kicked), name)
    (short,) = verdicts(bare, name, with_articles(kicked))

    assert whole.differences == ()
    assert [(d.chapter, d.place) for d in short.differences] == [(2, "kicker"), (3, "kicker")]


@pytest.mark.parametrize("name", BOOKS)
def test_a_chapter_may_begin_with_the_words_of_its_title(name: str) -> None:
    """seen: pages of filler text, each called by its first two words."""
    named = [
        replace(article, metadata=replace(article.metadata, title=t("On day")))
        for article in book().articles
    ]

    (verdict,) = verdicts(with_articles(named), name)

    assert verdict.differences == ()


@pytest.mark.parametrize("variant", ["a-2a", "a-4", "ua-2"])
def test_a_book_is_whole_in_every_standard_of_pdf(variant: str) -> None:
    """PDF 2.0 has no element for an article: its sections tell the chapters apart."""
    (verdict,) = verdicts(book(), "pdf", chosen={"pdf_variant": variant})

    assert verdict.differences == ()
    assert verdict.chapters == 3


def test_a_pdf_without_tags_is_not_audited_and_said(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (name, *_) = pages(tmp_path / "in")
    made = f"{tmp_path}/x.pdf"

    assert run(["convert", name, "-o", made, "--pdf-variant", "none", "--audit"]) == 0
    assert "without tags" in capfd.readouterr().err
    assert run(["audit", name, made]) == 2
    assert "--pdf-variant ua-1" in capfd.readouterr().err


@pytest.mark.parametrize("credits", ["each", "shared", "both"])
def test_credits_may_stand_in_their_chapters_or_gathered(credits: str) -> None:
    (verdict,) = verdicts(book(), "epub", chosen={"credits": credits})

    assert verdict.differences == ()


@pytest.mark.parametrize("name", BOOKS)
def test_parts_and_matter_of_the_books_own_are_no_additions(name: str) -> None:
    first, *rest = book().articles
    preface = replace(
        chapter(3, "Cy Dorn"), metadata=replace(chapter(3, "Cy Dorn").metadata, authors=())
    )
    whole = replace(
        book(), parts=(Part((first,), "Winter"), Part(tuple(rest), "Summer")),
        subtitle="Three columns", editors=(Person("Eva Ek", role="editor"),),
        front=(preface,), back=(chapter(4, "Dag Mo"),),
    )  # fmt: skip

    (verdict,) = verdicts(whole, name)

    assert verdict.differences == ()
    assert verdict.chapters == 5


CHANGES: list[tuple[str, Callable[[str], str]]] = [
    ("lost", lambda text: text.replace("somebody asked", "asked")),
    ("doubled", lambda text: text.replace("somebody ", "somebody somebody ")),
    ("moved", lambda text: text.replace("somebody asked about", "asked about somebody")),
]
"""One word of the text, as it may go wrong."""


@pytest.mark.parametrize("name", BOOKS)
@pytest.mark.parametrize(("kind", "change"), CHANGES)
def test_one_word_of_one_chapter_is_found_with_its_source(
    name: str, kind: str, change: Callable[[str], str]
) -> None:
    found = differences(changed(1, change), name)

    assert kind in {difference.kind for difference in found}
    assert {(d.chapter, d.source) for d in found} == {(2, "lanterns.html")}
    assert any("somebody" in d.words for d in found)


@pytest.mark.parametrize("name", BOOKS)
def test_a_word_that_moved_to_another_chapter_is_lost_in_one_and_moved_in_the_other(
    name: str,
) -> None:
    less = changed(0, lambda text: text.replace("somebody asked", "asked"))
    more = changed(2, lambda text: text.replace("nobody knew", "nobody somebody knew"), of=less)
    articles = [*less.articles][:2] + [*more.articles][2:]

    found = differences(with_articles(articles), name)

    assert {(d.kind, d.source) for d in found} == {
        ("lost", "ferries.html"), ("moved", "orchards.html"),
    }  # fmt: skip


@pytest.mark.parametrize("name", BOOKS)
def test_two_chapters_that_changed_places_are_named(name: str) -> None:
    first, second, third = book().articles

    found = differences(with_articles([second, first, third]), name)

    assert [(d.kind, d.place) for d in found] == [("moved", "the order of the chapters")]


@pytest.mark.parametrize("name", BOOKS)
def test_a_chapter_that_is_missing_is_named(name: str) -> None:
    first, _, third = book().articles

    found = differences(with_articles([first, third]), name)

    assert ("lost", 2, "lanterns.html", "the whole chapter") in {
        (d.kind, d.chapter, d.source, d.place) for d in found
    }


@pytest.mark.parametrize("name", BOOKS)
def test_a_chapter_that_is_no_sources_is_found(name: str) -> None:
    extra = chapter(3, "Cy Dorn")

    assert differences(with_articles([*book().articles, extra]), name)


@pytest.mark.parametrize("name", ["epub", "pdf"])
def test_a_word_of_a_gathered_bio_is_found(name: str) -> None:
    sweeter = with_articles([with_honey(article) for article in book().articles])

    # What is wanted has one word more than the book gathers: as if the book had lost it.
    found = [d for v in verdicts(book(), name, sweeter) for d in v.differences]

    assert {d.place for d in found} == {"bio"}
    assert {d.chapter for d in found} == {0, 1, 3}  # where it is gathered, and under two columns
    assert all("honey" in d.words for d in found if d.kind == "lost")


def with_honey(article: Article) -> Article:
    def sweetened(node: n.Text) -> n.Text:
        return n.Text(node.text.replace("bees", "honey bees")) if "Ann Lee" in node.text else node

    people = tuple(
        replace(person, bio=transform(person.bio, {n.Text: sweetened}))
        for person in article.metadata.authors
    )
    return replace(article, metadata=replace(article.metadata, authors=people))


@pytest.mark.parametrize("name", ISSUES)
@pytest.mark.parametrize(("kind", "change"), CHANGES)
def test_one_word_of_a_teaser_is_found(name: str, kind: str, change: Callable[[str], str]) -> None:
    found = differences(changed(0, change), name)

    assert kind in {d.kind for d in found}
    assert {(d.chapter, d.source, d.place) for d in found} == {(1, "ferries.html", "teaser")}


@pytest.mark.parametrize("name", ISSUES)
def test_the_last_word_of_a_teaser_is_found(name: str) -> None:
    """A teaser ends at a sentence's end, so the loss of its last word shows."""
    short = replace(
        chapter(0, "Ann Lee"), blocks=(p("It rained all day. Nobody on either bank minded much."),)
    )
    clipped = replace(short, blocks=(p("It rained all day. Nobody on either bank minded."),))
    _, *rest = book().articles

    found = [
        d
        for v in verdicts(with_articles([clipped, *rest]), name, with_articles([short, *rest]))
        for d in v.differences
    ]

    assert {(d.kind, d.words) for d in found} == {("lost", ("much",))}


@pytest.mark.parametrize("name", ISSUES)
def test_a_word_of_a_standfirst_and_a_whole_column_are_found(name: str) -> None:
    first, second, third = book().articles
    metadata = replace(second.metadata, standfirst=t("What nobody lit, and complained."))

    clipped = differences(with_articles([first, replace(second, metadata=metadata), third]), name)
    missing = differences(with_articles([first, third]), name)

    assert {(d.kind, d.words) for d in clipped} == {("lost", ("who",))}
    assert {"lanterns.html"} <= {d.source for d in missing}


@pytest.mark.parametrize("name", ISSUES)
def test_columns_of_an_issue_that_changed_places_are_found(name: str) -> None:
    first, second, third = book().articles

    assert differences(with_articles([third, second, first]), name)


PAGE = """<!doctype html><html lang="en"><head><title>{title}</title></head><body><article>
<h1>{title}</h1><p class="byline">By <a rel="author" href="/x">{author}</a></p>{text}
<div class="author-bio"><p>{author} is a writer who lives beside the river with two dogs.</p></div>
</article></body></html>"""


def pages(folder: Path) -> list[str]:
    folder.mkdir()
    for subject, author in (("bridges", "Ann Lee"), ("kites", "Bo Rask"), ("wells", "Cy Dorn")):
        text = "".join(
            f"<p>On day {k} the council met and spoke of {k}{k} {subject}, at length and loudly."
            " Nobody had asked for it, and the ferry went on as it always had before.</p>"
            for k in range(1, 9)
        )
        page = PAGE.format(title=f"All the {subject}", author=author, text=text)
        (folder / f"{subject}.html").write_text(page, "utf-8")
    return sorted(str(path) for path in folder.glob("*.html"))


def test_the_commands_of_collect_prove_what_it_made(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    names = pages(tmp_path / "in")
    made = f"{tmp_path}/book.epub"
    assert run(["collect", *names, "-o", made, "-q"]) == 0
    capfd.readouterr()

    by_names = run(["audit", *names, "-o", made])
    by_folder = run(["audit", f"{tmp_path}/in", made])

    said = capfd.readouterr().out
    assert (by_names, by_folder) == (0, 0)
    assert said.count("each of 3 articles' ") == 2
    assert said.count("3 pages: each of their ") == 2


def test_the_audit_says_which_source_and_shows_the_place(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    names = pages(tmp_path / "in")
    made = tmp_path / "book.txt"
    assert run(["collect", *names, "-o", str(made), "-q"]) == 0
    made.write_text(made.read_text("utf-8").replace("spoke of 44 kites", "spoke of kites"), "utf-8")
    capfd.readouterr()

    code = run(["audit", *names, "-o", str(made)])

    said = " ".join(capfd.readouterr().out.split())
    assert code == 51
    assert "lost in chapter 2 (kites.html), body: … the council met and spoke of [44] kites" in said


def test_the_order_asked_of_collect_is_asked_of_the_audit(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    names = pages(tmp_path / "in")[::-1]
    made = f"{tmp_path}/book.epub"
    assert run(["collect", *names, "--sort", "title", "-o", made, "-q"]) == 0

    assert run(["audit", *names, "--sort", "title", "-o", made]) == 0
    assert run(["audit", *names, "-o", made]) == 51
    assert "the order of the chapters" in capfd.readouterr().out


def test_a_manifest_is_a_source(tmp_path: Path) -> None:
    pages(tmp_path / "in")
    manifest = tmp_path / "collection.toml"
    manifest.write_text(
        'title = "Three of them"\ninputs = ["in/kites.html", "in/wells.html"]\n'
        'front = ["in/bridges.html"]\npage_size = "A5"\n', "utf-8",
    )  # fmt: skip
    for name in ("book.epub", "book.txt"):
        assert run(["collect", str(manifest), "-o", f"{tmp_path}/{name}", "-q"]) == 0

        assert run(["audit", str(manifest), f"{tmp_path}/{name}"]) == 0


def test_the_command_speaks_json_of_several(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    names = pages(tmp_path / "in")
    made = f"{tmp_path}/issue.eml"
    assert run(["digest", *names, "-o", made, "-q"]) == 0
    capfd.readouterr()

    assert run(["audit", *names, "-o", made, "--format", "json"]) == 0

    record = json.loads(capfd.readouterr().out)
    assert [source["page"]["is_even"] for source in record["sources"]] == [True] * 3
    assert [(o["part"], o["chapters"], o["is_whole"]) for o in record["outputs"]] == [
        ("plain text", 3, True), ("HTML", 3, True),
    ]  # fmt: skip


@pytest.mark.parametrize(("command", "name"), [("collect", "b.epub"), ("digest", "b.eml")])
def test_collect_and_digest_audit_on_the_spot(
    command: str, name: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    names = pages(tmp_path / "in")

    code = run([command, *names, "-o", f"{tmp_path}/{name}", "--audit", "-v"])

    said = capfd.readouterr().err
    assert code == 0
    assert said.count("has one place") == 3
    assert "articles' " in said


def test_a_loss_is_an_error_under_strict(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    names = pages(tmp_path / "in")
    style = tmp_path / "hiding"
    style.mkdir()
    (style / "style.toml").write_text('inherits = "base"\n', "utf-8")
    (style / "print.css").write_text(".body p:nth-child(3) { display: none }\n", "utf-8")
    made = tmp_path / "b.pdf"
    command = ["collect", *names, "-o", str(made), "--style", str(style), "--audit"]

    strict = run([*command, "--strict"])

    said = " ".join(capfd.readouterr().err.split())
    assert strict == 3
    assert not made.exists()
    assert "AP911" in said
    assert "lost in chapter 1 (bridges.html), body:" in said
    assert run(command) == 0


def test_set_is_refused_for_several_sources(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    names = pages(tmp_path / "in")

    code = run(["audit", *names, "--set", "title=x", "-o", f"{tmp_path}/b.epub"])

    assert code == 2
    assert "states something of one source" in capfd.readouterr().err
