"""The words of a change that was split over localities: the finding, the table that adds up, method and rounding."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from fractions import Fraction

from dxkpi.domain.model.indicator import Unit
from dxkpi.domain.snapshot.value import Value
from dxkpi.domain.stats.decomposition import ZERO, Contribution
from dxkpi.domain.views.contributions import (
    DECIMALS,
    EFFECTS,
    OTHERS,
    REST,
    SHOWN,
    ContributionsFindings,
    RoundedContribution,
)
from dxkpi.domain.views.coverage_words import part_text
from dxkpi.domain.views.text.claims import level_text
from dxkpi.domain.views.text.description import Description
from dxkpi.domain.views.text.format import quotient_words, signed
from dxkpi.domain.views.text.table import Number, Table
from dxkpi.locale import MISSING, N_, percent

NAMED = 3
WHOLE = 100.0
METHOD = N_(
    "Rate effect: mean weight × change of the rate. Mix effect: change of the weight × (mean rate less the mean of the "
    "whole). Kitagawa (1955)"
)
NOT_SPLIT = N_("Not split by locality")


class ContributionsDescription(Description):
    """The words of a split change."""

    def finding(self) -> str:
        """How much the whole changed, and the three localities that contributed most."""
        found = self._found
        values: dict[str, object] = {
            "indicator": found.indicator.names,
            "place": self.view.place.name,
            "earlier": self.period_name(found.since),
            "later": self.period_name(self.view.period),
        }
        if found.split is None:
            if found.mixed:
                return self.say(N_("{indicator}, {place}: {earlier} and {later} have different denominators"), **values)
            return self.say(N_("{indicator}, {place}: no figures to compare {later} with {earlier}"), **values)
        named = [self._named(row) for row in found.localities if row.total][:NAMED]
        if not named:
            return self.say(N_("{indicator}, {place}: unchanged from {earlier} to {later}"), **values)
        size = _written(found.total, self)
        values["change"] = self.say(N_("{size} points"), size=size) if self._in_points else size
        message = N_("{indicator}, {place}: {change} from {earlier} to {later}; most by {named}")
        if found.is_like_for_like:
            values["part"] = part_text(found.whole)
            message = N_("{indicator}, {part} of {place}: {change} from {earlier} to {later}; most by {named}")
        return self.say(message, named="; ".join(named), **values)

    def scope(self) -> str:
        """From what to what, over how many localities."""
        found = self._found
        parts = [quotient_words(found.indicator, found.whole, self.language), self.view.place.name]
        if found.split is not None:
            values = (float(rate) * found.indicator.scale for rate in (found.split.earlier, found.split.later))
            names = (self.period_name(period) for period in (found.since, self.view.period))
            parts += [f"{name}: {self._level(value)}" for name, value in zip(names, values, strict=True)]
            parts.append(self.say(N_("{count} localities"), count=len(found.localities)))
        return " · ".join(parts)

    def make_table(self) -> Table:
        """Locality, its rate and weight in both periods, its effects and their sum; the sum of all; counts, notes."""
        since, now = (self.period_name(period, short=True) for period in (self._found.since, self.view.period))
        headings = (
            self.say(N_("Locality")),
            *(self.say(N_("Rate, {period}"), period=each) for each in (since, now)),
            *(self.say(N_("Weight, {period}"), period=each) for each in (since, now)),
            *(names.text(self.language) for names in EFFECTS.values()),
            *(self.say(each) for each in (N_("Together"), N_("Counts"), N_("Note"))),
        )
        return Table(headings, tuple(self._row_cells()), tuple(self._row_numbers()))

    def method_notes(self) -> tuple[str, ...]:
        """The method, rounding, and where the two periods do not have the same localities."""
        found = self._found
        if found.split is None:
            return ()
        notes = [
            self.say(METHOD),
            self.say(N_("The parts add up to the change exactly; as shown they are rounded so that they still do")),
        ]
        parts = [row.part for row in found.localities]
        if len(parts) < len(found.rows):
            message = N_("Not split: the part of {place} that belongs to none of these localities")
            notes.append(self.say(message, place=self.view.place.name))
        left = sum(not part.later for part in parts)
        entered = sum(not part.earlier for part in parts)
        if left or entered:
            values = {"left": left, "entered": entered, "earlier": self.period_name(found.since)}
            message = N_("{left} localities have figures for {earlier} only, {entered} for the later period only")
            notes.append(self.say(message, later=self.period_name(self.view.period), **values))
            if self.view.boundaries is None and found.broken:
                notes.append(self.say(N_("Boundaries changed in between: choose today's boundaries to compare")))
        return tuple(notes)

    def name_of(self, value: Value) -> str:
        """The locality; the rest and the others by what they are."""
        if value.locality == REST:
            return self.say(NOT_SPLIT)
        if value.locality == OTHERS:
            return self.say(N_("{count} others"), count=len(self._found.rows) - SHOWN)
        return value.locality_name

    def listed(self) -> Iterable[tuple[Value, dict[str, object]]]:
        """Every effect of every part, unrounded."""
        for value, effect in self._found.exact_effects():
            yield replace(value, locality_name=self.name_of(value)), {"effect": effect}

    @property
    def _found(self) -> ContributionsFindings:
        return self.view.found(ContributionsFindings)

    @property
    def _in_points(self) -> bool:
        return self._found.indicator.unit is Unit.PERCENT

    def _row_name(self, row: RoundedContribution) -> str:
        return self.say(NOT_SPLIT) if row.part.key == REST else row.name

    def _row_cells(self) -> Iterator[tuple[str, ...]]:
        found = self._found
        for row in found.rows:
            rates = map(self._level, self._rates(row.part))
            weights = map(self._weight, self._weights(row.part))
            effects = (_written(size, self) for size in (*row.effects.values(), row.total))
            yield self._row_name(row), *rates, *weights, *effects, self._counts(row.part), ""
        if found.split is not None:
            whole = (float(rate) * found.indicator.scale for rate in (found.split.earlier, found.split.later))
            sums = (sum((row.effects[effect] for row in found.rows), ZERO) for effect in EFFECTS)
            effects = (_written(size, self) for size in (*sums, found.total))
            weights = map(self._weight, (WHOLE, WHOLE))
            yield self.say(N_("Sum of all")), *map(self._level, whole), *weights, *effects, "", ""

    def _row_numbers(self) -> Iterator[tuple[Number, ...]]:
        """Unrounded, without the line of sums."""
        scale = Fraction(self._found.indicator.scale)
        for row in self._found.rows:
            part = row.part
            effects = (float(scale * size) for size in (part.rate, part.mix, part.presence, part.total))
            yield self._row_name(row), *self._rates(part), *self._weights(part), *effects, self._counts(part), ""

    def _rates(self, part: Contribution) -> tuple[float | None, ...]:
        scale = self._found.indicator.scale
        return tuple(scale * counts[0] / counts[1] if counts else None for counts in (part.earlier, part.later))

    def _weights(self, part: Contribution) -> tuple[float | None, ...]:
        """The part's share in the denominator, in percent."""
        pairs = zip((part.earlier, part.later), self._found.denominators, strict=True)
        return tuple(WHOLE * counts[1] / total if counts else None for counts, total in pairs)

    def _counts(self, part: Contribution) -> str:
        """The counts behind both rates."""
        message = N_("{numerator} of {denominator}")
        pairs = (
            self.say(message, numerator=int(counts[0]), denominator=int(counts[1])) if counts else MISSING
            for counts in (part.earlier, part.later)
        )
        return " → ".join(pairs)

    def _named(self, row: RoundedContribution) -> str:
        """A locality with its contribution, and in which period it has no figures."""
        size = _written(row.total, self)
        missing = self.view.period if not row.part.later else self._found.since if not row.part.earlier else None
        if missing is None:
            return f"{row.name} ({size})"
        gap = self.say(N_("no figures for {period}"), period=self.period_name(missing))
        return f"{row.name} ({size}, {gap})"

    def _level(self, value: float | None) -> str:
        return level_text(value, self._found.indicator, self.language)

    def _weight(self, value: float | None) -> str:
        return MISSING if value is None else percent(value, self.language)


def _written(size: Fraction, description: Description) -> str:
    return signed(float(size), description.language, decimals=DECIMALS)
