"""Shares that a source states for an indicator, and the notes on those that are not used as its value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from dxkpi.domain.figures.figures import Source
from dxkpi.domain.model.indicator import Indicator
from dxkpi.domain.model.measure import Measure, Statement
from dxkpi.domain.snapshot.ratios import Column
from dxkpi.domain.snapshot.value import Value
from dxkpi.locale import N_, Message

PRINTED = N_("The source prints {share} %")
OF_ANOTHER = N_("The source states {share} % of another denominator: {denominator}")
# Notes that name a stated share.
SHARE_NOTES = frozenset({PRINTED, OF_ANOTHER})


@dataclass(frozen=True)
class StatedShare:
    """A share that a source states: the code of its measure, its percent, and what it refers to."""

    measure: str
    percent: float
    statement: Statement


def stated_shares(
    indicator: Indicator, measures: Mapping[str, Measure], column: Column, rows: np.ndarray
) -> tuple[StatedShare, ...]:
    """The shares of an indicator that the first of `rows` states, in the order of the catalogue; empty without rows."""
    shares = []
    for code in indicator.stated_by if len(rows) else ():
        statement, percent = measures[code].statement, float(column(code)[rows[0]])
        if statement is not None and not np.isnan(percent):
            shares.append(StatedShare(code, percent, statement))
    return tuple(shares)


def as_stated(value: Value, statement: Statement | None, sources: Sequence[Source]) -> Value:
    """A value marked as a share that a source states, with its denominator in words and the notes of its sources."""
    if statement is None:
        return value
    message = N_("Stated by the source as a share, without counts (of: {denominator})")
    notes = [Message(message, {"denominator": statement.denominator})]
    notes += [Message(N_("Note of the source: {note}"), {"note": source.note}) for source in sources if source.note]
    return replace(
        value,
        stated=True,
        bound=statement.bound,
        states_own_base=statement.has_base,
        denominator_names=statement.denominator,
        notes=tuple(notes),
    )


def printed_notes(shares: Sequence[StatedShare]) -> tuple[Message, ...]:
    """Notes on shares that the source prints in addition to its counts."""
    return tuple(Message(PRINTED, {"share": share.percent}) for share in shares if share.statement.replaces)


def other_denominator_notes(shares: Sequence[StatedShare]) -> tuple[Message, ...]:
    """Notes on shares of another denominator, which are never used as the indicator's value."""
    return tuple(
        Message(OF_ANOTHER, {"share": share.percent, "denominator": share.statement.denominator})
        for share in shares
        if not share.statement.replaces
    )
