"""An annotated workbook: cells with a problem are filled and commented, and the first sheet lists all problems."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from datetime import date, datetime, time, timedelta

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.styles.cell_style import StyleArray
from openpyxl.utils import quote_sheetname
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from dxkpi.intake.annotate.cell_remarks import CellRemark, marked_cell, worst_first
from dxkpi.intake.annotate.private_api import cells_of, remove_cell, set_style, style_number, style_of
from dxkpi.intake.annotate.problem_rows import ProblemRow, listed, with_rows
from dxkpi.intake.annotate.problem_sheet import HEADINGS, HINT, ONLY_COLOURED, SEVERITY_LABELS, SUMMARY, TITLE
from dxkpi.intake.files import zip_package
from dxkpi.intake.files.xlsx.formula_results import FormulaResults, stored_results, with_stored_results
from dxkpi.intake.files.xlsx.hidden_and_merged import read_hidden_and_merged
from dxkpi.intake.files.xlsx.package_parts import is_xlsx, read_book
from dxkpi.intake.problems import Severity, Upload
from dxkpi.locale import N_, Language, say, translate

RemarksByCell = Mapping[str, CellRemark]
StylesByCell = Mapping[str, StyleArray]
FILLS = {Severity.ERROR: "F8CBCB", Severity.REASON: "FDE3B8", Severity.NOTE: "CFE3F5"}
OUR_COLOURS = frozenset(FILLS.values())
# The line above our text in a comment; text that a person wrote is kept above it.
SIGNATURE = "dxkpi:"
# Beyond these sizes openpyxl takes minutes: the file gets a copy of its cells, or only the list.
MAX_XML = 64 * 1024 * 1024
MAX_MERGED = 500_000
MAX_CELLS, MAX_COLUMNS, MAX_ROWS = 500_000, 16_384, 1_048_576
LIST_HEAD, FILL_COLUMN = 5, 4
LIKE_FORMULAS = ("=", "+", "-", "@")
ILLEGAL_TITLE = re.compile(r"[\[\]:*?/\\]")
MACROS = "xl/vbaProject.bin"
# openpyxl has no exception of its own for a workbook that it cannot parse or write again: what its own code runs into
# comes through. Only the calls of load_workbook and save are guarded by these.
LIBRARY_ERRORS = (InvalidFileException, AttributeError, AssertionError, IndexError, RecursionError, SyntaxError,
                  TypeError, *zip_package.BROKEN_ARCHIVE)  # fmt: skip


class NotAnnotatable(Exception):
    """The workbook is too large for openpyxl, or openpyxl cannot read or write it. Its cells are copied instead."""


def annotated_workbook(content: bytes, upload: Upload, remarks: RemarksByCell, language: Language) -> tuple[bytes, str]:
    """The annotated workbook and its file ending: the uploaded one if openpyxl can handle it, else a copy of its cells.

    `content` is the file from which `upload` was read.
    """
    package = zip_package.opened(content) if content.startswith(b"PK") else None
    if package is not None and is_xlsx(package):
        try:
            return _annotated_original(content, package, upload, remarks, language)
        except NotAnnotatable:
            pass
    return _annotated_copy(upload, remarks, language), ".xlsx"


def _annotated_original(
    content: bytes, package: zip_package.ZipPackage, upload: Upload, remarks: RemarksByCell, language: Language
) -> tuple[bytes, str]:
    parts, has_macros = read_book(package), MACROS in package
    sheets = {sheet.name: package.part(sheet.part) for sheet in parts.sheets}
    if sum(map(len, sheets.values())) > MAX_XML or sum(map(_merged_cells, sheets.values())) > MAX_MERGED:
        raise NotAnnotatable
    book = _loaded(content, has_macros=has_macros)
    if upload.sheet not in book.sheetnames:
        raise NotAnnotatable
    _remove_annotations(book)
    book.calculation.fullCalcOnLoad = parts.formulas_wait
    rows = _annotate(book, book[upload.sheet], upload, remarks, language)
    return _saved(book, rows, stored_results(sheets)), ".xlsm" if has_macros else ".xlsx"


def _merged_cells(xml: bytes) -> int:
    """How many cells of a sheet are merged; openpyxl makes an object of each."""
    merged = read_hidden_and_merged(xml).merged
    return sum((bottom - top + 1) * (end - start + 1) for (top, start), (bottom, end) in merged.items())


def _loaded(content: bytes, *, has_macros: bool) -> Workbook:
    try:
        return load_workbook(io.BytesIO(content), keep_vba=has_macros, rich_text=True)
    except LIBRARY_ERRORS as error:
        raise NotAnnotatable from error


def _annotated_copy(upload: Upload, remarks: RemarksByCell, language: Language) -> bytes:
    """A workbook of the cells as they were read; only the list of problems if there are too many cells."""
    book = Workbook()
    page = book.active
    if page is None:
        raise TypeError("a new workbook has a sheet")
    page.title = ILLEGAL_TITLE.sub(" ", upload.sheet)[:31].strip("' ") or translate(N_("Figures"), language)
    width = max(map(len, upload.cells))
    is_whole = width <= MAX_COLUMNS and len(upload.cells) * width <= MAX_CELLS
    if is_whole:
        for number, row in enumerate(upload.cells, start=1):
            for column, value in enumerate(row, start=1):
                if value not in ("", None):
                    _write(page.cell(number, column), value)
    rows = _annotate(book, page, upload, remarks if is_whole else {}, language)
    return _saved(book, rows, {})


def _annotate(
    book: Workbook, page: Worksheet, upload: Upload, remarks: RemarksByCell, language: Language
) -> Sequence[ProblemRow]:
    """Mark the cells and insert the list as first sheet. Returns the list's rows, which `_saved` writes."""
    before: dict[str, StyleArray] = {}
    looks: dict[tuple[bytes, Severity], StyleArray] = {}
    for place, remark in remarks.items():
        cell = _first_of(page, place)
        style = before[place] = style_of(cell)
        look = (style.tobytes(), remark.severity)
        if look not in looks:  # styles are slow to make, and few
            set_style(cell, copy(style))
            cell.fill = PatternFill("solid", fgColor=FILLS[remark.severity])
            looks[look] = style_of(cell)
        set_style(cell, looks[look])
        if remark.text:
            theirs = f"{cell.comment.text}\n\n" if cell.comment else ""
            cell.comment = Comment(f"{theirs}{SIGNATURE}\n{remark.text}", "dxkpi", height=160, width=320)
    return _list(book, page, upload, remarks, before, language)


