"""The words of several localities over time."""

from __future__ import annotations

from collections.abc import Sequence

from dxkpi.domain.model.indicator import Direction
from dxkpi.domain.snapshot.value import Value
from dxkpi.domain.views.text.description import Description
from dxkpi.domain.views.text.format import quotient_words
from dxkpi.domain.views.text.table import Number, Table
from dxkpi.locale import N_, count


class SideBySideDescription(Description):
    """The words of several localities over time."""

    def finding(self) -> str:
        """The values of the period asked for, from the best to the worst."""
        view, lower_first = self.view, self.view.asked_indicator.direction is Direction.LOWER
        now = [value for value in view.known if value.period == view.period]
        if not now:
            return super().finding()
        now.sort(key=lambda value: value.value or 0.0, reverse=not lower_first)
        values = ", ".join(f"{value.locality_name} {self.written(value)}" for value in now)
        period = self.period_name(view.period)
        return self.say(N_("{indicator}, {period}: {values}"), indicator=self.subject, period=period, values=values)

    def scope(self) -> str:
        """What is measured, where, when."""
        shown = next((value for value in self.view.known if not value.stated), None)
        quotient = quotient_words(self.view.asked_indicator, shown, self.language)
        names = ", ".join(series.names.text(self.language) for series in self.view.series)
        return " · ".join((quotient, names, self.period_name(self.view.period)))

    def make_table(self) -> Table:
        """A row for each period; for each locality its value, numerator and denominator."""
        headings = [self.say(N_("Period"))]
        for series in self.view.series:
            name = series.names.text(self.language)
            counts = (N_("Numerator"), N_("Denominator"))
            headings += [f"{name} ({self.unit})", *(f"{name}: {self.say(each)}" for each in counts)]
        headings += [self.say(N_("Localities with a figure")), self.say(N_("Note"))]
        rows = list(zip(*(series.values for series in self.view.series), strict=True))
        names = [self.period_name(row[0].period) for row in rows]
        notes = [self._row_notes(row) for row in rows]
        return Table(
            tuple(headings),
            tuple((name, *self._row_cells(row), *note) for name, row, note in zip(names, rows, notes, strict=True)),
            tuple((name, *_row_numbers(row), *note) for name, row, note in zip(names, rows, notes, strict=True)),
        )

    def _row_cells(self, row: Sequence[Value]) -> tuple[str, ...]:
        language = self.language
        return tuple(
            cell
            for value in row
            for cell in (
                self.written(value),
                count(value.numerator, language),
                count(value.denominator, language),
            )
        )

    def _row_notes(self, row: Sequence[Value]) -> tuple[str, str]:
        """How many localities have a figure, and the notes of each."""
        known = sum(value.value is not None for value in row)
        notes = (f"{value.locality_name}: {note.text(self.language)}" for value in row for note in value.notes)
        return f"{known}/{len(row)}", "; ".join(dict.fromkeys(notes))


def _row_numbers(row: Sequence[Value]) -> tuple[Number, ...]:
    return tuple(number for value in row for number in (value.value, value.numerator, value.denominator))
