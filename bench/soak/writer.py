"""A program that submits figures without a pause until it is killed: `python -m bench.soak.writer HOME FIRST`.

Every submission sets the same measure of all localities to one number, FIRST and then the next, so a submission that
was written in part shows as two numbers in one vintage.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from dxkpi.domain.figures.figures import Observation
from dxkpi.domain.figures.submitted import reported
from dxkpi.domain.model.locality import Level
from dxkpi.domain.model.period import Cutoff, parse_period
from dxkpi.domain.model.permissions import OPERATOR
from dxkpi.settings import Settings
from dxkpi.store import SheetId, Store, SubmissionRequest

MEASURE = "surveys"
PERIOD = parse_period("2026-Q3", Cutoff.DECREE09)
READY = "ready"


def localities_of(store: Store) -> Sequence[str]:
    """The keys of the communes of the sample province."""
    return [unit.key for unit in store.localities() if unit.simulated and unit.level is Level.COMMUNE]


def write_until_killed(home: Path, first: int) -> None:
    """Submit one number after the other; prints `READY` after the first."""
    with Store.open(Settings(_env_file=None, home=home).address) as store:
        localities = localities_of(store)
        for number in count(first):
            observations = reported(Observation(key, PERIOD, MEASURE, number, source="soak") for key in localities)
            sheet = SheetId(f"soak {number}", "long_table")
            request = SubmissionRequest(OPERATOR, f"{number}.csv", sheet, datetime.now(UTC), reason="soak test")
            store.submit(observations, request, approve=True)
            if number == first:
                print(READY, flush=True)


if __name__ == "__main__":
    write_until_killed(Path(sys.argv[1]), int(sys.argv[2]))
