"""Tables of a web page → rows: many systems export HTML and name it .xls. Every cell is text, as it is shown."""

from __future__ import annotations

from html.parser import HTMLParser

from dxkpi.intake.files.sheet import MAX_CELLS, Place, Sheet, spread_too_far

# Elements that start a new line within a cell.
LINES = frozenset({"br", "p", "div"})
UNSEEN = frozenset({"script", "style", "title"})
MAX_SPAN = 16_384


def read_html(text: str) -> tuple[Sheet, ...]:
    """The outermost tables of a page, each a sheet. Raises `Unreadable`."""
    reader = _HtmlTableParser()
    reader.feed(text)
    reader.close()
    return tuple(Sheet("", rows) for rows in reader.tables)


class _HtmlTableParser(HTMLParser):
    """One pass over a page. A cell that spans several columns or rows is read into the first of them."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[list[list[str]]] = []
        self.depth, self.unseen, self.held = 0, 0, 0
        self.words: list[str] | None = None
        self.place: Place = (0, 0)
        self.taken: set[Place] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in UNSEEN:
            self.unseen += 1
        elif tag == "table":
            self.depth += 1
            if self.depth == 1:
                self._end_cell()
                self.tables.append([])
                self.taken = set()
        elif self.depth == 1 and tag == "tr":
            self._end_cell()
            self.tables[-1].append([])
        elif self.depth == 1 and tag in ("td", "th"):
            self._end_cell()
            self._start_cell(dict(attrs))
        elif tag in LINES and self.words:
            self.words.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in UNSEEN:
            self.unseen = max(0, self.unseen - 1)
        elif tag == "table" and self.depth:
            if self.depth == 1:
                self._end_cell()
            self.depth -= 1
        elif self.depth == 1 and tag in ("td", "th", "tr"):
            self._end_cell()

    def handle_data(self, data: str) -> None:
        if self.words is not None and not self.unseen:
            self.words.append(data)

    def _start_cell(self, attributes: dict[str, str | None]) -> None:
        table = self.tables[-1]
        if not table:
            table.append([])
        row, column = len(table) - 1, len(table[-1])
        while (row, column) in self.taken:
            table[-1].append("")
            column += 1
        down, right = _span(attributes.get("rowspan")), _span(attributes.get("colspan"))
        self.held += down * right
        if self.held > MAX_CELLS:
            raise spread_too_far()
        self.taken |= {(row + rows_below, column + step) for rows_below in range(1, down) for step in range(right)}
        table[-1].extend([""] * right)
        self.place, self.words = (row, column), []

    def _end_cell(self) -> None:
        if self.words is not None:
            row, column = self.place
            lines = (" ".join(line.split()) for line in "".join(self.words).split("\n"))
            self.tables[-1][row][column] = "\n".join(line for line in lines if line)
        self.words = None


def _span(text: str | None) -> int:
    return max(1, min(int(text), MAX_SPAN)) if text and text.isdecimal() and len(text) < 7 else 1
