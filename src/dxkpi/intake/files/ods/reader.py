"""ODS, the workbooks of LibreOffice → sheets. The XML is read in one pass: values, formulas, percents, fonts.

Calamine is not used here: it writes out repeated spaces and cells without a limit.
"""

from __future__ import annotations

from collections.abc import Callable
from xml.parsers import expat

from dxkpi.intake.cell_text import as_text
from dxkpi.intake.files.legacy_fonts import ReadText, TextRun, read_runs
from dxkpi.intake.files.ods.cell_values import COVERED, is_unsolved, read_value
from dxkpi.intake.files.ods.styles import OdsStyles, XmlAttributes
from dxkpi.intake.files.ods.table import MAX_COLUMNS, MAX_ROWS, OdsRow, OdsTable
from dxkpi.intake.files.sheet import MAX_CELLS, Sheet, damaged, encrypted, spread_too_far
from dxkpi.intake.files.zip_package import BROKEN_XML, ZipPackage, refuse_document_type

CONTENT, STYLES, MANIFEST = "content.xml", "styles.xml", "META-INF/manifest.xml"
# Elements in a table or a cell that are not its text: notes, drawings, deleted cells, forms.
APART = ("office:annotation", "draw:", "table:tracked-changes", "table:shapes", "office:forms", "office:dde-source",
         "table:dde-links", "text:ruby-text", "presentation:")  # fmt: skip
COLUMNS_REPEATED = "table:number-columns-repeated"
# ODS counts repeated spaces; real workbooks have far fewer in total.
MAX_SPACES = 1_000_000
CELL_NAMES = ("table:table-cell", COVERED)
PARAGRAPHS = ("text:p", "text:h")
STYLE_NAME, VISIBILITY, HIDDEN = "text:style-name", "table:visibility", ("collapse", "filter")
NO_LOOK = TextRun("", "")
SPANS = ("text:span", "text:a")


def read_ods(package: ZipPackage) -> tuple[Sheet, ...]:
    """The sheets of an OpenDocument spreadsheet. Raises `Unreadable`."""
    if b"encryption-data" in package.part(MANIFEST):
        raise encrypted()
    reader = _OdsContentReader()
    styles = package.part(STYLES)
    if styles:
        _feed(styles, reader.styles.meet)
    _feed(package.part(CONTENT), reader.start, reader.end, reader.text)
    return tuple(reader.sheets)


