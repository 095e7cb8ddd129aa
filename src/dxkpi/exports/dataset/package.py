"""The whole as one zip: a Frictionless data package, with SDMX-CSV and citations beside. The same bytes each time.

Source of the format: Data Package and Table Schema, version 1 (Frictionless Data, 2018).
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

import orjson

from dxkpi.domain.model.period import HANOI
from dxkpi.domain.views.citation import CitationLength, citation
from dxkpi.exports.as_csv import written
from dxkpi.exports.dataset import figures_csv, sdmx
from dxkpi.exports.dataset.content import DatasetContent
from dxkpi.exports.dataset.field import DatasetTable
from dxkpi.exports.dataset.readme import LICENCES, readme
from dxkpi.exports.dataset.tables import tables
from dxkpi.locale import Language

FIXED_DATE = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip can tell
QUICK = 4  # deflate level: a country's figures in a few seconds
READABLE = 0o644 << 16


def write(whole: DatasetContent, file: BinaryIO | Path) -> None:
    """The package, member by member."""
    listed = tables(whole)
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=QUICK) as package:
        _put(package, "README.md", [readme(whole).encode()])
        _put(package, "CITATION.txt", [citations(whole).encode()])
        _put(package, "datapackage.json", [datapackage(whole, (figures_csv.FIGURES, *listed))])
        _put(package, "figures.csv", figures_csv.write(whole, mark=False))
        for table in listed:
            _put(package, f"{table.name}.csv", [written([[each.name for each in table.fields], *table.rows])])
        _put(package, "figures.sdmx.csv", sdmx.write(whole))


def citations(whole: DatasetContent) -> str:
    """Short and long, in Vietnamese and English."""
    return (
        "\n\n".join(
            citation(
                whole.cited, length, language, edition=whole.edition, operator=whole.operator, address=whole.own_address
            )
            for language in Language
            for length in CitationLength
        )
        + "\n"
    )


def datapackage(whole: DatasetContent, listed: Iterable[DatasetTable]) -> bytes:
    """What the package says of itself."""
    used = {whole.sources[at] for at in set(whole.lines.source.tolist())}
    sources = sorted({(each.title, each.url) for each in used if each.title})
    about = {
        "profile": "tabular-data-package",
        "name": "dxkpi-figures",
        "id": f"dxkpi-figures-{whole.edition.vintage}",
        "title": f"Chỉ số chuyển đổi số, {whole.operator}: toàn bộ số liệu đã công bố",
        "description": f"Digital transformation indicators, {whole.operator}: all published figures. See README.md.",
        "version": str(whole.edition.vintage),
        "created": whole.edition.made_at.astimezone(HANOI).isoformat(),
        "homepage": whole.address,
        "licenses": LICENCES,
        "sources": [{"title": title, "path": url} if url else {"title": title} for title, url in sources],
        "resources": [each.described() for each in listed],
    }
    known = {name: value for name, value in about.items() if value}
    return orjson.dumps(known, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def _put(package: zipfile.ZipFile, name: str, pieces: Iterable[bytes]) -> None:
    info = zipfile.ZipInfo(name, FIXED_DATE)
    info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, READABLE
    with package.open(info, "w", force_zip64=True) as member:
        for piece in pieces:
            member.write(piece)
