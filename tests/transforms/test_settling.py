"""Headings, ids, links, pictures and language after the transforms."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from articlepress import nodes as n
from articlepress.article import Article, AssetRef
from articlepress.deadline import deadline
from articlepress.diagnostics import Notes
from articlepress.directions import direction_of
from articlepress.errors import ConfigError
from articlepress.labels import all_labels, label
from articlepress.languages import language_of
from articlepress.metadata import Hero, Metadata
from articlepress.transforms import apply_transforms, find_transform
from articlepress.transforms.headings import level_headings, regular_levels
from articlepress.transforms.identifiers import name_headings, slug
from articlepress.transforms.images import settle_images
from articlepress.transforms.language import settle_language
from articlepress.transforms.links import drop_dead_links
from articlepress.transforms.renditions import are_renditions
from articlepress.transforms.separators import settle_separators
from articlepress.transforms.typography import set_typography
from articlepress.walk import inline_text
from trees import p, t


def make(*blocks: n.Block, **metadata: object) -> Article:
    return Article(Metadata(**metadata), blocks)  # type: ignore[arg-type]


def test_levels_start_at_one_and_skip_none() -> None:
    assert regular_levels([2, 4, 4, 2, 3]) == [1, 2, 2, 1, 2]
    assert regular_levels([3, 2, 1]) == [1, 1, 1]
    assert regular_levels([1, 2, 3, 4, 5]) == [1, 2, 3, 4, 5]


def test_a_changed_level_is_reported() -> None:
    notes = Notes()

    after = level_headings(make(n.Heading(3, t("Deep"))), notes)

    assert after.blocks == (n.Heading(1, t("Deep")),)
    assert [(d.code, d.origin.excerpt) for d in notes.diagnostics] == [("AP501", "Deep")]


@pytest.mark.parametrize(
    ("words", "ident"),
    [
        ("What the Charts Say!", "what-the-charts-say"),
        ("Assad’s “caliphate”", "assads-caliphate"),
        ("Мир и труд", "мир-и-труд"),
        ("हिन्दी में", "हिन्दी-में"),
        ("日本語の見出し", "日本語の見出し"),
        ("10 rules", "s-10-rules"),
        ("***", "section"),
        ("a" * 100, "a" * 60),
        ("word " * 20, "word-" * 11 + "word"),
    ],
)
def test_a_slug_is_made_of_the_words_in_any_script(words: str, ident: str) -> None:
    assert slug(words) == ident


def test_equal_headings_get_numbers_and_given_ids_stay() -> None:
    blocks = (
        n.Heading(1, t("Part")),
        n.Heading(1, t("Part")),
        n.Heading(1, t("Other"), "part-2"),
        n.Heading(1, t("Third"), "part-2"),
    )

    after = name_headings(make(*blocks))

    ids = [block.id for block in after.blocks if isinstance(block, n.Heading)]
    assert ids == ["part", "part-3", "part-2", "part-2-2"]


def test_ids_that_no_page_can_have_are_others_and_links_follow() -> None:
    listing = n.CodeBlock("100 m", anchors=(n.CodeAnchor(0, "Women A"),))
    links = p(n.Link(t("up"), "#title"), n.Link(t("down"), "#Women%20A"), n.Link(t("on"), "#on"))
    blocks = (n.Heading(1, t("Top"), "title"), n.Heading(1, t("Title")), listing, links)

    after = name_headings(make(*blocks)).blocks

    assert [block.id for block in after if isinstance(block, n.Heading)] == ["x-title", "x-title-2"]
    assert after[2] == n.CodeBlock("100 m", anchors=(n.CodeAnchor(0, "Women-A"),))
    assert after[3] == p(
        n.Link(t("up"), "#x-title"), n.Link(t("down"), "#Women-A"), n.Link(t("on"), "#on")
    )


def test_a_link_to_nothing_becomes_text_in_one_run() -> None:
    notes = Notes()

    after = drop_dead_links(make(p("See ", n.Link(t("below"), "#gone"), ".")), notes)

    assert after.blocks == (p("See below."),)
    assert [d.code for d in notes.diagnostics] == ["AP502"]


def test_a_link_to_the_article_itself_becomes_internal() -> None:
    url = "https://example.org/column"
    heading = n.Heading(1, t("Part"), "part")

    after = drop_dead_links(make(heading, p(n.Link(t("up"), url + "#part")), canonical_url=url))

    assert after.blocks[1] == p(n.Link(t("up"), "#part"))


def shown(alt: str, *after: str, others: tuple[str, ...] = ()) -> n.Blocks:
    """Return what becomes of a picture, of paragraphs below it and of other pictures."""
    pictures = (p(n.Image(f"{number}.png", other)) for number, other in enumerate(others))
    return settle_images(make(p(n.Image("a.png", alt)), *map(p, after), *pictures)).blocks


@pytest.mark.parametrize(
    ("alt", "said"),
    [
        ("The bridge at dawn.", "The bridge  at dawn"),
        ("Keepers light the lamp at noon", "Keepers light the lamp at noon by Ann Lee"),
    ],
)
def test_a_paragraph_that_repeats_what_its_picture_says_is_the_caption(alt: str, said: str) -> None:
    assert shown(alt, said, said) == (
        n.Figure((n.Plain((n.Image("a.png", alt),)),), t(said)), p(said),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("alt", "after"),
    [
        ("Map", "Mapping the coast took a year."),
        ("The keepers light the lamp.", "The keepers light the lamp." + " Nobody may." * 5),
        ("", "Text"),
        ("", ""),
    ],
)
def test_a_paragraph_that_goes_on_from_its_picture_is_text(alt: str, after: str) -> None:
    assert shown(alt, after)[1] == p(after)


def test_descriptions_that_a_platform_makes_of_the_text_make_no_caption() -> None:
    """seen: pictures described by the article's first paragraph and a number."""
    assert shown("The lamp is out.", "The lamp is out.", others=("The lamp is out.-2",))[1] == p(
        "The lamp is out."
    )


