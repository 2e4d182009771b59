"""The one gate for URLs: nothing enters the tree that has not passed `clean`."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, quote, unquote, unquote_plus, urljoin, urlsplit, urlunsplit

SAFE_SCHEMES = frozenset(
    {"http", "https", "mailto", "tel", "sms", "xmpp", "geo", "ftp", "news", "magnet"}
)
"""Schemes a link may keep. `javascript`, `vbscript`, `data`, `file`, `blob` and all others are
refused."""

PICTURE_SCHEMES = frozenset({"http", "https"})
"""Schemes a picture's address may have; `data:` pictures become assets before they reach the
tree."""

TRACKING_PARAMETERS = frozenset(
    # Public documentation of analytics and mail tools: what they append for tracking and nothing
    # else.
    [
        "fbclid",
        "gclid",
        "gclsrc",
        "dclid",
        "gbraid",
        "wbraid",
        "msclkid",
        "yclid",
        "ysclid",
        "twclid",
        "ttclid",
        "igshid",
        "igsh",
        "mc_cid",
        "mc_eid",
        "_hsenc",
        "_hsmi",
        "__hstc",
        "__hssc",
        "__hsfp",
        "hsctatracking",
        "mkt_tok",
        "vero_id",
        "vero_conv",
        "oly_anon_id",
        "oly_enc_id",
        "wickedid",
        "srsltid",
        "s_cid",
        "ncid",
        "cmpid",
        "_openstat",
        "ml_subscriber",
        "ml_subscriber_hash",
        "rb_clickid",
        "spm",
        "scm",
        "_ke",
        "trk",
        "trkcampaign",
        "sc_campaign",
        "sc_channel",
        "sc_content",
        "sc_medium",
        "sc_outcome",
        "sc_geo",
        "__s",
        "fb_action_ids",
        "fb_action_types",
        "fb_source",
        "fb_ref",
        "ga_source",
        "ga_medium",
        "ga_term",
        "ga_content",
        "ga_campaign",
    ]
)
TRACKING_PREFIXES = ("utm_", "pk_", "piwik_", "mtm_", "matomo_", "hsa_", "stm_")

# WHATWG URL: strip C0 controls and spaces at the ends, tabs and newlines anywhere.
_EDGES = "".join(map(chr, range(0x21)))
_INNER = re.compile("[\t\n\r]")
_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.\-]*):")
_UNSAFE = re.compile(r"""[\s"<>\\^`{|}\x00-\x20\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e]""")
_NO_HOST = frozenset(" #%/:<>?@[\\]^|")
"""What no name of a host holds, encoded or not."""
# RFC 3986 has brackets in hosts alone, and one "#" in an address.
_BRACKETS = str.maketrans({"[": "%5B", "]": "%5D"})
_IN_FRAGMENT = _BRACKETS | {ord("#"): "%23"}
_IRI_SAFE = "!#$%&'()*+,/:;=?@[]~"


# An address that its parts, joined again, would give back character by character: most are so.
_HOST = r"https?://[A-Za-z0-9.-]+"
_CHARACTERS = "A-Za-z0-9._~!$&'()*+,=:@/%-"
_REST = rf"(?:\?([{_CHARACTERS};?]+))?(?:\#[{_CHARACTERS};?]+)?"
_PLAIN = re.compile(rf"{_HOST}(?:/[{_CHARACTERS};]*{_REST})?")
_ROOTED = re.compile(rf"/[{_CHARACTERS}]*{_REST}")
_ORIGIN = re.compile(rf"{_HOST}(?=[/?#]|\Z)")


