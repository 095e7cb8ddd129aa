"""Why a place's value changed since a year before: what each locality in it did, by its own rate and by its weight."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from dxkpi.domain.model.indicator import Indicator
from dxkpi.domain.model.locality import Level
from dxkpi.domain.model.period import Period, year_before
from dxkpi.domain.snapshot.snapshot import Snapshot
from dxkpi.domain.snapshot.value import Value
from dxkpi.domain.stats.decomposition import NONE, Contribution, Decomposition, rounded_to_sum, split_change
from dxkpi.domain.views.contributions_text import (
    DECIMALS,
    EFFECTS,
    REST,
    ContributionsInterpretation,
    RoundedContribution,
    value_of,
)
from dxkpi.domain.views.query import ViewQuery
from dxkpi.domain.views.series import asked_level, boundary_breaks, history_view
from dxkpi.domain.views.view import Series, View
from dxkpi.locale import N_

SHOWN = 10
OTHERS = "others"
NOT_SPLIT = N_("Not split by locality")


def contributions_view(query: ViewQuery, snapshot: Snapshot) -> View:
    """The change since a year before, split over the localities of a level."""
    earlier = year_before(query.period, query.cutoff)
    return split_by_locality(_history(query, snapshot), snapshot, asked_level(query, snapshot), earlier)


def _history(query: ViewQuery, snapshot: Snapshot) -> View:
    """The history, whose boundary changes tell whether the two periods have the same localities."""
    view = history_view(query, snapshot)
    return replace(view, breaks=boundary_breaks(snapshot, view.series))


def split_by_locality(view: View, answers: Snapshot, level: Level, earlier: Period) -> View:
    """A view of one indicator, with the change of its value since an earlier period split over localities of a level.

    Localities whose counts are known take part; what the place has beyond their sum is a part of its own.
    """
    if view.indicator is None:
        raise ValueError("contributions need an indicator")
    indicator = view.indicator
    periods = (earlier, view.period)
    pair = [_known(answers.across(indicator, view.place, level, period)) for period in periods]
    wholes = [answers.value(indicator, view.place, period) for period in periods]
    kinds = {value.fallback for values in pair for value in values.values()}
    counts = [_counts(values) | _rest(values, whole) for values, whole in zip(pair, wholes, strict=True)]
    broken = any(earlier.last < each.day <= view.period.last for each in view.breaks)
    splits = len(kinds) == 1 and (broken or bool(pair[0].keys() & pair[1].keys()))
    split = split_change(*counts) if splits else None
    names = {key: value.locality_name for values in pair for key, value in values.items()}
    rows = _rounded(split, names | {REST: view.say(NOT_SPLIT)}, indicator) if split else ()
    reading = ContributionsInterpretation(indicator, earlier, split, rows, wholes[1], len(kinds) > 1, broken)
    series = tuple(
        Series(EFFECTS[effect], tuple(value_of(row, row.effects[effect], wholes[1]) for row in _shown(rows, view)))
        for effect in _effects(rows)
    )
    return replace(view, series=series or (Series(indicator.names, ()),), level=level, reading=reading, breaks=())


def _known(values: Sequence[Value]) -> dict[str, Value]:
    return {
        each.locality: each
        for each in values
        if each.value is not None and not each.stated and each.numerator is not None and each.denominator
    }


def _counts(values: dict[str, Value]) -> dict[str, tuple[float, float]]:
    return {key: (each.numerator or 0.0, each.denominator or 0.0) for key, each in values.items()}


def _rest(values: dict[str, Value], whole: Value) -> dict[str, tuple[float, float]]:
    """What the place's own counts have beyond the sum over its localities; nothing where that is no share."""
    if whole.numerator is None or whole.denominator is None or whole.stated:
        return {}
    if any(value.fallback is not whole.fallback for value in values.values()):
        return {}
    x = whole.numerator - sum(value.numerator or 0.0 for value in values.values())
    n = whole.denominator - sum(value.denominator or 0.0 for value in values.values())
    return {REST: (x, n)} if n > 0 and x >= 0 else {}


def _rounded(split: Decomposition, names: dict[str, str], indicator: Indicator) -> tuple[RoundedContribution, ...]:
    scale = Fraction(indicator.scale)
    exact = [scale * each for part in split.parts for each in (part.rate, part.mix, part.presence)]
    shown = rounded_to_sum(exact, DECIMALS)
    return tuple(
        RoundedContribution(part, names[part.key], dict(zip(EFFECTS, shown[3 * at : 3 * at + 3], strict=True)))
        for at, part in enumerate(split.parts)
    )


def _shown(rows: Sequence[RoundedContribution], view: View) -> list[RoundedContribution]:
    """Those that did most, and all others together."""
    if len(rows) <= SHOWN + 1:
        return list(rows)
    rest = rows[SHOWN:]
    together = {effect: sum((row.effects[effect] for row in rest), NONE) for effect in EFFECTS}
    name = view.say(N_("{count} others"), count=len(rest))
    return [*rows[:SHOWN], RoundedContribution(Contribution(OTHERS, NONE, NONE, NONE, None, None), name, together)]


def _effects(rows: Sequence[RoundedContribution]) -> list[str]:
    """The effects that there are."""
    return [effect for effect in EFFECTS if any(row.effects[effect] for row in rows)]
