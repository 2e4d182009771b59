"""Sources to articles for a collection, in this process or by workers, in the order given."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from articlepress.article import Article
from articlepress.audit.page import Account
from articlepress.batch.jobs import as_bug, place_error, refuse_warnings, shown
from articlepress.batch.limits import DEFAULT, Limits
from articlepress.batch.supervisor import Outcome, Supervisor, in_order
from articlepress.diagnostics import Diagnostic, Notes
from articlepress.errors import ArticlepressError, LimitExceeded
from articlepress.reading import Reading, read_stated


@dataclass(frozen=True, slots=True)
class Wish:
    """One source and how it is to be read."""

    name: str
    reading: Reading
    strict: bool = False
    audited: bool = False
    """Ask what became of the words of its page."""


@dataclass(frozen=True, slots=True)
class Read:
    """What a source gave: articles, or an error."""

    name: str
    articles: tuple[Article, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    error: ArticlepressError | None = None
    account: Account | None = None
    """What became of the words of its page, where that was asked for and it gave one article."""


def read_one(wish: Wish) -> Read:
    """Return what a source gave; nothing is raised."""
    notes = Notes(path=shown(wish.name), audit=wish.audited)
    failure: ArticlepressError
    try:
        ready = tuple(read_stated(wish.name, wish.reading, notes))
        account = _account(ready[0], notes) if wish.audited and len(ready) == 1 else None
        refuse_warnings(wish.strict, notes)
        return Read(wish.name, ready, tuple(notes.diagnostics), account=account)
    except ArticlepressError as error:
        failure = error
    except MemoryError:
        failure = LimitExceeded("does not fit into memory")
    except Exception as error:  # one bad page is told beside the others
        failure = as_bug(error)
    place_error(failure, wish.name)
    return Read(wish.name, diagnostics=tuple(notes.diagnostics), error=failure)


def _account(article: Article, notes: Notes) -> Account | None:
    from articlepress.audit.report import note_account  # imported here: on demand

    return note_account(article, notes)


def read_packable(wish: Wish) -> Read:
    """Return what a source gave, in a form that travels between processes."""
    read = read_one(wish)
    # A mapping proxy cannot be pickled; a dictionary with the same pictures can.
    articles = tuple(replace(a, assets=dict(a.assets)) for a in read.articles)
    return replace(read, articles=articles)


def read_all(
    wishes: Iterable[Wish], processes: int = 0, limits: Limits = DEFAULT
) -> Iterator[Read]:
    """Yield what each source gave, in order, read by so many workers; 0 reads in this process."""
    if processes == 0:
        yield from map(read_one, wishes)
        return
    function = "articlepress.batch.reading:read_packable"
    with Supervisor(function, processes, limits) as supervisor:
        yield from map(_result, in_order(supervisor.outcomes(wishes)))


def _result(outcome: Outcome) -> Read:
    if outcome.lost is None:
        result: Read = outcome.result
        return result
    outcome.lost.where = shown(outcome.task.name)
    return Read(outcome.task.name, error=outcome.lost)
