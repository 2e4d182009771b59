"""The two writers: `newsletter` gives the HTML, `eml` the whole MIME message."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import BinaryIO

from articlepress.article import Article, Collection
from articlepress.diagnostics import Notes
from articlepress.errors import EmailError
from articlepress.labels import label
from articlepress.render.styles import Style
from articlepress.render.text import COLUMNS
from articlepress.render.textdocument import text_document
from articlepress.walk import inline_text
from articlepress.writers import Writer
from articlepress.writers.email.compose import compose
from articlepress.writers.email.digest import digest_article
from articlepress.writers.email.esp import mail_service
from articlepress.writers.email.message import build_message
from articlepress.writers.email.options import EmlOptions, NewsletterOptions


def write_newsletter(
    article: Article | Collection,
    options: NewsletterOptions,
    style: Style,
    notes: Notes,
    out: BinaryIO,
) -> None:
    """Write an article as one HTML document for a mail service's "paste your own HTML".

    Raises:
        EmailError: pictures are to be attached, which HTML alone cannot; or as `compose`.
    """
    if options.images == "cid":
        raise EmailError(
            "an HTML file cannot carry attached pictures",
            where="--images cid",
            hint="write the whole message: --to eml",
        )
    single = _single(article, options, notes)
    composed = compose(single, options, style, notes, _kind(article))
    if options.images == "data" and b'src="data:' in composed.html:
        notes.warn(
            "AP804",
            "the pictures stand inside the HTML; Gmail and Outlook for Windows drop them",
            hint="publish them and give --image-base-url, or attach them: --to eml",
        )
    out.write(composed.html)


def write_eml(
    article: Article | Collection, options: EmlOptions, style: Style, notes: Notes, out: BinaryIO
) -> None:
    """Write an article as a MIME message ready to send."""
    if options.images == "data":
        # What clients drop is refused where there is a form they all show.
        options = replace(options, images="cid")
        notes.warn("AP804", "pictures inside the HTML are dropped by Gmail; they are attached")
    single = _single(article, options, notes)
    composed = compose(single, options, style, notes, _kind(article))
    metadata = single.metadata
    title = inline_text(metadata.title) or label("untitled", metadata.language)
    out.write(
        build_message(
            composed,
            plain_part(single, options),
            options,
            subject=options.subject or title,
            url=metadata.canonical_url,
            published=metadata.published,
            # The reproducible-builds convention is an environment variable; no clock is read.
            environ=os.environ,
            unsubscribe=mail_service(options.esp).unsubscribe,
        )
    )


def plain_part(article: Article, options: EmlOptions) -> str:
    """Return the message's plain text, written from the tree, with the footer's addresses."""
    language = article.metadata.language or "en"
    service = mail_service(options.esp)
    lines = [
        f"{label(key, language)}: {url}"
        for key, url in (
            ("view_online", options.view_url or service.view_online),
            ("unsubscribe", options.unsubscribe_url or service.unsubscribe),
        )
        if url
    ]
    lines += (options.address or service.address).splitlines()
    footer = "\n-- \n" + "\n".join(lines) + "\n" if lines else ""
    return text_document(article, COLUMNS) + footer


def _single(article: Article | Collection, options: NewsletterOptions, notes: Notes) -> Article:
    """Return the article, or the issue a collection makes as one article."""
    if isinstance(article, Collection):
        return digest_article(article, options, notes)
    return article


def _kind(article: Article | Collection) -> str:
    return "digest" if isinstance(article, Collection) else "column"


NEWSLETTER = Writer(
    name="newsletter",
    suffix=".newsletter.html",
    media_type="text/html",
    options=NewsletterOptions,
    write=write_newsletter,
    collections=True,
    summary="Newsletter HTML for Gmail, Outlook, Apple Mail and phones",
)
EML = Writer(
    name="eml",
    suffix=".eml",
    media_type="message/rfc822",
    options=EmlOptions,
    write=write_eml,
    collections=True,
    summary="The newsletter as a MIME message with text part and attached pictures",
)
