"""Pages that articlepress made come back as they went out."""

from __future__ import annotations

from dataclasses import replace

from articlepress.metadata import Disclaimer, Person
from articlepress.pipeline import prepare, read, write
from articlepress.walk import plain_text
from trees import column, p


def test_a_page_of_ours_gives_its_metadata_back() -> None:
    before = column().metadata

    after = read(write(prepare(column()), "html"), reader="html").metadata

    assert [(x.name, plain_text(x.bio)) for x in after.authors] == [
        (x.name, plain_text(x.bio)) for x in before.authors
    ]
    for field in ("title", "kicker", "standfirst", "published", "updated", "canonical_url", "tags"):
        assert getattr(after, field) == getattr(before, field)
    assert after.hero is not None
    assert after.hero.caption == before.hero.caption  # type: ignore[union-attr]  # column's has one


def test_a_site_that_signs_stands_once_and_comes_back() -> None:
    article = column()
    signed = replace(article.metadata, authors=(Person("The Example Courier"),))

    page = write(prepare(replace(article, metadata=signed)), "html")

    assert b'class="site"' not in page
    assert read(page, reader="html").metadata.site.name == "The Example Courier"


def test_a_disclaimer_keeps_its_kind() -> None:
    article = column()
    paid = Disclaimer((p("We earn when you buy."),), "affiliate")
    metadata = replace(article.metadata, disclaimers=(*article.metadata.disclaimers, paid))

    for form in ("html", "epub"):
        content = write(prepare(replace(article, metadata=metadata)), form)
        after = read(content, reader=form).metadata
        assert [(d.kind, plain_text(d.content)) for d in after.disclaimers] == [
            (d.kind, plain_text(d.content)) for d in metadata.disclaimers
        ]


def test_a_page_that_only_says_it_is_ours_is_read_as_any_other() -> None:
    page = (
        b'<!DOCTYPE html><html><head><meta name="generator" content="articlepress"><title>A</title>'
        b"</head><body><article><h1>A</h1><p>Some words of a column that is long enough.</p>"
        b"</article></body></html>"
    )

    assert plain_text(read(page).blocks) == "Some words of a column that is long enough."
