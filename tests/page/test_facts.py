"""Candidate facts from small invented pages, one convention each."""

from __future__ import annotations

import pytest

from articlepress.diagnostics import Notes
from articlepress.page.choose import choose_title, kicker_of
from articlepress.page.choose_dates import choose_date
from articlepress.page.choose_people import choose_people
from articlepress.page.dates import month_names, read_date, read_url_date
from articlepress.page.facts import Facts, gather_facts
from articlepress.page.marks import marks_of, telling_words
from articlepress.page.names import read_names
from articlepress.page.parse import parse
from articlepress.page.rules import load_rules, words_of
from articlepress.source import Source


def facts_of(markup: str) -> Facts:
    return gather_facts(parse(Source(markup.encode(), "page.html"), Notes()))


def names_of(markup: str) -> tuple[str, ...]:
    return tuple(person.name for person in choose_people(facts_of(markup)))


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("June 20, 2016", "en", "2016-06-20"),
        ("Fri Mar 13 21:30:09 EST 2015", "en", "2015-03-13"),
        ("20. Juni 2016", "de", "2016-06-20"),
        ("28. Dezember 2022", "de", "2022-12-28"),
        ("28 December 2022", "en", "2022-12-28"),
        ("28 stycznia 2022", "pl", "2022-01-28"),
        ("1η μαΐου 2022 · 3 μαΐου 2022", "el", "2022-05-03"),
        ("20 มิ.ย. 2016", "th", "2016-06-20"),
        ("26 | 01 | 2022", "de", "2022-01-26"),
        ("20 de junio de 2016", "es", "2016-06-20"),
        ("1er août 2020", "fr", "2020-08-01"),
        ("20 июня 2016, 14:05", "ru", "2016-06-20"),
        ("2016年6月20日", "ja", "2016-06-20"),
        ("2016년 6월 20일", "ko", "2016-06-20"),
        ("٢٠ يونيو ٢٠١٦", "ar", "2016-06-20"),
        ("2016. június 20.", "hu", "2016-06-20"),
        ("20.06.16", "de", "2016-06-20"),
        ("03/04/2016", "en-US", "2016-03-04"),
        ("03/04/2016", "en-GB", "2016-04-03"),
        ("2013-09-11 10:00:00 -0400", "", "2013-09-11T10:00:00-0400"),
        ("2018-03-09T07:00:00+00:", "", "2018-03-09T07:00:00+00:00"),
        ("2018-03-09T07:00:75+99:99", "", "2018-03-09T07:00"),
        ("2025-12-15T00:00:00-00:00", "", "2025-12-15T00:00:00Z"),
        ("1466431511", "", "2016-06-20T14:05:11Z"),
        ("31 February 2016", "en", ""),
        ("chapter 12 of 40", "en", ""),
    ],
)
def test_dates_are_read_as_each_language_writes_them(
    text: str, language: str, expected: str
) -> None:
    assert read_date(text, language) == expected


def test_every_language_names_twelve_months() -> None:
    table = {language: set(names.values()) for language, names in month_names().items()}

    assert all(months == set(range(1, 13)) for months in table.values())


