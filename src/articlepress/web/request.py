"""One request at a time, within limits: size, time, redirects, public addresses only, robots.

Source: RFC 9309 (robots.txt), RFC 9110 (redirects).
"""

from __future__ import annotations

import ipaddress
import socket
import zlib
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any
from urllib.parse import SplitResult, urljoin, urlsplit
from urllib.robotparser import RobotFileParser

from articlepress import __version__
from articlepress.deadline import deadline
from articlepress.errors import LimitExceeded, MissingTool, SourceError

AGENT = f"articlepress/{__version__}"


@dataclass(frozen=True, slots=True)
class WebLimits:
    """What fetching may cost, and where it may go."""

    page_bytes: int = 16_000_000
    picture_bytes: int = 16_000_000
    pictures: int = 200
    seconds: float = 20.0
    """For a server to say something, each time."""
    answer_seconds: float = 60.0
    """For one answer, however steadily it drips."""
    snapshot_bytes: int = 22_000_000
    """For a page with all of its pictures, packed for a file under the limit of one source; those
    that come later are left out."""
    snapshot_seconds: float = 300.0
    redirects: int = 5
    pages: int = 20
    """Pages of one article."""
    private: bool = False
    """Whether addresses of this machine and its network may be asked."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server gave."""

    url: str
    """After redirects."""
    content: bytes
    media_type: str
    charset: str = ""


@dataclass(slots=True)
class Web:
    """The web as one run sees it: a client and the hosts' robots.txt; a context."""

    limits: WebLimits = WebLimits()
    _client: Any = None  # Any: httpx is the extra `articlepress[fetch]`
    _robots: dict[str, RobotFileParser | None] = field(default_factory=dict)

    def __enter__(self) -> Web:
        try:
            httpx = import_module("httpx")
        except ImportError as error:
            raise MissingTool(
                "--fetch needs httpx", hint="pip install 'articlepress[fetch]'"
            ) from error
        # No proxies from the environment: they would be asked for addresses refused here.
        # One packing is asked for: of a packing in a packing, 500 bytes can be gigabytes.
        headers = {"User-Agent": AGENT, "Accept-Encoding": "gzip"}
        self._client = httpx.Client(timeout=self.limits.seconds, trust_env=False, headers=headers)
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def page(self, url: str) -> Answer:
        """Return a page robots may read.

        Raises:
            SourceError: no answer, no success, no page, or the site asks robots to stay away.
            LimitExceeded: too large, too slow, too many redirects.
        """
        if not self._is_allowed(url):
            raise SourceError(
                "the site asks programs not to read this page (robots.txt)",
                where=url,
                hint="save it from your browser",
            )
        answer = self.get(url, self.limits.page_bytes)
        if answer.media_type not in ("text/html", "application/xhtml+xml", ""):
            raise SourceError(f"is {answer.media_type}, not a page", where=url)
        return answer

    def get(self, url: str, limit: int) -> Answer:
        """Return what stands at an address, redirects followed.

        Raises:
            SourceError: no answer, or none of success.
            LimitExceeded: too large, too slow, too many redirects.
        """
        for _ in range(self.limits.redirects + 1):
            answer, target = self._once(url, limit)
            if answer is not None:
                return answer
            url = joined(url, target)
        raise LimitExceeded(f"redirects more than {self.limits.redirects} times", where=url)

    def _once(self, url: str, limit: int) -> tuple[Answer | None, str]:
        late = LimitExceeded(f"took over {self.limits.answer_seconds:g} s", where=url)
        with deadline(self.limits.answer_seconds, late):
            return self._asked(url, limit)

    def _asked(self, url: str, limit: int) -> tuple[Answer | None, str]:
        parts, number = _parts(url)
        host_name = parts.hostname or ""
        place = self._public_address(host_name, url)
        httpx = import_module("httpx")
        port = f":{number}" if number else ""
        # Asked by the address that was looked at, so that no second lookup can give another.
        host = f"[{place}]" if ":" in place else place
        asked = parts._replace(netloc=f"{host}{port}", fragment="").geturl()
        headers = {"Host": f"{host_name}{port}"}
        sni = {"sni_hostname": host_name}
        self._client.cookies.clear()  # kept by address, they would go to other sites there
        try:
            with self._client.stream("GET", asked, headers=headers, extensions=sni) as response:
                if response.is_redirect and "location" in response.headers:
                    return None, response.headers["location"]
                if response.status_code != 200:
                    raise SourceError(f"the server said {response.status_code}", where=url)
                content = _read(response, limit, url)
        except httpx.TimeoutException as error:
            seconds = f"{self.limits.seconds:g}"
            raise LimitExceeded(f"gave no answer in {seconds} s", where=url) from error
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise SourceError(f"cannot be fetched: {error}", where=url) from error
        kind, _, rest = response.headers.get("content-type", "").partition(";")
        charset = rest.partition("charset=")[2].partition(";")[0].strip(" \"'")
        return Answer(url, content, kind.strip().lower(), charset), ""

    def _public_address(self, host: str, url: str) -> str:
        """Return an address of a host.

        Raises:
            SourceError: the host has none, or one that is not public.
        """
        try:
            found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:  # a label of 64 letters, or of none
            raise SourceError(f"no such host: {host}", where=url) from error
        addresses = [str(entry[4][0]) for entry in found]
        for address in addresses:
            if not self.limits.private and not is_public(address):
                raise SourceError(
                    f"{host} is an address of a private network ({address})",
                    where=url,
                    hint="only public pages are fetched",
                )
        return addresses[0]

    def _is_allowed(self, url: str) -> bool:
        parts, _ = _parts(url)
        host = f"{parts.scheme}://{parts.netloc}"
        if host not in self._robots:
            self._robots[host] = self._robots_of(host)
        rules = self._robots[host]
        return rules is None or rules.can_fetch(AGENT, url)

    def _robots_of(self, host: str) -> RobotFileParser | None:
        try:
            answer = self.get(f"{host}/robots.txt", 500_000)
        except (SourceError, LimitExceeded):
            return None  # RFC 9309: what cannot be had forbids nothing
        rules = RobotFileParser()
        rules.parse(answer.content.decode("utf-8", "replace").splitlines())
        return rules


