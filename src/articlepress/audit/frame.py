"""The words around the text: title, byline, dates, labels, addresses.

Takes an article, gives phrases as the audit compares them. An output may say each as often as it
likes (a title stands on the cover too), before the text, after it, and between its parts.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from articlepress import nodes as n
from articlepress.article import Article
from articlepress.audit.phrases import Phrase
from articlepress.audit.words import phrase
from articlepress.labels import date_text, join_names, label_words
from articlepress.metadata import Metadata
from articlepress.transforms.images import picture_in_text
from articlepress.transforms.language import settle_language
from articlepress.walk import block_texts, inline_text, query, transform, walk


@dataclass(slots=True)
class Frame:
    """Phrases by their first word, the longer ones first, and the names of the required ones."""

    phrases: dict[str, list[Phrase]] = field(default_factory=dict)
    required: dict[Phrase, str] = field(default_factory=dict)
    names: set[Phrase] = field(default_factory=set)
    """Phrases that are told from the text by standing before it, however short."""
    instead: dict[Phrase, tuple[Phrase, ...]] = field(default_factory=dict)
    """A required phrase -> those that say it too: a name behind the word that joins it to another,
    which some languages write as one word with it; a caption's words between its links' numbers."""
    most_entries: int = 0
    """Notes and links an output may number at its end."""

    def add(self, text: str, required: str = "", *, name: bool = False) -> None:
        """Add a phrase; `required` names the field whose words it is."""
        words = phrase(text)
        if not words:
            return
        known = self.phrases.setdefault(words[0], [])
        if words not in known:
            known.append(words)
            known.sort(key=len, reverse=True)
        if required or name:
            self.names.add(words)
        if required:
            self.required.setdefault(words, required)

    def longest(self, words: Sequence[str], start: int, end: int) -> Phrase:
        """Return the longest phrase that stands at a place, or an empty one."""
        return next(self.standing(words, start, end), ())

    def standing(self, words: Sequence[str], start: int, end: int) -> Iterator[Phrase]:
        """Yield the phrases that stand at a place, the longer ones first."""
        word = words[start]
        for known in self.phrases.get(word, ()):
            if start + len(known) <= end and tuple(words[start : start + len(known)]) == known:
                yield known
        if word.isdigit() and 0 < int(word) <= self.most_entries:
            yield (word,)

    def cover(self, words: Sequence[str], start: int, end: int) -> dict[int, Phrase]:
        """Return for each place where a phrase stands the one by which fewest words are left over.

        Of an address and a line below it the longest phrase may be an address that ends in the
        line's first words.
        """
        left = [0] * (end - start + 1)
        found: dict[int, Phrase] = {}
        for place in range(end - 1, start - 1, -1):
            left[place - start] = left[place - start + 1] + 1
            for known in self.standing(words, place, end):
                if left[place - start + len(known)] < left[place - start]:
                    left[place - start] = left[place - start + len(known)]
                    found[place] = known
        return found


def frame_of(article: Article, addresses: bool) -> Frame:
    """Return what may stand around an article's text; with `addresses` those of its links too."""
    frame = Frame()
    metadata = settle_language(article).metadata  # labels and dates stand in that language
    for name, content in _lines(metadata):
        frame.add(inline_text(content), name)
    for figure in lead_figures(article):
        for name, content in (("caption", figure.caption), ("credit", figure.credit)):
            frame.add(inline_text(content), f"{name} of the lead picture")
            frame.instead[phrase(inline_text(content))] = _between_marks(content)
        for image in query(figure.content, n.Image):
            frame.add(image.alt)
    for person in metadata.authors:
        frame.add(person.name, "author" if person.role == "author" else "")
        joined = join_names(("", person.name), metadata.language)
        frame.add(joined)
        frame.instead[phrase(person.name)] = (phrase(joined),)
    frame.add(metadata.site.name, name=True)
    for text in _optional(metadata):
        frame.add(text)
    for text in label_words(metadata.language):
        frame.add(text)
    for heading in query(article.blocks, n.Heading):
        frame.add(inline_text(heading.content))  # contents pages name them
    _add_asides(frame, article, addresses)
    return frame


def _lines(metadata: Metadata) -> Iterable[tuple[str, n.Inlines]]:
    yield "title", metadata.title
    yield "subtitle", metadata.subtitle
    yield "kicker", metadata.kicker
    yield "standfirst", metadata.standfirst
    if metadata.hero is not None:
        yield "caption of the lead picture", metadata.hero.caption
        yield "credit of the lead picture", metadata.hero.credit


def _between_marks(content: n.Inlines) -> tuple[Phrase, ...]:
    """Return the words before, between and after what an output may put a number behind."""
    marked = transform(content, dict.fromkeys((n.Note, n.Link), lambda node: (node, n.Text("\0"))))
    return tuple(filter(None, map(phrase, inline_text(marked).split("\0"))))


def lead_figures(article: Article) -> tuple[n.Figure, ...]:
    """Return the figures of the text that show the lead picture and nothing else.

    The page's data may name another rendition of it than the text shows.
    """
    hero = article.metadata.hero
    if hero is None:
        return ()
    shown = picture_in_text(article, hero.image) or hero.image
    return tuple(
        block
        for block in article.blocks
        if isinstance(block, n.Figure)
        and [image.src for image in query(block.content, n.Image)] == [shown.src]
        and not "".join(block_texts(block.content))
    )


def _optional(metadata: Metadata) -> Iterator[str]:
    yield from (metadata.section, metadata.licence)
    yield from _forms(metadata.description)
    yield from (metadata.language, "ltr", "rtl")
    yield from (value for d in metadata.disclaimers for value in (d.kind, d.scope))
    yield from _people(metadata)
    yield from (form for tag in metadata.tags for form in _forms(tag))
    if metadata.series:
        yield metadata.series.name
        yield str(metadata.series.number or "")
    if metadata.hero is not None:
        yield metadata.hero.image.alt
    for date in (metadata.published, metadata.updated):
        if date is not None:
            yield from (date.iso, date.day, date_text(date, metadata.language))
    series = metadata.series
    urls = (
        metadata.canonical_url,
        metadata.site.url,
        metadata.site.logo,
        series.url if series else "",
    )
    for url in urls:
        yield from (url, url.partition("://")[2])


def _forms(text: str) -> Iterator[str]:
    """Yield a text of the page's head as it stands, and as what its markup says."""
    yield text
    if "&" in text or "<" in text:
        yield html.unescape(text)
        yield re.sub(r"<[^<>]*>", " ", html.unescape(text))


def _people(metadata: Metadata) -> Iterator[str]:
    for person in metadata.authors:
        yield from (person.role, person.sort_name, person.url, person.email, *person.handles)
        if person.portrait is not None:
            yield from (person.portrait.alt, person.portrait.src)


def _add_asides(frame: Frame, article: Article, addresses: bool) -> None:
    content = (
        *article.blocks,
        *(block for person in article.metadata.authors for block in person.bio),
        *(block for item in article.metadata.disclaimers for block in item.content),
    )
    entries = 0
    for node in walk(content):
        if isinstance(node, n.Note):
            entries += 1
        elif isinstance(node, n.Link | n.Embed) and addresses:
            entries += 1
            frame.add(node.url)
        elif isinstance(node, n.Embed):
            entries += 1
        elif isinstance(node, n.CodeBlock) and addresses:
            entries += len(node.links)
            for link in node.links:
                frame.add(link.url)
    frame.most_entries = entries
