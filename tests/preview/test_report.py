"""The static report: what it shows, that it runs nothing and fetches nothing."""

from __future__ import annotations

import re
from collections import Counter
from html import unescape
from pathlib import Path

import pytest
from lxml import html as lxml_html

from articlepress.cli.app import run
from articlepress.diagnostics import Notes
from articlepress.page.regions import words_in
from articlepress.preview.look import Look, look_at
from articlepress.preview.markup import paint
from articlepress.preview.report import MOST_LISTED, page_document, report_page
from articlepress.readers.html import HtmlReaderOptions
from articlepress.readers.html.convert import convert
from articlepress.reading import Reading
from articlepress.render.styles import load_style
from articlepress.source import Source
from trust.vectors import page, vectors

SAMPLE = Path(__file__).parents[2] / "input" / "lighthouse.html"
SAFE_TAGS = {"html", "head", "body", "meta", "title", "style", "div", "span", "br", "hr"}


def look(path: Path) -> Look:
    return look_at(str(path), Reading(), Notes(path=path.name))


def saved(folder: Path, body: str) -> Path:
    path = folder / "column.html"
    path.write_text(f"<html lang=en><title>A column</title><body>{body}</body></html>", "utf-8")
    return path


def prose(number: int) -> str:
    return f"<p>{number} boats came in that night, and the harbour master wrote down each name.</p>"


def test_every_word_of_the_page_stands_on_it_once() -> None:
    seen = look(SAMPLE)
    assert seen.page is not None
    assert seen.found.balance is not None

    total = sum(region.words for region in seen.page.regions)

    assert total == seen.found.balance.visible_words


def test_shown_text_is_the_regions_text() -> None:
    seen = look(SAMPLE)
    assert seen.page is not None

    # Edges of blocks part words, as they do on a screen; what stands for a picture is no word.
    text = re.sub(r'<span class="pic">.*?</span>', "", seen.page.markup)
    text = re.sub(r"<[^>]*>", "", re.sub(r"</?(?:div|br|hr)[^>]*>", " ", text))
    shown = Counter(words_in(unescape(text)))

    assert shown == Counter(w for region in seen.page.regions for w in words_in(region.text))


def test_regions_tell_rule_selector_and_score(tmp_path: Path) -> None:
    share = '<div class="sharedaddy">Share this on every service</div>'
    body = "".join(map(prose, range(8)))
    path = saved(tmp_path, f"<article><h1>A column</h1>{body}{share}</article>")

    seen = look(path)

    assert seen.page is not None
    told = re.findall(r'class="[^"]*removed" data-n="\d+" data-told="([^"]*)"', seen.page.markup)
    assert any("chrome/" in unescape(text) and "div.sharedaddy" in text for text in told)
    kept = next(region for region in seen.page.regions if region.kind == "kept")
    assert re.fullmatch(r"−?\d+\.\d( … −?\d+\.\d)?", kept.score)


def test_hostile_page_leaves_only_our_own_tags() -> None:
    markup = "\n".join(f"<div>{vector.markup}</div>" for vector in vectors())

    found = convert(Source(page(markup), "hostile.html"), HtmlReaderOptions(), Notes())
    root = lxml_html.fromstring(f"<div>{paint(found).markup}</div>")

    for element in root.iter():
        assert element.tag in SAFE_TAGS
        assert set(element.attrib) <= {"class", "id", "tabindex", "data-n", "data-told", "data-why"}


def test_report_is_sandboxed_and_fetches_nothing(tmp_path: Path) -> None:
    markup = "".join(f"<div>{vector.markup}</div>" for vector in vectors())
    path = tmp_path / "hostile.html"
    path.write_bytes(page(markup))

    report = report_page(look(path), load_style())

    root = lxml_html.fromstring(report)
    assert (
        root.xpath("//meta[@http-equiv='Content-Security-Policy']")[0]
        .get("content")
        .startswith("default-src 'none';")
    )
    assert not root.xpath("//script|//link|//img|//form|//object|//embed|//base|//svg")
    frames = root.xpath("//iframe")
    assert len(frames) == 2
    assert all(frame.get("sandbox") == "" and frame.get("src") is None for frame in frames)


def test_page_nested_thousands_deep_is_shown(tmp_path: Path) -> None:
    deep = "<div>" * 5000 + "deep words here" + "</div>" * 5000
    path = saved(tmp_path, f"<article>{''.join(map(prose, range(8)))}</article>{deep}")

    seen = look(path)

    assert seen.page is not None
    assert "deep words here" in seen.page.markup


def test_long_list_of_removals_is_cut_and_says_so(tmp_path: Path) -> None:
    pairs = "".join(
        f'{prose(number)}<div class="sharedaddy">Share</div>' for number in range(MOST_LISTED + 5)
    )
    path = saved(tmp_path, f"<article><h1>A column</h1>{pairs}</article>")

    report = report_page(look(path), load_style())

    assert re.search(r"… and \d+ more, smaller ones", report)


def test_text_source_has_an_article_and_no_page(tmp_path: Path) -> None:
    path = tmp_path / "note.md"
    path.write_text("# A note\n\nShort and plain words.\n", "utf-8")

    seen = look(path)

    assert seen.page is None
    assert page_document(seen) == ""
    assert "no saved web page" in report_page(seen, load_style())


def test_same_page_gives_the_same_report() -> None:
    assert report_page(look(SAMPLE), load_style()) == report_page(look(SAMPLE), load_style())


def test_inspect_writes_a_report_for_each_input_into_a_folder(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = run(
        ["inspect", str(SAMPLE), str(SAMPLE.with_name("bread.html")), "--html", f"{tmp_path}/r/"]
    )

    assert code == 0
    names = sorted(path.name for path in (tmp_path / "r").glob("*.html"))
    assert names == ["bread.report.html", "lighthouse.report.html"]
    assert "lighthouse.report.html" in capsys.readouterr().out


def test_inspect_leaves_foreign_files_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    foreign = tmp_path / "mine.html"
    foreign.write_text("my own", "utf-8")

    assert run(["inspect", str(SAMPLE), "--html", str(foreign)]) != 0

    assert foreign.read_text("utf-8") == "my own"
    assert "--force replaces it" in capsys.readouterr().err


def test_report_flag_and_json_do_not_go_together(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["inspect", str(SAMPLE), "--html", "x.html", "--json"]) == 2

    assert "--html" in capsys.readouterr().err
