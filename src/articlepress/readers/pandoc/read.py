"""A source in one of pandoc's formats to an article: checked, read by pandoc, tidied, restored."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from articlepress import nodes as n
from articlepress.article import Article, AssetRef
from articlepress.assets import data_url, local_file
from articlepress.codec.pandoc import from_pandoc, loads
from articlepress.codec.record import MARKER, Record
from articlepress.codec.record import loads as load_record
from articlepress.diagnostics import Notes
from articlepress.errors import NoArticle, SourceError
from articlepress.metadata import Provenance
from articlepress.pandoc.program import run_pandoc
from articlepress.pandoc.table import Spec, option_words
from articlepress.readers.pandoc.containers import CONTAINERS, Container, open_container
from articlepress.readers.pandoc.restore import restore
from articlepress.readers.pandoc.tidy import tidied
from articlepress.source import Source
from articlepress.walk import transform

EXTRACTED = frozenset({"fb2", "rtf", "ipynb"})
"""Formats whose pictures stand inside their text; pandoc takes them out."""
MAX_EXTRACTED_BYTES = 256_000_000


def read_article(
    source: Source, spec: Spec, reader_options: Sequence[str], notes: Notes
) -> Article:
    """Return the article of a source.

    Raises:
        SourceError: the source is damaged, too large, or not in the format.
        NoArticle: it holds no text.
        MissingTool, UnknownReader, UsageError, LimitExceeded: as `run_pandoc`.
    """
    form = spec.format.name
    chosen = option_words(reader_options, "read")
    container = open_container(source, form) if form in CONTAINERS else None
    words = ["-f", spec.name, "-t", "json", *chosen]
    with tempfile.TemporaryDirectory(prefix="articlepress-") as folder:
        if form in EXTRACTED:
            words.append(f"--extract-media={folder}")
        content = source.content if container else without_record(source.content)
        answer = run_pandoc(words, content, "read", source.name)
        extracted = _extracted(Path(folder)) if form in EXTRACTED else {}
    for warning in answer.warnings:
        # What a preamble defines twice is no loss to the text.
        say = notes.info if warning.startswith("Macro ") else notes.warn
        say("AP903", f"pandoc: {warning}")
    article = tidied(from_pandoc(loads(answer.content, source.name), source.name), notes)
    article = _with_assets(article, source, container, extracted)
    record = _record(source, container)
    article = restore(article, record, container.lines() if container else ())
    if not article.blocks and not article.metadata.title:
        raise NoArticle("holds no text", where=source.name)
    provenance = Provenance(source.sha256, source.name, "", spec.name)
    return replace(article, metadata=replace(article.metadata, provenance=provenance))


def without_record(content: bytes) -> bytes:
    """Return a text without the comment that holds the record, which is no business of pandoc's.

    Its AsciiDoc reader stumbles over a comment at the end.
    """
    at = content.rfind(MARKER.encode())
    if at < 0:
        return content
    start, end = content.rfind(b"\n", 0, at) + 1, content.find(b"\n", at)
    return content[:start] + (content[end + 1 :] if end >= 0 else b"")


def _record(source: Source, container: Container | None) -> Record | None:
    if container is not None:
        return load_record(container.record())
    # Every format with a comment is text that has ASCII in one byte.
    return load_record(source.content.decode("utf-8", "replace"))


def _extracted(folder: Path) -> dict[str, bytes]:
    """Return what pandoc took out, by the address it gave the pictures."""
    found: dict[str, bytes] = {}
    size = 0
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink():
            size += path.stat().st_size
            if size > MAX_EXTRACTED_BYTES:
                raise SourceError(f"holds pictures of over {MAX_EXTRACTED_BYTES:,} bytes")
            found[str(path)] = path.read_bytes()
    return found


def _with_assets(
    article: Article, source: Source, container: Container | None, extracted: dict[str, bytes]
) -> Article:
    """Return the article with the bytes of every picture that stands in or beside the source."""
    assets: dict[str, AssetRef] = {}

    def known(image: n.Image) -> n.Image:
        src = image.src
        if src in extracted:
            name = f"media/{Path(src).name}"  # never a path of this machine
            assets[name] = AssetRef(content=extracted[src])
            return replace(image, src=name)
        if src.startswith("data:"):
            ref = data_url(src)
            if ref is None:
                return replace(image, src="")
            name = f"media/picture-{len(assets) + 1}"
            assets[name] = ref
            return replace(image, src=name)
        if container is not None and (content := container.picture(src)):
            assets[src] = AssetRef(content=content)
        elif source.folder and (file := local_file(src, source.folder)) is not None:
            assets[src] = AssetRef(path=file)
        return image

    metadata = article.metadata
    hero = metadata.hero
    people = tuple(
        replace(
            person,
            bio=transform(person.bio, {n.Image: known}),
            portrait=known(person.portrait) if person.portrait else None,
        )
        for person in metadata.authors
    )
    metadata = replace(
        metadata,
        authors=people,
        hero=replace(hero, image=known(hero.image)) if hero else None,
    )
    return Article(metadata, transform(article.blocks, {n.Image: known}), assets)