def is_public(address: str) -> bool:
    """Tell whether an address is one of the public network, and of one machine there.

    An IPv6 address that carries an IPv4 one (NAT64, 6to4, or the old compatible form) is as public
    as that.
    """
    found = ipaddress.ip_address(address)
    if isinstance(found, ipaddress.IPv6Address):
        for network, shift in _CARRIERS:
            if found in network:
                return is_public(str(ipaddress.IPv4Address((int(found) >> shift) & 0xFFFFFFFF)))
        if found.is_site_local:
            return False
    return found.is_global and not found.is_multicast


_CARRIERS = (
    (ipaddress.IPv6Network("::ffff:0:0/96"), 0),
    (ipaddress.IPv6Network("64:ff9b::/96"), 0),  # RFC 6052
    (ipaddress.IPv6Network("2002::/16"), 80),  # RFC 3056
    (ipaddress.IPv6Network("::/96"), 0),  # RFC 4291, 2.5.5.1
)
"""Networks whose addresses hold an IPv4 address, and how many bits stand behind it."""


def joined(base: str, reference: str) -> str:
    """Return a reference as an address, or '' where it is none."""
    try:
        return urljoin(base, reference)
    except ValueError:  # half an IPv6 address
        return ""


def _parts(url: str) -> tuple[SplitResult, int | None]:
    """Return an address's parts and its port.

    Raises:
        SourceError: it is no address of the web.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise SourceError(f"is no address of the web: {error}", where=url) from error
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise SourceError("is no address of the web", where=url)
    return parts, port


def _read(response: Any, limit: int, url: str) -> bytes:
    """Return the content of a response, unpacked no further than the limit."""
    packing = response.headers.get("content-encoding", "").strip().lower()
    if packing not in ("", "identity", "gzip", "x-gzip", "deflate"):
        raise SourceError(f"is packed as {packing[:40]!r}, which was not asked for", where=url)
    unpacked = zlib.decompressobj(zlib.MAX_WBITS | 32) if packing not in ("", "identity") else None
    content = bytearray()
    for piece in response.iter_raw():
        room = limit + 1 - len(content)
        try:
            content += unpacked.decompress(piece, room) if unpacked else piece
        except zlib.error as error:
            raise SourceError(f"is packed and damaged: {error}", where=url) from error
        if len(content) > limit:
            raise LimitExceeded(f"is over the limit of {limit:,} bytes", where=url)
    if unpacked is not None and not unpacked.eof and content:
        raise SourceError("is packed and ends too early", where=url)
    return bytes(content)
