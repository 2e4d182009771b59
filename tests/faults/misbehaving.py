"""What a document may do to the worker that has it; each task names one."""

from __future__ import annotations

import ctypes
import os
import signal
import time
from pathlib import Path

from articlepress.errors import LimitExceeded


def work(task: str) -> str | LimitExceeded:
    """Return the task in capitals, or do what it says. After a colon stands a file: it gets a line
    for each try."""
    what, _, log = task.partition(":")
    if log:
        with Path(log).open("a") as stream:
            stream.write(f"{os.getpid()}\n")
    match what:
        case "hang":
            time.sleep(60)
        case "crash":
            ctypes.string_at(0)
        case "killed":
            os.kill(os.getpid(), signal.SIGKILL)
        case "leave":
            os._exit(3)
        case "once":
            if len(Path(log).read_text().splitlines()) == 1:
                os.kill(os.getpid(), signal.SIGSEGV)
        case "eat":
            try:
                return str(len(bytearray(2_000_000_000)))
            except MemoryError:
                return LimitExceeded("does not fit into memory")
    if what.startswith("slow"):
        time.sleep(0.02)
    return what.upper()
