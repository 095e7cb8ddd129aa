"""What an official reads before a meeting: cards, who needs attention, what is there and what is not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from dxkpi.domain.model.indicator import Direction, Indicator
from dxkpi.domain.model.locality import Level, Locality
from dxkpi.domain.model.period import Cutoff, Period, previous, year_before
from dxkpi.domain.model.targets import ReferenceLine, line_of
from dxkpi.domain.snapshot.snapshot import Snapshot
from dxkpi.domain.snapshot.value import Value
from dxkpi.domain.stats.comparison import Verdict, compare
from dxkpi.domain.stats.intervals import Interval, wilson_interval
from dxkpi.domain.views.narrative import NarrativeSubject, finding, paragraph
from dxkpi.domain.views.queries import ViewQuery, level_to_compare, same_form, view_of
from dxkpi.domain.views.target_progress import TargetProgress, against, is_reached
from dxkpi.domain.views.view import View
from dxkpi.domain.views.year_on_year import YearOnYear, judged
from dxkpi.locale import N_, Language, Message

SPARKLINE_PERIODS = 12
ATTENTION_AT_MOST = 5
# With less than this share of its localities, a place's figures are said to be thin.
THIN_BELOW = 0.5


@dataclass(frozen=True)
class Card:
    """One main indicator: now, before, a year before with what may be claimed of that, its way here, and how it stands
    against its target or line, where it has one."""

    indicator: Indicator
    value: Value
    before: Value | None
    year_before: Value
    history: tuple[Value, ...]
    judged: YearOnYear | None
    against: TargetProgress | None


@dataclass(frozen=True)
class Attention:
    """A locality below the line: its rate, and how many dossiers that is."""

    value: Value
    overdue: Value


@dataclass(frozen=True, eq=False)
class Overview:
    """The answer to: how are we doing? `line` is the value that localities are held against, and what it is.

    `headline`: the indicator that is charted. `finding`: the shortest answer; `paragraph`: all there is to say.
    """

    place: Locality
    province: Locality
    period: Period
    vintage: int
    language: Language
    cutoff: Cutoff
    level: Level | None
    cards: tuple[Card, ...]
    attention: tuple[Attention, ...]
    line: tuple[float, Message] | None
    headline: Indicator
    trend: View
    ranking: View | None
    finding: str
    paragraph: str
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
        """Whether less is known than a reader would expect: few localities, or most indicators without a value."""
        known = sum(card.value.value is not None for card in self.cards)
        few = bool(self.reporting[1]) and self.reporting[0] / self.reporting[1] < THIN_BELOW
        return (few and not self.reports_itself) or known * 2 < len(self.cards)

    @property
    def known(self) -> tuple[Card, ...]:
        """Cards with a value."""
        return tuple(card for card in self.cards if card.value.value is not None)

    @property
    def unknown(self) -> tuple[Card, ...]:
        """Cards without one."""
        return tuple(card for card in self.cards if card.value.value is None)


def overview(
    answers: Snapshot,
    indicators: Sequence[Indicator],
    place: Locality,
    period: Period,
    *,
    language: Language,
    cutoff: Cutoff,
    every: Sequence[Indicator],
    meaningful: float,
) -> Overview:
    """The overview of a place and period. `indicators` become cards; the first that is known is charted; of `every` one
    its words may speak. `meaningful`: the practical threshold of a change, in points."""
    level = level_to_compare(answers, place, period)
    series = same_form(answers.periods(place), period, cutoff)
    cards = tuple(_card(answers, indicator, place, period, series, cutoff, meaningful) for indicator in indicators)
    told = NarrativeSubject(answers, {each.id: each for each in every}, place, period, language, cutoff, meaningful)

    headline = next((card.indicator for card in cards if card.value.value is not None), indicators[0])

    def view(kind: str) -> View:
        return view_of(ViewQuery(kind, place, period, language, cutoff, headline, level), answers)

    ranking = view("ranking") if level else None
    held = answers.targets.level_line(headline, place, level, period) if level else line_of(headline)
    line = _line(held, ranking.reference if ranking else None)
    return Overview(
        place=place,
        province=(place, *answers.registry.ancestors(place, place.valid_to or period.last))[-1],
        period=period,
        vintage=answers.vintage,
        language=language,
        cutoff=cutoff,
        level=level,
        cards=cards,
        attention=_attention(answers, ranking, held, line),
        line=line,
        headline=headline,
        trend=view("trend"),
        ranking=ranking,
        finding=finding(told),
        paragraph=paragraph(told),
        reporting=answers.reported(place, level, period) if level else (0, 0),
        reports_itself=answers.has_own(place, period),
    )


def _card(
    answers: Snapshot,
    indicator: Indicator,
    place: Locality,
    period: Period,
    series: Sequence[Period],
    cutoff: Cutoff,
    meaningful: float,
) -> Card:
    before = previous(period, cutoff)
    until = [each for each in series if each <= period][-SPARKLINE_PERIODS:]
    return Card(
        indicator=indicator,
        value=answers.value(indicator, place, period),
        before=answers.value(indicator, place, before) if before else None,
        year_before=answers.value(indicator, place, year_before(period, cutoff)),
        history=answers.series(indicator, place, until),
        judged=judged(answers, indicator, place, period, cutoff, meaningful=meaningful),
        against=against(answers, indicator, place, period, cutoff),
    )


def _line(held: ReferenceLine | None, whole: Value | None) -> tuple[float, Message] | None:
    if held is not None:
        words = N_("the target of {source}") if held.is_target else N_("the line of {source}")
        return float(held.value), Message(words, {"source": held.source})
    if whole is None or whole.value is None or whole.stated:
        return None
    return whole.value, Message(N_("the value of {place} as a whole"), {"place": whole.locality_name})


def _attention(
    answers: Snapshot, ranking: View | None, held: ReferenceLine | None, line: tuple[float, Message] | None
) -> tuple[Attention, ...]:
    if ranking is None or line is None or ranking.indicator is None:
        return ()
    below = [each for each in ranking.known if _is_below(each, held, line[0], ranking.indicator)]
    lower_first = ranking.indicator.direction is Direction.HIGHER
    below.sort(key=lambda each: each.value or 0.0, reverse=not lower_first)
    worst = [each for each in below if not each.small][:ATTENTION_AT_MOST]
    return tuple(Attention(each, _overdue(answers, each)) for each in worst)


def _is_below(value: Value, held: ReferenceLine | None, line: float, indicator: Indicator) -> bool:
    """Below a line that was set, by the figure; worse than the whole only where its whole interval is."""
    if held is not None:
        return is_reached(value, held, indicator) is False
    if value.numerator is None or not value.denominator:
        return False
    low, high = wilson_interval(value.numerator, value.denominator) or (0.0, 1.0)
    interval = Interval(indicator.scale * low, indicator.scale * high)
    return compare(interval, line, indicator.higher_is_better) is Verdict.WORSE


def _overdue(answers: Snapshot, value: Value) -> Value:
    return answers.measure("dossiers_resolved_overdue", answers.registry.by_key(value.locality), value.period)
