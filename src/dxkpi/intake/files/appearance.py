"""What the look of a sheet says about its cells: hidden, merged, struck through, raised, displayed otherwise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from dxkpi.intake.cell_text import as_text

Position = tuple[int, int]


@dataclass(frozen=True)
class Appearance:
    """Cells by row and column, from 0.

    `displayed`: what a number format displays where it may not be the number alone. `raised` and `struck`: the part of
    a text that is raised or struck through and was left out of the cell's text; of a struck number, the number.
    `merged`: the first cell of merged ones with the last. `covered`: what a cell under a merge contains, which nobody
    sees. `directions`: the names of characters that were removed because they change the direction of
    text. `garbled`: what a text that was encoded twice says.
    """

    displayed: Mapping[Position, str] = field(default_factory=dict)
    raised: Mapping[Position, str] = field(default_factory=dict)
    struck: Mapping[Position, str] = field(default_factory=dict)
    merged: Mapping[Position, Position] = field(default_factory=dict)
    covered: Mapping[Position, str] = field(default_factory=dict)
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    directions: Mapping[Position, str] = field(default_factory=dict)
    garbled: Mapping[Position, str] = field(default_factory=dict)


PLAIN = Appearance()


@dataclass
class AppearanceNotes:
    """An appearance while a sheet is read."""

    displayed: dict[Position, str] = field(default_factory=dict)
    raised: dict[Position, str] = field(default_factory=dict)
    struck: dict[Position, str] = field(default_factory=dict)
    merged: dict[Position, Position] = field(default_factory=dict)
    covered: dict[Position, str] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)

    def add_parts(self, place: Position, *, raised: str, struck: str) -> None:
        """Note the parts that a cell's text lost, or that it is struck as a whole."""
        if raised:
            self.raised[place] = raised
        if struck:
            self.struck[place] = struck

    def add_number(self, place: Position, text: str) -> str | None:
        """Note what is displayed for a number. Returns the text if the cell is to be read as it: a padded code."""
        if text.isdecimal() and text.startswith("0") and len(text) > 1:
            return text
        self.displayed[place] = text
        return None

    def cover(self, rows: Sequence[list[Any]], limit: int) -> bool:
        """Empty the cells under merged ones and note what they contain. False if there are more than `limit`."""
        looked_at = 0
        for (top, start), (bottom, end) in self.merged.items():
            for number in range(top, min(bottom + 1, len(rows))):
                row = rows[number]
                looked_at += min(end + 1, len(row)) - start + 1
                if looked_at > limit:
                    return False
                for column in range(start, min(end + 1, len(row))):
                    if row[column] not in ("", None) and (number, column) != (top, start):
                        self.covered[number, column] = as_text(row[column])
                        row[column] = ""
        return True

    def appearance(self) -> Appearance:
        """What was noted."""
        return Appearance(
            self.displayed, self.raised, self.struck, self.merged, self.covered,
            frozenset(self.hidden_rows), frozenset(self.hidden_columns),
        )  # fmt: skip
