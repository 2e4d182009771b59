"""Who may speak to the preview: this machine, this run's token, our own pages and nobody else.

An ASGI layer around the whole application. A foreign `Host` (DNS rebinding), a foreign `Origin`
(another site's page) and a missing token are refused before anything is looked at.
"""

from __future__ import annotations

import hmac
from http.cookies import CookieError, SimpleCookie
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlencode

if TYPE_CHECKING:  # types only
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; connect-src 'self'; frame-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'self'"
)
"""What our own pages may load: their script and style, from here."""
FRAME_POLICY = (
    "sandbox allow-same-origin; default-src 'none'; style-src 'unsafe-inline'; img-src data:; "
    "font-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
)
"""What a shown page may do: nothing. The same origin lets our page around it see what is clicked;
without scripts it gives the shown page no more."""

_HEADERS = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cache-control", b"no-store"),
)


class Guard:
    """The application behind the checks."""

    def __init__(self, app: ASGIApp, token: str, port: int) -> None:
        self.app = app
        self.token = token
        self.hosts = frozenset((f"127.0.0.1:{port}", f"localhost:{port}"))
        self.cookie = f"articlepress-{port}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        if scope["type"] != "http":
            return
        headers = {
            name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]
        }
        if refusal := self._refusal(scope["method"], headers):
            await _answer(send, 403, refusal)
            return
        query = parse_qs(scope["query_string"].decode("latin-1"))
        given = query.pop("token", [""])[0]
        if given and hmac.compare_digest(given.encode(), self.token.encode()):
            await self._welcome(send, scope["path"], query)
            return
        if not hmac.compare_digest(self._kept(headers).encode(), self.token.encode()):
            await _answer(send, 403, "open the address that the command printed: it has the token")
            return
        await self.app(scope, receive, _guarded(send))

    def _refusal(self, method: str, headers: dict[str, str]) -> str:
        """Return why a request is refused; an empty string where it is not."""
        if headers.get("host", "") not in self.hosts:
            return "this name is not the preview's"
        origin = headers.get("origin", "")
        if origin and origin.removeprefix("http://") not in self.hosts:
            return "this comes from another site"
        if method not in ("GET", "HEAD") and not origin:
            return "a change must come from the preview's own page"
        site = headers.get("sec-fetch-site", "none")
        if site not in ("none", "same-origin") and headers.get("sec-fetch-mode") != "navigate":
            return "this comes from another site"
        return ""

    def _kept(self, headers: dict[str, str]) -> str:
        try:
            kept = SimpleCookie(headers.get("cookie", "")).get(self.cookie)
        except CookieError:
            return ""
        return kept.value if kept is not None else ""

    async def _welcome(self, send: Send, path: str, query: dict[str, list[str]]) -> None:
        """Keep the token as a cookie and take it out of the address."""
        place = path if path.startswith("/") and not path.startswith("//") else "/"
        if query:
            place += "?" + urlencode(query, doseq=True)
        cookie = f"{self.cookie}={self.token}; HttpOnly; SameSite=Strict; Path=/"
        # Not by a redirect: after a click in a mail or a terminal a strict cookie is not sent yet.
        text = f'<!doctype html><meta http-equiv="refresh" content="0;url={_escaped(place)}">'
        await _answer(send, 200, text, b"text/html", ((b"set-cookie", cookie.encode()),))


def _escaped(text: str) -> str:
    from html import escape

    return escape(text)


def _guarded(send: Send) -> Send:
    async def guarded(message: Message) -> None:
        if message["type"] == "http.response.start":
            known = {name for name, _ in message["headers"]}
            message["headers"] = [
                *message["headers"],
                *((name, value) for name, value in _HEADERS if name not in known),
            ]
            if b"content-security-policy" not in known:
                message["headers"].append((b"content-security-policy", POLICY.encode()))
        await send(message)

    return guarded


async def _answer(
    send: Send,
    status: int,
    text: str,
    kind: bytes = b"text/plain",
    headers: tuple[tuple[bytes, bytes], ...] = (),
) -> None:
    every = [(b"content-type", kind + b"; charset=utf-8"), *_HEADERS, *headers]
    await send({"type": "http.response.start", "status": status, "headers": every})
    await send({"type": "http.response.body", "body": text.encode()})
