"""What an inconsistency says, as messages that know no language."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import reduce

from dxkpi.domain.model.period import Period
from dxkpi.domain.snapshot.consistency.inconsistency import ConsistencyCheck, FigureTerm, Inconsistency
from dxkpi.domain.snapshot.consistency.share_checks import HUNDRED, decimals_of
from dxkpi.locale import N_, Message, Names

NOTE = N_("† Figures that do not agree: {what} (difference: {difference})")
UNEQUAL = "{left} ≠ {right}"
ABOVE = "{left} > {right}"
COVER = N_("{measure}: {value} in {whole}, but {parts} = {sum}")
INSIDE = N_("{measure}: {value} in {whole}, less than {parts} = {sum} inside it")
FALLS = N_("{measure}: {value} in {whole}, less than the {before} in {earlier}, counted from the same day")
SAME_END = N_("{measure}: {value} at the end of {whole}, but {other} at the end of {part}, the same day")
SAME_START = N_("{measure}: {value} at the start of {whole}, but {other} at the start of {part}, the same day")
COUNTS_GIVE = N_("{indicator}: the counts give {counted} %, the source states {stated} %")
ABOVE_HUNDRED = N_("{first} {one} % and {second} {other} % of the same total: together {sum} %, above 100 %")
PART_ABOVE = N_("{first} {one} % is above {second} {other} %, of which it is a part")
SUM_ABOVE = N_("{measure}: {unit} has {value}, less than the {sum} of its {count} localities")
SUM_DIFFERS = N_("{measure}: {unit} has {value}, not the {sum} of its {count} localities")
# A percentage that is compared is shown with this many decimals, at least and at most.
LEAST_DECIMALS, MOST_DECIMALS = 1, 2


@dataclass(frozen=True)
class FigureNames:
    """How localities (keys), periods, measures (codes) and indicators (ids) are called."""

    locality: Callable[[str], str]
    period: Callable[[Period], Names]
    measure: Callable[[str], Names]
    indicator: Callable[[str], Names]


def note_on(inconsistency: Inconsistency, names: FigureNames) -> Message:
    """The mark at a value that rests on the figures."""
    return Message(NOTE, {"what": describe(inconsistency, names), "difference": difference_of(inconsistency)})


def difference_of(inconsistency: Inconsistency) -> float:
    """The difference as shown: a count, or percentage points to the digits of the shares."""
    if not inconsistency.shares:
        return inconsistency.difference
    return round(inconsistency.difference, _decimals(inconsistency))


def describe(inconsistency: Inconsistency, names: FigureNames) -> Message:
    """What contradicts what, without the difference and without a full stop."""
    match inconsistency.check:
        case ConsistencyCheck.PERIOD_SUM:
            return _of_periods(INSIDE if inconsistency.is_part else COVER, inconsistency, names)
        case ConsistencyCheck.CUMULATIVE_FALL:
            return _of_periods(FALLS, inconsistency, names)
        case ConsistencyCheck.SAME_DAY:
            return _of_stocks(inconsistency, names)
        case ConsistencyCheck.SHARE_OF_COUNTS:
            return _of_counts_and_share(inconsistency, names)
        case ConsistencyCheck.SHARES:
            return _of_shares(inconsistency, names)
        case ConsistencyCheck.UNIT_SUM:
            return _of_unit(inconsistency, names)
        case _:
            return _equation(inconsistency, names)


def _equation(inconsistency: Inconsistency, names: FigureNames) -> Message:
    """Both sides with their counts: a 10 ≠ b 4 + c 5. Each figure names its period where they differ."""
    periods = {term.period for term in inconsistency.terms}
    with_period = len(periods) > 1

    def named(term: FigureTerm) -> Message:
        values = {"measure": names.measure(term.measure), "value": term.value, "period": names.period(term.period)}
        return Message(N_("{measure} ({period}) {value}") if with_period else "{measure} {value}", values)

    left, right = (_plus([named(term) for term in side]) for side in (inconsistency.left, inconsistency.right))
    values = {"left": left, "right": right}
    return Message(ABOVE if inconsistency.is_part else UNEQUAL, values)


def _plus(parts: Sequence[Message]) -> Message:
    return reduce(lambda first, second: Message("{first} + {second}", {"first": first, "second": second}), parts)


def _of_periods(template: str, inconsistency: Inconsistency, names: FigureNames) -> Message:
    (whole,) = inconsistency.right
    parts = [
        Message("{period} {value}", {"period": names.period(term.period), "value": term.value})
        for term in inconsistency.left
    ]
    values = {
        "measure": names.measure(whole.measure),
        "value": whole.value,
        "whole": names.period(whole.period),
        "parts": _plus(parts),
        "sum": sum(term.value for term in inconsistency.left),
        "before": inconsistency.left[0].value,
        "earlier": names.period(inconsistency.left[0].period),
    }
    return Message(template, values)


def _of_stocks(inconsistency: Inconsistency, names: FigureNames) -> Message:
    (part,), (whole,) = inconsistency.left, inconsistency.right
    values = {
        "measure": names.measure(whole.measure),
        "value": whole.value,
        "whole": names.period(whole.period),
        "other": part.value,
        "part": names.period(part.period),
    }
    return Message(SAME_END if part.period.last == whole.period.last else SAME_START, values)


def _of_counts_and_share(inconsistency: Inconsistency, names: FigureNames) -> Message:
    counted, stated = inconsistency.shares
    values = {
        "indicator": names.indicator(inconsistency.indicators[0]),
        "counted": round(counted, _decimals(inconsistency)),
        "stated": stated,
    }
    return Message(COUNTS_GIVE, values)


def _of_shares(inconsistency: Inconsistency, names: FigureNames) -> Message:
    first, second = map(names.indicator, inconsistency.indicators)
    decimals = _decimals(inconsistency)
    one, other = (round(share, decimals) for share in inconsistency.shares)
    values = {"first": first, "second": second.inline, "one": one, "other": other}
    if inconsistency.is_part:
        return Message(PART_ABOVE, values)
    return Message(ABOVE_HUNDRED, values | {"sum": round(HUNDRED + inconsistency.difference, decimals)})


def _decimals(inconsistency: Inconsistency) -> int:
    """As many as the stated shares were printed with; a share of counts has more than any that is stated."""
    decimals = [decimals_of(share) for share in inconsistency.shares]
    return max([LEAST_DECIMALS, *(count for count in decimals if count <= MOST_DECIMALS)])


def _of_unit(inconsistency: Inconsistency, names: FigureNames) -> Message:
    (whole,) = inconsistency.right
    values = {
        "measure": names.measure(whole.measure),
        "unit": names.locality(whole.locality),
        "value": whole.value,
        "sum": sum(term.value for term in inconsistency.left),
        "count": len(inconsistency.left),
    }
    return Message(SUM_ABOVE if inconsistency.is_part else SUM_DIFFERS, values)
