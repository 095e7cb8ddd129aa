"""Why a place's value changed since a year before: what each locality in it did, by its own rate and by its weight."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property

from dxkpi.domain.model.indicator import Indicator
from dxkpi.domain.model.locality import Level
from dxkpi.domain.model.period import Period, year_before
from dxkpi.domain.snapshot.like_for_like import like_for_like
from dxkpi.domain.snapshot.snapshot import Snapshot
from dxkpi.domain.snapshot.value import POINTS, Value
from dxkpi.domain.stats.decomposition import ZERO, Contribution, Decomposition, rounded_to_sum, split_change
from dxkpi.domain.views.query import ViewQuery
from dxkpi.domain.views.series import asked_level, boundary_breaks, history_view
from dxkpi.domain.views.view import Findings, Series, View
from dxkpi.locale import Names

DECIMALS = 2
SHOWN = 10
# Keys of the part that a place has beyond its localities, and of all localities that are not drawn one by one.
REST, OTHERS = "rest", "others"
EFFECTS = {
    "rate": Names("Tác động của tỷ lệ", "Rate effect"),
    "mix": Names("Tác động của cơ cấu", "Mix effect"),
    "presence": Names("Chỉ có ở một kỳ", "One period only"),
}


@dataclass(frozen=True)
class RoundedContribution:
    """A part with its effects as they are shown, in the indicator's unit; over all parts they add up.

    `name`: of its locality; empty for the keys `REST` and `OTHERS`, whose names depend on the language.
    """

    part: Contribution
    name: str
    effects: dict[str, Fraction]

    @property
    def total(self) -> Fraction:
        """The sum of its effects as shown."""
        return sum(self.effects.values(), ZERO)


@dataclass(frozen=True, eq=False)
class ContributionsFindings(Findings):
    """A change since a period, split over localities, the largest contribution first.

    `split`: None where one of the periods has no counts, or (`mixed`) they have other denominators. `whole`: the value
    of the place in the later period. `broken`: boundaries changed between the periods. `is_like_for_like`: only
    localities that reported in both periods take part, because one of the periods has others too.
    """

    indicator: Indicator
    since: Period
    split: Decomposition | None
    rows: tuple[RoundedContribution, ...]
    whole: Value
    mixed: bool
    broken: bool
    is_like_for_like: bool = False

    @property
    def total(self) -> Fraction:
        """The whole change as shown."""
        return sum((row.total for row in self.rows), ZERO)

    @property
    def localities(self) -> list[RoundedContribution]:
        """The parts that are localities."""
        return [row for row in self.rows if row.part.key != REST]

    @cached_property
    def denominators(self) -> tuple[float, float]:
        """The denominators of the whole in both periods."""
        parts = [row.part for row in self.rows]
        return (
            sum(part.earlier[1] for part in parts if part.earlier),
            sum(part.later[1] for part in parts if part.later),
        )

    def exact_effects(self) -> Iterator[tuple[Value, str]]:
        """Every effect of every part, unrounded, with the key of the effect: also of parts drawn together."""
        scale = Fraction(self.indicator.scale)
        for row in self.rows:
            sizes = zip(EFFECTS, (row.part.rate, row.part.mix, row.part.presence), strict=True)
            for effect, size in sizes:
                yield effect_value(row, scale * size, self.whole), effect


def effect_value(row: RoundedContribution, size: Fraction, whole: Value) -> Value:
    """An effect of a part as a value; its sources are those of the whole."""
    return Value(
        subject=whole.subject,
        locality=row.part.key,
        locality_name=row.name,
        period=whole.period,
        value=float(size),
        unit=POINTS,
        provisional=whole.provisional,
        simulated=whole.simulated,
        reporting=1,
        sources=whole.sources,
    )


def contributions_view(query: ViewQuery, snapshot: Snapshot) -> View:
    """The change since a year before, split over the localities of a level."""
    earlier = year_before(query.period, query.cutoff)
    return split_by_locality(_history(query, snapshot), snapshot, asked_level(query, snapshot), earlier)


def _history(query: ViewQuery, snapshot: Snapshot) -> View:
    """The history, whose boundary changes tell whether the two periods have the same localities."""
    view = history_view(query, snapshot)
    return replace(view, breaks=boundary_breaks(snapshot, view.series))


def split_by_locality(view: View, snapshot: Snapshot, level: Level, earlier: Period) -> View:
    """A view of one indicator, with the change of its value since an earlier period split over localities of a level.

    Localities whose counts are known take part; what the place has beyond their sum is a part of its own.
    """
    indicator = view.asked_indicator
    periods = (earlier, view.period)
    pair = [_known(snapshot.across(indicator, view.place, level, period)) for period in periods]
    wholes = [snapshot.value(indicator, view.place, period) for period in periods]
    kinds = {value.fallback for values in pair for value in values.values()}
    compared = (
        None
        if wholes[1].coverage.compares_with(wholes[0].coverage)
        else like_for_like(snapshot, indicator, view.place, earlier, view.period)
    )
    if compared is not None:
        wholes, common = list(compared), pair[0].keys() & pair[1].keys()
        pair = [{key: value for key, value in values.items() if key in common} for values in pair]
    elif any(whole.partial for whole in wholes):
        pair = [{}, {}]
    counts = [_counts(values) | _rest(values, whole) for values, whole in zip(pair, wholes, strict=True)]
    broken = any(earlier.last < each.day <= view.period.last for each in view.breaks)
    splits = len(kinds) == 1 and (broken or bool(pair[0].keys() & pair[1].keys()))
    split = split_change(*counts) if splits else None
    names = {key: value.locality_name for values in pair for key, value in values.items()}
    rows = _rounded(split, names, indicator) if split else ()
    findings = ContributionsFindings(
        indicator, earlier, split, rows, wholes[1], len(kinds) > 1, broken, compared is not None
    )
    drawn = _drawn(rows)
    series = tuple(
        Series(EFFECTS[effect], tuple(effect_value(row, row.effects[effect], wholes[1]) for row in drawn))
        for effect in EFFECTS
        if any(row.effects[effect] for row in rows)
    )
    return replace(view, series=series or (Series(indicator.names, ()),), level=level, findings=findings, breaks=())


def _known(values: Sequence[Value]) -> dict[str, Value]:
    """The values that rest on counts, by locality key."""
    return {
        value.locality: value
        for value in values
        if value.value is not None and not value.stated and value.numerator is not None and value.denominator
    }


def _counts(values: dict[str, Value]) -> dict[str, tuple[float, float]]:
    return {key: (each.numerator or 0.0, each.denominator or 0.0) for key, each in values.items()}


def _rest(values: dict[str, Value], whole: Value) -> dict[str, tuple[float, float]]:
    """What the place's own counts have beyond the sum over its localities; empty where that is no share."""
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
        RoundedContribution(part, names.get(part.key, ""), dict(zip(EFFECTS, shown[3 * at : 3 * at + 3], strict=True)))
        for at, part in enumerate(split.parts)
    )


def _drawn(rows: Sequence[RoundedContribution]) -> list[RoundedContribution]:
    """Those that contributed most, and all others together."""
    if len(rows) <= SHOWN + 1:
        return list(rows)
    together = {effect: sum((row.effects[effect] for row in rows[SHOWN:]), ZERO) for effect in EFFECTS}
    return [*rows[:SHOWN], RoundedContribution(Contribution(OTHERS, ZERO, ZERO, ZERO, None, None), "", together)]
