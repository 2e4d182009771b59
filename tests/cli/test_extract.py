"""`articlepress extract`: the record's contract, order, errors as lines."""

from __future__ import annotations

import json
from base64 import b64encode
from pathlib import Path

from PIL import Image

from articlepress.cli.extract import as_json
from articlepress.extraction import empty_record

from .conftest import INPUT, Press

FIELDS = [
    "source", "title", "authors", "published", "site", "language", "disclaimer", "text", "html",
    "error",
]  # fmt: skip


def test_a_line_holds_the_fields_of_the_contract(press: Press, page: Path) -> None:
    ended = press("extract", page)

    record = json.loads(ended.out)
    assert ended.code == 0
    assert list(record) == FIELDS
    assert record["source"] == str(page)
    assert record["title"] == "What the Last Keeper Left Behind"
    assert record["authors"][0]["name"] == "Hester Penrose"
    assert record["published"] == "2019-11-09"
    assert record["site"] == "The Saltmarsh Observer"
    assert record["error"] is None
    assert "\n\n" in record["text"]
    assert record["title"] not in record["text"]
    assert record["html"].startswith("<p>")


def test_text_has_no_captions_and_html_keeps_them(press: Press, tmp_path: Path) -> None:
    sentence = "The harbour was quiet that morning, and the boats lay along the quay all day. "
    page = tmp_path / "harbour.html"
    page.write_text(
        f"<title>Harbour</title><article><h1>Harbour</h1><p>{sentence * 3}</p><figure>"
        f"<img src=a.png><figcaption>Boats at rest</figcaption></figure><p>{sentence * 3}</p>"
        "</article>",
        "utf-8",
    )

    record = json.loads(press("extract", page).out)

    assert "Boats at rest" not in record["text"]
    assert record["text"].count("\n\n") == 1
    assert "Boats at rest" in record["html"]


def test_a_picture_the_page_carries_in_itself_stands_in_the_html(
    press: Press, tmp_path: Path
) -> None:
    drawn = tmp_path / "drawn.png"
    Image.new("RGB", (400, 300), "navy").save(drawn)
    carried = "data:image/png;base64," + b64encode(drawn.read_bytes()).decode()
    sentence = "The harbour was quiet that morning, and the boats lay along the quay all day. "
    page = tmp_path / "harbour.html"
    page.write_text(
        f"<title>Harbour</title><article><h1>Harbour</h1><p>{sentence * 3}</p>"
        f'<img src="{carried}" alt="Boats"><img src="drawn.png" alt="Again">'
        f'<img src="data:image/png;base64,aGVsbG8=" alt="Broken"><p>{sentence * 3}</p></article>',
        "utf-8",
    )

    html = json.loads(press("extract", page).out)["html"]

    assert f'<img src="{carried}" alt="Boats"' in html
    assert '<img src="drawn.png" alt="Again"' in html
    assert "aGVsbG8=" not in html


def test_text_and_html_begin_with_the_standfirst(press: Press, tmp_path: Path) -> None:
    sentence = "The harbour was quiet that morning, and the boats lay along the quay all day. "
    page = tmp_path / "harbour.html"
    page.write_text(
        '<title>Harbour</title><article><h1>Harbour</h1><p class="standfirst">Why nothing moved in '
        f"the old port, and who gains.</p><p>{sentence * 3}</p><p>{sentence * 3}</p></article>",
        "utf-8",
    )

    record = json.loads(press("extract", page).out)

    assert record["text"].startswith("Why nothing moved in the old port, and who gains.\n\nThe")
    assert record["html"].startswith(
        "<p>Why nothing moved in the old port, and who gains.</p>\n<p>The"
    )


def test_failed_pages_are_lines_too_and_the_order_is_kept(
    press: Press, page: Path, other: Path, tmp_path: Path
) -> None:
    empty = tmp_path / "empty.html"
    empty.touch()

    alone = press("extract", page, empty, "missing.html", other)
    together = press("extract", page, empty, "missing.html", other, "--jobs", "2")

    lines = [json.loads(line) for line in alone.out.splitlines()]
    assert [Path(line["source"]).name for line in lines] == [
        "lighthouse.html", "empty.html", "missing.html", "bread.html",
    ]  # fmt: skip
    assert [line["error"] for line in lines] == [
        None,
        f"{empty}: is empty; save the page again",
        "missing.html: no such file",
        None,
    ]
    assert lines[1]["text"] == ""
    assert alone.code == 8
    assert together.out == alone.out


def test_json_is_one_array(press: Press, page: Path, other: Path) -> None:
    ended = press("extract", page, other, "--format", "json")

    assert [len(record) for record in json.loads(ended.out)] == [len(FIELDS)] * 2


def test_a_name_that_is_no_utf8_is_still_a_line() -> None:
    line = as_json(empty_record("page\udcff.html", "\x9b31m"))

    assert line.isprintable()
    assert json.loads(line)["source"] == "page\udcff.html"
    assert json.loads(line)["error"] == "\x9b31m"


def test_every_sample_is_an_article_in_its_language(press: Press) -> None:
    ended = press("extract", INPUT)

    records = {Path(r["source"]).stem: r for r in map(json.loads, ended.out.splitlines())}
    assert ended.code == 0
    assert {name: record["language"][:2] for name, record in records.items()} == {
        "bread": "en", "lighthouse": "en", "maktaba": "ar", "night-bus": "en", "reloj": "es",
    }  # fmt: skip
    assert all(len(record["text"].split()) > 350 for record in records.values())
    assert [name for name, record in records.items() if not record["disclaimer"]] == []
    assert [name for name, record in records.items() if not record["authors"][0]["bio"]] == []


def test_text_has_the_notes_at_its_end_and_their_marks_where_they_stand(
    press: Press, tmp_path: Path
) -> None:
    sentence = "The harbour was quiet that morning, and the boats lay along the quay all day"
    page = tmp_path / "harbour.html"
    page.write_text(
        "<title>Harbour</title><article><h1>Harbour</h1>"
        f'<p>{sentence}<sup><a href="#n">1</a></sup>.'
        f' {sentence}<sup><a href="#o">2</a></sup>.</p><p>{sentence}<sup><a href="#n">1</a></sup>.'
        ' It is 5 km<sup>2</sup>.</p><ol class="footnotes"><li id="n"><p>A chart.</p><p>Or two.</p>'
        '</li><li id="o">A log.</li></ol></article>',
        "utf-8",
    )

    record = json.loads(press("extract", page).out)

    assert record["text"] == (
        f"{sentence}[1]. {sentence}[2].\n\n{sentence}[1]. It is 5 km2.\n\n"
        "[1] A chart. Or two.\n\n[2] A log."
    )
