"""Print our quality and speed beside the rivals' that are installed, on the same pages in one run.

    python benchmarks/peers.py ../shared/extraction/dev [--sample 40] [--set wcxb]
    python benchmarks/peers.py ../shared/extraction/dev --install [--venv FOLDER]

With `--install` the rivals go into a virtual environment of their own (a temporary one, or FOLDER,
which is kept) that sees our packages after its own, and the comparison runs there. Only the fifth
that is held out of `benchmarks/held/` is drawn from, and those models are used: no page here was
seen by ours before. Every system sees every page once, in one process, interleaved page by page,
so that a busy machine slows all alike. Times are CPU milliseconds a page from bytes to text;
`ratio` is to trafilatura's default.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import socket
import subprocess
import sys
import sysconfig
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NoReturn

from articlepress.diagnostics import Notes
from articlepress.errors import ArticlepressError
from articlepress.extraction import text_of as extracted_text
from articlepress.page.locate import locate
from articlepress.page.parse import parse
from articlepress.readers.html import HtmlReaderOptions
from articlepress.readers.html.convert import convert
from articlepress.source import Source
from labels_of import HELD, fold_of
from plain import text_of
from quality import SETS, held_models, load_metrics, pages

System = Callable[[Source], str]
BASE = "trafilatura"


def articlepress_locate(source: Source) -> str:
    notes = Notes()
    try:
        return text_of(locate(parse(source, notes), notes, models=held_models()))
    except ArticlepressError:
        return ""


def articlepress_read(source: Source) -> str:
    """The whole way to our tree and its text, metadata and credits included."""
    try:
        found = convert(source, HtmlReaderOptions(), Notes(), held_models())
        return extracted_text(found.article)
    except ArticlepressError:
        return ""


def find_systems() -> dict[str, System]:
    """Return the systems that can be imported here, ours first; say which cannot."""
    systems: dict[str, System] = {
        "articlepress": articlepress_read,
        "articlepress, finding only": articlepress_locate,
    }
    for name, load in RIVAL_SYSTEMS.items():
        try:
            systems[name] = load()
        except ImportError as error:
            print(f"{name} is not here ({error}); --install brings it", file=sys.stderr)
    return systems


def _trafilatura() -> System:
    import trafilatura

    return lambda s: trafilatura.extract(s.content) or ""


def _trafilatura_fast() -> System:
    import trafilatura

    return lambda s: trafilatura.extract(s.content, fast=True) or ""


def _readability() -> System:
    import readability

    return lambda s: _plain(readability.Document(_decoded(s)).summary())


def _resiliparse() -> System:
    from resiliparse.extract.html2text import extract_plain_text

    return lambda s: extract_plain_text(_decoded(s), main_content=True)


def _newspaper() -> System:
    import newspaper

    return lambda s: newspaper.article("http://example.org/", input_html=_decoded(s)).text


def _decoded(source: Source) -> str:
    return source.content.decode("utf-8", "replace")


RIVAL_SYSTEMS: dict[str, Callable[[], System]] = {
    BASE: _trafilatura,
    "trafilatura fast": _trafilatura_fast,
    "readability-lxml": _readability,
    "resiliparse": _resiliparse,
    "newspaper4k": _newspaper,
}

RIVALS = ("trafilatura==2.3.1", "resiliparse==2.0.1")
BARE_RIVALS = ("readability-lxml==0.9", "newspaper4k==0.9.6")
"""Installed without what they ask for: pip cannot resolve their extra `lxml[html_clean]`."""
THEIR_NEEDS = (
    "lxml", "lxml_html_clean", "cssselect", "chardet<6", "beautifulsoup4<5", "Pillow", "PyYAML",
    "requests", "feedparser", "tldextract", "python-dateutil<3", "brotli",
    "typing-extensions", "w3lib",
)  # fmt: skip


def install(folder: Path) -> Path:
    """Return the interpreter of a virtual environment with the rivals; ours are seen from it."""
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    python = folder / "bin" / "python"
    pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, *RIVALS, *THEIR_NEEDS], check=True)
    subprocess.run([*pip, "--no-deps", *BARE_RIVALS], check=True)
    packages = next(folder.glob("lib/python*/site-packages"))
    # What is found first counts: the environment's own packages, then those of this interpreter.
    (packages / "ours.pth").write_text(sysconfig.get_path("purelib") + "\n", "utf-8")
    return python


def run_installed(arguments: Sequence[str], folder: Path | None) -> int:
    """Return the exit code of the same comparison, run where the rivals are installed."""
    with tempfile.TemporaryDirectory() as temporary:
        python = install(folder or Path(temporary))
        paths = [str(Path(__file__).parent.parent / "src"), os.environ.get("PYTHONPATH", "")]
        environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, paths))}
        command = [str(python), __file__, *arguments]
        return subprocess.run(command, env=environment, check=False).returncode


def _plain(html: str) -> str:
    from selectolax.lexbor import LexborHTMLParser

    return LexborHTMLParser(html).text(separator="\n")


def drawn(page_id: str) -> str:
    """Return a key that orders pages at random, the same way on every machine."""
    return hashlib.sha1(b"peers" + page_id.encode()).hexdigest()


def run(folder: Path, sample: int, systems: dict[str, System]) -> dict[str, dict[str, Any]]:
    """Return each system's predictions with CPU milliseconds."""
    held = (pair for pair in pages(folder) if fold_of(pair[0]) == HELD)
    chosen = sorted(held, key=lambda pair: drawn(pair[0]))[: sample or None]
    found: dict[str, dict[str, Any]] = {name: {} for name in systems}
    for name, system in systems.items():
        system(chosen[0][1])  # imports and compiled patterns are not counted
        found[name] = {}
    for page_id, source in chosen:
        for name, system in systems.items():
            start = time.process_time()
            try:
                text = system(source)
                error = ""
            except Exception as problem:  # a rival may fail in any way; ours raises its own errors
                text, error = "", f"{type(problem).__name__}: {problem}"
            spent = 1000 * (time.process_time() - start)
            found[name][page_id] = {"articleBody": text, "ms": spent, "error": error}
    return found


