"""Two to six localities side by side over time: which they are, and the words of the picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dxkpi.domain.model.locality import Locality
from dxkpi.domain.snapshot.snapshot import Snapshot
from dxkpi.domain.snapshot.value import Value
from dxkpi.domain.views import text
from dxkpi.domain.views.interpretation import Interpretation
from dxkpi.domain.views.query import ViewQuery
from dxkpi.domain.views.series import asked_level, make_view, same_form
from dxkpi.domain.views.view import Series, Table, View
from dxkpi.locale import N_, Names

AT_LEAST, AT_MOST = 2, 6
SHOWN_UNASKED = 3


class SideBySideInterpretation(Interpretation):
    """The words of several localities over time."""

    def title(self, view: View) -> str:
        """The values of the period asked for, from the best to the worst."""
        now = [value for value in view.values if value.period == view.period and value.value is not None]
        if not now or view.indicator is None:
            return text.title(view)
        better_low = view.indicator.direction == "lower"
        now.sort(key=lambda value: value.value or 0.0, reverse=not better_low)
        told = ", ".join(f"{value.locality_name} {view.written(value)}" for value in now)
        period = view.period_name(view.period)
        return view.say(
            N_("{indicator}, {period}: {values}"), indicator=view.indicator.names, period=period, values=told
        )

    def subtitle(self, view: View) -> str:
        """What is measured, whose, when."""
        if view.indicator is None:
            return text.subtitle(view)
        shown = next((value for value in view.known if not value.stated), None)
        quotient = text.quotient_words(view.indicator, shown, view.language)
        names = ", ".join(series.names.text(view.language) for series in view.series)
        return " · ".join((quotient, names, view.period_name(view.period)))

    def table(self, view: View) -> Table:
        """A row a period, and for each locality its value, numerator and denominator."""
        headings = [view.say(N_("Period"))]
        for series in view.series:
            name = series.names.text(view.language)
            headings += [f"{name} ({view.unit})", *(f"{name}: {view.say(each)}" for each in _COUNTS)]
        rows = list(zip(*(series.values for series in view.series), strict=True))
        cells = tuple((view.period_name(row[0].period), *_cells(view, row)) for row in rows)
        numbers = tuple((view.period_name(row[0].period), *_numbers(row)) for row in rows)
        notes = [_notes(view, row) for row in rows]
        return Table(
            (*headings, view.say(N_("Localities with a figure")), view.say(N_("Note"))),
            tuple((*row, *note) for row, note in zip(cells, notes, strict=True)),
            tuple((*row, *note) for row, note in zip(numbers, notes, strict=True)),
        )

    def choices(self, view: View) -> dict[str, str]:
        """The localities, in their order."""
        return {"beside": ",".join(series.values[0].locality for series in view.series)}


_COUNTS = (N_("Numerator"), N_("Denominator"))


def side_by_side_view(query: ViewQuery, snapshot: Snapshot) -> View:
    """One indicator of several localities over the periods that any of them has figures for."""
    indicator, places = query.asked_indicator, query.compared or _largest(query, snapshot)
    known = {period for place in places for period in snapshot.periods(place)}
    periods = same_form(known, query.period, query.cutoff)
    series = tuple(Series(names_of(place.name), snapshot.series(indicator, place, periods)) for place in places)
    view = make_view(query, snapshot, series)
    return replace(view, indicator=indicator, reading=SideBySideInterpretation())


def _largest(query: ViewQuery, snapshot: Snapshot) -> tuple[Locality, ...]:
    """The localities with the largest denominators; the place itself where it has none."""
    indicator = query.asked_indicator
    units = snapshot.units(query.place, asked_level(query, snapshot), query.period)
    sizes = {unit: snapshot.value(indicator, unit, query.period).denominator or 0 for unit in units}
    return tuple(sorted(units, key=lambda unit: -sizes[unit])[:SHOWN_UNASKED]) or (query.place,)


def names_of(locality_name: str) -> Names:
    """A locality's name, which is the same in both languages."""
    return Names(locality_name, locality_name)


def _cells(view: View, row: Sequence[Value]) -> tuple[str, ...]:
    return tuple(
        cell
        for value in row
        for cell in (
            view.written(value),
            text.count(value.numerator, view.language),
            text.count(value.denominator, view.language),
        )
    )


def _numbers(row: Sequence[Value]) -> tuple[float | None, ...]:
    return tuple(number for value in row for number in (value.value, value.numerator, value.denominator))


def _notes(view: View, row: Sequence[Value]) -> tuple[str, str]:
    known = sum(value.value is not None for value in row)
    notes = dict.fromkeys(f"{value.locality_name}: {note.text(view.language)}" for value in row for note in value.notes)
    return f"{known}/{len(row)}", "; ".join(notes)
