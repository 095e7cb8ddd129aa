"""The results of formulas, kept while a workbook is annotated: openpyxl would not write them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from dxkpi.intake.cell_names import column_position
from dxkpi.intake.files.sheet import Place
from dxkpi.intake.files.xlsx.xlsx_cells import cells, plain_cells

# By sheet name and cell: the type of the result and the result, as XML in the file.
FormulaResults = Mapping[str, Mapping[Place, tuple[bytes, bytes]]]
_TYPE = re.compile(rb' t="(\w+)"')
_VALUE = re.compile(rb"<v(?:\s[^<>]*)?>[^<]+</v>")
_UNSOLVED = re.compile(rb'<c r="([A-Z]+)([0-9]+)"((?: s="[0-9]+")?)>(<f[^<>]*(?:/>|>[^<]*</f>))<v\s*(?:/>|></v>)</c>')


def stored_results(sheets: Mapping[str, bytes]) -> FormulaResults:
    """The results of all formulas of some sheets, given as XML by name."""
    results = {}
    for name, xml in sheets.items():
        here = {}
        for place, attributes, inside in cells(plain_cells(xml), b"<f"):
            value, kind = _VALUE.search(inside), _TYPE.search(attributes)
            if value:
                here[place] = (kind[1] if kind else b"n", value[0])
        if here:
            results[name] = here
    return results


def with_stored_results(xml: bytes, results: Mapping[Place, tuple[bytes, bytes]]) -> bytes:
    """The XML of a sheet with the results put back next to their formulas."""

    def solved(cell: re.Match[bytes]) -> bytes:
        letters, row, style, formula = cell.groups()
        kind, value = results.get((int(row) - 1, column_position(letters.decode())), (b"", b""))
        if not kind:
            return cell[0]
        return b'<c r="%s%s"%s t="%s">%s%s</c>' % (letters, row, style, kind, formula, value)

    return _UNSOLVED.sub(solved, xml)
