"""The newsletter of one column: what every mail client needs of it."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import pytest

from articlepress import nodes as n
from articlepress.article import Article
from articlepress.diagnostics import Notes
from articlepress.errors import EmailError
from articlepress.metadata import Hero, Metadata
from articlepress.render.styles import load_style
from articlepress.transforms.credits import place_credits
from articlepress.writers import find_writer
from articlepress.writers.email.options import NewsletterOptions
from trees import column, p, t

STYLE = load_style("base")
BASE = "https://pictures.example.org/issue"


def newsletter(article: Article, notes: Notes | None = None, **options: object) -> str:
    out = io.BytesIO()
    chosen = NewsletterOptions(**{"image_base_url": BASE, **options})  # type: ignore[arg-type]
    find_writer("newsletter").write(article, chosen, STYLE, notes or Notes(), out)
    return out.getvalue().decode()


def test_document_has_what_mail_clients_read_first() -> None:
    html = newsletter(place_credits(column()))

    assert html.startswith("<!DOCTYPE html PUBLIC")
    assert '<html lang="en" dir="ltr"' in html
    assert "<title>The harbour that would not freeze</title>" in html
    assert html.count("<h1") == 1
    assert '<meta name="color-scheme" content="light dark">' in html
    assert "<o:PixelsPerInch>96</o:PixelsPerInch>" in html
    assert '<!--[if mso]><table role="presentation"' in html


def test_nothing_in_it_runs_or_is_fetched_beside_pictures() -> None:
    html = newsletter(place_credits(column()))

    assert not re.search(r"<(?:script|link|iframe|form|svg|video|object)\b", html)
    assert "@import" not in html
    assert "url(" not in html
    addresses = re.findall(r'(?:href|src)="([^"]*)"', html)
    assert addresses
    assert all(address.startswith(("https://", "mailto:")) for address in addresses)


def test_all_base_style_is_inline_and_only_live_rules_stay_in_the_style_element() -> None:
    html = newsletter(place_credits(column()))

    kept = re.search(r"<style>(.*?)</style>", html, re.DOTALL)
    assert kept is not None
    assert "prefers-color-scheme: dark" in kept[1]
    assert "var(" not in html
    outside_media = re.sub(r"@media[^{]*\{(?:[^{}]*\{[^{}]*\})*\s*\}", "", kept[1])
    assert outside_media.strip() == ""


def test_looks_with_hover_keep_it_live() -> None:
    out = io.BytesIO()
    style = load_style("magazine")
    find_writer("newsletter").write(column(), NewsletterOptions(), style, Notes(), out)

    kept = re.search(rb"<style>(.*?)</style>", out.getvalue(), re.DOTALL)
    assert kept is not None
    assert b"a:hover" in kept[1]


@pytest.mark.parametrize(
    ("text", "is_broken"),
    [
        ("See https://example.org/a-very/long.address?with=parameters&and=more", True),
        ("next_timestamp<=time.now() is code", False),
        ("Robert\xa0Antoni\xa0Montgomery\xa0Featherstonehaugh wrote it", False),
        ("新西兰国家博物馆的展览将于下周在惠灵顿开幕欢迎各界人士前来参观并提出宝贵意见", False),
    ],
)
def test_only_a_word_wider_than_a_phone_may_be_broken_inside(text: str, is_broken: bool) -> None:
    html = newsletter(Article(Metadata(title=t("Short")), (p("Plain words."), p(text))))

    assert ("word-break" in html) is is_broken
    assert html.count("long-words") == int(is_broken)


@pytest.mark.parametrize(
    ("level", "word", "is_broken"),
    [
        (1, "Nahrungsergänzungsmittel", True),
        (1, "Rückgewinnung", False),
        (3, "Rückgewinnungsanlage", False),
        (3, "Nahrungsergänzungsmittelrichtlinie", True),
    ],
)
def test_a_word_of_a_heading_has_less_room(level: int, word: str, is_broken: bool) -> None:
    heading = n.Section("group", (n.Heading(level, t(f"Die {word}")), p("Text.")))

    html = newsletter(Article(Metadata(title=t("Short")), (heading,)))

    assert ("long-words" in html) is is_broken


def test_a_section_that_is_a_title_alone_is_written() -> None:
    html = newsletter(Article(Metadata(), (n.Section("sidebar", (), t("Tides")), p("Text."))))

    assert "Tides" in html


def test_a_message_without_a_foot_ends_with_some_room() -> None:
    html = newsletter(Article(Metadata(title=t("Short")), (p("Text."),)))
    with_foot = newsletter(
        Article(Metadata(title=t("Short"), canonical_url="https://e.org/a"), (p("Text."),))
    )

    assert 'class="end"' in html
    assert 'class="end"' not in with_foot


def test_cut_counts_the_blocks_it_never_made() -> None:
    blocks = tuple(p(f"Paragraph {i}. " + "word " * 120) for i in range(2000))
    notes = Notes()
    html = newsletter(Article(Metadata(title=t("Long")), blocks), notes)

    assert len(html.encode()) <= 81_920
    assert any(d.code == "AP801" and "of 2000 blocks" in d.message for d in notes.diagnostics)


@pytest.mark.parametrize("words", ["Marta Quist has written", "Jon Abel is", "The views expressed"])
def test_bio_and_disclaimer_stand_once(words: str) -> None:
    assert newsletter(place_credits(column())).count(words) == 1


def test_bio_and_disclaimer_survive_a_cut() -> None:
    article = column()
    long = replace(article, blocks=tuple(p(f"Paragraph {i}. " + "word " * 120) for i in range(400)))
    notes = Notes()

    html = newsletter(place_credits(long), notes)

    assert len(html.encode()) <= 81_920
    assert "Marta Quist has written" in html
    assert "The views expressed" in html
    assert "Paragraph 0." in html
    assert "Paragraph 399." not in html
    assert '<a class="button" href="https://example.org/columns/harbour"' in html
    assert "AP801" in [d.code for d in notes.diagnostics]
    assert "<!--ap:" not in html


def test_cut_message_keeps_only_the_notes_it_refers_to() -> None:
    paragraphs = tuple(
        n.Paragraph((n.Text("word " * 150), n.Note((p(f"note number {i}."),)))) for i in range(300)
    )

    html = newsletter(place_credits(replace(column(), blocks=paragraphs)))

    marks = len(re.findall(r"<sup[^>]*>\d+</sup>", html))
    assert 0 < marks < 300
    assert len(re.findall(r"note number \d+\.", html)) == marks


def test_one_giant_list_is_cut_inside() -> None:
    items = tuple((n.Plain(t(f"item {i} " + "word " * 40)),) for i in range(2_000))

    html = newsletter(place_credits(replace(column(), blocks=(n.BulletList(items),))))

    assert len(html.encode()) <= 81_920
    assert "item 0 " in html


def test_picture_without_address_becomes_its_text_with_a_diagnostic() -> None:
    notes = Notes()

    html = newsletter(place_credits(column()), notes, image_base_url="")

    assert "[A chart of ice days]" in html
    assert "<img" not in html
    assert {d.code for d in notes.diagnostics} >= {"AP803"}


def test_webp_by_link_becomes_a_link_as_outlook_cannot_show_it() -> None:
    picture = n.Image("https://example.org/a.webp", "Boats")
    article = replace(column(), blocks=(n.Paragraph((picture,)),))

    html = newsletter(article)

    assert '<a href="https://example.org/a.webp"' in html
    assert "[Boats]" in html


def test_linked_picture_without_alternative_text_is_named_after_its_target() -> None:
    link = n.Link((n.Image("https://example.org/a.png"),), "https://shop.example.com/x")

    html = newsletter(replace(column(), blocks=(n.Paragraph((link,)),)))

    assert 'alt="shop.example.com"' in html


def test_wide_table_becomes_records_with_every_word() -> None:
    heads = tuple(n.Cell((n.Plain(t(f"Heading{i}")),), header=True) for i in range(8))
    cells = tuple(n.Cell((n.Plain(t(f"longvalue{i}")),)) for i in range(8))
    table = n.Table((n.Row(heads),), (n.Row(cells),))

    html = newsletter(replace(column(), blocks=(table,)))

    assert "Heading3:" in html
    assert all(f"longvalue{i}" in html for i in range(8))
    assert "</th>" not in html


def test_heading_over_a_spanned_column_is_not_lost() -> None:
    heads = tuple(n.Cell((n.Plain(t(f"Heading{i}")),), header=True) for i in range(8))
    table = n.Table((n.Row(heads),), (n.Row((n.Cell((n.Plain(t("all")),), column_span=8),)),))

    html = newsletter(replace(column(), blocks=(table,)))

    assert all(f"Heading{i}" in html for i in range(8))


def test_value_across_columns_stands_under_none_of_their_headings() -> None:
    """seen: lists of episodes, where a row of figures is followed by what happens in it."""
    heads = tuple(n.Cell((n.Plain(t(f"Heading{i}")),), header=True) for i in range(8))
    values = n.Row(tuple(n.Cell((n.Plain(t(f"longvalue{i}")),)) for i in range(8)))
    told = n.Row((n.Cell((n.Plain(t("What happens in it")),), column_span=8),))

    html = newsletter(replace(column(), blocks=(n.Table((n.Row(heads),), (values, told)),)))

    assert html.count("Heading0") == 1
    assert "What happens in it" in html


def test_parts_of_a_long_table_are_all_records_or_none() -> None:
    heads = tuple(n.Cell((n.Plain(t(f"Heading{i}")),), header=True) for i in range(3))
    short = n.Row(tuple(n.Cell((n.Plain(t("some words " * 60)),)) for _ in range(3)))
    long = n.Row(tuple(n.Cell((n.Plain(t(f"averyverylongvalue{i}")),)) for i in range(3)))

    html = newsletter(
        replace(column(), blocks=(n.Table((n.Row(heads),), (*[short] * 8, *[long] * 8)),))
    )

    assert html.count("Heading2:") == 16


def test_heading_over_the_names_of_the_rows_is_not_lost() -> None:
    """seen: statistics with "Main product" over the first column, whose cells are headings too."""
    heads = tuple(n.Cell((n.Plain(t(f"Heading{i}")),), header=True) for i in range(8))
    name = n.Cell((n.Plain(t("Petrol")),), header=True)
    cells = tuple(n.Cell((n.Plain(t(f"longvalue{i}")),)) for i in range(1, 8))

    html = newsletter(
        replace(column(), blocks=(n.Table((n.Row(heads),), (n.Row((name, *cells)),)),))
    )

    assert [text for text in ("Heading0:", ">Heading0<", ">Petrol<") if text in html] == [
        ">Heading0<", ">Petrol<"
    ]  # fmt: skip


def test_player_without_a_title_is_named_once() -> None:
    player = n.Embed("https://www.dailymotion.com/video/x2p", "Dailymotion")

    html = newsletter(Article(Metadata(title=t("Short")), (player,)))

    assert html.count(">Dailymotion<") == 1


def test_picture_fits_a_phone_even_where_it_is_blocked() -> None:
    image = n.Image("https://example.org/a.jpg", "A long alternative text", width_px=900)

    html = newsletter(Article(Metadata(title=t("Short")), (n.Figure((n.Plain((image,)),)),)))

    found = re.search(r"<img[^>]*>", html)
    assert found is not None
    assert 'width="560"' in found[0]
    assert "width: 100%" in found[0]
    assert "max-width: 560px" in found[0]


def test_headings_skip_no_level() -> None:
    blocks = (n.Heading(4, t("deep")), p("x"), n.Heading(2, t("up")), n.Heading(5, t("down")))

    html = newsletter(replace(column(), blocks=blocks))

    assert [int(level) for level in re.findall(r"<h(\d)", html)] == [1, 2, 3, 4]


def test_right_to_left_column_is_right_to_left_everywhere() -> None:
    article = column()
    metadata = replace(article.metadata, language="ar", direction="rtl")

    html = newsletter(replace(article, metadata=metadata))

    assert '<html lang="ar" dir="rtl"' in html
    assert re.search(r"<blockquote[^>]*border-right: 3px", html)


def test_article_without_title_is_called_untitled_with_a_diagnostic() -> None:
    notes = Notes()

    html = newsletter(Article(Metadata(), (p("Words."),)), notes)

    assert "<title>Untitled</title>" in html
    assert "AP302" in [d.code for d in notes.diagnostics]


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("esp", "mailchip"),
        ("unsubscribe_url", "https://example.org/a b"),
        ("unsubscribe_url", "https://example.org/a\nBcc: x@example.org"),
        ("view_url", "javascript:alert(1)"),
        ("images", "cid"),
    ],
)
def test_option_that_makes_no_message_is_an_error(option: str, value: str) -> None:
    with pytest.raises(EmailError):
        newsletter(column(), None, **{option: value})


def test_same_article_gives_the_same_bytes() -> None:
    assert newsletter(place_credits(column())) == newsletter(place_credits(column()))


def test_no_line_is_longer_than_mail_allows() -> None:
    article = replace(column(), blocks=(p("字" * 2_000), p("word " * 900), p("x" * 5_000)))

    html = newsletter(article)

    assert max(len(line.encode()) for line in html.split("\n")) <= 998
    assert re.sub(r"<!--\s*-->", "", html).count("字") == 2_000


def test_an_embed_without_a_title_names_its_provider_once() -> None:
    embed = n.Embed("https://x.com/a/1", "X Corporation")

    html = newsletter(Article(Metadata(title=t("T")), (embed,)))

    assert html.count("X Corporation") == 1


def test_a_posts_words_stand_in_a_box() -> None:
    post = n.Embed("https://x.com/a/1", "X", fallback=(p("Fog at noon."),))

    html = newsletter(Article(Metadata(title=t("T")), (p("Text."), post)))

    box = re.search(r'<td class="post" style="([^"]*)">\s*<p[^>]*>Fog at noon', html)
    assert box is not None
    assert "border: 1px solid" in box[1]


def test_a_lead_picture_is_shown_though_another_file_has_its_name() -> None:
    lead = n.Image("https://pictures.example.org/1161232231/960x0.jpg", "A lamp")
    other = n.Image("https://pictures.example.org/511599904/960x0.jpg", "A quay")
    metadata = Metadata(title=t("Night"), language="en", hero=Hero(lead, t("The lamp, lit")))
    article = Article(metadata, (p("Text."), n.Figure((n.Plain((other,)),))))

    html = newsletter(article)

    assert "The lamp, lit" in html
    assert html.count("<img") == 2


def test_a_lead_picture_is_shown_once_in_whatever_size_the_text_has_it() -> None:
    lead, shown = (n.Image(f"https://a.example/up/lamp{size}.jpg") for size in ("", "-640x480"))
    metadata = Metadata(title=t("Night"), language="en", hero=Hero(lead))

    html = newsletter(Article(metadata, (p("Text."), n.Figure((n.Plain((shown,)),)))))

    assert html.count("<img") == 1


def test_words_of_a_lead_picture_are_said_though_the_text_ends_with_it_in_another_size() -> None:
    """seen: a page that begins with its lead picture and ends with its cover, of the same file."""
    lead, cover = (n.Image(f"https://a.example/up/lamp{size}.jpg") for size in ("", "-640x480"))
    metadata = Metadata(title=t("Night"), language="en", hero=Hero(lead, t("The lamp, lit.")))

    html = newsletter(Article(metadata, (p("Text."), n.Figure((n.Plain((cover,)),)))))

    assert "The lamp, lit." in html


def test_a_second_mark_of_a_note_has_the_number_it_has_in_the_list() -> None:
    blocks = (
        p("Text ", n.Note((p("Other note."),)), " and", n.Note((p("Since 1981."),), "ice")),
        p("again", n.Note((), "ice"), "."),
    )

    html = newsletter(Article(Metadata(title=t("Notes"), language="en"), blocks))

    assert len(re.findall(r"<sup[^>]*>2</sup>", html)) == 2
    assert html.count("Since 1981.") == 1


def test_links_of_a_listing_are_coloured_links_on_lines_that_wrap() -> None:
    links = (
        n.CodeLink(1, 6, "https://example.org/rfc"),
        n.CodeLink(9, 10, "#part"),
        n.CodeLink(10, 11, "./b"),
    )
    listing = n.CodeBlock("\ta\t<b\n  cd", "", links)

    html = newsletter(Article(Metadata(title=t("T"), language="en"), (listing,)))

    cell = re.search(r'<td class="code"[^>]*>(.*?)</td>', html, re.DOTALL)
    assert cell is not None
    bare = re.sub(r' style="[^"]*"', "", cell[1])
    assert bare == (
        '&nbsp; &nbsp;&nbsp;<a href="https://example.org/rfc">a&nbsp; &nbsp;&lt;b<br>\n</a>'
        "&nbsp;&nbsp;cd"
    )
    assert re.search(r'<a href="[^"]*rfc" style="[^"]*color', cell[1])
