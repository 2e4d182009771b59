from __future__ import annotations

import base64
import io
import struct
import zlib
from pathlib import Path

import pytest
from PIL import Image

import trees
from articlepress.article import AssetRef
from articlepress.assets import absence, data_url, load, local_file, lookup
from articlepress.errors import AssetError, SourceError
from articlepress.fitting import PictureLimits, fit
from articlepress.source import Source, read_source

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 30"><path d="M0 0"/></svg>'


def encoded(kind: str, size: tuple[int, int] = (60, 40), mode: str = "RGB") -> bytes:
    out = io.BytesIO()
    Image.effect_noise(size, 90).convert(mode).save(out, kind)
    return out.getvalue()


def test_a_picture_tells_its_type_and_size() -> None:
    asset = load(AssetRef(content=trees.picture(size=(60, 40))))

    assert (asset.media_type, asset.width_px, asset.height_px) == ("image/png", 60, 40)
    assert asset.suffix == ".png"
    assert len(asset.digest) == 16


def test_svg_sizes_come_from_the_box_or_the_attributes() -> None:
    sized = SVG.replace(b"viewBox", b'width="10" height="20px" viewBox')

    assert (load(AssetRef(content=SVG)).width_px, load(AssetRef(content=SVG)).height_px) == (40, 30)
    assert load(AssetRef(content=sized)).height_px == 20
    assert load(AssetRef(content=b"<svg></svg>")).width_px == 300


def test_a_small_file_of_too_many_pixels_is_refused_undecoded() -> None:
    def chunk(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    header = struct.pack(">IIBBBBB", 13000, 13000, 8, 2, 0, 0, 0)
    bomb = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", b"") + chunk(b"IEND", b"")

    with pytest.raises(AssetError, match="169,000,000 pixels"):
        load(AssetRef(content=bomb), "bomb.png")


@pytest.mark.parametrize("content", [b"not a picture", b"\x89PNG\r\n\x1a\n", b"GIF89a"])
def test_what_is_no_picture_is_refused(content: bytes) -> None:
    with pytest.raises(AssetError, match="is no picture"):
        load(AssetRef(content=content), "x.png")


def test_a_damaged_picture_is_refused_when_decoded() -> None:
    asset = load(AssetRef(content=encoded("JPEG", (600, 400))[:2000]))

    with pytest.raises(AssetError, match="is damaged"):
        fit(asset, PictureLimits(max_width_px=10))


def test_a_damaged_picture_is_refused_after_weasyprint_was_loaded() -> None:
    import weasyprint  # noqa: F401 - importing it makes Pillow lenient

    test_a_damaged_picture_is_refused_when_decoded()


def test_a_picture_within_the_limits_is_the_same_object() -> None:
    asset = load(AssetRef(content=trees.picture()))

    assert fit(asset, PictureLimits()) is asset


@pytest.mark.parametrize("kind", ["WEBP", "BMP", "TIFF", "AVIF"])
def test_formats_readers_lack_are_converted(kind: str) -> None:
    asset = load(AssetRef(content=encoded(kind)))

    assert fit(asset, PictureLimits()).media_type in ("image/jpeg", "image/png")


def test_large_pictures_shrink_to_width_pixels_and_bytes() -> None:
    asset = load(AssetRef(content=encoded("JPEG", (900, 600))))

    narrow = fit(asset, PictureLimits(max_width_px=300))
    few = fit(asset, PictureLimits(max_pixels=10_000))
    light = fit(asset, PictureLimits(max_bytes=20_000))

    assert (narrow.width_px, narrow.height_px) == (300, 200)
    assert few.width_px * few.height_px <= 10_000
    assert len(light.content) <= 20_000


def test_transparency_survives_as_png_and_turns_white_in_jpeg() -> None:
    out = io.BytesIO()
    Image.new("RGBA", (40, 40), (255, 0, 0, 0)).save(out, "WEBP", lossless=True)
    asset = load(AssetRef(content=out.getvalue()))

    png = fit(asset, PictureLimits())
    jpeg = fit(asset, PictureLimits(media_types=("image/jpeg",)))

    assert png.media_type == "image/png"
    pixel = Image.open(io.BytesIO(jpeg.content)).convert("RGB").getpixel((5, 5))
    assert pixel == (255, 255, 255)


def test_an_animation_is_kept() -> None:
    out = io.BytesIO()
    frames = [Image.new("P", (50, 50), color) for color in (0, 1, 2)]
    for number, frame in enumerate(frames):
        frame.putpalette([number * 80] * 768)
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:])
    asset = load(AssetRef(content=out.getvalue()))

    assert fit(asset, PictureLimits(max_width_px=10)) is asset


