"""Folders that came from somebody else: what lies in them makes no run write, delete or hang.

A project that is unpacked or cloned may bring its own `output/`: links, pipes, a history and a
record made to hurt.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import struct
import subprocess
import sys
from pathlib import Path

import pytest

from articlepress.editing import write_sidecar
from articlepress.errors import WriteError

PAGE = """<!doctype html><html lang="en"><head><title>{title}</title></head><body><article>
<h1>{title}</h1><p class="byline">By <a rel="author" href="/ann">Ann Lee</a></p>
<p>Nobody on either bank had asked for it, and the ferry went on as it always had, from the one
bank to the other and back again, whoever was on board and whatever the weather.</p>
</article></body></html>"""
FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Feed</title>
<link>https://example.org</link>{items}</channel></rss>"""
ITEM = """<item><title>{name}</title><link>https://example.org/{name}</link><description>
&lt;p&gt;Nobody on either bank had asked for it, and the ferry went on as ever.&lt;/p&gt;
</description></item>"""
SCHEMA = """
CREATE TABLE outputs (
    name TEXT PRIMARY KEY, key BLOB NOT NULL, size INTEGER, mtime_ns INTEGER, files TEXT,
    error TEXT, exit_code INTEGER
) WITHOUT ROWID;
CREATE TABLE runs (id INTEGER PRIMARY KEY, finished INTEGER NOT NULL DEFAULT 0);
"""
ENDLESS = "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT x FROM c"


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """An output folder that somebody else made, beside two pages."""
    for name in ("bridge", "ferry"):
        (tmp_path / f"{name}.html").write_text(PAGE.format(title=f"The {name}"), "utf-8")
    (tmp_path / "out").mkdir()
    return tmp_path / "out"


def convert(out: Path, *words: str) -> subprocess.CompletedProcess[str]:
    names = [word for word in words if not word.startswith("-")]
    flags = [word for word in words if word.startswith("-")]
    pages = names or [str(path) for path in sorted(out.parent.glob("*.html"))]
    command = [sys.executable, "-m", "articlepress", "convert", *pages, "-t", "text", *flags]
    return subprocess.run(
        [*command, "-o", f"{out}/", "-q"], capture_output=True, text=True, timeout=60, check=False
    )


def assert_made(out: Path, done: subprocess.CompletedProcess[str]) -> None:
    assert done.returncode == 0, done.stderr
    assert "The ferry" in (out / "ferry.txt").read_text("utf-8")


def strangers_database(path: Path) -> bytes:
    base = sqlite3.connect(path)
    base.execute("CREATE TABLE mine(x)")
    base.commit()
    base.close()
    return path.read_bytes()


@pytest.mark.parametrize("link", [os.symlink, os.link], ids=["symbolic", "hard"])
def test_a_history_that_is_another_programs_database_is_not_written_to(
    link: object, out: Path, tmp_path: Path
) -> None:
    mine = tmp_path / "mine.db"
    before = strangers_database(mine)
    assert callable(link)
    link(mine, out / ".articlepress.db")

    done = convert(out)

    assert_made(out, done)
    assert mine.read_bytes() == before


def test_a_history_that_is_a_pipe_does_not_stop_a_run(out: Path) -> None:
    os.mkfifo(out / ".articlepress.db")

    assert_made(out, convert(out))


@pytest.mark.parametrize(
    "script",
    [
        "CREATE VIEW outputs AS SELECT 1 AS name",
        f"CREATE VIEW runs AS SELECT x AS id, 0 AS finished FROM ({ENDLESS})",
        f"{SCHEMA} CREATE TRIGGER t AFTER INSERT ON outputs BEGIN DELETE FROM runs; END;",
        f"{SCHEMA} CREATE VIEW more AS {ENDLESS};",
        "CREATE TABLE outputs(a, b); CREATE TABLE runs(z);",
        f"{SCHEMA} CREATE TABLE more(x CHECK (x IN (SELECT 1)));".replace("(SELECT 1)", "(1)"),
    ],
    ids=["view", "endless view", "trigger", "third view", "columns", "third table"],
)
def test_a_history_of_another_make_begins_anew(script: str, out: Path) -> None:
    base = sqlite3.connect(out / ".articlepress.db")
    base.executescript(script)
    base.close()

    assert_made(out, convert(out))

    base = sqlite3.connect(out / ".articlepress.db")
    names = {name for (name,) in base.execute("SELECT name FROM sqlite_master")}
    assert names == {"outputs", "runs"}
    assert base.execute("SELECT count(*) FROM outputs").fetchone() == (2,)


