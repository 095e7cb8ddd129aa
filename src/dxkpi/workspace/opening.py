"""Opening a workspace, once for each process."""

from __future__ import annotations

from functools import cache

from dxkpi.catalogue import load_catalogue
from dxkpi.settings import Settings, settings
from dxkpi.store import Store
from dxkpi.workspace.initial_data import fill, register
from dxkpi.workspace.workspace import Workspace


def open_workspace(settings: Settings) -> Workspace:
    """Open the store, and fill it with the registry and the figures that ship with the product if it is new.

    Raises `StoreUnreachable`, `StoreNewer`, `CatalogueFault`.
    """
    catalogue = load_catalogue(settings.data)
    store = Store.open(settings.address)
    registry = register(store, settings)
    fill(store, settings, catalogue, registry)
    return Workspace(settings, store, catalogue, registry)


@cache
def current() -> Workspace:
    """The workspace of this process, opened on first use; it watches for new vintages."""
    workspace = open_workspace(settings())
    workspace.watch()
    return workspace
