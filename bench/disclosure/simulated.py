"""Simulated provinces of which counts arrive and are corrected over three vintages. Seeded."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random

import numpy as np

from bench.disclosure.attack import KnownRange, known_ranges
from bench.disclosure.served import attacked_counts
from dxkpi.catalogue import Catalogue, load_catalogue
from dxkpi.domain.figures.figures import FigureIndex, Figures, Source
from dxkpi.domain.model.locality import Level, Locality, Registry
from dxkpi.domain.model.period import Cutoff, Period, cumulative, quarter
from dxkpi.domain.snapshot.disclosure import GuardedSnapshot
from dxkpi.domain.snapshot.disclosure_rules import DisclosureRules
from dxkpi.workspace.suppressed_counts import SuppressedCounts

DATA = Path(__file__).parents[2] / "data"
SEED = 20261201
BELOW = 5
MEASURE = "dossiers_resolved_overdue"
COUNTS = (0, 1, 2, 3, 4, 5, 7, 9, 12, 20, 40, 60, 100)
YEAR = 2023
DAY = date(2004, 1, 1)
DISTRICTS = ("477", "478")
COMMUNES = tuple(f"{district}{number}" for district in DISTRICTS for number in "1234")
PERIODS: Mapping[Period, tuple[int, ...]] = {
    **{quarter(YEAR, number, Cutoff.DECREE09): (number,) for number in (1, 2, 3)},
    **{cumulative(YEAR, number, Cutoff.DECREE09): tuple(range(1, number + 1)) for number in (2, 3)},
}
# (code of a locality, period) → count
Counts = dict[tuple[str, Period], float]
Vintages = Sequence[Counts]


@dataclass(frozen=True)
class AttackCase:
    """How provinces are simulated: what differs, and how vintages are drawn."""

    name: str
    draw: Callable[[Random], Vintages]


def _by_locality(chance: Random) -> Vintages:
    """Communes report one quarter, some later than others, and correct it."""
    first = next(iter(PERIODS))
    return [{(code, first): chance.choice(COUNTS) for code in COMMUNES if chance.random() < 0.4} for _ in range(3)]


def _by_period(chance: Random) -> Vintages:
    """Three communes report quarters, six and nine months, in any order."""
    counts: list[tuple[tuple[str, Period], float]] = []
    for code in COMMUNES[:3]:
        quarters = [chance.choice(COUNTS) for _ in range(3)]
        counts += [
            ((code, period), float(sum(quarters[number - 1] for number in numbers)))
            for period, numbers in PERIODS.items()
            if chance.random() < 0.6
        ]
    chance.shuffle(counts)
    cut = chance.randint(0, len(counts))
    return [dict(counts[:cut]), dict(counts[cut:])]


CASES = (
    AttackCase("one quarter of eight communes, three vintages with corrections", _by_locality),
    AttackCase("quarters, six and nine months of three communes, two vintages", _by_period),
)


def _unit(code: str, level: Level, parent: str | None) -> Locality:
    return Locality(code, DAY, None, code, level.value, level, parent, None, None)


REGISTRY = Registry(
    [
        _unit("46", Level.PROVINCE, None),
        *(_unit(code, Level.DISTRICT, "46") for code in DISTRICTS),
        *(_unit(code, Level.COMMUNE, code[:3]) for code in COMMUNES),
    ]
)


def attack(case: AttackCase, provinces: int) -> Iterator[KnownRange]:
    """The ranges of the watched numbers of some simulated provinces."""
    catalogue = load_catalogue(DATA)
    for number in range(provinces):
        vintages = [counts for counts in case.draw(Random(SEED + number)) if counts]
        snapshots = published(vintages, catalogue)
        attacked = attacked_counts(snapshots, catalogue.rules, catalogue.indicators, BELOW)
        yield from known_ranges(attacked)


def published(vintages: Vintages, catalogue: Catalogue) -> list[GuardedSnapshot]:
    """The snapshots of vintages of which each adds to or corrects the ones before."""
    small = DisclosureRules(0, BELOW, catalogue.rules, catalogue.indicators)
    tables = [_figures(counts, number) for number, counts in enumerate(vintages, start=1)]
    suppressed = SuppressedCounts(lambda number: tables[number - 1], lambda number: REGISTRY, catalogue.measures, small)
    snapshots, counts = [], Counts()
    for number, changes in enumerate(vintages, start=1):
        counts = counts | changes
        snapshots.append(
            GuardedSnapshot(_figures(counts, number), REGISTRY, catalogue.measures, small, suppressed=suppressed.at)
        )
    return snapshots


def _figures(counts: Counts, vintage: int) -> Figures:
    keys = sorted({f"{code}@{DAY}" for code, _ in counts})
    periods = sorted({period for _, period in counts})
    rows = sorted(
        (keys.index(f"{code}@{DAY}") * len(periods) + periods.index(period), count)
        for (code, period), count in counts.items()
    )
    index = FigureIndex.of_slots(keys, periods, np.array([slot for slot, _ in rows]))
    cells = np.array([[count] for _, count in rows], dtype=float)
    source = Source("", "", False, "", 0, DAY)
    return Figures(vintage, index, (MEASURE,), cells, np.zeros(cells.shape, dtype=np.int32), (source,))


def report(provinces: int) -> str:
    """For each case: how many small numbers there are, how many are too well known, and the narrowest range."""
    lines = ["| simulated | small numbers | range below 3 | narrowest range |", "|---|---|---|---|"]
    for case in CASES:
        ranges = [one for one in attack(case, provinces) if 0 < one.true < BELOW]
        narrowest = min((one.largest - one.least for one in ranges), default=0.0)
        unsafe = sum(not one.is_safe for one in ranges)
        lines.append(f"| {case.name} | {len(ranges)} | {unsafe} | {narrowest:.0f} |")
    return "\n".join(lines)