def test_a_picture_with_a_caption_takes_no_other() -> None:
    figure = n.Figure((n.Plain((n.Image("a.png", "The lamp"),)),), t("Noon"))

    assert settle_images(make(figure, p("The lamp"))).blocks == (figure, p("The lamp"))


def test_a_paragraph_of_one_picture_is_a_figure() -> None:
    image = n.Image("a.png", "A")

    after = settle_images(make(n.Figure((p(image),), t("Caption")), p(image)))

    assert after.blocks == (
        n.Figure((n.Plain((image,)),), t("Caption")),
        n.Figure((n.Plain((image,)),)),
    )


def test_the_lead_picture_leaves_the_text_and_keeps_the_only_caption() -> None:
    image = n.Image("a.png", "A")

    after = settle_images(make(n.Figure((n.Plain((image,)),), t("Caption")), hero=Hero(image)))

    assert after.blocks == ()
    assert after.metadata.hero == Hero(image, t("Caption"))


def test_a_lead_picture_with_another_caption_stays_in_the_text() -> None:
    image = n.Image("a.png", "A")
    before = make(n.Figure((n.Plain((image,)),), t("One")), hero=Hero(image, t("Two")))

    after = settle_images(before)
    (figure,) = after.blocks

    assert isinstance(figure, n.Figure)
    assert inline_text(figure.caption) == "One Two"
    assert settle_images(after) is after


def test_the_lead_picture_is_known_by_its_file() -> None:
    file = AssetRef(path=Path("page_files/a.png"))
    figure = n.Figure((n.Plain((n.Image("page_files/a.png", "A"),)),), t("The bridge"))
    before = make(figure, hero=Hero(n.Image("https://cdn.example.org/a.png")))
    addresses = ("page_files/a.png", "https://cdn.example.org/a.png")
    before = replace(before, assets=dict.fromkeys(addresses, file))

    after = settle_images(before)

    assert after.blocks == ()
    assert after.metadata.hero == Hero(n.Image("page_files/a.png", "A"), t("The bridge"))


@pytest.mark.parametrize(
    ("shown", "quoted"),
    [
        ("https://a.org/up/2016/lamp-1024x683.jpg", "https://a.org/up/2016/lamp.jpg"),
        ("https://a.org/up/2016/lamp.jpg?w=640", "https://a.org/up/2016/lamp-scaled.jpg?fit=2048"),
        ("https://i0.wp.com/a.org/up/lamp.jpg?resize=5,4&ssl=1", "https://a.org/up/lamp.jpg"),
        ("https://cdn.a.org/up/2016/lamp.jpg", "https://www.a.org/up/2016/lamp.jpg"),
        ("https://a.org/w_640/old-lamp-room.jpg", "https://a.org/w_1200/old-lamp-room.jpg"),
        (
            "https://a.org/styles/small/public/f/lamp.jpg",
            "https://a.org/styles/og/public/f/lamp.jpg",
        ),
        ("https://a.org/w_640,q_80/18zu12g5xzyx.jpg", "https://a.org/w_1200/18zu12g5xzyx.jpg"),
        ("https://a.org/f/w_8/https%3A%2F%2Fs3.b.org%2Flamp.jpg", "https://s3.b.org/lamp.jpg"),
        ("https://a.org/_next/image?url=%2Fup%2Flamp.png&w=640", "https://a.org/up/lamp.png"),
        (
            f"https://a.org/f/{'b' * 24}_{'a' * 24}_A%2520lamp.png",
            f"https://a.org/f/{'a' * 24}_A%20lamp.png",
        ),
        (
            "https://a.org/f/csm_old-lamp_22ce777a90.jpg",
            "https://a.org/f/csm_old-lamp_d26b8616bd.jpg",
        ),
        (f"https://a.org/f/{'a' * 24}_lamp-p-800.png", f"https://a.org/f/{'a' * 24}_lamp.png"),
    ],
)
def test_the_lead_picture_is_known_by_its_renditions(shown: str, quoted: str) -> None:
    figure = n.Figure((n.Plain((n.Image(shown, "A lamp"),)),), t("The bridge"))

    after = settle_images(make(figure, p("Text"), hero=Hero(n.Image(quoted))))

    assert after.blocks == (p("Text"),)
    assert after.metadata.hero == Hero(n.Image(shown, "A lamp"), t("The bridge"))


