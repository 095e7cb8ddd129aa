"""All published figures of a vintage as a file, made once and kept on disk; and the vintages there are to take."""

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
from typing import BinaryIO

from dxkpi.domain.model.locality import Registry
from dxkpi.domain.model.permissions import SHIPPED
from dxkpi.domain.snapshot.disclosure import GuardedSnapshot
from dxkpi.domain.views.citation import CitationLength, VintageEdition, citation
from dxkpi.domain.views.view import View
from dxkpi.errors import UnknownChart, UnknownPeriod
from dxkpi.exports.dataset import WHOLES, DatasetContent, DatasetOptions
from dxkpi.locale import Language
from dxkpi.workspace import Workspace

# A country's CSV is some 300 MB; the newest files of a few vintages are enough, any other is made again.
FILES_KEPT = 12
# Changes with the shape of the files: those of an older program are not taken for new ones.
SHAPE = 1
GZIP_LEVEL = 4
STANDARD = DatasetOptions()
_making = threading.Lock()


@dataclass(frozen=True)
class CachedFile:
    """A file of the cache: where it is, what it is called for people, and a tag that changes with its content."""

    path: Path
    name: str
    tag: str


def editions(workspace: Workspace) -> tuple[VintageEdition, ...]:
    """All vintages that can be asked for, the newest first; read once for each vintage."""
    newest = workspace.vintage

    def read() -> tuple[VintageEdition, ...]:
        found = [each for each in workspace.store.vintages() if each.number <= newest]
        return tuple(
            VintageEdition(each.number, each.created_at, each.reason, shipped=each.by == SHIPPED)
            for each in reversed(found)
        )

    return workspace.cached(("editions", newest), read)


def edition(workspace: Workspace, vintage: int) -> VintageEdition:
    """One of them."""
    return next(each for each in editions(workspace) if each.vintage == vintage)


def cite(workspace: Workspace, view: View, address: str) -> dict[CitationLength, str]:
    """A view's citations, short and long, with the address that gives the same figures for ever."""
    operator, made = workspace.home_at(view.vintage).name, edition(workspace, view.vintage)
    return {
        length: citation(view, length, view.language, edition=made, operator=operator, address=address)
        for length in CitationLength
    }


def cite_whole(workspace: Workspace, vintage: int, address: str, language: Language) -> dict[CitationLength, str]:
    """The citations of all figures of a vintage."""
    told = collected(workspace, vintage).cited
    operator, made = workspace.home_at(vintage).name, edition(workspace, vintage)
    return {
        length: citation(told, length, language, edition=made, operator=operator, address=address)
        for length in CitationLength
    }


def collected(workspace: Workspace, vintage: int, *, simulated: bool = False) -> DatasetContent:
    """All figures of a vintage. `simulated`: those of the sample province too. Raises `UnknownVintage`; and
    `UnknownPeriod` where nothing is published (vintage 0)."""
    answers = workspace.snapshot(vintage or None)
    if not answers.vintage:
        raise UnknownPeriod("–")
    hidden = answers.hidden if isinstance(answers, GuardedSnapshot) and answers.small.hide_below else {}
    return DatasetContent(
        answers.figures,
        answers.registry,
        workspace.catalogue.measures,
        workspace.catalogue.indicators,
        hidden,
        workspace.cutoff,
        edition(workspace, answers.vintage),
        workspace.home_at(vintage).name,
        workspace.settings.public_address.rstrip("/"),
        simulated,
    )


def whole_file(
    workspace: Workspace,
    extension: str,
    vintage: int,
    choice: DatasetOptions = STANDARD,
    *,
    packed: bool = False,
) -> CachedFile:
    """The file of a vintage, from the cache or made now; `packed`: the same compressed by gzip.

    Raises `UnknownChart` for a format that is not there, `UnknownVintage`, `WrongUsage` where it is too large.
    """
    if extension not in WHOLES:
        raise UnknownChart(f"figures.{extension}", tuple(f"figures.{known}" for known in WHOLES))
    number = workspace.snapshot(vintage or None).vintage
    tag = _tag(workspace, number, extension, choice)
    folder = workspace.settings.cache / "data"
    name = f"figures-vintage-{number}{'-simulated' * choice.simulated}.{extension}"
    plain = folder / f"{tag}.{extension}"
    with _making:  # one at a time: a country's figures take much memory
        if not plain.exists():
            whole = collected(workspace, number, simulated=choice.simulated)
            with _Draft(plain) as draft, draft.open("wb") as file:
                WHOLES[extension].write(whole, choice, file)
        small = plain.with_name(f"{plain.name}.gz")
        if packed and not small.exists():
            with _Draft(small) as draft, plain.open("rb") as source, draft.open("wb") as file, _gzip(file) as target:
                shutil.copyfileobj(source, target)
        found = small if packed else plain
        with suppress(OSError):
            os.utime(found)
        _keep_newest(folder)
    return CachedFile(found, name, tag)


class _Draft:
    """A file beside its place that takes the place only when it is whole."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self.draft = place.with_name(f"{place.name}.{os.getpid()}.{threading.get_ident()}")

    def __enter__(self) -> Path:
        self.draft.parent.mkdir(parents=True, exist_ok=True)
        return self.draft

    def __exit__(self, kind: type[BaseException] | None, *fault: object) -> None:
        if kind is None:
            self.draft.replace(self.place)
        else:
            self.draft.unlink(missing_ok=True)


def _gzip(file: BinaryIO) -> gzip.GzipFile:
    return gzip.GzipFile(filename="", fileobj=file, mode="wb", compresslevel=GZIP_LEVEL, mtime=0)


def _keep_newest(folder: Path) -> None:
    files = sorted(folder.glob("*"), key=lambda each: each.stat().st_mtime, reverse=True)
    for old in files[FILES_KEPT:]:
        old.unlink(missing_ok=True)


def _tag(workspace: Workspace, vintage: int, extension: str, choice: DatasetOptions) -> str:
    """Everything that the file depends on, as one word."""
    made = edition(workspace, vintage) if vintage else None
    about = (
        SHAPE, extension, choice, vintage, made and made.made_at.astimezone(UTC), workspace.settings.suppress_below,
        workspace.settings.public_address, workspace.home_at(vintage).key, workspace.cutoff,
        _dictionary(workspace, workspace.registry_at(vintage)),
    )  # fmt: skip
    return sha256(repr(about).encode()).hexdigest()[:32]


def _dictionary(workspace: Workspace, registry: Registry) -> str:
    """A registry and the catalogue, as one word."""

    def make() -> str:
        units = sorted(repr(each) for each in registry)
        links = sorted(repr(link) for each in registry for link in registry.successors(each.key))
        catalogue = repr((workspace.catalogue.measures, workspace.catalogue.indicators))
        return sha256("\n".join((*units, *links, catalogue)).encode()).hexdigest()

    return workspace.cached(("dictionary", id(registry)), make)