def test_a_date_in_the_address_is_read() -> None:
    assert read_url_date("https://example.org/2016/06/20/title/") == "2016-06-20"
    assert read_url_date("https://example.org/title-20991/") == ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("By Ann Lee and Tom Roe", ("Ann Lee", "Tom Roe")),
        ("By A. Lee, T. Roe and U. Kay", ("A. Lee", "T. Roe", "U. Kay")),
        ("von Anna Schmidt und Peter Lustig", ("Anna Schmidt", "Peter Lustig")),
        ("par Jeanne Dupont et Luc Petit", ("Jeanne Dupont", "Luc Petit")),
        ("por María Pérez y Juan Gómez", ("María Pérez", "Juan Gómez")),
        ("作者：王小明", ("王小明",)),
        ("door Anna de Vries en Piet Bakker", ("Anna de Vries", "Piet Bakker")),
        ("di Anna Rossi e Luca Bianchi", ("Anna Rossi", "Luca Bianchi")),
        ("por Ana Souza e João Lima", ("Ana Souza", "João Lima")),
        ("Автор: Анна Иванова", ("Анна Иванова",)),
        ("بقلم: أحمد علي", ("أحمد علي",)),
        ("文／山田太郎", ("山田太郎",)),
        ("By Dr. Ann Lee, Tom Roe and Uma Kay", ("Dr. Ann Lee", "Tom Roe", "Uma Kay")),
        ("By Ann Lee, Associated Press", ("Ann Lee",)),
        ("Reuters", ("Reuters",)),
        ("Redaktion", ("Redaktion",)),
        ("Jong, Michiel de", ("Michiel de Jong",)),
        ("Ann Lee (https://example.org/ann)", ("Ann Lee",)),
        ("Lee, Ann", ("Ann Lee",)),
        ("Ann Lee, Staff Writer", ("Ann Lee",)),
        ("Ann Lee <ann@example.org>", ("Ann Lee",)),
        ("By ANN LEE", ("Ann Lee",)),
        ("View all posts by Ann Lee →", ("Ann Lee",)),
        ("By Ann Lee ›", ("Ann Lee",)),
        ("admin", ()),
        ("Ann Lee, M.S., RDN, LD", ("Ann Lee",)),
        ("Ann Lee, Jack Ma", ("Ann Lee", "Jack Ma")),
        ("Example Magazine | PP", ("Example Magazine", "PP")),
        ("Ann Lee, Master Gardener & Garden Educator", ("Ann Lee",)),
        ("ACME", ("ACME",)),
        ("Ann Lee Ann Lee", ("Ann Lee",)),
        ("By Ann L.", ("Ann L.",)),
        ("Club of Readers e.V.", ("Club of Readers e.V.",)),
        ("By Ann Lee.", ("Ann Lee",)),
        ("著者：山田太郎", ("山田太郎",)),
        ("山田 太郎 著、佐藤 花子 訳", ("山田 太郎",)),
    ],
)
def test_names_are_split_and_cleaned(text: str, expected: tuple[str, ...]) -> None:
    assert read_names(text) == expected


@pytest.mark.parametrize("text", ["View All Posts", "Leave a comment", "March", "Share this"])
def test_links_and_labels_are_no_names(text: str) -> None:
    assert read_names(text, strict=True) == ()


def test_json_ld_with_trailing_commas_and_control_characters_is_still_read() -> None:
    facts = facts_of(
        '<script type="application/ld+json"><!-- {"@type":"NewsArticle","headline":"A\tTitle",'
        '"author":[{"@type":"Person","name":"Ann Lee"},{"@type":"Person","name":"Tom Roe"},],'
        '"datePublished":"2016-06-20",} --></script><p>Text.</p>'
    )

    assert facts.first("headline") == "A Title"
    assert [person.name for person in facts.people] == ["Ann Lee", "Tom Roe"]
    assert choose_date(facts, "published").value == "2016-06-20"


def test_an_author_in_a_graph_is_found_by_its_id() -> None:
    facts = facts_of(
        '<script type="application/ld+json">{"@graph":[{"@type":"Article","headline":"Storm",'
        '"isAccessibleForFree":false,"author":{"@id":"#ann"}},{"@type":"Person","@id":"#ann",'
        '"name":"Ann Lee","description":"Ann Lee writes about weather."}]}</script><p>Text.</p>'
    )

    person = choose_people(facts)[0]
    assert (person.name, person.description) == ("Ann Lee", "Ann Lee writes about weather.")
    assert not facts.accessible


def test_metas_pushed_into_the_body_count() -> None:
    facts = facts_of(
        "<br /><b>Warning</b>: x<!DOCTYPE html><html><head>"
        '<meta name="author" content="Ann Lee"><meta property="og:title" value="Storm">'
    )

    assert choose_people(facts)[0].name == "Ann Lee"
    assert choose_title(facts).value == "Storm"


def test_the_title_loses_the_site_and_names_its_kicker() -> None:
    facts = facts_of(
        '<title>After the Storm – The Daily Bee</title><meta property="og:site_name" '
        'content="The Daily Bee"><meta property="og:title" content="After the Storm">'
        "<h1><span>Weather</span> After the Storm</h1><p>Text.</p>"
    )

    choice = choose_title(facts)
    assert choice.value == "After the Storm"
    assert kicker_of(facts, choice.value) == "Weather"


def test_the_site_name_as_the_only_h1_is_not_the_title() -> None:
    facts = facts_of(
        "<title>After the Storm | Daily Bee</title><h1><a href='/'>Daily Bee</a></h1>"
        "<h2>After the Storm</h2><p>Text.</p>"
    )

    assert choose_title(facts).value == "After the Storm"


def test_a_facebook_address_is_no_author() -> None:
    markup = (
        '<meta property="article:author" content="https://www.facebook.com/dailybee">'
        "<h1>Storm</h1><p class='byline'>By Ann Lee</p><p>Text.</p>"
    )

    assert names_of(markup) == ("Ann Lee",)