@pytest.mark.parametrize(
    ("shown", "quoted"),
    [
        ("https://a.org/2012/06/IMG_4402.jpg", "https://a.org/2011/07/IMG_4402.jpg"),
        ("https://a.org/one/featured-image.jpg", "https://a.org/two/featured-image.jpg"),
        ("https://a.org/up/lamp-2.jpg", "https://a.org/up/lamp-1.jpg"),
        ("https://a.org/up/1200x630.jpg", "https://a.org/up/640x480.jpg"),
        ("https://a.org/lamp.jpg", "https://b.org/lamp.jpg"),
        ("https://a.org/image?id=1", "https://b.org/image?id=2"),
        (f"https://a.org/f/{'a' * 24}_lamp.png", f"https://a.org/f/{'b' * 24}_lamp.png"),
    ],
)
def test_two_pictures_stay_two(shown: str, quoted: str) -> None:
    before = make(n.Figure((n.Plain((n.Image(shown),)),)), p("Text"), hero=Hero(n.Image(quoted)))

    assert settle_images(before) == before


@pytest.mark.parametrize("ending", [".jpg", "-10x10", "@2x", "%3A", "https:/"])
def test_an_address_of_a_million_letters_is_read_in_time(ending: str) -> None:
    long = "https://a.org/up/lamp" + ending * 150_000

    with deadline(10, TimeoutError("slow")):
        assert not are_renditions(f"{long}!", "https://a.org/up/old.jpg")


def test_a_lead_picture_stays_where_the_text_comes_to_it() -> None:
    image = n.Image("a-640x480.png")
    before = make(p("Text"), n.Figure((n.Plain((image,)),)), hero=Hero(n.Image("a.png")))

    after = settle_images(before)

    assert after.blocks == before.blocks
    assert after.metadata.hero == Hero(image)


def test_a_lead_pictures_words_stand_below_the_same_picture_in_a_link() -> None:
    image = n.Image("a.png", "A")
    linked = n.Figure((n.Plain((n.Link((image,), "https://example.org/a"),)),))

    after = settle_images(make(linked, hero=Hero(image, t("The bridge"), t("Ann Lee"))))

    assert after.blocks == (replace(linked, caption=t("The bridge"), credit=t("Ann Lee")),)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Это предложение было написано по-русски, ещё вчера", "ru"),
        ("Це речення написане українською мовою, її знають", "uk"),
        ("اين جمله به زبان فارسی نوشته شده و چهار گچ پژمرده دارد", "fa"),
        ("هذه الجملة مكتوبة باللغة العربية الفصحى", "ar"),
        ("המשפט הזה נכתב בעברית ולא בשום שפה אחרת", "he"),
        ("この文章は日本語で書かれています。漢字も仮名もあります。", "ja"),
        ("这句话是用中文写的，没有假名，也没有谚文，只有汉字而已，够长了。", "zh"),
        ("이 문장은 한국어로 쓰여 있으며 다른 언어가 아닙니다", "ko"),
        ("Αυτή η πρόταση είναι γραμμένη στα ελληνικά", "el"),
        ("This is English", ""),
        ("שלום", ""),
    ],
)
def test_a_script_of_one_language_tells_it(text: str, language: str) -> None:
    assert language_of(text) == language


def test_an_unknown_language_is_guessed_and_gives_the_direction() -> None:
    notes = Notes()

    after = settle_language(make(p("המשפט הזה נכתב בעברית ולא בשום שפה אחרת")), notes)

    assert (after.metadata.language, after.metadata.direction) == ("he", "rtl")
    assert [d.code for d in notes.diagnostics] == ["AP307"]


@pytest.mark.parametrize(
    ("stated", "settled"), [("in-ID", "id-ID"), ("IW", "he"), ("und", ""), ("de-AT", "de-AT")]
)
def test_a_language_has_the_code_of_today(stated: str, settled: str) -> None:
    assert settle_language(make(p("Words"), language=stated)).metadata.language == settled


