"""Laws of mail: any tree makes a message that breaks no rule of ours and reads back."""

from __future__ import annotations

import email
import io
from email.policy import SMTP
from pathlib import Path

from hypothesis import given

from articlepress.article import Article
from articlepress.check.email import lint_html
from articlepress.diagnostics import Notes
from articlepress.render.styles import load_style
from articlepress.transforms import apply_transforms
from articlepress.writers import find_writer
from articlepress.writers.email.options import EmlOptions, NewsletterOptions
from laws.strategies import articles, law

STYLE = load_style("base")
CALLERS = ("EM10", "EM11", "EM29", "EM30")


def newsletter(article: Article) -> str:
    out = io.BytesIO()
    find_writer("newsletter").write(article, NewsletterOptions(), STYLE, Notes(), out)
    return out.getvalue().decode()


@law(40)
@given(article=articles(raw=False))  # verbatim HTML of a trusted source is its author's business
def test_any_tree_makes_a_newsletter_that_breaks_no_rule(article: Article) -> None:
    html = newsletter(apply_transforms(article))

    found = lint_html(html, Path("x"))
    grave = [f for f in found if f.severity == "error" and f.code not in CALLERS]
    assert [f"{f.code} {f.message}" for f in grave] == []
    assert newsletter(apply_transforms(article)) == html


@law(20)
@given(article=articles())
def test_any_tree_makes_a_message_that_reads_back(article: Article) -> None:
    out = io.BytesIO()
    options = EmlOptions(sender="A <a@example.org>")
    find_writer("eml").write(apply_transforms(article), options, STYLE, Notes(), out)

    message = email.message_from_bytes(out.getvalue(), policy=SMTP)

    assert not message.defects
    assert message.get_body(("plain",)) is not None
    assert message.get_body(("html",)) is not None
    assert all(len(line) <= 998 for line in out.getvalue().split(b"\r\n"))
