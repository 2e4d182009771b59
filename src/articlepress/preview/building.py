"""Books and digests built from the manifest, in the background, as the commands build them.

Takes a manifest; runs `articlepress collect` or `digest` on it in a process of its own, so that
what is seen is what the command makes, and a book of hundreds of columns can be stopped. Files go
into a folder of this run.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock, Thread
from typing import Any, Literal

from articlepress.errors import SourceError, UsageError

FORMS: dict[str, tuple[str, str]] = {
    "epub": ("collect", "book.epub"),
    "pdf": ("collect", "book.pdf"),
    "newsletter": ("digest", "digest.newsletter.html"),
    "eml": ("digest", "digest.eml"),
}
"""Format -> the command that makes it, and the name its file is saved under."""

MOST_SAID = 200
"""Messages kept of a build; a book of hundreds of columns can have thousands."""

State = Literal["running", "done", "failed", "stopped"]


@dataclass(frozen=True, slots=True)
class Said:
    """A message of the command: a diagnostic, or an error."""

    severity: str
    message: str
    code: str = ""
    path: str = ""
    hint: str = ""


@dataclass(slots=True)
class Build:
    """One book or digest, under way or finished."""

    form: str
    path: Path
    begun: float
    state: State = "running"
    seconds: float = 0.0
    done: int = 0
    total: int = 0
    said: list[Said] = field(default_factory=list)
    left_out: int = 0
    """Messages over `MOST_SAID`."""
    process: subprocess.Popen[str] | None = None

    def told(self) -> Mapping[str, object]:
        """Return how far it is, as the page asks for it."""
        seconds = self.seconds or time.monotonic() - self.begun
        return {
            "form": self.form, "state": self.state, "seconds": round(seconds, 1),
            "done": self.done, "total": self.total,
        }  # fmt: skip


@dataclass(slots=True)
class Builder:
    """The builds of one run, the last of each format."""

    builds: dict[str, Build] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)
    _folder: tempfile.TemporaryDirectory[str] | None = None
    _threads: list[Thread] = field(default_factory=list)

    def start(self, form: str, manifest: Path, total: int, flags: Sequence[str]) -> Build:
        """Begin a build; one of that format that is under way is ended.

        Raises:
            UsageError: there is no such format.
            SourceError: there is no manifest.
        """
        if form not in FORMS:
            raise UsageError(f"no book is made as {form!r}", hint=f"one of {', '.join(FORMS)}")
        if not manifest.is_file():
            raise SourceError("is not there yet", where=manifest.name, hint="save the order first")
        with self._lock:
            self._end(self.builds.get(form))
            if self._folder is None:
                self._folder = tempfile.TemporaryDirectory(prefix="articlepress-build-")
            command, name = FORMS[form]
            place = Path(self._folder.name) / f"{len(self._threads)}" / name
            place.parent.mkdir()
            build = Build(form, place, time.monotonic(), total=total)
            build.process = _launch(command, form, manifest, place, flags)
            self.builds[form] = build
            thread = Thread(target=_follow, args=(build,), daemon=True)
            self._threads.append(thread)
            thread.start()
            return build

    def stop(self, form: str) -> Build:
        """End a build that is under way.

        Raises:
            SourceError: nothing of that format was begun.
        """
        build = self.find(form)
        with self._lock:
            self._end(build)
        return build

    def find(self, form: str) -> Build:
        """Return the last build of a format.

        Raises:
            SourceError: there is none.
        """
        build = self.builds.get(form)
        if build is None:
            raise SourceError("was not built yet", where=FORMS.get(form, ("", form))[1])
        return build

    def content(self, form: str) -> bytes:
        """Return what was built.

        Raises:
            SourceError: nothing of that format, or it is not finished.
        """
        build = self.find(form)
        if build.state != "done":
            raise SourceError("is not finished", where=build.path.name)
        return build.path.read_bytes()

    def close(self) -> None:
        """End what is under way and drop what was built."""
        with self._lock:
            for build in self.builds.values():
                self._end(build)
        for thread in self._threads:
            thread.join(timeout=10)
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None

    def _end(self, build: Build | None) -> None:
        if build is None or build.process is None or build.state != "running":
            return
        build.state = "stopped"
        with suppress(OSError):  # it has ended meanwhile
            if hasattr(os, "killpg"):
                os.killpg(build.process.pid, signal.SIGKILL)  # its workers too
            else:
                build.process.kill()


def _launch(
    command: str, form: str, manifest: Path, place: Path, flags: Sequence[str]
) -> subprocess.Popen[str]:
    # -P: a file in the user's folder must not stand in for a library's module.
    words = [sys.executable, "-P", "-m", "articlepress", command, str(manifest), "--to", form]
    return subprocess.Popen(
        [*words, "--output", str(place), "--log-format", "json", *flags],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        errors="replace",
        start_new_session=True,
    )


def _follow(build: Build) -> None:
    """Take in what the command says until it ends."""
    assert build.process is not None
    assert build.process.stderr is not None
    with build.process, build.process.stderr as lines:
        for line in lines:
            _take(build, line)
    build.seconds = time.monotonic() - build.begun
    if build.state == "running":
        build.state = "done" if build.process.returncode == 0 else "failed"


def _take(build: Build, line: str) -> None:
    try:
        values: Any = json.loads(line)  # Any: whatever the command says
    except ValueError:
        values = {"level": "error", "message": line.strip()}
    if not isinstance(values, dict) or not values.get("message"):
        return
    if values.get("level") == "progress":
        build.done, build.total = int(values["done"]), int(values["total"])
    elif len(build.said) < MOST_SAID:
        texts = {key: str(values.get(key, "")) for key in ("message", "code", "path", "hint")}
        build.said.append(Said(str(values.get("level", "info")), **texts))
    else:
        build.left_out += 1
