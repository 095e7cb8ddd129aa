"""What may be chosen about a file of a view: the size of a picture, whether it stands alone, the rows of a table."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


class PictureSize(StrEnum):
    """A picture's width and height in pixels at scale 1."""

    WIDE = "1200x628"
    SMALL = "800x418"
    SQUARE = "1080x1080"
    A4_HALF = "a4-half"


class Audience(StrEnum):
    """Who reads a table: people want words around it, machines do not."""

    PEOPLE = "people"
    MACHINES = "machines"


class RowChoice(StrEnum):
    """Which rows and columns a table has: those behind the chart, or every column of every value."""

    SHOWN = "shown"
    ALL = "all"


SCALES = (1, 2, 3, 4)


@dataclass(frozen=True)
class ExportOptions:
    """Choices for one file. `plain`: without headline and footer; `scale`: pixels of a PNG for each pixel of its size;
    `server`: the public address of the product, empty where nobody has said it; `shelf`: the folder where finished
    pictures are kept; `reader`, `rows`: of a CSV file."""

    size: PictureSize = PictureSize.WIDE
    scale: int = 1
    plain: bool = False
    server: str = ""
    shelf: Path | None = None
    reader: Audience = Audience.PEOPLE
    rows: RowChoice = RowChoice.SHOWN


STANDARD = ExportOptions()
