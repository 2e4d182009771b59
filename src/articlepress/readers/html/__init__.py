"""The `html` reader: a raw saved page to an article.

The page layer finds (body, facts, credits); here what was found becomes the frozen tree.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from articlepress.article import Article
from articlepress.corrections import NO_CORRECTIONS, Correction, Corrections
from articlepress.diagnostics import Notes
from articlepress.options import option
from articlepress.readers import Reader
from articlepress.registry import defer
from articlepress.source import Source

GENERATOR = b'<meta name="generator" content="articlepress">'
"""What a page of our own says of itself; it is read by its marks."""
_HEAD_BYTES = 4096


@dataclass(frozen=True, slots=True)
class HtmlReaderOptions:
    """What a caller may say about a page."""

    base_url: str = option("", help="address of the page, where the page itself does not say")
    data_bios: bool = option(False, help="take author bios that the page's data gives and hides")
    keep: tuple[str, ...] = option((), help="CSS selector of a region that must stay (repeatable)")
    drop: tuple[str, ...] = option((), help="CSS selector of a region that must go (repeatable)")
    corrections: Corrections = NO_CORRECTIONS
    """What a project's rules and the page's sidecar state; no option of the command line."""

    def stated(self, host: str) -> tuple[Correction, ...]:
        """Return everything stated about a page of a host; the caller's own word comes last."""
        return (
            *self.corrections.for_host(host),
            *(Correction("drop", s, source="option", place="--drop") for s in self.drop),
            *(Correction("keep", s, source="option", place="--keep") for s in self.keep),
        )


def read(source: Source, options: HtmlReaderOptions, notes: Notes) -> Iterator[Article]:
    """Yield the one article of a page.

    Raises:
        SourceError: the bytes are no HTML.
        NoArticle: the page holds no text.
    """
    own = is_own(source) and not (options.keep or options.drop)
    # bs4 imports its selector engine, 30 ms of CPU, though we never select on a soup
    defer("soupsieve")
    defer("charset_normalizer")  # bs4 asks for it to guess at bytes, which it never gets from us
    # imported here: bs4 and lexbor cost 60 ms of CPU that `--help` must not pay
    if own:
        from articlepress.readers.html.own import read_own

        yield read_own(source, options, notes)
        return
    from articlepress.readers.html.convert import convert

    yield convert(source, options, notes).article


def is_own(source: Source) -> bool:
    """Tell whether a page is one we wrote."""
    return GENERATOR in source.content[:_HEAD_BYTES]


READER = Reader(
    "html",
    (".html", ".htm", ".xhtml", ".shtml", ".php", ".asp", ".aspx"),
    HtmlReaderOptions,
    read,
    "raw saved web page",
)
