"""The Nu Html Checker of the W3C: run where it is installed, said where it is not.

One call judges many pages; it starts a JVM. npm's `vnu-jar` and Homebrew bring the program `vnu`.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import unquote, urlsplit

from articlepress.check import Finding
from articlepress.check.epub.validators import JAVA_INSTALL
from articlepress.diagnostics import Severity

NU_INSTALL = "npm install --global vnu-jar"
PATIENCE_S = 60
"""Seconds for a page and the JVM; a thousand pages take half that."""
_AT_ONCE = 200
"""Pages on one command line: well below every system's limit of its length."""
_SAID = re.compile(r"Consider adding a “lang” attribute")
"""What HT103 says too."""
# Within the memory a worker may take. Pages nest deep; compiling slows what lives a second.
_JVM = "-Xmx700m -Xss4m -XX:+UseSerialGC -XX:TieredStopAtLevel=1"
# It guesses a language from few words, and takes Danish for Norwegian.
_GUESSED = re.compile(r"This document appears to be written in")


def nu(paths: Sequence[Path]) -> Iterator[Finding]:
    """Yield what the Nu Html Checker says of the pages; one remark where it is not installed."""
    program = nu_program()
    if not program:
        lacks_java = shutil.which("java") is None
        missing, hint = ("Java", JAVA_INSTALL) if lacks_java else ("its program", NU_INSTALL)
        message = f"the Nu Html Checker was not run: {missing} is missing"
        yield Finding("HT001", "info", message, paths[0], hint=hint)
        return
    for start in range(0, len(paths), _AT_ONCE):
        pages = {str(path.resolve()): path for path in paths[start : start + _AT_ONCE]}
        options = ("--format", "json", "--stdout", "--exit-zero-always")
        try:
            done = subprocess.run(
                [program, *options, *pages], capture_output=True, text=True, check=False,
                encoding="utf-8", errors="replace", timeout=PATIENCE_S + len(pages),
                env=os.environ | {"JDK_JAVA_OPTIONS": _JVM},
            )  # fmt: skip
            yield from parse_report(done.stdout, pages)
        except (subprocess.TimeoutExpired, OSError, ValueError, KeyError) as error:
            message = f"the Nu Html Checker gave no report: {type(error).__name__}"
            yield Finding("HT001", "warning", message, next(iter(pages.values())))


def nu_program() -> str:
    """Return the path of the checker's program, or an empty string; ARTICLEPRESS_VNU names another.

    Its own program would fetch a Java where there is none: without Java it is not there.
    """
    if shutil.which("java") is None:
        return ""
    return os.environ.get("ARTICLEPRESS_VNU") or shutil.which("vnu") or ""


def parse_report(text: str, pages: dict[str, Path]) -> Iterator[Finding]:
    """Yield the errors and warnings of a report in JSON, on the pages by their full paths.

    Raises:
        ValueError: it is no such report.
    """
    for said in json.loads(text)["messages"]:
        severity: Severity = "error" if said["type"] == "error" else "warning"
        if said["type"] == "info" and said.get("subType") != "warning":
            continue
        if _GUESSED.match(said["message"]):
            severity = "info"
        if _SAID.match(said["message"]):
            continue
        path = pages[unquote(urlsplit(said["url"]).path)]
        line = said.get("lastLine")
        yield Finding("NU", severity, said["message"], path, f"line {line}" if line else "")