def clean(url: str, base: str = "") -> str:
    """Return the URL made absolute, safe and free of tracking, or an empty string where it must go.

    A fragment alone (`#note-1`) stays as it is. Without a base a relative URL stays relative, and
    one that leaves out the scheme alone (`//cdn.example/a.jpg`) is https: read from a file, it
    would lead into the file system. A query right behind the host gets the slash that browsers
    put before it. The result holds no space, quote, angle bracket, control or direction character.

    Source: https://url.spec.whatwg.org/#concept-basic-url-parser (trimming), RFC 3986 (resolution).
    """
    text = url.strip(_EDGES)
    if "\n" in text or "\t" in text or "\r" in text:
        text = _INNER.sub("", text)
    if not text:
        return ""
    if text[0] == "#":
        return _escape(text) if len(text) > 1 else ""
    if text[:2] == "//" and not base:
        text = f"https:{text}"
    plain = _PLAIN.fullmatch(text)
    if plain and (not plain[1] or strip_tracking(plain[1]) == plain[1]):
        return text
    if text[0] == "/" and "//" not in text and "/." not in text:
        plain, origin = _ROOTED.fullmatch(text), _ORIGIN.match(base)
        if plain and origin and (not plain[1] or strip_tracking(plain[1]) == plain[1]):
            return origin[0] + text
    scheme = _SCHEME.match(text)
    if scheme and scheme[1].lower() not in SAFE_SCHEMES:
        return ""
    try:
        joined = urljoin(base, text) if base and not scheme else text
        parts = urlsplit(joined)
    except ValueError:  # "http://[" and friends
        return ""
    if parts.scheme and parts.scheme.lower() not in SAFE_SCHEMES:
        return ""
    if parts.scheme in ("http", "https") and not _is_host(parts.netloc, parts.hostname):
        return ""
    path = parts.path
    if not parts.netloc and path.startswith("//"):
        path = "/" + path.lstrip("/")  # read again, two slashes would begin a host
    query = strip_tracking(parts.query)
    if query and not path and parts.netloc:
        path = "/"  # without it some programs ask the host for "?…", which is no path
    scheme_name = parts.scheme or ("https" if parts.netloc else "")  # the base may lack it too
    return _escape(
        urlunsplit((
            scheme_name, parts.netloc, path.translate(_BRACKETS), query.translate(_BRACKETS),
            parts.fragment.translate(_IN_FRAGMENT),
        ))
    )  # fmt: skip


def _is_host(netloc: str, name: str | None) -> bool:
    """Tell whether an address names a host; "http://Best of 2025: Fiction" does not.

    Source: https://url.spec.whatwg.org/#forbidden-domain-code-point
    """
    if not name:
        return False
    return netloc.startswith("[") or _NO_HOST.isdisjoint(unquote(name))


def clean_picture(url: str, base: str = "") -> str:
    """Return a picture's address made absolute and safe, or an empty string."""
    cleaned = clean(url, base)
    scheme = _SCHEME.match(cleaned)
    if cleaned.startswith("#") or (scheme and scheme[1].lower() not in PICTURE_SCHEMES):
        return ""
    return cleaned


def strip_tracking(query: str) -> str:
    """Return a query string without the parameters that only track; the others keep their exact
    bytes."""
    if not query:
        return ""
    kept = [pair for pair in query.split("&") if not _tracks(pair.partition("=")[0])]
    return "&".join(kept)


def _tracks(name: str) -> bool:
    name = (unquote_plus(name) if "%" in name or "+" in name else name).lower()
    return name in TRACKING_PARAMETERS or name.startswith(TRACKING_PREFIXES)


def _escape(url: str) -> str:
    if not _UNSAFE.search(url):
        return url
    return _UNSAFE.sub(lambda found: quote(found[0], safe=_IRI_SAFE), url)


def is_absolute(url: str) -> bool:
    """Tell whether the URL names its scheme."""
    return _SCHEME.match(url) is not None


def host(url: str) -> str:
    """Return the host in lower case without `www.`, or an empty string."""
    try:
        name = urlsplit(url).hostname or ""
    except ValueError:
        return ""
    return name.removeprefix("www.")


def query_value(url: str, name: str) -> str:
    """Return the first value of a query parameter, or an empty string."""
    try:
        pairs = parse_qsl(urlsplit(url).query)
    except ValueError:
        return ""
    return next((value for key, value in pairs if key == name), "")


def address_key(url: str) -> str:
    """Return what two spellings of one page's address have in common, or '' for no web address."""
    bare = url.partition("#")[0]
    scheme, separator, rest = bare.partition("://")
    if not separator or scheme.lower() not in ("http", "https"):
        return ""
    host, slash, path = rest.partition("/")
    host = host.lower().removeprefix("www.")
    return f"{host}{slash}{path}".rstrip("/")


def is_shown(url: str, words: str) -> bool:
    """Tell whether a link's words are its address, scheme and last slash aside."""
    bare = url.removeprefix("mailto:").removeprefix("tel:")
    shown = bare.partition("://")[2] or bare
    return words.strip().rstrip("/") in (url.rstrip("/"), bare, shown.rstrip("/"))
