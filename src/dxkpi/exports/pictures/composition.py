"""The whole figure of a view, understandable alone: headline and subtitle, chart, footer with source and address."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from dxkpi.charts import draw
from dxkpi.charts.theme import LIGHT, SMALL_SIZE, TEXT_SIZE
from dxkpi.domain.views.text.description import Description
from dxkpi.exports.options import ExportOptions, PictureSize
from dxkpi.exports.pictures.margins import beyond, fit_names, room_for_axes
from dxkpi.exports.pictures.notes import fit_notes
from dxkpi.exports.pictures.text import BOLD, PLAIN, height, lines, on_lines
from dxkpi.locale import N_

# Width and height at scale 1. A4 half: 210 × 148.5 mm at 96 pixels an inch.
PIXELS = {
    PictureSize.WIDE: (1200, 628),
    PictureSize.SMALL: (800, 418),
    PictureSize.SQUARE: (1080, 1080),
    PictureSize.A4_HALF: (794, 561),
}
# Pixels of a picture for one of the chart's own, and how much of the height that the chart has on a page must be left
# for it there. The first that leaves enough is taken; where none does, the last one, and the picture grows in height.
ZOOMS = ((1.5, 0.95), (1.35, 0.9), (1.2, 0.85), (1.0, 0.75), (0.8, 0.55))
LEAST_WIDTH = 790
PADDING = 16.0
# Sizes of headline, subtitle and footer in a picture that is 800 wide; in wider ones they grow with its square root.
HEADLINE, FOOT, MEANT_FOR = 19.0, 10.5, 800.0
BETWEEN = 8.0
NOTES_AT_MOST = {PictureSize.SMALL: 2, PictureSize.WIDE: 3}
ELSE_AT_MOST = 5  # lines of notes


@dataclass(frozen=True)
class Picture:
    """A figure, its width and height before `zoom`, and what is told of it to who cannot see it."""

    figure: dict[str, Any]
    width: float
    height: float
    zoom: float
    title: str
    description: str
    source: str
    address: str
    vintage: int


@dataclass(frozen=True)
class TextBlock:
    """Lines of one size."""

    lines: list[str]
    size: float
    colour: str
    weight: int = PLAIN

    @property
    def height(self) -> float:
        """In pixels."""
        return height(self.lines, self.size)


def sandwich(description: Description, options: ExportOptions) -> Picture:
    """The figure of a view in a size. What does not fit makes it higher, never smaller than can be read."""
    address = chart_address(description, options.server)
    plain = draw(description).to_dict()
    natural = float(plain["layout"]["height"])
    pixels = PIXELS[options.size]
    for zoom, least in (each for each in ZOOMS if pixels[0] / each[0] >= LEAST_WIDTH):
        across = pixels[0] / zoom
        above, below = (
            ([], []) if options.plain else (_head(description, across), _foot(description, options, address, across))
        )
        free = pixels[1] / zoom - _needed(above) - _needed(below)
        if free >= least * natural:
            break
    high = max(free, least * natural)
    tall = pixels[1] / zoom if high == free else round(high + _needed(above) + _needed(below))
    figure = _figure(plain, across, high, above, below)
    figure["layout"]["meta"] = {"title": description.title, "lang": description.language.value}
    return Picture(
        figure,
        across,
        tall,
        zoom,
        description.title,
        description.alt,
        description.source_line,
        address,
        description.view.vintage,
    )


def chart_address(description: Description, server: str) -> str:
    """Where this chart, of this vintage, is found for ever; without a public address only its end."""
    return f"{server.rstrip('/')}/charts/{description.view.kind.name}.png?{urlencode(description.address, safe='@,:')}"


def _head(description: Description, across: float) -> list[TextBlock]:
    return [
        _block(description.title, across, HEADLINE, LIGHT.ink, BOLD),
        _block(description.subtitle, across, TEXT_SIZE, LIGHT.quiet),
    ]


def _foot(description: Description, options: ExportOptions, address: str, across: float) -> list[TextBlock]:
    source = _block(description.source_line, across, FOOT, LIGHT.ink)
    where = _block(address, across, FOOT, LIGHT.quiet)
    most = NOTES_AT_MOST.get(options.size, ELSE_AT_MOST)
    return [each for each in (source, _notes(description, most, across), where) if each.lines]


def _block(text: str, across: float, size: float, colour: str, weight: int = PLAIN) -> TextBlock:
    grown = round(size * max(across / MEANT_FOR, 1.0) ** 0.5, 2)
    return TextBlock(lines(text, across - 2 * PADDING, grown, weight), grown, colour, weight)


def _notes(description: Description, most: int, across: float) -> TextBlock:
    """The notes one after the other on so many lines; where there is no room for all, how many more there are."""
    for left in range(len(description.notes) + 1):
        shown = [*description.notes[: len(description.notes) - left]]
        if left:
            shown.append(description.say(N_("Notes that stand with the data: {count}"), count=left))
        block = _block(" · ".join(shown), across, FOOT, LIGHT.quiet) if shown else TextBlock([], FOOT, LIGHT.quiet)
        if len(block.lines) <= most:
            break
    return block


def _needed(blocks: list[TextBlock]) -> float:
    """How high blocks are, with the room around them."""
    return sum(each.height for each in blocks) + (PADDING + BETWEEN if blocks else PADDING / 2)


def _figure(
    plain: dict[str, Any], across: float, high: float, above: list[TextBlock], below: list[TextBlock]
) -> dict[str, Any]:
    """The chart in the middle, every block at its place; `high`: what is left for the chart and its axes."""
    layout = deepcopy(plain["layout"])
    margin = layout["margin"]
    fit_names(layout, across, high - margin["t"] - 2 * SMALL_SIZE)
    axes = room_for_axes(layout, plain["data"], across, high)
    left, right = max(margin["l"], axes.left + PADDING), max(margin["r"], axes.right + PADDING)
    further = beyond(layout, left, across - right)
    left, right = max(left, further[0] + PADDING), max(right, further[1] + PADDING)
    frame = margin["t"] + margin["b"] + axes.below
    natural = plain["layout"]["height"] - frame
    fit_notes(layout, plain["data"], across - left - right, high - frame, natural=natural)
    top, bottom = margin["t"] + _needed(above), margin["b"] + axes.below + _needed(below)
    layout["margin"] = {"l": left, "r": right, "t": top, "b": bottom, "pad": 0, "autoexpand": False}
    for axis in (each for name, each in layout.items() if name.startswith(("xaxis", "yaxis"))):
        axis["automargin"] = False
    down = PADDING
    for block in above:
        layout["annotations"].append(_note(block, PADDING - left, y=1, yanchor="top", yshift=top - down))
        down += block.height
    up = PADDING
    for block in reversed(below):
        layout["annotations"].append(_note(block, PADDING - left, y=0, yanchor="bottom", yshift=up - bottom))
        up += block.height
    del layout["height"]
    layout |= {"paper_bgcolor": LIGHT.ground, "plot_bgcolor": LIGHT.ground}
    return {"data": plain["data"], "layout": layout}


def _note(block: TextBlock, xshift: float, **place: Any) -> dict[str, Any]:
    text = on_lines(block.lines)
    return {
        "text": f"<b>{text}</b>" if block.weight == BOLD else text,
        "font": {"size": block.size, "color": block.colour},
        "showarrow": False,
        "align": "left",
        "borderpad": 0,
        "x": 0,
        "xref": "paper",
        "xanchor": "left",
        "xshift": xshift,
        "yref": "paper",
        **place,
    }
