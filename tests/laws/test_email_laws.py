"""Laws of mail: any tree makes a message that breaks no rule of ours and reads back."""

from __future__ import annotations

import email
import io
from dataclasses import replace
from email.policy import SMTP
from pathlib import Path

from hypothesis import given

from articlepress import nodes as n
from articlepress.article import Article
from articlepress.check.email import lint_html
from articlepress.diagnostics import Notes
from articlepress.render.styles import load_style
from articlepress.transforms import apply_transforms
from articlepress.walk import inline_text, query, transform
from articlepress.writers import find_writer
from articlepress.writers.email.options import GMAIL_CLIP_BYTES, EmlOptions, NewsletterOptions
from laws.strategies import WORDS, articles, law
from laws.words import every_text, missing, runs, squeezed

STYLE = load_style("base")
CALLERS = ("EM10", "EM11", "EM29", "EM30")


def newsletter(article: Article, clip_bytes: int = 81_920) -> str:
    out = io.BytesIO()
    options = NewsletterOptions(clip_bytes=clip_bytes)
    find_writer("newsletter").write(article, options, STYLE, Notes(), out)
    return out.getvalue().decode()


@law(40)
@given(article=articles(raw=False))  # verbatim HTML of a trusted source is its author's business
def test_any_tree_makes_a_newsletter_that_breaks_no_rule(article: Article) -> None:
    html = newsletter(apply_transforms(article))

    found = lint_html(html, Path("x"))
    grave = [f for f in found if f.severity == "error" and f.code not in CALLERS]
    assert [f"{f.code} {f.message}" for f in grave] == []
    assert newsletter(apply_transforms(article)) == html


def shown(html: str) -> str:
    """Return the words a reader sees below the preview text, in order."""
    from lxml import html as lxml_html

    body = lxml_html.fromstring(html.encode()).find("body")
    assert body is not None
    for hidden in body.find_class("preheader"):
        hidden.drop_tree()
    return "".join(str(text) for text in body.itertext())


def without_tables(article: Article) -> Article:
    return replace(article, blocks=transform(article.blocks, {n.Table: lambda _: None}))


def credits_last(article: Article) -> Article:
    """Return the article with bio and disclaimer where mail shows them, whatever their place."""
    blocks = sorted(
        article.blocks,
        key=lambda block: isinstance(block, n.Section) and block.role in ("bio", "disclaimer"),
    )
    return replace(article, blocks=tuple(blocks))


@law(60)
@given(article=articles(WORDS, raw=False))
def test_every_word_of_any_tree_stands_in_the_newsletter_in_order(article: Article) -> None:
    # A wide table becomes records, which say each heading before each value.
    article = apply_transforms(without_tables(article))
    html = newsletter(article, GMAIL_CLIP_BYTES)

    assert missing(runs(credits_last(article)), shown(html)) == []


@law(40)
@given(article=articles(WORDS, raw=False))
def test_no_word_of_any_tree_stands_twice_in_the_newsletter(article: Article) -> None:
    article = apply_transforms(without_tables(article))
    words = squeezed(shown(newsletter(article, GMAIL_CLIP_BYTES)))

    metadata = article.metadata
    titles = (*metadata.title, *metadata.subtitle, *metadata.kicker, *metadata.standfirst)
    names = (metadata.site.name, *(person.name for person in metadata.authors))
    given_text = squeezed(" ".join((*every_text(article), inline_text(titles), *names)))
    for text in every_text(article):
        pure = squeezed(text)
        if len(pure) > 12:
            assert words.count(pure) <= given_text.count(pure)


@law(40)
@given(article=articles(WORDS, raw=False))
def test_every_cell_of_any_table_stands_in_the_newsletter(article: Article) -> None:
    tables = tuple(query(article.blocks, n.Table))
    article = replace(article, metadata=type(article.metadata)(), blocks=tables)
    words = squeezed(shown(newsletter(article, GMAIL_CLIP_BYTES)))

    cells = runs(article)
    assert [text for text in cells if squeezed(text) not in words] == []


@law(20)
@given(article=articles())
def test_any_tree_makes_a_message_that_reads_back(article: Article) -> None:
    out = io.BytesIO()
    options = EmlOptions(sender="A <a@example.org>")
    find_writer("eml").write(apply_transforms(article), options, STYLE, Notes(), out)

    message = email.message_from_bytes(out.getvalue(), policy=SMTP)

    assert not message.defects
    assert message.get_body(("plain",)) is not None
    assert message.get_body(("html",)) is not None
    assert all(len(line) <= 998 for line in out.getvalue().split(b"\r\n"))
