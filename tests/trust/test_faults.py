"""A full disk, a broken one, a closed door, a signal: the old output stays whole, the code fits.

Faults are put at every opening, sync, change of mode and renaming of a run, one run a fault; the
program itself is the real one.
"""

from __future__ import annotations

import errno
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from articlepress.cli.app import run
from articlepress.editing import add_rule, write_sidecar
from articlepress.errors import ArticlepressError
from articlepress.writers import find_writer
from trust.vectors import page

FORMATS = (
    "html", "epub", "newsletter", "eml", "markdown", "text", "json", "pandoc-json", "pdf", "docx",
)  # fmt: skip
COLLECTIONS = (("collect", ".epub"), ("collect", ".pdf"), ("digest", ".eml"))
FAULTS = ("ENOSPC", "EIO", "EACCES", "SIGTERM")
CODES = {"ENOSPC": 44, "EIO": 40, "EACCES": 40, "SIGTERM": -signal.SIGTERM}
OLD = b"what stood here before"


def faulty(
    action: Callable[[], int], folder: Path, messages: Path, fault: str, at: int
) -> tuple[int, str]:
    """Do something with a fault at the at-th write in a folder; return code and messages.

    It is done in a fork: the hook stays there, and what is imported already need not be again.
    """
    sys.stdout.flush()
    child = os.fork()
    if child == 0:
        code = 70
        try:
            signal.signal(signal.SIGTERM, signal.SIG_DFL)
            os.dup2(os.open(messages, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), 2)
            sys.stderr = os.fdopen(2, "w", closefd=False)
            put_fault(str(folder), fault, at)
            code = action()
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


def each_fault(
    action: Callable[[], int], target: Path, whole: bytes, fault: str, old: bytes = OLD
) -> None:
    """Put the fault at each write in turn: the old file or the new one stands there, whole."""
    messages = target.parent.parent / "messages"
    for at in range(1, 20):
        target.write_bytes(old)
        code, said = faulty(action, target.parent, messages, fault, at)

        if code == 0:
            break
        assert target.read_bytes() in (old, whole), (fault, at)
        assert "Traceback" not in said
        assert code == CODES[fault], said
        if fault != "SIGTERM":
            assert os.strerror(getattr(errno, fault)) in said
            left = [p.name for p in target.parent.iterdir() if p.name.endswith(".tmp")]
            assert left == []
    assert target.read_bytes() == whole
    assert at > 3  # a run writes at least a temporary file, a sync, a mode, a renaming


forks = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")


@forks
@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("fault", FAULTS)
def test_the_old_output_stays_whole_at_every_write(tmp_path: Path, name: str, fault: str) -> None:
    if name == "docx" and shutil.which("pandoc") is None:
        pytest.importorskip("pypandoc")
    source, out = tmp_path / "page.html", tmp_path / "out"
    source.write_bytes(page("<p>More.</p>"))
    out.mkdir()
    suffix = find_writer(name).suffix
    whole, target = tmp_path / f"whole{suffix}", out / f"page{suffix}"
    assert run(["convert", str(source), "-o", str(whole), "-q"]) == 0

    each_fault(
        lambda: run(["convert", str(source), "-o", str(target), "--force", "-q"]),
        target, whole.read_bytes(), fault,
    )  # fmt: skip


@forks
@pytest.mark.parametrize(("command", "suffix"), COLLECTIONS)
@pytest.mark.parametrize("fault", FAULTS)
def test_an_old_collection_stays_whole_at_every_write(
    tmp_path: Path, command: str, suffix: str, fault: str
) -> None:
    sources = [tmp_path / "one.html", tmp_path / "two.html"]
    for number, source in enumerate(sources):
        source.write_bytes(page(f"<p>More of column {number}.</p>"))
    out = tmp_path / "out"
    out.mkdir()
    whole, target = tmp_path / f"whole{suffix}", out / f"book{suffix}"
    given = [command, *map(str, sources), "--title", "Minutes", "-q"]
    assert run([*given, "-o", str(whole)]) == 0

    each_fault(
        lambda: run([*given, "-o", str(target), "--force"]), target, whole.read_bytes(), fault
    )


def states_title(place: Path) -> int:
    write_sidecar(place, {"title": "The harbour at night"})
    return 0


def drops_promos(place: Path) -> int:
    add_rule(place, "drop", "div.promo", "promotion")
    return 0


@forks
@pytest.mark.parametrize("action", [states_title, drops_promos])
@pytest.mark.parametrize("fault", FAULTS)
def test_what_people_stated_stays_whole_at_every_write(
    tmp_path: Path, action: Callable[[Path], int], fault: str
) -> None:
    # What the preview writes: sidecars and rules.
    stated = b"# by hand\n"
    out = tmp_path / "out"
    out.mkdir()
    name = "column.meta.toml" if action is states_title else "example.org.toml"
    whole, target = tmp_path / name, out / name
    whole.write_bytes(stated)
    action(whole)

    def once() -> int:
        try:
            return action(target)
        except ArticlepressError as error:
            sys.stderr.write(f"{error}\n")
            return error.exit_code

    each_fault(once, target, whole.read_bytes(), fault, stated)


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
