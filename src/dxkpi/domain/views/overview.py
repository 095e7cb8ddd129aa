"""What an official reads before a meeting: cards, localities that need attention, what is known and what is not.

It holds values and findings; `text.overview` says them in a language.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from dxkpi.domain.model.indicator import Direction, Indicator
from dxkpi.domain.model.locality import Level, Locality
from dxkpi.domain.model.period import Cutoff, Period, previous, year_before
from dxkpi.domain.model.targets import ReferenceLine, threshold_line
from dxkpi.domain.snapshot.snapshot import Snapshot
from dxkpi.domain.snapshot.value import MIN_SHARE_OF_LOCALITIES, Value
from dxkpi.domain.stats.comparison import Verdict, compare
from dxkpi.domain.stats.intervals import Interval, wilson_interval
from dxkpi.domain.views.claims import PointClaim, claim_of_figure
from dxkpi.domain.views.coverage_words import part_text
from dxkpi.domain.views.kind import ViewKind
from dxkpi.domain.views.place_figures import PlaceFigures, place_figures
from dxkpi.domain.views.query import ViewQuery
from dxkpi.domain.views.ranking import ranking_view
from dxkpi.domain.views.series import level_to_compare, same_form, trend_view
from dxkpi.domain.views.target_progress import TargetProgress, is_reached, progress_of
from dxkpi.domain.views.view import View
from dxkpi.domain.views.year_on_year import YearOnYear, compare_with_year_before
from dxkpi.locale import N_, Message

SPARKLINE_PERIODS = 12
ATTENTION_AT_MOST = 5


@dataclass(frozen=True)
class Card:
    """One indicator of an overview: its value, those of the period before and of a year before, its history, what may
    be claimed of the value and of the change, and its progress towards a target or reference line."""

    indicator: Indicator
    value: Value
    before: Value | None
    year_before: Value
    history: tuple[Value, ...]
    claim: PointClaim
    year_on_year: YearOnYear | None
    target_progress: TargetProgress | None


@dataclass(frozen=True)
class Attention:
    """A locality below the line: its rate, and its number of overdue dossiers."""

    value: Value
    overdue: Value


@dataclass(frozen=True, eq=False)
class Overview:
    """How a place is doing in a period.

    `figures`: what sentences about the place are made of. `claims`: about every indicator with a value. `line`: the
    value that localities are compared with, and its name; None without one. `headline`: the indicator that is charted.
    `reporting`: how many localities have reported, of how many.
    """

    place: Locality
    province: Locality
    period: Period
    vintage: int
    cutoff: Cutoff
    figures: PlaceFigures
    claims: tuple[PointClaim, ...]
    level: Level | None
    cards: tuple[Card, ...]
    attention: tuple[Attention, ...]
    line: tuple[float, Message] | None
    headline: Indicator
    trend: View
    ranking: View | None
    reporting: tuple[int, int]
    reports_itself: bool

    @property
    def simulated(self) -> bool:
        """Whether these are the sample province's."""
        return self.place.simulated

    @cached_property
    def provisional(self) -> bool:
        """Whether anything shown is provisional."""
        return any(card.value.provisional for card in self.cards)

    @cached_property
    def thin(self) -> bool:
        """Whether few localities have reported, or most indicators have no value."""
        few = self.reporting[0] < MIN_SHARE_OF_LOCALITIES * self.reporting[1]
        return (few and not self.reports_itself) or len(self.known) * 2 < len(self.cards)

    @property
    def known(self) -> tuple[Card, ...]:
        """Cards with a value that speaks for the place."""
        return tuple(card for card in self.cards if card.value.speaks_for_place)

    @property
    def unknown(self) -> tuple[Card, ...]:
        """Cards without one."""
        return tuple(card for card in self.cards if not card.value.speaks_for_place)


@dataclass(frozen=True)
class OverviewKinds:
    """The kinds of the two charts that an overview shows."""

    trend: ViewKind
    ranking: ViewKind


