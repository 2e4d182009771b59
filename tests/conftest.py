"""Shared test settings: `trees` importable, hypothesis bounded and the same on every run."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis.internal.conjecture import providers

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
