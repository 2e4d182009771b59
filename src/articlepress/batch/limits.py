"""What one document may cost a worker, and how a worker keeps to it."""

from __future__ import annotations

import signal
import sys
from dataclasses import dataclass
from pathlib import Path

ALARM_SLACK_S = 5
"""Seconds after which a worker ends itself, should the process that watches it be gone."""
_MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits for one document, and the size at which a worker makes room for a fresh one."""

    seconds: float = 120.0
    """Wall time; the slowest real page met takes 4 s to five formats."""
    memory_mb: int = 1500
    """Memory a worker may ask for; what asks for more fails alone."""
    recycle_mb: int = 400
    """A worker that holds more than this after a document is replaced before its next."""


DEFAULT = Limits()


def bound_memory(limits: Limits) -> None:
    """Make requests for more memory than the limit fail in this process, where it can be done."""
    if not limits.memory_mb:
        return
    import resource  # imported here: Windows has none, and only workers come here

    # Address space would count libraries and fonts that are mapped and never touched; data counts
    # what is asked for. macOS takes the call and does not keep to it.
    size = limits.memory_mb * _MEGABYTE
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    if hard == resource.RLIM_INFINITY or size < hard:
        resource.setrlimit(resource.RLIMIT_DATA, (size, hard))


def wind_alarm(limits: Limits) -> None:
    """End this process some seconds after the limit, unless the alarm is wound again."""
    if limits.seconds:
        signal.alarm(int(limits.seconds) + ALARM_SLACK_S)


def resident_mb() -> int:
    """Return the memory this process holds now, in megabytes; its peak where that is not told."""
    try:
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
        import resource

        return pages * resource.getpagesize() // _MEGABYTE
    except (OSError, ImportError, IndexError, ValueError):
        return _peak_mb()


def _peak_mb() -> int:
    try:
        import resource
    except ImportError:
        return 0
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    # Kilobytes on Linux, bytes on macOS.
    return int(peak / 1_000_000 if sys.platform == "darwin" else peak / 1_000)