def test_a_drawing_cannot_become_pixels_here() -> None:
    asset = load(AssetRef(content=SVG))

    with pytest.raises(AssetError, match="SVG drawing"):
        fit(asset, PictureLimits(), "d.svg")


def test_data_urls_give_their_bytes_or_nothing() -> None:
    png = trees.picture(size=(2, 2))
    packed = base64.b64encode(png).decode()

    assert data_url(f"data:image/png;base64,{packed}") == AssetRef(content=png)
    assert data_url(f"data:image/png;base64, {packed.rstrip('=')}") == AssetRef(content=png)
    assert data_url("data:image/svg+xml,%3Csvg/%3E") == AssetRef(content=b"<svg/>")
    assert data_url("data:text/html,x") is None
    assert data_url("data:image/png;base64,%%%") is None
    assert data_url("data:image/png;base64,") is None
    assert data_url("https://example.org/a.png") is None


def test_only_files_inside_the_folder_are_found(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "a b.png").write_bytes(b"x")
    (tmp_path / "secret.png").write_bytes(b"x")
    (folder / "link.png").symlink_to(tmp_path / "secret.png")

    assert local_file("a%20b.png?w=300", folder) == (folder / "a b.png").resolve()
    for outside in ("../secret.png", "link.png", "/etc/hostname", "none.png", "", "http://[", "\0"):
        assert local_file(outside, folder) is None


@pytest.mark.parametrize(
    ("src", "code"),
    [
        ("../a.png", "AP403"), ("b/../../a.png", "AP403"), ("%2e%2e/a.png", "AP403"),
        ("/etc/a.png", "AP403"), ("a.png", "AP401"), ("b/../a.png", "AP401"),
        ("..a/b.png", "AP401"), ("https://example.org/../a.png", "AP401"),
        ("//example.org/a.png", "AP401"), ("http://[", "AP401"),
    ],
)  # fmt: skip
def test_a_reference_that_leads_out_of_the_folder_is_told_from_a_file_that_is_gone(
    src: str, code: str
) -> None:
    assert absence(src)[0] == code


def test_unreadable_files_are_errors(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(AssetError, match="cannot be read"):
        load(AssetRef(path=tmp_path / "none.png"), "none.png")
    with pytest.raises(AssetError, match="has no bytes"):
        load(AssetRef())
    big = tmp_path / "big.png"
    big.write_bytes(b"x" * 2000)
    monkeypatch.setenv("ARTICLEPRESS_LIMIT_PICTURE_BYTES", "1000")
    with pytest.raises(AssetError, match="limit"):
        load(AssetRef(path=big), "big.png")
    with pytest.raises(AssetError, match="limit"):
        load(AssetRef(content=b"x" * 2000), "big.png")


def test_lookup_gives_nothing_for_a_picture_elsewhere() -> None:
    column = trees.column()

    assert lookup(column.assets, "https://example.org/none.png") is None
    assert lookup(column.assets, "images/ice.png") is not None


def test_sources_know_their_name_folder_and_digest(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("<p>x")

    source = read_source(page)

    assert (source.name, source.stem, source.folder) == ("page.html", "page", tmp_path)
    assert len(source.sha256) == 64
    assert Source(b"x").stem == "article"
    assert Source(b"x").folder is None


@pytest.mark.parametrize(
    ("name", "message"),
    [("none.html", "no such file"), (".", "is a folder"), ("e.html", "is empty")],
)
def test_sources_that_cannot_be_read_say_why(tmp_path: Path, name: str, message: str) -> None:
    (tmp_path / "e.html").write_text(" \n")

    with pytest.raises(SourceError, match=message):
        read_source(tmp_path / name)
