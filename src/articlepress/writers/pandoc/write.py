"""The writers of pandoc's formats: the tree as pandoc takes it, through pandoc, with the record."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from articlepress.article import Article, Collection
from articlepress.codec.record import dumps, record_of
from articlepress.diagnostics import Notes
from articlepress.errors import UsageError
from articlepress.options import option
from articlepress.pandoc.program import run_pandoc
from articlepress.pandoc.table import PREFIX, Spec, option_words, pandoc_formats, parse_spec
from articlepress.render.styles import Style
from articlepress.writers import Writer
from articlepress.writers.pandoc.dress import dressed
from articlepress.writers.pandoc.pictures import with_pictures

FAMILY = "pandoc's formats"
STYLED = frozenset({"docx", "odt"})
"""Formats whose look comes from a reference document."""


@dataclass(frozen=True, slots=True)
class PandocWriterOptions:
    """What can be chosen for every format that pandoc writes."""

    pandoc_writer_option: tuple[str, ...] = option(
        (), help="Pass an option to pandoc's writer: `toc`, `toc-depth=2`, `reference-doc=a.docx`."
    )
    record: bool = option(
        True,
        help="Keep authors, kinds of disclaimer and dates in a comment or document property, so "
        "that they are read back.",
    )


def writer_for(name: str) -> Writer | None:
    """Return the writer of a format of pandoc's, extensions included, or None."""
    spec = parse_spec(name, "write")
    if spec is None:
        return None
    suffix = spec.format.suffixes[0] if spec.format.suffixes else f".{spec.format.name}"
    return Writer(
        name,
        suffix,
        spec.format.type,
        PandocWriterOptions,
        _write_as(spec),
        summary=spec.format.summary,
        family=FAMILY,
    )


def _write_as(
    spec: Spec,
) -> Callable[[Article | Collection, PandocWriterOptions, Style, Notes, BinaryIO], None]:
    def write(
        article: Article | Collection,
        options: PandocWriterOptions,
        style: Style,
        notes: Notes,
        out: BinaryIO,
    ) -> None:
        if isinstance(article, Collection):
            raise UsageError(
                f"pandoc's {spec.format.name} holds one article",
                hint="write one file for each article",
            )
        out.write(pandoc_bytes(article, spec, options, style, notes))

    return write


def pandoc_bytes(
    article: Article, spec: Spec, options: PandocWriterOptions, style: Style, notes: Notes
) -> bytes:
    """Return the article in one of pandoc's formats.

    Raises:
        UsageError: the format or an option cannot be had here.
        MissingTool, UnknownWriter, WriteError, LimitExceeded: as `run_pandoc`.
    """
    if spec.format.name == "pdf":
        raise UsageError(f"{PREFIX}pdf needs a TeX installation", hint="--to pdf needs none")
    chosen = option_words(options.pandoc_writer_option, "write")
    record = dumps(record_of(article)) if options.record else ""
    document = dressed(article, spec.format, record)
    document = with_pictures(document, article.assets, spec.format, notes)
    words = ["-f", "json", "-t", spec.name, "-o", "-"]
    if spec.format.name in pandoc_formats():
        words.append("--standalone")  # of a name that is wrong pandoc would miss the template
    if spec.format.shift:
        words.append("--mathml")
    with tempfile.TemporaryDirectory(prefix="articlepress-") as folder:
        named = any(word.startswith("--reference-doc") for word in chosen)
        if spec.format.name in STYLED and not named:
            words += ["--reference-doc", str(_reference(spec.format.name, style, Path(folder)))]
        source = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
        answer = run_pandoc([*words, *chosen], source.encode("utf-8", "replace"), "write")
    for warning in answer.warnings:
        notes.warn("AP903", f"pandoc: {warning}")
    return answer.content + _comment(spec.format.comment, record)


def _comment(pattern: str, record: str) -> bytes:
    if not pattern or not record:
        return b""
    return f"\n{pattern.replace('{}', record)}\n".encode()


def _reference(name: str, style: Style, folder: Path) -> Path:
    from articlepress.writers.pandoc.reference import reference_document  # lxml

    path = folder / f"reference.{name}"
    path.write_bytes(reference_document(name, style))
    return path
