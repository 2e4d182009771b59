"""What is fuzzed: a function of bytes for each door, which may raise our own errors and no others.

Beyond not falling over, a target asserts what must hold for any input: a URL let through is safe, a
page's words add up, an output holds no script.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

from articlepress.article import Article
from articlepress.diagnostics import Notes
from articlepress.errors import ArticlepressError, Bug
from articlepress.render.styles import Style, load_style
from fuzz import seeds

MAY_BE_ACTIVE = re.compile(
    rb"<script|<iframe|<[a-z][^<>]*\s(?:on\w+\s*=|(?:href|src)\s*=\s*[\"']?\s*javascript:)", re.I
)
"""What markup that acts looks like; so do words that stand in an attribute's quotes."""


class Active(HTMLParser):
    """Finds elements and attributes that act, in comments for Outlook too."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("script", "iframe"):
            self.found.append(f"<{tag}>")
        for name, value in attrs:
            address = (value or "").strip().lower() if name in ("href", "src") else ""
            if name.startswith("on") or address.startswith("javascript:"):
                self.found.append(f"{name}={value!r}")

    def handle_comment(self, data: str) -> None:
        self.feed_inside(data)

    def feed_inside(self, markup: str) -> None:
        """Look through the markup of a conditional comment."""
        inside = Active()
        inside.feed(markup.partition("]>")[2])
        inside.close()
        self.found += inside.found


def active(content: bytes) -> list[str]:
    """Return what acts in an output."""
    if not MAY_BE_ACTIVE.search(content):
        return []
    parser = Active()
    parser.feed(content.decode("utf-8", "replace"))
    parser.close()
    return parser.found


@dataclass(frozen=True, slots=True)
class Target:
    """A door and the seeds its fuzzing starts from."""

    name: str
    run: Callable[[bytes], None]
    seeds: Callable[[], list[bytes]]


def html(data: bytes) -> None:
    from articlepress.readers import find_reader
    from articlepress.source import Source

    reader = find_reader("html")
    notes = Notes(audit=True)
    for article in reader.read(Source(data, "page.html"), reader.options(), notes):
        if notes.ledger is not None:
            removed = sum(removal.words for removal in notes.removals)
            assert notes.ledger.kept_words + removed == notes.ledger.visible_words
        _write(article)


def text(data: bytes) -> None:
    _read("text", data)


def markdown(data: bytes) -> None:
    _read("markdown", data)


def epub(data: bytes) -> None:
    """Read a book: damaged bytes, or a whole book one of whose members is the data.

    A page that is not well-formed ends there, so the book's page is made so before it is put in.
    """
    kind = data[0] % (len(seeds.BOOK_MEMBERS) + 1) if data else 0
    if not kind:
        _read("epub", data[1:])
        return
    name, content = seeds.BOOK_MEMBERS[kind - 1], data[1:]
    if name == seeds.BOOK_PAGE:
        content = _well_formed(content)
    _read("epub", seeds.book_with(name, content))


def archive(data: bytes) -> None:
    _read("eml" if data[:1] == b"M" else "mhtml", data[1:])


def feed(data: bytes) -> None:
    _read("wxr" if b"wordpress.org/export" in data else "feed", data)


def native(data: bytes) -> None:
    from articlepress.codec import native as codec

    article = codec.from_native(codec.loads(data))
    assert codec.from_native(codec.loads(codec.dumps(codec.to_native(article)))) == article


def pandoc(data: bytes) -> None:
    from articlepress.codec import pandoc as codec

    # What no writer of ours makes may change on its first way through, and never again.
    once = codec.to_pandoc(codec.from_pandoc(codec.loads(data)))
    twice = codec.to_pandoc(codec.from_pandoc(codec.loads(codec.dumps(once))))
    assert codec.to_pandoc(codec.from_pandoc(codec.loads(codec.dumps(twice)))) == twice


def url(data: bytes) -> None:
    from articlepress import urls

    given, _, base = data.decode("utf-8", "replace").partition("\n\n")
    cleaned = urls.clean(given, base)
    scheme, colon, _ = cleaned.partition(":")
    if colon and re.fullmatch(r"[A-Za-z][A-Za-z0-9+.\-]*", scheme):
        assert scheme.lower() in urls.SAFE_SCHEMES, cleaned
    assert not re.search(r"[\s\"'<>\x00-\x20\x7f]", cleaned.replace("'", "")), cleaned
    assert urls.clean(cleaned) == cleaned, (cleaned, urls.clean(cleaned))


def lint(data: bytes) -> None:
    from articlepress.check.email.lint import lint_html, lint_message

    if data[:1] == b"M":
        lint_message(data[1:], Path("message.eml"))
    else:
        lint_html(data.decode("utf-8", "replace"), Path("message.html"))


def config(data: bytes) -> None:
    """Read settings, a manifest and options from text."""
    import tomllib

    from articlepress.config import build_options
    from articlepress.overrides import parse_settings
    from articlepress.writers import find_writer

    said = data.decode("utf-8", "replace")
    with contextlib.suppress(ArticlepressError):
        parse_settings(said.split("\n\n"))
    try:
        values = tomllib.loads(said)
    except (tomllib.TOMLDecodeError, RecursionError):
        return
    for name in ("pdf", "epub", "newsletter"):
        with contextlib.suppress(ArticlepressError):
            build_options(find_writer(name).options, values)


def sidecar(data: bytes) -> None:
    """Read what stands beside a page, and a site's rules."""
    from articlepress.sidecar import check_sidecar
    from articlepress.siterules import check_host_rules
    from articlepress.tables import parse_table

    table = parse_table(data.decode("utf-8", "replace"), Path("column.meta.toml"))
    for check in (check_sidecar, check_host_rules):
        with contextlib.suppress(ArticlepressError):
            check(table)


