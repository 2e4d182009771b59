"""One source to its articles, with everything people state of it: rules, sidecar, registry, flags.

Every command that reads pages reads them here, so that `inspect` shows what `convert` makes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from articlepress.article import Article
from articlepress.authors import fill_authors
from articlepress.config import options_for
from articlepress.corrections import Corrections
from articlepress.diagnostics import Notes
from articlepress.errors import Incomplete
from articlepress.formats import infer_reader
from articlepress.metadata import Evidence
from articlepress.overrides import override
from articlepress.pipeline import read_articles
from articlepress.project import NO_PROJECT, Project
from articlepress.readers import Reader, find_reader
from articlepress.readers.html import HtmlReaderOptions, is_own
from articlepress.sidecar import Sidecar, read_sidecar, sidecar_path
from articlepress.source import Source, read_source
from articlepress.spool import Spool
from articlepress.statements import state
from articlepress.steps import Step

if TYPE_CHECKING:  # the conversion brings bs4 and lexbor along
    from articlepress.readers.html.convert import Conversion


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything besides its bytes that decides how a source is read."""

    reader: str = ""
    """Empty: inferred from the source."""
    values: Mapping[str, object] = field(default_factory=dict)
    """Flags for the reader's options; those it does not declare are passed over."""
    settings: Mapping[str, str] = field(default_factory=dict)
    """Metadata stated by `--set` or a manifest."""
    project: Project = NO_PROJECT
    steps: tuple[Step, ...] = ()
    """Filters and transforms of the user's, after everything that was stated."""
    to: str = ""
    """Format filters are told of."""


def read_stated(name: str, reading: Reading, notes: Notes) -> Sequence[Article]:
    """Return the articles of a source by name, with all that was stated of them.

    Raises:
        SourceError: the source cannot be read.
        NoArticle: nothing in it is an article.
        ConfigError: its sidecar is wrong.
        Incomplete: something required is missing.
    """
    return read_source_stated(read_source(name), name, reading, notes)


def read_source_stated(
    source: Source, name: str, reading: Reading, notes: Notes
) -> Sequence[Article]:
    """Return the articles of a source that has been read; `name` is its path, or `-`.

    Raises:
        ArticlepressError: as `read_stated`.
    """
    reader = find_reader(reading.reader) if reading.reader else infer_reader(source)
    sidecar = _sidecar(name)
    options = _options(reader, name, reading, sidecar)
    articles = read_articles(source, notes, reader, options)
    if sidecar is not None and sidecar.statement.fields and len(articles) > 1:
        notes.warn(
            "AP906",
            f"{sidecar.path.name} speaks of one article, and this source holds {len(articles)}",
            hint="state it of a file that holds one",
        )
        sidecar = None
    return Spool(_stated(article, name, reading, sidecar, notes) for article in articles)


@dataclass(frozen=True, slots=True)
class PageRead:
    """What a source's page says, before anybody states anything."""

    article: Article
    conversion: Conversion


def read_page(source: Source, name: str, reading: Reading, notes: Notes) -> PageRead | None:
    """Return what the page of a source says: an HTML file, or what an MHTML file or message holds.

    None where no page has to be searched: other formats, and pages of our own.

    Raises:
        ArticlepressError: as `read_stated`.
    """
    from articlepress.readers.mime import MIME, open_envelope

    reader = find_reader(reading.reader) if reading.reader else infer_reader(source)
    envelope = open_envelope(source, reader.name) if reader.name in MIME else None
    page = source if reader.name == "html" else envelope.page if envelope else None
    if page is None or is_own(page):
        return None
    from articlepress.readers.html.convert import convert  # imported here: bs4 and lexbor, 60 ms

    options = page_options(name, replace(reading, reader=reader.name))
    found = convert(page, options, notes)
    article = envelope.article(found.article, options, notes) if envelope else found.article
    return PageRead(replace(article, source=source.reference), found)


