"""Sources and outputs that are no files of this machine's: addresses, and pages of web archives."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articlepress.cli.app import run
from articlepress.errors import SourceError
from articlepress.inputs import expand
from articlepress.outputs import distinct_stems
from articlepress.source import read_source

upath = pytest.importorskip("upath", reason="needs articlepress[cluster]")
pytest.importorskip("warcio", reason="needs articlepress[cluster]")

INPUT = Path(__file__).parents[2] / "input"


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> str:
    """An address below which nothing is yet; histories of it go to the test's own folder."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)
    return f"memory://{tmp_path.name}"


def record(url: str, status: str, kind: str, content: bytes) -> bytes:
    """Return a record of a web archive, as crawlers write one."""
    http = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n\r\n".encode() + content
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:1>\r\n"
        f"WARC-Target-URI: {url}\r\nWARC-Date: 2019-11-20T00:00:00Z\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return gzip.compress(head.encode() + http + b"\r\n\r\n", mtime=0)


def archive(folder: Path) -> Path:
    """Return a web archive: two pages, a picture, a page that was not found."""
    path = folder / "crawl.warc.gz"
    bread, keeper = ((INPUT / f"{name}.html").read_bytes() for name in ("bread", "lighthouse"))
    picture = (INPUT / "bread_files" / "loaves.png").read_bytes()
    path.write_bytes(
        record("https://a.example/bread", "200 OK", "text/html", bread)
        + record("https://a.example/p.png", "200 OK", "image/png", picture)
        + record("https://a.example/gone", "404 Not Found", "text/html", bread)
        + record(
            "https://b.example/2019/11/keeper?x=1", "200 OK", "text/html; charset=utf-8", keeper
        )
    )
    return path


def test_the_pages_of_a_web_archive_are_sources_of_their_own(tmp_path: Path) -> None:
    path = archive(tmp_path)

    names = expand([str(path)]).names
    first, second = map(read_source, names)

    assert [name.partition("/https")[2] for name in names] == [
        "://a.example/bread", "://b.example/2019/11/keeper?x=1",
    ]  # fmt: skip
    assert first.content == (INPUT / "bread.html").read_bytes()
    assert second.url == "https://b.example/2019/11/keeper?x=1"
    assert distinct_stems(names) == ("a.example-bread", "b.example-2019-11-keeper")


def test_a_web_archive_is_converted_page_by_page(tmp_path: Path, bucket: str) -> None:
    assert run(["convert", str(archive(tmp_path)), "--to", "text", "-o", "out/", "-q"]) == 0

    text = (tmp_path / "out" / "a.example-bread.txt").read_text("utf-8")
    assert "In Praise of the Slow Loaf" in text


def test_an_archive_that_breaks_off_is_a_clear_error(tmp_path: Path) -> None:
    path = archive(tmp_path)
    path.write_bytes(path.read_bytes()[:-4000])

    names = expand([str(path)]).names

    assert read_source(names[0]).content
    with pytest.raises(SourceError, match="bytes of the page are missing"):
        read_source(names[1])


def test_sources_and_outputs_may_be_addresses(
    bucket: str, capfd: pytest.CaptureFixture[str]
) -> None:
    for name in ("bread", "lighthouse"):
        page = upath.UPath(f"{bucket}/in/{name}.html")
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_bytes((INPUT / f"{name}.html").read_bytes())
    words = ["convert", f"{bucket}/in/*.html", "--to", "text", "-o", f"{bucket}/out/"]

    codes = [run(words), run(words), run([*words, "--style", "letter"])]

    out, err = capfd.readouterr()
    assert codes == [0, 0, 0]
    assert out.splitlines()[:2] == [f"{bucket}/out/bread.txt", f"{bucket}/out/lighthouse.txt"]
    assert "unchanged    2" in err
    assert "Slow Loaf" in upath.UPath(f"{bucket}/out/bread.txt").read_text("utf-8")


def test_a_remote_file_from_elsewhere_is_not_replaced_unasked(
    bucket: str, capfd: pytest.CaptureFixture[str]
) -> None:
    mine = upath.UPath(f"{bucket}/out/bread.txt")
    mine.parent.mkdir(parents=True, exist_ok=True)
    mine.write_text("mine")

    code = run(["convert", str(INPUT / "bread.html"), "--to", "text", "-o", f"{bucket}/out/"])

    assert code == 40
    assert mine.read_text() == "mine"
    assert "was not written by articlepress" in capfd.readouterr().err


def test_patterns_are_read_as_shells_read_them(tmp_path: Path, bucket: str) -> None:
    (tmp_path / "a" / "b").mkdir(parents=True)
    for name in ("a/x.html", "a/b/y.html", "a/b/z.txt"):
        (tmp_path / name).touch()

    assert expand(["a/**/*.html"]).names == ("a/b/y.html", "a/x.html")
    assert "nor any this fits" in str(expand(["b/*.html"]).errors[0])


def test_an_address_of_an_unknown_kind_is_told(bucket: str) -> None:
    with pytest.raises(SourceError, match="no such file"):
        read_source(f"{bucket}/nothing.html")
    assert run(["convert", "nosuch://x/y.html", "--to", "text"]) != 70


@pytest.mark.parametrize(
    ("names", "stems"),
    [
        (["x/a.html", "y/a.html"], ("x-a", "y-a")),
        (["1/x/a.html", "2/x/a.html", "b.html"], ("1-x-a", "2-x-a", "b")),
        (["x/A.html", "y/a.html"], ("x-A", "y-a")),
        (["x/e\u0301.html", "y/\u00e9.html"], ("x-e\u0301", "y-\u00e9")),
        (["-", "y/article.html"], ("article", "y-article")),
    ],
)
def test_outputs_of_one_name_are_told_apart(names: list[str], stems: tuple[str, ...]) -> None:
    assert distinct_stems(names) == stems


@given(st.lists(st.sampled_from(["x/a.html", "x/a.htm", "x-a.html", "y/a.html", "a-2.html", "a"])))
def test_no_two_outputs_are_ever_called_the_same(names: list[str]) -> None:
    assert len(set(distinct_stems(names))) == len(names)
