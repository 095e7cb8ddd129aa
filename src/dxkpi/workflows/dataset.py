"""All published figures of a vintage as a file, created once and cached on disk; and the list of vintages."""

from __future__ import annotations

import gzip
import os
import shutil
import threading
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC
from hashlib import sha256
from pathlib import Path
from typing import IO

from dxkpi.atomic_write import atomic_write
from dxkpi.domain.model.locality import Registry
from dxkpi.domain.snapshot.disclosure import GuardedSnapshot
from dxkpi.domain.views.text.citation import CitationLength, citation
from dxkpi.domain.views.text.description import Description
from dxkpi.errors import UnknownFormat, UnknownPeriod
from dxkpi.exports.dataset import DATASET_FORMATS, DatasetContent, DatasetOptions
from dxkpi.locale import Language
from dxkpi.workflows.editions import edition
from dxkpi.workspace import Workspace

# A country's CSV has about 300 MB. The files used last are enough; others are created again on request.
MAX_CACHED_FILES = 12
# Changes with the format of the files, so that files of an older version are not used.
FORMAT_VERSION = 1
GZIP_LEVEL = 4
STANDARD = DatasetOptions()
_lock = threading.Lock()  # one file at a time: a country's figures take much memory


@dataclass(frozen=True)
class CachedFile:
    """A cached file. `name`: for downloads. `tag`: changes with its content."""

    path: Path
    name: str
    tag: str


def cite(workspace: Workspace, description: Description, address: str) -> dict[CitationLength, str]:
    """The citations of a view, short and long. `address`: where the same figures are found for ever."""
    vintage, language = description.view.vintage, description.language
    operator, made = workspace.home_at(vintage).name, edition(workspace, vintage)
    return {
        length: citation(description, length, language, edition=made, operator=operator, address=address)
        for length in CitationLength
    }


def cite_dataset(workspace: Workspace, vintage: int, address: str, language: Language) -> dict[CitationLength, str]:
    """The short and the long citation of all figures of a vintage."""
    cited = dataset_content(workspace, vintage).cited
    operator, cited_edition = workspace.home_at(vintage).name, edition(workspace, vintage)
    return {
        length: citation(cited, length, language, edition=cited_edition, operator=operator, address=address)
        for length in CitationLength
    }


def dataset_content(workspace: Workspace, vintage: int, *, simulated: bool = False) -> DatasetContent:
    """All figures of a vintage. `simulated`: including those of the sample province.

    Raises `UnknownVintage`, and `UnknownPeriod` for vintage 0, where nothing is published.
    """
    snapshot = workspace.snapshot(vintage or None)
    if not snapshot.vintage:
        raise UnknownPeriod("–")
    hidden = snapshot.hidden if isinstance(snapshot, GuardedSnapshot) and snapshot.small.hide_below else {}
    return DatasetContent(
        snapshot.figures,
        snapshot.registry,
        workspace.catalogue.measures,
        workspace.catalogue.indicators,
        hidden,
        workspace.cutoff,
        edition(workspace, snapshot.vintage),
        workspace.home_at(vintage).name,
        workspace.settings.public_address.rstrip("/"),
        simulated,
    )


def dataset_file(
    workspace: Workspace,
    extension: str,
    vintage: int,
    options: DatasetOptions = STANDARD,
    *,
    is_compressed: bool = False,
) -> CachedFile:
    """The dataset file of a vintage, from the cache or created now. `is_compressed`: by gzip.

    Raises `UnknownFormat` for an unknown format, `UnknownVintage`, `WrongUsage` when it is too large for its format.
    """
    if extension not in DATASET_FORMATS:
        raise UnknownFormat(f"figures.{extension}", tuple(f"figures.{known}" for known in DATASET_FORMATS))
    number = workspace.snapshot(vintage or None).vintage
    tag = _tag(workspace, number, extension, options)
    folder = workspace.settings.cache / "data"
    name = f"figures-vintage-{number}{'-simulated' if options.simulated else ''}.{extension}"
    path = folder / f"{tag}.{extension}"
    with _lock:
        if not path.exists():
            content = dataset_content(workspace, number, simulated=options.simulated)
            with atomic_write(path) as file:
                DATASET_FORMATS[extension].write(content, options, file)
        if is_compressed:
            path = _gzipped(path)
        with suppress(OSError):
            os.utime(path)
        _delete_oldest(folder)
    return CachedFile(path, name, tag)


def _gzipped(path: Path) -> Path:
    compressed = path.with_name(f"{path.name}.gz")
    if not compressed.exists():
        with atomic_write(compressed) as file, path.open("rb") as source, _gzip(file) as target:
            shutil.copyfileobj(source, target)
    return compressed


def _gzip(file: IO[bytes]) -> gzip.GzipFile:
    """A gzip writer without file name and time, so that the same content gives the same bytes."""
    return gzip.GzipFile(filename="", fileobj=file, mode="wb", compresslevel=GZIP_LEVEL, mtime=0)


def _delete_oldest(folder: Path) -> None:
    files = sorted(folder.glob("*"), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in files[MAX_CACHED_FILES:]:
        path.unlink(missing_ok=True)


def _tag(workspace: Workspace, vintage: int, extension: str, options: DatasetOptions) -> str:
    """A hash of everything that the file depends on."""
    created_at = edition(workspace, vintage).made_at.astimezone(UTC) if vintage else None
    inputs = (
        FORMAT_VERSION, extension, options, vintage, created_at, workspace.settings.suppress_below,
        workspace.settings.public_address, workspace.home_at(vintage).key, workspace.cutoff,
        _dictionary_hash(workspace, workspace.registry_at(vintage)),
    )  # fmt: skip
    return sha256(repr(inputs).encode()).hexdigest()[:32]


def _dictionary_hash(workspace: Workspace, registry: Registry) -> str:
    """A hash of a registry and the catalogue."""

    def compute() -> str:
        units = sorted(repr(unit) for unit in registry)
        links = sorted(repr(link) for unit in registry for link in registry.successors(unit.key))
        catalogue = repr((workspace.catalogue.measures, workspace.catalogue.indicators))
        return sha256("\n".join((*units, *links, catalogue)).encode()).hexdigest()

    return workspace.cached(("dictionary", id(registry)), compute)
