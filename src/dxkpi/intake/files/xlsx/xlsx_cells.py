"""The cells of one XLSX sheet as XML in one plain form: `<c r="B7" …>`, with the place first in every cell's tag.

Office programs write this form; that of other writers is converted, and missing places are counted. Only the plain form
is passed on, so that calamine finds no cell whose extent was not checked.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from dxkpi.intake.cell_names import column_letters, column_position
from dxkpi.intake.files.sheet import MAX_CELLS, Place, damaged, spread_too_far

NO_CELLS = b"<sheetData/>"
_DATA_START = re.compile(rb"<(?:[\w.-]+:)?sheetData[\s/>]")
_PREFIX = re.compile(rb"(</?)[\w.-]+:(?=[A-Za-z])")
_PREFIXED = (b":c", b":row")

# The plain form is tested by searching for exceptions: a cell's tag that does not begin with its place (or with one
# beyond 702 columns and 9,999 rows), and a place anywhere else.
_FAR_OR_ODD_CELL = re.compile(rb'<c(?:[\t\r\n/>]| (?!r="[A-Z]{1,2}[1-9][0-9]{0,3}"))')
_ODD_CELL = re.compile(rb'<c(?:[\t\r\n/>]| (?!r="[A-Z]{1,3}[1-9][0-9]{0,6}"))')
_SECOND_PLACE = re.compile(rb"""r\s*=\s*["'](?<!<c r=["'])(?<!<row r=["'])""")

_ATTRIBUTE = rb"""\s*+[\w:.-]++\s*+=\s*+(?:"[^"<]*"|'[^'<]*')"""
_TAG = re.compile(rb"<(c|row)(?=[\s/>])((?:" + _ATTRIBUTE + rb")*+)\s*+(/?)>")
_CELL_TAG = re.compile(rb"<c[\s/>]")
_NAME_AND_VALUE = re.compile(rb"""(?<![\w:.-])([\w:.-]++)\s*+=\s*+(?:"([^"]*)"|'([^']*)')""")
_PLACE = re.compile(r"([A-Za-z]{1,3})([1-9][0-9]{0,6})")
_ROW = re.compile(r"[0-9]{1,7}")

# Cells that are formatted and empty have no value, and they may reach to the end of the sheet.
_ALL_PLACES = re.compile(rb'<c r="([A-Z]+)([0-9]+)"((?: [a-z]+="[^"<>]*")* ?/>)?')
_CELL_START = b'<c r="'
_LETTERS_AND_DIGITS = re.compile(rb"([A-Z]+)([0-9]+)")
_STYLE = re.compile(rb' s="([0-9]{1,6})"')
_FORMULA = re.compile(rb"<f[\s/>]")
_VALUE = re.compile(rb"<v(?:\s[^<>]*)?>([^<]+)</v>|<is>")
# A formula and the end of its cell, with no value or a 0 between them. Most sheets have none.
_FORMULA_WITHOUT_VALUE = re.compile(
    rb"<f(?:\s[^<>]*)?(?:/>|>[^<]*</f>)\s*+(?:<v\s*+/>|<v\s*+>(?:0|\s*+)</v\s*+>)?+\s*+</c", re.DOTALL
)
_KIND = b' t="'
_ERROR = b' t="e"'


def plain_cells(xml: bytes) -> bytes:
    """The element `sheetData` of a sheet in plain form. Raises `Unreadable`, also if its cells span too far."""
    if b"\x00" in xml:
        raise damaged()
    start, end = _DATA_START.search(xml), xml.rfind(b"sheetData")
    if not start or end < start.end():
        return NO_CELLS
    data = xml[start.start() : end] + b"sheetData>"
    if any(prefix in data for prefix in _PREFIXED):
        data = _PREFIX.sub(rb"\1", data)
    is_far_or_odd = _FAR_OR_ODD_CELL.search(data) is not None
    if _SECOND_PLACE.search(data) or (is_far_or_odd and _ODD_CELL.search(data)):
        data = _Rewriting().of(data)
        is_far_or_odd = _FAR_OR_ODD_CELL.search(data) is not None
    if is_far_or_odd:
        _refuse_spread(data)
    return data


