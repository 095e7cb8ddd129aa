"""Answers queries of all kinds over and over, and watches the memory of the process."""

from __future__ import annotations

import gc
import os
import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from dxkpi.charts import CHARTS
from dxkpi.settings import Settings
from dxkpi.workflows import views
from dxkpi.workflows.choices import periods
from dxkpi.workflows.queries import QueryText, parse_query, snapshot_key
from dxkpi.workspace import open_workspace

SAMPLE = "90"
READINGS = 10
MEGABYTES_ALLOWED = 30.0  # in the second half, when all caches are full
LEAST_ROUNDS = 1000  # fewer do not fill the caches, so their growth says nothing
FORMATS = ("csv", "json", "html", "xlsx")


def watch_memory(home: Path, rounds: int, chance: random.Random) -> Iterator[str]:
    """A fault when the resident memory grows over the second half of the rounds."""
    workspace = open_workspace(Settings(_env_file=None, home=home))
    readings = []
    try:
        place = parse_query(workspace, "trend", QueryText(locality=SAMPLE)).place
        reported_periods = periods(workspace, place, snapshot_key(workspace))
        for number in range(rounds):
            text = QueryText(locality=SAMPLE)
            query = parse_query(workspace, chance.choice(list(CHARTS)), text)
            view = views.view(workspace, replace(query, period=chance.choice(reported_periods)))
            description = views.describe(workspace, view, query.language)
            views.draw(workspace, description)
            views.export(workspace, description, chance.choice(FORMATS))
            if (number + 1) % max(1, rounds // READINGS) == 0:
                gc.collect()
                readings.append(_resident_megabytes())
    finally:
        workspace.close()
    print(f"memory: resident, MB: {', '.join(f'{reading:.0f}' for reading in readings)}", flush=True)
    growth = readings[-1] - readings[len(readings) // 2]
    if rounds >= LEAST_ROUNDS and growth > MEGABYTES_ALLOWED:
        yield f"{growth:.0f} MB more after {rounds // 2} rounds"


def _resident_megabytes() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6
