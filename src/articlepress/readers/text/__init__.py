"""Plain text to an article: a note as it was typed, or the dump of a whole web page.

Headings, title, byline, bio and disclaimer are told by their place and shape; what a page adds
(server messages, comment forms, buttons) is cut by `rules/text.toml`, each cut recorded.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from articlepress.article import Article
from articlepress.diagnostics import Notes
from articlepress.errors import SourceError
from articlepress.limits import keep
from articlepress.metadata import Disclaimer, Evidence, Metadata, Person, Provenance, Site
from articlepress.nodes import Paragraph, Text
from articlepress.options import option
from articlepress.readers import Reader
from articlepress.readers.text.body import read_body
from articlepress.readers.text.credits import read_credits
from articlepress.readers.text.head import read_head
from articlepress.readers.text.lines import decode_text, split_lines
from articlepress.readers.text.noise import cut_noise
from articlepress.source import Source


@dataclass(frozen=True, slots=True)
class TextOptions:
    """What can be chosen when a plain text is read."""

    verbatim_text: bool = option(
        False, help="Keep every line of a plain text: nothing is cut, no title or bio is sought."
    )


def read_text(source: Source, options: TextOptions, notes: Notes) -> Iterable[Article]:
    """Yield the article of a plain text.

    Raises:
        SourceError: the bytes are no text, or nothing is left of it.
    """
    text = decode_text(source, notes)
    keep("characters", len(text), source.name)
    lines = split_lines(text)
    if options.verbatim_text:
        yield Article(Metadata(provenance=_provenance(source, [])), read_body(lines, notes))
        return
    lines = cut_noise(lines, notes)
    head, lines = read_head(lines, notes)
    credits, lines = read_credits(lines, head.authors, notes)
    names = list(head.authors)
    facts = list(head.facts)
    if credits.name and credits.name.casefold() not in {name.casefold() for name in names}:
        names.append(credits.name)
        facts.append(Evidence("authors", "text", "the name above or in the bio"))
    if credits.bio:
        facts.append(Evidence(f"bio:{credits.name}", "text", "last lines"))
    blocks = read_body(lines, notes)
    if not blocks and not head.title:
        raise SourceError("holds no words of an article", where=source.name)
    if not head.title:
        notes.info("AP302", "no title was found: the first line is prose")
    yield Article(
        Metadata(
            title=(Text(head.title),) if head.title else (),
            authors=tuple(_person(name, credits.name, credits.bio) for name in names),
            published=head.published,
            site=Site(head.site),
            canonical_url=source.url,
            disclaimers=tuple(
                Disclaimer((Paragraph((Text(text),)),)) for text in credits.disclaimers
            ),
            provenance=_provenance(source, facts),
        ),
        blocks,
    )


def _person(name: str, of_bio: str, bio: tuple[str, ...]) -> Person:
    if name.casefold() != of_bio.casefold():
        return Person(name)
    return Person(name, bio=tuple(Paragraph((Text(text),)) for text in bio))


def _provenance(source: Source, facts: list[Evidence]) -> Provenance:
    return Provenance(source.sha256, source.name, source.url, "text", tuple(facts))


READER = Reader(
    "text",
    (".txt", ".text"),
    TextOptions,
    read_text,
    "Plain text: a note, or the text of a whole web page",
)
