"""The figure of a view with headline, subtitle, chart, and a footer with source and address."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from dxkpi.charts import draw
from dxkpi.charts.parts.theme import LIGHT, SMALL_SIZE, TEXT_SIZE
from dxkpi.domain.views.text.description import Description
from dxkpi.exports.options import ExportOptions, PictureSize
from dxkpi.exports.pictures.margins import fit_names, overhang_of, space_for_axes
from dxkpi.exports.pictures.notes import fit_notes
from dxkpi.exports.pictures.text import BOLD, PLAIN, height_of, to_plotly, wrap
from dxkpi.locale import N_

# Width and height at scale 1. A4 half: 210 × 148.5 mm at 96 pixels an inch.
PIXELS = {
    PictureSize.WIDE: (1200, 628),
    PictureSize.SMALL: (800, 418),
    PictureSize.SQUARE: (1080, 1080),
    PictureSize.A4_HALF: (794, 561),
}
# Pairs of zoom (pixels of the picture per pixel of the chart) and the least height that the chart must keep, as a part
# of its height on a page. The first pair that fits is used; if none fits, the last one, and the picture gets higher.
ZOOMS = ((1.5, 0.95), (1.35, 0.9), (1.2, 0.85), (1.0, 0.75), (0.8, 0.55))
MIN_WIDTH = 790
PADDING = 16.0
# Font sizes in a picture of the reference width; in wider ones they grow with the square root of the width.
HEADLINE_SIZE, FOOTER_SIZE, REFERENCE_WIDTH = 19.0, 10.5, 800.0
GAP = 8.0  # between the chart and the text above or below it
MAX_NOTE_LINES = {PictureSize.SMALL: 2, PictureSize.WIDE: 3}
DEFAULT_MAX_NOTE_LINES = 5


@dataclass(frozen=True)
class Picture:
    """A figure for Plotly, its width and height in pixels before `zoom`, and its metadata. `description`: alt text."""

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
    """Lines of text in one font size."""

    lines: list[str]
    size: float
    colour: str
    weight: int = PLAIN

    @property
    def height(self) -> float:
        """In pixels."""
        return height_of(self.lines, self.size)


def compose_picture(description: Description, options: ExportOptions) -> Picture:
    """The figure of a view in the size of the options. It grows in height rather than becoming unreadably small."""
    address = chart_address(description, options.server)
    plain = draw(description).to_dict()
    natural = float(plain["layout"]["height"])
    pixels = PIXELS[options.size]
    for zoom, min_part in ((zoom, part) for zoom, part in ZOOMS if pixels[0] / zoom >= MIN_WIDTH):
        width = pixels[0] / zoom
        above, below = (
            ([], []) if options.plain else (_header(description, width), _footer(description, options, address, width))
        )
        free = pixels[1] / zoom - _height_of(above) - _height_of(below)
        if free >= min_part * natural:
            break
    chart_height = max(free, min_part * natural)
    is_enough = chart_height == free
    height = pixels[1] / zoom if is_enough else round(chart_height + _height_of(above) + _height_of(below))
    figure = _figure(plain, width, chart_height, above, below)
    figure["layout"]["meta"] = {"title": description.title, "lang": description.language.value}
    return Picture(
        figure,
        width,
        height,
        zoom,
        description.title,
        description.alt,
        description.source_line,
        address,
        description.view.vintage,
    )


def chart_address(description: Description, server: str) -> str:
    """The permanent address of this chart at this vintage; relative when the public address is not configured."""
    return f"{server.rstrip('/')}/charts/{description.view.kind.name}.png?{urlencode(description.address, safe='@,:')}"


def _header(description: Description, width: float) -> list[TextBlock]:
    return [
        _block(description.title, width, HEADLINE_SIZE, LIGHT.ink, BOLD),
        _block(description.subtitle, width, TEXT_SIZE, LIGHT.quiet),
    ]


def _footer(description: Description, options: ExportOptions, address: str, width: float) -> list[TextBlock]:
    source = _block(description.source_line, width, FOOTER_SIZE, LIGHT.ink)
    link = _block(address, width, FOOTER_SIZE, LIGHT.quiet)
    max_lines = MAX_NOTE_LINES.get(options.size, DEFAULT_MAX_NOTE_LINES)
    return [block for block in (source, _notes(description, max_lines, width), link) if block.lines]


def _block(text: str, width: float, size: float, colour: str, weight: int = PLAIN) -> TextBlock:
    size = round(size * max(width / REFERENCE_WIDTH, 1.0) ** 0.5, 2)
    return TextBlock(wrap(text, width - 2 * PADDING, size, weight), size, colour, weight)


def _notes(description: Description, max_lines: int, width: float) -> TextBlock:
    """The notes in at most `max_lines` lines. Where not all fit, the last one says how many more there are."""
    for omitted in range(len(description.notes) + 1):
        texts = [*description.notes[: len(description.notes) - omitted]]
        if omitted:
            texts.append(description.say(N_("Further notes, shown with the data: {count}"), count=omitted))
        empty = TextBlock([], FOOTER_SIZE, LIGHT.quiet)
        block = _block(" · ".join(texts), width, FOOTER_SIZE, LIGHT.quiet) if texts else empty
        if len(block.lines) <= max_lines:
            break
    return block


def _height_of(blocks: list[TextBlock]) -> float:
    """The height of blocks with the space around them, in pixels."""
    return sum(block.height for block in blocks) + (PADDING + GAP if blocks else PADDING / 2)


def _figure(
    plain: dict[str, Any], width: float, height: float, above: list[TextBlock], below: list[TextBlock]
) -> dict[str, Any]:
    """The chart between the blocks of text. `height`: of the chart with its axes."""
    layout = deepcopy(plain["layout"])
    margin = layout["margin"]
    fit_names(layout, width, height - margin["t"] - 2 * SMALL_SIZE)
    axes = space_for_axes(layout, plain["data"], width, height)
    left, right = max(margin["l"], axes.left + PADDING), max(margin["r"], axes.right + PADDING)
    overhang = overhang_of(layout, left, width - right)
    left, right = max(left, overhang[0] + PADDING), max(right, overhang[1] + PADDING)
    frame = margin["t"] + margin["b"] + axes.below
    natural = plain["layout"]["height"] - frame
    fit_notes(layout, plain["data"], width - left - right, height - frame, natural=natural)
    top, bottom = margin["t"] + _height_of(above), margin["b"] + axes.below + _height_of(below)
    layout["margin"] = {"l": left, "r": right, "t": top, "b": bottom, "pad": 0, "autoexpand": False}
    for axis in (value for name, value in layout.items() if name.startswith(("xaxis", "yaxis"))):
        axis["automargin"] = False
    from_top = PADDING
    for block in above:
        layout["annotations"].append(_note(block, PADDING - left, y=1, yanchor="top", yshift=top - from_top))
        from_top += block.height
    from_bottom = PADDING
    for block in reversed(below):
        layout["annotations"].append(_note(block, PADDING - left, y=0, yanchor="bottom", yshift=from_bottom - bottom))
        from_bottom += block.height
    del layout["height"]
    layout |= {"paper_bgcolor": LIGHT.ground, "plot_bgcolor": LIGHT.ground}
    return {"data": plain["data"], "layout": layout}


def _note(block: TextBlock, xshift: float, **place: Any) -> dict[str, Any]:
    text = to_plotly(block.lines)
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
