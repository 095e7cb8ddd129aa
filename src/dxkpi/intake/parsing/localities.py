"""Which locality a cell means, and whether this upload may contain it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from dxkpi.domain.model.locality import Locality
from dxkpi.domain.model.locality_lookup import match_locality
from dxkpi.domain.model.locality_names import fold_name
from dxkpi.domain.model.period import Period
from dxkpi.errors import AmbiguousLocality, UnknownLocality
from dxkpi.intake.context import UploadContext
from dxkpi.intake.parsing.vocabulary import without_footnote_mark
from dxkpi.intake.problems import ProblemCode
from dxkpi.locale import N_, Message

# Offices often write the people's committee of a locality instead of the locality.
_COMMITTEE = re.compile(r"(?:ubnd|[uủ][ỷy] ban nhân dân)\s+", re.IGNORECASE)
NO_NAME = N_("The locality is missing. Write its code, or its full name with diacritics.")


LOST_ZEROS = N_(
    "There is no locality “{value}”. It may be a code that lost its leading zeros: {candidates}. Write the whole code, "
    "as text."
)
SHORT_CODE = N_(
    "There is no locality “{value}”. Codes have 2, 3 or 5 digits, zeros in front included. Write the whole code, as "
    "text."
)
CODE_LENGTHS = (2, 3, 5)
MAX_CANDIDATES = 8


@dataclass(frozen=True)
class LocalityNotFound:
    """Why a cell gives no locality. `locality`: the one it means, if that is one that is not allowed here."""

    code: ProblemCode
    message: Message
    locality: Locality | None = None


LocalityResult = Locality | LocalityNotFound


def find_unit(text: str, period: Period | None, context: UploadContext) -> LocalityResult:
    """The one locality that a text means (code, key, or name with diacritics) and that the upload may contain.

    A name that several localities have means the one inside the chosen locality, if that is exactly one.
    """
    registry = context.registry
    if (named := registry.get(text)) is not None:
        return _unfit(named, period, context) or named
    if _COMMITTEE.match(text):
        text = _COMMITTEE.sub("", text, count=1)
    if not text:
        return LocalityNotFound(ProblemCode.UNKNOWN_LOCALITY, Message(NO_NAME))
    try:
        unit = match_locality(text, registry, day=period.last if period else None)
    except AmbiguousLocality as refusal:
        inside = _inside_chosen(registry.named(fold_name(text)), period, context)
        if len(inside) != 1:
            return LocalityNotFound(ProblemCode.AMBIGUOUS_LOCALITY, refusal.message)
        unit = inside[0]
    except UnknownLocality as refusal:
        unmarked = without_footnote_mark(text)
        if unmarked != text:
            return find_unit(unmarked, period, context)
        if candidates := _with_zeros(text, period, context):
            values = {"value": text, "candidates": tuple(unit.label for unit in candidates)}
            return LocalityNotFound(ProblemCode.UNKNOWN_LOCALITY, Message(LOST_ZEROS, values))
        if text.isdecimal() and len(text) not in CODE_LENGTHS:
            return LocalityNotFound(ProblemCode.UNKNOWN_LOCALITY, Message(SHORT_CODE, {"value": text}))
        gone = _of_another_time(text, context)
        if gone is None or period is None:
            return LocalityNotFound(ProblemCode.UNKNOWN_LOCALITY, refusal.message)
        unit = gone
    return _unfit(unit, period, context) or unit


def _unfit(unit: Locality, period: Period | None, context: UploadContext) -> LocalityNotFound | None:
    if period and not unit.valid_on(period.last):
        message = Message(N_("{value} did not exist on {day}. Name the locality that existed then."),
                          {"value": unit.name, "day": period.last})  # fmt: skip
        return LocalityNotFound(ProblemCode.LOCALITY_NOT_VALID_THEN, message, unit)
    chosen, day = context.locality, period.last if period else None
    if chosen is not None and not context.registry.is_inside(unit, chosen, day):
        message = Message(N_("{value} is not inside {chosen}, the chosen locality."),
                          {"value": unit.name, "chosen": chosen.name})  # fmt: skip
        return LocalityNotFound(ProblemCode.OUTSIDE_SCOPE, message, unit)
    if not context.may_report(unit):
        return LocalityNotFound(ProblemCode.OUTSIDE_SCOPE, Message(N_("this account may not report for {value}."),
                                                    {"value": unit.name}), unit)  # fmt: skip
    return None


def _of_another_time(text: str, context: UploadContext) -> Locality | None:
    """The one locality of this name or code at any time; None if there are several or none."""
    homonyms = context.registry.versions(text) or context.registry.named(fold_name(text))
    return homonyms[-1] if len({unit.code for unit in homonyms}) == 1 else None


def _with_zeros(text: str, period: Period | None, context: UploadContext) -> list[Locality]:
    """The localities whose codes a text would be with zeros in front, where there were any."""
    if not (text.isdecimal() and len(text) < max(CODE_LENGTHS)):
        return []
    codes = [text.zfill(length) for length in CODE_LENGTHS if length > len(text)]
    units = [unit for code in codes for unit in context.registry.versions(code)]
    return [unit for unit in units if period is None or unit.valid_on(period.last)] or units[:MAX_CANDIDATES]


def _inside_chosen(units: Iterable[Locality], period: Period | None, context: UploadContext) -> list[Locality]:
    if context.locality is None:
        return []
    chosen = context.locality
    there = [unit for unit in units if period is None or unit.valid_on(period.last)]
    return [unit for unit in there if context.registry.is_inside(unit, chosen, period.last if period else None)]
