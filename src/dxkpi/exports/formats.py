"""`FORMATS`: the file formats of a view. Buttons, addresses and commands offer what this list has."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from dxkpi.domain.views.text.description import Description
from dxkpi.errors import UnknownChart
from dxkpi.exports import as_csv, as_html, as_json, as_pdf, as_png, as_svg, as_xlsx, media_types
from dxkpi.exports.options import STANDARD, ExportOptions


@dataclass(frozen=True)
class Format:
    """One file format: its media type and how a view is written in it. `drawn`: a picture, which takes a browser;
    `hand_over`: the page on which a reader's browser draws it where the server has none."""

    media_type: str
    write: Callable[[Description, ExportOptions], bytes]
    drawn: bool = False
    hand_over: Callable[[Description, ExportOptions], bytes] | None = None


FORMATS: dict[str, Format] = {
    "svg": Format(media_types.SVG, as_svg.write, drawn=True, hand_over=as_svg.hand_over),
    "png": Format(media_types.PNG, as_png.write, drawn=True, hand_over=as_png.hand_over),
    "pdf": Format(media_types.PDF, as_pdf.write, drawn=True),
    "html": Format(media_types.HTML, as_html.write),
    "csv": Format(media_types.CSV, as_csv.write),
    "xlsx": Format(media_types.XLSX, as_xlsx.write),
    "json": Format(media_types.JSON, as_json.write),
}


def export_view(description: Description, extension: str, options: ExportOptions = STANDARD) -> bytes:
    """The view in one format. Raises `UnknownChart` for a format that is not there, and for pictures
    `NoBrowser`, `PictureFailed`."""
    if extension not in FORMATS:
        raise UnknownChart(extension, tuple(FORMATS))
    return FORMATS[extension].write(description, options)


def hand_over(description: Description, extension: str, options: ExportOptions = STANDARD) -> bytes:
    """The page on which a reader's browser draws the view. Raises `UnknownChart` for what no reader's can make."""
    able = {each: known.hand_over for each, known in FORMATS.items() if known.hand_over}
    if extension not in able:
        raise UnknownChart(extension, tuple(able))
    return able[extension](description, options)
