"""The published vintages, as they are cited: number, day and reason."""

from __future__ import annotations

from dxkpi.domain.model.permissions import SHIPPED
from dxkpi.domain.views.text.citation import VintageEdition
from dxkpi.workspace import Workspace


def editions(workspace: Workspace) -> tuple[VintageEdition, ...]:
    """All published vintages, the newest first; cached."""
    newest = workspace.vintage

    def read() -> tuple[VintageEdition, ...]:
        published = [vintage for vintage in workspace.store.vintages() if vintage.number <= newest]
        return tuple(
            VintageEdition(vintage.number, vintage.created_at, vintage.reason, shipped=vintage.by == SHIPPED)
            for vintage in reversed(published)
        )

    return workspace.cached(("editions", newest), read)


def edition(workspace: Workspace, vintage: int) -> VintageEdition:
    """A published vintage."""
    return next(one for one in editions(workspace) if one.vintage == vintage)