def test_a_readers_comment_names_no_author() -> None:
    markup = (
        "<h1>Storm</h1><p>Text.</p><div id='comments'><div class='comment-author vcard'>"
        "<cite class='fn'>Pat Reader</cite></div></div>"
    )

    assert names_of(markup) == ()


def test_a_byline_that_names_more_is_believed() -> None:
    markup = (
        '<meta name="author" content="Ann Lee"><h1>Storm</h1><div>By Ann Lee and Tom Roe</div>'
        "<p>Text.</p>"
    )

    assert names_of(markup) == ("Ann Lee", "Tom Roe")


def test_the_site_beside_a_name_is_no_author() -> None:
    markup = (
        '<meta property="og:site_name" content="El Diario"><meta name="author" content="ElDiario">'
        "<h1>Storm</h1><p class='byline'>Por Ana Ruiz, El Diario</p><p>Text.</p>"
    )

    assert names_of(markup) == ("Ana Ruiz",)


@pytest.mark.parametrize("value", ["Wine und Dine, Ghent, Belgium", "Shop & More - Wine und Dine"])
def test_a_site_named_as_author_is_not_parted_into_people(value: str) -> None:
    head = (
        '<link rel="canonical" href="https://www.wine-und-dine.co.example/a">'
        f'<meta name="author" content="{value}"><h1>Storm</h1>'
    )

    assert names_of(head) == (value,)
    assert names_of(head + "<div>By Ann Lee</div>") == ("Ann Lee",)


def test_people_named_beside_their_site_are_people() -> None:
    assert names_of(
        '<link rel="canonical" href="https://www.dailybugle.example/a"><h1>Storm</h1>'
        '<meta name="author" content="Ann Lee and Tom Roe, Daily Bugle">'
    ) == ("Ann Lee", "Tom Roe")


def test_a_person_who_publishes_alone_is_no_site_but_the_author() -> None:
    assert names_of(
        '<script type="application/ld+json">{"@type": "Article", "headline": "Storm",'
        ' "publisher": {"@type": "Person", "name": "Ann Lee"}}</script>'
        "<h1>Storm</h1><p class='byline'>By Ann Lee</p>"
    ) == ("Ann Lee",)


def test_a_newsroom_signs_where_nobody_else_does() -> None:
    assert names_of("<h1>Storm</h1><div class='author'>Von Redaktion</div><p>T.</p>") == (
        "Redaktion",
    )


def test_three_sources_that_agree_outweigh_one() -> None:
    markup = (
        '<meta name="author" content="Publishing House"><meta property="article:author" '
        'content="Ann Lee"><h1>Storm</h1><p class="byline">By Ann Lee</p>'
        '<span itemprop="author">Ann Lee</span><p>Text.</p>'
    )

    assert names_of(markup) == ("Ann Lee",)


def test_an_account_and_the_name_it_stands_for_are_one() -> None:
    markup = (
        '<meta name="author" content="annlee"><meta name="byl" content="Ann Lee"><h1>Storm</h1>'
    )

    assert names_of(markup) == ("Ann Lee",)


def test_works_cited_on_the_page_name_no_author() -> None:
    markup = (
        '<meta name="citation_author" content="Ann Lee"><h1>Storm</h1><p>Text.</p><ol>'
        '<li itemprop="citation"><meta itemprop="author" content="Tom Roe">Roe 2001</li></ol>'
    )

    assert names_of(markup) == ("Ann Lee",)


def test_a_byline_in_the_articles_own_footer_counts() -> None:
    markup = (
        "<article><h1>Storm</h1><p>Text.</p><footer class='entry-meta'>von <span class='author "
        "vcard'><a class='url fn n' rel='author' href='/author/andrea/'>andrea</a></span></footer>"
        "</article>"
    )

    assert names_of(markup) == ("andrea",)


def test_a_link_to_an_editors_page_names_the_author() -> None:
    markup = (
        "<div><h1>Storm</h1><div class='x'><a href='/about/editors/ann-lee/'>Ann\nLee</a></div>"
        "</div><p>Text.</p>"
    )

    assert names_of(markup) == ("Ann Lee",)


