"""Jobs: one source with the outputs wanted of it, run so that a bad one never stops the others.

A `Job` and its `Result` are values that travel between processes; whoever runs them (this process,
workers under `supervisor`, a cluster) sees the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlsplit

from articlepress.article import Article, Collection
from articlepress.diagnostics import Diagnostic, Notes, Removal, counted
from articlepress.errors import ArticlepressError, Bug, LimitExceeded, StrictError, UsageError
from articlepress.outputs import distinct_stems, safe_stem
from articlepress.pipeline import Output, collect, make
from articlepress.places import is_remote
from articlepress.project import NO_PROJECT, Project
from articlepress.reading import Reading, read_stated
from articlepress.records import Record, refuse_foreign, refuse_link_out
from articlepress.render.styles import Style, load_style
from articlepress.steps import Step
from articlepress.walk import inline_text, plain_text
from articlepress.writers import find_writer

BUG_HINT = "please report it: run again with ARTICLEPRESS_TRACEBACK=1 and send what is printed"


@dataclass(frozen=True, slots=True)
class Wanted:
    """One output of a job."""

    writer: str
    options: object
    path: Path | None = None
    """Where it is written; None gives the bytes back in the result."""


@dataclass(frozen=True, slots=True)
class Job:
    """One source and everything that decides what is made of it."""

    source: str
    """Path as the user gave it, or `-`."""
    outputs: tuple[Wanted, ...]
    style: str = "base"
    tokens: tuple[tuple[str, str], ...] = ()
    """Tokens of the style that files of settings override."""
    reader: str = ""
    """Empty: inferred from the source."""
    reader_values: Mapping[str, object] = field(default_factory=dict)
    """Values for the reader's options; those it does not declare are passed over."""
    settings: Mapping[str, str] = field(default_factory=dict)
    """Metadata the user states."""
    steps: tuple[Step, ...] = ()
    """Filters and transforms of the user's, before the usual transforms."""
    project: Project = NO_PROJECT
    """What the project states of this source and all others."""
    strict: bool = False
    audit: bool = False
    """Ask for every removal, which costs a second walk over the page."""
    count_words: bool = False
    """Count the words of what is read, for the report."""
    split: bool = False
    """Of a source that holds several articles, make outputs for each."""
    audit_outputs: bool = False
    """Prove on the spot that no word was lost; asks for every removal too."""
    force: bool = False
    """Replace files from elsewhere, where only the worker learns what its files are called."""


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a job."""

    source: str
    written: tuple[Path, ...] = ()
    content: bytes = b""
    """Bytes of the output that has no path."""
    diagnostics: tuple[Diagnostic, ...] = ()
    removals: tuple[Removal, ...] = ()
    error: ArticlepressError | None = None
    files: tuple[Path, ...] = ()
    """Files beside the source that were used."""
    words: int = 0
    """Words of the body, where the job asked for their number."""


def run_job(job: Job, *, raise_bugs: bool = False) -> Result:
    """Return what became of a job; every error is in the result.

    With `raise_bugs` a fault of our own is raised as it is, for its traceback.
    """
    notes = Notes(path=shown(job.source), audit=job.audit or job.audit_outputs)
    try:
        content = read_content(job, notes)
        if job.split and isinstance(content, Collection):
            contents: tuple[bytes, ...] = ()
            written = _make_each(job, content, notes)
        else:
            contents = _make(job, content, notes)
            written = _write(job, contents)
    except ArticlepressError as error:
        return _failed(job, notes, error)
    except MemoryError:
        return _failed(job, notes, LimitExceeded("does not fit into memory"))
    except Exception as error:
        if raise_bugs:
            raise
        return _failed(job, notes, as_bug(error))
    return Result(
        job.source,
        written,
        b"".join(c for c, w in zip(contents, job.outputs, strict=False) if w.path is None),
        tuple(notes.diagnostics),
        tuple(notes.removals),
        files=(*_files(content), *(p for p in written if p not in _planned(job))),
        words=_words(content) if job.count_words else 0,
    )


def shown(name: str) -> str:
    """Return a source's name as messages show it."""
    return "<stdin>" if name == "-" else name


def place_error(error: ArticlepressError, source: str) -> None:
    """Give an error the path that was typed, unless it speaks of another file.

    Stages know a source by its file name; the user knows it by the path.
    """
    if error.where in ("", source, Path(source).name):
        error.where = shown(source)


def as_bug(error: Exception) -> Bug:
    """Return a fault of our own as an error with one line and a remedy."""
    text = " ".join(str(error).split())[:200]
    return Bug(f"fault in articlepress: {type(error).__name__}: {text}", hint=BUG_HINT)


