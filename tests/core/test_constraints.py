"""`constraints.txt` names a version for everything an installation takes."""

from __future__ import annotations

import re
from importlib.metadata import PackageNotFoundError, requires
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

CONSTRAINTS = Path(__file__).parents[2] / "constraints.txt"


def needed(name: str, extras: frozenset[str], found: set[str]) -> None:
    """Add the packages that one needs, and what those need that are installed."""
    try:
        declared = requires(name) or []
    except PackageNotFoundError:
        return
    for requirement in map(Requirement, declared):
        wanted = requirement.marker is None or any(
            requirement.marker.evaluate({"extra": extra}) for extra in ("", *extras)
        )
        key = canonicalize_name(requirement.name)
        if wanted and key not in found:
            found.add(key)
            needed(key, frozenset(requirement.extras), found)


def test_every_package_that_is_asked_for_has_one_version() -> None:
    pinned = {
        canonicalize_name(name)
        for name in re.findall(r"^([\w.-]+)==\S+$", CONSTRAINTS.read_text("utf-8"), re.MULTILINE)
    }
    found: set[str] = set()

    needed("articlepress", frozenset({"all", "dev", "docs", "train"}), found)

    assert {"weasyprint", "pytest", "lxml"} <= found
    assert sorted(found - pinned - {"articlepress", "pip"}) == []  # pip-audit asks for any pip
