"""Renditions: one picture under several addresses, cut and sized by a site's picture service.

Takes addresses; tells whether two name the same picture. WordPress writes the size into the name,
other systems a step into the path or the query, and proxies wrap the whole address.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import parse_qsl, unquote, urljoin, urlsplit

_EXTENSION = re.compile(r"\.(?:jpe?g|png|gif|webp|avif|svg|bmp|tiff?|img)$")
_SIZE = re.compile(
    r"(?:[-_](?:\d{2,5}x\d{2,5}|\d{2,4}w|p-\d{3,4}|scaled|rotated|thumb(?:nail)?|e\d{13})|@\dx)$"
)
"""What WordPress (`-1024x683`, `-scaled`, an edit's `-e1580000000000`), Webflow (`-p-800`) and
others put to a name."""
_UPLOADED_AGAIN = re.compile(r"^(?:[0-9a-f]{24}_)+(?=[0-9a-f]{24}_)")
"""The ids Webflow puts before that of a file it has already, when it is uploaded once more."""
LONGEST_ENDING = 16
"""Characters of the longest of these."""
_PROCESSED = re.compile(r"^csm_(.+)_[0-9a-f]{10}$")
"""The name TYPO3 gives each size it cuts, with a hash of what was done."""
_STYLE = re.compile(r"/styles/[^/]+/public(?=/)")
"""The step into the path by which Drupal names an image style."""
_SCHEME = re.compile(r"https?:/+")
_WORD = re.compile(r"[^\W_]+")
_DIGITS = re.compile(r"\d+")

LONG_NAME, MIXED_NAME = 16, 12
"""Letters and digits by which a name tells one picture from all others; fewer do where two runs of
digits make it a key."""
WORDS_TELLING = 3
SHORTEST_TELLING = 10


@dataclass(frozen=True, slots=True)
class _Place:
    folder: str
    """Host and path, in lower case."""
    name: str
    """Of the file, without its size and extension."""


def are_renditions(one: str, other: str) -> bool:
    """Tell whether two addresses name the same picture.

    They do where the names agree without their sizes, in the same folder or with a name long
    enough to stand for itself: `IMG_4402` is in every month's folder.
    """
    if one.startswith("data:") or other.startswith("data:"):
        return one == other
    first, second = _place(one), _place(other)
    if first.name != second.name or not first.name:
        return False
    return _is_telling(first.name) or _is_same_folder(first.folder, second.folder)


def _place(address: str) -> _Place:
    parts = urlsplit(_unwrapped(address))
    path = _STYLE.sub("", f"{parts.netloc}{unquote(parts.path)}".lower())
    folder, _, name = path.rpartition("/")
    first = _UPLOADED_AGAIN.sub("", name)
    if first != name:
        name = unquote(first)  # what was uploaded twice is quoted twice
    bare = _without(_SIZE, _without(_EXTENSION, name))
    return _Place(folder, _PROCESSED.sub(r"\1", bare))


def _without(ending: re.Pattern[str], name: str) -> str:
    """Return a name without an ending, however often it stands there."""
    end = len(name)
    while found := ending.search(name, max(0, end - LONGEST_ENDING), end):
        end = found.start()
    return name[:end]


def _unwrapped(address: str) -> str:
    """Return the address inside that of a proxy: in its path (`/fetch/https:…`) or its query."""
    for _, value in parse_qsl(urlsplit(address).query):
        if "/" in value and _EXTENSION.search(urlsplit(value).path.lower()):
            address = urljoin(address, value)
    plain = unquote(address)
    begin = max((found.start() for found in _SCHEME.finditer(plain)), default=0)
    return plain[begin:] if begin else address


def _is_telling(name: str) -> bool:
    words = _WORD.findall(name)
    length = sum(map(len, words))
    return (
        length >= LONG_NAME
        or (length >= MIXED_NAME and len(_DIGITS.findall(name)) > 1)
        or (length >= SHORTEST_TELLING and len(words) >= WORDS_TELLING)
    )


def _is_same_folder(one: str, other: str) -> bool:
    """Tell whether two folders are one: the same path, whatever serves it, a step deep at least."""
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    if long.endswith(f"/{short}"):  # a proxy's path goes on with the host
        return True
    path = short.partition("/")[2]
    return "/" in path and path == long.partition("/")[2]
