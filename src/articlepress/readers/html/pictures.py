"""Pictures: which address an `<img>` stands for, where its bytes are, and where it goes in a text.

A page names one picture in up to ten attributes; the real address is found here, made absolute, and
looked up beside the page. Nothing outside the source's folder is opened, nothing is fetched.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from articlepress import nodes as n
from articlepress.article import AssetRef
from articlepress.assets import data_url, local_file
from articlepress.readers.html.srcset import widest
from articlepress.urls import clean_picture
from articlepress.walk import inline_text, merge_text

if TYPE_CHECKING:  # bs4 is loaded by `fragment` when there is a page to read
    from bs4 import Tag

LAZY_ATTRIBUTES = (
    "data-lazy-src",
    "data-src",
    "data-original",
    "data-lsrc",
    "data-gt-lazy-src",
    "data-cfsrc",
    "data-orig-file",
    "data-large-file",
    "data-lazy",
    "data-lazyload",
    "data-anim-src",
    "data-image",
    "data-full-src",
    "data-hi-res-src",
    "data-img-src",
    "data-img-url",
    "data-image-src",
    "data-original-src",
    "data-src-large",
    "data-native-src",
    "data-url",
)
"""Attributes that lazy loaders keep the real address in, commonest first."""
LAZY_SETS = ("data-lazy-srcset", "data-srcset", "srcset")
PLACEHOLDER = re.compile(
    r"(?:^|[/_.-])(?:placeholder|spacer|blank|transparent|1x1|1px|lazy[_-]?(?:load|image|img)?"
    r"|loading|loader|spinner|grey|gray|pixel|clear(?:pixel)?|dot|trans|empty|default_image|(?:missing|no)[_-]?image)\d{0,20}(?:[_-]?\d{1,20}+x\d{1,20}+)?\.(?:gif|png|jpe?g|svg)"
    r"|(?:^|/)(?:space|divider)\.gif|^(?:https?:)?//:0$",
    re.I,
)
TRACKERS = re.compile(
    r"pixel\.wp\.com|/b\.gif|feedburner\.com/~r|doubleclick\.net|facebook\.com/tr\b"
    r"|scorecardresearch|google-analytics|quantserve|/pixel[./?]|/beacon[./?]|vgwort\.de"
    r"|\.ivwbox\.de|count(?:er)?\.(?:gif|php|pixel)",
    re.I,
)
SAVED_FOLDERS = (
    "_files", ".files", "-files", "-Dateien", "_fichiers", "_archivos", "_arquivos", "_file",
    "_bestanden",
)  # fmt: skip
"""Endings of the folder a browser saves a page's files in, behind the page's own name."""
MAX_ADDRESS = 2_000
"""Characters of a reference that are looked at; one with a picture inside has millions."""
SMALL_PX = 3
"""A picture this small in both directions counts visits; it shows nothing."""
ICON_PX = 40
"""A picture this high or wide stands in the line like a letter."""
TINY_DATA = 400
"""A `data:` picture of fewer characters is a placeholder: the smallest real ones have thousands."""
BLURRED_DATA = 4_000
"""A `data:` picture of fewer, hidden from screen readers, is the blur that Gatsby and its kin lay
below a picture until that is loaded: those of 20 pixels a side have up to 1,500."""

_FILE_NAME = re.compile(r"[^\s/\\]{1,200}\.(?:jpe?g|png|gif|webp|avif|svg|bmp|tiff?)", re.I)
"""A file's name as alternative text describes nothing (WCAG 2.2, failure F30)."""
_NO_SIZE = re.compile(r"(?<![\w-])(?:width|height)\s*:\s*[01](?:px)?\s*(?:!important\s*)?(?:;|$)")
"""A side of a picture that its style makes as small: both sides must be."""
DRAWN = re.compile(r"\.(?:gif|svg)(?:$|[?#])", re.I)
_PHOTOGRAPH = re.compile(r"\.(?:jpe?g|png|webp|avif)(?:$|[?#])", re.I)
"""A drawing whose loader keeps a photograph is that loader's own, whatever it is called."""
_IMAGE_SUFFIX = re.compile(r"\.(?:jpe?g|png|gif|webp|avif|svg|bmp|tiff?)$", re.I)