def _first_of(page: Worksheet, place: str) -> Cell:
    """The cell with a name; for merged cells the first of them, which is the one that is displayed."""
    cell = page[place]
    if isinstance(cell, MergedCell):
        within = next(merged for merged in page.merged_cells.ranges if place in merged)
        cell = page.cell(within.min_row, within.min_col)
    return cell


def _list(
    book: Workbook, page: Worksheet, upload: Upload, remarks: RemarksByCell, before: StylesByCell, language: Language
) -> Sequence[ProblemRow]:
    """Create the first sheet. Returns its rows: every problem, the worst first."""
    front = book.create_sheet(translate(TITLE, language), 0)
    for row, (text, font) in enumerate(_head(upload, remarks, language), start=1):
        _write(front.cell(row, 1), text).font = font
    for column, (heading, width) in enumerate(HEADINGS, start=1):
        _write(front.cell(LIST_HEAD, column), translate(heading, language)).font = Font(bold=True)
        front.column_dimensions[front.cell(LIST_HEAD, column).column_letter].width = width
    front.freeze_panes = f"A{LIST_HEAD + 1}"
    for sheet in book.worksheets:
        sheet.sheet_view.tabSelected = sheet is front
    book.active = 0
    return list(_rows(page, upload, before, _looks(front), language))


def _rows(
    page: Worksheet, upload: Upload, before: StylesByCell, looks: Mapping[str, int], language: Language
) -> Iterator[ProblemRow]:
    """One row per problem; the cell's value keeps the style that it had in its sheet."""
    words = {severity: translate(word, language) for severity, word in SEVERITY_LABELS.items()}
    for number, problem in enumerate(worst_first(upload.problems)[: MAX_ROWS - LIST_HEAD], start=LIST_HEAD + 1):
        is_here = problem.sheet == upload.sheet
        name = page.title if is_here else problem.sheet
        place = marked_cell(problem)
        style = before.get(place) if is_here else None
        value = looks["text" if problem.value.startswith(LIKE_FORMULAS) else "plain"]
        yield listed(
            number,
            (words[problem.severity], name, problem.cell, problem.value, problem.message.text(language)),
            (looks[problem.severity], looks["plain"], looks["plain" if style is None else "link"],
             value if style is None else style_number(page.parent, style), looks["sentence"]),
            "" if style is None else f"{quote_sheetname(name)}!{place}",
        )  # fmt: skip


