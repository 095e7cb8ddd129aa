"""Primary suppression: counts that are small, and counts that leave a small number when another is taken away.

- a count of a suppressible measure from 1 to below the threshold;
- a part that leaves such a number out of its whole: 98 of 100;
- the rest of an identity of which parts are missing: 100 resolved, 60 early and 37 on time;
- a unit's own count of which the localities below leave such a number: 803 and 800;
- spans of days that follow from two periods: 103 in nine months and 100 in six;
- a stated share of a shown count that is such a number of cases, or all but such a number.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from dxkpi.domain.figures.figures import Figures
from dxkpi.domain.model.indicator import Indicator, Term, Unit
from dxkpi.domain.model.rules import Rules
from dxkpi.domain.snapshot.suppression.nodes import CountNodes, Node

HUNDRED = 100
# A stated share is as exact as its last printed digit, of which at least this many follow the point.
LEAST_DECIMALS, MOST_DECIMALS = 0, 4


class SensitiveCounts:
    """The primary suppression of a table of counts below a threshold."""

    def __init__(self, nodes: CountNodes, below: int, rules: Rules, indicators: Sequence[Indicator]) -> None:
        self.nodes, self.below, self.rules, self.indicators = nodes, below, rules, indicators

    def is_small(self, count: float | None) -> bool:
        """Whether a count is from 1 to below the threshold."""
        return count is not None and 0 < count < self.below

    def cells(self) -> Iterator[tuple[Node, str]]:
        """The counts to suppress, by node and measure (code)."""
        for node in self.nodes.nodes:
            counts = {code: count for code in self.nodes.codes if (count := self.nodes.count(node, code)) is not None}
            own = self.nodes.own.get(node, {})
            yield from ((node, code) for code, count in own.items() if self.is_small(count))
            yield from ((node, code) for code in self._leaving_few(counts))
            yield from ((node, code) for code in self._rests_of_identities(counts))
            yield from ((node, code) for code in own if self._is_rest_small(node, code))

    def _leaving_few(self, counts: dict[str, float]) -> Iterator[str]:
        for indicator in self.indicators:
            wholes = [term for term in indicator.denominators if term.measures and not term.fallback]
            if indicator.unit is not Unit.PERCENT:
                continue
            for part in (term for term in indicator.numerators if term.measures and not term.less):
                for whole in wholes:
                    if (
                        set(part.measures) & set(whole.measures)
                        or not {*part.measures, *whole.measures} <= counts.keys()
                    ):
                        continue
                    if self.is_small(_total(whole, counts) - _total(part, counts)):
                        yield from part.measures

    def _rests_of_identities(self, counts: dict[str, float]) -> Iterator[str]:
        for rule in self.rules.identities:
            if not set(rule.whole) <= counts.keys():
                continue
            parts = [counts[code] for code in rule.parts if code in counts]
            is_incomplete = 0 < len(parts) < len(rule.parts)
            if is_incomplete and self.is_small(sum(counts[code] for code in rule.whole) - sum(parts)):
                yield from (code for code in rule.parts if code in counts)

    def _is_rest_small(self, node: Node, code: str) -> bool:
        below = self.nodes.sum_below(node, code)
        return below is not None and self.is_small(self.nodes.own[node][code] - below)


def telling_shares(figures: Figures, indicators: Sequence[Indicator], below: int) -> Iterator[tuple[Node, str]]:
    """Stated shares (codes) by node that tell a small number of cases of a count of the same node."""
    for indicator in indicators:
        bases = [figures.column(term.measures[0]) for term in indicator.denominators if len(term.measures) == 1]
        for code in indicator.stated_by:
            percents = figures.column(code)
            for row in np.flatnonzero(~np.isnan(percents)).tolist():
                slack = 10.0 ** -_decimals(float(percents[row])) / 2
                low, high = percents[row] - slack, percents[row] + slack
                if any(_tells(float(base[row]), low, high, below) for base in bases):
                    yield figures.index[row], code


def _tells(base: float, low: float, high: float, below: int) -> bool:
    """Whether a share from `low` to `high` percent of a count, or what is left of it, may be a small number."""
    if np.isnan(base):
        return False
    parts = (
        (base * low / HUNDRED, base * high / HUNDRED),
        (base * (HUNDRED - high) / HUNDRED, base * (HUNDRED - low) / HUNDRED),
    )
    return any(least < below and most > 0 for least, most in parts)


def _decimals(percent: float) -> int:
    text = f"{percent:.{MOST_DECIMALS}f}".rstrip("0")
    return max(len(text.partition(".")[2]), LEAST_DECIMALS)


def _total(term: Term, counts: dict[str, float]) -> float:
    return sum(counts[code] for code in term.measures)
