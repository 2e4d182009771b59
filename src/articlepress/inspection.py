"""What was found on a source and what was removed: the report behind `articlepress inspect`.

Takes a source, runs the same reader as every conversion, gives plain values that print and
serialize.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass, replace
from typing import Any

from articlepress import nodes as n
from articlepress.article import Article
from articlepress.diagnostics import Diagnostic, Notes, Removal
from articlepress.formats import infer_reader
from articlepress.metadata import Evidence, Metadata, Person
from articlepress.reading import Reading, read_source_stated
from articlepress.source import read_source
from articlepress.walk import inline_text, plain_text, walk


@dataclass(frozen=True, slots=True)
class FieldReport:
    """One field of the metadata, where it was read, and what else was on offer."""

    name: str
    value: str
    source: str = ""
    selector: str = ""
    rejected: tuple[tuple[str, str], ...] = ()
    """Pairs of a value and the source that gave it."""


@dataclass(frozen=True, slots=True)
class Region:
    """A removed region of the page."""

    rule: str
    reason: str
    selector: str
    words: int
    excerpt: str


@dataclass(frozen=True, slots=True)
class Balance:
    """The ledger's sum: every visible word of the page is kept or removed."""

    kept_words: int
    removed_words: int
    visible_words: int

    @property
    def is_even(self) -> bool:
        return self.kept_words + self.removed_words == self.visible_words


@dataclass(frozen=True, slots=True)
class Inspection:
    """Everything `inspect` shows of one source."""

    source: str
    reader: str
    fields: tuple[FieldReport, ...]
    bios: tuple[tuple[str, str], ...]
    """Pairs of an author's name and bio."""
    disclaimers: tuple[str, ...]
    blocks: tuple[tuple[str, int], ...]
    """Kinds of block with their number, the most frequent first."""
    words: int
    pictures: tuple[tuple[str, bool], ...]
    """Each picture's address and whether its bytes are at hand."""
    removed: tuple[Region, ...]
    balance: Balance | None
    """None where the reader keeps no ledger (plain text, native)."""
    diagnostics: tuple[Diagnostic, ...]

    def as_json(self) -> dict[str, Any]:
        """Return plain values; Any: nested as JSON is."""
        return asdict(self)


def inspect_source(name: str, reading: Reading, notes: Notes) -> Inspection:
    """Return what a reading finds in a source and what it leaves out.

    Raises:
        ArticlepressError: as the reader does.
    """
    # What is required is for the commands that make something: here it is shown to be missing.
    shown = replace(reading, project=replace(reading.project, required=()))
    notes.path = notes.path or name
    source = read_source(name)
    reader = reading.reader or infer_reader(source).name
    article = read_source_stated(source, name, replace(shown, reader=reader), notes)[0]
    return inspect_article(article, reader, notes)


def inspect_article(article: Article, reader: str, notes: Notes) -> Inspection:
    """Return what was found, of an article that has been read and the notes taken meanwhile."""
    metadata = article.metadata
    return Inspection(
        source=notes.path,
        reader=reader,
        fields=tuple(_fields(metadata)),
        bios=tuple((p.name, plain_text(p.bio)) for p in metadata.authors if p.bio),
        disclaimers=tuple(plain_text(item.content) for item in metadata.disclaimers),
        blocks=_block_counts(article),
        words=len(plain_text(article.blocks).split()),
        pictures=tuple(
            (node.src or f"(picture {node.alt!r})", node.src in article.assets)
            for node in walk(article.blocks)
            if isinstance(node, n.Image)
        ),
        removed=tuple(_region(removal) for removal in notes.removals),
        balance=_balance(notes),
        diagnostics=tuple(notes.diagnostics),
    )


def _balance(notes: Notes) -> Balance | None:
    if notes.ledger is None:
        return None
    removed = sum(removal.words for removal in notes.removals)
    return Balance(notes.ledger.kept_words, removed, notes.ledger.visible_words)


def _region(removal: Removal) -> Region:
    return Region(removal.rule, removal.reason, removal.selector, removal.words, removal.excerpt)


def _block_counts(article: Article) -> tuple[tuple[str, int], ...]:
    counts = Counter(type(block).__name__ for block in article.blocks)
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def _fields(metadata: Metadata) -> list[FieldReport]:
    evidence: dict[str, Evidence] = {}
    for fact in metadata.provenance.facts:
        # The later of two was taken; what stood against either was rejected.
        before = evidence[fact.field].rejected if fact.field in evidence else ()
        evidence[fact.field] = replace(fact, rejected=(*before, *fact.rejected))
    values = {name: value for name, value in _values(metadata).items() if value}
    names = [*values, *(name for name in evidence if name not in values)]
    return [_field(name, values.get(name, ""), evidence.get(name)) for name in names]


def _field(name: str, value: str, fact: Evidence | None) -> FieldReport:
    if fact is None:
        return FieldReport(name, value)
    rejected = tuple((item.value, item.source) for item in fact.rejected)
    return FieldReport(name, value, fact.source, fact.selector, rejected)


def _values(metadata: Metadata) -> dict[str, str]:
    hero = metadata.hero
    series = metadata.series
    bios = {f"bio:{p.name}": plain_text(p.bio) for p in metadata.authors if p.bio}
    return {
        "title": inline_text(metadata.title),
        "subtitle": inline_text(metadata.subtitle),
        "kicker": inline_text(metadata.kicker),
        "standfirst": inline_text(metadata.standfirst),
        "authors": "; ".join(_person(person) for person in metadata.authors),
        "published": metadata.published.iso if metadata.published else "",
        "updated": metadata.updated.iso if metadata.updated else "",
        "site": metadata.site.name,
        "canonical_url": metadata.canonical_url,
        "language": metadata.language,
        "direction": metadata.direction,
        "hero": hero.image.src if hero else "",
        "section": metadata.section,
        "tags": ", ".join(metadata.tags),
        "series": series.name if series else "",
        "licence": metadata.licence,
        "description": metadata.description,
        **bios,
        "disclaimers": " ".join(plain_text(item.content) for item in metadata.disclaimers),
    }


def _person(person: Person) -> str:
    return person.name if person.role == "author" else f"{person.name} ({person.role})"
