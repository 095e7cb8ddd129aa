"""Which sheet of a file is read, and in which layout."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dxkpi.intake.cell_text import folded
from dxkpi.intake.context import UploadContext
from dxkpi.intake.files.read_sheets import Sheet
from dxkpi.intake.layouts.shared.layout import Layout
from dxkpi.intake.problems import Problem, ProblemCode, Severity, Upload, refused
from dxkpi.locale import N_, Message

UNKNOWN = N_("No sheet has a known layout ({layouts}). Start from a sample or the template.")
SEVERAL = N_("Several sheets have figures: {sheets}. Choose the one to read.")
ONLY_HIDDEN = N_(
    "Figures are only on hidden sheets: {sheets}. Show the sheet and check it, or choose it to be read as it is."
)
READ_HIDDEN = N_("The sheet “{sheet}” is hidden in the file.")
GARBLED = N_("The text of the file was encoded twice; one cell probably says “{text}”. Save the file again as UTF-8.")
RATES = N_(
    "The file is the table of a chart: rates that were computed from counts. Submit the counts themselves, for example "
    "in the file with all figures (figures.csv)."
)
RATE_HEADINGS = (("numerator", "denominator"), ("tử số", "mẫu số"))
RATE_ROWS = 20
NO_SHEET = N_("There is no sheet “{sheet}” with figures. The file has: {sheets}.")


def choose_sheet(sheets: Sequence[Sheet], layouts: Sequence[Layout], context: UploadContext) -> Upload:
    """The upload of the one sheet with a known layout.

    The first layout that recognises a sheet reads it. Hidden sheets are read only if one is named. Of
    several sheets, the one with figures that fit the chosen locality and period is taken; if that leaves more than one,
    the upload is refused with the names to choose from.
    """
    if context.sheet is not None:
        named = [sheet for sheet in sheets if sheet.name == context.sheet]
        if not named:
            values = {"sheet": context.sheet, "sheets": _names(sheets)}
            return refused(ProblemCode.UNKNOWN_LAYOUT, Message(NO_SHEET, values))
        sheets = named
    recognised = [(sheet, layout) for sheet in sheets if (layout := _layout_of(sheet, layouts))]
    readable = [(sheet, layout) for sheet, layout in recognised if not sheet.hidden or context.sheet is not None]
    if recognised and not readable:
        hidden = tuple(sheet.name for sheet, _ in recognised)
        message = Message(ONLY_HIDDEN, {"sheets": ", ".join(f"“{name}”" for name in hidden)})
        return replace(refused(ProblemCode.HIDDEN_CELLS, message), choices=hidden)
    garbled = next((text for sheet in sheets for text in sheet.appearance.garbled.values()), None)
    if not readable and garbled is not None:
        return refused(ProblemCode.GARBLED_TEXT, Message(GARBLED, {"text": garbled}))
    if not readable and any(_has_rates(sheet) for sheet in sheets):
        return refused(ProblemCode.UNKNOWN_LAYOUT, Message(RATES))
    if not readable:
        return refused(ProblemCode.UNKNOWN_LAYOUT, Message(UNKNOWN, {"layouts": _labels(layouts)}))
    uploads = [_with_hidden_note(layout.read(sheet, context), sheet) for sheet, layout in readable]
    if len(uploads) > 1:
        uploads = _fitting(uploads)
    if len(uploads) == 1:
        return uploads[0]
    message = Message(SEVERAL, {"sheets": ", ".join(f"“{upload.sheet}”" for upload in uploads)})
    choices = tuple(upload.sheet for upload in uploads)
    return replace(refused(ProblemCode.UNKNOWN_LAYOUT, message, layout=uploads[0].layout), choices=choices)


def _with_hidden_note(upload: Upload, sheet: Sheet) -> Upload:
    """The upload, with a note that its sheet is hidden in the file."""
    if not sheet.hidden:
        return upload
    note = Problem(ProblemCode.HIDDEN_CELLS, Severity.NOTE, Message(READ_HIDDEN, {"sheet": sheet.name}), sheet.name)
    return replace(upload, problems=(note, *upload.problems))


def _has_rates(sheet: Sheet) -> bool:
    """Whether a sheet is the table of a chart: rates with their numerators and denominators."""
    rows = ({folded(cell) for cell in row} for row in sheet.rows[:RATE_ROWS])
    return any({numerator, denominator} <= texts for texts in rows for numerator, denominator in RATE_HEADINGS)


def _fitting(uploads: list[Upload]) -> list[Upload]:
    """Uploads with figures, and of these those without an error; a step that would leave none is skipped."""
    filled = [upload for upload in uploads if len(upload.figures)] or uploads
    return [upload for upload in filled if upload.accepted] or filled


def _layout_of(sheet: Sheet, layouts: Sequence[Layout]) -> Layout | None:
    return next((layout for layout in layouts if layout.recognises(sheet)), None)


def _labels(layouts: Sequence[Layout]) -> Message:
    """The labels of the layouts, with semicolons between."""
    return Message(
        "; ".join(f"{{{layout.name}}}" for layout in layouts), {layout.name: layout.label for layout in layouts}
    )


def _names(sheets: Sequence[Sheet]) -> str:
    return ", ".join(f"“{sheet.name}”" for sheet in sheets)
