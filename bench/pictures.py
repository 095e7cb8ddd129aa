"""Pictures a second: one by one and in a batch, to compare with Kaleido's own batch; memory over many pictures.

Nothing comes from the cache: each picture is drawn.
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

from bench.plan import BenchPlan
from dxkpi.charts import CHARTS
from dxkpi.exports.options import ExportOptions
from dxkpi.exports.pictures import compose_picture
from dxkpi.exports.pictures.renderer import SECONDS_PER_PICTURE, TABS, Renderer
from dxkpi.settings import Settings
from dxkpi.workflows import views
from dxkpi.workflows.queries import QueryText, parse_query
from dxkpi.workspace import open_workspace

SAMPLE = "90"
AT_ONCE = 200  # requests that wait at the same time
READINGS = 10
MB = 1024 * 1024
PictureRequest = tuple[dict[str, Any], dict[str, Any]]  # a figure, and its shape as Kaleido takes it


@dataclass(frozen=True)
class PictureRates:
    """Pictures a second, and megabytes of the product's browser while it drew many. `kaleido`: None: not compared."""

    one_by_one: float
    batch: float
    kaleido: float | None
    megabytes: list[float]


def measure(plan: BenchPlan) -> PictureRates:
    """Medians of rounds; each measures all ways one after the other and begins with another one."""
    figures = requests(plan)
    ours = Renderer()
    ours.render(figures[0][0], **figures[0][1])
    ways = {
        "one by one": lambda: _one_by_one(ours, figures),
        "batch": lambda: _at_once(ours, figures),
    }
    if plan.compares:
        ways["kaleido"] = lambda: asyncio.run(_kaleido(figures))
    rates: dict[str, list[float]] = {name: [] for name in ways}
    for turn in range(plan.rounds):
        names = [*ways][turn % len(ways) :] + [*ways][: turn % len(ways)]
        for name in names:
            rates[name].append(ways[name]())
    megabytes = _memory_over(ours, figures, plan.many_pictures)
    ours.close()
    medians = {name: statistics.median(samples) for name, samples in rates.items()}
    return PictureRates(medians["one by one"], medians["batch"], medians.get("kaleido"), megabytes)


def requests(plan: BenchPlan) -> list[PictureRequest]:
    """As many figures as the plan says, of all kinds of charts of the sample province in turn."""
    with tempfile.TemporaryDirectory() as folder:
        workspace = open_workspace(Settings(_env_file=None, home=plan.home or Path(folder)))
        pictures = []
        for kind in list(CHARTS)[: plan.pictures]:
            view = views.view(workspace, parse_query(workspace, kind, QueryText(locality=SAMPLE)))
            description = views.describe(workspace, view, workspace.language)
            pictures.append(compose_picture(description, ExportOptions()))
        workspace.close()
    figures = [
        (picture.figure, {"width": picture.width, "height": picture.height, "scale": picture.zoom, "format": "png"})
        for picture in pictures
    ]
    return (figures * (plan.pictures // len(figures) + 1))[: plan.pictures]


def _one_by_one(ours: Renderer, figures: list[PictureRequest]) -> float:
    begun = time.perf_counter()
    for figure, shape in figures:
        ours.render(figure, **shape)
    return len(figures) / (time.perf_counter() - begun)


def _at_once(ours: Renderer, figures: list[PictureRequest]) -> float:
    with ThreadPoolExecutor(AT_ONCE) as readers:
        begun = time.perf_counter()
        list(readers.map(lambda request: ours.render(request[0], **request[1]), figures))
        return len(figures) / (time.perf_counter() - begun)


async def _kaleido(figures: list[PictureRequest]) -> float:
    """Kaleido's own batch into files, on as many tabs; its browser is started before the clock."""
    with tempfile.TemporaryDirectory() as folder:
        async with Kaleido(n=TABS, timeout=SECONDS_PER_PICTURE, mathjax=False) as browser:
            begun = time.perf_counter()
            pictures = [
                {"fig": figure, "opts": shape, "path": Path(folder) / f"{at}.png"}
                for at, (figure, shape) in enumerate(figures)
            ]
            faults = await browser.write_fig_from_object(pictures)
            took = time.perf_counter() - begun
        if faults:
            raise RuntimeError(f"Kaleido could not draw: {faults[:2]}")
        return len(figures) / took


def _memory_over(ours: Renderer, figures: list[PictureRequest], count: int) -> list[float]:
    """Memory of the browser in megabytes, without shared memory, read ten times while it draws `count` pictures."""
    megabytes = []
    for reading in range(READINGS):
        _at_once(ours, [figures[at % len(figures)] for at in range(reading, reading + count // READINGS)])
        megabytes.append(ours.memory / MB)
    return megabytes


def report(rates: PictureRates) -> str:
    """The table of the README."""
    rows = [
        ("one by one", rates.one_by_one),
        (f"in a batch, up to {AT_ONCE} waiting", rates.batch),
    ]
    if rates.kaleido:
        rows.append(("Kaleido's own batch, same figures", rates.kaleido))
    lines = ["| pictures a second (PNG, 1200 × 628) | | × Kaleido |", "|---|---|---|"]
    for name, rate in rows:
        lines.append(f"| {name} | {rate:.2f} | {f'{rate / rates.kaleido:.2f}' if rates.kaleido else ''} |")
    megabytes = ", ".join(f"{reading:.0f}" for reading in rates.megabytes)
    return "\n".join([*lines, "", f"Memory of the browser, MB: {megabytes}"])
