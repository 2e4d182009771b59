"""A run told as lines of JSON, one a document, and counted."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Self, get_args

from articlepress.batch.run import Done, Status
from articlepress.errors import WriteError


@dataclass(slots=True)
class Tally:
    """What a run came to so far."""

    statuses: Counter[str] = field(default_factory=Counter)
    failures: Counter[str] = field(default_factory=Counter)
    """Meaning of the error -> documents."""
    warnings: int = 0

    def add(self, done: Done) -> None:
        """Count one document."""
        self.statuses[done.status] += 1
        self.warnings += sum(d.severity != "info" for d in done.result.diagnostics)
        if done.result.error is not None:
            self.failures[done.result.error.meaning] += 1

    @property
    def documents(self) -> int:
        return sum(self.statuses.values())

    @property
    def failed(self) -> int:
        return self.statuses["failed"] + self.statuses["quarantined"]

    @property
    def counted(self) -> dict[str, int]:
        """Documents by status, those that came to none left out, and warnings."""
        statuses = {s: self.statuses[s] for s in get_args(Status)}
        return {name: n for name, n in {**statuses, "warnings": self.warnings}.items() if n}

    def lines(self) -> tuple[str, ...]:
        """Return the table a run ends with, a line a status."""
        counted = self.counted
        wide = max((len(f"{number:,}") for number in counted.values()), default=0)
        reasons = "; ".join(f"{m}: {n:,}" for m, n in sorted(self.failures.items()))
        last = "quarantined" if self.statuses["quarantined"] else "failed"
        return tuple(
            f"{name:<12} {number:>{wide},}  {reasons if name == last else ''}".rstrip()
            for name, number in counted.items()
        )


class Report:
    """A file that gets a line as each document is done; a context."""

    def __init__(self, path: Path) -> None:
        """Begin the file.

        Raises:
            WriteError: it cannot be written.
        """
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._file: IO[str] = path.open("w", encoding="utf-8", errors="replace")
        except OSError as error:
            raise WriteError(f"cannot be written: {error.strerror}", where=str(path)) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def add(self, done: Done) -> None:
        """Write what became of one document."""
        # Whoever reads along, or after a crash, sees every document that is done.
        self._file.write(json.dumps(as_record(done), ensure_ascii=True) + "\n")
        self._file.flush()


def as_record(done: Done) -> dict[str, object]:
    """Return one document's line: status, seconds, words, outputs, diagnostics, error."""
    error = done.result.error
    return {
        "source": done.job.source,
        "status": done.status,
        "seconds": round(done.seconds, 4),
        "words": done.result.words,
        "outputs": [str(path) for path in (*done.result.written, *done.unchanged)],
        "diagnostics": [
            {"code": d.code, "severity": d.severity, "message": d.message}
            for d in dict.fromkeys(done.result.diagnostics)
        ],
        "error": None
        if error is None
        else {"message": error.message, "exit_code": error.exit_code, "hint": error.hint},
    }