@pytest.mark.parametrize(
    ("stated", "shown", "expected"),
    [
        # The page was built anew: what readers see is older.
        ("2025-06-24", "August 25, 2024", "2024-08-25"),
        # It was published, then changed; an unnamed date by the headline is the change.
        ("2021-03-16T16:16:10Z", "March 20, 2021", "2021-03-16T16:16:10Z"),
        # Day and month are swapped in the data, and the page shows a name.
        ("11/01/2023", "11 January 2023", "2023-01-11"),
        # The data's day is counted elsewhere.
        ("2022-05-04T02:41:00Z", "3. Mai 2022", "2022-05-03"),
        # Midnight in UTC is a day without a time.
        ("2016-11-28T00:00:00.000Z", "November 27, 2016", "2016-11-28T00:00:00Z"),
    ],
)
def test_the_date_shown_corrects_the_datas(stated: str, shown: str, expected: str) -> None:
    facts = facts_of(
        f'<meta property="article:published_time" content="{stated}"><h1>Storm</h1>'
        f"<p class='date'>{shown}</p><p>Text.</p>"
    )

    assert choose_date(facts, "published").value == expected


def test_a_moment_is_dated_where_its_readers_are() -> None:
    facts = facts_of(
        '<meta property="article:published_time" content="2022-05-04T03:37:37+00:00"><h1>S</h1>'
        '<time class="entry-date" datetime="2022-05-03T23:37:37-04:00">May 3, 2022</time><p>T.</p>'
    )

    assert choose_date(facts, "published").value[:10] == "2022-05-03"


def test_a_sentence_with_a_date_does_not_date_the_article() -> None:
    facts = facts_of(
        "<h1>Taxes</h1><p>The end of the season for most people in this country is April 15, 2025, "
        "a Tuesday.</p><p>Much text.</p><div>Page published <time datetime='2025-01-17'>Jan. 17"
        "</time></div>"
    )

    assert choose_date(facts, "published").value == "2025-01-17"


def test_publication_and_update_are_kept_apart() -> None:
    facts = facts_of(
        "<h1>Storm</h1><p>Published <time>June 20, 2016</time></p>"
        "<p>Updated <time>June 22, 2016</time></p><p>Text.</p>"
    )

    assert choose_date(facts, "published").value == "2016-06-20"
    assert choose_date(facts, "updated").value == "2016-06-22"


def test_the_seeds_conventions_are_read() -> None:
    facts = facts_of(
        "<title>Boots | PATRIOT NEWS</title><h1><a href='/'>PATRIOT NEWS</a></h1>"
        "<h2 class='entry-title'>Boots</h2><div class='postmeta'><span class='date updated'>"
        "June 20, 2016</span> | By <span class='vcard author'><a class='fn' rel='author' "
        "href='/author/csmith'>Craig Smith</a></span> | <a href='#r'>Leave a Comment</a></div>"
    )

    assert choose_title(facts).value == "Boots"
    assert [p.name for p in choose_people(facts)] == ["Craig Smith"]
    assert choose_date(facts, "published").value == "2016-06-20"


@pytest.mark.parametrize("file", ["byline", "date"])
def test_every_rule_is_reached_through_the_stems(file: str) -> None:
    for rule in load_rules(file):
        for selector in rule.selector.split(","):
            kind, _, name = selector.strip().rpartition(selector.strip()[0])
            if kind or not selector.strip().startswith("."):
                continue
            marks = marks_of(name, "", "", "")
            assert marks.byline or marks.date, selector


@pytest.mark.parametrize(
    "header",
    [
        "<div class=top><a href='/'>The Daily Bee</a> <a href='/opinion'>Opinion</a></div>",
        "<a href='https://bee.example.org/'><img src=logo.png alt='The Daily Bee'></a>",
        "<p class='wp-block-site-title'>The Daily Bee</p>",
    ],
)
def test_the_site_is_what_header_and_title_agree_on(header: str) -> None:
    facts = facts_of(f"<title>After the Storm - The Daily Bee</title>{header}")

    assert facts.first("site") == "The Daily Bee"
    assert choose_title(facts).value == "After the Storm"


def test_the_end_of_a_title_alone_names_no_site() -> None:
    facts = facts_of(
        "<title>Bees - A Short Guide | Home</title><a href='/'>Home</a>"
        "<a href='/guide'>A Short Guide</a>"
    )

    assert facts.first("site") == ""


def test_links_say_licence_tags_and_section() -> None:
    facts = facts_of(
        "<article><h1>Storm</h1><p>Text.</p><footer><a rel='license' "
        "href='https://creativecommons.org/licenses/by/4.0/'>CC BY</a></footer>"
        "<p><a rel='category tag' href='/w'>Weather</a> <a rel='tag' href='/t/wind'>wind</a></p>"
        "</article><div class='related'><a rel='tag' href='/t/rain'>rain</a></div>"
    )

    assert facts.first("licence") == "https://creativecommons.org/licenses/by/4.0/"
    assert facts.first("section") == "Weather"
    assert [fact.value for fact in facts.of("tag")] == ["wind"]


