from __future__ import annotations

from urllib.parse import urljoin, urlsplit, urlunsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articlepress.urls import clean, clean_picture, host, is_absolute, query_value, strip_tracking

BASE = "https://example.org/columns/harbour/"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("../other", "https://example.org/columns/other"),
        ("//cdn.example.net/a", "https://cdn.example.net/a"),
        ("/top?a=1&b=2#x", "https://example.org/top?a=1&b=2#x"),
        ("mailto:desk@example.org", "mailto:desk@example.org"),
        ("  https://example.org/a b ", "https://example.org/a%20b"),
        ("#note-1", "#note-1"),
        ("https://example.org/über", "https://example.org/über"),
        ("/a?view=render[Box]#b[1]#c", "https://example.org/a?view=render%5BBox%5D#b%5B1%5D%23c"),
        ("http://[::1]:80/a[b]", "http://[::1]:80/a%5Bb%5D"),
        ("https://über_haus.example.org/", "https://über_haus.example.org/"),
    ],
)
def test_links_come_out_absolute(url: str, expected: str) -> None:
    assert clean(url, BASE) == expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("//cdn.example/a.jpg", "https://cdn.example/a.jpg"),
        ("/a.jpg", "/a.jpg"),
        ("img/a.jpg", "img/a.jpg"),
        ("//", ""),
    ],
)
def test_without_a_base_only_the_scheme_is_supplied(url: str, expected: str) -> None:
    assert clean(url) == expected


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        " \x01java\tscript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "vbscript:x",
        "data:text/html,<script>",
        "file:///etc/passwd",
        "blob:https://example.org/1",
        "about:blank",
        "view-source:https://example.org/",
        "http://[",
        "http://Best of 2025: Fiction Books",
        "https://blog.example.org%2Fcolumns%2F/rss",
        "https://",
        "#",
        "",
        "   ",
    ],
)
def test_unsafe_and_empty_links_go(url: str) -> None:
    assert clean(url, BASE) == ""


def test_tracking_parameters_go_and_others_keep_their_bytes() -> None:
    cleaned = clean("https://example.org/a?utm_source=x&q=a%2Bb+c&fbclid=1&UTM_Medium=y&id=")

    assert cleaned == "https://example.org/a?q=a%2Bb+c&id="


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://go.example?id=1&url=https://b.example", "https://go.example/?id=1&url=https://b.example"),
        ("//go.example?id=1#part", "https://go.example/?id=1#part"),
        ("https://go.example", "https://go.example"),
        ("https://go.example#part", "https://go.example#part"),
        ("https://go.example?utm_source=x", "https://go.example"),
        ("mailto:desk@example.org?subject=a", "mailto:desk@example.org?subject=a"),
    ],
)  # fmt: skip
def test_a_query_right_behind_the_host_gets_its_slash(url: str, expected: str) -> None:
    assert clean(url) == expected


def test_query_of_tracking_alone_disappears() -> None:
    assert clean("https://example.org/a?utm_source=x") == "https://example.org/a"
    assert strip_tracking("") == ""


def test_pictures_take_no_mail_address_and_no_fragment() -> None:
    assert clean_picture("mailto:a@example.org", BASE) == ""
    assert clean_picture("#x", BASE) == ""
    assert clean_picture("a.png", BASE) == BASE + "a.png"
    assert clean_picture("a.png") == "a.png"


def test_questions_about_urls_survive_damaged_ones() -> None:
    assert host("https://WWW.Example.org/a") == "example.org"
    assert host("http://[") == ""
    assert query_value("https://example.org/?v=1&v=2", "v") == "1"
    assert query_value("http://[", "v") == ""
    assert is_absolute("https://example.org/")
    assert not is_absolute("a/b")


@given(st.text(), st.sampled_from(["", BASE]))
def test_what_passes_the_gate_is_safe_and_passes_again_unchanged(url: str, base: str) -> None:
    cleaned = clean(url, base)

    assert not set(cleaned) & set(' \t\r\n"<>\\^`{|}\u202e')
    assert not cleaned.lower().startswith(("javascript:", "data:", "vbscript:", "file:"))
    assert clean(cleaned, base) == cleaned


@pytest.mark.parametrize("base", ["", "https://a.example/x/y?z", "http://a.example", "ftp://a.b/c"])
@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("/", ""),
        ("/a/b.html", "?q=1&x"),
        ("/a//b", ""),
        ("/a/../b", ""),
        ("/a;p", "?"),
        ("/a:b", "#f"),
    ],
)
def test_the_short_way_of_plain_addresses_gives_what_the_long_one_does(
    base: str, path: str, query: str
) -> None:
    for start in ("", "https://b.example", "HTTPS://b.example"):
        written = start + path + query

        assert clean(written, base) == urlunsplit(urlsplit(urljoin(base, written)))
