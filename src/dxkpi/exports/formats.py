"""`FORMATS`: the one list of file formats of a view. Buttons, addresses and commands read it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from dxkpi.domain.views.text.description import Description
from dxkpi.errors import UnknownFormat
from dxkpi.exports import as_csv, as_html, as_json, as_pdf, as_png, as_svg, as_xlsx, media_types
from dxkpi.exports.options import STANDARD, ExportOptions, PictureSize
from dxkpi.locale import N_


class DownloadGroup(StrEnum):
    """Under which heading (a message id) the buttons of a format stand."""

    SHARING = N_("Picture (PNG)")
    PRINT = N_("Picture for print")
    DATA = N_("Data")


@dataclass(frozen=True)
class DownloadButton:
    """A button that saves a file. `label`: a message id, empty for the extension in capital letters. `choices`: the
    parameters of the address."""

    label: str = ""
    choices: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Format:
    """A file format of a view.

    `drawn`: a picture, which takes a browser. `drawing_page`: the page on which a reader's browser draws it where the
    server has none. `group`: None for a format without buttons.
    """

    media_type: str
    write: Callable[[Description, ExportOptions], bytes]
    group: DownloadGroup | None = None
    buttons: tuple[DownloadButton, ...] = (DownloadButton(),)
    drawn: bool = False
    drawing_page: Callable[[Description, ExportOptions], bytes] | None = None


_SIZES = {
    PictureSize.WIDE: N_("wide, for sharing"),
    PictureSize.SMALL: N_("small"),
    PictureSize.SQUARE: N_("square"),
    PictureSize.A4_HALF: N_("half a page of A4"),
}
FORMATS: dict[str, Format] = {
    "svg": Format(
        media_types.SVG,
        as_svg.write,
        DownloadGroup.PRINT,
        (DownloadButton(), DownloadButton(N_("SVG without headline and footer"), {"plain": "true"})),
        drawn=True,
        drawing_page=as_svg.drawing_page,
    ),
    "png": Format(
        media_types.PNG,
        as_png.write,
        DownloadGroup.SHARING,
        tuple(DownloadButton(label, {"size": size.value, "scale": "2"}) for size, label in _SIZES.items()),
        drawn=True,
        drawing_page=as_png.drawing_page,
    ),
    "pdf": Format(media_types.PDF, as_pdf.write, DownloadGroup.PRINT, drawn=True),
    "html": Format(media_types.HTML, as_html.write),
    "csv": Format(
        media_types.CSV,
        as_csv.write,
        DownloadGroup.DATA,
        (
            DownloadButton(N_("CSV for spreadsheets")),
            DownloadButton(N_("CSV for machines"), {"reader": "machines", "rows": "all"}),
        ),
    ),
    "xlsx": Format(media_types.XLSX, as_xlsx.write, DownloadGroup.DATA, (DownloadButton(N_("Workbook (XLSX)")),)),
    "json": Format(media_types.JSON, as_json.write, DownloadGroup.DATA),
}


def export_view(description: Description, extension: str, options: ExportOptions = STANDARD) -> bytes:
    """The view in one format. Raises `UnknownFormat` for an unknown format, and for pictures `NoBrowser`,
    `PictureFailed`."""
    if extension not in FORMATS:
        raise UnknownFormat(extension, tuple(FORMATS))
    return FORMATS[extension].write(description, options)


def drawing_page(description: Description, extension: str, options: ExportOptions = STANDARD) -> bytes:
    """The page on which a reader's browser draws the view. Raises `UnknownFormat` for a format that it cannot draw."""
    writers = {name: file_format.drawing_page for name, file_format in FORMATS.items() if file_format.drawing_page}
    if extension not in writers:
        raise UnknownFormat(extension, tuple(writers))
    return writers[extension](description, options)
