"""The words around a view: how values are written, titles, subtitles, tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dxkpi.domain.model.indicator import Direction, Indicator, Unit
from dxkpi.domain.model.measure import Bound
from dxkpi.domain.snapshot.value import POINTS, Value
from dxkpi.locale import N_, Language, Names, number, percent, say

if TYPE_CHECKING:
    from dxkpi.domain.views.view import Table, View

MISSING = "–"


def written(value: Value | None, indicator: Indicator | None, language: Language) -> str:
    """A value as shown; a dash where there is none; "trên" and "khoảng" where the source says so."""
    if value is None or value.value is None:
        return MISSING
    if value.unit == POINTS:
        return signed(value.value, language, decimals=2)
    if value.unit == Unit.PERCENT:
        text = percent(value.value, language)
    else:
        text = number(value.value, language, decimals=0 if indicator is None else 1)
    match value.bound:
        case Bound.AT_LEAST:
            return say(N_("over {value}"), language, value=text)
        case Bound.ABOUT:
            return say(N_("about {value}"), language, value=text)
        case _:
            return text


def signed(size: float | None, language: Language, *, decimals: int = 1) -> str:
    """A difference with its sign: +1,2; −0,4; 0,0; a dash where there is none."""
    if size is None:
        return MISSING
    text = number(abs(size), language, decimals=decimals)
    if text == number(0, language, decimals=decimals):
        return text
    return f"{'+' if size > 0 else '−'}{text}"


def number_of(value: float, indicator: Indicator | None, language: Language) -> str:
    """A bare number in an indicator's unit: a line, a limit."""
    if indicator is not None and indicator.unit is Unit.PERCENT:
        return percent(value, language)
    return number(value, language)


def count(value: float | None, language: Language) -> str:
    """A count as shown; a dash where there is none."""
    return MISSING if value is None else number(value, language, decimals=0)


def change(points: float | None, indicator: Indicator, language: Language, *, decimals: int | None = None) -> str:
    """A change in words: tăng 1,2 điểm %, giảm 0,3, không đổi; empty where there is none to tell.

    Without `decimals` one, or as many as it takes for less than a point not to read as one.
    """
    if points is None:
        return ""
    if decimals is None:
        decimals = next((each for each in (1, 2, 3) if round(abs(points), each) < 1 or abs(points) >= 1), 4)
    size = number(abs(points), language, decimals=decimals)
    if size == number(0, language, decimals=decimals):
        return say(N_("unchanged"), language)
    unit = say(N_("percentage points"), language) if indicator.unit is Unit.PERCENT else ""
    message = N_("up {size} {unit}") if points > 0 else N_("down {size} {unit}")
    return say(message, language, size=size, unit=unit).strip()


def is_better(points: float | None, direction: Direction) -> bool | None:
    """Whether a change is for the better; nothing where it cannot be said."""
    if points is None or round(points, 1) == 0 or direction is Direction.NONE:
        return None
    return (points > 0) is (direction is Direction.HIGHER)


def subject_of(view: View) -> Names:
    """What a view is about: its indicator, or the subject of its counts."""
    if view.indicator is not None:
        return view.indicator.names
    return view.kind.counts.names if view.kind.counts else view.kind.names


def title(view: View) -> str:
    """The finding of a view in one sentence."""
    if not view.known:
        return view.say(N_("{subject}: no figures for {place}, {period}"), subject=subject_of(view), **_where(view))
    if view.indicator is None:
        return _title_of_counts(view)
    if view.over_localities:
        return _title_of_ranking(view)
    focus = view.focus
    name = view.indicator.names.text(view.language)
    if focus is None or focus.value is None:
        return view.say(N_("{indicator}, {place}: no figure for {period}"), indicator=name, **_where(view))
    told = change(focus.change_from(view.earlier), view.indicator, view.language)
    values = {"indicator": name, "value": written(focus, view.indicator, view.language), **_where(view)}
    if told:
        return view.say(
            N_("{indicator}, {place}: {value} in {period}, {change} on a year before"), change=told, **values
        )
    return view.say(N_("{indicator}, {place}: {value} in {period}"), **values)


def subtitle(view: View) -> str:
    """What is measured, where, when, of how many."""
    parts = []
    if view.indicator is not None:
        shown = view.focus or (view.known[0] if view.known else None)
        parts.append(quotient_words(view.indicator, shown, view.language))
    else:
        parts.append(view.say(N_("Unit: {unit}"), unit=view.unit))
    parts += [view.place.name, view.period_name(view.period)]
    if view.over_localities and view.level:
        reporting = sum(value.value is not None for value in view.values)
        parts.append(view.say(N_("{n} of {m} localities have a figure"), n=reporting, m=len(view.values)))
    elif view.focus is not None and view.focus.denominator is not None:
        parts.append(f"n\u00a0=\u00a0{number(view.focus.denominator, view.language, decimals=0)}")
    if view.focus is not None and view.focus.expected > 1:
        parts.append(reporting_words(view.focus, view.language))
    return " · ".join(parts)


