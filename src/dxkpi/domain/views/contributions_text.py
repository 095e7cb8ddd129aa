"""The words of a change that was split over localities: the finding, the table that adds up, method and rounding."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from dxkpi.domain.model.indicator import Indicator, Unit
from dxkpi.domain.model.period import Period
from dxkpi.domain.snapshot.value import POINTS, Value
from dxkpi.domain.stats.decomposition import NONE, Contribution, Decomposition
from dxkpi.domain.views import text
from dxkpi.domain.views.claims import level_text
from dxkpi.domain.views.interpretation import Interpretation
from dxkpi.domain.views.view import Table, View
from dxkpi.locale import N_, Names, percent

DECIMALS = 2
NAMED = 3
WHOLE = 100.0
# The key of what a place has beyond its localities.
REST = "rest"
METHOD = N_(
    "Rate effect: mean weight × change of the rate. Mix effect: change of the weight × (mean rate less the mean of the "
    "whole). Kitagawa (1955)"
)
EFFECTS = {
    "rate": Names("Tác động của tỷ lệ", "Rate effect"),
    "mix": Names("Tác động của cơ cấu", "Mix effect"),
    "presence": Names("Chỉ có ở một kỳ", "One period only"),
}


@dataclass(frozen=True)
class RoundedContribution:
    """A part with its effects as they are shown, in the indicator's unit; over all parts they add up."""

    part: Contribution
    name: str
    effects: dict[str, Fraction]

    @property
    def total(self) -> Fraction:
        """All it did, as shown."""
        return sum(self.effects.values(), NONE)


def value_of(row: RoundedContribution, size: Fraction, whole: Value) -> Value:
    """An effect of a part as a value; the sources of the whole stand for those of its parts."""
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


