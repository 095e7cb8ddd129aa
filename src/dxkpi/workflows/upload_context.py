"""What an upload is checked against: the registry, the published figures, the sender's rights and the deadlines."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

from dxkpi.domain.model.locality import Locality
from dxkpi.domain.model.period import HANOI, Period
from dxkpi.domain.model.permissions import OPERATOR, Actor, Permission
from dxkpi.domain.model.reporting_windows import Extension, in_words, is_open, unlimited
from dxkpi.intake import PublishedFigures, UploadContext
from dxkpi.locale import N_, Message
from dxkpi.workspace import Workspace

# Why a locality may not submit for a period now; None when it may.
DeadlineLock = Callable[[Locality, Period], Message | None]


def upload_context(workspace: Workspace, *, by: Actor = OPERATOR) -> UploadContext:
    """The context of an upload by an account, for any locality and period."""
    return UploadContext(
        workspace.registry,
        workspace.catalogue.measure_named,
        workspace.cutoff,
        rules=workspace.catalogue.rules,
        measures=tuple(workspace.catalogue.measures.values()),
        indicators=workspace.catalogue.indicators,
        history=published_figures(workspace),
        may_report=lambda unit: by.may_for(Permission.REPORT, unit, workspace.registry),
        locked=deadline_lock(workspace, by),
        today=datetime.now(HANOI).date(),
    )


def published_figures(workspace: Workspace) -> PublishedFigures:
    """The newest figures, by locality, period and measure."""
    snapshot = workspace.snapshot()
    return workspace.cached(("published figures", snapshot.vintage), lambda: PublishedFigures(snapshot.figures))


def deadline_lock(workspace: Workspace, by: Actor) -> DeadlineLock:
    """The lock on periods for an account, by the windows and extensions that are set now.

    No deadline applies to an operator, who may submit for any period that has begun.
    """
    if by.is_operator:
        return _not_begun_on(datetime.now(HANOI).date())
    windows, now = workspace.store.windows.all(), datetime.now(UTC)
    longest: dict[tuple[str, Period], Extension] = {}
    for extension in workspace.store.windows.extensions():
        key = extension.code, extension.period
        longest[key] = max(extension, longest.get(key, extension), key=_until)

    def locked(locality: Locality, period: Period) -> Message | None:
        window = windows.get(period) or unlimited(period)
        codes = workspace.registry.enclosing_codes(locality, period.last)
        extensions = (longest[code, period] for code in codes if (code, period) in longest)
        extension = max(extensions, key=_until, default=None)
        return None if is_open(window, extension, now) else in_words(window, extension, now)

    return locked


def _until(extension: Extension) -> datetime:
    return extension.until


def _not_begun_on(today: date) -> DeadlineLock:
    def locked(locality: Locality, period: Period) -> Message | None:
        if period.first <= today:
            return None
        return Message(N_("This period is not open yet: it begins on {day}."), {"day": period.first})

    return locked
