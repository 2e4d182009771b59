"""Runs over many documents, measured: speed-up, overhead, memory, what is lost when things die.

    python benchmarks/speed.py [DATA] [--documents 200] [--rows jobs,overhead,…]

DATA is a folder of real pages (sets with `pages/*.html.gz`); without it the sample pages serve. The
corpus is made of them, repeated with changed text, the same on every machine. Each row is one
target of the "Scaling up" page; ratios are of runs side by side. Ends with 1 when a row misses.
"""

from __future__ import annotations

import argparse
import contextlib
import gzip
import hashlib
import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path

PRESS = (sys.executable, "-m", "articlepress")
ROOT = Path(__file__).parents[1]
FORMATS = "epub,newsletter,json"


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    what: str
    figure: str
    target: str
    met: bool


@dataclass(frozen=True)
class Bench:
    """Where the corpus is, and how much of it is used."""

    pages: Path
    work: Path
    documents: int

    @property
    def names(self) -> list[str]:
        return [str(path) for path in sorted(self.pages.iterdir())[: self.documents]]

    def convert(self, out: Path, *words: str) -> list[str]:
        """Return the command line that converts the corpus."""
        listed = self.work / "list.txt"
        listed.write_text("\n".join(self.names))
        return [*PRESS, "convert", f"@{listed}", "--to", FORMATS, "-o", f"{out}/", "-q", *words]


def make_corpus(data: Path | None, folder: Path, documents: int) -> None:
    """Write so many pages: real ones in a fixed order, each repetition with text of its own."""
    found = sorted(
        data.glob("*/pages/*.html.gz") if data else (ROOT / "input").glob("*.html"),
        key=lambda path: hashlib.sha1(path.name.encode()).hexdigest(),
    )
    for number, path in enumerate(islice(cycle(found), documents)):
        content = path.read_bytes()
        if path.suffix == ".gz":
            content = gzip.decompress(content)
        changed = content.replace(b"</p>", b" No. %d.</p>" % number)
        (folder / f"{number:06}.html").write_bytes(changed)


@dataclass(frozen=True)
class Spent:
    """What a run took, with the processes it started."""

    wall_s: float
    cpu_s: float
    code: int


def spent(command: Sequence[str]) -> Spent:
    """Run a command and return what it took."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    ended = subprocess.run(
        command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    wall, after = time.monotonic() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Spent(wall, cpu, ended.returncode)


def outputs_of(folder: Path) -> dict[str, str]:
    """Return each output's digest; half-written files count, the run's own history does not."""
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.iterdir()
        if path.is_file() and not path.name.startswith(".articlepress.db")
    }


def jobs(bench: Bench) -> Iterator[Row]:
    """Two workers against one."""
    one = spent(bench.convert(bench.work / "one", "--jobs", "1"))
    two = spent(bench.convert(bench.work / "two", "--jobs", "2"))
    ratio = one.wall_s / two.wall_s
    same = outputs_of(bench.work / "one") == outputs_of(bench.work / "two")
    yield Row("--jobs 2 against --jobs 1, wall", f"{ratio:.2f} ×", "≥ 1.8 ×", ratio >= 1.8)
    yield Row("the same files by one and by two", str(same), "True", same)
    again = spent(bench.convert(bench.work / "two", "--jobs", "2"))
    share = again.cpu_s / two.cpu_s
    yield Row("second run, nothing changed, CPU", f"{share:.1%}", "≤ 2 %", share <= 0.02)


BARE = """
import json, sys
from articlepress.batch.history import plan_of
from articlepress.diagnostics import Notes
from articlepress.errors import ArticlepressError
from articlepress.records import Record
from articlepress.pipeline import Output, make, read_articles
from articlepress.render.styles import load_style
from articlepress.source import read_source
from articlepress.writers import find_writer
from pathlib import Path
names, formats, out = json.load(sys.stdin)
style = load_style()
writers = [find_writer(name) for name in formats.split(",")]
record = Record(Path(out))
for name in names:
    notes = Notes()
    try:
        articles = read_articles(read_source(name), notes)
        made = make(articles[0], [Output(w, w.options()) for w in writers], style, notes)
    except ArticlepressError:
        continue
    for writer, content in zip(writers, made):
        record.write(Path(out) / (Path(name).stem + writer.suffix), content)
