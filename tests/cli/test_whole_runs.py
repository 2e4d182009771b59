"""Commands end to end: the entry point, check of what convert made, a book, a digest."""

from __future__ import annotations

import email
import sys
from email.policy import SMTP
from pathlib import Path

import pytest

from articlepress import __main__, __version__
from articlepress.extraction import extract_all

from .conftest import INPUT, Press


def test_the_entry_point_answers_the_version_itself(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["articlepress", "--version"])
    __main__.main()

    assert capsys.readouterr().out == f"articlepress {__version__}\n"


def test_the_entry_point_leaves_with_the_commands_code(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["articlepress", "explain", "nothing"])

    with pytest.raises(SystemExit) as left:
        __main__.main()

    assert left.value.code == 2
    assert "no code is called 'nothing'" in capsys.readouterr().err


def test_what_convert_made_passes_its_check(press: Press, other: Path) -> None:
    press("convert", other, "--to", "newsletter,eml", "-o", "./")

    ended = press("check", "bread.newsletter.html", "bread.eml")

    assert ended.code in (0, 50)
    assert "Traceback" not in ended.err


def test_pages_become_one_book_and_one_newsletter(press: Press, page: Path, other: Path) -> None:
    book = press("collect", page, other, "-o", "book.epub", "--title", "Two Columns")
    letter = press("digest", page, other, "-o", "week.newsletter.html")

    assert (book.code, letter.code) == (0, 0)
    assert book.out.strip() == "book.epub"
    assert Path("book.epub").read_bytes().startswith(b"PK")
    assert "In Praise of the Slow Loaf" in Path("week.newsletter.html").read_text("utf-8")


def test_an_issue_is_a_page_or_a_message_as_its_name_says(
    press: Press, page: Path, other: Path
) -> None:
    made = press("digest", page, other, "-o", "issue.html", "--style", "digest")
    sent = press("digest", page, other, "-o", "issue.eml", "--esp", "mailchimp",
                 "--sender", "The Courier <news@example.org>")  # fmt: skip
    judged = press("check", "issue.html", "issue.eml", "--clients", "gmail", "--format", "sarif")

    assert (made.code, sent.code) == (0, 0)
    assert 'role="presentation"' in Path("issue.html").read_text("utf-8")
    message = email.message_from_bytes(Path("issue.eml").read_bytes(), policy=SMTP)
    html = message.get_body(("html",))
    assert html is not None
    assert 'href="*|UNSUB|*"' in html.get_content()
    assert '"version": "2.1.0"' in judged.out


def test_a_digest_of_nothing_is_refused(press: Press) -> None:
    Path("empty").mkdir()

    ended = press("digest", "empty", "-o", "issue.eml")

    assert ended.code == 10
    assert not Path("issue.eml").exists()


def test_a_book_of_nothing_is_refused(press: Press) -> None:
    ended = press("collect", "missing.html", "-o", "book.epub")

    assert ended.code in (10, 11)
    assert not Path("book.epub").exists()


@pytest.mark.parametrize("form", ["text", "markdown"])
def test_extract_prints_whole_articles_apart_by_form_feeds(
    press: Press, page: Path, other: Path, form: str
) -> None:
    ended = press("extract", page, "missing.html", other, "--format", form)

    first, second = ended.out.split("\f")
    assert ended.code == 8
    assert "What the Last Keeper Left Behind" in first
    assert "Tomás Whitlock bakes on Fridays" in second
    assert "missing.html: error: no such file" in ended.err


def test_a_worker_gives_the_record_this_process_gives() -> None:
    name = str(INPUT / "bread.html")

    assert next(extract_all([name], processes=1)).record == next(extract_all([name])).record


def test_no_input_is_an_error_with_the_remedy(press: Press) -> None:
    for command in ("convert", "extract", "inspect"):
        ended = press(command)
        assert ended.code == 2
        assert "name a saved page" in ended.err
