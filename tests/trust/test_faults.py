"""A full disk, a broken one, a closed door, a signal: the old output stays whole, the code fits.

Faults are put at every opening, sync, change of mode and renaming of a run, one run a fault; the
program itself is the real one.
"""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from articlepress.cli.app import run
from articlepress.writers import find_writer
from trust.vectors import page

FORMATS = ("html", "epub", "newsletter", "eml", "markdown", "text", "json")
OLD = b"what stood here before"


def faulty_run(source: Path, target: Path, fault: str, at: int) -> tuple[int, str]:
    """Convert a page over an old file with a fault at the given write; return code and messages.

    The run is a fork: the fault's hook stays in it, and what is imported already need not be again.
    """
    target.write_bytes(OLD)
    messages = source.parent / "messages"
    sys.stdout.flush()
    child = os.fork()
    if child == 0:
        code = 70
        try:
            signal.signal(signal.SIGTERM, signal.SIG_DFL)
            os.dup2(os.open(messages, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), 2)
            sys.stderr = os.fdopen(2, "w", closefd=False)
            put_fault(str(target.parent), fault, at)
            code = run(["convert", str(source), "-o", str(target), "--force", "-q"])
            sys.stderr.flush()
        finally:
            os._exit(code)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status), messages.read_text("utf-8", "replace")


def put_fault(folder: str, fault: str, at: int) -> None:
    """Make the at-th opening, sync, change of mode or renaming in a folder fail in this process."""
    count = 0

    def strike() -> None:
        nonlocal count
        count += 1
        if count == at and fault == "SIGTERM":
            os.kill(os.getpid(), signal.SIGTERM)
        elif count == at:
            number = getattr(errno, fault)
            raise OSError(number, os.strerror(number))

    def watch(event: str, args: tuple[object, ...]) -> None:
        if not args or folder not in str(args[0]):
            return
        writes = (
            event == "open" and isinstance(args[2], int) and args[2] & (os.O_WRONLY | os.O_RDWR)
        )
        if writes or event in ("os.rename", "os.chmod"):
            strike()

    def fsync(handle: Any) -> None:  # Any: a number, or what has one
        strike()
        sync(handle)

    sync = os.fsync
    os.fsync = fsync  # type: ignore[assignment]
    sys.addaudithook(watch)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")
@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("fault", ["ENOSPC", "EIO", "EACCES", "SIGTERM"])
def test_the_old_output_stays_whole_at_every_write(tmp_path: Path, name: str, fault: str) -> None:
    source, out = tmp_path / "page.html", tmp_path / "out"
    source.write_bytes(page("<p>More.</p>"))
    out.mkdir()
    suffix = find_writer(name).suffix
    whole, target = tmp_path / f"whole{suffix}", out / f"page{suffix}"
    assert run(["convert", str(source), "-o", str(whole), "-q"]) == 0

    for at in range(1, 20):
        code, said = faulty_run(source, target, fault, at)

        if code == 0:
            break
        assert target.read_bytes() in (OLD, whole.read_bytes()), (fault, at)
        assert "Traceback" not in said
        if fault == "SIGTERM":
            assert code == -signal.SIGTERM
        else:
            assert code == (44 if fault == "ENOSPC" else 40), said
            assert os.strerror(getattr(errno, fault)) in said
            assert [p.name for p in out.iterdir() if p.name.endswith(".tmp")] == []
    assert target.read_bytes() == whole.read_bytes()
    assert at > 3  # a run writes at least a record, a temporary file, a sync, a renaming


@pytest.mark.skipif(os.geteuid() == 0, reason="root writes where nobody may")
def test_a_folder_that_may_not_be_written_is_named(tmp_path: Path) -> None:
    source = tmp_path / "page.html"
    source.write_bytes(page(""))
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o500)

    done = subprocess.run(
        [sys.executable, "-m", "articlepress", "convert", str(source), "-o", f"{closed}/a.epub"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert done.returncode == 40
    assert str(closed) in done.stderr


def test_a_file_over_the_processs_own_size_limit_leaves_the_old_one(tmp_path: Path) -> None:
    source = tmp_path / "page.html"
    source.write_bytes(page("<p>More of the same prose.</p>" * 3000))
    target = tmp_path / "page.epub"
    target.write_bytes(OLD)
    limited = (
        "import resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (9000, 9000));"
        "from articlepress.__main__ import main; sys.exit(main())"
    )

    done = subprocess.run(
        [sys.executable, "-c", limited, "convert", str(source), "-o", str(target), "--force", "-q"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert done.returncode in (40, 44), done.stderr
    assert "File too large" in done.stderr
    assert target.read_bytes() == OLD
    assert [p.name for p in tmp_path.iterdir() if p.name.endswith(".tmp")] == []
