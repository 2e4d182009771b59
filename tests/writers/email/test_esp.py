"""Merge tags of mail services stand in the message byte for byte."""

from __future__ import annotations

import io

import pytest

from articlepress.diagnostics import Notes
from articlepress.render.styles import load_style
from articlepress.transforms.credits import place_credits
from articlepress.writers import find_writer
from articlepress.writers.email.esp import mail_services
from articlepress.writers.email.options import NewsletterOptions
from trees import column


def written(esp: str) -> str:
    out = io.BytesIO()
    options = NewsletterOptions(esp=esp, greeting="Hello {first_name},")
    article = place_credits(column())
    find_writer("newsletter").write(article, options, load_style("base"), Notes(), out)
    return out.getvalue().decode()


@pytest.mark.parametrize("esp", [name for name in mail_services() if name != "generic"])
def test_tags_of_a_service_stand_byte_for_byte(esp: str) -> None:
    service = mail_services()[esp]

    html = written(esp)

    assert f'href="{service.unsubscribe}"' in html
    if service.view_online:
        assert f'href="{service.view_online}"' in html
    if service.first_name:
        assert f"Hello {service.first_name}," in html


def test_greeting_without_a_name_tag_has_no_gap() -> None:
    assert "Hello," in written("postmark")


def test_mailchimp_preheader_falls_back_on_our_own_text() -> None:
    html = written("mailchimp")

    assert "*|IF:MC_PREVIEW_TEXT|**|MC_PREVIEW_TEXT|**|ELSE:|*Forty winters" in html


def test_every_row_names_its_document() -> None:
    rows = [row for name, row in mail_services().items() if name != "generic"]

    assert len(rows) == 8
    assert all(row.document.startswith("https://") for row in rows)
    assert all(set(row.confirmed) <= set(row.tags) for row in rows)
