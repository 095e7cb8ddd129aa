"""The dataset as one zip: a Frictionless data package with SDMX-CSV and citations. Same content, same bytes.

Source of the format: Data Package and Table Schema, version 1 (Frictionless Data, 2018).
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from typing import IO

import orjson

from dxkpi.domain.model.period import HANOI
from dxkpi.domain.views.text.citation import CitationLength, citation
from dxkpi.exports.as_csv import written
from dxkpi.exports.dataset import figures_csv, sdmx
from dxkpi.exports.dataset.content import DatasetContent
from dxkpi.exports.dataset.field import DatasetTable
from dxkpi.exports.dataset.readme import LICENCES, readme
from dxkpi.exports.dataset.tables import tables
from dxkpi.locale import Language

FIXED_DATE = (1980, 1, 1, 0, 0, 0)  # the earliest date that a zip can hold
DEFLATE_LEVEL = 4  # a country's figures in a few seconds
FILE_MODE = 0o644 << 16


def write(content: DatasetContent, file: IO[bytes]) -> None:
    """Write the package."""
    dictionary = tables(content)
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=DEFLATE_LEVEL) as package:
        _add(package, "README.md", [readme(content).encode()])
        _add(package, "CITATION.txt", [citations(content).encode()])
        _add(package, "datapackage.json", [datapackage(content, (figures_csv.FIGURES, *dictionary))])
        _add(package, "figures.csv", figures_csv.write(content, bom=False))
        for table in dictionary:
            _add(package, f"{table.name}.csv", [written([[field.name for field in table.fields], *table.rows])])
        _add(package, "figures.sdmx.csv", sdmx.write(content))


def citations(content: DatasetContent) -> str:
    """The short and the long citation in Vietnamese and English, separated by empty lines."""
    return (
        "\n\n".join(
            citation(
                content.cited,
                length,
                language,
                edition=content.edition,
                operator=content.operator,
                address=content.own_address,
            )
            for language in Language
            for length in CitationLength
        )
        + "\n"
    )


def datapackage(content: DatasetContent, resources: Iterable[DatasetTable]) -> bytes:
    """The file datapackage.json."""
    cited = {content.sources[at] for at in set(content.lines.source.tolist())}
    sources = sorted({(source.title, source.url) for source in cited if source.title})
    descriptor = {
        "profile": "tabular-data-package",
        "name": "dxkpi-figures",
        "id": f"dxkpi-figures-{content.edition.vintage}",
        "title": f"Chỉ số chuyển đổi số, {content.operator}: toàn bộ số liệu đã công bố",
        "description": f"Digital transformation indicators, {content.operator}: all published figures. See README.md.",
        "version": str(content.edition.vintage),
        "created": content.edition.made_at.astimezone(HANOI).isoformat(),
        "homepage": content.address,
        "licenses": LICENCES,
        "sources": [{"title": title, "path": url} if url else {"title": title} for title, url in sources],
        "resources": [table.descriptor() for table in resources],
    }
    return orjson.dumps(
        {name: value for name, value in descriptor.items() if value},
        option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE,
    )


def _add(package: zipfile.ZipFile, name: str, chunks: Iterable[bytes]) -> None:
    info = zipfile.ZipInfo(name, FIXED_DATE)
    info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, FILE_MODE
    with package.open(info, "w", force_zip64=True) as member:
        for chunk in chunks:
            member.write(chunk)
