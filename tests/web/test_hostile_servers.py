"""Servers made to hurt: bombs in packings, addresses that lead inside, answers that never end."""

from __future__ import annotations

import contextlib
import gzip
import socket
import threading
import time
import tracemalloc
from collections.abc import Iterator

import pytest

from articlepress.errors import ArticlepressError, LimitExceeded, SourceError
from articlepress.web.request import Web, WebLimits, is_public
from articlepress.web.snapshot import snapshot

pytest.importorskip("httpx", reason="needs articlepress[fetch]")

OK = b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Type: text/html"
PAGE = (
    b"<!doctype html><html><body><article><h1>Ice</h1><p>The ice came early that year, and "
    b"nobody on either bank had asked for it.</p></article></body></html>"
)
BOMB = gzip.compress(bytes(100_000_000), 9)
TWICE = gzip.compress(BOMB, 9)
BROTLI_HEAD = b"\x1b\xff\xff\xff"


def sent(content: bytes, *headers: bytes, kind: bytes = b"") -> bytes:
    head = OK if not kind else OK.replace(b"text/html", kind)
    return b"\r\n".join([head, *headers]) + b"\r\n\r\n" + content


def redirect(target: bytes) -> bytes:
    return b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: " + target + b"\r\n\r\n"


ANSWERS = {
    "/page": sent(PAGE),
    "/packed": sent(gzip.compress(PAGE), b"Content-Encoding: gzip"),
    "/bomb": sent(BOMB, b"Content-Encoding: gzip"),
    "/twice": sent(TWICE, b"Content-Encoding: gzip, gzip"),
    "/brotli": sent(BROTLI_HEAD, b"Content-Encoding: br"),
    "/zstd": sent(b"(\xb5/\xfd", b"Content-Encoding: zstd"),
    "/damaged": sent(b"no gzip at all", b"Content-Encoding: gzip"),
    "/half": sent(gzip.compress(PAGE)[:-20], b"Content-Encoding: gzip"),
    "/to-file": redirect(b"file:///etc/hostname"),
    "/to-data": redirect(b"data:text/html,<p>x"),
    "/to-port": redirect(b"http://127.0.0.1:99999/"),
    "/to-half-v6": redirect(b"http://[::1/"),
    "/to-long-label": redirect(b"http://" + b"a" * 80 + b".example/"),
    "/to-dots": redirect(b"http://..../"),
    "/to-null": redirect(b"http://exa%00mple/"),
    "/to-nothing": redirect(b""),
    "/punycode": sent(b"a-" + b"bcd" * 100_000, kind=b"text/html; charset=punycode"),
    "/idna": sent(PAGE, kind=b"text/html; charset=idna"),
    "/hex": sent(PAGE, kind=b"text/html; charset=hex"),
    "/odd-links": sent(
        PAGE + b"<link rel=next href='http://[x'><img src='http://[::1/x'><img src='//a:b:c/d'>"
        b"<img srcset='http://127.0.0.1:99999/x 1x'><img src='/x\xe2\x80\xa8\xc3\xa9%0d%0a.png'>"
    ),
    "/many-pictures": sent(PAGE + b"".join(b"<img src=/large%d>" % k for k in range(9))),
    "/no-http": b"SSH-2.0-OpenSSH_9.2\r\n",
    "/headers": b"HTTP/1.1 200 OK\r\n" + b"".join(b"X-%d: y\r\n" % k for k in range(50_000)),
}
LARGE = sent(bytes(1_000_000), kind=b"image/png")
NOTHING = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"


def answer(connection: socket.socket) -> None:
    with contextlib.suppress(OSError, IndexError), connection:
        path = connection.recv(65536).split(b" ")[1].decode("latin-1")
        if path == "/drip":
            connection.sendall(sent(b""))
            for _ in range(100):
                connection.sendall(b"x")
                time.sleep(0.1)
        elif path == "/drip-headers":
            connection.sendall(b"HTTP/1.1 200 OK\r\n")
            for _ in range(100):
                connection.sendall(b"X: y\r\n")
                time.sleep(0.1)
        else:
            large = LARGE if path.startswith("/large") else NOTHING
            connection.sendall(ANSWERS.get(path, large))


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        with contextlib.suppress(OSError):
            while True:
                threading.Thread(target=answer, args=(server.accept()[0],), daemon=True).start()

    threading.Thread(target=serve, daemon=True).start()
    yield f"http://127.0.0.1:{server.getsockname()[1]}"
    server.close()


LIMITS = WebLimits(private=True, seconds=3, answer_seconds=1, snapshot_bytes=3_000_000)


def taken(url: str) -> bytes:
    with Web(LIMITS) as web:
        return snapshot(url, web)


@pytest.mark.parametrize("path", ["/page", "/packed", "/idna", "/hex", "/odd-links"])
def test_a_page_is_kept_whatever_stands_around_it(path: str, site: str) -> None:
    assert len(taken(site + path)) > 300


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("/bomb", "over the limit"),
        ("/twice", "packed as 'gzip, gzip'"),
        ("/brotli", "packed as 'br'"),
        ("/zstd", "packed as 'zstd'"),
        ("/damaged", "packed and damaged"),
        ("/half", "ends too early"),
    ],
)
def test_what_is_packed_to_hurt_is_refused_before_it_is_large(
    path: str, message: str, site: str
) -> None:
    tracemalloc.start()
    try:
        with pytest.raises((SourceError, LimitExceeded), match=message):
            taken(site + path)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert peak < 60_000_000  # the limit of a page is 16 million bytes


@pytest.mark.parametrize("path", [name for name in ANSWERS if name.startswith("/to-")])
def test_a_redirect_leads_to_the_web_or_nowhere(path: str, site: str) -> None:
    with pytest.raises((SourceError, LimitExceeded)) as caught:
        taken(site + path)

    assert "no answer" not in caught.value.message


@pytest.mark.parametrize("path", ["/no-http", "/headers"])
def test_what_is_no_answer_is_told(path: str, site: str) -> None:
    with pytest.raises(ArticlepressError):
        taken(site + path)


@pytest.mark.parametrize("path", ["/drip", "/drip-headers"])
def test_an_answer_that_drips_is_given_up(path: str, site: str) -> None:
    start = time.monotonic()

    with pytest.raises(LimitExceeded, match="took over 1 s"):
        taken(site + path)

    assert time.monotonic() - start < 5


def test_a_character_set_that_is_slow_to_read_is_none(site: str) -> None:
    start = time.process_time()

    taken(f"{site}/punycode")

    assert time.process_time() - start < 3


def test_pictures_are_kept_up_to_the_size_one_source_may_have(site: str) -> None:
    kept = taken(f"{site}/many-pictures")

    assert 3 <= kept.count(b"image/png") < 5


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.0.0.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1", "::1",
        "fd00::1", "fe80::1", "fec0::1", "ff0e::1", "::ffff:127.0.0.1", "::127.0.0.1",
        "64:ff9b::7f00:1", "64:ff9b::a00:1", "2002:7f00:1::", "2002:a9fe:a9fe::",
    ],
)  # fmt: skip
def test_no_form_of_an_inner_address_is_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:4700::1111", "64:ff9b::808:808"])
def test_public_addresses_are_public(address: str) -> None:
    assert is_public(address)
