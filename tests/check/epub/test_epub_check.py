"""The check of books: each law finds what breaks it, and a sound book breaks none."""

from __future__ import annotations

import io
import shutil
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from articlepress.article import Collection, Part
from articlepress.check.epub import CHECK
from articlepress.check.epub.laws import broken_laws
from articlepress.check.epub.validators import (
    epubcheck,
    epubcheck_jar,
    one_by_one,
    parse_lines,
    parse_report,
)
from articlepress.diagnostics import Notes
from articlepress.render.styles import load_style
from articlepress.writers.epub import EpubOptions, write
from trees import column


@cache
def sound() -> bytes:
    out = io.BytesIO()
    write(column(), EpubOptions(cover="none"), load_style("base"), Notes(), out)
    return out.getvalue()


def changed(**changes: tuple[str, str] | None) -> bytes:
    """Return a sound book with words of a member replaced, or the member left out."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(sound())) as old, zipfile.ZipFile(out, "w") as new:
        for info in old.infolist():
            stem = info.filename.rpartition("/")[2].partition(".")[0]
            content = old.read(info).decode("utf-8", "surrogateescape")
            if stem in changes:
                change = changes[stem]
                if change is None:
                    continue
                assert change[0] in content
                content = content.replace(*change)
            new.writestr(info, content.encode("utf-8", "surrogateescape"))
    return out.getvalue()


def codes(content: bytes) -> set[str]:
    return {finding.code for finding in broken_laws(content, Path("b.epub"))}


def test_a_sound_book_breaks_no_law() -> None:
    assert codes(sound()) == set()


def test_a_sound_collection_breaks_no_law() -> None:
    out = io.BytesIO()
    book = Collection("B", (Part((column(), column()), "Winter"),), language="en")
    write(book, EpubOptions(credits="shared"), load_style("base"), Notes(), out)

    assert codes(out.getvalue()) == set()


@pytest.mark.parametrize(
    "rights",
    [
        "© 2026 The Harbour Evening Post. All rights reserved.",
        "Harbour Evening Post Publishing House GmbH",
        "The views  expressed here are the author's own.",
    ],
)
def test_a_holder_of_rights_need_not_stand_in_the_text(rights: str) -> None:
    content = changed(content=("</metadata>", f"<dc:rights>{rights}</dc:rights></metadata>"))

    found = [f for f in broken_laws(content, Path("b.epub")) if f.code == "EP301"]

    assert bool(found) is rights.startswith("The views")


def test_a_disclaimer_whose_last_words_are_a_link_is_found_in_the_text() -> None:
    linked = changed(article=("the authors alone.", "the authors <a>alone</a>."))

    assert "EP301" not in codes(linked)


@pytest.mark.parametrize(
    ("code", "change"),
    [
        ("EP101", lambda: b"no zip"),
        ("EP101", lambda: changed(mimetype=None)),
        ("EP101", lambda: changed(mimetype=("epub", "epup"))),
        ("EP102", lambda: changed(article=("</section>", ""))),
        ("EP103", lambda: changed(style=None)),
        ("EP103", lambda: changed(content=('href="style.css"', 'href="other.css"'))),
        ("EP104", lambda: changed(nav=('href="article.xhtml', 'href="nav.xhtml'))),
        ("EP104", lambda: changed(content=('properties="nav"', ""))),
        ("EP201", lambda: changed(article=('href="#note-1"', 'href="#note-9"'))),
        ("EP201", lambda: changed(article=('href="#note-1"', 'href="gone.xhtml"'))),
        ("EP201", lambda: changed(article=('src="images/', 'src="pictures/'))),
        ("EP202", lambda: changed(article=('id="a-table"', 'id="title"'))),
        ("EP203", lambda: changed(article=('src="images/', 'src="https://e.org/'))),
        ("EP203", lambda: changed(article=("<hr/>", "<script>x()</script>"))),
        ("EP204", lambda: changed(article=("h3", "h5"))),
        ("EP205", lambda: changed(article=(' alt="A chart of ice days"', ""))),
        ("EP206", lambda: changed(article=(' lang="en" xml:lang="en"', ""))),
        ("EP301", lambda: changed(article=("The views expressed here", "The news"))),
        ("EP302", lambda: changed(article=("Quist", "Kvist"), content=("Jon Abel<", "Qq<"))),
    ],
)  # fmt: skip
def test_a_broken_law_is_found(code: str, change: Callable[[], bytes]) -> None:
    assert code in codes(change())


def test_the_lines_of_epubcheck_become_findings() -> None:
    (finding,) = parse_lines("b.epub\tFATAL\tRSC-016\ta.xhtml:3\tmessage\nnoise\n")

    assert (finding.code, finding.severity, finding.place) == ("RSC-016", "error", "a.xhtml:3")


def test_the_report_of_ace_becomes_findings() -> None:
    report = (
        '{"assertions": [{"earl:testSubject": {"url": "a.xhtml"}, "assertions": [{"earl:test": '
        '{"dct:title": "link-name", "earl:impact": "serious"}, "earl:result": '
        '{"dct:description": "Links must have text"}}]}]}'
    )

    (finding,) = parse_report(report, Path("b.epub"))

    assert (finding.code, finding.severity) == ("link-name", "error")


def test_a_validator_that_is_not_installed_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = tmp_path / "b.epub"
    book.write_bytes(sound())
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("ARTICLEPRESS_ACE", raising=False)

    found = list(CHECK.run([book]))

    assert [(f.code, f.severity) for f in found] == [("EP001", "info"), ("EP002", "info")]


@pytest.mark.java
@pytest.mark.skipif(
    shutil.which("java") is None or epubcheck_jar() is None, reason="epubcheck is not installed"
)
def test_epubcheck_takes_a_sound_book_and_finds_a_broken_one(tmp_path: Path) -> None:
    good, bad = tmp_path / "good.epub", tmp_path / "bad.epub"
    good.write_bytes(sound())
    bad.write_bytes(changed(article=('href="#note-1"', 'href="#note-9"')))

    found = list(epubcheck([good, bad]))

    assert {finding.path for finding in found} == {bad}
    assert {finding.code for finding in found} == {"RSC-012"}


@pytest.mark.java
@pytest.mark.skipif(
    shutil.which("java") is None or epubcheck_jar() is None, reason="epubcheck is not installed"
)
def test_epubcheck_says_the_same_book_by_book(tmp_path: Path) -> None:
    book = tmp_path / "bad.epub"
    book.write_bytes(changed(article=('href="#note-1"', 'href="#note-9"')))
    java, jar = shutil.which("java"), epubcheck_jar()
    assert java
    assert jar

    (finding,) = one_by_one(java, jar, book)

    assert (finding.code, finding.severity, finding.path) == ("RSC-012", "error", book)
