"""All published figures of a vintage → a file. `WHOLES` is the index: addresses and pages offer what stands here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO

from dxkpi.exports.dataset import figures_csv, package, workbook
from dxkpi.exports.dataset.content import DatasetContent
from dxkpi.exports.options import Audience
from dxkpi.locale import Language

__all__ = ["WHOLES", "DatasetContent", "DatasetFormat", "DatasetOptions"]


@dataclass(frozen=True)
class DatasetOptions:
    """What a reader may choose: whether the sample province is in it, who reads a CSV, a workbook's language."""

    simulated: bool = False
    reader: Audience = Audience.PEOPLE
    language: Language = Language.VI


@dataclass(frozen=True)
class DatasetFormat:
    """One file format: its media type, whether it is worth compressing, and how it is written."""

    media_type: str
    compressible: bool
    write: Callable[[DatasetContent, DatasetOptions, BinaryIO], None]


def _csv(whole: DatasetContent, choice: DatasetOptions, file: BinaryIO) -> None:
    for piece in figures_csv.write(whole, mark=choice.reader is Audience.PEOPLE):
        file.write(piece)


def _xlsx(whole: DatasetContent, choice: DatasetOptions, file: BinaryIO) -> None:
    file.write(workbook.write(whole, choice.language))


def _zip(whole: DatasetContent, choice: DatasetOptions, file: BinaryIO) -> None:
    package.write(whole, file)


WHOLES: dict[str, DatasetFormat] = {
    "csv": DatasetFormat("text/csv; charset=utf-8", True, _csv),
    "xlsx": DatasetFormat("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", False, _xlsx),
    "zip": DatasetFormat("application/zip", False, _zip),
}
