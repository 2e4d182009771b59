"""Filters and transforms a user puts between reading and writing, in the order given.

A pandoc JSON filter is any program that reads a document's JSON on standard input and prints it
changed; it needs no pandoc, for our codec is exact both ways. A Lua filter runs inside pandoc. All
of them are code that runs with the rights of whoever runs articlepress.

Source: https://pandoc.org/filters.html
"""

from __future__ import annotations

import os
import shutil
import sys
import traceback
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from articlepress.article import Article
from articlepress.codec.pandoc import dumps, from_pandoc, loads, to_pandoc
from articlepress.diagnostics import Notes
from articlepress.errors import ArticlepressError, FilterError, LimitExceeded, SourceError
from articlepress.marks import carry_notes, note_contents
from articlepress.pandoc.program import Ran, run_pandoc, run_program
from articlepress.steps import Step, working_folder_importable
from articlepress.transforms import BUILTIN, DEFAULT_ORDER, apply_transforms

TIME_LIMIT_S = 120
"""What a filter may take for one article; one that asks a slow service needs seconds."""
_INTERPRETERS = {
    # Suffix -> what runs such a file where it is not executable itself, as pandoc has it.
    ".py": sys.executable, ".js": "node", ".rb": "ruby", ".pl": "perl", ".php": "php",
    ".hs": "runhaskell", ".r": "Rscript", ".sh": "sh",
}  # fmt: skip
_PANDOC_VERSION = "3.9"
"""What filters are told that look at the version before they work."""


def usual_after(steps: Sequence[Step]) -> tuple[str, ...]:
    """Return the usual transforms that still come after steps: those the steps do not name."""
    named = {item.name for item in steps if item.kind == "transform"}
    return tuple(name for name in DEFAULT_ORDER if name not in named)


def apply_steps(article: Article, steps: Sequence[Step], notes: Notes, to: str = "") -> Article:
    """Return the article after every step; `to` is the format filters are told of.

    Raises:
        FilterError: a step failed; the message names it and what it printed.
        MissingTool: a Lua filter is wanted and pandoc is not here.
    """
    for item in steps:
        match item.kind:
            case "filter":
                article = _filtered(article, item.name, to)
            case "lua-filter":
                article = _lua_filtered(article, item.name)
            case "transform":
                article = _transformed(article, item.name, notes)
        if not (item.kind == "transform" and item.name in BUILTIN):
            notes.info("AP904", f"{item.kind} {item.name} was run: it is code with your rights")
    return article


def _filtered(article: Article, name: str, to: str) -> Article:
    command = [*filter_command(name), to or "html"]
    environment = {**os.environ, "PANDOC_VERSION": _PANDOC_VERSION, "PANDOC_READER_OPTIONS": "{}"}
    content = dumps(to_pandoc(article)).encode("utf-8", "replace")
    try:
        ran = run_program(command, content, environment=environment, time_limit_s=TIME_LIMIT_S)
    except OSError as error:
        raise FilterError(f"filter {name!r} cannot be started: {error.strerror}") from error
    except LimitExceeded as error:
        raise FilterError(f"filter {name!r} took over {TIME_LIMIT_S} seconds") from error
    if ran.code:
        raise FilterError(f"filter {name!r} ended with code {ran.code}{_printed(ran)}")
    try:
        return _carried(article, from_pandoc(loads(ran.out)))
    except SourceError as error:
        raise FilterError(
            f"filter {name!r} printed no pandoc document: it {error.message}{_printed(ran)}",
            hint="a filter prints the whole document's JSON and nothing else on standard output",
        ) from error


def filter_command(name: str) -> list[str]:
    """Return the command that runs a filter: a file as it stands, else a program on the PATH.

    Raises:
        FilterError: there is neither.
    """
    path = Path(name)
    if path.is_file():
        runner = _INTERPRETERS.get(path.suffix.lower())
        if os.access(path, os.X_OK) and path.read_bytes()[:2] == b"#!":
            return [str(path.resolve())]
        if runner:
            return [runner, str(path)]
        if os.access(path, os.X_OK):
            return [str(path.resolve())]
        raise FilterError(
            f"filter {name!r} is not executable and has no suffix of a language",
            hint=f"chmod +x it, or name it *{', *'.join(_INTERPRETERS)}",
        )
    found = shutil.which(name)
    if found is None:
        raise FilterError(f"filter {name!r} is no file and no program on the PATH")
    return [found]


def _lua_filtered(article: Article, name: str) -> Article:
    if not Path(name).is_file():
        raise FilterError(f"Lua filter {name!r} is no file")
    content = dumps(to_pandoc(article)).encode("utf-8", "replace")
    try:
        answer = run_pandoc(["-f", "json", "-t", "json", f"--lua-filter={name}"], content, "read")
    except FilterError as error:
        raise FilterError(f"Lua filter {name!r} failed: {error.message}") from error
    try:
        return _carried(article, from_pandoc(loads(answer.content)))
    except SourceError as error:
        raise FilterError(f"Lua filter {name!r}: {error.message}") from error


def _carried(before: Article, after: Article) -> Article:
    """Return the filtered article with the pictures the JSON does not hold, and whole notes."""
    blocks = carry_notes(after.blocks, note_contents(before.blocks))
    return replace(after, blocks=blocks, assets=before.assets)


def _printed(ran: Ran) -> str:
    said = " ".join(ran.err.split())
    return f": {said[-400:]}" if said else ""


def _transformed(article: Article, name: str, notes: Notes) -> Article:
    if ":" in name:
        working_folder_importable()
    try:
        return apply_transforms(article, (name,), notes)
    except ArticlepressError as error:
        raise FilterError(error.message, where=error.where, hint=error.hint) from error
    except MemoryError:  # a limit of the run, not a fault of the transform
        raise
    except Exception as error:  # whatever code of the user's raises is told as its own
        frame = traceback.extract_tb(error.__traceback__)[-1]
        place = f"{Path(frame.filename).name}:{frame.lineno}"
        raise FilterError(
            f"transform {name!r} failed at {place}: {type(error).__name__}: {error!s:.300}"
        ) from error
