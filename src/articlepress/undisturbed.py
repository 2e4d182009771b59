"""Python's cycle collector at rest while something short is made."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def undisturbed() -> Iterator[None]:
    """Let the cycle collector rest, and work again afterwards if it did before.

    For work that makes many objects and keeps them to its end: the collector would walk them ten
    times and free none. Reading a page costs an eighth less.
    """
    was_working = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_working:
            gc.enable()
