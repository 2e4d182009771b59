"""Finished files judged by workers side by side, findings in the order of the files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from articlepress.batch.limits import Limits
from articlepress.batch.supervisor import Supervisor, in_order
from articlepress.check import Check, Finding, check_for, load_checks, run_checks
from articlepress.errors import ArticlepressError


@dataclass(frozen=True, slots=True)
class Lot:
    """Files of one check, judged together: a validator on the JVM starts once for them."""

    files: tuple[Path, ...]
    clients: str = ""


def wanted_checks(clients: str = "") -> tuple[Check, ...]:
    """Return the checks that are installed, that of email judging for the named clients.

    Raises:
        UsageError: a client is unknown.
    """
    checks = load_checks()
    if not clients:
        return checks
    from articlepress.check.email import check_for_clients  # imported here: few runs name clients

    judged = check_for_clients(tuple(clients.split(",")))
    return tuple(judged if known.name == judged.name else known for known in checks)


def check_all(
    files: Sequence[Path], clients: str, processes: int, limits: Limits
) -> tuple[Finding, ...]:
    """Return what the checks find, grouped by check, files in the order given.

    Raises:
        UsageError: no check knows a file's suffix.
        MissingTool: a validator a check cannot do without is not installed.
        WorkerLost: a file cost its worker its life.
    """
    checks = wanted_checks(clients)
    by_check: dict[str, list[Path]] = {}
    for path in files:
        by_check.setdefault(check_for(path, checks).name, []).append(path)
    if processes == 0:
        return run_checks(files, checks)
    lots = [lot for paths in by_check.values() for lot in _lots(paths, clients, processes)]
    # The limit is one document's; a lot holds several.
    longest = max((len(lot.files) for lot in lots), default=1)
    bounded = replace(limits, seconds=limits.seconds * longest)
    found: list[Finding] = []
    with Supervisor("articlepress.batch.checking:check_lot", processes, bounded) as supervisor:
        for outcome in in_order(supervisor.outcomes(lots)):
            error = outcome.lost
            if error is None and isinstance(outcome.result, ArticlepressError):
                error = outcome.result
            if error is not None:
                raise error
            found += outcome.result
    return tuple(found)


def check_lot(lot: Lot) -> tuple[Finding, ...] | ArticlepressError:
    """Return what is found in a lot's files, or the error that kept a check from its work."""
    try:
        return run_checks(lot.files, wanted_checks(lot.clients))
    except ArticlepressError as error:
        return error


def _lots(paths: Sequence[Path], clients: str, processes: int) -> list[Lot]:
    size = -(-len(paths) // processes)
    return [Lot(tuple(paths[i : i + size]), clients) for i in range(0, len(paths), size)]
