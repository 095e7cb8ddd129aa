"""Options of an exported file: size and scale of a picture, with or without headline, rows of a table."""

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
    """Who reads a table: for people it has title and notes, for machines it has not."""

    PEOPLE = "people"
    MACHINES = "machines"


class RowChoice(StrEnum):
    """Which rows and columns a table has: those behind the chart, or every column of every value."""

    SHOWN = "shown"
    ALL = "all"


SCALES = (1, 2, 3, 4)


@dataclass(frozen=True)
class ExportOptions:
    """Choices for one file.

    `plain`: without headline and footer. `scale`: pixels of a PNG per pixel of its size. `server`: the public address
    of the product, empty if not configured. `cache_dir`: folder of finished pictures, None for no cache. `reader`,
    `rows`: of a CSV file.
    """

    size: PictureSize = PictureSize.WIDE
    scale: int = 1
    plain: bool = False
    server: str = ""
    cache_dir: Path | None = None
    reader: Audience = Audience.PEOPLE
    rows: RowChoice = RowChoice.SHOWN


STANDARD = ExportOptions()
