"""The uploaded file returned with its problems: cells coloured and commented, and a list of all problems in front."""

from __future__ import annotations

from pathlib import PurePath

from dxkpi.intake.annotate.cell_remarks import remarks_of
from dxkpi.intake.problems import Upload
from dxkpi.locale import N_, Language, translate

SUFFIX = N_("-marked")


def annotate_file(name: str, content: bytes, upload: Upload, language: Language) -> tuple[str, bytes] | None:
    """The name and bytes of the annotated file. None if the file could not be read at all.

    An XLSX or XLSM comes back as it was with the annotations added; any other file as a workbook of its cells.
    """
    if not upload.cells:
        return None
    # Imported here because openpyxl loads slowly and only this needs it.
    from dxkpi.intake.annotate.annotated_workbook import annotated_workbook

    annotated, ending = annotated_workbook(content, upload, remarks_of(upload, language), language)
    return _named(name, ending, language), annotated


def annotated_name(name: str, language: Language) -> str:
    """The name that the annotated file of an uploaded one will have, before it is made."""
    return _named(name, ".xlsm" if PurePath(name).suffix.lower() == ".xlsm" else ".xlsx", language)


def _named(name: str, ending: str, language: Language) -> str:
    return f"{_stem(name)}{translate(SUFFIX, language)}{ending}"


def _stem(name: str) -> str:
    """A file's name without its ending, and without the suffix of an earlier annotation."""
    stem = PurePath(name).stem or "dxkpi"
    for language in Language:
        stem = stem.removesuffix(translate(SUFFIX, language))
    return stem
