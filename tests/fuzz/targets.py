"""What is fuzzed: a function of bytes for each door, which may raise our own errors and no others.

Beyond not falling over, a target asserts what must hold for any input: a URL let through is safe, a
page's words add up, an output holds no script.
"""

from __future__ import annotations

import contextlib
import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from articlepress.article import Article
from articlepress.diagnostics import Notes
from articlepress.errors import ArticlepressError, Bug
from articlepress.render.styles import Style, load_style

INPUTS = Path(__file__).parents[2] / "input"
ACTIVE = re.compile(
    # Inside a tag: the words of a page may say what they like.
    rb"<script|<iframe|<[a-z][^<>]*\s(?:on\w+\s*=|(?:href|src)\s*=\s*[\"']?\s*javascript:)",
    re.I,
)


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
    """Read a book: damaged bytes, or a whole book one of whose members is the data."""
    from articlepress.readers import find_reader
    from articlepress.source import Source

    kinds = (b"", b"META-INF/container.xml", b"EPUB/content.opf", b"EPUB/article.xhtml",
             b"EPUB/nav.xhtml")  # fmt: skip
    member = kinds[data[0] % len(kinds)].decode() if data else ""
    content = _with_member(_book(), member, data[1:]) if member else data[1:]
    reader = find_reader("epub")
    for article in reader.read(Source(content, "book.epub"), reader.options(), Notes()):
        _write(article)


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


def picture(data: bytes) -> None:
    from articlepress.article import AssetRef
    from articlepress.assets import PictureLimits, data_url, fit, load

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


# --- parts -----------------------------------------------------------------------------------


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
        found = ACTIVE.search(content)
        assert found is None, found


@cache
def _style() -> Style:
    return load_style()


@cache
def _pages() -> list[bytes]:
    # libFuzzer reads seeds of up to a megabyte, and learns more from small ones.
    return [path.read_bytes()[:12_000] for path in sorted(INPUTS.glob("*.html"))]


@cache
def _vectors() -> list[bytes]:
    from trust.vectors import page, vectors

    return [page(vector.markup) for vector in list(vectors())[::16]]


@cache
def _output(name: str) -> bytes:
    from articlepress.pipeline import write
    from trees import column

    return write(column(), name)


@cache
def _book() -> bytes:
    return _output("epub")


def _members() -> list[bytes]:
    with zipfile.ZipFile(io.BytesIO(_book())) as book:
        names = ("META-INF/container.xml", "EPUB/content.opf", "EPUB/article.xhtml")
        return [bytes([number]) + book.read(name) for number, name in enumerate(names, 1)]


def _with_member(book: bytes, name: str, content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(out, "w") as new:
        for info in old.infolist():
            if info.filename.endswith((".jpg", ".png")):
                continue
            new.writestr(info.filename, content if info.filename == name else old.read(info))
    return out.getvalue()


def _outputs() -> list[bytes]:
    names = ("html", "newsletter", "eml", "epub", "pdf", "markdown", "text")
    return [bytes([k]) + _output(name)[:20_000] for k, name in enumerate(names)]


def _pictures() -> list[bytes]:
    from PIL import Image

    made = [b"data:image/png;base64,iVBORw0KGgo=", b'<svg xmlns="x" width="9" viewBox="0 0 1 2"/>']
    for kind in ("PNG", "JPEG", "GIF", "WEBP", "BMP", "TIFF"):
        out = io.BytesIO()
        Image.new("RGB", (16, 9), "#7a8c99").save(out, kind)
        made.append(out.getvalue())
    return made


_URLS = [
    b"https://example.org/a?utm_source=x&b=1#c", b"javascript:alert(1)\n\nhttps://example.org/",
    b"//[::1]:80/\n\nhttp://a", b"http://[", b"mailto:a@b.c", b"data:text/html,x", b"../a b\n\nhttp://x/y/",
    b"HTTP://EXAMPLE.org:99999/%zz", b"java\tscript:x", b"\xef\xbc\x9ahttp://x", b"http://a@b:c@d/",
]  # fmt: skip
_SETTINGS = [
    b"metadata.title=A title\n\nauthors=Ann; Bo\n\nseries=Letters #3\n\npublished=2021-02-14",
    b'page_size = "A5"\ncolumns = 2\nimages = "cid"\ncover = "none"\n',
]


# --- the doors ---------------------------------------------------------------------------------

TARGETS: dict[str, Target] = {
    target.name: target
    for target in (
        Target("html", html, lambda: [*_pages(), *_vectors()]),
        Target("text", text, lambda: [_output("text"), *_pages()[:1]]),
        Target("markdown", markdown, lambda: [_output("markdown")]),
        Target("epub", epub, lambda: [b"\0" + _book(), *_members()]),
        Target("native", native, lambda: [_output("json")]),
        Target("pandoc", pandoc, lambda: [_output("pandoc-json")]),
        Target("url", url, lambda: _URLS),
        Target("lint", lint, lambda: [_output("newsletter"), b"M" + _output("eml")]),
        Target("config", config, lambda: _SETTINGS),
        Target("picture", picture, lambda: _pictures()),
        Target("outputs", outputs, lambda: _outputs()),
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
