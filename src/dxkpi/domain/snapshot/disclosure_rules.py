"""Which counts disclosure control suppresses, in one table of figures."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass

from dxkpi.domain.figures.figures import Figures
from dxkpi.domain.model.indicator import Indicator
from dxkpi.domain.model.locality import Registry
from dxkpi.domain.model.measure import Measure, MeasureKind
from dxkpi.domain.model.period import Period
from dxkpi.domain.model.rules import Rules
from dxkpi.domain.snapshot.suppression.earlier import EarlierVintages
from dxkpi.domain.snapshot.suppression.nodes import CountNodes, Node
from dxkpi.domain.snapshot.suppression.secondary import SecondarySuppression
from dxkpi.domain.snapshot.suppression.sensitive import SensitiveCounts, telling_shares
from dxkpi.domain.snapshot.suppression.timeline import small_spans

NO_RULES = Rules()
NOTHING_EARLIER = EarlierVintages()

Hidden = Mapping[Node, frozenset[str]]


@dataclass(frozen=True)
class DisclosureRules:
    """The operator's thresholds, and the relations between counts.

    `warn_below`: rates with a smaller denominator carry a warning and are not ranked. `hide_below`: counts from 1 to
    below it are suppressed; 0 suppresses nothing.
    """

    warn_below: int = 0
    hide_below: int = 0
    rules: Rules = NO_RULES
    indicators: tuple[Indicator, ...] = ()


def hidden_counts(
    figures: Figures,
    registry: Registry,
    measures: Mapping[str, Measure],
    small: DisclosureRules,
) -> Hidden:
    """The suppressed measures by (locality key, period), as if no other vintage had been published."""
    if not small.hide_below:
        return {}
    nodes = CountNodes(figures, registry, suppressible_codes(figures, measures))
    return with_shares(suppressed_counts(nodes, measures, small, NOTHING_EARLIER), figures, measures, small)


def suppressible_codes(figures: Figures, measures: Mapping[str, Measure]) -> list[str]:
    """The measures of a table whose small counts may be hidden."""
    return [code for code in figures.measures if measures[code].suppressible]


def with_shares(
    counts: Mapping[Node, Set[str]], figures: Figures, measures: Mapping[str, Measure], small: DisclosureRules
) -> Hidden:
    """Suppressed counts, with the stated shares that would reveal them or a small number."""
    shares = frozenset(code for code in figures.measures if not measures[code].is_count)
    hidden = {node: shares.union(suppressed) for node, suppressed in counts.items()}
    for node, code in telling_shares(figures, small.indicators, small.hide_below):
        hidden[node] = hidden.get(node, frozenset()) | {code}
    return hidden


def suppressed_counts(
    nodes: CountNodes, measures: Mapping[str, Measure], small: DisclosureRules, earlier: EarlierVintages
) -> Mapping[Node, Set[str]]:
    """The suppressed counts by node: sensitive ones, those an earlier vintage hid, and what protects them."""
    sensitive = SensitiveCounts(nodes, small.hide_below, small.rules, small.indicators)
    suppression = SecondarySuppression(nodes, measures, small.hide_below, small.rules, earlier)
    for node, code in sensitive.cells():
        suppression.hide(node, code)
    for node in nodes.nodes:
        for code in nodes.codes:
            if earlier.was_hidden((node, code), nodes.count(node, code)):
                suppression.hide(node, code)
    suppression.spread()
    for key, code, flows in _flows(nodes, measures):
        for start, end in small_spans(flows, sensitive.is_small):
            suppression.separate(key, code, start, end)
            suppression.spread()
    for code in nodes.codes:
        suppression.close_derivations(code)
    return suppression.hidden


def _flows(nodes: CountNodes, measures: Mapping[str, Measure]) -> list[tuple[str, str, dict[Period, float]]]:
    """The flows of every locality (key) and measure (code) by period, those over the same localities together."""
    together: dict[tuple[str, str, frozenset[str]], dict[Period, float]] = {}
    for key, period in nodes.nodes:
        for code in nodes.codes:
            count = nodes.count((key, period), code)
            if count is not None and measures[code].kind is MeasureKind.FLOW:
                group = key, code, nodes.reporting((key, period), code)
                together.setdefault(group, {})[period] = count
    return [(key, code, flows) for (key, code, _), flows in together.items() if len(flows) > 1]
