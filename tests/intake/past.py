"""Helpers: files read against stored figures; and the sample province quarter by quarter."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
from tests.figures import from_observations

from dxkpi.catalogue import load_registry_rows
from dxkpi.domain.figures.figures import Observation
from dxkpi.domain.model.locality import Registry
from dxkpi.domain.model.period import Cutoff, notation, parse_period
from dxkpi.intake import Problem, ProblemCode, PublishedFigures, Severity, UploadContext, read_upload

from .uploads import MEASURES, REGISTRY, as_csv

SAMPLE = Path(__file__).parents[2] / "data" / "sample"
OURS = frozenset(
    {
        ProblemCode.CARRY_OVER_MISMATCH,
        ProblemCode.CUMULATIVE_DECREASES,
        ProblemCode.LOOKS_CUMULATIVE,
        ProblemCode.COPIED_FORWARD,
        ProblemCode.UNUSUAL_VALUE,
    }
)
# (key of a locality, period, measure) → figure
Figures = Mapping[tuple[str, str, str], int]
HUE = "46@2004-01-01"
ProblemKey = tuple[ProblemCode, Severity, str, str, str]


def of(measure: str, counts: Mapping[str, int], locality: str = HUE) -> dict[tuple[str, str, str], int]:
    """One measure of one locality, period by period."""
    return {(locality, period, measure): count for period, count in counts.items()}


def quarters(counts: Sequence[int], until: str = "2024-Q4") -> dict[str, int]:
    """Counts of the quarters up to and with `until`, the last one's last."""
    year, number = int(until[:4]), int(until[-1])
    names = [f"{year - back // 4}-Q{4 - back % 4}" for back in range(4 - number, 4 - number + len(counts))]
    return dict(zip(reversed(names), counts, strict=True))


def history_of(past: Figures) -> PublishedFigures:
    """Figures that are already stored."""
    return PublishedFigures(
        from_observations(
            [
                Observation(locality, parse_period(period, Cutoff.DECREE09), measure, count)
                for (locality, period, measure), count in past.items()
            ]
        )
    )


def problems(new: Figures, past: Figures | PublishedFigures, registry: Registry = REGISTRY) -> list[Problem]:
    """The problems of a file with these figures, in the order of its rows, from the checks across periods."""
    history = past if isinstance(past, PublishedFigures) else history_of(past)
    context = UploadContext(registry, MEASURES.measure_named, Cutoff.DECREE09, rules=MEASURES.rules, history=history)
    rows = [("locality", "period", "measure", "value"), *((*key, str(count)) for key, count in new.items())]
    return [problem for problem in read_upload("a.csv", as_csv(rows), context).problems if problem.code in OURS]


def problem_keys(reported: Iterable[Problem]) -> set[ProblemKey]:
    """Code, severity, locality, period and measure of each problem."""
    return {
        (problem.code, problem.severity, problem.locality, notation(problem.period, Cutoff.DECREE09), problem.measure)
        for problem in reported
        if problem.period
    }


@cache
def sample_registry() -> Registry:
    """The units of the sample province."""
    return Registry(*load_registry_rows(SAMPLE, simulated=True))


@cache
def sample_figures() -> dict[tuple[str, str, str], int]:
    """The true figures of the sample province: what was first reported, with the corrections."""
    past = {}
    for name in ("figures.csv", "corrections.csv"):
        with (SAMPLE / name).open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                past[row["locality"], row["period"], row["measure"]] = int(row["value"])
    return past


def sample_quarter(quarter: str) -> tuple[Figures, PublishedFigures]:
    """The sample province's figures of a quarter, and all quarters before it."""
    new = {key: count for key, count in sample_figures().items() if key[1] == quarter}
    every = _sample_history().figures
    first = parse_period(quarter, Cutoff.DECREE09)
    rows = np.flatnonzero([period < first for _, period in every.index])
    past = replace(
        every, index=every.index.select(rows), cells=every.cells[rows], cell_origins=every.cell_origins[rows]
    )
    return new, PublishedFigures(past)


@cache
def _sample_history() -> PublishedFigures:
    return history_of(sample_figures())
