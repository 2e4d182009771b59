"""What the inliner adds to css-inline: pairs, attributes, live rules, merge tags."""

from __future__ import annotations

import importlib.util
import os
import sys
from pathlib import Path

import pytest

from articlepress.writers.email.inline import inline_css


def page(css: str, body: str) -> str:
    head = f"<head><style>{css}</style></head>"
    return f"<!DOCTYPE html>\n<html>{head}<body>{body}</body></html>"


def test_fallback_pair_is_kept_in_order() -> None:
    css = ".a{background:#333;background:rgba(0,0,0,.8)}"

    assert "background: #333;background: rgba(0,0,0,.8)" in inline_css(page(css, "<p class=a>x"))


def test_fallback_goes_where_another_rule_won() -> None:
    css = ".a{color:#333;color:rgb(1 2 3)} p.a{color:#fff}"

    out = inline_css(page(css, "<p class=a>x</p>"))

    assert "#fff" in out
    assert "#333" not in out


def test_variables_are_resolved_in_attributes_and_in_live_rules() -> None:
    css = ":root{--c:#123456} p{color:var(--c)} a:hover{color:var(--c)}"

    out = inline_css(page(css, "<p>x <a href='https://e.org'>y</a></p>"))

    assert '<p style="color: #123456;">' in out
    assert "a:hover{color:#123456}" in out
    assert "--c" not in out


def test_cells_get_the_attributes_of_words_engine() -> None:
    css = "td{background-color:#eee;width:300px;text-align:center}"

    out = inline_css(page(css, "<table><tr><td>x</td></tr></table>"))

    assert 'bgcolor="#eee"' in out
    assert 'width="300"' in out
    assert 'align="center"' in out


@pytest.mark.parametrize(
    "tag",
    ["*|UNSUB|*", "<%asm_group_unsubscribe_raw_url%>", "{{{ pm:unsubscribe }}}",
     '{{ name | default: "friend" }}', "%%{unsubscribe_url}%%", "%unsubscribe_url%",
     '{first_name, "reader"}', "{% if a < b && c %}"],
)  # fmt: skip
def test_merge_tag_comes_back_byte_for_byte(tag: str) -> None:
    assert f"<p>{tag}</p>" in inline_css(page("b{color:red}", f"<p>{tag}</p>"))


def test_only_the_live_part_of_a_selector_list_stays() -> None:
    out = inline_css(page("a, a:hover{color:#f00}", "<a href='https://e.org'>x</a>"))

    assert 'style="color: #f00;"' in out
    assert "<style>a:hover{color:#f00}</style>" in out


def test_xhtml_doctype_comes_back_whole() -> None:
    doctype = '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://x/y.dtd">'

    assert inline_css(f"{doctype}\n<html><body><p>x</p></body></html>").startswith(doctype)


def test_all_cases_of_the_shared_yardstick_pass(capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("html5lib")
    shared = Path(os.environ.get("ARTICLEPRESS_SHARED", Path(__file__).parents[4] / "shared"))
    script = shared / "newsletter" / "inliner_cases.py"
    if not script.is_file():
        pytest.skip("the shared yardsticks are not beside this checkout")
    spec = importlib.util.spec_from_file_location("inliner_cases", script)
    assert spec is not None
    assert spec.loader is not None
    before, sys.argv = sys.argv, ["x", "articlepress.writers.email.inline:inline_css"]

    try:
        spec.loader.exec_module(importlib.util.module_from_spec(spec))
    finally:
        sys.argv = before

    assert capsys.readouterr().out.strip().endswith("32 of 32")


def test_a_declaration_nobody_can_read_is_left_out_and_the_others_stay() -> None:
    html = "<p style='color; top: 1px; background: url(data:image/gif;base64,R0)'>words</p>"

    made = inline_css(html, "p { margin: 3px }")

    assert "margin: 3px" in made
    assert "top: 1px" in made
    assert "url(data:image/gif;base64,R0)" in made
    assert "color" not in made
