"""What a user puts between reading and writing, as values; `filters` runs it."""

from __future__ import annotations

import hashlib
import os
import sys
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

StepKind = Literal["filter", "lua-filter", "transform"]


@dataclass(frozen=True, slots=True)
class Step:
    """One filter or transform of a run."""

    kind: StepKind
    name: str
    """A program, a file, a transform's name or `module:function`."""
    version: str = ""
    """Digest of its file, so that a changed filter makes its outputs anew."""


def step(kind: StepKind, name: str) -> Step:
    """Return a step with the version of its file, where it has one."""
    try:
        path = _module_file(name) if kind == "transform" else name
        content = Path(path).read_bytes() if path else b""
    except OSError:
        content = b""
    return Step(kind, name, hashlib.sha256(content).hexdigest()[:16] if content else "")


def working_folder_importable() -> None:
    """Let a transform of one's own stand in the folder one works in, as a filter does."""
    if "" not in sys.path and os.getcwd() not in sys.path:
        sys.path.insert(0, os.getcwd())


def _module_file(name: str) -> str:
    module, colon, _ = name.partition(":")
    if not colon:
        return ""
    working_folder_importable()
    try:
        spec = find_spec(module)
    except (ImportError, ValueError):
        return ""
    return spec.origin or "" if spec is not None else ""
