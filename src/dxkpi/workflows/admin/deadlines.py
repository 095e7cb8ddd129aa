"""Reporting windows and extensions: set by administrators, shown to those who report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from dxkpi.domain.model.datetimes import END_OF_DAY, format_deadline, parse_moment
from dxkpi.domain.model.locality import Locality
from dxkpi.domain.model.period import CUMULATIVE_QUARTERS, HANOI, Period, cumulative, quarter
from dxkpi.domain.model.permissions import Actor, Permission
from dxkpi.domain.model.reporting_windows import Extension, Phase, Window, in_words, left, phase, unlimited
from dxkpi.errors import WrongUsage
from dxkpi.locale import N_, Message
from dxkpi.workspace import Workspace

QUARTERS_BACK = 8
TOO_SOON = N_("“{clock}” gives {place} no more time: this period is open until {end} anyhow.")
PAST = N_("“{clock}” has passed already.")
ENDLESS = N_("This period has no deadline: there is nothing to extend.")


@dataclass(frozen=True)
class ScheduledPeriod:
    """A period with its window (`is_set`, or without limits) and its present state as text."""

    window: Window
    is_set: bool
    state: Message


def schedule(workspace: Workspace, *, by: Actor) -> tuple[ScheduledPeriod, ...]:
    """Every period with a window, and the quarters and cumulative periods around today, newest first."""
    by.require(Permission.MANAGE)
    windows, now = workspace.store.windows.all(), datetime.now(UTC)
    periods = sorted(
        {*windows, *_around(workspace, now)}, key=lambda period: (-period.last.toordinal(), period.basis, period)
    )
    rows = ((windows.get(period) or unlimited(period), period in windows) for period in periods)
    return tuple(ScheduledPeriod(window, is_set, in_words(window, None, now)) for window, is_set in rows)


def suggestion(workspace: Workspace, period: Period, *, by: Actor) -> Window:
    """The window of a period; if none is set, the newest window of a period of the same kind, moved to this period.

    Without any such window it never closes.
    """
    by.require(Permission.MANAGE)
    windows = workspace.store.windows.all()
    if period in windows:
        return windows[period]
    alike = [
        window for key, window in windows.items() if _quarters_of(key) == _quarters_of(period) and window.deadline_at
    ]
    if not alike:
        return unlimited(period)
    model = alike[-1]
    days = period.last - model.period.last
    moved = [None if window is None else window + days for window in (model.deadline_at, model.grace_until)]
    opens = model.opens_at + (period.first - model.period.first if _at_its_start(model) else days)
    return Window(period, opens, *moved)


def read_moments(opens: str, deadline: str, grace: str, period: Period) -> Window:
    """A window from typed texts. Raises `WrongUsage`.

    An empty `opens`: the first day of the period; an empty `deadline`: no deadline; an empty `grace`: the deadline.
    """
    until = read_end(deadline) if deadline.strip() else None
    last = read_end(grace) if grace.strip() else until
    return Window(period, parse_moment(opens) if opens.strip() else unlimited(period).opens_at, until, last)


def read_end(text: str) -> datetime:
    """A typed end; a day alone includes the whole day. Raises `WrongUsage`."""
    return parse_moment(text, without_time=END_OF_DAY)


def set_window(workspace: Workspace, window: Window, *, by: Actor) -> None:
    """Set the window of a period. Raises `NotAllowed`."""
    by.require(Permission.MANAGE)
    workspace.store.windows.put(window, by=by, at=datetime.now(UTC))
    workspace.refresh()


def extensions(workspace: Workspace, *, by: Actor) -> Sequence[Extension]:
    """The extensions, newest first. Raises `NotAllowed`."""
    by.require(Permission.MANAGE)
    return workspace.store.windows.extensions()[::-1]


def extend(workspace: Workspace, code: str, period: Period, until: datetime, *, reason: str, by: Actor) -> None:
    """Let a locality (a code), with all that lies inside, submit until then. An existing extension may be shortened.

    Raises `NotAllowed`, and `WrongUsage` for an end that gives no more time or a reason that is too short.
    """
    by.require(Permission.MANAGE)
    if not workspace.registry.versions(code):
        raise WrongUsage(what=Message(N_("Choose the locality that may submit later.")))
    windows, now = workspace.store.windows, datetime.now(UTC)
    end = windows.of(period).grace_until
    has_one = any((extension.code, extension.period) == (code, period) for extension in windows.extensions())
    values = {
        "clock": format_deadline(until),
        "place": workspace.registry.versions(code)[-1].name,
        "end": format_deadline(end or now),
    }
    if end is None:
        raise WrongUsage(what=Message(ENDLESS))
    if not has_one and until <= now:
        raise WrongUsage(what=Message(PAST, values))
    if not has_one and until <= end:
        raise WrongUsage(what=Message(TOO_SOON, values))
    windows.extend(code, period, until, reason=reason, by=by, at=now)


def deadline_line(workspace: Workspace, place: Locality, period: Period, *, by: Actor) -> Message | None:
    """The state of a period for a locality now; None when it is open without a deadline."""
    by.require_for(Permission.REPORT, place, workspace.registry, period.last)
    now, windows = datetime.now(UTC), workspace.store.windows
    window = windows.of(period)
    extension = windows.extension(workspace.registry.enclosing_codes(place, period.last), period)
    current = phase(window, extension, now)
    if window.deadline_at is None and current is Phase.OPEN:
        return None
    if current is Phase.EXTENDED and extension is not None:
        extended = N_("This period was extended for {place} until {clock}: it closes {left}. Figures count as late.")
        values = {"place": place.name, "clock": format_deadline(extension.until), "left": left(extension.until, now)}
        return Message(extended, values)
    sentence = N_("This period: {state}.")
    if current is Phase.CLOSED:
        sentence = N_("This period: {state}; no more figures are taken. Ask the administrator for more time.")
    return Message(sentence, {"state": in_words(window, extension, now)})


def _around(workspace: Workspace, now: datetime) -> list[Period]:
    """The next quarter, this one, earlier ones, and the cumulative periods that end with them."""
    today, cutoff = now.astimezone(HANOI).date(), workspace.cutoff
    last = 4 * today.year + (today.month - 1) // 3 + 2
    quarters = [quarter(number // 4, number % 4 + 1, cutoff) for number in range(last, last - QUARTERS_BACK - 3, -1)]
    coming = min(period.first for period in quarters if period.first > today)
    offered = [period for period in quarters if period.first <= coming]
    years = range(offered[-1].last.year, offered[0].last.year + 1)
    longer = (cumulative(year, count, cutoff) for year in years for count in CUMULATIVE_QUARTERS)
    ends = {period.last for period in offered}
    return offered + [period for period in longer if period.last in ends]


def _quarters_of(period: Period) -> tuple[object, int]:
    """The kind of a period: its basis, and its length in quarters."""
    return period.basis, round((period.last - period.first).days / 91)


def _at_its_start(window: Window) -> bool:
    return window.opens_at == unlimited(window.period).opens_at
