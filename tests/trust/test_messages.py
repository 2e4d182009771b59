"""What a page says stays what it is: no escape sequence, forged line, header or hostile name."""

from __future__ import annotations

import email
import email.policy
import json
import os
import re
from pathlib import Path
from urllib.parse import unquote

import pytest

from articlepress.cli.app import run
from articlepress.outputs import safe_stem

EVIL = "\x1b]0;owned\x07\x1b[2J\u202egnp.exe\r\nBcc: victim@example.org\nerror: all is lost\x9b31m"
WORDS = (
    "<p>The council met on Thursday and agreed to rebuild the old bridge over the river.</p>" * 6
)
ROOT = Path(__file__).parents[2]
CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def hostile(folder: Path) -> Path:
    page = folder / "page.html"
    page.write_text(
        f"Warning: {EVIL}<!doctype html><html lang='{EVIL}'><head><title>{EVIL} title</title>"
        f"<meta name='author' content='{EVIL}'></head><body><article><h1>{EVIL} title</h1>{WORDS}"
        f"<p><img src='{EVIL}.png' alt='{EVIL}'><a href='javascript:{EVIL}'>{EVIL}</a></p>{WORDS}"
        "</article></body></html>",
        "utf-8",
    )
    return page


@pytest.mark.parametrize("form", ["text", "json"])
def test_nothing_of_a_page_commands_the_terminal(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], form: str
) -> None:
    page = hostile(tmp_path)

    run(["convert", str(page), "-t", "text", "-o", f"{tmp_path}/o/", "-v", "--log-format", form])
    run(["inspect", str(page)])
    run(["audit", str(page), f"{tmp_path}/o/page.txt"])

    said = capfd.readouterr()
    assert not CONTROLS.search(said.out + said.err)
    # A line of its own would look as if the program had said it.
    assert not [line for line in said.err.splitlines() if line.startswith("error: all is lost")]


def test_json_reports_are_one_line_each(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    page = hostile(tmp_path)

    run(["extract", str(page)])
    run(["inspect", str(page), "--json"])

    lines = capfd.readouterr().out.splitlines()
    assert len(lines) == 2
    assert all(json.loads(line) for line in lines)


def test_no_header_can_be_added_to_a_message(tmp_path: Path) -> None:
    page = hostile(tmp_path)

    assert run(["convert", str(page), "-o", f"{tmp_path}/page.eml", "-q"]) == 0

    raw = (tmp_path / "page.eml").read_bytes()
    message = email.message_from_bytes(raw, policy=email.policy.default)
    assert message["Bcc"] is None
    assert not re.search(rb"^bcc:", raw.partition(b"\n\n")[0], re.IGNORECASE | re.MULTILINE)
    assert "\n" not in str(message["Subject"])


@pytest.mark.parametrize(
    "stem",
    ["../../etc/passwd", "CON", "nul", "a" * 400, "a/b\\c:d", "...", "", " .hidden. ", "\x00x",
     "é" * 300, "aux.txt", "x\u202egnp", "com1", "a\nb", "-rf"],
)  # fmt: skip
def test_every_name_is_one_every_system_takes(stem: str) -> None:
    name = safe_stem(stem)

    assert name
    assert len(name.encode()) <= 200
    assert not re.search(r'[/\\:*?"<>|\x00-\x1f]', name)
    assert name.partition(".")[0].lower() not in ("con", "nul", "aux", "com1")
    assert "\u202e" not in name
    assert not name.startswith((".", " "))
    assert not name.endswith((".", " "))


def test_the_page_of_promises_names_tests_that_exist() -> None:
    named = re.findall(
        r"`((?:tests|benchmarks|scripts)/[\w./]+)`", (ROOT / "SECURITY.md").read_text()
    )

    assert len(named) > 10
    assert [name for name in named if not (ROOT / name).exists()] == []


FORGING = ("a\nerror: all is lost.html", "a\r\x1b[2Kerror: all is lost.html")


def named(folder: Path, name: str | bytes) -> str:
    """Make a page with a hostile name, as a folder from somebody else may hold it."""
    path = os.path.join(os.fsencode(folder), os.fsencode(name))
    with open(path, "wb") as page:
        page.write(f"<article><h1>Ice</h1>{WORDS}</article>".encode())
    return os.fsdecode(path)


@pytest.mark.parametrize("name", FORGING)
@pytest.mark.parametrize("command", ["convert", "inspect", "collect", "check", "audit", "missing"])
def test_no_name_of_a_file_forges_a_message(
    name: str, command: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    page = named(tmp_path, name)
    words = {
        "convert": ["convert", page, "-t", "text", "-o", f"{tmp_path}/o/", "-v"],
        "collect": ["collect", page, "-o", f"{tmp_path}/b.epub", "-v"],
        "audit": ["audit", page, page],
        "missing": ["convert", f"{tmp_path}/none {name}", "-o", f"{tmp_path}/o/"],
    }.get(command, [command, page])

    run(words)

    said = capfd.readouterr()
    assert "\x1b" not in said.out + said.err
    lines = (said.out + said.err).splitlines()
    assert not [line for line in lines if line.startswith("error: all is lost")]


def test_a_name_of_bytes_that_are_no_characters_is_a_name(tmp_path: Path) -> None:
    names = [named(tmp_path, b"caf\xe9 \xff.html"), named(tmp_path, "b.html")]
    command = ["convert", *names, "-t", "text,html,epub,eml", "-o", f"{tmp_path}/o/", "-q"]
    report = ["--report", f"{tmp_path}/report.jsonl"]

    assert run([*command, *report]) == 0
    assert run([*command, *report]) == 0

    lines = (tmp_path / "report.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(line)["status"] for line in lines] == ["unchanged", "unchanged"]
    assert run(["collect", *names, "-o", f"{tmp_path}/b.epub", "-q"]) == 0


def test_sarif_names_a_file_by_an_address(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    page = named(tmp_path, "a%2e%2e b.html")

    run(["check", page, "--format", "sarif"])

    results = json.loads(capfd.readouterr().out)["runs"][0]["results"]
    places = {r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for r in results}
    assert [unquote(place) for place in places] == [page]
    assert all("%252e%252e%20b" in place for place in places)
