"""Merged cells: whether the number in them stands for several figures."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from dxkpi.intake.files.sheet import Place, Sheet


@dataclass(frozen=True)
class MergedCells:
    """The merged cells of a sheet. Rows and columns count from 0."""

    sheet: Sheet

    def shared_with(self, place: Place) -> Place | None:
        """The last of the merged cells that begin at a cell, if another row or column of the table is among them: one
        that contains something elsewhere. None if the cell stands for itself."""
        last = self.sheet.appearance.merged.get(place)
        if last is None:
            return None
        (top, start), (bottom, end) = place, last
        rows = any(top < row <= bottom for row in self._filled_rows)
        columns = any(start < column <= end for column in self._filled_columns)
        return last if rows or columns else None

    @cached_property
    def _filled_rows(self) -> frozenset[int]:
        """The rows that contain something. Cells under a merge are empty."""
        return frozenset(
            number for number, row in enumerate(self.sheet.rows) if any(cell not in ("", None) for cell in row)
        )

    @cached_property
    def _filled_columns(self) -> frozenset[int]:
        rows = self.sheet.rows
        width = max(map(len, rows), default=0)
        return frozenset(
            column
            for column in range(width)
            if any(column < len(row) and row[column] not in ("", None) for row in rows)
        )
