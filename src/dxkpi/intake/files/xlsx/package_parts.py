"""The parts of an XLSX or XLSM: its sheets, where their cells are, shared strings, styles and properties."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from dxkpi.intake.files.sheet import damaged
from dxkpi.intake.files.zip_package import ZipPackage

ROOT_RELATIONS = "_rels/.rels"
MAIN = "officeDocument"
# The workbooks of the kind XLSB have the same relations and no XML.
BINARY = ".bin"
TRUE = ("1", "true")


@dataclass(frozen=True)
class XlsxSheet:
    """A sheet: its name, the part with its cells, whether it is hidden."""

    name: str
    part: str
    hidden: bool


@dataclass(frozen=True)
class XlsxParts:
    """The sheets in their order and the parts they share. `formulas_wait`: formulas are computed when the file is
    opened."""

    sheets: tuple[XlsxSheet, ...]
    strings: str
    styles: str
    properties: str
    starts_1904: bool
    formulas_wait: bool


def is_xlsx(package: ZipPackage) -> bool:
    """Whether a package is a workbook of Excel in XML."""
    main = _main_part(package)
    return main in package and not main.endswith(BINARY)


def read_book(package: ZipPackage) -> XlsxParts:
    """The parts of a workbook. Raises `Unreadable`."""
    main = _main_part(package)
    root, relations = package.tree(main), _relations(package, main)
    by_id = {relation.get("Id"): relation for relation in relations}
    sheets = []
    for sheet in root.iterfind("sheets/sheet"):
        relation = by_id.get(sheet.get("id"))
        if relation is None:
            raise damaged()
        if _kind(relation) == "worksheet":
            hidden = sheet.get("state", "visible") != "visible"
            sheets.append(XlsxSheet(sheet.get("name", ""), _target(relation, main), hidden))
    if len({sheet.part for sheet in sheets}) < len(sheets):
        raise damaged()
    shared = {_kind(relation): _target(relation, main) for relation in relations}
    return XlsxParts(
        tuple(sheets),
        shared.get("sharedStrings", ""),
        shared.get("styles", ""),
        next(
            (_target(relation, "") for relation in _relations(package, "") if _kind(relation) == "custom-properties"),
            "",
        ),
        _says(root.find("workbookPr"), "date1904"),
        _says(root.find("calcPr"), "fullCalcOnLoad"),
    )


def read_properties(package: ZipPackage, part: str) -> dict[str, str]:
    """The custom properties of a workbook by name."""
    if not part:
        return {}
    return {entry.get("name", ""): "".join(entry.itertext()) for entry in package.tree(part).iterfind("property")}


def _main_part(package: ZipPackage) -> str:
    relations = _relations(package, "") if ROOT_RELATIONS in package else []
    return next((_target(relation, "") for relation in relations if _kind(relation) == MAIN), "")


def _relations(package: ZipPackage, part: str) -> list[Element]:
    folder, name = posixpath.split(part)
    return list(package.tree(posixpath.join(folder, "_rels", f"{name}.rels")).iterfind("Relationship"))


def _kind(relation: Element) -> str:
    return relation.get("Type", "").rpartition("/")[2]


def _target(relation: Element, part: str) -> str:
    """The part that a relationship of `part` points to."""
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(part), relation.get("Target", ""))).lstrip("/")


def _says(element: Element | None, attribute: str) -> bool:
    return element is not None and element.get(attribute) in TRUE
