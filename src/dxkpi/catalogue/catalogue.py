"""The catalogue: measures, indicators, rules and baselines, loaded from the files of one folder."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from dxkpi.catalogue.baselines import read_baselines
from dxkpi.catalogue.indicators import read_indicators
from dxkpi.catalogue.measures import MEASURES, read_measures
from dxkpi.catalogue.rules import read_rules
from dxkpi.catalogue.unit_lists import read_unit_lists
from dxkpi.domain.model.baselines import Baseline
from dxkpi.domain.model.indicator import Indicator
from dxkpi.domain.model.locality_names import fold_name
from dxkpi.domain.model.measure import Bound, Measure, Statement
from dxkpi.domain.model.rules import Rules
from dxkpi.domain.model.unit_lists import UnitLists
from dxkpi.errors import CatalogueFault, UnknownIndicator, UnknownMeasure
from dxkpi.locale import N_, Message

EVERY_DAY_KNOWN = UnitLists()


@dataclass(frozen=True, eq=False)
class Catalogue:
    """Measures by code, in the order of their file; indicators in display order; rules; restarts of control limits;
    from which day on the lists of localities are known."""

    measures: Mapping[str, Measure]
    indicators: tuple[Indicator, ...]
    rules: Rules
    baselines: tuple[Baseline, ...] = ()
    unit_lists: UnitLists = EVERY_DAY_KNOWN

    def indicator(self, id: str) -> Indicator:
        """The indicator with an id. Raises UnknownIndicator."""
        if id not in self._by_id:
            raise UnknownIndicator(id, tuple(self._by_id))
        return self._by_id[id]

    def measure(self, code: str) -> Measure:
        """The measure with a code. Raises UnknownMeasure."""
        if code not in self.measures:
            raise UnknownMeasure(code, tuple(self.measures))
        return self.measures[code]

    def measure_named(self, text: str) -> Measure:
        """The measure with a code, or a Vietnamese or English name.

        Ignores case, white space and Unicode form, but not diacritics. Raises UnknownMeasure.
        """
        code = text.strip().casefold()
        measure = self.measures.get(code) or self._by_name.get(fold_name(text))
        if measure is None:
            raise UnknownMeasure(text, tuple(self.measures))
        return measure

    @cached_property
    def _by_id(self) -> dict[str, Indicator]:
        return {indicator.id: indicator for indicator in self.indicators}

    @cached_property
    def _by_name(self) -> dict[str, Measure]:
        return {
            fold_name(name): measure
            for measure in self.measures.values()
            for name in (measure.names.en, measure.names.vi)
        }


def load_catalogue(folder: Path) -> Catalogue:
    """The catalogue in a folder. Raises CatalogueFault for the first problem."""
    measures = read_measures(folder)
    indicators = read_indicators(folder, measures)
    _check_statements(measures, {indicator.id for indicator in indicators})
    stated = tuple(replace(indicator, stated_by=_stating(indicator.id, measures)) for indicator in indicators)
    baselines = read_baselines(folder, {indicator.id for indicator in indicators})
    return Catalogue(measures, stated, read_rules(folder, measures), baselines, read_unit_lists(folder))


def _check_statements(measures: Mapping[str, Measure], known: set[str]) -> None:
    for measure in measures.values():
        if measure.statement and measure.statement.indicator not in known:
            reason = Message(N_("there is no indicator “{text}”"), {"text": measure.statement.indicator})
            key = f"measure[{measure.code}].statement.indicator"
            raise CatalogueFault(file=MEASURES, key=key, reason=reason)


def _stating(indicator: str, measures: Mapping[str, Measure]) -> tuple[str, ...]:
    """Codes of the reported shares of an indicator, those that may replace its value first, more exact ones first."""

    def rank(statement: Statement) -> tuple[bool, int]:
        return not statement.replaces, list(Bound).index(statement.bound)

    ranked = [
        (rank(measure.statement), code)
        for code, measure in measures.items()
        if measure.statement and measure.statement.indicator == indicator
    ]
    return tuple(code for _, code in sorted(ranked, key=lambda pair: pair[0]))
