"""The words of progress towards a target: whether it is reached, and what the rest of the year must bring."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from dxkpi.domain.model.indicator import Direction, Indicator
from dxkpi.domain.model.targets import Outlook, RestOfYear
from dxkpi.domain.views.target_progress import TargetProgress, YearAhead
from dxkpi.domain.views.text.format import number_of
from dxkpi.locale import N_, Language, Message

# Tenths of a percent: a rate that must be reached is never shown lower than it is.
STEP = Decimal("0.1")
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


def progress_text(progress: TargetProgress, language: Language) -> str:
    """Whether the line is reached, and how many dossiers it takes."""
    values: dict[str, object] = {
        "line": progress.line.written(progress.indicator, language),
        "n": progress.short or 0,
        "things": progress.value.numerator_names or "",
    }
    is_target = progress.line.is_target
    if progress.short is None:
        return Message(N_("target: {line}") if is_target else N_("line: {line}"), values).text(language)
    sentence = _SENTENCES[is_target, progress.short == 0, progress.indicator.direction]
    return Message(sentence, values).text(language)


def outlook_text(progress: TargetProgress, language: Language) -> str:
    """What the rest of the year must bring; empty without a target for the year, and when it is over."""
    ahead = progress.ahead
    if ahead is None:
        return ""
    values: dict[str, object] = {
        "line": ahead.line.written(progress.indicator, language),
        "year": str(ahead.year),
        "count": ahead.rest.count,
        "expected": ahead.rest.expected,
        "things": progress.value.denominator_names or "",
        "rate": _rate(ahead.rest, progress.indicator, language),
        "how": _expected(ahead),
    }
    return Message(_OUTLOOKS[ahead.rest.outlook, progress.indicator.direction], values).text(language)


def _expected(ahead: YearAhead) -> Message:
    if ahead.like_year is None:
        return Message(N_("as many a quarter as so far"))
    return Message(N_("as in the same quarters of {year}"), {"year": str(ahead.like_year)})


def _rate(rest: RestOfYear, indicator: Indicator, language: Language) -> str:
    """The rate of the rest, rounded to the side on which the target is reached."""
    exact = rest.rate * int(indicator.scale)
    up = indicator.direction is Direction.HIGHER
    tenths = Decimal(exact.numerator * 10) / Decimal(exact.denominator)
    whole = tenths.to_integral_value(ROUND_CEILING if up else ROUND_FLOOR)
    return number_of(float(whole * STEP), indicator, language)
