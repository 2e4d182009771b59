"""The account of a page's words: each visible word is kept in a field or removed by a rule.

Takes the page, what was found on it, and the article made of it. A word a region promised and
the article does not hold is a removal too (`reader/…`): the account is of what came out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from articlepress import nodes as n
from articlepress.article import Article
from articlepress.diagnostics import Ledger, Removal, excerpt
from articlepress.page.credits import Credits
from articlepress.page.locate import Located
from articlepress.page.parse import Page
from articlepress.page.regions import Field, Region, cut_regions, removed_regions, words_in
from articlepress.walk import block_texts, inline_text, query

_UNREAD_REASON = "marks of notes, links back, line numbers, controls and doubled text"


def ledger(
    page: Page, located: Located, credits: Credits, article: Article
) -> tuple[Ledger, tuple[Removal, ...]]:
    """Return the words kept by field, and every removal; together they are the page's words."""
    metadata = article.metadata
    titles = (inline_text(metadata.title), inline_text(metadata.subtitle))
    regions, whole = cut_regions(page, located, credits, titles)
    removals = [_removal(region) for region in removed_regions(regions)]
    kept: dict[str, int] = {}
    for name, held in _held(article):
        wanted = Counter[str]()
        for region in regions:
            if region.destination == name:
                wanted.update(words_in(region.text))
        if not wanted:
            continue
        missing = wanted - held if held is not None else Counter[str]()
        kept[name] = wanted.total() - missing.total()
        if missing:
            removals.append(_unread(name, regions, missing))
    return Ledger(tuple(kept.items()), len(words_in(whole))), tuple(removals)


def _held(article: Article) -> Iterator[tuple[Field, Counter[str] | None]]:
    """Yield each field with the words the article holds for it; None: taken as they are."""
    metadata = article.metadata
    yield "metadata", None
    yield "body", _words(article.blocks)
    yield "bio", _words(block for person in metadata.authors for block in person.bio)
    yield "disclaimer", _words(block for item in metadata.disclaimers for block in item.content)


def _words(blocks: Iterable[n.Block]) -> Counter[str]:
    content = tuple(blocks)
    found = Counter[str]()
    for text in block_texts(content):
        found.update(words_in(text))
    for note in query(content, n.Note):
        for text in block_texts(note.content):
            found.update(words_in(text))
    for ruby in query(content, n.Ruby):
        found.update(words_in(inline_text(ruby.reading)))
    for image in query(content, n.Image):
        found.update(words_in(image.alt))
    return found


def _removal(region: Region) -> Removal:
    text = region.text
    return Removal(
        region.rule.name,
        region.rule.reason,
        region.selector,
        len(words_in(text)),
        len("".join(text.split())),
        excerpt(text),
        text,
    )


def _unread(name: str, regions: list[Region], missing: Counter[str]) -> Removal:
    """Return the removal of words a region held and the article does not."""
    selector = next(region.selector for region in regions if region.destination == name)
    text = " ".join(missing.elements())
    return Removal(
        f"reader/{name}",
        _UNREAD_REASON,
        selector,
        missing.total(),
        len(text.replace(" ", "")),
        excerpt(text),
        text,
    )
