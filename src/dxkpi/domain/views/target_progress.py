"""A value against its line: reached or not, how many dossiers are short, and what the rest of the year must bring."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from dxkpi.domain.model.indicator import Direction, Indicator
from dxkpi.domain.model.locality import Locality
from dxkpi.domain.model.measure import Bound, MeasureKind
from dxkpi.domain.model.period import Cutoff, Period, cumulative, cumulative_of, quarter, quarter_of
from dxkpi.domain.model.targets import Outlook, ReferenceLine, RestOfYear, rest_of_year, share_of, shortfall
from dxkpi.domain.snapshot.snapshot import Snapshot
from dxkpi.domain.snapshot.value import Value
from dxkpi.domain.views import text
from dxkpi.locale import N_, Language, Message

QUARTERS = 4
# Tenths of a percent: a rate that must be reached is never shown lower than it is.
STEP = Decimal("0.1")


@dataclass(frozen=True)
class YearAhead:
    """The rest of a year for which a target was set. `like_year`: whose same quarters the expected denominator is of;
    None: as many a quarter as so far in this year."""

    line: ReferenceLine
    rest: RestOfYear
    year: int
    like_year: int | None


@dataclass(frozen=True)
class TargetProgress:
    """A value beside its line. `short`: how many dossiers are missing (or too many); 0: reached; None: not known, as
    there are no counts."""

    indicator: Indicator
    value: Value
    line: ReferenceLine
    short: int | None
    ahead: YearAhead | None

    @property
    def is_reached(self) -> bool | None:
        """Whether it is reached; nothing where there are no counts."""
        return None if self.short is None else self.short == 0

    def words(self, language: Language) -> str:
        """Whether the line is reached, and how many dossiers it takes."""
        line = self.line.written(self.indicator, language)
        gaps: dict[str, object] = {"line": line, "n": self.short or 0, "things": self.value.numerator_names or ""}
        if self.short is None:
            return Message(N_("target: {line}") if self.line.is_target else N_("line: {line}"), gaps).text(language)
        return Message(_SENTENCES[self.line.is_target, self.short == 0, self.indicator.direction], gaps).text(language)

    def outlook(self, language: Language) -> str:
        """What the rest of the year must bring; empty where no target was set for it, or it is over."""
        if self.ahead is None:
            return ""
        rest, year = self.ahead.rest, str(self.ahead.year)
        gaps: dict[str, object] = {
            "line": self.ahead.line.written(self.indicator, language),
            "year": year,
            "count": rest.count,
            "expected": rest.expected,
            "things": self.value.denominator_names or "",
            "rate": _rate(rest, self.indicator, language),
            "how": self._expected(),
        }
        return Message(_OUTLOOKS[rest.outlook, self.indicator.direction], gaps).text(language)

    def _expected(self) -> Message:
        if self.ahead is None or self.ahead.like_year is None:
            return Message(N_("as many a quarter as so far"))
        return Message(N_("as in the same quarters of {year}"), {"year": str(self.ahead.like_year)})


_SENTENCES = {
    (True, True, Direction.HIGHER): N_("reaches the target of {line}"),
    (True, True, Direction.LOWER): N_("keeps the target of at most {line}"),
    (True, False, Direction.HIGHER): N_("below the target of {line}: {n} more {things} would reach it"),
    (True, False, Direction.LOWER): N_("above the target of at most {line}: {n} {things} too many"),
    (False, True, Direction.HIGHER): N_("reaches the line of {line}"),
    (False, True, Direction.LOWER): N_("keeps the line of at most {line}"),
    (False, False, Direction.HIGHER): N_("below the line of {line}: {n} more {things} would reach it"),
    (False, False, Direction.LOWER): N_("above the line of at most {line}: {n} {things} too many"),
}
_OUTLOOKS = {
    (Outlook.OPEN, Direction.HIGHER): N_(
        "For {line} over {year}, at least {count} of {expected} {things} in the rest of the year ({rate}; {how})."
    ),
    (Outlook.OPEN, Direction.LOWER): N_(
        "For {line} over {year}, at most {count} of {expected} {things} in the rest of the year ({rate}; {how})."
    ),
    (Outlook.SECURED, Direction.HIGHER): N_(
        "{line} over {year} is reached whatever the rest brings, if it has {expected} {things} ({how})."
    ),
    (Outlook.SECURED, Direction.LOWER): N_(
        "{line} over {year} is kept whatever the rest brings, if it has {expected} {things} ({how})."
    ),
    (Outlook.LOST, Direction.HIGHER): N_(
        "{line} over {year} cannot be reached any more, not even with all of {expected} {things} in the rest of the "
        "year ({how})."
    ),
    (Outlook.LOST, Direction.LOWER): N_(
        "{line} over {year} cannot be kept any more, not even with none of {expected} {things} in the rest of the "
        "year ({how})."
    ),
}


def against(
    answers: Snapshot, indicator: Indicator, place: Locality, period: Period, cutoff: Cutoff
) -> TargetProgress | None:
    """A value against the line of its place and period; nothing where it has no value, no line or no direction."""
    value = answers.value(indicator, place, period)
    line = answers.targets.line(indicator, place, period, answers.registry)
    if line is None or value.value is None or not indicator.has_direction:
        return None
    ahead = _ahead(answers, indicator, place, period, cutoff)
    return TargetProgress(indicator, value, line, _short(value, line, indicator), ahead)


def is_reached(value: Value, line: ReferenceLine, indicator: Indicator) -> bool | None:
    """Whether a value reaches a line: by its counts to the dossier, else as the source states it; nothing where it is
    not stated exactly, or neither way is better."""
    if value.value is None or not indicator.has_direction:
        return None
    short = _short(value, line, indicator)
    if short is not None:
        return short == 0
    if value.bound is not Bound.EXACT:
        return None
    away = value.value - float(line.value)
    return away >= 0 if indicator.direction is Direction.HIGHER else away <= 0


def _short(value: Value, line: ReferenceLine, indicator: Indicator) -> int | None:
    counts = _counts(value)
    return None if counts is None else shortfall(*counts, share_of(line.value, indicator), indicator.direction)


def _ahead(
    answers: Snapshot, indicator: Indicator, place: Locality, period: Period, cutoff: Cutoff
) -> YearAhead | None:
    """The rest of the year in which a period ends, where a target was set for that year and its counts add up."""
    form = quarter_of(period, cutoff) or cumulative_of(period, cutoff)
    if form is None or form[1] == QUARTERS or not _adds_up(answers, indicator):
        return None
    year, done = form
    line = answers.targets.of_year(indicator, place, cumulative(year, QUARTERS, cutoff), answers.registry)
    so_far = _so_far(answers, indicator, place, year, done, cutoff) if line is not None else None
    if line is None or so_far is None:
        return None
    left = [answers.value(indicator, place, quarter(year - 1, each, cutoff)) for each in range(done + 1, QUARTERS + 1)]
    before = [counts for each in left if (counts := _counts(each)) is not None]
    is_known = len(before) == len(left)
    expected = sum(each for _, each in before) if is_known else so_far[1] * (QUARTERS - done) // done
    if expected <= 0:
        return None
    rest = rest_of_year(*so_far, expected, share_of(line.value, indicator), indicator.direction)
    return YearAhead(line, rest, year, year - 1 if is_known else None)


def _so_far(
    answers: Snapshot, indicator: Indicator, place: Locality, year: int, done: int, cutoff: Cutoff
) -> tuple[int, int] | None:
    """Numerator and denominator of the year so far: as reported from its start on, else the sum of its quarters."""
    whole = _counts(answers.value(indicator, place, cumulative(year, done, cutoff))) if done > 1 else None
    if whole is not None:
        return whole
    quarters = [answers.value(indicator, place, quarter(year, each, cutoff)) for each in range(1, done + 1)]
    counts = [found for each in quarters if (found := _counts(each)) is not None]
    if len(counts) < len(quarters):
        return None
    return sum(numerator for numerator, _ in counts), sum(denominator for _, denominator in counts)


def _counts(value: Value) -> tuple[int, int] | None:
    """Numerator and denominator as whole numbers, where the value rests on counts."""
    if value.value is None or value.stated or value.numerator is None or not value.denominator:
        return None
    return round(value.numerator), round(value.denominator)


def _adds_up(answers: Snapshot, indicator: Indicator) -> bool:
    """Whether the year's counts are the sums of its quarters'."""
    return all(answers.measures[code].kind is MeasureKind.FLOW for code in indicator.measures)


def _rate(rest: RestOfYear, indicator: Indicator, language: Language) -> str:
    """The rate of the rest, rounded to the side on which the target is reached."""
    exact = rest.rate * int(indicator.scale)
    up = indicator.direction is Direction.HIGHER
    tenths = Decimal(exact.numerator * 10) / Decimal(exact.denominator)
    whole = tenths.to_integral_value(ROUND_CEILING if up else ROUND_FLOOR)
    return text.number_of(float(whole * STEP), indicator, language)
