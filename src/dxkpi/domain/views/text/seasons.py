"""The words of two years over each other: the newest value, the one of a year before, and what may be claimed."""

from __future__ import annotations

from itertools import zip_longest

from dxkpi.domain.views.claims import PointClaim
from dxkpi.domain.views.seasons import SeasonsFindings
from dxkpi.domain.views.text.claims import judgement_text
from dxkpi.domain.views.text.control import missing_localities
from dxkpi.domain.views.text.description import Description
from dxkpi.domain.views.text.format import signed
from dxkpi.domain.views.text.table import Table
from dxkpi.locale import N_


class SeasonsDescription(Description):
    """The words of two years over each other."""

    def finding(self) -> str:
        """The newest value beside that of a year before, and what is claimed of it."""
        seasons = self._found
        value, before, claim = seasons.now[-1], seasons.earlier[len(seasons.now) - 1], seasons.claims[-1]
        if value.value is None:
            return super().finding()
        values: dict[str, object] = {
            "indicator": seasons.indicator.names,
            "place": self.view.place.name,
            "period": self.period_name(value.period),
            "value": self.written_with_scope(value),
            "before": self.written(before),
        }
        if before.value is None:
            message = N_("{indicator}, {place}, {period}: {value}; no figure for {earlier}")
            plain = self.say(message, earlier=self.period_name(before.period), **values)
        elif value.change_from(before) is None:
            message = N_("{indicator}, {place}, {period}: {value}; a year before {before}; the two do not compare")
            plain = self.say(message, **values)
        else:
            plain = self.say(N_("{indicator}, {place}, {period}: {value}; a year before {before}"), **values)
        return f"{plain}; {self._claim_text(claim)}" if claim else plain

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
        for at, (value, before, claim) in enumerate(
            zip_longest(self._found.now, self._found.earlier, self._found.claims)
        ):
            name = self.period_name(value.period if value else before.period)
            size = value.change_from(before) if value else None
            texts = (self._claim_text(claim), plain.cells[at][-1] if value else "")
            difference = signed(size, self.language, decimals=2)
            cells.append((name, self.written(value), self.written(before), difference, *texts))
            numbers.append((name, value.value if value else None, before.value, size, *texts))
        return Table(headings, tuple(cells), tuple(numbers))

    def method_notes(self) -> tuple[str, ...]:
        """What the claims rest on."""
        method = N_("What is claimed of a quarter compares it with its usual level, as in the control chart")
        has_claim = any(claim and claim.expected is not None for claim in self._found.claims)
        notes = [self.say(method)] if has_claim else []
        return (*notes, *missing_localities(self))

    @property
    def _found(self) -> SeasonsFindings:
        return self.view.found(SeasonsFindings)

    def _claim_text(self, claim: PointClaim | None) -> str:
        """How far the value is from its usual level, and what is claimed of that; empty for no figure."""
        if claim is None or claim.value.value is None:
            return ""
        return judgement_text(claim, self.language)
