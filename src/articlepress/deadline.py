"""A limit of time on work that cannot be asked to stop: a page engine's, a template's."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

AGAIN_S = 0.25
"""Pause before it is raised again: callbacks of C libraries swallow what is raised in them."""


@contextmanager
def deadline(seconds: float, late: Exception) -> Iterator[None]:
    """Raise `late` in the work inside when it takes longer; zero is no limit.

    Works in the main thread of systems with alarms, where the command line and its workers run.
    """
    usable = seconds > 0 and threading.current_thread() is threading.main_thread()
    if not usable or not hasattr(signal, "setitimer"):
        yield
        return

    def stop(*_: object) -> None:
        raise late

    before = signal.signal(signal.SIGALRM, stop)
    outer, again = signal.setitimer(signal.ITIMER_REAL, seconds, AGAIN_S)
    start = time.monotonic()
    try:
        yield
    finally:
        # A caller's own alarm goes on with what is left of it.
        signal.setitimer(signal.ITIMER_REAL, 0)
        left = max(0.001, outer - (time.monotonic() - start)) if outer else 0
        signal.signal(signal.SIGALRM, before)
        signal.setitimer(signal.ITIMER_REAL, left, again)