@dataclass(frozen=True, eq=False)
class ContributionsInterpretation(Interpretation):
    """The words of a split change.

    `split` is nothing where one of the periods has no counts, or (`mixed`) they have other denominators; `broken`:
    boundaries changed between the periods.
    """

    indicator: Indicator
    since: Period
    split: Decomposition | None
    rows: tuple[RoundedContribution, ...]
    whole: Value
    mixed: bool
    broken: bool

    def title(self, view: View) -> str:
        """How much the whole changed, and the three that did most."""
        told: dict[str, object] = {
            "indicator": self.indicator.names,
            "place": view.place.name,
            "earlier": view.period_name(self.since),
            "later": view.period_name(view.period),
        }
        if self.split is None:
            if self.mixed:
                return view.say(N_("{indicator}, {place}: {earlier} and {later} have different denominators"), **told)
            return view.say(N_("{indicator}, {place}: no figures to compare {later} with {earlier}"), **told)
        size = self._written(self._sum(), view)
        told["change"] = view.say(N_("{size} points"), size=size) if self.indicator.unit is Unit.PERCENT else size
        localities = [row for row in self.rows if row.part.key != REST and row.total]
        named = [self._named(row, view) for row in localities[:NAMED]]
        if not named:
            return view.say(N_("{indicator}, {place}: unchanged from {earlier} to {later}"), **told)
        told["named"] = "; ".join(named)
        return view.say(N_("{indicator}, {place}: {change} from {earlier} to {later}; most by {named}"), **told)

    def subtitle(self, view: View) -> str:
        """From what to what, over how many localities."""
        parts = [text.quotient_words(self.indicator, self.whole, view.language), view.place.name]
        if self.split is not None:
            whole = [float(each) * self.indicator.scale for each in (self.split.earlier, self.split.later)]
            values = [level_text(each, self.indicator, view.language) for each in whole]
            names = [view.period_name(period) for period in (self.since, view.period)]
            parts += [f"{name}: {value}" for name, value in zip(names, values, strict=True)]
            count = sum(row.part.key != REST for row in self.rows)
            parts.append(view.say(N_("{count} localities"), count=count))
        return " · ".join(parts)

    def table(self, view: View) -> Table:
        """Locality, its rate and weight in both periods, its effects and their sum; the sum of all; what to know."""
        since, now = (view.period_name(period, short=True) for period in (self.since, view.period))
        headings = (
            view.say(N_("Locality")),
            *(view.say(N_("Rate, {period}"), period=each) for each in (since, now)),
            *(view.say(N_("Weight, {period}"), period=each) for each in (since, now)),
            *(names.text(view.language) for names in EFFECTS.values()),
            *(view.say(each) for each in (N_("Together"), N_("Counts"), N_("Note"))),
        )
        return Table(headings, tuple(self._cells(view)), tuple(self._numbers(view)))

    def notes(self, view: View) -> tuple[str, ...]:
        """The method, rounding, and where the two periods do not have the same localities."""
        if self.split is None:
            return ()
        told = [
            view.say(METHOD),
            view.say(N_("The parts add up to the change exactly; as shown they are rounded so that they still do")),
        ]
        parts = [row.part for row in self.rows if row.part.key != REST]
        if len(parts) < len(self.rows):
            told.append(view.say(N_("Not split: what {place} has beyond these localities"), place=view.place.name))
        left = sum(not part.later for part in parts)
        entered = sum(not part.earlier for part in parts)
        if left or entered:
            gaps = {"left": left, "entered": entered, "earlier": view.period_name(self.since)}
            message = N_("{left} localities have figures for {earlier} only, {entered} for the later period only")
            told.append(view.say(message, later=view.period_name(view.period), **gaps))
            if view.boundaries is None and self.broken:
                told.append(view.say(N_("Boundaries changed in between: read it on today's boundaries to compare")))
        return tuple(told)

    def listed(self, view: View) -> Iterator[tuple[Value, dict[str, object]]]:
        """Every effect of every part, unrounded: those that the picture puts together too."""
        scale = Fraction(self.indicator.scale)
        for row in self.rows:
            exact = zip(EFFECTS, (row.part.rate, row.part.mix, row.part.presence), strict=True)
            for effect, size in exact:
                yield value_of(row, scale * size, self.whole), {"effect": effect}

    def _cells(self, view: View) -> Iterator[tuple[str, ...]]:
        def rate(value: float | None) -> str:
            return level_text(value, self.indicator, view.language)

        def weight(value: float | None) -> str:
            return text.MISSING if value is None else percent(value, view.language)

        for row in self.rows:
            rates, weights = self._rates(row.part), self._weights(row.part)
            effects = (self._written(size, view) for size in (*row.effects.values(), row.total))
            yield row.name, *map(rate, rates), *map(weight, weights), *effects, self._behind(row.part, view), ""
        if self.split is not None:
            whole = (float(each) * self.indicator.scale for each in (self.split.earlier, self.split.later))
            sums = (sum((row.effects[effect] for row in self.rows), NONE) for effect in EFFECTS)
            effects = (self._written(size, view) for size in (*sums, self._sum()))
            yield view.say(N_("All together")), *map(rate, whole), *map(weight, (WHOLE, WHOLE)), *effects, "", ""

    def _numbers(self, view: View) -> Iterator[tuple[str | float | int | None, ...]]:
        """Unrounded, without the line of sums."""
        scale = Fraction(self.indicator.scale)
        for row in self.rows:
            part = row.part
            effects = (float(scale * size) for size in (part.rate, part.mix, part.presence, part.total))
            yield row.name, *self._rates(part), *self._weights(part), *effects, self._behind(part, view), ""

    def _rates(self, part: Contribution) -> tuple[float | None, ...]:
        scale = self.indicator.scale
        return tuple(scale * each[0] / each[1] if each else None for each in (part.earlier, part.later))

    def _weights(self, part: Contribution) -> tuple[float | None, ...]:
        """The part's share in the denominator, in percent."""
        pairs = zip((part.earlier, part.later), self._totals, strict=True)
        return tuple(WHOLE * each[1] / total if each else None for each, total in pairs)

    @cached_property
    def _totals(self) -> tuple[float, float]:
        """The denominators of the whole in both periods."""
        parts = [row.part for row in self.rows]
        return (
            sum(part.earlier[1] for part in parts if part.earlier),
            sum(part.later[1] for part in parts if part.later),
        )

    def _behind(self, part: Contribution, view: View) -> str:
        """The counts behind its two rates."""
        pairs = (
            view.say(N_("{numerator} of {denominator}"), numerator=int(each[0]), denominator=int(each[1]))
            if each
            else text.MISSING
            for each in (part.earlier, part.later)
        )
        return " → ".join(pairs)

    def _named(self, row: RoundedContribution, view: View) -> str:
        """A locality with what it did, and in which period it has no figures."""
        size = self._written(row.total, view)
        missing = view.period if not row.part.later else self.since if not row.part.earlier else None
        if missing is None:
            return f"{row.name} ({size})"
        gap = view.say(N_("no figures for {period}"), period=view.period_name(missing))
        return f"{row.name} ({size}, {gap})"

    def _sum(self) -> Fraction:
        return sum((row.total for row in self.rows), NONE)

    def _written(self, size: Fraction, view: View) -> str:
        return text.signed(float(size), view.language, decimals=DECIMALS)