def test_every_month_of_every_language_is_read_behind_a_day() -> None:
    unread = [
        (language, word)
        for language, months in month_names().items()
        for word, month in months.items()
        if language and word.isalpha() and word.isascii()
        if read_date(f"28 {word} 2022", language) != f"2022-{month:02}-28"
    ]

    assert unread == []


def test_a_line_with_two_dates_says_when_it_was_published_and_changed() -> None:
    facts = facts_of("<h1>Storm</h1><p>July 4, 2025. Updated: July 9, 2025</p><p>Text.</p>")

    assert choose_date(facts, "published").value == "2025-07-04"
    assert choose_date(facts, "updated").value == "2025-07-09"


def test_a_stamp_for_machines_does_not_date_the_line_it_hides_in() -> None:
    facts = facts_of(
        "<h1>Storm</h1><p>Ann Lee<span>2022-12-07T10:10:52+01:00</span>25. Dezember 2022</p>"
    )

    assert choose_date(facts, "published").value == "2022-12-25"


def test_an_element_that_scripts_define_gives_its_date() -> None:
    facts = facts_of(
        "<h1>Storm</h1><relative-time datetime='2020-07-07T12:10:51Z'>3 y</relative-time>"
    )

    assert choose_date(facts, "published").value == "2020-07-07T12:10:51Z"


@pytest.mark.parametrize(
    "markup",
    [
        "<title>08.11.2021 | Day of Rivers</title><h1>Day of Rivers</h1><p>Text.</p>",
        "<h1>Day of Rivers <small>08.11.2021</small></h1><p>Text.</p>",
        f"<h1>Day of Rivers</h1><p>(8. November 2021) {'The river rose again. ' * 10}</p>",
    ],
)
def test_where_nothing_else_dates_the_page_its_first_words_do(markup: str) -> None:
    assert choose_date(facts_of(markup), "published").value == "2021-11-08"


def test_a_first_name_is_completed_by_what_the_page_says_of_the_person() -> None:
    data = (
        '{"@type":"Article","author":{"@type":"Person","name":"Nils",'
        '"description":"Nils Pickert ist freier Autor."}}'
    )

    assert names_of(f"<script type='application/ld+json'>{data}</script>") == ("Nils Pickert",)


def test_a_surname_that_begins_like_a_date_stays_whole() -> None:
    assert names_of("<h1>Storm</h1><p class=byline>By Marine Le Pen le 12 mars</p>") == (
        "Marine Le Pen",
    )


def test_a_label_below_the_text_names_the_author_of_a_page_that_names_nobody() -> None:
    label = "<p><strong>Autorin:</strong> <a href=/x>Ann Lee</a><br>Fotos: Max Ode</p>"

    assert names_of(f"<h1>Sturm</h1>{'<p>Der Fluss steigt.</p>' * 20}{label}") == ("Ann Lee",)


def test_a_date_beside_a_calendars_icon_is_found_anywhere_on_a_page_that_shows_no_other() -> None:
    icon = "<i class='glyphicon glyphicon-calendar'></i>"
    shown = f"<small>{icon}&nbsp;\n 02.02.2022 <em>• News</em></small>"
    text = "<p>The river rises.</p>" * 20
    facts = facts_of(f"<html lang=de><h1>Storm</h1>{text}{shown}<i class=fa-calendar></i>Soon")

    assert choose_date(facts, "published").value == "2022-02-02"


def test_a_link_to_the_heading_itself_is_no_part_of_the_title() -> None:
    facts = facts_of("<h1>Storm<a class=headerlink href=#storm>¶</a></h1><p>Text.</p>")

    assert choose_title(facts).value == "Storm"


@pytest.mark.parametrize("file", ["byline", "date"])
def test_every_name_that_marks_an_element_holds_a_telling_word(file: str) -> None:
    names = [
        selector.strip().lstrip(".#")
        for rule in load_rules(file)
        for selector in rule.selector.split(",")
        if selector.strip()[0] in ".#"
    ]

    assert [name for name in names if telling_words().isdisjoint(words_of(name))] == []


def test_a_headline_in_a_breadcrumb_is_the_title() -> None:
    facts = facts_of(
        "<title>The river rose | Daily Bee</title><nav class=breadcrumb><ol><li><a href=/>Home</a>"
        "<li><h1>The river rose</h1></ol></nav><h2>What comes next</h2><p>Text.</p>"
    )

    assert facts.first("shown_title") == "The river rose"