@dataclass(slots=True)
class Pictures:
    """The pictures of one article: addresses resolved, bytes found beside the page."""

    base: str = ""
    folder: Path | None = None
    stem: str = ""
    """Name of the page's file without suffix: browsers save pictures into `STEM_files`."""
    parts: Mapping[str, bytes] = field(default_factory=dict)
    """Bytes that came with the page, by the address it has for them."""
    assets: dict[str, AssetRef] = field(default_factory=dict)
    shown: int = 0
    """How many pictures have been shown so far."""
    _beside: dict[str, Path] | None = None

    def resolve(self, reference: str) -> str:
        """Return the `src` for a reference as the page writes it, registering its bytes."""
        reference = reference.strip()
        if reference[:5].lower() == "data:":
            return self._inline(reference)
        if reference[:4].lower() == "cid:":
            return self._named_by_content(self.parts.get(unquote(reference), b""), "png")
        src = self._saved_reference(reference) or clean_picture(reference, self.base)
        self.attach(src, reference)
        return src

    def _saved_reference(self, reference: str) -> str:
        """Return a reference into the folder a browser saved with the page, else nothing.

        The folder stands beside the page and nowhere on the network, so it must not be resolved
        against the page's address.
        """
        path = reference.removeprefix("./")
        name = unquote(path.partition("/")[0])
        if self.folder is None or not name.endswith(SAVED_FOLDERS) or "/" not in path:
            return ""
        own = bool(self.stem) and name.startswith(self.stem)
        return clean_picture(path) if own or local_file(path, self.folder) is not None else ""

    def attach(self, src: str, reference: str) -> None:
        """Register the bytes of a picture whose `src` is known, when they lie beside the page."""
        if not src or src in self.assets:
            return
        came = self.parts.get(src) or self.parts.get(reference)
        if came:
            self.assets[src] = AssetRef(content=came)
        elif self.folder is not None:
            file = self._file(reference)
            if file is not None:
                self.assets[src] = AssetRef(path=file)

    def _inline(self, reference: str) -> str:
        ref = data_url(reference)
        kind = re.match(r"data:image/(\w+)", reference, re.I)
        suffix = {"jpeg": "jpg", "svg": "svg"}.get(kind[1].lower() if kind else "", "")
        suffix = suffix or (kind[1].lower() if kind else "png")
        return self._named_by_content(ref.content if ref else b"", suffix)

    def _named_by_content(self, content: bytes, suffix: str) -> str:
        """Return a name for a picture without an address of its own; nothing without bytes."""
        if not content:
            return ""
        import hashlib  # imported here: few pages carry pictures in themselves

        src = f"picture-{hashlib.sha256(content).hexdigest()[:16]}.{suffix}"
        self.assets[src] = AssetRef(content=content)
        return src

    def _file(self, reference: str) -> Path | None:
        assert self.folder is not None
        if "://" not in reference[:12] and not reference.startswith("//"):
            file = local_file(reference, self.folder)
            if file is not None:
                return file
        try:
            name = unquote(urlsplit(reference).path).rpartition("/")[2]
        except ValueError:
            return None
        return self._saved().get(name) if name else None

    def _saved(self) -> dict[str, Path]:
        """Return the files of the folder a browser saved with the page, by name."""
        if self._beside is None:
            self._beside = dict(_saved_files(self.folder, self.stem)) if self.folder else {}
        return self._beside


def _saved_files(folder: Path, stem: str) -> Iterator[tuple[str, Path]]:
    if not stem:
        return
    for suffix in SAVED_FOLDERS:
        beside = folder / (stem + suffix)
        if beside.is_dir():
            root = folder.resolve()
            for file in sorted(beside.iterdir()):
                if file.is_file() and file.resolve().is_relative_to(root):
                    yield file.name, file


