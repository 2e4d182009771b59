"""What lies beside the inputs and does not belong: sidecars of no page, pages of other projects."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from articlepress.diagnostics import Notes, Origin
from articlepress.errors import did_you_mean
from articlepress.settings import project_file
from articlepress.sidecar import SUFFIX, orphans
from articlepress.tables import shown_path


def strays(names: Iterable[str], root: Path | None, notes: Notes) -> None:
    """Warn of sidecars that belong to no page, and of pages of another project than the run's."""
    folders: dict[str, str] = {}
    for name in names:
        if name != "-" and "://" not in name:
            folders.setdefault(os.path.dirname(name), name)
    for folder, name in folders.items():
        _warn_of_orphans(Path(folder), notes)
        file = project_file(Path(folder).absolute())
        if file is not None and (root is None or file.parent.resolve() != root.resolve()):
            notes.warn(
                "AP907",
                f"lies in the project of {shown_path(file)}, whose settings are not used",
                Origin(path=name),
                hint="a run has one project, that of its first input; run the others apart",
            )


def _warn_of_orphans(folder: Path, notes: Notes) -> None:
    for path, stems in orphans(folder):
        stem = path.name.removesuffix(SUFFIX)
        hint = did_you_mean(stem, stems) or f"it would be that of {stem}.html"
        notes.warn("AP906", "belongs to no file beside it", Origin(path=str(path)), hint=hint)
