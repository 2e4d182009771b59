"""The public interface: names, sorted and lazy, and the three functions."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import pytest

import articlepress
from articlepress.errors import NoArticle, SourceError, UnknownWriter, UsageError
from articlepress.pipeline import CollectOptions
from trees import column

PAGE = Path(__file__).parents[2] / "input" / "lighthouse.html"


def test_names_are_sorted_and_there() -> None:
    assert articlepress.__all__ == sorted(articlepress.__all__)
    for name in articlepress.__all__:
        assert getattr(articlepress, name) is not None
    assert dir(articlepress) == sorted(articlepress.__all__)
    with pytest.raises(AttributeError, match="no attribute 'raed'"):
        getattr(articlepress, "raed")  # noqa: B009 - a checker must not see the name


def test_importing_the_package_imports_nothing_else() -> None:
    code = "import articlepress, sys; print([m for m in sys.modules if 'articlepress.' in m])"

    assert subprocess.check_output([sys.executable, "-c", code], text=True).strip() == "[]"


def test_an_article_is_read_from_a_path_bytes_or_a_source() -> None:
    by_path = articlepress.read(PAGE)
    by_bytes = articlepress.read(PAGE.read_bytes())
    by_source = articlepress.read(articlepress.Source(PAGE.read_bytes(), PAGE.name, PAGE))

    assert by_path.metadata.title == by_bytes.metadata.title == by_source.metadata.title
    assert by_path.blocks == by_source.blocks


def test_standard_input_is_a_dash(monkeypatch: pytest.MonkeyPatch) -> None:
    stdin = io.TextIOWrapper(io.BytesIO(PAGE.read_bytes()))
    monkeypatch.setattr(sys, "stdin", stdin)

    assert articlepress.read("-").metadata.language == "en-GB"


def test_options_may_be_a_mapping_or_the_writers_own() -> None:
    from articlepress.writers.epub import WRITER

    plain = articlepress.write(column(), "epub")
    mapped = articlepress.write(column(), "epub", {"cover": "none"})
    own = articlepress.write(column(), "epub", WRITER.options(cover="none"))

    assert mapped == own != plain
    with pytest.raises(UsageError):
        articlepress.write(column(), "epub", CollectOptions())


def test_convert_writes_the_file_its_suffix_names(tmp_path: Path) -> None:
    path = articlepress.convert(PAGE, tmp_path / "a.eml")

    assert path.read_bytes().startswith((b"From", b"MIME", b"Subject", b"Date", b"To"))
    with pytest.raises(UnknownWriter):
        articlepress.convert(PAGE, tmp_path / "a.unknown")


def test_a_collection_takes_what_is_not_said_from_its_articles() -> None:
    book = articlepress.collect([column(), column()], CollectOptions(series="Columns #2"))

    assert book.title == "The Example Courier"
    assert book.language == "en"
    assert book.series is not None
    assert book.series.number == 2
    with pytest.raises(UsageError, match="no articles"):
        articlepress.collect([])


@pytest.mark.parametrize(
    ("order", "years"),
    [("given", [2021, 2019]), ("date", [2019, 2021]), ("title", [2021, 2019]),
     ("author", [2019, 2021])],
)  # fmt: skip
def test_a_collection_can_be_sorted(order: str, years: list[int]) -> None:
    book = articlepress.collect([column(), articlepress.read(PAGE)], CollectOptions(sort=order))

    dates = [article.metadata.published for article in book.articles]
    assert [date.year for date in dates if date] == years


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"%PDF-1.7 ...", "is a PDF"),
        (b"\x89PNG\r\n\x1a\n", "is a PNG picture"),
        (b"PK\x03\x04zip", "is a ZIP archive"),
        (b"abc\0def" * 50, "is binary"),
    ],
)
def test_what_is_no_page_is_named(content: bytes, message: str) -> None:
    with pytest.raises(SourceError, match=message):
        articlepress.read(content)


def test_a_page_without_words_holds_no_article() -> None:
    with pytest.raises(NoArticle):
        articlepress.read(b"<!doctype html><html><body><img src=x></body></html>")
