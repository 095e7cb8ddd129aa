"""Tables of the data package: a column's name, type and meaning stand once, for the file and for its dictionary."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from dxkpi.locale import Names


@dataclass(frozen=True)
class DatasetField:
    """One column. `type`: as Table Schema names it; `required`: no cell is empty."""

    name: str
    type: str
    names: Names
    required: bool = True

    def described(self) -> dict[str, object]:
        """As a dictionary has it; people read both languages."""
        told: dict[str, object] = {
            "name": self.name,
            "type": self.type,
            "title": self.names.vi,
            "title_en": self.names.en,
        }
        if self.type == "boolean":
            told |= {"trueValues": ["yes"], "falseValues": ["no"]}
        return told | {"constraints": {"required": True}} if self.required else told


@dataclass(frozen=True)
class DatasetTable:
    """One table of the package: its name, what it has, its columns, its key, and which columns point elsewhere."""

    name: str
    names: Names
    fields: Sequence[DatasetField]
    key: Sequence[str]
    rows: Iterable[Sequence[object]] = ()
    points_to: Sequence[tuple[str, str, str]] = field(default=())

    def described(self) -> dict[str, object]:
        """As the package lists it."""
        return {
            "name": self.name,
            "path": f"{self.name}.csv",
            "title": self.names.vi,
            "title_en": self.names.en,
            "profile": "tabular-data-resource",
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True},
            "schema": {
                "fields": [each.described() for each in self.fields],
                "missingValues": [""],
                "primaryKey": list(self.key),
                "foreignKeys": [
                    {"fields": [column], "reference": {"resource": table, "fields": [there]}}
                    for column, table, there in self.points_to
                ],
            },
        }
