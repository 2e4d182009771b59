"""Addresses in a book: absolute URLs as epubcheck takes them, and how two of them compare."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_REGISTERED = frozenset({"http", "https", "mailto", "tel", "ftp", "news", "xmpp"})
_HOST = re.compile(r"[^\s\x00-\x20\"#%/:<>?@\[\\\]^`{|}]+|\[[0-9A-Fa-f:.]+\]")
_STRAY_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_UNFIT = re.compile(r"""[\s"<>\\^`{|}\[\]\x00-\x20\x7f]""")


def book_url(url: str) -> str:
    """Return an absolute URL every reading system can parse, or '' for one that leads nowhere.

    A relative address has no meaning inside a book: nobody knows what it was relative to.

    Source: https://url.spec.whatwg.org/#url-code-points
    """
    if url.startswith("//"):
        url = f"https:{url}"
    scheme = _SCHEME.match(url)
    if scheme is None or scheme[1].lower() not in _REGISTERED:
        return ""
    rest = url[scheme.end() :]
    if scheme[1].lower() in ("http", "https", "ftp"):
        return _hierarchical(scheme[1].lower(), url)
    return f"{scheme[1].lower()}:{_escaped(rest)}" if rest else ""


def _hierarchical(scheme: str, url: str) -> str:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:  # a bracket without its pair, a port that is no number
        return ""
    host = parts.netloc.rpartition("@")[2]
    name = host.rpartition(":")[0] if port is not None else host.rstrip(":")
    if not _HOST.fullmatch(name) or not _is_host(name):
        return ""
    # A user name in an address is a trap for the reader, or a password.
    place = f"{scheme}://{name}" + (f":{port}" if port is not None else "")
    place += _escaped(parts.path)
    place += f"?{_escaped(parts.query)}" if parts.query else ""
    return place + (f"#{_escaped(parts.fragment.replace('#', '%23'))}" if parts.fragment else "")


def _is_host(name: str) -> bool:
    """Tell whether a name can be looked up: no empty label, international ones well spelled."""
    if ".." in name or name.startswith("."):
        return False
    try:
        ascii_name = name.encode("idna") if not name.isascii() else name.encode()
        ascii_name.decode("idna")
    except UnicodeError:
        return False
    return True


def _escaped(text: str) -> str:
    text = _STRAY_PERCENT.sub("%25", text)
    return _UNFIT.sub(lambda found: "".join(f"%{b:02X}" for b in found[0].encode()), text)
