"""Shared test settings: `trees` importable, hypothesis bounded and the same on every run."""

from __future__ import annotations

import sys
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis.internal.conjecture import providers

sys.path.insert(0, str(Path(__file__).parent))

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
