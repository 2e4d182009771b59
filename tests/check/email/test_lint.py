"""The email linter: our own mail passes, bad mail gets its rule, its line and its remedy."""

from __future__ import annotations

import io
import json
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articlepress.check import Finding
from articlepress.check.email import lint_html, lint_message
from articlepress.check.email.clients import client_names, features
from articlepress.check.email.lint import RULES, rule_texts
from articlepress.cli.app import run
from articlepress.diagnostics import Notes
from articlepress.render.styles import load_style
from articlepress.transforms.credits import place_credits
from articlepress.writers import find_writer
from articlepress.writers.email.options import NewsletterOptions
from trees import column

PATH = Path("x.html")
OPTIONS = NewsletterOptions(
    image_base_url="https://pictures.example.org", unsubscribe_url="https://example.org/leave"
)


def own_newsletter() -> str:
    out = io.BytesIO()
    writer = find_writer("newsletter")
    writer.write(place_credits(column()), OPTIONS, load_style("base"), Notes(), out)
    return out.getvalue().decode()


def codes(findings: list[Finding]) -> set[str]:
    return {finding.code for finding in findings}


def test_our_own_newsletter_breaks_no_rule() -> None:
    found = [f for f in lint_html(own_newsletter(), PATH) if f.severity != "info"]

    assert [f"{f.code} {f.message}" for f in found if f.code != "EM38"] == []


CASES = {
    "EM01": "<html></html>",
    "EM02": "<!DOCTYPE html><html><body></body></html>",
    "EM19": '<img src="https://e.org/a.png">',
    "EM20": '<img src="https://e.org/a.png" alt="" width="100%">',
    "EM21": '<img src="a.png" alt="" width="10">',
    "EM22": '<img src="https://e.org/a.webp" alt="" width="10">',
    "EM24": '<img src="https://e.org/a.png" srcset="b.png 2x" alt="">',
    "EM25": '<a href="/about">x</a>',
    "EM26": '<a href="http://e.org">x</a>',
    "EM27": '<a href="https://e.org/?a=1&amp;utm_source=x">x</a>',
    "EM28": '<a href="https://e.org/"><img src="https://e.org/a.png" alt=""></a>',
    "EM32": "<p style='font-family:Foo'>x</p>",
    "EM33": "<script>1 < 2</script>",
    "EM34": "<style>@import 'x.css';</style>",
    "EM35": "<body><style>a{}</style>",
    "EM36": "<h1>a</h1><h3>b</h3>",
    "EM37": "<p style='text-shadow:1px 1px red'>x</p>",
    "EM38": "<p style='opacity:.5;word-spacing:1px;overflow:hidden'>x</p>",
    "EM39": "<p style='position:absolute'>x</p>",
    "EM40": "<p>" + "x" * 1200,
}


@pytest.mark.parametrize("code", CASES)
def test_bad_mail_gets_its_rule_with_a_remedy(code: str) -> None:
    found = [f for f in lint_html(CASES[code], PATH) if f.code == code]

    assert found
    assert found[0].hint
    assert found[0].place.startswith("line ")


def test_every_rule_has_its_words_and_every_row_a_rule() -> None:
    rows = rule_texts()

    assert set(RULES) | {"EM50", "EM51", "EM52", "EM53", "EM54"} == set(rows)
    assert all(row.keys() == {"severity", "title", "remedy"} for row in rows.values())


def test_finding_names_line_clients_and_element() -> None:
    html = "<!DOCTYPE html>\n<p>\n<span style='border-radius:3px'>x</span>"

    found = [f for f in lint_html(html, PATH) if f.code == "css-border-radius"]

    assert found[0].place == "line 3"
    assert found[0].severity == "warning"
    assert "outlook.windows" in found[0].message


def test_extra_in_a_style_element_is_told_as_an_info() -> None:
    html = "<head><style>a:hover{color:red}</style></head>"

    found = [f for f in lint_html(html, PATH) if f.code == "css-pseudo-class-hover"]

    assert {f.severity for f in found} == {"info"}


def test_clients_can_be_chosen() -> None:
    html = "<p style='border-radius:3px'>x</p>"

    assert "css-border-radius" not in codes(lint_html(html, PATH, ["gmail"]))
    assert "css-border-radius" in codes(lint_html(html, PATH, ["outlook.windows"]))
    assert "css-border-radius" in codes(lint_html(html, PATH, ["all"]))


def test_merge_tags_count_as_addresses() -> None:
    html = '<a href="%%{unsubscribe_url}%%">leave</a> <a href="*|UNSUB|*">leave</a>'

    assert "EM25" not in codes(lint_html(html, PATH))


def test_merge_tags_do_not_count_as_preview_text() -> None:
    tags = "*|IF:MC_PREVIEW_TEXT|**|MC_PREVIEW_TEXT|**|ELSE:|*" + "words " * 20 + "*|END:IF|*"
    html = f'<body><div style="display:none">{tags}</div><p>x</p></body>'

    assert "EM11" not in codes(lint_html(html, PATH))


def test_data_covers_every_client_with_one_letter_a_feature() -> None:
    assert len(client_names()) == 48
    assert len(features()) > 300


def test_message_without_parts_is_told() -> None:
    found = lint_message(b"Subject: x\r\n\r\nhello\r\n", Path("x.eml"))

    assert codes(found) == {"EM50", "EM51", "EM54"}


def test_picture_that_was_not_attached_is_told() -> None:
    raw = b'Content-Type: text/html\r\n\r\n<img src="cid:gone@x" alt="" width="9">'

    assert "EM53" in codes(lint_message(raw, Path("x.eml")))


def test_rule_without_a_selector_is_passed_by() -> None:
    lint_html("<style>{color:red} @media print{{a:b}}</style>", PATH)  # seen on ad-magazin.de


@given(st.text(alphabet="<>\"'=/!-a{}:;@&# \n", max_size=300))
def test_no_markup_crashes_the_linter(html: str) -> None:
    lint_html(html, PATH)


@given(st.binary(max_size=400))
def test_no_bytes_crash_the_linter(raw: bytes) -> None:
    lint_message(raw, Path("x.eml"))


@pytest.mark.parametrize("piece", ['<a "', "<a '<b>", "<!--", "<table>", "<style>a{", "<![if"])
def test_hostile_markup_costs_no_more_than_its_length(piece: str) -> None:
    started = time.process_time()

    lint_html(piece * 20_000, PATH)

    assert time.process_time() - started < 5


def test_sarif_is_printed_whole(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "x.html"
    file.write_text("<p style='position:absolute'>x</p>")

    assert run(["check", "--format", "sarif", str(file)]) == 50

    log = json.loads(capsys.readouterr().out)
    result = log["runs"][0]["results"][0]
    assert log["version"] == "2.1.0"
    assert result["locations"][0]["physicalLocation"]["region"]["startLine"] == 1


def test_unknown_client_is_an_error_with_a_suggestion(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "x.html"
    file.write_text("<p>x</p>")

    assert run(["check", "--clients", "gmial", str(file)]) == 2
    assert "did you mean 'gmail'" in capsys.readouterr().err