def _feed(
    xml: bytes,
    start: Callable[[str, XmlAttributes], None],
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> None:
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = refuse_document_type
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, text
    try:
        parser.Parse(xml, True)
    except BROKEN_XML:
        raise damaged() from None


class _OdsContentReader:
    """One pass over the content; elements of `APART` are skipped with all that is in them."""

    def __init__(self) -> None:
        self.styles = OdsStyles()
        self.sheets: list[Sheet] = []
        self.table: OdsTable | None = None
        self.row: OdsRow | None = None
        self.cell: XmlAttributes | None = None
        self.runs: list[TextRun] = []
        self.looks: list[TextRun] = []
        self.in_paragraph = False
        self.apart = self.spaces = self.held = 0

    def start(self, name: str, attributes: XmlAttributes) -> None:
        if self.apart:
            self.apart += 1
        elif self.cell is not None:
            self._start_in_cell(name, attributes)
        elif self.row is not None and name in CELL_NAMES:
            self.cell, self.runs, self.looks = attributes, [], []
        elif self.table is not None:
            self._start_in_table(self.table, name, attributes)
        elif name == "table:table":
            hidden = attributes.get("table:style-name", "") in self.styles.hidden_tables
            self.table = OdsTable(attributes.get("table:name", ""), hidden)
        elif name.startswith(APART):
            self.apart = 1
        else:
            self.styles.meet(name, attributes)

    def end(self, name: str) -> None:
        if self.apart:
            self.apart -= 1
        elif self.cell is not None:
            self._end_in_cell(self.cell, name)
        elif name == "table:table-row" and self.table and self.row:
            self.table.add(self.row)
            self.row = None
        elif name == "table:table" and self.table:
            self._end_table(self.table)
            self.table = None

    def text(self, text: str) -> None:
        if self.in_paragraph and not self.apart:
            self.runs.append((self.looks[-1] if self.looks else NO_LOOK)._replace(text=text))

    def _start_in_table(self, table: OdsTable, name: str, attributes: XmlAttributes) -> None:
        style = attributes.get("table:default-cell-style-name", "")
        if name == "table:table-row":
            repeated = _times(attributes, "table:number-rows-repeated", MAX_ROWS)
            self.row = OdsRow(repeated, style, attributes.get(VISIBILITY) in HIDDEN)
        elif name == "table:table-column":
            start = table.column_styles[-1][0] if table.column_styles else 0
            end = start + _times(attributes, COLUMNS_REPEATED, MAX_COLUMNS)
            table.column_styles.append((end, style))
            if attributes.get(VISIBILITY) in HIDDEN:
                table.notes.hidden_columns |= set(range(start, min(end, MAX_COLUMNS)))
        elif name.startswith(APART) or name == "table:table":
            self.apart = 1

    def _start_in_cell(self, name: str, attributes: XmlAttributes) -> None:
        match name:
            case "text:p" | "text:h":
                self.in_paragraph = True
                self._open_look(attributes, "paragraph")
                if self.runs:
                    self.text("\n")
            case "text:span" | "text:a":
                self._open_look(attributes, "text")
            case "text:s":
                count = max(1, int(attributes.get("text:c", "1")))
                self.spaces += count
                if self.spaces > MAX_SPACES:
                    raise damaged()
                self.text(" " * count)
            case "text:tab":
                self.text("\t")
            case "text:line-break":
                self.text("\n")
            case _ if name.startswith(APART) or name == "table:table":
                self.apart = 1

    def _open_look(self, attributes: XmlAttributes, family: str) -> None:
        """Note how a paragraph or a span shows its text; what it does not say is as around it."""
        outer, style, styles = self.looks[-1] if self.looks else NO_LOOK, attributes.get(STYLE_NAME, ""), self.styles
        font = (styles.font_of(style, family) if style else "") or outer.font
        raised = outer.raised or styles.is_marked(styles.raised, style, family)
        struck = outer.struck or styles.is_marked(styles.struck, style, family)
        self.looks.append(TextRun(font, "", raised, struck))

    def _end_in_cell(self, attributes: XmlAttributes, name: str) -> None:
        if name in PARAGRAPHS:
            self.in_paragraph = False
            self.looks.clear()
        elif name in CELL_NAMES:
            self._end_cell(attributes, is_covered=name == COVERED)
            self.cell = None
        elif name in SPANS and self.looks:
            self.looks.pop()

    def _end_cell(self, attributes: XmlAttributes, *, is_covered: bool) -> None:
        row, table = self.row, self.table
        if row is None or table is None:
            return
        text = "".join(run.text for run in self.runs)
        unsolved = not is_covered and is_unsolved(attributes, text)
        value = "" if unsolved or is_covered else read_value(attributes, text)
        read = ReadText("")
        style = attributes.get("table:style-name") or row.style or table.style_of_column(row.column)
        if isinstance(value, str) and value and (self.styles.have_legacy or self.styles.have_marks):
            runs = self.runs if value == text else [TextRun("", value)]
            read = read_runs(runs, self.styles.font_of(style))
            value = read.text
        if value != "" and self.styles.is_marked(self.styles.struck, style):
            read = read._replace(struck=as_text(value))
        displayed = text if isinstance(value, float) and text != f"{value:.15g}" else ""
        if is_covered and text:
            row.covered[row.column] = text
        elif read.raised or read.struck or displayed:
            row.notes.append((row.column, read, displayed))
        down, right = (_times(attributes, f"table:number-{name}-spanned", MAX_ROWS) for name in ("rows", "columns"))
        if not is_covered and (down > 1 or right > 1):
            row.merged.append((row.column, down, right))
        row.add(value, _times(attributes, COLUMNS_REPEATED, MAX_COLUMNS), unsolved=unsolved, font=read.font)

    def _end_table(self, table: OdsTable) -> None:
        self.held += len(table.rows) * table.width
        if self.held > MAX_CELLS:
            raise spread_too_far()
        sheet = Sheet(
            table.name, table.rows, frozenset(table.unsolved), table.legacy, table.hidden,
            appearance=table.notes.appearance(),
        )  # fmt: skip
        self.sheets.append(sheet)


def _times(attributes: XmlAttributes, name: str, most: int) -> int:
    return max(1, min(int(attributes[name]), most)) if name in attributes else 1