def test_direction_follows_script_before_language() -> None:
    assert direction_of("ar-EG") == "rtl"
    assert direction_of("az-Arab-IR") == "rtl"
    assert direction_of("ku-Latn") == "ltr"
    assert direction_of("uz") == "ltr"
    assert direction_of("") == ""


def test_typography_touches_text_only() -> None:
    after = set_typography(make(p("Wait... 5 % of ", n.Code("a..."))))

    assert after.blocks == (p("Wait… 5\N{NO-BREAK SPACE}% of ", n.Code("a...")),)


def test_transforms_report_to_the_notes_of_the_run() -> None:
    notes = Notes()

    apply_transforms(make(n.Heading(2, t("A")), p(n.Link(t("x"), "#gone"))), notes=notes)

    assert {d.code for d in notes.diagnostics} == {"AP501", "AP502"}


def test_an_unknown_transform_is_named_with_the_nearest() -> None:
    with pytest.raises(ConfigError, match="did you mean 'headings'"):
        find_transform("heading")


def test_a_transform_behind_a_dotted_name_is_found_and_must_give_an_article() -> None:
    with pytest.raises(ConfigError, match="returned no article"):
        apply_transforms(make(), ["builtins:repr"])


def test_every_language_has_every_label() -> None:
    from articlepress.labels import _table

    for words in _table().values():
        assert set(words) <= set(_table()["en"])
        assert all(words.values())
    assert len(_table()) >= 30


@pytest.mark.parametrize(
    ("tag", "word"),
    [
        ("zh-Hant-HK", "目錄"), ("zh-TW", "目錄"), ("zh-CN", "目录"), ("nn", "Innhold"),
        ("PT_br", "Índice"), ("xx", "Contents"), ("", "Contents"),
    ],
)  # fmt: skip
def test_labels_follow_script_region_and_macrolanguage(tag: str, word: str) -> None:
    assert label("contents", tag) == word
    assert "Haftungsausschluss" in all_labels("disclaimer")


@pytest.mark.parametrize("ornament", ["*", "—", "* *", "•", "~"])
def test_a_lone_ornament_between_paragraphs_is_a_rule(ornament: str) -> None:
    notes = Notes()
    article = make(p("Ice."), p(n.Emph(t(ornament))), p("Fog."))

    assert settle_separators(article, notes).blocks == (p("Ice."), n.Rule(), p("Fog."))
    assert [item.code for item in notes.diagnostics] == ["AP504"]


def test_full_stops_typed_for_empty_lines_are_left_out() -> None:
    article = make(p("."), p("Ice."), p("."), p("."), p("Fog."), p("."))

    assert settle_separators(article).blocks == (p("Ice."), p("Fog."))


def test_ornaments_at_the_ends_and_beside_rules_leave_one_rule() -> None:
    article = make(p("*"), p("Ice."), p("*"), n.Rule(), p("."), p("*"), p("Fog."), p("—"))

    assert settle_separators(article).blocks == (p("Ice."), n.Rule(), p("Fog."))


def test_signs_that_nothing_stands_before_leave_nothing() -> None:
    assert settle_separators(make(p("*"), p("."))).blocks == ()
    assert settle_separators(make(p("*"), n.Rule(), p("Ice."))).blocks == (n.Rule(), p("Ice."))


def test_a_sign_that_carries_something_stays() -> None:
    article = make(
        p("Ice."), p("*", n.Note((p("A note."),))), p(n.Styled(t("*"), id="here")), p("5."), p("?")
    )

    assert settle_separators(article) is article


def test_links_in_listings_lead_somewhere_or_are_text() -> None:
    notes = Notes()
    url = "https://example.org/column"
    links = (n.CodeLink(0, 1, "#gone"), n.CodeLink(2, 3, url + "#part"), n.CodeLink(4, 5, "#part"))
    heading = n.Heading(1, t("Part"), "part")

    after = drop_dead_links(
        make(heading, n.CodeBlock("a b c", "", links), canonical_url=url), notes
    )

    kept = (n.CodeLink(2, 3, "#part"), n.CodeLink(4, 5, "#part"))
    assert after.blocks[1] == n.CodeBlock("a b c", "", kept)
    assert [(d.code, d.origin.excerpt) for d in notes.diagnostics] == [("AP502", "a")]


def test_an_anchor_of_a_listing_is_a_place_and_never_stands_twice() -> None:
    block = n.CodeBlock("a b", "", (n.CodeLink(0, 1, "#s"),), (n.CodeAnchor(2, "s"),))

    after = drop_dead_links(name_headings(make(n.Heading(1, t("S")), block, block)))

    again = replace(block, anchors=(n.CodeAnchor(2, "s-3"),))
    assert after.blocks == (n.Heading(1, t("S"), "s-2"), block, again)
