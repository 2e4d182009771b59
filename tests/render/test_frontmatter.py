from __future__ import annotations

import dataclasses

from articlepress import nodes as n
from articlepress.article import Article
from articlepress.metadata import Date, Hero, Metadata, Person
from articlepress.render.dialect import Dialect
from articlepress.render.frontmatter import (
    byline,
    dateline,
    hero_figure,
    source_line,
    title_block,
)
from trees import column, t


def test_title_block_holds_each_part_in_reading_order() -> None:
    html = title_block(column(), Dialect())

    places = [
        html.index(part)
        for part in ("Opinion", "<em>would not</em>", "Forty winters", "Marta Quist", "February 14")
    ]
    assert places == sorted(places)


def test_title_is_escaped_and_prefixed() -> None:
    article = Article(Metadata(title=t("A <b> & co")), ())

    assert '<h2 class="title" id="a1-title">A &lt;b&gt; &amp; co</h2>' in title_block(
        article, Dialect(ids="a1-"), heading="h2"
    )


def test_an_article_without_title_says_so() -> None:
    assert ">Untitled<" in title_block(Article(Metadata(), ()), Dialect())


def test_byline_joins_three_names_and_leaves_editors_out() -> None:
    people = (Person("A"), Person("B"), Person("C"), Person("E", role="editor"))

    html = byline(Metadata(authors=people), Dialect())

    assert (
        html == '<p class="byline"><span class="by">By</span> <span class="author">A</span>, '
        '<span class="author">B</span> and <span class="author">C</span></p>\n'
    )


def test_update_on_the_day_of_publication_is_not_shown() -> None:
    metadata = Metadata(published=Date("2020-01-02"), updated=Date("2020-01-02T09:00:00Z"))

    assert "Updated" not in dateline(metadata, Dialect())


def test_hero_is_left_out_where_the_body_shows_it() -> None:
    article = column()
    hero = Hero(n.Image("images/ice.png", "A chart"))
    same = dataclasses.replace(article, metadata=dataclasses.replace(article.metadata, hero=hero))

    assert 'class="hero"' in hero_figure(article, Dialect())
    assert hero_figure(same, Dialect()) == ""


def test_source_line_shows_the_address_without_its_scheme() -> None:
    html = source_line(column().metadata)

    assert ">example.org/columns/harbour</a>" in html


def test_words_of_a_lead_picture_without_a_file_stay() -> None:
    article = column()

    shown = hero_figure(article, Dialect(picture=lambda image: None))

    assert "The north quay in January." in shown
    assert "Photo: A. Lind" in shown
    assert "<img" not in shown
