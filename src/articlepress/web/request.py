"""One request at a time, within limits: size, time, redirects, public addresses only, robots.

Source: RFC 9309 (robots.txt), RFC 9110 (redirects).
"""

from __future__ import annotations

import ipaddress
import socket
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any
from urllib.parse import urljoin, urlsplit
from urllib.robotparser import RobotFileParser

from articlepress import __version__
from articlepress.errors import LimitExceeded, MissingTool, SourceError

AGENT = f"articlepress/{__version__}"


@dataclass(frozen=True, slots=True)
class WebLimits:
    """What fetching may cost, and where it may go."""

    page_bytes: int = 16_000_000
    picture_bytes: int = 16_000_000
    pictures: int = 200
    seconds: float = 20.0
    """For one answer."""
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
        self._client = httpx.Client(
            timeout=self.limits.seconds, trust_env=False, headers={"User-Agent": AGENT}
        )
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
            url = urljoin(url, target)
        raise LimitExceeded(f"redirects more than {self.limits.redirects} times", where=url)

    def _once(self, url: str, limit: int) -> tuple[Answer | None, str]:
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise SourceError("is no address of the web", where=url)
        place = self._public_address(parts.hostname, url)
        httpx = import_module("httpx")
        port = f":{parts.port}" if parts.port else ""
        # Asked by the address that was looked at, so that no second lookup can give another.
        host = f"[{place}]" if ":" in place else place
        asked = parts._replace(netloc=f"{host}{port}", fragment="").geturl()
        headers = {"Host": f"{parts.hostname}{port}"}
        sni = {"sni_hostname": parts.hostname}
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
        except OSError as error:
            raise SourceError(f"no such host: {host}", where=url) from error
        addresses = [str(entry[4][0]) for entry in found]
        for address in addresses:
            if not self.limits.private and not ipaddress.ip_address(address).is_global:
                raise SourceError(
                    f"{host} is an address of a private network ({address})",
                    where=url,
                    hint="only public pages are fetched",
                )
        return addresses[0]

    def _is_allowed(self, url: str) -> bool:
        parts = urlsplit(url)
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


def _read(response: Any, limit: int, url: str) -> bytes:
    content = bytearray()
    for piece in response.iter_bytes():
        content += piece
        if len(content) > limit:
            raise LimitExceeded(f"is over the limit of {limit:,} bytes", where=url)
    return bytes(content)
