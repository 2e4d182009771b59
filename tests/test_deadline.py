"""Work that takes too long is stopped, whoever swallows the first stop."""

from __future__ import annotations

import signal
import time

import pytest

from articlepress.deadline import deadline
from articlepress.errors import LimitExceeded

if not hasattr(signal, "setitimer"):  # Windows
    pytest.skip("this system has no alarms", allow_module_level=True)


def busy(seconds: float) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        pass


def test_work_that_takes_too_long_is_stopped() -> None:
    with pytest.raises(LimitExceeded, match="late"), deadline(0.01, LimitExceeded("late")):
        busy(10)


def test_a_stop_that_was_swallowed_comes_again() -> None:
    with pytest.raises(LimitExceeded, match="late"), deadline(0.01, LimitExceeded("late")):
        stubborn()


def stubborn() -> None:
    """Swallow what stops it, as a callback of a C library does."""
    try:
        busy(10)
    except LimitExceeded:
        busy(10)


def test_an_outer_alarm_goes_on_and_nothing_rings_afterwards() -> None:
    with pytest.raises(LimitExceeded, match="outer"), deadline(0.3, LimitExceeded("outer")):
        nested()
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)


def nested() -> None:
    with pytest.raises(LimitExceeded, match="inner"), deadline(0.01, LimitExceeded("inner")):
        busy(10)
    busy(10)
