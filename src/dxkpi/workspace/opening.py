"""Opening a workspace, once for each process."""

from __future__ import annotations

from contextlib import suppress
from functools import cache
from hashlib import sha256
from pathlib import Path

from dxkpi.catalogue import load_catalogue
from dxkpi.settings import Settings, settings
from dxkpi.store import Store
from dxkpi.workspace.initial_data import fill, register
from dxkpi.workspace.workspace import Workspace


def open_workspace(settings: Settings) -> Workspace:
    """Open the store, and fill it with the registry and the figures that ship with the product if it is new.

    A store that was opened from this home folder before is not created again: it may be lost, or its disk not mounted.
    Raises `StoreUnreachable`, `StoreMissing`, `StoreOlder`, `StoreNewer`, `CatalogueFault`.
    """
    catalogue = load_catalogue(settings.data)
    mark = _mark_of(settings)
    store = Store.open(settings.address, create=not mark.exists())
    with suppress(OSError):  # a home folder that cannot be written to has no mark
        mark.touch(mode=0o600)
    registry = register(store, settings)
    fill(store, settings, catalogue, registry)
    return Workspace(settings, store, catalogue, registry)


def _mark_of(settings: Settings) -> Path:
    """The empty file in the home folder that says that the store at this address was opened before."""
    return settings.home / f"opened-{sha256(settings.address.encode()).hexdigest()[:16]}"


@cache
def current() -> Workspace:
    """The workspace of this process, opened on first use; it watches for new vintages."""
    workspace = open_workspace(settings())
    workspace.watch()
    return workspace
