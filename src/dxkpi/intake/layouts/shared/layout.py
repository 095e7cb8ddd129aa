"""What an upload layout is: the entry that `LAYOUTS` has for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from dxkpi.intake.context import UploadContext
from dxkpi.intake.files.sheet import Sheet
from dxkpi.intake.problems import Upload
from dxkpi.locale import Names


@dataclass(frozen=True)
class Layout:
    """One upload layout. `name`: as commands and the store write it; `label`: as people read it; `sample`: its file
    below data/samples.

    `recognises`: whether a sheet has this layout. `read`: the figures and problems of such a sheet.
    """

    name: str
    label: Names
    recognises: Callable[[Sheet], bool]
    read: Callable[[Sheet, UploadContext], Upload]
    sample: str
