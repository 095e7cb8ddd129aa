"""Tables of the data package. A column's name, type and meaning are defined once, for file and dictionary."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dxkpi.locale import Names


@dataclass(frozen=True)
class DatasetField:
    """One column. `type`: a type of Table Schema. `required`: no cell is empty."""

    name: str
    type: str
    names: Names
    required: bool = True

    def descriptor(self) -> dict[str, object]:
        """The field descriptor of Table Schema, titled in both languages."""
        descriptor: dict[str, object] = {
            "name": self.name,
            "type": self.type,
            "title": self.names.vi,
            "title_en": self.names.en,
        }
        if self.type == "boolean":
            descriptor |= {"trueValues": ["yes"], "falseValues": ["no"]}
        return descriptor | {"constraints": {"required": True}} if self.required else descriptor


@dataclass(frozen=True)
class DatasetTable:
    """One table of the package. `key`: its primary key. `foreign_keys`: column, other table, column there."""

    name: str
    names: Names
    fields: Sequence[DatasetField]
    key: Sequence[str]
    rows: Iterable[Sequence[object]] = ()
    foreign_keys: Sequence[tuple[str, str, str]] = ()

    def descriptor(self) -> dict[str, object]:
        """The resource descriptor of the data package."""
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
                "fields": [field.descriptor() for field in self.fields],
                "missingValues": [""],
                "primaryKey": list(self.key),
                "foreignKeys": [
                    {"fields": [column], "reference": {"resource": table, "fields": [other_column]}}
                    for column, table, other_column in self.foreign_keys
                ],
            },
        }
