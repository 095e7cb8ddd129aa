"""What there is to ask about: places, periods, levels, and the history of a locality and of its figures."""

from __future__ import annotations

from datetime import date, datetime

from dxkpi.domain.boundaries.notation import CURRENT, boundaries_of
from dxkpi.domain.figures.figures import Source
from dxkpi.domain.model.locality import LEVELS_BELOW, Level, Locality
from dxkpi.domain.model.period import HANOI, Period, cumulative_of, label, notation, quarter_of
from dxkpi.domain.snapshot.snapshot import Snapshot
from dxkpi.domain.views.queries import level_to_compare
from dxkpi.locale import Language, day, number
from dxkpi.workflows.dataset import edition
from dxkpi.workflows.withholding import is_withheld
from dxkpi.workspace import Workspace

RevisionLine = tuple[str, ...]


Boundaries = str | date | None


def boundaries_asked(workspace: Workspace, asked: Boundaries, vintage: int | None = None) -> date | None:
    """The first day of the boundaries asked for; nothing: as reported.

    Those of today are, for a vintage that is named, those of the day it was made. Raises `WrongUsage`.
    """
    today = datetime.now(HANOI).date()
    if asked == CURRENT and vintage is not None:
        workspace.snapshot(vintage)
        today = edition(workspace, vintage).day
    return boundaries_of(asked, workspace.registry_at(vintage), today)


def answers_asked(workspace: Workspace, vintage: int | None, boundaries: Boundaries) -> Snapshot:
    """The figures of a vintage on the boundaries asked for. Raises `UnknownVintage`, `WrongUsage`."""
    return workspace.snapshot(vintage, boundaries_asked(workspace, boundaries, vintage))


def periods(
    workspace: Workspace, place: Locality, vintage: int | None = None, boundaries: Boundaries = None
) -> tuple[Period, ...]:
    """Periods a place has figures for, newest first; of those that end together, the quarter or the longest first."""
    answers = answers_asked(workspace, vintage, boundaries)

    def newest(period: Period) -> tuple[int, bool, int]:
        named = bool(quarter_of(period, workspace.cutoff) or cumulative_of(period, workspace.cutoff))
        return -period.last.toordinal(), not named, period.first.toordinal()

    key = ("periods", answers.vintage, answers.boundaries, place.key)
    return workspace.cached(key, lambda: tuple(sorted(answers.periods(place), key=newest)))


def indicator_to_begin_with(workspace: Workspace, place: Locality, vintage: int | None = None) -> str:
    """The first indicator that is known of a place in the newest period it has figures for; where none is, the first
    of all."""
    answers = workspace.snapshot(vintage)
    offered = workspace.catalogue.indicators

    def make() -> str:
        for newest in periods(workspace, place, vintage)[:1]:
            for each in offered:
                if answers.value(each, place, newest).value is not None:
                    return each.id
        return offered[0].id

    return workspace.cached(("indicator", answers.vintage, place.key), make)


def places(workspace: Workspace, vintage: int | None = None) -> tuple[Locality, ...]:
    """Localities that have figures of their own or below them: the home province and all below it first, then the
    sample province, then the others; each province before its parts."""
    answers = workspace.snapshot(vintage)
    registry, home = answers.registry, workspace.settings.province

    def make() -> tuple[Locality, ...]:
        having: dict[str, Locality] = {}
        for key in answers.figures.localities:
            unit = registry.by_key(key)
            for each in (unit, *registry.ancestors(unit, unit.valid_to or unit.valid_from)):
                having[each.key] = each
        order = list(Level)

        def rank(unit: Locality) -> tuple[object, ...]:
            province = registry.province_code(unit)
            ended = unit.valid_to is not None
            return province != home, not unit.simulated, province, order.index(unit.level), ended, unit.code

        return tuple(sorted(having.values(), key=rank))

    return workspace.cached(("places", answers.vintage), make)


def overview_places(workspace: Workspace, vintage: int | None = None) -> tuple[Locality, ...]:
    """The home province, with figures or without, then the other provinces that have any."""
    found = tuple(place for place in places(workspace, vintage) if place.level is Level.PROVINCE)
    home = workspace.home_at(vintage)
    return found if home in found else (home, *found)


def sample_place(workspace: Workspace) -> Locality | None:
    """The sample province, where it is not left out."""
    return next((place for place in places(workspace) if place.simulated), None)


def levels_to_compare(
    workspace: Workspace, place: Locality, period: Period, vintage: int | None = None, boundaries: Boundaries = None
) -> tuple[Level, ...]:
    """The levels below a place that have localities, the most fully reported first."""
    answers = answers_asked(workspace, vintage, boundaries)
    below = [level for level in LEVELS_BELOW[place.level] if answers.units(place, level, period)]
    first = level_to_compare(answers, place, period)
    return tuple(sorted(below, key=lambda level: level is not first))


def revisions(workspace: Workspace, place: Locality, language: Language) -> tuple[RevisionLine, ...]:
    """Every figure a locality ever gave, newest first, as lines to show. Read once for each vintage."""
    key = ("revisions", workspace.vintage, place.key, language)
    return workspace.cached(key, lambda: _lines(workspace, place, language))


def period_notation(workspace: Workspace, period: Period) -> str:
    """A period as it stands in an address."""
    return notation(period, workspace.cutoff)


def _lines(workspace: Workspace, place: Locality, language: Language) -> tuple[RevisionLine, ...]:
    """The figures as they stand, and those that were replaced."""
    records = workspace.records
    given = [
        (records.submissions[source.submission].vintage or 0, period, measure, value, source)
        for period, measure, value, source in workspace.snapshot().figures.of(place.key)
    ]
    given += [
        (each.vintage, each.period, each.measure, float(each.value), each.source)
        for each in records.revisions.get(place.key, ())
        if each.replaced_in is not None
    ]
    given = [line for line in given if not is_withheld(workspace, place.key, line[1], line[2], line[3])]
    newest_first = sorted(given, key=lambda line: (-line[0], line[1], line[2]))
    return tuple(_line(workspace, *line, language) for line in newest_first)


def _line(
    workspace: Workspace, vintage: int, period: Period, measure: str, value: float, source: Source, language: Language
) -> RevisionLine:
    """Received, period, measure, value, vintage, by, reason."""
    submission = workspace.records.submissions[source.submission]
    return (
        day(source.received),
        label(period, workspace.cutoff, language),
        workspace.catalogue.measure(measure).names.text(language),
        number(value, language),
        str(vintage),
        submission.by,
        submission.reason or source.note,
    )