def _looks(front: Worksheet) -> Mapping[str, int]:
    """The cell styles of the list, as the style numbers of the workbook."""
    cell = front.cell(1, len(HEADINGS) + 2)
    looks = {"plain": cell.style_id}
    cell.quotePrefix = True
    looks["text"] = cell.style_id
    cell.quotePrefix = False
    for severity, colour in FILLS.items():
        cell.fill, cell.alignment = PatternFill("solid", fgColor=colour), Alignment(vertical="top")
        looks[severity.value] = cell.style_id
    cell.fill, cell.font = PatternFill(), Font(color="12436D", underline="single")
    looks["link"] = cell.style_id
    cell.font, cell.alignment = Font(), Alignment(vertical="top", wrap_text=True)
    looks["sentence"] = cell.style_id
    remove_cell(front, cell)
    return looks


def _head(upload: Upload, remarks: RemarksByCell, language: Language) -> Iterator[tuple[str, Font]]:
    counts = [
        say(sentence, language, count=sum(problem.severity is severity for problem in upload.problems))
        for severity, sentence in SUMMARY.items()
    ]
    yield translate(TITLE, language), Font(bold=True, size=14, color="12436D")
    yield " · ".join(counts), Font(bold=True)
    yield translate(HINT, language), Font()
    silent = [place for place, remark in remarks.items() if not remark.text]
    if silent:
        yield say(ONLY_COLOURED, language, count=len(remarks) - len(silent), cell=silent[0]), Font(bold=True)


def _remove_annotations(book: Workbook) -> None:
    """Remove an earlier annotation: its list, its comments, and its fills, which the original styles replace."""
    titles = tuple(translate(TITLE, language) for language in Language)
    before: dict[tuple[str, str], StyleArray] = {}
    marked = [page for page in book.worksheets if page.title.startswith(titles) and page["A1"].value in titles]
    for front in marked:
        for row in front.iter_rows(min_row=LIST_HEAD + 1, max_col=FILL_COLUMN):
            before[str(row[1].value), str(row[2].value)] = style_of(row[FILL_COLUMN - 1])
        book.remove(front)
    for page in book.worksheets if marked else ():
        for cell in cells_of(page):
            if cell.has_style and str(cell.fill.fgColor.rgb)[-6:] in OUR_COLOURS:
                style = before.get((page.title, cell.coordinate))
                set_style(cell, StyleArray() if style is None else copy(style))
            if cell.comment:
                theirs, ours, _ = cell.comment.text.partition(f"{SIGNATURE}\n")
                if ours:
                    cell.comment = Comment(theirs.rstrip(), "dxkpi") if theirs.strip() else None


def _write(cell: Cell, value: object) -> Cell:
    """Write a value into a cell; text stays text even if it looks like a formula."""
    if isinstance(value, str):
        cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)
        cell.data_type = "s"
        cell.quotePrefix = value.startswith(LIKE_FORMULAS)
    elif isinstance(value, bool | int | float | datetime | date | time | timedelta):
        cell.value = value
    else:
        cell.value = str(value)
    return cell


def _saved(book: Workbook, rows: Sequence[ProblemRow], results: FormulaResults) -> bytes:
    """The workbook's bytes, with what openpyxl does not write: the rows of the list and the results of formulas."""
    out = io.BytesIO()
    try:
        book.save(out)
    except LIBRARY_ERRORS as error:
        raise NotAnnotatable from error
    front, *_ = names = {
        f"xl/worksheets/sheet{number}.xml": page.title for number, page in enumerate(book.worksheets, start=1)
    }

    def finished(name: str, part: bytes) -> bytes:
        if name == front:
            return with_rows(part, rows, LIST_HEAD + len(rows))
        solved = results.get(names.get(name, ""))
        return with_stored_results(part, solved) if solved else part

    return zip_package.changed(out.getvalue(), finished)