def read_content(job: Job, notes: Notes) -> Article | Collection:
    """Return what a job's source holds, with all that is stated of it, after the user's own steps.

    Raises:
        ArticlepressError: as `reading.read_stated`.
    """
    to = job.outputs[0].writer if job.outputs else ""
    reading = Reading(
        job.reader, job.reader_values, job.settings, job.project, steps=job.steps, to=to
    )
    articles = read_stated(job.source, reading, notes)
    return articles[0] if len(articles) == 1 else collect(articles)


def _usual(job: Job) -> tuple[str, ...] | None:
    if not job.steps:
        return None
    from articlepress.filters import usual_after

    return usual_after(job.steps)


def _make(job: Job, content: Article | Collection, notes: Notes) -> tuple[bytes, ...]:
    outputs = [Output(find_writer(wanted.writer), wanted.options) for wanted in job.outputs]
    made = make(content, outputs, _style(job.style, job.tokens), notes, _usual(job))
    if job.audit_outputs:
        _audit(job, content, made, notes)
    refuse_warnings(job.strict, notes)
    return made


@lru_cache(maxsize=8)
def _style(name: str, tokens: tuple[tuple[str, str], ...]) -> Style:
    """Return a style, read once in a process: a run's styles stay as they are."""
    return load_style(name, dict(tokens))


def _articles(content: Article | Collection) -> Iterable[Article]:
    return content.articles if isinstance(content, Collection) else (content,)


def _files(content: Article | Collection) -> tuple[Path, ...]:
    paths = {ref.path for a in _articles(content) for ref in a.assets.values() if ref.path}
    return tuple(sorted(paths))


def _planned(job: Job) -> tuple[Path | None, ...]:
    return tuple(wanted.path for wanted in job.outputs)


def _make_each(job: Job, content: Collection, notes: Notes) -> tuple[Path, ...]:
    """Make and write the outputs of each article, in a folder of the source's name."""
    articles = list(content.articles) if len(content.parts) > 1 else content.parts[0].articles
    stems = distinct_stems([slug_of(article) for article in articles])
    places = [tuple(replace(w, path=_place_of_one(w, stem)) for w in job.outputs) for stem in stems]
    if not job.force:
        _refuse_taken([w.path for placed in places for w in placed if w.path])
    written: list[Path] = []
    for article, placed in zip(articles, places, strict=True):
        contents = _make(job, article, notes)
        written += _write(replace(job, outputs=placed), contents)
    return tuple(written)


def _refuse_taken(paths: Sequence[Path]) -> None:
    """Raise where a file of a split source would replace one from elsewhere, or leave its folder.

    Raises:
        WriteError: the first such file.
    """
    here = [path for path in paths if not is_remote(path)]
    for folder in {path.parent for path in here}:
        refuse_link_out(folder)
    refuse_foreign(here, {})


def _place_of_one(wanted: Wanted, stem: str) -> Path:
    if wanted.path is None:
        raise UsageError("--split makes several files", hint="name a folder: -o FOLDER/")
    suffix = find_writer(wanted.writer).suffix
    return wanted.path.parent / wanted.path.name.removesuffix(suffix) / f"{stem}{suffix}"


def slug_of(article: Article) -> str:
    """Return what an article is called in its address, else its title in plain letters."""
    path = urlsplit(article.metadata.canonical_url).path.strip("/")
    last = path.rpartition("/")[2].partition(".")[0]
    return safe_stem(last or "-".join(inline_text(article.metadata.title).split())[:80])


def _words(content: Article | Collection) -> int:
    return sum(len(plain_text(article.blocks).split()) for article in _articles(content))


def _audit(job: Job, content: Article | Collection, made: tuple[bytes, ...], notes: Notes) -> None:
    """Note what the audit says of the page and of each output (AP911, AP912)."""
    from articlepress.audit.report import note_account, note_verdicts  # imported here: on demand

    if isinstance(content, Article):
        note_account(content, notes)
    for wanted, output in zip(job.outputs, made, strict=True):
        name = str(wanted.path or f"-{find_writer(wanted.writer).suffix}")
        note_verdicts(content, name, output, notes)


def refuse_warnings(strict: bool, notes: Notes) -> None:
    """Raise when a strict run has met a warning.

    Raises:
        StrictError: says how many, and that nothing was written.
    """
    grave = [d for d in notes.diagnostics if d.severity != "info"]
    if strict and grave:
        what = counted(len(grave), "warning")
        raise StrictError(f"{what} under --strict; nothing was written")


def _write(job: Job, contents: tuple[bytes, ...]) -> tuple[Path, ...]:
    written: list[Path] = []
    for wanted, content in zip(job.outputs, contents, strict=True):
        if wanted.path is not None:
            # A record without the folder's history: what is appended is settled by the caller.
            Record(wanted.path.parent).write(wanted.path, content)
            written.append(wanted.path)
    return tuple(written)


def _failed(job: Job, notes: Notes, error: ArticlepressError) -> Result:
    place_error(error, job.source)
    return Result(
        job.source,
        diagnostics=tuple(notes.diagnostics),
        removals=tuple(notes.removals),
        error=error,
    )