"""
"""The conversion and nothing else, in one process."""


def overhead(bench: Bench) -> Iterator[Row]:
    """A supervised run against the bare conversion in one process, CPU of all processes."""
    shares = []
    for number in range(3):
        given = json.dumps([bench.names, FORMATS, str(bench.work / f"bare{number}")])
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, "-c", BARE], input=given, text=True, check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        bare = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        shares.append(spent(bench.convert(bench.work / f"sup{number}", "-j", "1")).cpu_s / bare - 1)
    share = sorted(shares)[1]
    yield Row("batch over the bare conversion, CPU", f"{share:+.1%}", "≤ 3 %", share <= 0.03)


def memory(bench: Bench) -> Iterator[Row]:
    """The parent's memory while many small documents go through."""
    documents = max(2_000, bench.documents * 10)
    folder = bench.work / "small"
    folder.mkdir()
    for number in range(documents):
        (folder / f"{number:06}.txt").write_text(
            f"Title {number}\n\nA paragraph of text, no more.\n"
        )
    words = [*PRESS, "convert", f"{folder}/*.txt", "--to", "text", "-o", f"{bench.work}/texts/"]
    process = subprocess.Popen([*words, "-q", "-j", "2"], stdout=subprocess.DEVNULL)
    made, sizes = bench.work / "texts", []
    while process.poll() is None:
        time.sleep(0.25)
        if made.is_dir():
            sizes.append((len(os.listdir(made)), _resident_mb(process.pid)))
    steady = [size for count, size in sizes if count > documents // 20 and size]
    grown = max(steady) - min(steady) if steady else 0.0
    yield Row(f"parent over {documents:,} documents", f"+{grown:.1f} MB", "≤ 10 MB", grown <= 10)


def _resident_mb(process: int) -> float:
    try:
        pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
    except (OSError, IndexError):
        return 0.0
    return pages * resource.getpagesize() / 1e6


def _whole(bench: Bench) -> dict[str, str]:
    folder = bench.work / "one"
    if not folder.is_dir():
        spent(bench.convert(folder, "--jobs", "2"))
    return outputs_of(folder)


def _children(process: int) -> list[int]:
    """Return the processes below one, whichever of its threads started them."""
    below: list[int] = []
    for listed in Path(f"/proc/{process}/task").glob("*/children"):
        with contextlib.suppress(OSError):
            below += map(int, listed.read_text().split())
    return below + [number for child in below for number in _children(child)]


def _is_worker(process: int) -> bool:
    try:
        words = Path(f"/proc/{process}/cmdline").read_bytes()
    except OSError:
        return False
    return b"articlepress.batch.worker" in words or b"spawn_main" in words


def _made(folder: Path) -> int:
    """Return how many outputs stand in a folder so far, those under way not counted."""
    if not folder.is_dir():
        return 0
    return sum(not name.startswith(".") for name in os.listdir(folder))


def _made_more(process: subprocess.Popen[bytes], folder: Path, count: int) -> bool:
    """Wait until so many outputs stand in a folder; return whether the run is still going on.

    A kill by the clock comes too late on a fast machine, and nothing was tested.
    """
    while process.poll() is None:
        if _made(folder) >= count:
            return True
        time.sleep(0.02)
    return False


KILLS = 8
"""Kills in a run, spread over its outputs."""


def killed_workers(bench: Bench, *words: str) -> Iterator[Row]:
    """A random worker is killed each time a ninth of the outputs has been made.

    Never one that started since the last kill: it holds the document that was lost then, and three
    times lost is given up, which is right and no fault.
    """
    whole, rng = _whole(bench), random.Random(1)
    out = bench.work / f"killed{len(words)}"
    report = bench.work / "killed.jsonl"
    command = bench.convert(out, "--jobs", "2", "--report", str(report), *words)
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    kills, known = 0, set[int]()
    for number in range(1, KILLS + 1):
        if not _made_more(process, out, number * len(whole) // (KILLS + 1)):
            break
        workers = [child for child in _children(process.pid) if _is_worker(child)]
        settled = [worker for worker in workers if worker in known or not kills]
        if settled:
            os.kill(rng.choice(settled), signal.SIGKILL)
            kills += 1
        known = set(workers)
    process.wait()
    lines = [json.loads(line)["source"] for line in report.read_text().splitlines()]
    lost = len(bench.names) - len(set(lines))
    doubled = len(lines) - len(set(lines))
    made = outputs_of(out)
    broken = sum(made.get(name) != digest for name, digest in whole.items()) + len(
        made.keys() - whole
    )
    yield Row(
        f"{kills} workers killed {' '.join(words)}".strip(),
        f"{lost} lost, {doubled} doubled, {broken} broken",
        "0, 0, 0 of ≥ 1 killed",
        kills > 0 and lost == doubled == broken == 0,
    )


def killed_workers_of_dask(bench: Bench) -> Iterator[Row]:
    """The same on a Dask cluster of this machine."""
    yield from killed_workers(bench, "--executor", "dask")


def killed_runs(bench: Bench) -> Iterator[Row]:
    """The whole run is killed after a random part of its outputs, then continued."""
    whole, rng = _whole(bench), random.Random(2)
    out = bench.work / "broken"
    kills = 0
    for _ in range(20):
        process = subprocess.Popen(
            bench.convert(out, "--jobs", "2"), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        going = _made_more(process, out, _made(out) + rng.randint(0, len(whole) // 10))
        process.kill()
        process.wait()
        if not going:
            break
        kills += 1
    time.sleep(1)  # workers finish what they have, and leave
    spent(bench.convert(out, "--jobs", "2", "--resume"))
    same = outputs_of(out) == whole
    met = same and kills > 0
    yield Row(f"killed {kills} times, then --resume", f"same files: {same}", "True, ≥ 1 ×", met)


def extract(bench: Bench) -> Iterator[Row]:
    """Pages a second of `extract` against `trafilatura --parallel`, the same pages and cores."""
    if shutil.which("trafilatura", path=str(Path(sys.executable).parent)) is None:
        yield Row("extract against trafilatura", "not installed", "≥ 2.5 ×", True)
        return
    listed = bench.work / "list.txt"
    listed.write_text("\n".join(bench.names))
    folder = bench.work / "in"
    folder.mkdir(exist_ok=True)
    for name in bench.names:
        shutil.copy(name, folder)
    rival = [str(Path(sys.executable).parent / "trafilatura"), "--parallel", "2"]
    theirs = spent([*rival, "--input-dir", str(folder), "--output-dir", str(bench.work / "traf")])
    ours = spent([*PRESS, "extract", f"@{listed}", "--jobs", "2", "-q"])
    ratio = theirs.wall_s / ours.wall_s
    cpu = theirs.cpu_s / ours.cpu_s
    figure = f"{ratio:.2f} × wall, {cpu:.2f} × CPU"
    yield Row("extract against trafilatura --parallel 2", figure, "≥ 2.5 ×", ratio >= 2.5)


ROWS: dict[str, Callable[[Bench], Iterator[Row]]] = {
    "jobs": jobs,
    "overhead": overhead,
    "memory": memory,
    "killed-workers": killed_workers,
    "killed-dask": killed_workers_of_dask,
    "killed-runs": killed_runs,
    "extract": extract,
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, nargs="?")
    parser.add_argument("--documents", type=int, default=200)
    parser.add_argument("--rows", default=",".join(ROWS))
    arguments = parser.parse_args()
    missed = 0
    with tempfile.TemporaryDirectory() as folder:
        pages = Path(folder) / "pages"
        pages.mkdir()
        make_corpus(arguments.data, pages, arguments.documents)
        bench = Bench(pages, Path(folder), arguments.documents)
        print(f"{arguments.documents:,} documents to {FORMATS}, load {os.getloadavg()[0]:.1f}")
        for name in arguments.rows.split(","):
            for row in ROWS[name](bench):
                missed += not row.met
                mark = "" if row.met else "  missed"
                print(f"{row.what:52}{row.figure:>32}   {row.target}{mark}", flush=True)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
