"""How wide words are in the product's font, and where lines break."""

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
LINE = 1.3  # how high a line is, in parts of its size; as Plotly sets it
MEASURED_AT = 100
# Where an address may go on in the next line.
JOINTS = re.compile(r"(?<=[&?/])")
TAG = re.compile(r"</?(?:b|i|span)\b[^>]*>")


def font_file(weight: int) -> Path:
    """The font of one weight."""
    return resource("dashboard") / "static" / "fonts" / f"be-vietnam-pro-{weight}.woff2"


def width(text: str, size: float, weight: int = PLAIN) -> float:
    """How wide a text is, in pixels."""
    return _width(text, weight) * size / MEASURED_AT


@lru_cache(maxsize=4096)
def _width(text: str, weight: int) -> float:
    return _font(weight).getlength(text)


@lru_cache(maxsize=2)
def _font(weight: int) -> FreeTypeFont:
    from PIL.ImageFont import truetype  # only pictures need it, and the start must not wait for it

    return truetype(str(font_file(weight)), MEASURED_AT)


def lines(text: str, room: float, size: float, weight: int = PLAIN) -> list[str]:
    """The text in lines no wider than `room` pixels; an address or a word that is too long breaks within. No line
    begins with a percent sign."""
    found: list[str] = []
    for word in text.replace(" %", "\u00a0%").split(" "):
        for at, part in enumerate(_parts(word, room, size, weight)):
            joined = f"{found[-1]}{'' if at else ' '}{part}" if found else part
            if found and width(joined, size, weight) <= room:
                found[-1] = joined
            else:
                found.append(part)
    return found


def _parts(word: str, room: float, size: float, weight: int) -> list[str]:
    if width(word, size, weight) <= room:
        return [word]
    parts: list[str] = []
    for joint in JOINTS.split(word):
        part = joint
        while width(part, size, weight) > room:
            fits = next(end for end in range(len(part) - 1, 0, -1) if width(part[:end], size, weight) <= room)
            parts.append(part[:fits])
            part = part[fits:]
        parts.append(part)
    return parts


def on_lines(found: list[str]) -> str:
    """Lines as Plotly writes them, nothing in them taken for a tag."""
    return "<br>".join(escape(line, quote=False) for line in found)


def plain_lines(text: object) -> list[str]:
    """The words of each line of what Plotly is given, without its tags."""
    return [unescape(TAG.sub("", line)) for line in str(text).split("<br>")]


def height(found: list[str], size: float) -> float:
    """How high these lines are, in pixels."""
    return len(found) * LINE * size
