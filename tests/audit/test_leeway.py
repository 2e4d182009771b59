"""What an output may say besides the article, and how: none of it is taken for a loss, and no loss
is hidden by it.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from articlepress import nodes as n
from articlepress.article import Article
from articlepress.audit import Difference
from articlepress.metadata import Hero, Metadata
from audited import verdicts
from trees import column, p, t

QUICK = ("html", "epub", "newsletter", "eml", "markdown", "text")


def titled(title: str, *blocks: n.Block) -> Article:
    return Article(replace(column().metadata, title=t(title)), blocks)


def bare(title: str, hero: Hero | None, *blocks: n.Block) -> Article:
    """Return an article that has a title, a language and perhaps a lead picture."""
    return Article(Metadata(title=t(title), language="en", hero=hero), blocks)


def found(name: str, shown: Article, wanted: Article | None = None) -> list[Difference]:
    return [d for v in verdicts(shown, name, wanted or shown) for d in v.differences]


def kinds(name: str, shown: Article, wanted: Article) -> list[tuple[str, tuple[str, ...]]]:
    return [(d.kind, d.words) for d in found(name, shown, wanted)]


def test_a_raised_figure_may_stand_as_one_word_near_a_repeated_description() -> None:
    """seen: a park of 5000 m², raised in the text and as one character in the list below it, and
    between the two an advertisement that is said twice."""
    call = "Book with us a speaker for the wedding, for all we plan it with you"
    picture = n.Link((n.Image("call.jpg", call),), "https://example.org/book")
    lake = p("It has 5000 m", n.Superscript(t("2")), " of trees, and a lake.")
    rest = (p(call), p(picture), p(call), p("To rent: 5000 m² of meadows."))
    article = titled("Inns", p("This is an inn."), lake, *rest)
    short = titled("Inns", article.blocks[0], p("It has trees, and a lake."), *rest)

    assert found("text", article) == []
    assert kinds("text", short, article) == [("lost", ("5000", "m", "2", "of"))]


@pytest.mark.parametrize("name", QUICK)
def test_a_control_character_parts_no_word(name: str) -> None:
    """seen: a reference copied from a PDF, with a control character behind each word."""
    article = titled("Climate", p("So says the Intergovernmental\x07 Panel\x07on\x07 Climate."))
    short = titled("Climate", p("So says the Intergovernmental\x07 Panel Climate."))

    assert found(name, article) == []
    assert kinds(name, short, article)


@pytest.mark.parametrize("words", ["By {}.", "Paint by {}, walls by {}"])
def test_links_in_the_caption_of_a_lead_picture_have_numbers(words: str) -> None:
    """seen: the text's last picture is the page's lead, and its caption ends in a link."""
    before, between, behind = (*words.split("{}"), "")[:3]
    links = [n.Link(t(f"Quarry {k}"), f"https://example.org/{k}") for k in range(2)]
    caption = p(before, links[0], between, *((links[1], behind) if behind else ())).content
    hero = Hero(n.Image("https://example.org/lead.jpg", "Quarry lead"), ())
    figure = n.Figure((n.Plain((hero.image,)),), caption)
    text = p("Quarry stones are old."), p("Quarry men came later, and wrote.")
    article = bare("Stones", hero, text[0], figure, text[1])
    without = bare("Stones", hero, *text)

    assert found("text", article) == []
    assert found("text", without, article) != []


@pytest.mark.parametrize("name", QUICK)
def test_a_lead_picture_of_another_size_may_stand_above_the_heading_before_it(name: str) -> None:
    """seen: a standfirst set as a heading, above the page's lead picture."""
    address = "https://example.org/2022/02/desk-of-the-hunters{}.jpg"
    hero = Hero(n.Image(address.format("-300x150")), ())
    heading = n.Heading(1, t("In spring the hunters give two new seminars for all who write."))
    picture = n.Plain((n.Image(address.format("")),))
    figure = n.Figure((picture,), t("New seminars start in March."), t("A. Hume"))
    article = bare("New seminars", hero, heading, figure, p("How does one succeed in the media?"))
    uncaptioned = replace(article, blocks=(heading, n.Figure((picture,)), article.blocks[2]))

    assert found(name, article) == []
    assert {d.kind for d in found(name, uncaptioned, article)} == {"lost"}


def test_an_address_that_ends_in_the_words_of_the_line_below_it_is_read_as_meant() -> None:
    """seen: the section and the title in the page's address, both below the site's."""
    metadata = Metadata(
        title=t("New seminars"), language="en", canonical_url="https://e.org/general/new-seminars/",
        tags=("General",), hero=Hero(n.Image("https://e.org/a.jpg"), t("New seminars in March.")),
    )  # fmt: skip
    site = replace(metadata.site, url="https://e.org/")
    article = Article(replace(metadata, site=site), (p("How does one succeed?"),))

    assert found("markdown", article) == []


@pytest.mark.parametrize("text", ["*Ad. For readers*innen of ours", "<p>For <b>readers</b>in</p>"])
def test_front_matter_is_markdown_in_titles_and_plain_elsewhere(text: str) -> None:
    """seen: a description that begins with a star, and one that is markup."""
    metadata = replace(column().metadata, description=text, title=(n.Emph(t("The*bridge")),))
    article = Article(metadata, (p("It stands."),))

    assert found("markdown", article) == []
    assert found("markdown", replace(article, metadata=replace(metadata, title=())), article)


@pytest.mark.parametrize(
    "told", ["続きを読むにはブラウザーで表示する。", ""], ids=["said in the text", "new"]
)
def test_a_cut_in_a_script_of_many_words_a_line_is_told_from_a_loss(told: str) -> None:
    """seen: the link to the rest and the footer have thirteen words in Japanese, not six."""
    signs = [chr(0x4E00 + k * 7919 % 20_000) for k in range(40_000)]
    texts = ["".join(signs[start : start + 200]) for start in range(0, len(signs), 200)]
    text = tuple(p(f"{text}のであったという。") for text in texts)
    article = titled("Devices", *text, p(told + texts[3] + told))
    article = replace(article, metadata=replace(article.metadata, language="ja"))
    short = replace(article, blocks=(p(texts[0][1:] + "のであったという。"), *article.blocks[1:]))

    (whole,), lost = verdicts(article, "newsletter"), kinds("newsletter", short, article)

    assert whole.differences == ()
    assert whole.cut > 5_000
    assert lost == [("lost", (texts[0][0],))]
