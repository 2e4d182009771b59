"""What a book says of itself to libraries and shops: Dublin Core and its refinements."""

from __future__ import annotations

import datetime
import unicodedata
import uuid
from collections.abc import Iterable, Iterator, Sequence

from articlepress.article import Collection
from articlepress.metadata import Date, Metadata, Person, Series
from articlepress.nodes import Inlines
from articlepress.walk import inline_text, plain_text
from articlepress.writers.epub.addresses import book_url
from articlepress.writers.epub.package import Entry, Refinement

RELATORS = {
    # https://id.loc.gov/vocabulary/relators
    "author": "aut",
    "editor": "edt",
    "translator": "trl",
    "photographer": "pht",
    "illustrator": "ill",
}
_SCHEME = "marc:relators"
EPOCH = datetime.datetime(1980, 1, 1, tzinfo=datetime.UTC)
"""The date of a book that has none: the first day a zip can hold."""
MAX_RIGHTS = 20
"""Disclaimers a package repeats as `dc:rights`; a book of years can hold hundreds."""


def article_entries(metadata: Metadata, title: str, published: Date | None) -> Iterator[Entry]:
    """Yield the entries of a book made of one article."""
    yield from _titles(title, words(metadata.subtitle))
    yield from people_entries(metadata.authors)
    yield from _some("dc:publisher", metadata.site.name)
    yield from _some("dc:date", published.day if published else "")
    yield from _some("dc:source", metadata.canonical_url)
    yield from rights_entries([metadata])
    yield from _some("dc:description", metadata.description or words(metadata.standfirst))
    for subject in dict.fromkeys((metadata.section, *metadata.tags)):
        yield from _some("dc:subject", subject)
    yield from _series(metadata.series)


def collection_entries(
    collection: Collection, people: Sequence[Person], latest: Date | None
) -> Iterator[Entry]:
    """Yield the entries of a collection; `people` are its articles' authors, each once."""
    yield from _titles(collection.title, collection.subtitle)
    yield from people_entries((*people, *collection.editors))
    yield from _some("dc:publisher", collection.publisher)
    yield from _some("dc:date", latest.day if latest else "")
    yield from _some("dc:description", collection.description)
    yield from _series(collection.series)


def rights_entries(articles: Iterable[Metadata]) -> Iterator[Entry]:
    """Yield licences and disclaimers, each once."""
    rights: dict[str, None] = {}
    for metadata in articles:
        for right in (metadata.licence, *(plain_text(d.content) for d in metadata.disclaimers)):
            if len(rights) < MAX_RIGHTS and right.strip():
                rights[" ".join(right.split())] = None
    for right in rights:
        yield Entry("dc:rights", right)


def people_entries(people: Iterable[Person]) -> Iterator[Entry]:
    """Yield authors as creators and everyone else as contributors, with role and sorting name."""
    seen: set[tuple[str, str]] = set()
    for person in people:
        name = " ".join(person.name.split())
        if not name or (name, person.role) in seen:
            continue
        seen.add((name, person.role))
        kind = "creator" if person.role == "author" else "contributor"
        refinements = (
            Refinement("role", RELATORS.get(person.role, "ctb"), _SCHEME),
            Refinement("file-as", sort_name(person)),
        )
        yield Entry(f"dc:{kind}", name, f"{kind}-{len(seen)}", refinements)


def sort_name(person: Person) -> str:
    """Return the name to sort by: the one given, or the last word of the name put first.

    A name in a script without spaces, or with a comma already, stays as it is.
    """
    if person.sort_name:
        return person.sort_name
    parts = person.name.split()
    if len(parts) < 2 or "," in person.name or not parts[-1].isalpha():
        return " ".join(parts)
    return f"{parts[-1]}, {' '.join(parts[:-1])}"


def sorting_key(name: str) -> str:
    """Return what names are ordered by: without case and accents, `Ålund` beside `Alund`."""
    bare = unicodedata.normalize("NFKD", name)
    return "".join(c for c in bare if not unicodedata.combining(c)).casefold()


def words(content: Inlines) -> str:
    """Return inlines as one line of text."""
    return " ".join(inline_text(content).split())


def _titles(title: str, subtitle: str) -> Iterator[Entry]:
    yield Entry("dc:title", title, "title", (Refinement("title-type", "main"),))
    if subtitle.strip():
        yield Entry("dc:title", subtitle, "subtitle", (Refinement("title-type", "subtitle"),))


def _series(series: Series | None) -> Iterator[Entry]:
    if series is None or not series.name.strip():
        return
    refinements = [Refinement("collection-type", "series")]
    if series.number is not None:
        refinements.append(Refinement("group-position", str(series.number)))
    url = book_url(series.url)
    if url:
        refinements.append(Refinement("dcterms:identifier", url))
    yield Entry("belongs-to-collection", series.name, "series", tuple(refinements))


def _some(name: str, value: str) -> Iterator[Entry]:
    # An empty Dublin Core element is an error, an absent one is not.
    if value.strip():
        yield Entry(name, value)


def identifier(parts: Sequence[str]) -> str:
    """Return a URN that names the same book on every run."""
    # A title may hold half a surrogate pair, which has no bytes.
    text = "\n".join(parts).encode("utf-8", "replace").decode()
    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, text)}"


def modified(
    dates: Iterable[Date | None], build_date: datetime.datetime | None
) -> datetime.datetime:
    """Return when the book changed last: the build's date where given, or its latest article's."""
    if build_date is not None:
        return build_date
    moments = [moment(date) for date in dates if date is not None]
    return max((m for m in moments if m is not None), default=EPOCH)


def moment(date: Date) -> datetime.datetime | None:
    """Return the date as a moment in UTC, or None where the calendar has no such day."""
    padded = date.iso if len(date.iso) >= 10 else f"{date.iso}-01-01"[:10]
    try:
        found = datetime.datetime.fromisoformat(padded)
    except ValueError:
        return None
    if found.tzinfo is None:
        found = found.replace(tzinfo=datetime.UTC)
    try:
        return found.astimezone(datetime.UTC).replace(microsecond=0)
    except OverflowError:  # the year 1, in a zone east of Greenwich
        return None