def read_picture(tag: Tag, pictures: Pictures) -> n.Image | None:
    """Return the picture an `<img>` (or `<amp-img>`) shows, or None where it shows nothing."""
    attributes = {name: value for name, value in tag.attrs.items() if isinstance(value, str)}
    width, height = _pixels(attributes.get("width")), _pixels(attributes.get("height"))
    if width is not None and height is not None and max(width, height) <= SMALL_PX:
        return None
    style = attributes.get("style", "")
    # "width: 0; min-width: 100%" fills a box, as Next.js writes it
    if style and "min-" not in style and len(_NO_SIZE.findall(style)) == 2:
        return None
    reference = picture_reference(attributes)
    if reference[:5] == "data:" and _is_blur(attributes, reference):
        return None
    if not reference or TRACKERS.search(reference[:MAX_ADDRESS]):
        return None
    src = pictures.resolve(reference)
    if not src:
        return None
    alt = " ".join((attributes.get("alt") or "").split())
    if _FILE_NAME.fullmatch(alt):
        alt = ""
    title = " ".join((attributes.get("title") or "").split())
    return n.Image(src, alt, "" if title == alt else title, width, height)


def _is_blur(attributes: dict[str, str], reference: str) -> bool:
    return attributes.get("aria-hidden") == "true" and len(reference) < BLURRED_DATA


def picture_reference(attributes: dict[str, str]) -> str:
    """Return the address of the real picture among an element's attributes, or an empty string."""
    src = attributes.get("src", "").strip()
    stands_in = is_placeholder(src)
    if not (stands_in or DRAWN.search(src)):
        return src
    for value in _kept_by_loaders(attributes):
        if stands_in or _PHOTOGRAPH.search(value):
            return value
    if not stands_in:
        return src
    for name in LAZY_SETS:
        value = widest(attributes.get(name, ""))
        if value and not is_placeholder(value):
            return value
    for name, value in attributes.items():  # a loader nobody has listed yet
        if name.startswith("data-") and _IMAGE_SUFFIX.search(value.partition("?")[0]):
            return value.strip()
    return ""


def _kept_by_loaders(attributes: dict[str, str]) -> Iterator[str]:
    for name in LAZY_ATTRIBUTES:
        value = attributes.get(name, "").strip()
        if value and not is_placeholder(value) and value[0] not in "{[" and " " not in value:
            yield value


def is_placeholder(src: str) -> bool:
    """Tell whether an address stands in for a picture that a script would load."""
    if not src:
        return True
    if src[:5].lower() == "data:":
        return len(src) < TINY_DATA
    return src in ("#", "about:blank") or bool(PLACEHOLDER.search(src.partition("?")[0]))


def _pixels(value: str | None) -> int | None:
    found = re.match(r"\s*+(\d{1,5})(?:\.\d++)?\s*+(?:px)?\s*+$", value or "")
    return int(found[1]) or None if found else None


def leads_to_picture(url: str) -> bool:
    """Tell whether a link leads to a picture's file: its larger version."""
    return bool(_IMAGE_SUFFIX.search(url.partition("?")[0].partition("#")[0]))


# --- where a picture goes --------------------------------------------------------------------


def lift_pictures(inlines: n.Inlines) -> list[n.Figure | n.Inlines]:
    """Return a paragraph as figures and the lines of text between them.

    Icons stay in the line. A picture before the text, or inside a sentence, goes before the
    paragraph; one after it, or on a line of its own, stays where it is.
    """
    parts: list[n.Figure | n.Inlines] = []
    text: list[n.Inline] = []
    before: list[n.Figure] = []

    def end_text(following: list[n.Figure]) -> None:
        line = _trim_line(text)
        parts.extend(before)
        if line:
            parts.append(line)
        parts.extend(following)
        before.clear()
        text.clear()

    items = _split(inlines)
    for index, item in enumerate(items):
        if not isinstance(item, n.Figure):
            text.append(item)
            continue
        rest = items[index + 1 :]
        if (
            not _has_words(text)
            or not _has_words(rest)
            or (isinstance(text[-1], n.LineBreak) and rest and isinstance(rest[0], n.LineBreak))
        ):
            end_text([item])
        else:
            before.append(item)
            text.append(n.Text(" "))
    end_text([])
    return parts


