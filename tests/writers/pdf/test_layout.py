"""Layout that the engine does not do by itself: notes below columns, a second try, static fonts."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from fontTools.ttLib import TTFont

from articlepress import nodes as n
from articlepress.article import Article, AssetRef
from articlepress.check.pdf.text import tagged_text
from articlepress.deadline import deadline
from articlepress.diagnostics import Notes
from articlepress.errors import LimitExceeded
from articlepress.metadata import Metadata
from articlepress.render.dialect import Dialect
from articlepress.render.styles import load_style
from articlepress.walk import inline_text, query
from articlepress.writers.pdf import engine, footnotes
from articlepress.writers.pdf.document import article_markup
from articlepress.writers.pdf.options import PdfOptions
from articlepress.writers.pdf.prepare import ready
from articlepress.writers.pdf.write import write
from audited import verdicts
from trees import column, p, picture, t

NOTE = "of some words that fill a line of the notes, and of more that fill a part of another"


def pressed(article: Article, style: str, notes: Notes | None = None, **options: object) -> bytes:
    out = io.BytesIO()
    write(article, PdfOptions(**options), load_style(style), notes or Notes(), out)  # type: ignore[arg-type]
    return out.getvalue()


def noted(paragraphs: int) -> Article:
    """Return an article with a note in each paragraph."""
    blocks = tuple(
        n.Paragraph(
            (
                n.Text(f"Paragraph {i} tells of ice, of the harbour and of the winter. " * 4),
                n.Note((p(f"Note {i} names its source in a line or two, at the foot. " * 2),)),
                n.Text(" And it ends."),
            )
        )
        for i in range(paragraphs)
    )
    return Article(Metadata(title=t("Notes"), language="en"), blocks)


def page_texts(data: bytes) -> list[str]:
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    texts = [page.get_textpage().get_text_range() for page in document]
    document.close()
    return texts


def test_notes_of_columns_stand_on_the_page_of_their_marks_in_order() -> None:
    data = pressed(noted(40), "newspaper")

    texts = page_texts(data)
    for text in texts:
        begun = [int(found) for found in re.findall(r"Paragraph (\d+) tells", text)]
        noted_here = [int(found) for found in re.findall(r"Note (\d+) names", text)]
        assert noted_here == sorted(noted_here)
        # A paragraph may go over to the next page, and its note with it.
        assert set(noted_here[::2]) <= {*begun, min(begun, default=1) - 1}
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert tagged_text(pdf).count("at the foot") == 80


def test_notes_of_columns_that_go_to_the_next_page_go_with_them() -> None:
    data = pressed(column(), "newspaper", links="footnote")

    texts = page_texts(data)
    assert [text.count("Kept since 1981") for text in texts[:2]] == [0, 1]


def test_two_marks_in_a_row_have_a_comma() -> None:
    notes = n.Note((p("One."),)), n.Note((p("Two."),))
    article = Article(
        Metadata(title=t("Marks"), language="en"), (n.Paragraph((n.Text("ice"), *notes)),)
    )

    with pikepdf.open(io.BytesIO(pressed(article, "base"))) as pdf:
        assert "ice1" in tagged_text(pdf)
        assert ",\u2009" in tagged_text(pdf)


def test_a_titles_last_short_word_is_never_alone_on_a_line() -> None:
    article = Article(Metadata(title=t("Is there ice in the bay now?"), language="en"), (p("Ice"),))

    title = ready(article, "none").metadata.title

    assert title == t("Is there ice in the bay\u00a0now?")


def test_no_break_spaces_that_editors_left_between_words_let_lines_break() -> None:
    stray = p("Die Freiheit\u00a0privater\u00a0Konzerne,\u00a0fördert Zensur.")
    meant = p(
        "10\u00a0km, Nr.\u00a05, Prof.\u00a0Meier, vraiment\u00a0? w\u00a0domu, Mr\u00a0Smith"
    )
    article = Article(Metadata(title=t("Spaces"), language="de"), (stray, meant))

    blocks = ready(article, "none").blocks

    assert blocks == (p("Die Freiheit privater Konzerne, fördert Zensur."), meant)


def test_heights_of_notes_added_up_are_those_of_notes_laid_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    article = noted(12)
    quick = pressed(article, "base")

    monkeypatch.setattr(footnotes, "_updater", lambda usual: usual)

    assert pressed(article, "base") == quick


def own_style(folder: Path, css: str, inherits: str = "base") -> str:
    folder.mkdir()
    (folder / "style.toml").write_text(f'name = "own"\ninherits = "{inherits}"\n')
    (folder / "print.css").write_text(css)
    return str(folder)


@pytest.mark.parametrize("lines", [1, 6, 8])
def test_a_note_called_in_the_last_line_of_a_page_stands_on_the_next(lines: int) -> None:
    """Two lines of a paragraph stand together: room is made for the second by putting notes off."""
    start = (
        "The council met again and spoke of the old bridge, of the river and its ferry, at length."
    )
    rest = " Nobody had asked for it, and the ferry went on as it always had before." * 4
    paragraphs = (p(start, n.Note((p(f"Source {k}, {NOTE}."),)), rest) for k in range(30))
    article = Article(
        Metadata(title=t("Notes"), language="en"), (p("Line. " * 12 * lines), *paragraphs)
    )

    (verdict,) = verdicts(article, "pdf")

    assert verdict.differences == ()


def test_the_foot_of_a_table_over_two_pages_stands_once_at_its_end() -> None:
    def row(*words: str) -> n.Row:
        return n.Row(tuple(n.Cell((n.Plain(t(word)),)) for word in words))

    rows = tuple(row(f"Quay {k}", str(k)) for k in range(90))
    table = n.Table((row("Place", "Boats"),), rows, (row("Altogether", "4005"),))
    article = Article(Metadata(title=t("Boats"), language="en"), (table, p("So it is.")))

    (verdict,) = verdicts(article, "pdf")

    assert verdict.differences == ()
    assert "".join(page_texts(pressed(article, "base"))).count("Altogether") == 1


LOST = "li::marker { float: footnote; content: 'x' }"
"""A rule the engine falls over: TypeError, in its layout of tables."""


def test_an_article_the_engine_gives_up_on_is_laid_out_in_a_simpler_way(tmp_path: Path) -> None:
    listed = n.BulletList(((p("first"),), (p("second"),)))
    article = Article(Metadata(title=t("A list"), language="en"), (p("Words."), listed))
    notes = Notes()

    data = pressed(article, own_style(tmp_path / "own", LOST), notes)

    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert "second" in tagged_text(pdf)
    said = [item for item in notes.diagnostics if item.code == "AP605"]
    assert [item.severity for item in said] == ["warning"]
    assert "in the style 'plain'" in said[0].message


def test_a_time_limit_is_an_error_not_a_reason_to_try_again() -> None:
    with pytest.raises(LimitExceeded):
        pressed(noted(30), "newspaper", pdf_timeout=0.05)


def test_notes_that_never_settle_go_after_the_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(footnotes, "MOVES_A_NOTE", 1)
    notes = Notes()

    data = pressed(noted(12), "newspaper", notes)

    assert [item.code for item in notes.diagnostics] == ["AP605"]
    assert "notes after the text" in notes.diagnostics[0].message
    assert page_texts(data)[-1].count("at the foot") > 2


def test_a_callers_own_alarm_outlives_the_time_limit() -> None:
    import signal

    rung: list[int] = []
    before = signal.signal(signal.SIGALRM, lambda number, _: rung.append(number))
    signal.setitimer(signal.ITIMER_REAL, 100)
    try:
        with deadline(5, TimeoutError()):
            pass
        left, _ = signal.getitimer(signal.ITIMER_REAL)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)

    assert 90 < left <= 100


def test_embedded_fonts_are_static_and_hold_only_what_is_used() -> None:
    article = Article(
        Metadata(title=t("Ice"), language="en"), (p("ice"), n.Paragraph((n.Strong(t("ice")),)))
    )

    with pikepdf.open(io.BytesIO(pressed(article, "base"))) as pdf:
        files = [d["/FontFile2"].read_bytes() for d in pdf.objects if _is_descriptor(d)]

    assert len(files) >= 3
    for file in files:
        font = TTFont(io.BytesIO(file))
        assert "fvar" not in font
        assert "GSUB" not in font
        assert len(file) < 40_000


def _is_descriptor(item: object) -> bool:
    return isinstance(item, pikepdf.Dictionary) and "/FontFile2" in item


def test_the_engine_is_as_it_was_after_a_document() -> None:
    from weasyprint.layout import LayoutContext
    from weasyprint.pdf import stream
    from weasyprint.pdf.fonts import Font

    before = LayoutContext._update_footnote_area

    pressed(noted(1), "base")

    assert LayoutContext._update_footnote_area is before
    assert stream.Font is Font
    assert engine.press.cache_info().currsize >= 1


def _marked_again() -> n.Blocks:
    again = n.Note((), "ice")
    bio = n.Section("bio", (p("She said so", again, n.Note((p("In a letter."),)), "."),))
    charts = n.Note((p("Since 1981."),), "ice")
    return (
        n.Heading(1, (n.Text("Ice"), n.Note((p("Other note."),)))),
        p("charts", charts, " and again", again, "."), bio,
    )  # fmt: skip


@pytest.mark.parametrize("style", ["base", "newspaper", "letter"])
def test_a_second_mark_is_the_same_number_and_leads_to_its_note(style: str) -> None:
    data = pressed(Article(Metadata(title=t("Notes"), language="en"), _marked_again()), style)

    with pikepdf.open(io.BytesIO(data)) as pdf:
        text = tagged_text(pdf)
        goals = [a for page in pdf.pages for a in page.get("/Annots", []) if "/Dest" in a]
        with pdf.open_outline() as outline:
            titles = [child.title for item in outline.root for child in item.children]
    assert re.search(r"charts\W*2.* and again2\.", text, re.DOTALL)
    assert text.count("Since 1981.") == 1
    assert [str(goal.Dest) for goal in goals] == ["note-2", "note-2"]
    assert titles == ["Ice"]


def test_notes_after_the_text_are_those_of_its_bio_too() -> None:
    article = Article(Metadata(title=t("Notes"), language="en"), _marked_again())

    markup = article_markup(article, Dialect(xhtml=True, link_leaves=True))

    assert [markup.count(words) for words in ("Since 1981.", "In a letter.")] == [1, 1]
    assert markup.count('href="#note-2"') == 3


@pytest.mark.parametrize(
    ("title", "together"),
    [
        ("What people most searched for: food-related searches", "food-related searches"),
        ("香港行政长官就住宅违建事件道歉", "事件道歉"),
        ("トランプ戦術の成否を語る 中沢克二", "中沢克二"),
    ],
)
def test_a_titles_end_is_kept_on_one_line(title: str, together: str) -> None:
    article = Article(Metadata(title=t(title)), (p("Ice"),))

    made = ready(article, "none").metadata.title

    assert made == (
        *t(title.removesuffix(together)),
        n.Styled(t(together), classes=("together",)),
    )


@pytest.mark.parametrize("title", ["海の言葉", "Harbour-master Lee", "The end (again)"])
def test_a_title_of_few_words_is_left_as_it_is(title: str) -> None:
    article = Article(Metadata(title=t(title)), (p("Ice"),))

    assert ready(article, "none").metadata.title == t(title)


def test_korean_words_of_a_title_are_whole() -> None:
    article = Article(Metadata(title=t("창의적 열정, BBC 소통"), language="ko"), (p("Ice"),))

    title = ready(article, "none").metadata.title

    assert [inline_text(node.content) for node in query(title, n.Styled)] == [
        "창의적",
        "열정,",
        "소통",
    ]
    assert inline_text(title) == "창의적 열정, BBC 소통"


@pytest.mark.parametrize(
    ("url", "provider", "shown"),
    [
        ("https://vimeo.com/12345", "Vimeo", ("Vimeo", "vimeo.com/12345")),
        ("https://www.example.org/a", "example.org", ("", "www.example.org/a")),
        ("https://vimeo.com/" + "1" * 80, "Vimeo", ("Vimeo", "")),
    ],
)
def test_a_card_without_a_title_shows_its_address(
    url: str, provider: str, shown: tuple[str, str]
) -> None:
    article = Article(Metadata(title=t("Film")), (n.Embed(url, provider),))

    (card,) = ready(article, "none").blocks

    assert isinstance(card, n.Embed)
    assert (card.provider, card.title) == shown


def test_the_address_of_a_card_is_no_added_word() -> None:
    film = n.Embed("https://vimeo.com/1", "Vimeo")

    (verdict,) = verdicts(Article(Metadata(title=t("Film")), (p("Ice"), film)), "pdf")

    assert verdict.is_whole


def test_a_picture_alone_in_its_row_is_larger_than_one_in_a_column() -> None:
    def picture_height(*row: n.Cell) -> float:
        table = n.Table((), (n.Row(row), n.Row((n.Cell((p("One"),)), n.Cell((p("Two"),))))))
        assets = {"a.png": AssetRef(content=picture(size=(300, 600)))}
        data = pressed(Article(Metadata(title=t("Table")), (table,), assets), "base")
        page = pypdfium2.PdfDocument(data)[0]
        (shown,) = page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE])
        _, bottom, _, top = shown.get_bounds()
        return float(top - bottom)

    image = (n.Plain((n.Image("a.png", "A"),)),)

    alone = picture_height(n.Cell(image, column_span=2))
    beside = picture_height(n.Cell(image), n.Cell((p("One"),)))

    assert alone > 2 * beside
