"""How a run starts and ends: what is imported, what a signal or a closed pipe leaves behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from articlepress import __version__
from articlepress.cli.app import COMMANDS

from .conftest import INPUT, Press

HEAVY = {"bs4", "weasyprint", "ebooklib", "jinja2", "pypandoc", "selectolax", "PIL", "rich", "lxml"}
SHOW_MODULES = (
    "import atexit, sys; atexit.register(lambda: sys.stderr.write(' '.join(sys.modules)));"
    "sys.argv = ['articlepress', *sys.argv[1:]];"
    "from articlepress.__main__ import main; main()"
)
CPU_LIMITS_S = {"--version": 0.08, "--help": 0.15}


def start(*words: str, **settings: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "articlepress", *words],
        capture_output=True, text=True, check=False, env={**os.environ, **settings},
        stdin=subprocess.DEVNULL,
    )  # fmt: skip


@pytest.mark.parametrize("word", ["--version", "--help"])
def test_help_and_version_import_no_library_of_weight(word: str) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", SHOW_MODULES, word], capture_output=True, text=True, check=True
    )

    loaded = set(ended.stderr.split())
    assert "articlepress" in loaded
    assert not loaded & HEAVY
    if word == "--version":
        assert "click" not in loaded


@pytest.mark.parametrize("command", COMMANDS)
def test_help_of_each_command_imports_no_library_of_weight(command: str) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", SHOW_MODULES, command, "--help"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip

    assert not set(ended.stderr.split()) & (HEAVY - {"PIL"})
    assert "Usage: articlepress" in ended.stdout


def test_a_newsletter_needs_no_library_of_other_formats(tmp_path: Path) -> None:
    words = ["convert", str(INPUT / "lighthouse.html"), "--to", "newsletter", "-o", f"{tmp_path}/"]

    ended = subprocess.run(
        [sys.executable, "-c", SHOW_MODULES, *words], capture_output=True, text=True, check=True
    )

    loaded = set(ended.stderr.split())
    assert "bs4" in loaded
    assert not loaded & {"weasyprint", "ebooklib", "pypandoc", "rich", "babel"}
    assert "soupsieve.css_parser" not in loaded


@pytest.mark.parametrize(("word", "limit"), CPU_LIMITS_S.items())
def test_help_and_version_are_quick(word: str, limit: float) -> None:
    import resource

    best = float("inf")
    for _ in range(3):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        start(word)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        best = min(best, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)

    assert best <= limit


def test_the_version_is_the_packages() -> None:
    assert start("--version").stdout == f"articlepress {__version__}\n"


def test_a_closed_pipe_ends_a_run_without_a_word() -> None:
    pages = " ".join(str(path) for path in sorted(INPUT.glob("*.html")) * 20)
    command = f"{sys.executable} -m articlepress extract {pages} | head -c 1"

    ended = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=True)

    assert len(ended.stdout) == 1
    assert "Traceback" not in ended.stderr
    assert "Exception" not in ended.stderr


def test_ctrl_c_ends_a_run_with_one_line(tmp_path: Path) -> None:
    pipe = tmp_path / "page.html"
    os.mkfifo(pipe)
    run = subprocess.Popen(
        [sys.executable, "-m", "articlepress", "convert", pipe, "--to", "eml"],
        cwd=tmp_path, stderr=subprocess.PIPE,
    )  # fmt: skip
    with pipe.open("wb"):  # opens when the run has opened it, and waits for bytes
        run.send_signal(signal.SIGINT)
        _, err = run.communicate(timeout=60)

    assert run.returncode == 130
    assert err.decode().strip() == "interrupted; finished files are whole"
    assert not list(tmp_path.rglob("*.tmp"))


def test_an_unknown_command_is_answered_with_the_nearest(press: Press) -> None:
    ended = press("convrt")

    assert ended.code == 2
    assert "did you mean 'convert'?" in ended.err


def test_a_bug_is_one_line_and_how_to_report_it(
    press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> None:
        raise ZeroDivisionError("of\nours")

    monkeypatch.delenv("ARTICLEPRESS_TRACEBACK", raising=False)
    monkeypatch.setattr("articlepress.formats.all_formats", broken)
    ended = press("formats")

    assert ended.code == 70
    assert ended.err.splitlines()[0] == ("error: fault in articlepress: ZeroDivisionError: of ours")
    assert "ARTICLEPRESS_TRACEBACK=1" in ended.err
    assert "Traceback" not in ended.err


def test_a_bug_has_its_traceback_on_request(press: Press, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise ZeroDivisionError

    monkeypatch.setenv("ARTICLEPRESS_TRACEBACK", "1")
    monkeypatch.setattr("articlepress.formats.all_formats", broken)

    with pytest.raises(ZeroDivisionError):
        press("formats")
