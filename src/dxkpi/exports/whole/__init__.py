"""All published figures of a vintage → a file. `WHOLES` is the index: addresses and pages offer what stands here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO

from dxkpi.exports.options import Reader
from dxkpi.exports.whole import figures_csv, package, workbook
from dxkpi.exports.whole.content import Whole
from dxkpi.locale import Language

__all__ = ["WHOLES", "Choice", "Whole", "WholeFormat"]


@dataclass(frozen=True)
class Choice:
    """What a reader may choose: whether the sample province is in it, who reads a CSV, a workbook's language."""

    simulated: bool = False
    reader: Reader = Reader.PEOPLE
    language: Language = Language.VI


@dataclass(frozen=True)
class WholeFormat:
    """One file format: its media type, whether it is worth compressing, and how it is written."""

    media_type: str
    compressible: bool
    write: Callable[[Whole, Choice, BinaryIO], None]


def _csv(whole: Whole, choice: Choice, file: BinaryIO) -> None:
    for piece in figures_csv.write(whole, mark=choice.reader is Reader.PEOPLE):
        file.write(piece)


def _xlsx(whole: Whole, choice: Choice, file: BinaryIO) -> None:
    file.write(workbook.write(whole, choice.language))


def _zip(whole: Whole, choice: Choice, file: BinaryIO) -> None:
    package.write(whole, file)


WHOLES: dict[str, WholeFormat] = {
    "csv": WholeFormat("text/csv; charset=utf-8", True, _csv),
    "xlsx": WholeFormat("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", False, _xlsx),
    "zip": WholeFormat("application/zip", False, _zip),
}
