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
    """One file format. `drawn`: a picture, which needs a browser. `drawing_page`: the page on which the user's browser
    draws it when the server has none."""

    media_type: str
    write: Callable[[Description, ExportOptions], bytes]
    drawn: bool = False
    drawing_page: Callable[[Description, ExportOptions], bytes] | None = None


FORMATS: dict[str, Format] = {
    "svg": Format(media_types.SVG, as_svg.write, drawn=True, drawing_page=as_svg.drawing_page),
    "png": Format(media_types.PNG, as_png.write, drawn=True, drawing_page=as_png.drawing_page),
    "pdf": Format(media_types.PDF, as_pdf.write, drawn=True),
    "html": Format(media_types.HTML, as_html.write),
    "csv": Format(media_types.CSV, as_csv.write),
    "xlsx": Format(media_types.XLSX, as_xlsx.write),
    "json": Format(media_types.JSON, as_json.write),
}


def export_view(description: Description, extension: str, options: ExportOptions = STANDARD) -> bytes:
    """The view in one format. Raises `UnknownChart` for an unknown format, and for pictures `NoBrowser` and
    `PictureFailed`."""
    if extension not in FORMATS:
        raise UnknownChart(extension, tuple(FORMATS))
    return FORMATS[extension].write(description, options)


def drawing_page(description: Description, extension: str, options: ExportOptions = STANDARD) -> bytes:
    """The page on which the user's browser draws the view. Raises `UnknownChart` for formats without such a page."""
    pages = {name: known.drawing_page for name, known in FORMATS.items() if known.drawing_page}
    if extension not in pages:
        raise UnknownChart(extension, tuple(pages))
    return pages[extension](description, options)