def _stands_alone(before: list[n.Inline], after: list[n.Inline | n.Figure]) -> bool:
    """Tell whether a picture stands at an end of its paragraph, or on a line of its own."""
    if not _has_words(before) or not _has_words(after):
        return True
    return isinstance(before[-1], n.LineBreak) and isinstance(after[0], n.LineBreak)


def _has_words(items: list[n.Inline] | list[n.Inline | n.Figure]) -> bool:
    return any(
        not isinstance(item, n.Figure)
        and (inline_text((item,)).strip() != "" or isinstance(item, n.Note | n.Image))
        for item in items
    )


def _split(inlines: n.Inlines) -> list[n.Inline | n.Figure]:
    """Return inlines with each picture that is no icon taken out as a figure."""
    out: list[n.Inline | n.Figure] = []
    for node in inlines:
        if isinstance(node, n.Image):
            out.append(node if is_icon(node) else n.Figure((n.Plain((node,)),)))
            continue
        content = getattr(node, "content", ())
        if isinstance(node, n.Note) or not any(
            isinstance(inner, n.Image) and not is_icon(inner) for inner in _walk(content)
        ):
            out.append(node)
            continue
        out.extend(_split_span(node, content))
    return out


def _split_span(node: n.Inline, content: n.Inlines) -> Iterator[n.Inline | n.Figure]:
    """Yield the figures and the text of a span that holds pictures."""
    import dataclasses  # imported here: only spans around pictures are rebuilt

    run: list[n.Inline] = []
    for item in [*_split(content), None]:
        if item is not None and not isinstance(item, n.Figure):
            run.append(item)
            continue
        if inline_text(run).strip() or any(isinstance(inner, n.Image) for inner in run):
            yield dataclasses.replace(node, content=tuple(run))  # type: ignore[arg-type]
        elif run and inline_text(run):
            yield n.Text(" ")
        run = []
        if isinstance(item, n.Figure):
            yield _linked(item, node) if isinstance(node, n.Link) else item


def _linked(figure: n.Figure, link: n.Link) -> n.Figure:
    """Return the figure with its picture linked, unless the link leads to the picture itself."""
    match figure.content:
        case (n.Plain((n.Image() as image,)),) if not leads_to_picture(link.url):
            return n.Figure((n.Plain((n.Link((image,), link.url, link.title),)),))
    return figure


def _walk(inlines: n.Inlines) -> Iterator[n.Inline]:
    for node in inlines:
        yield node
        if not isinstance(node, n.Note):
            yield from _walk(getattr(node, "content", ()))


def is_icon(image: n.Image) -> bool:
    """Tell whether a picture stands in the line like a letter."""
    sizes = [size for size in (image.width_px, image.height_px) if size is not None]
    return bool(sizes) and min(sizes) <= ICON_PX


def _trim_line(items: list[n.Inline]) -> n.Inlines:
    """Return a line without the breaks and spaces that stood beside a picture, in normal form."""
    from articlepress.readers.html.line import trim_end

    line = _single_spaces(merge_text(items))
    while line and (
        isinstance(line[0], n.LineBreak)
        or (isinstance(line[0], n.Text) and not line[0].text.strip())
    ):
        line = line[1:]
    if line and isinstance(line[0], n.Text):
        line = (n.Text(line[0].text.lstrip(" ")), *line[1:])
    return trim_end(line)


def _single_spaces(inlines: n.Inlines) -> n.Inlines:
    return tuple(
        n.Text(re.sub(" {2,}", " ", node.text)) if isinstance(node, n.Text) else node
        for node in inlines
    )
