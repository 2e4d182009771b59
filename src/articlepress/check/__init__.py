"""Checks: what `articlepress check FILE…` asks of a finished output, one check for each format.

A check is chosen by a file's suffix (the longest that fits), and by what the file says where
several know it; it gets all its files in one call, so that a validator on the JVM starts once.
Other packages add checks by the entry point group `articlepress.checks`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from articlepress.diagnostics import Severity
from articlepress.errors import SourceError, UsageError, did_you_mean
from articlepress.registry import references, resolve

GROUP = "articlepress.checks"

BUILTIN = {
    "epub": "articlepress.check.epub:CHECK",
    "pdf": "articlepress.check.pdf:CHECK",
    "email": "articlepress.check.email:CHECK",
    "html": "articlepress.check.html:CHECK",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing a check says about a file."""

    code: str
    """The validator's own code (`RSC-005`) or ours."""
    severity: Severity
    message: str
    path: Path
    place: str = ""
    """Where in the file: `chapter-1.xhtml:12`, `page 3`, `Subject`."""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Check:
    """A named judgement of finished files."""

    name: str
    suffixes: tuple[str, ...]
    """`.epub`; the longest suffix that fits a file's name decides: `.newsletter.html`."""
    run: Callable[[Sequence[Path]], Iterable[Finding]]
    """Yield the findings of every file, in the order of the files; nothing when all is well.

    Raises:
        MissingTool: a validator the check cannot do without is not installed.
    """
    summary: str = ""
    claims: Callable[[Path], bool] | None = None
    """Tells by its content whether a file of a suffix that other checks know too is this one's."""


def load_checks() -> tuple[Check, ...]:
    """Return every check that is installed, by name."""
    table = references(BUILTIN, GROUP)
    found: list[Check] = []
    for name in sorted(table):
        if _is_installed(table[name].partition(":")[0]):
            found.append(resolve(table[name]))
    return tuple(found)


def _is_installed(module: str) -> bool:
    try:
        return find_spec(module) is not None
    except ModuleNotFoundError:  # the package above it is missing
        return False


def check_for(path: Path, checks: Iterable[Check]) -> Check:
    """Return the check whose suffix fits the file's name best; of several the one that claims it.

    Raises:
        UsageError: no check knows the suffix.
    """
    by_suffix: dict[str, list[Check]] = {}
    for check in checks:
        for suffix in check.suffixes:
            by_suffix.setdefault(suffix, []).append(check)
    name = path.name.lower()
    fitting = [suffix for suffix in by_suffix if name.endswith(suffix)]
    if fitting:
        rivals = by_suffix[max(fitting, key=len)]
        claimed = (check for check in rivals if check.claims is not None and check.claims(path))
        return next(claimed, None) or next(
            (check for check in rivals if check.claims is None), rivals[0]
        )
    suggestion = did_you_mean(path.suffix.lower(), by_suffix)
    known = ", ".join(sorted(by_suffix)) or "none"
    raise UsageError(
        f"no check knows the suffix {path.suffix!r}",
        where=str(path),
        hint="; ".join(filter(None, (suggestion, f"known suffixes: {known}"))),
    )


def content_of(path: Path) -> bytes:
    """Return the bytes of a file to be checked.

    Raises:
        SourceError: it cannot be read.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        raise SourceError(f"cannot be read: {error.strerror}", where=str(path)) from error


def run_checks(paths: Sequence[Path], checks: Sequence[Check] = ()) -> tuple[Finding, ...]:
    """Return what the checks find in the files, grouped by check, files in the order given."""
    known = tuple(checks) or load_checks()
    groups: dict[str, list[Path]] = {}
    for path in paths:
        groups.setdefault(check_for(path, known).name, []).append(path)
    by_name: Mapping[str, Check] = {check.name: check for check in known}
    return tuple(finding for name, files in groups.items() for finding in by_name[name].run(files))