def test_a_journal_beside_the_history_deletes_no_file(out: Path, tmp_path: Path) -> None:
    """A rollback journal names a super-journal, which SQLite deletes once it has rolled back."""
    thesis = tmp_path / "thesis.txt"
    thesis.write_text("years of work")
    strangers_database(out / ".articlepress.db")
    name, magic = str(thesis).encode(), bytes.fromhex("d9d505f920a163d7")
    pages = (out / ".articlepress.db").stat().st_size // 4096
    head = (magic + struct.pack(">iIIII", 0, 0, pages, 512, 4096)).ljust(512, b"\0")
    tail = struct.pack(">II", len(name), sum(name)) + magic
    journal = head + struct.pack(">I", 0x40000000 // 4096 + 1) + name + tail
    (out / ".articlepress.db-journal").write_bytes(journal)

    done = convert(out)

    assert thesis.read_text() == "years of work"
    assert_made(out, done)


@pytest.mark.parametrize(
    "change",
    [
        """files = '{"ftp://127.0.0.1:1/x": [1, 2], "memory://x": null}'""",
        "files = '{\"a\\u0000b\": [1, 2]}'",
        "files = '[[[['",
        "files = x'ff', error = x'1b5d30', exit_code = 'x'",
        "size = 'many', mtime_ns = -1",
    ],
)
def test_rows_that_nobody_of_ours_wrote_are_done_again(change: str, out: Path) -> None:
    assert_made(out, convert(out))
    base = sqlite3.connect(out / ".articlepress.db")
    base.execute(f"UPDATE outputs SET {change}")
    base.commit()
    base.close()

    for flags in ((), ("--resume",)):
        done = convert(out, *flags)

        assert "Traceback" not in done.stderr
        assert "\x1b" not in done.stderr
        assert done.returncode != 70


@pytest.mark.parametrize("kind", ["pipe", "device"])
@pytest.mark.parametrize("name", ["ferry.meta.toml", "ferry.png", "articlepress.toml"])
def test_nothing_beside_a_page_is_waited_for(name: str, kind: str, out: Path) -> None:
    page = out.parent / "ferry.html"
    page.write_text(page.read_text().replace("<p>", "<p><img src='ferry.png' alt='A ferry'>", 1))
    if kind == "pipe":
        os.mkfifo(out.parent / name)
    else:
        (out.parent / name).symlink_to("/dev/zero")

    for _ in range(2):
        assert_made(out, convert(out))
    assert_made(out, convert(out, str(page), "--force"))


def test_a_sheet_of_a_style_that_is_a_pipe_is_passed_over(out: Path, tmp_path: Path) -> None:
    style = tmp_path / "given"
    style.mkdir()
    (style / "style.toml").write_text('inherits = "base"\n')
    (style / "article.css").write_text("p { background: url(logo.png) }")
    for name in ("print.css", "tokens.css", "logo.png"):
        os.mkfifo(style / name)

    assert_made(out, convert(out, f"--style={style}"))


@pytest.mark.parametrize("there", [True, False])
def test_an_edit_is_not_written_through_a_link_out_of_the_folder(
    there: bool, tmp_path: Path
) -> None:
    mine = tmp_path / "mine.toml"
    if there:
        mine.write_text('title = "Mine"\n')
    folder = tmp_path / "given"
    folder.mkdir()
    (folder / "ferry.meta.toml").symlink_to(mine)

    with pytest.raises(WriteError, match="outside of its folder"):
        write_sidecar(folder / "ferry.meta.toml", {"title": "Theirs"})

    assert mine.exists() == there
    assert not there or "Theirs" not in mine.read_text()


@pytest.mark.parametrize("kind", ["link", "pipe", "hard link"])
def test_nothing_is_written_through_a_record_that_is_no_plain_file(
    kind: str, out: Path, tmp_path: Path
) -> None:
    profile = tmp_path / "profile"
    profile.write_text("# what my shell runs\n")
    record = out / ".articlepress.sha256"
    if kind == "pipe":
        os.mkfifo(record)
    elif kind == "link":
        record.symlink_to(profile)
    else:
        os.link(profile, record)

    done = convert(out)

    assert profile.read_text() == "# what my shell runs\n"
    assert done.returncode == 40
    assert "is no plain file" in done.stderr


@pytest.mark.parametrize("target", ["there", "not there"])
def test_an_output_that_is_a_link_out_of_its_folder_is_refused(
    target: str, out: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other.txt"
    if target == "there":
        other.write_text("mine")
        digest = hashlib.sha256(b"mine").hexdigest()  # a record that came along says it is ours
        (out / ".articlepress.sha256").write_text(f"{digest}  ferry.txt\n")
    (out / "ferry.txt").symlink_to(other)

    done = convert(out)

    assert done.returncode == 8
    assert "outside of its folder" in done.stderr
    assert other.read_text() == "mine" if target == "there" else not other.exists()
    assert (out / "bridge.txt").is_file()


def test_with_force_a_link_out_of_the_folder_is_followed(out: Path, tmp_path: Path) -> None:
    (out / "ferry.txt").symlink_to(tmp_path / "other.txt")

    assert convert(out, "--force").returncode == 0

    assert "The ferry" in (tmp_path / "other.txt").read_text("utf-8")


def feed(tmp_path: Path) -> str:
    page = tmp_path / "feed.rss"
    page.write_text(FEED.format(items=ITEM.format(name="first") + ITEM.format(name="second")))
    return str(page)


def test_files_of_a_split_source_replace_none_from_elsewhere(out: Path, tmp_path: Path) -> None:
    (out / "feed").mkdir()
    (out / "feed" / "first.txt").write_text("my own notes")

    refused = convert(out, feed(tmp_path), "--split")

    assert refused.returncode == 40
    assert (out / "feed" / "first.txt").read_text() == "my own notes"
    assert convert(out, feed(tmp_path), "--split", "--force").returncode == 0
    assert convert(out, feed(tmp_path), "--split").returncode == 0  # they are ours now


def test_the_folder_of_a_split_source_is_no_link_out(out: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (out / "feed").symlink_to(tmp_path / "elsewhere")

    done = convert(out, feed(tmp_path), "--split")

    assert done.returncode == 40
    assert not list((tmp_path / "elsewhere").iterdir())
