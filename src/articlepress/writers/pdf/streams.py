"""Streams of a finished document: compressed once, fonts without the hour they were made."""

from __future__ import annotations

import struct
import zlib

import pydyf

_COMPRESSION = 6
"""zlib's level: the engine's own 9 takes three times as long for one hundredth of the bytes."""


def settle_streams(pdf: pydyf.PDF) -> None:
    """Compress every stream now, so that the file's identifier and body don't each do it again."""
    for item in pdf.objects:
        if not isinstance(item, pydyf.Stream):
            continue
        if _is_font(item):
            item.stream = [_without_clock(bytes(item.stream[0]))]
        if _is_picture(item):
            # Interpolation is forbidden in PDF/A; a viewer smooths pictures without being asked.
            item.extra.pop("Interpolate", None)
        compress(item)


def _is_font(stream: pydyf.Stream) -> bool:
    return len(stream.stream) == 1 and ("Length1" in stream.extra)


def _is_picture(stream: pydyf.Stream) -> bool:
    return bool(stream.extra.get("Subtype") == "/Image")


def compress(stream: pydyf.Stream) -> None:
    """Compress a stream in place, once."""
    if not stream.compress:
        return
    data = b"\n".join(pydyf._to_bytes(part) for part in stream.stream)
    stream.stream = [zlib.compress(data, _COMPRESSION)]
    stream.extra["Filter"] = "/FlateDecode"
    stream.compress = False


def _without_clock(font: bytes) -> bytes:
    """Return an sfnt font whose date of change is its date of creation, checksums put right.

    fontTools stamps each font it makes static with the present second.

    Source: https://learn.microsoft.com/typography/opentype/spec/otff#calculating-checksums
    """
    if font[:4] not in (b"\x00\x01\x00\x00", b"true", b"OTTO"):
        return font
    data = bytearray(font)
    (count,) = struct.unpack_from(">H", data, 4)
    for record in range(12, 12 + 16 * count, 16):
        tag, _, offset, length = struct.unpack_from(">4sIII", data, record)
        if tag != b"head":
            continue
        data[offset + 28 : offset + 36] = data[offset + 20 : offset + 28]
        data[offset + 8 : offset + 12] = bytes(4)
        struct.pack_into(">I", data, record + 4, _checksum(data[offset : offset + length]))
        whole = (0xB1B0AFBA - _checksum(data)) & 0xFFFFFFFF
        struct.pack_into(">I", data, offset + 8, whole)
        break
    return bytes(data)


def _checksum(data: bytes | bytearray) -> int:
    padded = bytes(data) + bytes(-len(data) % 4)
    words: tuple[int, ...] = struct.unpack(f">{len(padded) // 4}I", padded)
    return sum(words) & 0xFFFFFFFF