def page_options(name: str, reading: Reading) -> HtmlReaderOptions:
    """Return what a page is read with, the rules of its sidecar among it.

    Raises:
        ConfigError: the sidecar is wrong.
    """
    reader = find_reader(reading.reader or "html")
    options = _options(reader, name, reading, _sidecar(name))
    assert isinstance(options, HtmlReaderOptions)
    return options


def state_article(article: Article, name: str, reading: Reading, notes: Notes) -> Article:
    """Return a page's article with all that is stated of it.

    Raises:
        ConfigError: its sidecar is wrong.
        Incomplete: something required is missing.
    """
    return _stated(article, name, reading, _sidecar(name), notes)


def _sidecar(name: str) -> Sidecar | None:
    path = sidecar_path(name)
    # A pipe of that name, in a folder from somebody else, would be waited for.
    return read_sidecar(path) if path is not None and path.is_file() else None


def _options(reader: Reader, name: str, reading: Reading, sidecar: Sidecar | None) -> object:
    values = {**reading.project.reader_values(reader.name, name), **reading.values}
    options = options_for(reader.options, values)
    if isinstance(options, HtmlReaderOptions):
        rules = sidecar.rules if sidecar else ()
        return replace(options, corrections=Corrections(reading.project.sites, rules))
    return options


def _stated(
    article: Article, name: str, reading: Reading, sidecar: Sidecar | None, notes: Notes
) -> Article:
    project = reading.project
    for rule in project.rules_for(name):
        article = state(article, rule.statement)
    if sidecar is not None:
        article = state(article, sidecar.statement)
    article = override(article, reading.settings)
    article = fill_authors(article, project.registry, notes)
    article = _disclaimed(article, project, notes)
    if reading.steps:
        from articlepress.filters import apply_steps  # imported here: most runs have none

        article = apply_steps(article, reading.steps, notes, reading.to)
    refuse_incomplete(article, project.required)
    return article


def _disclaimed(article: Article, project: Project, notes: Notes) -> Article:
    """Return the article with the project's disclaimer where it has none."""
    metadata = article.metadata
    if metadata.disclaimers or not project.disclaimers:
        return article
    if _was_cleared(metadata.provenance.facts):
        return article
    default = project.disclaimer_for(metadata.section)
    if default is None:
        return article
    notes.info("AP311", f"the disclaimer was taken from {default.place}")
    facts = (
        *metadata.provenance.facts,
        Evidence("disclaimers", "config", default.place),
    )
    stated = replace(
        metadata,
        disclaimers=(default.disclaimer,),
        provenance=replace(metadata.provenance, facts=facts),
    )
    return replace(article, metadata=stated)


def _was_cleared(facts: tuple[Evidence, ...]) -> bool:
    """Tell whether somebody said of this column that it has no disclaimer."""
    return any(
        fact.field in ("disclaimers", "disclaimer") and fact.source in ("sidecar", "config")
        for fact in facts
    )


def refuse_incomplete(article: Article, required: tuple[str, ...]) -> None:
    """Raise when something required is missing.

    Raises:
        Incomplete: names everything that is.
    """
    missing = [what for name in required if (what := _missing(article, name))]
    if missing:
        raise Incomplete(
            f"has no {', no '.join(missing)}, which --require asks for",
            hint="state it in the sidecar or, for bios, in authors.toml",
        )


def _missing(article: Article, name: str) -> str:
    """Return what is missing in words; an empty string where nothing is."""
    metadata = article.metadata
    match name:
        case "title":
            return "" if metadata.title else "title"
        case "author":
            return "" if any(person.name for person in metadata.authors) else "author"
        case "date":
            return "" if metadata.published else "date"
        case "disclaimer":
            return "" if metadata.disclaimers else "disclaimer"
        case _:
            writers = [person for person in metadata.authors if person.role == "author"]
            silent = [person.name for person in writers if not person.bio]
            if not any(person.bio for person in metadata.authors):
                return f"bio of {' and '.join(filter(None, silent))}" if any(silent) else "bio"
            return f"bio of {' and '.join(silent)}" if silent else ""