def stay_offline() -> None:
    """Let no system find a host: one of them asks the web for a list of suffixes."""

    def refuse(*_: object, **__: object) -> NoReturn:
        raise OSError("no network here")

    socket.getaddrinfo = refuse


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--sample", type=int, default=0, help="pages a set (0: all)")
    parser.add_argument("--set", action="append", choices=list(SETS))
    parser.add_argument("--install", action="store_true", help="install the rivals and use them")
    parser.add_argument("--venv", type=Path, help="where --install puts them, to be kept")
    arguments = parser.parse_args()
    if arguments.install:
        sets = [word for name in arguments.set or () for word in ("--set", name)]
        again = [str(arguments.data), "--sample", str(arguments.sample), *sets]
        return run_installed(again, arguments.venv)
    stay_offline()
    metrics = load_metrics(arguments.data)
    systems = find_systems()
    print("| set | n | system | figure | value | P | R | errors | ms a page | median | ratio |")
    print("|---|---|---|---|---|---|---|---|---|---|---|")
    for name in arguments.set or SETS:
        gold = json.loads((arguments.data / name / "gold.json").read_text("utf-8"))
        found = run(arguments.data / name, arguments.sample, systems)
        base = 0.0
        results = {}
        for system, answers in found.items():
            ids = [i for i in answers if i in gold]
            results[system] = metrics.evaluate(gold, answers, ids, 0)
            base = results[system]["ms_mean"] if system == BASE else base
        for system, r in results.items():
            key = SETS[name]
            p, c = ("p", "r") if key == "f1" else ("seg_p", "seg_r")
            ratio = f"{r['ms_mean'] / base:.2f}" if base else "-"
            print(f"| {name} | {r['n']} | {system} | {key} | {r[key]:.3f} | {r[p]:.3f} "
                  f"| {r[c]:.3f} | {r['errors']} | {r['ms_mean']:.1f} | {r['ms_median']:.1f} "
                  f"| {ratio} |", flush=True)  # fmt: skip
    return 0


if __name__ == "__main__":
    sys.exit(main())
