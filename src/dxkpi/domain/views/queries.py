"""The questions a view answers, one function a kind; `VIEWS` is their index in reading order."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from dxkpi.domain.boundaries.territory import BoundaryBreak, territories_of
from dxkpi.domain.model.baselines import Baseline
from dxkpi.domain.model.indicator import Indicator
from dxkpi.domain.model.locality import Level, Locality
from dxkpi.domain.model.period import Cutoff, Period, cumulative_of, notation, parse_periods, quarter_of, year_before
from dxkpi.domain.snapshot.snapshot import LEVELS_BELOW, Snapshot
from dxkpi.domain.stats.change import MEANINGFUL_POINTS
from dxkpi.domain.views.contributions import split_by_locality
from dxkpi.domain.views.control import with_limits
from dxkpi.domain.views.funnel import funnelled
from dxkpi.domain.views.map import mapped
from dxkpi.domain.views.ranking_text import placed
from dxkpi.domain.views.seasons import over_last_year
from dxkpi.domain.views.side_by_side import SHOWN_UNASKED, SideBySideInterpretation, names_of
from dxkpi.domain.views.view import Series, View
from dxkpi.locale import Language

FLOW = ("dossiers_carried_over", "dossiers_received", "dossiers_resolved", "dossiers_pending")
TIMELINESS = ("dossiers_resolved_early", "dossiers_resolved_on_time", "dossiers_resolved_overdue")
TEAMS = ("community_teams", "community_team_members")
DOCUMENTS = ("documents", "documents_electronic", "documents_signed")


@dataclass(frozen=True)
class ViewQuery:
    """What, where, when, in which words. `level`: whose localities are compared; nothing: chosen by the figures.

    `meaningful`: the practical threshold of a change, in points; `baselines`: where limits begin anew; `beside`: the
    localities that stand side by side.
    """

    kind: str
    place: Locality
    period: Period
    language: Language
    cutoff: Cutoff
    indicator: Indicator | None = None
    level: Level | None = None
    meaningful: float = MEANINGFUL_POINTS
    baselines: tuple[Baseline, ...] = ()
    beside: tuple[Locality, ...] = ()


def view_of(question: ViewQuery, answers: Snapshot) -> View:
    """The view that answers a question."""
    return VIEWS[question.kind](question, answers)


def same_form(periods: Iterable[Period], period: Period, cutoff: Cutoff) -> tuple[Period, ...]:
    """The periods that make a series with this one, in time order: every quarter from the first to the last (those
    nobody reported included), or the same months of each year; a period of another form stands alone."""
    if quarter_of(period, cutoff):
        quarters = [each for each in periods if quarter_of(each, cutoff)]
        first, last = min(quarters, default=period), max(quarters, default=period)
        return parse_periods(f"{notation(first, cutoff)}..{notation(last, cutoff)}", cutoff)
    if form := cumulative_of(period, cutoff):
        alike = {each for each in periods if (other := cumulative_of(each, cutoff)) and other[1] == form[1]}
        return tuple(sorted(alike | {period}))
    return (period,)


def level_to_compare(answers: Snapshot, place: Locality, period: Period) -> Level | None:
    """The level whose localities a place's figures are compared over: the one that reported most fully, else the
    first below that has any."""
    reported = answers.level_of_reports(place, period)
    if reported:
        return reported
    levels = LEVELS_BELOW[place.level]
    return next((level for level in levels if answers.units(place, level, period)), None)


def _over_time(question: ViewQuery, answers: Snapshot) -> tuple[Period, ...]:
    return same_form(answers.periods(question.place), question.period, question.cutoff)


def _made(question: ViewQuery, answers: Snapshot, series: tuple[Series, ...], **more: object) -> View:
    boundaries: dict[str, object] = {
        "boundaries": answers.boundaries,
        "breaks": _breaks(answers, series) if "level" not in more else (),
    }
    return View(
        kind=question.kind,
        place=question.place,
        period=question.period,
        series=series,
        vintage=answers.vintage,
        language=question.language,
        cutoff=question.cutoff,
        **boundaries | more,  # type: ignore[arg-type]
    )


def _breaks(answers: Snapshot, series: tuple[Series, ...]) -> tuple[BoundaryBreak, ...]:
    """The breaks of every place that has a series, in time order, each day once."""
    territories, inside = territories_of(answers.registry), dict[date, bool]()
    periods = [value.period for value in series[0].values]
    for key in dict.fromkeys(value.locality for each in series for value in each.values[:1]):
        for found in territories.breaks(answers.registry.by_key(key), periods):
            inside[found.day] = inside.get(found.day, True) and found.inside
    return tuple(BoundaryBreak(day, only_inside) for day, only_inside in sorted(inside.items()))


def _trend(question: ViewQuery, answers: Snapshot) -> View:
    indicator = _asked(question)
    values = answers.series(indicator, question.place, _over_time(question, answers))
    earlier = answers.value(indicator, question.place, year_before(question.period, question.cutoff))
    held = [answers.targets.line(indicator, question.place, each.period, answers.registry) for each in values]
    more = {"earlier": earlier, "lines": tuple(held) if indicator.has_direction else ()}
    return _made(question, answers, (Series(indicator.names, values),), indicator=indicator, **more)


def _across(question: ViewQuery, answers: Snapshot) -> View:
    """One indicator over the localities of a level, beside the whole."""
    indicator, level = _asked(question), _level(question, answers)
    values = answers.across(indicator, question.place, level, question.period)
    whole = answers.value(indicator, question.place, question.period)
    series = (Series(indicator.names, values),)
    return _made(question, answers, series, indicator=indicator, level=level, reference=whole)


def _ranking(question: ViewQuery, answers: Snapshot) -> View:
    return placed(_across(question, answers))


def _funnel(question: ViewQuery, answers: Snapshot) -> View:
    return funnelled(_across(question, answers))


def _map(question: ViewQuery, answers: Snapshot) -> View:
    units = answers.units(question.place, _level(question, answers), question.period)
    return mapped(_across(question, answers), units)


def _beside(question: ViewQuery, answers: Snapshot) -> View:
    """One indicator of several localities over the periods that any of them has figures for."""
    indicator, places = _asked(question), question.beside or _largest(question, answers)
    known = {period for place in places for period in answers.periods(place)}
    periods = same_form(known, question.period, question.cutoff)
    series = tuple(Series(names_of(place.name), answers.series(indicator, place, periods)) for place in places)
    return _made(question, answers, series, indicator=indicator, reading=SideBySideInterpretation())


def _largest(question: ViewQuery, answers: Snapshot) -> tuple[Locality, ...]:
    """The localities with the largest denominators, the place itself where there are none."""
    indicator, level = _asked(question), _level(question, answers)
    units = answers.units(question.place, level, question.period)
    sizes = {unit: answers.value(indicator, unit, question.period).denominator or 0 for unit in units}
    return tuple(sorted(units, key=lambda unit: -sizes[unit])[:SHOWN_UNASKED]) or (question.place,)


def _level(question: ViewQuery, answers: Snapshot) -> Level:
    return question.level or level_to_compare(answers, question.place, question.period) or Level.COMMUNE


def _until(question: ViewQuery, answers: Snapshot) -> View:
    """One indicator over the periods of a series until the one asked for."""
    indicator = _asked(question)
    periods = [period for period in _over_time(question, answers) if period <= question.period]
    values = answers.series(indicator, question.place, periods)
    return _made(question, answers, (Series(indicator.names, values),), indicator=indicator)


def _control(question: ViewQuery, answers: Snapshot) -> View:
    return with_limits(_until(question, answers), meaningful=question.meaningful, baselines=question.baselines)


def _seasons(question: ViewQuery, answers: Snapshot) -> View:
    return over_last_year(_until(question, answers), answers, meaningful=question.meaningful)


def _contributions(question: ViewQuery, answers: Snapshot) -> View:
    level = question.level or level_to_compare(answers, question.place, question.period) or Level.COMMUNE
    earlier = year_before(question.period, question.cutoff)
    return split_by_locality(_until(question, answers), answers, level, earlier)


def _counts(measures: tuple[str, ...], *, over_time: bool) -> Callable[[ViewQuery, Snapshot], View]:
    def ask(question: ViewQuery, answers: Snapshot) -> View:
        periods = _over_time(question, answers) if over_time else (question.period,)
        series = tuple(
            Series(
                answers.measures[code].names,
                tuple(answers.measure(code, question.place, period) for period in periods),
            )
            for code in measures
        )
        return _made(question, answers, series)

    return ask


def _asked(question: ViewQuery) -> Indicator:
    if question.indicator is None:
        raise ValueError(f"a {question.kind} view needs an indicator")
    return question.indicator


VIEWS: dict[str, Callable[[ViewQuery, Snapshot], View]] = {
    "trend": _trend,
    "control": _control,
    "seasons": _seasons,
    "contributions": _contributions,
    "ranking": _ranking,
    "funnel": _funnel,
    "map": _map,
    "beside": _beside,
    "flow": _counts(FLOW, over_time=False),
    "timeliness": _counts(TIMELINESS, over_time=True),
    "teams": _counts(TEAMS, over_time=True),
    "documents": _counts(DOCUMENTS, over_time=True),
}
