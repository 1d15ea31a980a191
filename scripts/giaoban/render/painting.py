"""Painting the sharing pictures: the look of the pages, on 1200 × 630 points.

Pillow and its own simple layout put the letters, so that the same versions give the same bytes on every machine; the type
is Noto, whose Vietnamese marks are drawn for every letter and not put together. Imported only when a picture is missing.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib import import_module
from pathlib import Path

from PIL import Image, ImageColor, ImageDraw, ImageFont

from giaoban.views.values import Picture

WIDTH, HEIGHT = 1200, 630
_PAPER, _INK, _QUIET, _ACCENT, _LINE = "#fcfbf7", "#1f1b16", "#5c554a", "#8a1f17", "#8b8172"
_EDGE = 88
_MEASURE = 830
_RULE = HEIGHT - 122
_SIZES = (64, 58, 52, 46)
_MOST_LINES = 3
_FOOT = "Mọi dữ kiện đều dẫn nguồn"
_LIFE = WIDTH - 140
_FINE = 4
_FEW, _LEVELS = 48, 32
_RAMPS = {colour: _FEW + i * _LEVELS for i, colour in enumerate((_INK, _ACCENT))}
"""The colours in which pictures differ, each with the number of the first of its `_LEVELS`, from paper to full ink."""


def paint(picture: Picture) -> bytes:
    """Paint a sharing picture; the bytes of a PNG file, the same for the same picture everywhere."""
    ground, palette = _ground()
    image = ground.copy()
    size, lines = _fit(picture.title)
    step = round(size * 1.34)
    top = _RULE - 52 - step * (len(lines) - 1)
    title = [(line, top + i * step) for i, line in enumerate(lines)]
    _write(image, title, _font("serif", size, 600), _RAMPS[_INK])
    if picture.kicker:
        _write(image, [(picture.kicker, top - round(size * 1.3))], _font("sans", 30, 600), _RAMPS[_ACCENT])
    image.putpalette(palette)
    stream = io.BytesIO()
    image.save(stream, "PNG", compress_level=6)
    return stream.getvalue()


@cache
def _ground() -> tuple[Image.Image, list[int]]:
    """What all pictures share, each point as the number of its colour, and the palette, which ends with the `_RAMPS`."""
    image = Image.new("RGB", (WIDTH, HEIGHT), _PAPER)
    _life(image)
    draw = ImageDraw.Draw(image)
    _diamond(image, _EDGE + 13, 98, 13, _ACCENT)
    draw.text((_EDGE + 44, 114), "Giao ban", _INK, _font("serif", 44, 600), anchor="ls")
    draw.rectangle((_EDGE, _RULE, _EDGE + _MEASURE, _RULE + 3), fill=_INK)
    draw.text((_EDGE, _RULE + 46), _FOOT, _QUIET, _font("sans", 26, 400), anchor="ls")
    # Few colours are in use; a palette keeps the file small without anyone seeing a difference.
    few = image.quantize(_FEW, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    palette = (few.getpalette() or [])[: 3 * _FEW]
    palette += [0] * (3 * _FEW - len(palette))
    paper = ImageColor.getrgb(_PAPER)
    for colour in _RAMPS:
        ink = ImageColor.getrgb(colour)
        for level in range(1, _LEVELS + 1):
            palette += [round(p + (i - p) * level / _LEVELS) for p, i in zip(paper, ink, strict=True)]
    return Image.frombytes("L", few.size, few.tobytes()), palette


def _write(image: Image.Image, lines: Sequence[tuple[str, int]], font: ImageFont.FreeTypeFont, ramp: int) -> None:
    """Lines of text on blank paper; ``ramp``: the number of the palest colour of their ink."""
    covered = Image.new("L", image.size)
    draw = ImageDraw.Draw(covered)
    for line, y in lines:
        draw.text((_EDGE, y), line, 255, font, anchor="ls")
    levels = [round(value * _LEVELS / 255) for value in range(256)]
    colours = covered.point([ramp + level - 1 if level else 0 for level in levels])
    image.paste(colours, mask=covered.point([255 if level else 0 for level in levels]))


def _fit(text: str) -> tuple[int, list[str]]:
    """The largest size at which the text stands on few enough lines, and the lines, the last cut where none is."""
    for size in _SIZES:
        lines = _wrap(text, size, _MEASURE)
        if len(lines) <= _MOST_LINES and all(_width(line, size) <= _MEASURE for line in lines):
            return size, _balance(text, size, len(lines))
    last = len(lines) > _MOST_LINES
    lines = lines[:_MOST_LINES]
    return size, [*(_with_ellipsis(line, size) for line in lines[:-1]), _with_ellipsis(lines[-1], size, more=last)]


def _with_ellipsis(line: str, size: int, *, more: bool = False) -> str:
    """The line with an ellipsis where there is ``more`` to say, or where one word alone is too wide."""
    if not more and _width(line, size) <= _MEASURE:
        return line
    while line and _width(f"{line}…", size) > _MEASURE:
        line = line[:-1].rstrip(" ,;:–-")
    return f"{line}…"


def _balance(text: str, size: int, count: int) -> list[str]:
    """As many lines, as even as they can be: those of the narrowest measure that does not need one more."""
    narrow, wide = _MEASURE // 3, _MEASURE
    while wide - narrow > 4:
        middle = (narrow + wide) // 2
        narrow, wide = (narrow, middle) if len(_wrap(text, size, middle)) <= count else (middle, wide)
    return _wrap(text, size, wide)


def _wrap(text: str, size: int, measure: int) -> list[str]:
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if not lines[-1] or _width(longer, size) <= measure:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


@lru_cache(maxsize=4096)
def _width(text: str, size: int) -> float:
    return _font("serif", size, 600).getlength(text)


def _life(image: Image.Image) -> None:
    """A timeline at the edge: the three marks by which the pages tell kinds of meeting."""
    ImageDraw.Draw(image).line((_LIFE, 0, _LIFE, HEIGHT), fill=_LINE, width=3)
    for y, kind in ((92, "ring"), (196, "ring"), (300, "half"), (404, "ring"), (508, "full")):
        _dot(image, _LIFE + 1, y, kind)


def _dot(image: Image.Image, x: int, y: int, kind: str) -> None:
    colour = {"ring": "#2b5870", "half": "#72520f", "full": _ACCENT}[kind]
    radius, edge = 17, 6
    mask, inner = (_shape(radius, "ellipse", inset) for inset in (0, edge))
    image.paste(colour, (x - radius, y - radius), mask)
    if kind != "full":
        if kind == "half":
            inner.paste(0, (0, 0, radius, 2 * radius))
        image.paste(_PAPER, (x - radius, y - radius), inner)


def _shape(radius: int, shape: str, inset: int) -> Image.Image:
    side = 2 * radius * _FINE
    large = Image.new("L", (side, side), 0)
    getattr(ImageDraw.Draw(large), shape)(
        (inset * _FINE, inset * _FINE, side - 1 - inset * _FINE, side - 1 - inset * _FINE), fill=255
    )
    return large.resize((2 * radius, 2 * radius), Image.Resampling.LANCZOS)


def _diamond(image: Image.Image, x: int, y: int, radius: int, colour: str) -> None:
    side, middle = 2 * radius * _FINE, radius * _FINE
    large = Image.new("L", (side, side), 0)
    ImageDraw.Draw(large).polygon([(middle, 0), (side, middle), (middle, side), (0, middle)], fill=255)
    image.paste(colour, (x - radius, y - radius), large.resize((2 * radius, 2 * radius), Image.Resampling.LANCZOS))


@cache
def _font(kind: str, size: int, weight: int) -> ImageFont.FreeTypeFont:
    name = {"serif": "NotoSerif", "sans": "NotoSans"}[kind]
    package = Path(str(import_module(f"fontpkg_noto_{kind}").__file__)).parent
    font = ImageFont.truetype(package / "files" / f"{name}[wdth,wght].ttf", size, layout_engine=ImageFont.Layout.BASIC)
    values = {b"Weight": weight, b"Width": 100}
    font.set_variation_by_axes([values[axis["name"]] for axis in font.get_variation_axes()])
    return font