def unsolved_cells(data: bytes, *, zero_is_unsolved: bool) -> Iterator[Place]:
    """Places of formulas without a stored value, and of errors.

    `zero_is_unsolved`: the writer asked for formulas to be computed at the next opening, and stored 0 until then.
    """
    if _ERROR in data:
        yield from (where for where, attributes, _ in cells(data, _ERROR) if _ERROR in attributes)
    if not _FORMULA_WITHOUT_VALUE.search(data):
        return
    for where, attributes, content in cells(data, b"<f"):
        value = _VALUE.search(content)
        is_missing = value[1] == b"0" and zero_is_unsolved if value else b't="str"' not in attributes
        if is_missing and _FORMULA.search(content):
            yield where


def without_errors(data: bytes) -> bytes:
    """The same cells with errors as text, because calamine refuses errors of newer Excel versions."""
    return data.replace(_ERROR, b' t="str"')


def styled_cells(data: bytes, styles: Collection[int]) -> Iterator[tuple[Place, int]]:
    """Places of the cells that have one of these styles, and the style."""
    if 0 in styles:
        yield from ((where, style) for where, attributes, _ in cells(data) if (style := style_of(attributes)) in styles)
    elif styles:
        numbers = b"|".join(b"%d" % style for style in styles)
        matches = re.findall(rb'<c r="([A-Z]+)([0-9]+)"[^<>]*? s="(' + numbers + rb')"', data)
        yield from ((_place(letters, row), int(style)) for letters, row, style in matches)


def text_cells(data: bytes) -> Iterator[tuple[Place, bytes, bytes]]:
    """Every cell with a type, as texts have: its place, its attributes, and its content."""
    return cells(data, _KIND)


def style_of(attributes: bytes) -> int:
    """The number of a cell's style."""
    named = _STYLE.search(attributes)
    return int(named[1]) if named else 0


def cells(data: bytes, holding: bytes = b"") -> Iterator[tuple[Place, bytes, bytes]]:
    """Every cell that contains these bytes: its place, its attributes, and its content."""
    for piece in data.split(_CELL_START)[1:]:
        if holding in piece:
            tag, _, content = piece.partition(b">")
            named, _, attributes = tag.partition(b'"')
            where = _LETTERS_AND_DIGITS.fullmatch(named)
            if where:
                inside = b"" if tag.endswith(b"/") else content.partition(b"</c>")[0]
                yield _place(*where.groups()), attributes, inside


def _place(letters: bytes, row: bytes) -> Place:
    """Row and column, from 0, of "B" and "7"."""
    return int(row) - 1, column_position(letters.decode())


def _refuse_spread(data: bytes) -> None:
    places = [(letters, int(row)) for letters, row, is_empty in _ALL_PLACES.findall(data) if not is_empty]
    rows = max((row for _, row in places), default=0)
    columns = max((column_position(letters.decode()) + 1 for letters in {letters for letters, _ in places}), default=0)
    if rows * columns > MAX_CELLS:
        raise spread_too_far()


class _Rewriting:
    """Converts cells to the plain form in one pass; a missing place follows the one before."""

    def __init__(self) -> None:
        self.row, self.column, self.cells = 0, 0, 0

    def of(self, data: bytes) -> bytes:
        written = _TAG.sub(self._tag, data)
        if len(_CELL_TAG.findall(written)) != self.cells:
            raise damaged()
        return written

    def _tag(self, tag: re.Match[bytes]) -> bytes:
        name, text, closed = tag.groups()
        attributes = {key: double or single for key, double, single in _NAME_AND_VALUE.findall(text)}
        place = attributes.pop(b"r", b"").decode("latin-1")
        if name == b"row":
            self.row, self.column = int(place) if _ROW.fullmatch(place) else self.row + 1, 0
            return b'<row r="%d"%s>' % (self.row, closed)
        where = _PLACE.fullmatch(place or f"{column_letters(self.column)}{self.row}")
        if not where:
            raise damaged()
        letters = where[1].upper()
        self.cells, self.column = self.cells + 1, column_position(letters) + 1
        rest = b"".join(b' %s="%s"' % (key, value.replace(b'"', b"&quot;")) for key, value in attributes.items())
        return b'<c r="%s"%s%s>' % (f"{letters}{where[2]}".encode(), rest, closed)
