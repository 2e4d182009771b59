"""An article made ready for paper: formulas on the line, link addresses printed, no stray signs."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from articlepress import nodes as n
from articlepress.article import Article
from articlepress.urls import is_absolute
from articlepress.walk import Handler, inline_text, query, transform
from articlepress.writers.pdf.formula import formula
from articlepress.writers.pdf.headline import headline

_NEVER_PRINTED = re.compile("[\u200e\u200f\ufeff\ufffe\uffff\u2066-\u2069\u202a-\u202e]")
"""Characters with no shape; PDF/A forbids U+FEFF and U+FFFE in a font's map to Unicode."""

DROP_CAP_CHARACTERS = 200
"""Shortest opening paragraph with a large letter: three lines of a column or a page."""

_STRAY_NO_BREAK = re.compile("(?<=[^\\W\\d_]{4}|[^\\W\\d_]{3},)\u00a0(?=[^\\W\\d_]{4})")
"""Between words of four letters or more, which no language's custom keeps together."""

SUBSTITUTE = "▯"
"""Stands for a character no font has."""


def ready(article: Article, links: str) -> Article:
    """Return the article with what paper cannot show replaced by what it can."""
    handlers: dict[type, Handler] = {n.Math: formula, n.Text: _set, n.Embed: _with_address}
    alternatives = _captions(article)
    if alternatives:
        handlers[n.Image] = lambda image: _with_alternative(image, alternatives)
    blocks = transform(article.blocks, handlers)
    title = headline(transform(article.metadata.title, {n.Math: formula}))
    if links != "none":
        blocks = _print_addresses(blocks, links)
    if title is not article.metadata.title:
        article = replace(article, metadata=replace(article.metadata, title=title))
    return replace(article, blocks=blocks) if blocks is not article.blocks else article


def _with_breaks(run: n.Text) -> n.Text:
    """Return a run with spaces for no-break spaces that part words like any others.

    Editors in browsers leave them behind; justified, the lines before them are full of holes. One
    beside a short word, a number, an initial, an abbreviation or a sign has its reason and stays.
    """
    text = _STRAY_NO_BREAK.sub(" ", run.text)
    return run if text == run.text else n.Text(text)


_ADDRESS = re.compile(r"://|[^\W\d_][.@][^\W\d_]")
"""What is in an address of the web or of mail, and in no word."""
_UNBROKEN = re.compile(r"\S{8,}+")
"""What stands between blanks and is long enough to be broken with a hyphen."""


def _set(run: n.Text) -> n.Node | tuple[n.Node, ...]:
    """Return a run as it is set: breaks where they belong, and no hyphen put into an address."""
    run = _with_breaks(run)
    if not _ADDRESS.search(run.text):
        return run
    parts: list[n.Inline] = []
    end = 0
    for found in _UNBROKEN.finditer(run.text):
        if _ADDRESS.search(found[0]):
            if end < found.start():
                parts.append(n.Text(run.text[end : found.start()]))
            parts.append(n.Styled((n.Text(found[0]),), classes=("address",)))
            end = found.end()
    if end < len(run.text):
        parts.append(n.Text(run.text[end:]))
    return tuple(parts)


LONGEST_ADDRESS = 70
"""Characters of an address that paper shows in a card: a line of them."""


def _with_address(embed: n.Embed) -> n.Embed:
    """Return a card without a title with its address as one: "YouTube" alone leads nowhere."""
    address = _short(embed.url)
    if embed.title or embed.fallback or not 0 < len(address) <= LONGEST_ADDRESS:
        return embed
    is_host = address.removeprefix("www.").startswith(embed.provider)
    provider = "" if is_host else embed.provider
    return replace(embed, title=address, provider=provider)


def with_drop_cap(article: Article) -> Article:
    """Return the article with its first letter marked `drop-cap`, where it opens with one.

    The engine lays the first line over a floated `::first-letter`; a floated span it sets well.
    """
    match article.blocks:
        case (n.Paragraph((n.Text(text), *rest) as content), *after) if _fills_lines(content):
            found = _FIRST_LETTER.match(text)
            if found:
                cap = n.Styled((n.Text(found[0]),), classes=("drop-cap",))
                first = n.Paragraph((cap, n.Text(text[found.end() :]), *rest))
                return replace(article, blocks=(first, *after))
    return article


def _fills_lines(content: n.Inlines) -> bool:
    return len(inline_text(content)) >= DROP_CAP_CHARACTERS


_FIRST_LETTER = re.compile("[“„«\"'‘¿¡]?[A-Za-z\u00c0-\u052f](?=.)")
"""Scripts with capitals; a large first character is no custom elsewhere."""


def _captions(article: Article) -> Mapping[str, str]:
    """Return captions of pictures without alternative text, by address.

    A picture that has a caption is no decoration; its words are the best there are for it. One
    without a file is not there to be described: the page would say its caption twice.
    """
    found: dict[str, str] = {}
    for figure in query(article.blocks, n.Figure):
        words = " ".join(inline_text(figure.caption).split())
        for image in query(figure.content, n.Image):
            if words and not image.alt.strip() and image.src in article.assets:
                found.setdefault(image.src, words)
    return found


def _with_alternative(image: n.Image, alternatives: Mapping[str, str]) -> n.Image:
    words = alternatives.get(image.src, "")
    return replace(image, alt=words) if words and not image.alt.strip() else image


def _print_addresses(blocks: n.Blocks, how: str) -> n.Blocks:
    """Return blocks with the address of each outside link after it, as a note or in the line.

    Headings, captions, tables and notes take none: they have no room, and a note cannot hold one.
    An address is printed once, and not where the link's words are the address.
    """
    seen: set[str] = set()

    def link(node: n.Link) -> n.Node | tuple[n.Node, ...]:
        if not is_absolute(node.url) or node.url in seen or _shows(node):
            return node
        seen.add(node.url)
        if how == "inline":
            return (node, n.Text(f" ({_short(node.url)})"))
        return (node, n.Note((n.Paragraph((n.Text(_short(node.url)),)),)))

    return tuple(_in_text(block, {n.Link: link}) for block in blocks)


def _in_text(block: n.Block, handlers: dict[type, Handler]) -> n.Block:
    """Return a block with links in its running text handled."""
    match block:
        case n.Paragraph(content):
            return replace(block, content=_outside_notes(content, handlers))
        case n.Quote(content):
            return replace(block, content=tuple(_in_text(b, handlers) for b in content))
        case n.BulletList(items) | n.OrderedList(items):
            done = tuple(tuple(_in_text(b, handlers) for b in item) for item in items)
            return replace(block, items=done)
        case n.Plain(content):
            return replace(block, content=_outside_notes(content, handlers))
    return block


def _outside_notes(content: n.Inlines, handlers: dict[type, Handler]) -> n.Inlines:
    out: list[n.Inline] = []
    for node in content:
        done = node if isinstance(node, n.Note) else transform((node,), handlers)
        out.extend(done if isinstance(done, tuple) else (done,))
    return tuple(out)


def _shows(link: n.Link) -> bool:
    words = inline_text(link.content).strip().rstrip("/")
    return words in (link.url.rstrip("/"), _short(link.url))


def _short(url: str) -> str:
    return url.partition("://")[2].rstrip("/") if "://" in url else url.removeprefix("mailto:")


def printable_text(markup: str, missing: Mapping[int, None] | frozenset[int] = frozenset()) -> str:
    """Return markup without characters that have no shape and with a sign for those no font has."""
    text = _NEVER_PRINTED.sub("", markup)
    table = {code: SUBSTITUTE for code in missing}
    return text.translate(table) if table else text
