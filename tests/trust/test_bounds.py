"""Bombs are refused or done, within seconds and some hundred megabytes; bounds say their names."""

from __future__ import annotations

import base64
import gzip
import re
import struct
import subprocess
import sys
import time
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from articlepress.cli.app import run
from articlepress.diagnostics import Notes
from articlepress.errors import ConfigError, LimitExceeded
from articlepress.formats import infer_reader
from articlepress.limits import LIMITS, keep, limit
from articlepress.readers import find_reader
from articlepress.source import Source
from trust import long_strings
from trust.patterns import Place, every_pattern, unexplained
from trust.regexes import runs_away, slow
from trust.vectors import page

MOST_CPU_S = 5.0
MOST_MB = 400
FORMATS = "html,epub,newsletter"


def png(width: int, height: int) -> bytes:
    """Return a picture of one colour that is small packed and large unpacked."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + content))
        return struct.pack(">I", len(content)) + kind + content + check

    packer, row = zlib.compressobj(9), b"\0" * (width // 8 + 2)
    packed = b"".join(packer.compress(row) for _ in range(height)) + packer.flush()
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")
    )


def laughs(levels: int = 12) -> str:
    entities = '<!ENTITY a0 "ha ha ha">' + "".join(
        f'<!ENTITY a{k} "{f"&a{k - 1};" * 10}">' for k in range(1, levels)
    )
    return f"<!DOCTYPE html [{entities}]><p>&a{levels - 1};</p>"


def bombs() -> Iterator[tuple[str, bytes, int]]:
    """Yield each bomb's name, its page, and the exit code it must end with."""
    picture = base64.b64encode(png(13_000, 13_000)).decode()
    yield "169 megapixels", page(f'<img src="data:image/png;base64,{picture}" alt="sea">'), 0
    yield "a data URL of 40 MB", page(f'<img src="data:image/png;base64,{"A" * 40_000_000}">'), 60
    yield "a data URL of 30 MB", page(f'<img src="data:image/png;base64,{"A" * 30_000_000}">'), 0
    packed = base64.b64encode(gzip.compress(bytes(10**7)) * 1000).decode()
    yield "10 GB packed in a data URL", page(f'<img src="data:image/svg+xml;base64,{packed}">'), 0
    yield "billion laughs", page(laughs()), 0
    yield "1e6 attributes", page("<p " + " ".join(f"a{k}=v" for k in range(10**6)) + ">x</p>"), 60
    yield "1e6 nested lists", page("<ul><li>" * 10**6 + "deep"), 60
    yield "1e6 flat elements", page("<i>x</i> " * 10**6), 60
    yield "1e6 cells", page("<table>" + ("<tr>" + "<td>x" * 1000) * 1000 + "</table>"), 60
    yield "50,000 pictures", page('<img src="x.png" alt="a">' * 50_000), 60
    yield "lists 60,000 deep", page("<ul><li>" * 60_000 + "deep"), 0
    yield "spans of 65534", page("<table>" + "<tr><td rowspan=65534 colspan=1000>x" * 2000), 0
    yield "20 MB of text", page("word " * 4_000_000), 60
    marks = "".join(f"<a href=#n{k} id=m{k}>{k % 900}</a> y " for k in range(4_000))
    notes = "".join(f"<li id=n{k}><a href=#m{k}>{k % 900}</a> a note" for k in range(4_000))
    yield "4,000 notes", page(f"<p>{marks}</p><h2>Notes</h2><ol>{notes}</ol>"), 0
    yield "8,000 headings of notes", page("<p>x</p>" + "<h2>Notes</h2><p></p>" * 8_000), 0
    yield "4,900 icons in a line", page("<p>x" + "<img src=/icons/a.svg alt=a>" * 4_900), 0
    yield "8,000 labels", page("<p>x" + "<span class=sr-only>y</span>" * 8_000), 0
    for unit in ("A:\r\n", " ", "a", "<!--", "漢", ". ", "(", "a@"):
        # Each `<` counts as a tag: these are too many.
        code = 60 if "<" in unit else 0
        yield f"a million characters of {unit!r}", page(unit * (10**6 // len(unit))), code


BOMBS = list(bombs())
MEASURED = """
import sys, time
from pathlib import Path
from articlepress.cli.app import run
code = run(sys.argv[2:])
told = Path("/proc/self/status").read_text().partition("VmHWM:")[2].split()[0]
Path(sys.argv[1]).write_text(f"{time.process_time()} {told}")
sys.exit(code)
"""
"""A run that says what it took: what the system tells of a child's memory begins with ours."""


def measured(folder: Path, content: bytes) -> tuple[subprocess.CompletedProcess[str], float, float]:
    """Convert a page in a process of its own; return it, its CPU seconds and its peak in MB."""
    source, peak = folder / "page.html", folder / "peak"
    source.write_bytes(content)
    process = subprocess.run(
        [sys.executable, "-c", MEASURED, str(peak), "convert", str(source),
         "--to", FORMATS, "-o", f"{folder}/out/", "-q"],
        capture_output=True, text=True, errors="replace", check=False,
    )  # fmt: skip
    seconds, kilobytes = map(float, peak.read_text().split())
    return process, seconds, kilobytes / 1000


@pytest.mark.slow
@pytest.mark.parametrize(("name", "content", "code"), BOMBS, ids=[name for name, _, _ in BOMBS])
def test_a_bomb_is_refused_or_done_in_time(
    tmp_path: Path, name: str, content: bytes, code: int
) -> None:
    process, seconds, megabytes = measured(tmp_path, content)

    assert process.returncode == code, process.stderr
    assert "Traceback" not in process.stderr
    # A busy machine makes every second dearer; four cores' worth of neighbours are allowed for.
    assert seconds < MOST_CPU_S * 1.5
    assert megabytes < MOST_MB
    if code == 60:
        assert "the limit is" in process.stderr
        assert "ARTICLEPRESS_LIMIT_" in process.stderr


@pytest.mark.parametrize("name", LIMITS)
def test_every_bound_is_named_and_can_be_moved(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    setting = f"ARTICLEPRESS_LIMIT_{name.upper()}"
    with pytest.raises(LimitExceeded, match=setting):
        keep(name, LIMITS[name].default + 1)

    monkeypatch.setenv(setting, "7")
    assert limit(name) == 7
    with pytest.raises(LimitExceeded, match=r"has 8 .* the limit is 7"):
        keep(name, 8, "page.html")
    monkeypatch.setenv(setting, "0")
    keep(name, 10**12)
    monkeypatch.setenv(setting, "many")
    with pytest.raises(ConfigError, match=setting):
        limit(name)


def test_a_bound_that_is_met_is_said_on_the_command_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "page.html"
    source.write_bytes(page("<p>x</p>" * 100))
    monkeypatch.setenv("ARTICLEPRESS_LIMIT_TAGS", "50")

    code = run(["convert", str(source), "-t", "text", "-o", f"{tmp_path}/"])

    assert code == 60
    assert "tags of a page; the limit is 50" in capfd.readouterr().err


def test_a_page_twenty_thousand_deep_is_read_in_seconds() -> None:
    deep = page("<div><b><ul><li>" * 5_000 + "bottom")
    reader = find_reader("html")
    start = time.process_time()

    (article,) = reader.read(Source(deep, "deep.html"), reader.options(), Notes())

    assert article.blocks
    assert time.process_time() - start < 6


def test_no_pattern_of_the_package_goes_unattacked() -> None:
    assert unexplained() == []
    assert len(every_pattern()) > 500


@pytest.mark.slow
@pytest.mark.parametrize("share", range(8))
def test_no_short_string_keeps_a_pattern_busy(share: int) -> None:
    # That the work grows no faster than the text is asked by `python -m trust.regexes`.
    assert [place for place in every_pattern()[share::8] if runs_away(place)] == []


@pytest.mark.parametrize(
    ("pattern", "is_slow"),
    [(r"(?:a|\w)+!", True), (r"\s+x", True), (r"<!--.*?-->", True), (r"(?<!\s)\s++x", False)],
)
def test_the_attack_tells_slow_patterns_from_others(pattern: str, is_slow: bool) -> None:
    place = Place(re.compile(pattern), "here", "pattern", anywhere=True)

    assert (slow(place) is not None) is is_slow


def test_headers_that_end_in_two_ways_are_no_riddle(tmp_path: Path) -> None:
    source = Source(b"A:\r\n" * 60 + b"Words of a note that no message holds.\n" * 9, "note")
    start = time.process_time()

    infer_reader(source)

    assert time.process_time() - start < 1


@pytest.mark.slow
def test_no_string_made_for_patterns_makes_reading_slow(monkeypatch: pytest.MonkeyPatch) -> None:
    # `python -m trust.long_strings` does so at full length.
    monkeypatch.setattr(long_strings, "LENGTH", 4_000)

    assert long_strings.slow_pages(most_s=2.0) == []
