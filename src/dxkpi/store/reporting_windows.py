"""When periods open and close, and who may hand in later. What was set before stays: lateness is judged by it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select

from dxkpi.domain.model.audit import AuditAction
from dxkpi.domain.model.period import Basis, Period
from dxkpi.domain.model.permissions import Actor
from dxkpi.domain.model.reporting_windows import Extension, Window, unlimited
from dxkpi.errors import WrongUsage
from dxkpi.locale import N_, Message
from dxkpi.store.accounts.audit_log import doing
from dxkpi.store.engine import Database
from dxkpi.store.submissions.review import next_number
from dxkpi.store.tables.review import EXTENSIONS, WINDOWS

# By period: what was set, and when, oldest first.
History = Mapping[Period, Sequence[tuple[datetime, Window]]]


class ReportingWindows:
    """Windows and extensions of one store; what is set is told in the audit log."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, window: Window, *, by: Actor, at: datetime) -> None:
        """Let a period open and close at these moments from now on; `unlimited(period)` takes its window away."""
        with doing(self._database, by, AuditAction.SET_WINDOW, at) as (connection, told):
            moments = {name: getattr(window, name) for name in ("opens_at", "deadline_at", "grace_until")}
            row = {"number": next_number(connection, WINDOWS), **_days(window.period), **moments}
            connection.execute(insert(WINDOWS).values(**row, set_by=by.name, set_at=at))
            told.tell(_named(window.period), **{name: _text(moment) for name, moment in moments.items()})

    def of(self, period: Period) -> Window:
        """The window of a period as it is set now; without one it is open from its first day on."""
        return self.all().get(period) or unlimited(period)

    def newest(self) -> int:
        """The number of what was set last, which grows with every change; 0 where nothing was set yet."""
        with self._database.reading() as connection:
            return connection.execute(select(func.max(WINDOWS.c.number))).scalar() or 0

    def all(self) -> dict[Period, Window]:
        """The windows that are set, by period in time order."""
        with self._database.reading() as connection:
            found = read_history(connection)
        return {period: found[period][-1][1] for period in sorted(found)}

    def extend(self, code: str, period: Period, until: datetime, *, reason: str, by: Actor, at: datetime) -> None:
        """Let a locality (a code), with all that lies inside, hand in until then. Raises `WrongUsage`: no reason."""
        if not reason.strip():
            raise WrongUsage(what=Message(N_("Write why the locality may hand in later.")))
        with doing(self._database, by, AuditAction.EXTEND, at) as (connection, told):
            row = {"number": next_number(connection, EXTENSIONS), "code": code, **_days(period), "until": until}
            given = {"given_by": by.name, "reason": reason.strip(), "given_at": at}
            connection.execute(insert(EXTENSIONS).values(**row, **given))
            told.tell(f"{_named(period)}, locality {code}", until=_text(until), reason=reason.strip())

    def extensions(self) -> list[Extension]:
        """The extensions that count, the newest of each locality and period, in the order they were given."""
        with self._database.reading() as connection:
            rows = connection.execute(select(EXTENSIONS).order_by(EXTENSIONS.c.number)).all()
        newest = {(row.code, _period(row)): row for row in rows}
        return [
            Extension(code, period, row.until, row.given_by, row.reason, row.given_at)
            for (code, period), row in sorted(newest.items(), key=lambda item: int(item[1].number))
        ]

    def extension(self, codes: Collection[str], period: Period) -> Extension | None:
        """The longest extension for a period of a locality, given its code and those of all it lies in."""
        mine = (each for each in self.extensions() if each.code in codes and each.period == period)
        return max(mine, key=lambda each: each.until, default=None)


class CachedWindows:
    """The windows as they were when last looked at, for those who ask often."""

    def __init__(self, windows: ReportingWindows) -> None:
        self._windows = windows
        self._number, self.by_period = -1, dict[Period, Window]()
        self.look()

    def look(self) -> None:
        """Read them anew if any was set since."""
        number = self._windows.newest()
        if number != self._number:
            self.by_period = self._windows.all()
            self._number = number


def read_history(connection: Connection) -> History:
    """All that was ever set."""
    found: dict[Period, list[tuple[datetime, Window]]] = {}
    for row in connection.execute(select(WINDOWS).order_by(WINDOWS.c.number)):
        period = _period(row)
        window = Window(period, row.opens_at, row.deadline_at, row.grace_until)
        found.setdefault(period, []).append((row.set_at, window))
    return found


def _days(period: Period) -> dict[str, Any]:
    return {"first_day": period.first, "last_day": period.last, "basis": period.basis.value}


def _period(row: Row[Any]) -> Period:
    return Period(row.last_day, row.first_day, Basis(row.basis))


def _named(period: Period) -> str:
    return f"period {period.first}..{period.last} {period.basis.value}"


def _text(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment is not None else None