def sheet(data: bytes) -> None:
    """Inline a sheet, before the first zero byte, into the markup after it."""
    from articlepress.writers.email.inline import inline_css

    css, _, html = data.decode("utf-8", "replace").partition("\0")
    inline_css(html or "<p class=x>words</p>", css)


def picture(data: bytes) -> None:
    from articlepress.article import AssetRef
    from articlepress.assets import data_url, load
    from articlepress.fitting import PictureLimits, fit

    ref = data_url(data.decode("latin-1")) if data[:5] == b"data:" else AssetRef(content=data)
    if ref is not None and (ref.content or ref.path):
        asset = load(ref, "picture")
        fit(asset, PictureLimits(max_width_px=64, max_bytes=4000), "picture")


def outputs(data: bytes) -> None:
    """Read an output back as the audit does."""
    from articlepress.audit.reading import read_content

    suffixes = (".html", ".newsletter.html", ".eml", ".epub", ".pdf", ".md", ".txt")
    if data:
        read_content("page" + suffixes[data[0] % len(suffixes)], data[1:])


def _read(name: str, data: bytes) -> None:
    from articlepress.readers import find_reader
    from articlepress.source import Source

    reader = find_reader(name)
    for article in reader.read(Source(data, f"page.{name}"), reader.options(), Notes()):
        _write(article)


def _write(article: Article) -> None:
    """Write what was read; whatever the input, the outputs are safe."""
    from articlepress.pipeline import Output, make
    from articlepress.writers import find_writer

    writers = [find_writer(name) for name in ("html", "newsletter", "text")]
    made = make(article, [Output(w, w.options()) for w in writers], _style(), Notes())
    for content in made[:2]:
        assert active(content) == []


@cache
def _style() -> Style:
    return load_style()


def _well_formed(content: bytes) -> bytes:
    from lxml import etree, html

    try:
        root = html.fromstring(content)
    except (etree.ParserError, ValueError, AssertionError):
        return content
    made: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=True)
    return made


TARGETS: dict[str, Target] = {
    target.name: target
    for target in (
        Target("html", html, seeds.pages),
        Target("text", text, lambda: [seeds.output("text"), *seeds.pages()[:1]]),
        Target("markdown", markdown, lambda: [seeds.output("markdown")]),
        Target("epub", epub, lambda: [b"\0" + seeds.book(), *seeds.book_members()]),
        Target("archive", archive, seeds.archives),
        Target("feed", feed, seeds.feeds),
        Target("native", native, lambda: [seeds.output("json")]),
        Target("pandoc", pandoc, lambda: [seeds.output("pandoc-json")]),
        Target("url", url, lambda: seeds.URLS),
        Target("lint", lint, lambda: [seeds.output("newsletter"), b"M" + seeds.output("eml")]),
        Target("config", config, lambda: seeds.SETTINGS),
        Target("sidecar", sidecar, lambda: seeds.SIDECARS),
        Target("sheet", sheet, lambda: seeds.SHEETS),
        Target("picture", picture, seeds.pictures),
        Target("outputs", outputs, seeds.outputs),
    )
}


def run(name: str, data: bytes) -> None:
    """Give data to a target; its own errors are answers, all others are crashes."""
    try:
        TARGETS[name].run(data)
    except Bug:
        raise
    except ArticlepressError as error:
        str(error).encode("utf-8", "replace")
