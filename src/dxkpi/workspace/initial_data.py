"""The registry and the figures that ship with the product, which a new store is filled with."""

from __future__ import annotations

from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from dxkpi.catalogue import Catalogue, load_registry_rows
from dxkpi.domain.boundaries.change import RegistryRows, with_loaded
from dxkpi.domain.model.locality import Registry
from dxkpi.domain.model.permissions import SHIPPED, Actor
from dxkpi.locale import Language
from dxkpi.settings import Settings
from dxkpi.store import SheetId, Store, SubmissionRequest

if TYPE_CHECKING:
    from dxkpi.intake import UploadContext

FIRST_FIGURES = ("figures/published.csv",)
SAMPLE_FIGURES = ("sample/figures.csv", "sample/corrections.csv")
SAMPLE_FOLDER = "sample"


def registry_at(store: Store, settings: Settings, vintage: int) -> Registry:
    """The registry that ships with the product, with the boundary changes loaded up to a vintage.

    Raises `CatalogueFault`.
    """
    return Registry(*_rows(store, settings, vintage))


def register(store: Store, settings: Settings) -> Registry:
    """The current registry, written to the store where localities are missing there. Raises `CatalogueFault`."""
    rows = _rows(store, settings)
    if store.boundaries.count_units() < len(rows[0]):
        store.put_registry(*rows)
    return Registry(*rows)


def _rows(store: Store, settings: Settings, vintage: int | None = None) -> RegistryRows:
    localities, successions = load_registry_rows(settings.data)
    if settings.sample:
        sample = load_registry_rows(settings.data / SAMPLE_FOLDER, simulated=True)
        localities, successions = (*localities, *sample[0]), (*successions, *sample[1])
    loaded = store.localities(vintage, loaded=True)
    return with_loaded((localities, successions), loaded, store.successions, simulated=settings.sample)


def fill(store: Store, settings: Settings, catalogue: Catalogue, registry: Registry) -> None:
    """Submit the figures that ship with the product and that the store has not received."""
    names = FIRST_FIGURES + (SAMPLE_FIGURES if settings.sample else ())
    received = {submission.file_name for submission in store.submissions()}
    missing = [name for name in names if name not in received]
    if not missing:
        return
    from dxkpi.intake import UploadContext  # imported late: most processes read no file

    context = UploadContext(registry, catalogue.measure_named, settings.quarter_cutoff)
    for name in missing:
        _load_file(store, settings.data / name, name, context)


def _load_file(store: Store, path: Path, name: str, context: UploadContext) -> None:
    from dxkpi.intake import read_upload

    content = path.read_bytes()
    upload = read_upload(path.name, content, context)
    if not upload.accepted:
        problems = "; ".join(problem.message.text(Language.EN) for problem in upload.problems[:5])
        raise ValueError(f"{name}, which ships with the product, has problems: {problems}")
    store.submit(
        upload.figures,
        SubmissionRequest(
            by=Actor(SHIPPED, is_operator=True),
            file_name=name,
            sheet=SheetId(sha256(content).hexdigest(), upload.layout),
            received_at=datetime.now(UTC),
            simulated=name in SAMPLE_FIGURES,
        ),
        approve=True,
    )
