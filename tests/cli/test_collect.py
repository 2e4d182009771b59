"""`articlepress collect`: one book of many pages, or a clear word why not."""

from __future__ import annotations

import resource
import subprocess
import sys
import zipfile
from pathlib import Path

from .conftest import Press


def page(name: str, title: str, address: str = "") -> Path:
    text = (
        "A paragraph of the column, long enough to be taken for prose by anyone who reads it, "
        "with commas, clauses and a full stop at its end."
    )
    link = f'<link rel="canonical" href="https://example.org/{address or name}">'
    head = f'<meta charset="utf-8"><title>{title}</title>{link}'
    body = f"<article><h1>{title}</h1><p>By Ann Bee</p>{f'<p>{text}</p>' * 5}</article>"
    path = Path(name)
    path.write_text(f'<!DOCTYPE html><html lang="en"><head>{head}</head><body>{body}</body></html>')
    return path


def member(book: str, name: str) -> str:
    with zipfile.ZipFile(book) as archive:
        return archive.read(f"EPUB/{name}").decode()


def test_pages_become_the_chapters_of_one_book(press: Press) -> None:
    ended = press("collect", page("a.html", "Ice"), page("b.html", "Snow"), "-o", "b.epub")

    assert (ended.code, ended.out) == (0, "b.epub\n")
    assert "Ice" in member("b.epub", "chapter-0001.xhtml")
    assert "Snow" in member("b.epub", "chapter-0002.xhtml")


def test_a_manifest_says_what_the_book_holds(press: Press) -> None:
    page("a.html", "Ice")
    page("b.html", "Snow")
    Path("preface.md").write_text("# Before\n\nA word.\n")
    Path("collection.toml").write_text(
        'title = "Winter"\nfront = ["preface.md"]\ncover = "none"\nauthor-index = false\n'
        '[[part]]\ntitle = "First"\ninputs = ["b.html"]\n'
        '[[part]]\ntitle = "Second"\ninputs = ["a.html"]\n'
        '[overrides."a.html"]\ntitle = "Ice again"\n'
    )

    ended = press("collect", "collection.toml", "-o", "b.epub", "--subtitle", "Two columns")

    contents = member("b.epub", "nav.xhtml")
    assert ended.code == 0
    places = [contents.index(word) for word in ("Before", "First", "Snow", "Second", "Ice again")]
    assert places == sorted(places)
    assert "authors.xhtml" not in contents
    assert "Two columns" in member("b.epub", "title.xhtml")


def test_an_unknown_key_of_a_manifest_is_named(press: Press) -> None:
    Path("collection.toml").write_text('titel = "Winter"\n')

    ended = press("collect", "collection.toml", "-o", "b.epub")

    assert ended.code == 6
    assert "no key is called 'titel'" in ended.err
    assert "'title'" in ended.err


def test_one_unreadable_input_stops_the_book(press: Press) -> None:
    ended = press("collect", page("a.html", "Ice"), "gone.html", "-o", "b.epub")

    assert ended.code == 10
    assert "--keep-going" in ended.err
    assert not Path("b.epub").exists()


def test_keep_going_makes_the_book_without_it_and_says_so(press: Press) -> None:
    ended = press("collect", "--keep-going", page("a.html", "Ice"), "gone.html", "-o", "b.epub")

    assert ended.code == 10
    assert "gone.html: error" in ended.err
    assert "Ice" in member("b.epub", "chapter-0001.xhtml")


def test_two_pages_of_one_address_are_one_chapter(press: Press) -> None:
    ended = press("collect", page("a.html", "Ice", "x"), page("b.html", "Ice", "x"), "-o", "b.epub")

    assert "AP701" in ended.err
    assert "chapter-0002" not in member("b.epub", "nav.xhtml")


def test_a_cover_that_is_no_picture_stops_the_book(press: Press) -> None:
    ended = press("collect", page("a.html", "Ice"), "--cover", "a.html", "-o", "b.epub")

    assert ended.code == 12
    assert "no picture" in ended.err
    assert not Path("b.epub").exists()


def test_a_disk_that_fills_leaves_the_old_book(press: Press) -> None:
    press("collect", page("a.html", "Ice"), "-o", "b.epub")
    before = Path("b.epub").read_bytes()

    def small_disk() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))

    ended = subprocess.run(
        [sys.executable, "-m", "articlepress", "collect", "a.html", "-o", "b.epub"],
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=small_disk,
    )

    assert ended.returncode not in (0, 70)
    assert "Traceback" not in ended.stderr
    assert Path("b.epub").read_bytes() == before
    assert sorted(path.name for path in Path.cwd().glob("*.epub*")) == ["b.epub"]
