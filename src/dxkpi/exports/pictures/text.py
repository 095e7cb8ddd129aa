"""Text metrics of the product's font, and line breaking."""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape, unescape
from pathlib import Path
from typing import TYPE_CHECKING

from dxkpi.settings import resource

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

PLAIN, BOLD = 400, 600
LINE = 1.3  # line height per font size, as in Plotly
MEASURED_AT = 100
# Where an address may break into the next line.
BREAKS = re.compile(r"(?<=[&?/])")
TAG = re.compile(r"</?(?:b|i|span)\b[^>]*>")


def font_file(weight: int) -> Path:
    """The font file of one weight."""
    return resource("dashboard") / "static" / "fonts" / f"be-vietnam-pro-{weight}.woff2"


def text_width(text: str, size: float, weight: int = PLAIN) -> float:
    """The width of a text in pixels."""
    return _width(text, weight) * size / MEASURED_AT


@lru_cache(maxsize=4096)
def _width(text: str, weight: int) -> float:
    return _font(weight).getlength(text)


@lru_cache(maxsize=2)
def _font(weight: int) -> FreeTypeFont:
    from PIL.ImageFont import truetype  # only pictures need it, and it takes time at the start

    return truetype(str(font_file(weight)), MEASURED_AT)


def wrap(text: str, max_width: float, size: float, weight: int = PLAIN) -> list[str]:
    """The text in lines of at most `max_width` pixels.

    An address or a word that is too long breaks inside. No line starts with a percent sign.
    """
    lines: list[str] = []
    for word in text.replace(" %", "\u00a0%").split(" "):
        for at, part in enumerate(_parts(word, max_width, size, weight)):
            joined = f"{lines[-1]}{'' if at else ' '}{part}" if lines else part
            if lines and text_width(joined, size, weight) <= max_width:
                lines[-1] = joined
            else:
                lines.append(part)
    return lines


def _parts(word: str, max_width: float, size: float, weight: int) -> list[str]:
    if text_width(word, size, weight) <= max_width:
        return [word]
    parts: list[str] = []
    for part in BREAKS.split(word):
        rest = part
        while text_width(rest, size, weight) > max_width:
            ends = range(len(rest) - 1, 0, -1)
            fitting = next(end for end in ends if text_width(rest[:end], size, weight) <= max_width)
            parts.append(rest[:fitting])
            rest = rest[fitting:]
        parts.append(rest)
    return parts


def to_plotly(lines: list[str]) -> str:
    """Lines as one text for Plotly, escaped so that nothing in them is a tag."""
    return "<br>".join(escape(line, quote=False) for line in lines)


def plain_lines(text: object) -> list[str]:
    """The lines of a text for Plotly, without its tags."""
    return [unescape(TAG.sub("", line)) for line in str(text).split("<br>")]


def height_of(lines: list[str], size: float) -> float:
    """The height of lines in pixels."""
    return len(lines) * LINE * size
