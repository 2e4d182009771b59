"""A worker process: tasks come through a pipe, outcomes go back, until the pipe is closed.

Started by `supervisor` as `python -m articlepress.batch.worker`, in a process of its own making
rather than a fork, so that it may run below anything: a terminal, a test, a worker of a cluster.
"""

from __future__ import annotations

import faulthandler
import os
import signal
import sys
from multiprocessing.connection import Connection

from articlepress.batch.limits import Limits, bound_memory, resident_mb, wind_alarm
from articlepress.registry import resolve


def main(arguments: list[str]) -> None:
    """Serve until there is no more to do. Arguments: the pipe's number and a function's name."""
    number, function = arguments
    # A crash in a C library leaves its trace in standard error, for whoever reads the quarantine.
    faulthandler.enable()
    # Ctrl-C goes to the whole group; what is to be ended is the supervisor's to say.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    connection = Connection(int(number))
    limits: Limits = connection.recv()
    bound_memory(limits)
    run = resolve(function)
    while True:
        try:
            task = connection.recv()
        except EOFError:
            break
        wind_alarm(limits)
        outcome = run(task)
        signal.alarm(0)
        try:
            connection.send((outcome, resident_mb()))
        except BrokenPipeError:  # nobody waits for it any more
            break
    # What a long life has gathered need not be taken apart piece by piece.
    sys.stderr.flush()
    os._exit(0)


if __name__ == "__main__":
    main(sys.argv[1:])
