"""Samples of measurements, their medians and the targets as tables, and as JSON."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from io import StringIO
from pathlib import Path
from statistics import median

from rich import box
from rich.console import Console
from rich.table import Table

WIDTH = 150
APPS = ("product", "floor", "dash", "naive")


@dataclass(frozen=True)
class BenchTarget:
    """A bound on the ratio to FLOOR (`ratio`), or on the product's own value."""

    bound: float
    at_most: bool = True
    ratio: bool = True

    def reached(self, product: float, ratio: float | None) -> bool | None:
        """Whether the target is reached. None without anything to compare with."""
        value = ratio if self.ratio else product
        if value is None:
            return None
        return value <= self.bound if self.at_most else value >= self.bound

    def __str__(self) -> str:
        return f"{'≤' if self.at_most else '≥'} {self.bound:g}{' × FLOOR' if self.ratio else ''}"


TARGETS = {
    "cold, s": BenchTarget(0.65),
    "first text of a cold page, s": BenchTarget(0.5),
    "reload, s": BenchTarget(0.6),
    "change of quarter, s": BenchTarget(0.4),
    "CPU a change, ms": BenchTarget(0.4),
    "changes a second, 10 sessions": BenchTarget(4.0, at_most=False),
    "cold page on the wire, MB": BenchTarget(1.5, ratio=False),
    "cold on 10 Mbit/s and 50 ms, s": BenchTarget(0.6),
    "memory, slope over 1,000 changes, MB": BenchTarget(1.0, ratio=False),
    "SQL statements in 100 changes": BenchTarget(0, ratio=False),
}


@dataclass
class Results:
    """Samples by size, measurement and app (or, for files, by what was done)."""

    samples: dict[str, dict[str, dict[str, list[float]]]] = field(default_factory=dict)
    readings: dict[str, list[float]] = field(default_factory=dict)

    def add(self, size: str, name: str, samples: dict[str, list[float]]) -> None:
        """Keep the samples of one measurement."""
        self.samples.setdefault(size, {}).setdefault(name, {}).update(samples)

    def extend(self, size: str, name: str, app: str, values: list[float]) -> None:
        """More samples of one measurement and app."""
        self.samples.setdefault(size, {}).setdefault(name, {}).setdefault(app, []).extend(values)

    def save(self, path: Path, **about: object) -> None:
        """As JSON, with the medians."""
        document = {
            "about": about,
            "medians": {
                size: {name: _medians(by_app) for name, by_app in measurements.items()}
                for size, measurements in self.samples.items()
            },
            "targets": {name: asdict(target) for name, target in TARGETS.items()},
            "samples": self.samples,
            "memory over changes, MB": self.readings,
        }
        path.write_text(json.dumps(document, indent=1, ensure_ascii=False), encoding="utf-8")

    def report(self) -> str:
        """A table for each size, in Markdown."""
        console = Console(width=WIDTH, file=StringIO(), color_system=None)
        for size, measurements in self.samples.items():
            table = Table(title=size, box=box.MARKDOWN)
            for heading in (
                "median",
                "product",
                "FLOOR",
                "Dash",
                "naive",
                "× FLOOR",
                "× Dash",
                "× naive",
                "to reach",
                "",
            ):
                table.add_column(heading, justify="left" if heading == "median" else "right")
            for name, by_app in measurements.items():
                for line in _lines(name, by_app):
                    table.add_row(*line)
            console.print(table)
        return console.file.getvalue()  # type: ignore[attr-defined]


def _medians(samples: dict[str, list[float]]) -> dict[str, float]:
    return {name: median(values) for name, values in samples.items() if values}


def _lines(name: str, samples: dict[str, list[float]]) -> list[tuple[str, ...]]:
    medians = _medians(samples)
    if "product" not in medians:
        return [(f"{name}: {step}, s", _number(value), *[""] * 8) for step, value in medians.items()]
    ratios = [medians["product"] / medians[app] if medians.get(app) else None for app in APPS[1:]]
    target = TARGETS.get(name)
    verdict = {True: "reached", False: "MISSED", None: ""}[
        target.reached(medians["product"], ratios[0]) if target else None
    ]
    values = [_number(medians.get(app)) for app in APPS]
    return [(name, *values, *map(_number, ratios), str(target or ""), verdict)]


def _number(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:.0f}" if abs(value) >= 100 else f"{value:.3g}"
