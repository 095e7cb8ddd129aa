"""All published figures of a vintage as a file.

`DATASET_FORMATS` is the only list of its formats: addresses and pages read it. It may use `exports` and the domain.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import IO

from dxkpi.exports import media_types
from dxkpi.exports.dataset import figures_csv, package, workbook
from dxkpi.exports.dataset.content import DatasetContent
from dxkpi.exports.options import Audience
from dxkpi.locale import N_, Language

__all__ = ["DATASET_FORMATS", "DatasetContent", "DatasetFormat", "DatasetOptions"]


@dataclass(frozen=True)
class DatasetOptions:
    """The choices for a dataset file.

    `simulated`: include the sample province. `reader`: of a CSV file. `language`: of a workbook.
    """

    simulated: bool = False
    reader: Audience = Audience.PEOPLE
    language: Language = Language.VI


@dataclass(frozen=True)
class DatasetFormat:
    """One file format. `label`: its name on a page, a message id. `compressible`: gzip makes it smaller."""

    label: str
    media_type: str
    compressible: bool
    write: Callable[[DatasetContent, DatasetOptions, IO[bytes]], None]


def _write_csv(content: DatasetContent, options: DatasetOptions, file: IO[bytes]) -> None:
    for chunk in figures_csv.write(content, bom=options.reader is Audience.PEOPLE):
        file.write(chunk)


def _write_xlsx(content: DatasetContent, options: DatasetOptions, file: IO[bytes]) -> None:
    file.write(workbook.write(content, options.language))


def _write_zip(content: DatasetContent, options: DatasetOptions, file: IO[bytes]) -> None:
    package.write(content, file)


DATASET_FORMATS: dict[str, DatasetFormat] = {
    "csv": DatasetFormat(N_("CSV for spreadsheets"), media_types.CSV, True, _write_csv),
    "xlsx": DatasetFormat(N_("Workbook (XLSX)"), media_types.XLSX, False, _write_xlsx),
    "zip": DatasetFormat(N_("Data package (ZIP) with dictionary and SDMX"), media_types.ZIP, False, _write_zip),
}
