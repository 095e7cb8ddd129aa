"""The words of two years over each other: the newest value, the one of a year before, and what may be claimed."""

from __future__ import annotations

from itertools import zip_longest

from dxkpi.domain.stats.change import Significance
from dxkpi.domain.views.control import meaningful_size
from dxkpi.domain.views.seasons import SeasonsFindings
from dxkpi.domain.views.text.claims import change_text, claim_text, threshold_text
from dxkpi.domain.views.text.control import missing_localities
from dxkpi.domain.views.text.description import Description
from dxkpi.domain.views.text.format import signed
from dxkpi.domain.views.text.table import Table
from dxkpi.locale import N_


class SeasonsDescription(Description):
    """The words of two years over each other."""

    def finding(self) -> str:
        """The newest value beside that of a year before, and what may be claimed of the difference."""
        found, newest = self._found, len(self._found.now) - 1
        value, before = found.now[newest], found.earlier[newest]
        if value.value is None:
            return super().finding()
        values: dict[str, object] = {
            "indicator": found.indicator.names,
            "place": self.view.place.name,
            "period": self.period_name(value.period),
            "value": self.written_with_scope(value),
            "before": self.written(before),
        }
        if before.value is None:
            message = N_("{indicator}, {place}, {period}: {value}; no figure for {earlier}")
            return self.say(message, earlier=self.period_name(before.period), **values)
        meaningful = meaningful_size(found.meaningful, found.indicator, before.value)
        change = change_text(value.change_from(before), meaningful, found.indicator, self.language)
        if not change:
            message = N_("{indicator}, {place}, {period}: {value}; a year before {before}; the two do not compare")
            return self.say(message, **values)
        claim = self._claim_text(newest)
        if not claim:
            message = N_("{indicator}, {place}, {period}: {value}, {change} on a year before ({before})")
            return self.say(message, change=change, **values)
        message = N_("{indicator}, {place}, {period}: {value}, {change} on a year before ({before}); {claim}")
        return self.say(message, change=change, claim=claim, **values)

    def make_table(self) -> Table:
        """Period, this year, last year, the difference, what may be claimed, notes."""
        plain = super().make_table()
        headings = (
            plain.headings[0],
            *(f"{series.names.text(self.language)} ({self.unit})" for series in self.view.series),
            self.say(N_("Difference")),
            self.say(N_("What may be claimed")),
            plain.headings[-1],
        )
        cells, numbers = [], []
        for at, (value, before) in enumerate(zip_longest(self._found.now, self._found.earlier)):
            name = self.period_name(value.period if value else before.period)
            size = value.change_from(before) if value else None
            texts = (self._claim_text(at), plain.cells[at][-1] if value else "")
            difference = signed(size, self.language, decimals=2)
            cells.append((name, self.written(value), self.written(before), difference, *texts))
            numbers.append((name, value.value if value else None, before.value, size, *texts))
        return Table(headings, tuple(cells), tuple(numbers))

    def method_notes(self) -> tuple[str, ...]:
        """The test, and what it rests on."""
        missing = missing_localities(self)
        if self._found.spread is None:
            return tuple(missing)
        test = N_(
            "Differences are tested as of two shares (Fleiss, 2003), at 99 %, with what the quarters usually vary"
        )
        return (self.say(test), *missing)

    @property
    def _found(self) -> SeasonsFindings:
        return self.view.found(SeasonsFindings)

    def _claim_text(self, at: int) -> str:
        """What may be claimed of the pair at an index; empty where there is no difference that can be tested."""
        claim = self._found.claim(at)
        if claim is None:
            return ""
        if claim is Significance.TOO_FEW:
            return self.say(N_("it cannot be said whether by chance: too few earlier figures"))
        threshold = threshold_text(self._found.meaningful, self._found.indicator, self.language)
        return claim_text(claim, self.language, threshold=threshold)
