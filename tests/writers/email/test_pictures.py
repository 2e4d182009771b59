"""Pictures of a message: linked, attached or embedded, in what mail clients show."""

from __future__ import annotations

import email
import io
import re
from dataclasses import replace
from email.policy import SMTP
from typing import Any

import pytest
from PIL import Image

from articlepress import nodes as n
from articlepress.article import Article, AssetRef
from articlepress.diagnostics import Notes
from articlepress.render.styles import load_style
from articlepress.writers import find_writer
from trees import column, p

STYLE = load_style("base")


def packed(kind: str, size: tuple[int, int] = (1400, 900)) -> AssetRef:
    out = io.BytesIO()
    # Few noisy pixels, scaled up: large files that encode fast.
    noise = Image.effect_noise((size[0] // 8 + 1, size[1] // 8 + 1), 60).convert("RGB")
    noise.resize(size).save(out, kind)
    return AssetRef(content=out.getvalue())


def with_picture(src: str, ref: AssetRef | None, **fields: Any) -> Article:  # Any: of an Image
    article = column()
    metadata = replace(article.metadata, hero=None, authors=())
    picture = n.Paragraph((n.Image(src, "Boats", **fields),))
    return Article(metadata, (p("x"), picture), {src: ref} if ref else {})


def written(format_name: str, article: Article, notes: Notes, **options: str) -> bytes:
    out = io.BytesIO()
    writer = find_writer(format_name)
    writer.write(article, writer.options(**options), STYLE, notes, out)
    return out.getvalue()


def test_a_small_picture_has_its_height_stated_so_that_blocked_it_is_no_column_of_letters() -> None:
    icon = with_picture("https://example.org/i.png", packed("PNG", (48, 36)), width_px=24)
    photo = with_picture("https://example.org/p.png", packed("PNG", (800, 600)))

    small = written("newsletter", icon, Notes()).decode()
    large = written("newsletter", photo, Notes()).decode()

    assert 'width="24" height="18"' in small
    assert not re.search("<img[^>]* height=", large)


@pytest.mark.parametrize("kind", ["WEBP", "PNG", "JPEG", "AVIF"])
def test_attached_picture_is_converted_to_what_outlook_shows_at_twice_its_size(kind: str) -> None:
    raw = written("eml", with_picture("boat", packed(kind)), Notes())

    message = email.message_from_bytes(raw, policy=SMTP)
    picture = next(part for part in message.walk() if part.get_content_maintype() == "image")
    content = picture.get_payload(decode=True)
    assert picture.get_content_type() in ("image/jpeg", "image/png")
    assert isinstance(content, bytes)
    assert len(content) <= 200_000
    assert Image.open(io.BytesIO(content)).size[0] <= 1120
    html = message.get_body(("html",))
    assert html is not None
    assert re.search(r'<img[^>]*src="cid:[^"]+"[^>]*width="560"', html.get_content())


def test_picture_shown_twice_is_attached_once() -> None:
    article = with_picture("boat", packed("PNG", (40, 40)))
    article = replace(article, blocks=article.blocks * 2)

    raw = written("eml", article, Notes())

    assert raw.count(b"Content-Type: image/") == 1


def test_small_picture_keeps_its_size() -> None:
    article = with_picture("https://e.org/a.png", None, width_px=120)

    assert b'width="120"' in written("newsletter", article, Notes())


def test_icon_of_unknown_size_amid_text_stays_small() -> None:
    icon = n.Image("https://e.org/icon.png", "icon")
    article = replace(with_picture("x", None), blocks=(n.Paragraph((n.Text("a "), icon)),))

    assert b'width="24"' in written("newsletter", article, Notes())


def test_embedded_pictures_are_told_to_be_dropped_by_gmail() -> None:
    notes = Notes()

    html = written("newsletter", with_picture("b", packed("PNG", (20, 20))), notes, images="data")

    assert b'src="data:image/png;base64,' in html
    assert "AP804" in [d.code for d in notes.diagnostics]


def test_message_attaches_what_was_asked_to_be_embedded() -> None:
    notes = Notes()

    raw = written("eml", with_picture("b", packed("PNG", (20, 20))), notes, images="data")

    assert b"Content-ID: <" in raw
    assert b"data:image" not in raw
    assert "AP804" in [d.code for d in notes.diagnostics]


def test_embedded_pictures_never_lift_the_html_above_the_clip_size() -> None:
    article = with_picture("a", packed("JPEG", (900, 700)))
    notes = Notes()

    html = written("newsletter", article, notes, images="data")

    assert len(html) <= 81_920
    assert "AP404" in [d.code for d in notes.diagnostics]


def test_damaged_picture_becomes_its_text_with_a_diagnostic() -> None:
    notes = Notes()

    raw = written("eml", with_picture("boat", AssetRef(content=b"no picture")), notes)

    assert b"[Boats]" in raw
    assert "AP402" in [d.code for d in notes.diagnostics]


def test_base_url_carries_the_path_escaped() -> None:
    html = written(
        "newsletter",
        with_picture("my folder/a b.png", packed("PNG", (20, 20))),
        Notes(),
        image_base_url="https://cdn.example.org/x/",
    )

    assert b'src="https://cdn.example.org/x/my%20folder/a%20b.png"' in html


def test_pictures_to_publish_are_named_before_the_message_is_sent() -> None:
    notes = Notes()

    written(
        "newsletter",
        with_picture("column_files/boat.png", packed("PNG", (20, 20))),
        notes,
        image_base_url="https://cdn.example.org/x/",
    )

    (told,) = [d for d in notes.diagnostics if d.code == "AP806"]
    assert "column_files/boat.png" in told.message
    assert "publish" in told.hint


def test_http_addresses_become_https_and_are_told() -> None:
    link = n.Link((n.Text("x"),), "http://example.org/a")
    article = replace(with_picture("x", None), blocks=(n.Paragraph((link,)),))
    notes = Notes()

    html = written("newsletter", article, notes)
    kept = written("newsletter", article, Notes(), http_links="keep")

    assert b'href="https://example.org/a"' in html
    assert b'href="http://example.org/a"' in kept
    assert "AP805" in [d.code for d in notes.diagnostics]
