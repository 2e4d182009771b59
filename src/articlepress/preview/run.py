"""The preview as a running server: a port, a token, the watcher beside it.

Takes a desk; serves on this machine only until it is interrupted.
"""

from __future__ import annotations

import asyncio
import secrets
import socket
from dataclasses import dataclass
from typing import TYPE_CHECKING

from articlepress.errors import UsageError
from articlepress.preview.building import Builder
from articlepress.preview.desk import Desk
from articlepress.preview.news import News, watch

if TYPE_CHECKING:  # 100 ms
    import uvicorn

HOST = "127.0.0.1"
TRIES = 50
"""Ports tried after the one asked for."""
BACKLOG = 128
"""Connections that may wait."""


def free_socket(port: int) -> socket.socket:
    """Return a socket listening at the port, or to the next one that is free; 0 is any.

    Raises:
        UsageError: none of the next ports is free.
    """
    for candidate in range(port, min(port + TRIES, 65_536)):
        bound = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            bound.bind((HOST, candidate))
            bound.listen(BACKLOG)  # whoever opens the address at once waits for the server
        except OSError:
            bound.close()
            continue
        return bound
    raise UsageError(f"port {port} and the next {TRIES - 1} are taken", hint="--port 0 takes any")


@dataclass(slots=True)
class Running:
    """A server and the watcher beside it."""

    server: uvicorn.Server
    bound: socket.socket
    desk: Desk
    news: News
    builder: Builder

    @property
    def is_up(self) -> bool:
        return self.server.started

    def run(self) -> None:
        """Serve until stopped or interrupted."""
        asyncio.run(self._run())

    def stop(self) -> None:
        """Let the server end."""
        self.server.should_exit = True
        self.server.force_exit = True

    async def _run(self) -> None:
        watcher = asyncio.create_task(watch(self.desk, self.news))
        try:
            await self.server.serve(sockets=[self.bound])
        finally:
            watcher.cancel()
            # Not left to the application: who interrupts twice does not wait for it.
            self.builder.close()
            self.desk.workshop.close()


def make_server(desk: Desk, bound: socket.socket) -> tuple[Running, str]:
    """Return a server of a desk, not yet running, and its address with the token."""
    import uvicorn  # imported here: 100 ms

    from articlepress.preview.server import application

    port = bound.getsockname()[1]
    token = secrets.token_urlsafe(24)
    news, builder = News(), Builder()
    config = uvicorn.Config(
        application(desk, token, port, news, builder),
        log_level="critical",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=1,
        lifespan="on",
    )
    running = Running(uvicorn.Server(config), bound, desk, news, builder)
    return running, f"http://{HOST}:{port}/?token={token}"