def quotient_words(indicator: Indicator, value: Value | None, language: Language) -> str:
    """Numerator over denominator in words, of the value where it has its own."""
    above = value.numerator_names if value and value.numerator_names else indicator.numerators[0].names
    below = value.denominator_names if value and value.denominator_names else indicator.denominators[0].names
    if value is not None and value.stated:
        return say(N_("{indicator}, a share as stated by the source"), language, indicator=indicator.names)
    return say(N_("{numerator} / {denominator}"), language, numerator=above, denominator=below)


def reporting_words(value: Value, language: Language) -> str:
    """n of m localities."""
    return say(N_("{n} of {m} localities"), language, n=value.reporting, m=value.expected)


def named_with_gaps(name: str, value: Value, language: Language) -> str:
    """A locality; where its value is a sum over some of its own only, over how many."""
    return f"{name} ({reporting_words(value, language)})" if value.partial else name


def table(view: View) -> Table:
    """The values as rows, as shown and as plain numbers."""
    from dxkpi.domain.views.view import Table

    language = view.language
    first = view.say(N_("Locality")) if view.over_localities else view.say(N_("Period"))
    if view.indicator is None:
        headings = (first, *(series.names.text(language) for series in view.series))
        lines = list(zip(*(series.values for series in view.series), strict=True))
        cells = tuple((view.name_of(line[0]), *(view.written(each) for each in line)) for line in lines)
        plain = tuple((view.name_of(line[0]), *(_whole(each.value) for each in line)) for line in lines)
        return Table(headings, cells, plain)
    headings = (
        first,
        f"{view.indicator.names.text(language)} ({view.unit})",
        view.say(N_("Numerator")),
        view.say(N_("Denominator")),
        view.say(N_("Localities reporting")),
        view.say(N_("Note")),
    )
    return Table(headings, tuple(_cells(view, each) for each in view.values), tuple(map(_plain(view), view.values)))


def _cells(view: View, value: Value) -> tuple[str, ...]:
    counts = (MISSING if each is None else number(each, view.language) for each in (value.numerator, value.denominator))
    return (
        view.name_of(value),
        view.written(value),
        *counts,
        f"{value.reporting}/{value.expected}",
        _remarks(view, value),
    )


def _plain(view: View):  # type: ignore[no-untyped-def]
    def row(value: Value) -> tuple[str | float | int | None, ...]:
        return (
            view.name_of(value),
            value.value,
            _whole(value.numerator),
            _whole(value.denominator),
            f"{value.reporting}/{value.expected}",
            _remarks(view, value),
        )

    return row


def _remarks(view: View, value: Value) -> str:
    remarks = [note.text(view.language) for note in value.notes]
    if value.provisional:
        remarks.append(view.say(N_("provisional")))
    return "; ".join(remarks)


def _title_of_ranking(view: View) -> str:
    known = [value for value in view.values if value.value is not None]
    first, last = known[0], known[-1]
    name = view.indicator.names if view.indicator else ""
    if len(known) == 1:
        message = N_("{indicator}: only {first} has a figure ({value})")
        return view.say(message, indicator=name, first=first.locality_name, value=view.written(first))
    return view.say(
        N_("{indicator}: from {value} ({first}) to {least} ({last})"),
        indicator=name,
        first=first.locality_name,
        value=view.written(first),
        last=last.locality_name,
        least=view.written(last),
    )


def _title_of_counts(view: View) -> str:
    now = [
        (series, next((each for each in series.values if each.period == view.period), None)) for series in view.series
    ]
    parts = [
        f"{series.names.inline.text(view.language)} {view.written(value)}"
        for series, value in now
        if value is not None and value.value is not None
    ]
    if not parts:
        return view.say(N_("{subject}: no figures for {place}, {period}"), subject=subject_of(view), **_where(view))
    return view.say(N_("{place}, {period}: {counts}"), counts="; ".join(parts), **_where(view))


def _where(view: View) -> dict[str, object]:
    return {"place": view.place.name, "period": view.period_name(view.period)}


def _whole(value: float | None) -> float | int | None:
    return int(value) if value is not None and float(value).is_integer() else value
