"""Tables of a web page → rows: many systems export HTML and name it .xls. Every cell is text, as it is shown."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from dxkpi.intake.files.appearance import AppearanceNotes
from dxkpi.intake.files.html_tokens import RAW, HtmlTag, html_tokens
from dxkpi.intake.files.legacy_fonts import TextRun, read_runs
from dxkpi.intake.files.sheet import MAX_CELLS, Cell, Place, Sheet, spread_too_far

# Elements that start a new line within a cell.
LINES = frozenset({"br", "p", "div"})
RAISED, STRUCK = frozenset({"sup", "sub"}), frozenset({"s", "strike", "del"})
# Elements without an end tag.
VOID = frozenset({"br", "col", "hr", "img", "input", "link", "meta", "wbr", "area", "base", "embed", "source", "track"})
CELLS = ("td", "th")
_RAISES = re.compile(r"vertical-align\s*:\s*(?:super|sub)\b", re.IGNORECASE)
_STRIKES = re.compile(r"text-decoration[a-z-]*\s*:[^;]*line-through", re.IGNORECASE)
# Office programs put the looks of cells into classes.
_CLASS = re.compile(r"\.([\w-]{1,80})\s*\{([^{}]*)\}")
_HIDES = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse))", re.IGNORECASE)
MAX_SPAN, MAX_DEPTH, MAX_CLASSES = 16_384, 1_000, 10
# The number that an office program stores beside the text that it displays.
NUMBERS = ("x:num", "sdval")
_NUMBER = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]{1,15})?")
HtmlAttributes = dict[str, str]


def read_html(text: str) -> tuple[Sheet, ...]:
    """The outermost tables of a page, each a sheet. Raises `Unreadable`."""
    reader = _HtmlTableReader()
    for token in html_tokens(text):
        if isinstance(token, str):
            reader.add_text(token)
        elif token.is_end:
            reader.end(token.name)
        else:
            reader.start(token)
    return tuple(Sheet("", table.rows, appearance=table.notes.appearance()) for table in reader.tables)


@dataclass
class _HtmlTable:
    """A table while it is read. `taken`: cells that a cell above reaches into."""

    rows: list[list[Cell]] = field(default_factory=list)
    notes: AppearanceNotes = field(default_factory=AppearanceNotes)
    taken: set[Place] = field(default_factory=set)


class _HtmlTableReader:
    """One pass over a page. A cell that spans several columns or rows is read into the first of them.

    `looks`: the elements that are open within the cell, each with whether it raises or strikes text and hides it.
    """

    def __init__(self) -> None:
        self.tables: list[_HtmlTable] = []
        self.classes: dict[str, str] = {}
        self.depth, self.unseen, self.held = 0, 0, 0
        self.runs: list[TextRun] | None = None
        self.looks: list[tuple[str, TextRun, bool]] = []
        self.place: Place = (0, 0)
        self.number = ""

    def start(self, element: HtmlTag) -> None:
        tag, attributes = element.name, element.attributes
        if tag in RAW:
            self.unseen += 1
        elif tag == "table":
            self.depth += 1
            if self.depth == 1:
                self._end_cell()
                self.tables.append(_HtmlTable())
        elif self.depth == 1 and tag == "tr":
            self._end_cell()
            table = self.tables[-1]
            if self._is_hidden(attributes):
                table.notes.hidden_rows.add(len(table.rows))
            table.rows.append([])
        elif self.depth == 1 and tag in CELLS:
            self._end_cell()
            self._start_cell(attributes)
            self._open(tag, attributes)
        else:
            if tag in LINES and self.runs:
                self.runs.append(TextRun("", "\n"))
            if self.runs is not None and tag not in VOID:
                self._open(tag, attributes)

    def end(self, tag: str) -> None:
        if tag in RAW:
            self.unseen = max(0, self.unseen - 1)
        elif tag == "table" and self.depth:
            if self.depth == 1:
                self._end_cell()
            self.depth -= 1
        elif self.depth == 1 and tag in (*CELLS, "tr"):
            self._end_cell()
        elif self.looks and self.looks[-1][0] == tag:
            self.looks.pop()

    def add_text(self, data: str) -> None:
        if self.unseen:
            self.classes.update(_CLASS.findall(data))
        elif self.runs is not None and not (self.looks and self.looks[-1][2]):
            self.runs.append((self.looks[-1][1] if self.looks else TextRun("", ""))._replace(text=data))

    def _open(self, tag: str, attributes: HtmlAttributes) -> None:
        """Note how an element shows its text, within what is around it."""
        _, outer, is_hidden = self.looks[-1] if self.looks else ("", TextRun("", ""), False)
        style = self._style_of(attributes)
        raised = outer.raised or tag in RAISED or (tag not in CELLS and _RAISES.search(style) is not None)
        struck = outer.struck or tag in STRUCK or _STRIKES.search(style) is not None
        if len(self.looks) < MAX_DEPTH:
            self.looks.append((tag, TextRun("", "", raised, struck), is_hidden or self._is_hidden(attributes)))

    def _style_of(self, attributes: HtmlAttributes) -> str:
        """The style of an element: its own, and those of its classes."""
        classes = attributes.get("class", "").split()[:MAX_CLASSES]
        return ";".join([attributes.get("style", ""), *(self.classes.get(name, "") for name in classes)])

    def _is_hidden(self, attributes: HtmlAttributes) -> bool:
        return "hidden" in attributes or _HIDES.search(self._style_of(attributes)) is not None

    def _start_cell(self, attributes: HtmlAttributes) -> None:
        table = self.tables[-1]
        if not table.rows:
            table.rows.append([])
        row, column = len(table.rows) - 1, len(table.rows[-1])
        while (row, column) in table.taken:
            table.rows[-1].append("")
            column += 1
        down, right = _span(attributes.get("rowspan")), _span(attributes.get("colspan"))
        self.held += down * right
        if self.held > MAX_CELLS:
            raise spread_too_far()
        table.taken |= {(row + below, column + step) for below in range(1, down) for step in range(right)}
        table.rows[-1].extend([""] * right)
        if down > 1 or right > 1:
            table.notes.merged[row, column] = (row + down - 1, column + right - 1)
        self.place, self.runs, self.looks = (row, column), [], []
        self.number = next((attributes[name] for name in NUMBERS if attributes.get(name)), "")

    def _end_cell(self) -> None:
        if self.runs is not None:
            row, column = self.place
            read = read_runs(self.runs, "")
            lines = (" ".join(line.split()) for line in read.text.split("\n"))
            text, table = "\n".join(line for line in lines if line), self.tables[-1]
            is_number = _NUMBER.fullmatch(self.number) is not None
            table.rows[row][column] = float(self.number) if is_number else text
            if is_number:
                table.notes.displayed[self.place] = text
            table.notes.add_parts(self.place, raised=read.raised, struck=read.struck)
        self.runs, self.looks = None, []


def _span(text: str | None) -> int:
    return max(1, min(int(text), MAX_SPAN)) if text and text.isdecimal() and len(text) < 7 else 1
