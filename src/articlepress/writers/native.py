"""The whole article in our own JSON, pictures included; the `native` reader reads it back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import BinaryIO

from articlepress.article import Article, Collection
from articlepress.assets import lookup
from articlepress.codec.native import dumps, to_native
from articlepress.diagnostics import Notes, Origin
from articlepress.errors import AssetError, UsageError
from articlepress.options import option
from articlepress.render.styles import Style
from articlepress.writers import Writer


@dataclass(frozen=True, slots=True)
class NativeOptions:
    """What can be chosen for our JSON."""

    json_pictures: bool = option(True, help="Carry the bytes of local pictures in the JSON.")


def write_native(
    article: Article | Collection,
    options: NativeOptions,
    style: Style,
    notes: Notes,
    out: BinaryIO,
) -> None:
    """Write the article's tree, metadata and pictures as JSON in UTF-8.

    Raises:
        UsageError: it is a collection.
    """
    if isinstance(article, Collection):
        raise UsageError("JSON holds one article", hint="write one file for each article")
    pictures: dict[str, bytes] = {}
    for src in sorted(article.assets) if options.json_pictures else ():
        try:
            asset = lookup(article.assets, src)
        except AssetError as error:
            notes.warn(
                "AP402",
                f"picture {src!r} {error.message}; left out of the JSON",
                Origin(excerpt=src),
            )
            continue
        if asset is not None:
            pictures[src] = asset.content
    out.write(dumps(to_native(article, pictures)).encode("utf-8", "surrogatepass"))


WRITER = Writer(
    "json",
    ".json",
    "application/json",
    NativeOptions,
    write_native,
    summary="The article's tree in our own JSON",
)
