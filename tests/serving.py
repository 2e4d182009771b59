"""A small server of a test's own, on a free port of this machine, gone when the test is over."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass(frozen=True, slots=True)
class Answer:
    """What is sent for a path."""

    content: bytes = b""
    kind: str = "text/html; charset=utf-8"
    status: int = 200


@contextmanager
def serve(handler: type[BaseHTTPRequestHandler]) -> Iterator[str]:
    """Yield the address of a server that lasts as long as the block, without a slash at its end."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def answering(answer: Callable[[str], Answer]) -> type[BaseHTTPRequestHandler]:
    """Return a handler that sends what a function gives for the path asked for."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            sent = answer(self.path)
            self.send_response(sent.status)
            self.send_header("Content-Type", sent.kind)
            self.send_header("Content-Length", str(len(sent.content)))
            self.end_headers()
            self.wfile.write(sent.content)

        def log_message(self, format: str, *args: object) -> None:
            pass

    return Handler
