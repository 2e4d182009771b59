"""What stands around the text of a message: its preview line, its greeting, its foot."""

from __future__ import annotations

from itertools import islice

from articlepress.article import Article
from articlepress.labels import label
from articlepress.metadata import Metadata
from articlepress.render.dialect import text
from articlepress.walk import block_texts, inline_text
from articlepress.writers.email import layout
from articlepress.writers.email.workshop import Workshop, https

PREHEADER_CHARACTERS = (40, 140)
"""What inboxes show: shorter text lets them run on into the message, longer is not seen."""


def footer(shop: Workshop, metadata: Metadata) -> str:
    """Return view-online and unsubscribe links and the postal address, as far as they are known."""
    options, service = shop.options, shop.service
    view = options.view_url or service.view_online or metadata.canonical_url
    leave = options.unsubscribe_url or service.unsubscribe
    links = []
    if view:
        words = label("view_online", metadata.language)
        links.append(layout.link(https(view, options), words))
    if leave:
        links.append(layout.link(leave, label("unsubscribe", metadata.language)))
    else:
        shop.notes.info(
            "AP802",
            "the message has no unsubscribe link",
            hint="give --unsubscribe-url or --esp when it goes to a list",
        )
    address = text(options.address) if options.address else service.address
    lines = layout.paragraph("small", " &nbsp;·&nbsp; ".join(links))
    return lines + layout.paragraph("small", address.replace("\n", "<br>\n"))


def greeting(shop: Workshop) -> str:
    """Return the greeting with the service's first-name tag; without a tag the name is left out."""
    words = shop.options.greeting
    if not words:
        return ""
    before, found, after = words.partition("{first_name}")
    name = shop.service.first_name
    if found and not name:
        before = before.rstrip()
    return layout.paragraph("greeting", text(before) + (name if found else "") + text(after))


def preheader(article: Article, shop: Workshop) -> str:
    """Return the preview text as HTML, inside the service's own tag where it has one."""
    words = shop.options.preheader or _preview(article)
    return shop.service.preheader.replace("{text}", text(words)) if words else ""


def _preview(article: Article) -> str:
    metadata = article.metadata
    candidates = [inline_text(metadata.standfirst), metadata.description]
    candidates += islice(block_texts(article.blocks), 3)
    least, most = PREHEADER_CHARACTERS
    words = ""
    for candidate in candidates:
        folded = " ".join(candidate.split())
        words = f"{words} {folded}".strip() if folded not in words else words
        if len(words) >= least:
            break
    if len(words) <= most:
        return words
    return words[: most - 1].rsplit(" ", 1)[0].rstrip(" ,;:–—-") + "…"
