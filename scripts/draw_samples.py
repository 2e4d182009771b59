"""Draw the pictures of the sample pages in input/: flat shapes, few colours, a few kB each.

    python scripts/draw_samples.py

The files are committed; run this again only to change them.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path

from PIL import Image, ImageDraw

INPUT = Path(__file__).parents[1] / "input"
SCALE = 3
"""Shapes are drawn three times as large and scaled down, which smooths their edges."""

Color = str
Draw = ImageDraw.ImageDraw


def canvas(width: int, height: int, top: str, bottom: str) -> tuple[Image.Image, Draw]:
    """Return a picture whose colour runs from top to bottom in bands."""
    image = Image.new("RGB", (width * SCALE, height * SCALE), top)
    draw = ImageDraw.Draw(image)
    first, last = _rgb(top), _rgb(bottom)
    bands = 24
    for band in range(bands):
        part = band / (bands - 1)
        mixed = tuple(round(a + (b - a) * part) for a, b in zip(first, last, strict=True))
        edge = height * SCALE * band // bands
        draw.rectangle((0, edge, width * SCALE, height * SCALE), fill=mixed)
    return image, draw


def _rgb(color: str) -> tuple[int, int, int]:
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)


def polygon(draw: Draw, points: list[tuple[float, float]], fill: Color) -> None:
    draw.polygon([(x * SCALE, y * SCALE) for x, y in points], fill=fill)


def box(draw: Draw, x: float, y: float, width: float, height: float, fill: Color) -> None:
    draw.rectangle((x * SCALE, y * SCALE, (x + width) * SCALE, (y + height) * SCALE), fill=fill)


def disc(draw: Draw, x: float, y: float, radius: float, fill: Color) -> None:
    draw.ellipse(
        ((x - radius) * SCALE, (y - radius) * SCALE, (x + radius) * SCALE, (y + radius) * SCALE),
        fill=fill,
    )


def lamp() -> Image.Image:
    image, draw = canvas(300, 200, "#26304f", "#d98a5b")
    polygon(draw, [(150, 62), (300, 20), (300, 96)], "#f6d9a0")
    polygon(draw, [(150, 62), (0, 34), (0, 84)], "#e9c48b")
    box(draw, 0, 172, 300, 28, "#1c2438")
    polygon(draw, [(132, 88), (168, 88), (176, 176), (124, 176)], "#efe7da")
    polygon(draw, [(129, 118), (171, 118), (173, 140), (127, 140)], "#9c2f2a")
    box(draw, 126, 84, 48, 6, "#20283f")
    box(draw, 136, 48, 28, 36, "#fff3cf")
    for x in (136, 149, 162):
        box(draw, x, 48, 2, 36, "#20283f")
    polygon(draw, [(130, 48), (170, 48), (150, 30)], "#20283f")
    return image


def stairs() -> Image.Image:
    image, draw = canvas(300, 200, "#8d8172", "#5e5549")
    for turn in range(44, 0, -1):
        angle = turn * 0.36
        radius = 8 + turn * 3.4
        shade = 70 + turn * 3
        fill = f"#{shade:02x}{shade - 8:02x}{shade - 20:02x}"
        points = [(150.0, 100.0)]
        for part in range(5):
            a = angle + part * 0.1
            points.append((150 + radius * math.cos(a), 100 + radius * math.sin(a)))
        polygon(draw, points, fill)
    disc(draw, 150, 100, 16, "#fdf3d8")
    return image


def face(hair: Color, skin: Color, coat: Color, ground: Color) -> Callable[[], Image.Image]:
    def draw_face() -> Image.Image:
        image, draw = canvas(160, 160, ground, ground)
        disc(draw, 80, 66, 42, hair)
        disc(draw, 80, 176, 62, coat)
        box(draw, 68, 92, 24, 30, skin)
        disc(draw, 80, 74, 31, skin)
        draw.pieslice((47 * SCALE, 30 * SCALE, 113 * SCALE, 92 * SCALE), 190, 350, fill=hair)
        for x in (69, 91):
            disc(draw, x, 76, 3, "#2a2320")
        draw.arc((68 * SCALE, 76 * SCALE, 92 * SCALE, 96 * SCALE), 20, 160, fill="#7a3b33", width=6)
        return image

    return draw_face


def loaves() -> Image.Image:
    image, draw = canvas(640, 360, "#40302a", "#6e4a34")
    polygon(draw, [(40, 250), (470, 190), (480, 330), (60, 345)], "#c79a63")
    box(draw, 470, 250, 170, 18, "#b48552")
    for x, y in ((120, 235), (230, 218), (345, 205), (130, 295), (250, 282), (375, 268)):
        disc(draw, x, y, 52, "#7c4521")
        disc(draw, x - 3, y - 6, 46, "#b0672f")
        disc(draw, x - 8, y - 12, 34, "#cf8a48")
        for slash in (-14, 0, 14):
            polygon(
                draw,
                [(x - 26, y - 14 + slash), (x + 18, y - 22 + slash), (x + 18, y - 18 + slash)],
                "#f3dfb8",
            )
    disc(draw, 560, 70, 120, "#f08a3c")
    disc(draw, 575, 60, 80, "#f9c05d")
    return image


def bus() -> Image.Image:
    image, draw = canvas(640, 400, "#10141f", "#232a3d")
    for x, y, width, height in ((20, 60, 110, 250), (150, 110, 80, 200), (520, 40, 120, 270)):
        box(draw, x, y, width, height, "#0b0e16")
        for row in range(6):
            for column in range(width // 26):
                if (row * 7 + column * 5 + x) % 4 == 0:
                    box(draw, x + 8 + column * 26, y + 14 + row * 38, 12, 18, "#caa55a")
    box(draw, 0, 310, 640, 90, "#181d2a")
    box(draw, 170, 130, 360, 190, "#a5272b")
    box(draw, 170, 222, 360, 8, "#e8dcc8")
    for deck in (150, 242):
        for window in range(6):
            box(draw, 186 + window * 56, deck, 46, 52, "#ffe7a6")
    for x, y in ((205, 188), (262, 190), (378, 186), (430, 190), (262, 282), (490, 280)):
        disc(draw, x, y - 4, 9, "#4b2f22")
        box(draw, x - 12, y + 4, 24, 10, "#4b2f22")
    for x in (240, 460):
        disc(draw, x, 322, 26, "#07090d")
        disc(draw, x, 322, 11, "#59606e")
    polygon(draw, [(530, 290), (640, 320), (640, 352), (530, 306)], "#5b5a4d")
    for drop in range(90):
        x, y = (drop * 71) % 640, (drop * 137) % 390
        polygon(draw, [(x, y), (x + 2, y), (x - 3, y + 14)], "#4a556e")
    return image


def shelves() -> Image.Image:
    image, draw = canvas(640, 360, "#efe2cb", "#d8c29c")
    colors = ("#7b2d26", "#2f4858", "#b58b3c", "#4d5b3a", "#8a5a44", "#33394f", "#a8763e")
    for shelf in range(3):
        base = 112 + shelf * 112
        box(draw, 0, base, 440, 10, "#6b4a2f")
        x, number = 8, shelf * 3
        while x < 410:
            width, height = 14 + (number * 5) % 13, 68 + (number * 11) % 28
            lean = 8 if number % 5 == 3 else 0
            polygon(
                draw,
                [
                    (x, base),
                    (x + width, base),
                    (x + width + lean, base - height),
                    (x + lean, base - height),
                ],
                colors[number % len(colors)],
            )
            x += width + 3 + lean
            number += 1
    box(draw, 470, 30, 150, 250, "#8c6a45")
    box(draw, 482, 42, 126, 226, "#bfe0ea")
    disc(draw, 560, 100, 26, "#f7d774")
    box(draw, 542, 42, 6, 226, "#8c6a45")
    return image


def clock() -> Image.Image:
    image, draw = canvas(420, 280, "#8fb7d3", "#e9d9b8")
    polygon(draw, [(0, 280), (0, 225), (120, 205), (300, 215), (420, 195), (420, 280)], "#8a8f5c")
    box(draw, 150, 70, 120, 210, "#d9b98c")
    polygon(draw, [(140, 72), (280, 72), (210, 18)], "#9a4b33")
    disc(draw, 210, 128, 42, "#5a4030")
    disc(draw, 210, 128, 37, "#fbf6e9")
    for hour in range(12):
        angle = hour * math.pi / 6
        disc(draw, 210 + 31 * math.sin(angle), 128 - 31 * math.cos(angle), 2.4, "#3a2b22")
    polygon(draw, [(207, 128), (213, 128), (210, 100)], "#3a2b22")
    polygon(draw, [(208, 128), (212, 128), (214, 94)], "#3a2b22")
    box(draw, 195, 215, 30, 65, "#5a4030")
    return image


def masthead() -> Image.Image:
    image, draw = canvas(400, 60, "#24406b", "#24406b")
    box(draw, 0, 52, 400, 8, "#c9a227")
    for letter in range(14):
        box(draw, 20 + letter * 25, 16, 15, 24, "#ffffff")
    return image


PICTURES: dict[str, Callable[[], Image.Image]] = {
    "lighthouse_files/lamp.jpg": lamp,
    "lighthouse_files/stairs.png": stairs,
    "lighthouse_files/hester.jpg": face("#b9b4ad", "#e3b795", "#2f5d62", "#dfe7e6"),
    "bread_files/loaves.png": loaves,
    "bread_files/tomas.png": face("#3a2a1e", "#c98f68", "#7c4521", "#efe2cb"),
    "night-bus_files/bus.jpg": bus,
    "maktaba_files/shelves.png": shelves,
    "maktaba_files/salma.png": face("#1f1a17", "#d3a079", "#6b3b5b", "#e8dfd2"),
    "reloj_files/reloj.gif": clock,
    "reloj_files/cabecera.gif": masthead,
}


def save(image: Image.Image, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    width, height = image.size
    small = image.resize((width // SCALE, height // SCALE), Image.Resampling.LANCZOS)
    if path.suffix == ".jpg":
        small.save(path, "JPEG", quality=72, optimize=True)
        return
    small.quantize(48, dither=Image.Dither.NONE).save(path, optimize=True)


def main() -> None:
    for name, draw in PICTURES.items():
        save(draw(), INPUT / name)


if __name__ == "__main__":
    main()
