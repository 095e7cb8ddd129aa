"""When periods open and close, and extensions. Earlier settings are kept: lateness is judged by those of the time."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection, func, insert, select

from dxkpi.domain.model.audit import AuditAction
from dxkpi.domain.model.period import Period
from dxkpi.domain.model.permissions import Actor
from dxkpi.domain.model.reasons import require_reason
from dxkpi.domain.model.reporting_windows import Extension, Window, unlimited
from dxkpi.locale import N_
from dxkpi.store.audit_log import audited
from dxkpi.store.engine import Database, next_number
from dxkpi.store.tables.period_columns import period_columns, period_of
from dxkpi.store.tables.review import EXTENSIONS, WINDOWS

NO_EXTENSION_REASON = N_("Write why the locality may submit later, in at least {least} letters.")

# By period: each window and when it was set, oldest first.
WindowHistory = Mapping[Period, Sequence[tuple[datetime, Window]]]


class ReportingWindows:
    """The windows and extensions of one store. Every change is in the audit log."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, window: Window, *, by: Actor, at: datetime) -> None:
        """Set the window of a period; `unlimited(period)` removes its limits."""
        with audited(self._database, by, AuditAction.SET_WINDOW, at) as (connection, entry):
            limits = {name: getattr(window, name) for name in ("opens_at", "deadline_at", "grace_until")}
            row = {"number": next_number(connection, WINDOWS), **period_columns(window.period), **limits}
            connection.execute(insert(WINDOWS).values(**row, set_by=by.name, set_at=at))
            entry.record(_object(window.period), **{name: _iso(moment) for name, moment in limits.items()})

    def of(self, period: Period) -> Window:
        """The window of a period; one without a window is open from its first day on."""
        return self.all().get(period) or unlimited(period)

    def newest(self) -> int:
        """The number of the newest change; 0 when there is none."""
        with self._database.reading() as connection:
            return connection.execute(select(func.max(WINDOWS.c.number))).scalar() or 0

    def all(self) -> dict[Period, Window]:
        """The windows that are set, by period in time order."""
        with self._database.reading() as connection:
            history = read_window_history(connection)
        return {period: history[period][-1][1] for period in sorted(history)}

    def extend(self, code: str, period: Period, until: datetime, *, reason: str, by: Actor, at: datetime) -> None:
        """Let a locality (a code), with all that lies inside, submit until then.

        Raises `WrongUsage` for a reason that is too short.
        """
        reason = require_reason(reason, NO_EXTENSION_REASON)
        with audited(self._database, by, AuditAction.EXTEND, at) as (connection, entry):
            row = {"number": next_number(connection, EXTENSIONS), "code": code, "until": until, "reason": reason}
            row |= period_columns(period) | {"given_by": by.name, "given_at": at}
            connection.execute(insert(EXTENSIONS).values(**row))
            entry.record(f"{_object(period)}, locality {code}", until=_iso(until), reason=reason)

    def extensions(self) -> list[Extension]:
        """The newest extension of each locality and period, in the order in which they were given."""
        with self._database.reading() as connection:
            rows = connection.execute(select(EXTENSIONS).order_by(EXTENSIONS.c.number)).all()
        newest = {(row.code, period_of(row)): row for row in rows}
        return [
            Extension(code, period, row.until, row.given_by, row.reason, row.given_at)
            for (code, period), row in sorted(newest.items(), key=lambda item: int(item[1].number))
        ]

    def extension(self, codes: Collection[str], period: Period) -> Extension | None:
        """The longest extension of a period for any of these codes; None when there is none."""
        matching = (given for given in self.extensions() if given.code in codes and given.period == period)
        return max(matching, key=lambda given: given.until, default=None)


class CachedWindows:
    """The windows at the last `refresh`, for pages that read them often."""

    def __init__(self, windows: ReportingWindows) -> None:
        self._windows = windows
        self._number, self.by_period = -1, dict[Period, Window]()
        self.refresh()

    def refresh(self) -> None:
        """Read the windows again if any was set since."""
        number = self._windows.newest()
        if number != self._number:
            self.by_period = self._windows.all()
            self._number = number


def read_window_history(connection: Connection) -> WindowHistory:
    """Every window that was ever set."""
    history: dict[Period, list[tuple[datetime, Window]]] = {}
    for row in connection.execute(select(WINDOWS).order_by(WINDOWS.c.number)):
        period = period_of(row)
        window = Window(period, row.opens_at, row.deadline_at, row.grace_until)
        history.setdefault(period, []).append((row.set_at, window))
    return history


def _object(period: Period) -> str:
    """A period as the object of an audit log line."""
    return f"period {period.first}..{period.last} {period.basis.value}"


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment is not None else None