def overview(
    query: ViewQuery,
    snapshot: Snapshot,
    kinds: OverviewKinds,
    *,
    carded: Sequence[Indicator],
    every: Sequence[Indicator],
) -> Overview:
    """The overview of a query's place and period.

    `carded`: the indicators that become cards; the first with a value is charted. `every`: those that the text may
    mention.
    """
    place, period, cutoff = query.place, query.period, query.cutoff
    level = level_to_compare(snapshot, place, period)
    series = same_form(snapshot.periods(place), period, cutoff)
    cards = tuple(_card(query, snapshot, indicator, series) for indicator in carded)
    figures = place_figures(query, snapshot, every)
    with_rate = [indicator for indicator in every if figures.rate(indicator.id) is not None]
    headline = next((card.indicator for card in cards if card.value.speaks_for_place), carded[0])
    charted = replace(query, indicator=headline, level=level)
    ranking = ranking_view(charted.of_kind(kinds.ranking), snapshot) if level else None
    reference_line = snapshot.targets.level_line(headline, place, level, period) if level else threshold_line(headline)
    line = _line(reference_line, ranking.reference if ranking else None)
    return Overview(
        place=place,
        province=(place, *snapshot.registry.ancestors(place, place.valid_to or period.last))[-1],
        period=period,
        vintage=snapshot.vintage,
        cutoff=cutoff,
        figures=figures,
        claims=tuple(claim_of_figure(query, snapshot, indicator) for indicator in with_rate),
        level=level,
        cards=cards,
        attention=_attention(snapshot, ranking, reference_line, line),
        line=line,
        headline=headline,
        trend=trend_view(charted.of_kind(kinds.trend), snapshot),
        ranking=ranking,
        reporting=snapshot.reported(place, level, period) if level else (0, 0),
        reports_itself=snapshot.has_own(place, period),
    )


def _card(query: ViewQuery, snapshot: Snapshot, indicator: Indicator, series: Sequence[Period]) -> Card:
    place, period, cutoff = query.place, query.period, query.cutoff
    before = previous(period, cutoff)
    until = [earlier for earlier in series if earlier <= period][-SPARKLINE_PERIODS:]
    return Card(
        indicator=indicator,
        value=snapshot.value(indicator, place, period),
        before=snapshot.value(indicator, place, before) if before else None,
        year_before=snapshot.value(indicator, place, year_before(period, cutoff)),
        history=snapshot.series(indicator, place, until),
        claim=claim_of_figure(query, snapshot, indicator),
        year_on_year=compare_with_year_before(query, snapshot, indicator),
        target_progress=progress_of(query, snapshot, indicator),
    )


def _line(reference_line: ReferenceLine | None, whole: Value | None) -> tuple[float, Message] | None:
    if reference_line is not None:
        words = N_("the target of {source}") if reference_line.is_target else N_("the line of {source}")
        return float(reference_line.value), Message(words, {"source": reference_line.source})
    if whole is None or whole.value is None or whole.stated or not whole.speaks_for_place:
        return None
    if whole.partial:
        return whole.value, Message(N_("the value of the {part} that reported"), {"part": part_text(whole)})
    return whole.value, Message(N_("the value of {place} as a whole"), {"place": whole.locality_name})


def _attention(
    snapshot: Snapshot, ranking: View | None, reference_line: ReferenceLine | None, line: tuple[float, Message] | None
) -> tuple[Attention, ...]:
    if ranking is None or line is None or ranking.indicator is None:
        return ()
    below = [value for value in ranking.known if _is_below(value, reference_line, line[0], ranking.indicator)]
    lower_first = ranking.indicator.direction is Direction.HIGHER
    below.sort(key=lambda value: value.value or 0.0, reverse=not lower_first)
    worst = [value for value in below if not value.small and value.speaks_for_place][:ATTENTION_AT_MOST]
    return tuple(Attention(value, _overdue(snapshot, value)) for value in worst)


def _is_below(value: Value, reference_line: ReferenceLine | None, line: float, indicator: Indicator) -> bool:
    """Below a line that was set, by the figure; worse than the whole only where its whole interval is."""
    if reference_line is not None:
        return is_reached(value, reference_line, indicator) is False
    if value.numerator is None or not value.denominator:
        return False
    low, high = wilson_interval(value.numerator, value.denominator) or (0.0, 1.0)
    interval = Interval(indicator.scale * low, indicator.scale * high)
    return compare(interval, line, indicator.higher_is_better) is Verdict.WORSE


def _overdue(snapshot: Snapshot, value: Value) -> Value:
    return snapshot.measure("dossiers_resolved_overdue", snapshot.registry.by_key(value.locality), value.period)
