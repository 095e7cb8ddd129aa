"""Pictures a second: one by one and in a batch, against Kaleido's own batch on the same figures; memory over many.

Run: python -m bench --pictures (with --quick: fewer). Finished pictures are not kept: each is drawn.
"""

from __future__ import annotations

import asyncio
import statistics
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kaleido import Kaleido

from dxkpi import workflows
from dxkpi.charts import CHARTS
from dxkpi.exports.options import ExportOptions
from dxkpi.exports.pictures import sandwich
from dxkpi.exports.pictures.renderer import SECONDS_PER_PICTURE, TABS, Renderer
from dxkpi.settings import Settings
from dxkpi.workspace import open_workspace

SAMPLE = "90"
AT_ONCE = 200  # requests that wait at the same time
BATCH, QUICK_BATCH = 48, 12
MANY, QUICK_MANY = 1000, 60
LOOKS = 10
MB = 1024 * 1024
Figure = tuple[dict[str, Any], dict[str, Any]]


@dataclass(frozen=True)
class Rates:
    """Pictures a second, and megabytes of the product's browser while it drew many."""

    one_by_one: float
    batch: float
    kaleido: float
    megabytes: list[float]


def measure(rounds: int, *, quick: bool = False) -> Rates:
    """Medians of rounds, each with the three ways one after the other, begun with another one each time."""
    figures = made(QUICK_BATCH if quick else BATCH)
    ours = Renderer()
    ours.render(figures[0][0], **figures[0][1])
    ways = {
        "one by one": lambda: _one_by_one(ours, figures),
        "batch": lambda: _at_once(ours, figures),
        "kaleido": lambda: asyncio.run(_kaleido(figures)),
    }
    found: dict[str, list[float]] = {name: [] for name in ways}
    for turn in range(rounds):
        names = [*ways][turn % len(ways) :] + [*ways][: turn % len(ways)]
        for name in names:
            found[name].append(ways[name]())
    held = _many(ours, figures, QUICK_MANY if quick else MANY)
    ours.close()
    return Rates(*(statistics.median(found[name]) for name in ways), held)


def made(count: int) -> list[Figure]:
    """Figures of every chart of the sample province, as often as it takes, and how Kaleido is asked for them."""
    with tempfile.TemporaryDirectory() as home:
        workspace = open_workspace(Settings(_env_file=None, home=Path(home)))
        pictures = [
            sandwich(
                workflows.view(workspace, workflows.parse_query(workspace, kind, workflows.QueryText(locality=SAMPLE))),
                ExportOptions(),
            )
            for kind in CHARTS
        ]
        workspace.close()
    shapes = [{"width": each.width, "height": each.height, "scale": each.zoom, "format": "png"} for each in pictures]
    figures = [(each.figure, shape) for each, shape in zip(pictures, shapes, strict=True)]
    return (figures * (count // len(figures) + 1))[:count]


def _one_by_one(ours: Renderer, figures: list[Figure]) -> float:
    begun = time.perf_counter()
    for figure, shape in figures:
        ours.render(figure, **shape)
    return len(figures) / (time.perf_counter() - begun)


def _at_once(ours: Renderer, figures: list[Figure]) -> float:
    with ThreadPoolExecutor(AT_ONCE) as readers:
        begun = time.perf_counter()
        list(readers.map(lambda each: ours.render(each[0], **each[1]), figures))
        return len(figures) / (time.perf_counter() - begun)


async def _kaleido(figures: list[Figure]) -> float:
    """Kaleido's own batch as it comes, its browser begun before the clock: on as many tabs, into files."""
    with tempfile.TemporaryDirectory() as folder:
        async with Kaleido(n=TABS, timeout=SECONDS_PER_PICTURE, mathjax=False) as browser:
            begun = time.perf_counter()
            wanted = [
                {"fig": figure, "opts": shape, "path": Path(folder) / f"{at}.png"}
                for at, (figure, shape) in enumerate(figures)
            ]
            faults = await browser.write_fig_from_object(wanted)
            took = time.perf_counter() - begun
        if faults:
            raise RuntimeError(f"what is measured must be drawn: {faults[:2]}")
        return len(figures) / took


def _many(ours: Renderer, figures: list[Figure], count: int) -> list[float]:
    """Megabytes that the browser holds for itself, looked at ten times on the way."""
    held = []
    for look in range(LOOKS):
        _at_once(ours, [figures[at % len(figures)] for at in range(look, look + count // LOOKS)])
        held.append(ours.memory / MB)
    return held


def report(rates: Rates) -> str:
    """The table of the bench."""
    rows = [
        ("one by one", rates.one_by_one),
        (f"in a batch, up to {AT_ONCE} waiting", rates.batch),
        ("Kaleido's own batch, same figures", rates.kaleido),
    ]
    lines = ["| pictures a second (PNG, 1200 × 628) | | × Kaleido |", "|---|---|---|"]
    lines += [f"| {name} | {rate:.2f} | {rate / rates.kaleido:.2f} |" for name, rate in rows]
    held = ", ".join(f"{each:.0f}" for each in rates.megabytes)
    return "\n".join([*lines, "", f"Memory of the browser on the way, MB: {held}"])
