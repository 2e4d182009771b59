"""Pictures: what an `<img>` shows, and where its bytes are.

The address it stands for (`picture_address`) is made absolute here and looked up beside the page.
Nothing outside the source's folder is opened, nothing is fetched.
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
from articlepress.page.picture_address import picture_reference
from articlepress.urls import clean_picture

if TYPE_CHECKING:  # bs4 is loaded by `fragment` when there is a page to read
    from bs4 import Tag

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
BLURRED_DATA = 4_000
"""A `data:` picture of fewer, hidden from screen readers, is the blur that Gatsby and its kin lay
below a picture until that is loaded: those of 20 pixels a side have up to 1,500."""

_FILE_SUFFIX = re.compile(r"\.(?:jpe?g|png|gif|webp|avif|svg|bmp|tiff?)\Z", re.I)
_FILE_NAME = re.compile(r"[^\s/\\]{1,200}\.(?:jpe?g|png|gif|webp|avif|svg|bmp|tiff?)", re.I)
"""A file's name as alternative text describes nothing (WCAG 2.2, failure F30)."""
_STEM = re.compile(r"(?=[^\s_%\d-]*+[_%\d-])\S{5,200}")
_SEPARATORS = re.compile(r"[\s_-]+")
_AFTER_STEM = re.compile(r"(?:[-_.](?:\d{2,5}x\d{2,5}|scaled|thumb|\d{1,3})){0,2}(?:\.\w{3,4})?")
_NO_SIZE = re.compile(r"(?<![\w-])(?:width|height)\s*:\s*[01](?:px)?\s*(?:!important\s*)?(?:;|$)")
"""A side of a picture that its style makes as small: both sides must be."""


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
    said = " ".join((attributes.get("alt") or "").split())
    title = " ".join((attributes.get("title") or "").split())
    alt = alternative(said, reference)
    return n.Image(src, alt, "" if title == said else title, width, height)


def alternative(alt: str, reference: str) -> str:
    """Return the alternative text a page gives a picture; of the picture's file name its words."""
    said = " ".join(alt.split())
    if _FILE_NAME.fullmatch(said):
        return ""
    if _FILE_SUFFIX.search(said) and _squashed(said) in _squashed(unquote(reference)):
        # MediaWiki gives a picture without words its file's name, blanks and all.
        return said.rpartition(".")[0]
    return _words_of_stem(said) if _is_stem(said, reference) else said


def _squashed(name: str) -> str:
    return "".join(filter(str.isalnum, name)).casefold()


def _is_stem(alt: str, reference: str) -> bool:
    """Tell whether alternative text is the file's name without its suffix, as uploads get it."""
    if not _STEM.fullmatch(alt) or reference[:5].lower() == "data:":
        return False
    name = unquote(reference.partition("?")[0].rpartition("/")[2]).casefold()
    stem = unquote(alt).casefold()
    return name.startswith(stem) and _AFTER_STEM.fullmatch(name, len(stem)) is not None


def _words_of_stem(stem: str) -> str:
    """Return the words a file's name is made of, or nothing where there are figures among them."""
    words = _SEPARATORS.sub(" ", unquote(stem)).split()
    return " ".join(words) if all(word.isalpha() for word in words) else ""


def _is_blur(attributes: dict[str, str], reference: str) -> bool:
    return attributes.get("aria-hidden") == "true" and len(reference) < BLURRED_DATA


def _pixels(value: str | None) -> int | None:
    found = re.match(r"\s*+(\d{1,5})(?:\.\d++)?\s*+(?:px)?\s*+$", value or "")
    return int(found[1]) or None if found else None
