"""What a user may say about a book."""

from __future__ import annotations

from dataclasses import dataclass

from articlepress.options import option


@dataclass(frozen=True, slots=True)
class EpubOptions:
    """Options of the EPUB writer."""

    cover: str = option(
        "generated",
        help="cover: `generated` from title, byline and lead picture, `none`, or a picture's file",
    )
    toc_depth: int = option(
        0,
        help="levels of headings the contents page lists below each article; "
        "0: all in a single article, none in a collection",
        unit="levels",
    )
    credits: str = option(
        "both",
        choices=("each", "shared", "both"),
        help="where a collection has bios and disclaimers: under `each` article, `shared` at its "
        "end with a link from each article, or `both`",
    )
    author_index: bool = option(True, help="end a collection with an index of its authors")
    date_index: bool = option(True, help="end a collection with an index by date")
    kepub: bool = option(
        False, help="mark every sentence for Kobo's readers; name the file `.kepub.epub`"
    )
