"""Shared test settings: `trees` importable, hypothesis bounded and the same on every run."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.internal.conjecture import providers

if TYPE_CHECKING:  # half a second that tests without a browser need not pay
    from playwright.sync_api import Browser

sys.path.insert(0, str(Path(__file__).parent))
# Settings of whoever runs the tests are no part of them.
os.environ["XDG_CONFIG_HOME"] = str(Path(__file__).parent / "no-settings")

settings.register_profile(
    "ci",
    max_examples=100,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile("ci")

# Hypothesis mixes constants of the modules loaded so far into what it draws: a law would see
# other trees with each order of the tests and each number of workers.
providers._get_local_constants = lambda: providers._local_constants


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, the same for all tests of a process: Playwright's loop is entered once."""
    from playwright.sync_api import sync_playwright  # imported here, as said above

    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(
            executable_path=shutil.which("chromium") or shutil.which("chromium-browser"),
            args=["--no-sandbox", "--disable-gpu"],
        )
        yield launched
        launched.close()
