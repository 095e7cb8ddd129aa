"""How much is measured: all for the README, a quick look, or the smallest run that shows that each part works."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from bench.sizes import SIZES, DataSize


@dataclass(frozen=True)
class BenchPlan:
    """How often each thing is measured.

    `flat_changes`: changes over which memory is read; `visited`: newest quarters that were chosen before; `pictures`
    in a batch and `many_pictures` for memory; `kinds` of charts that are embedded, None: all; `simulated` series in
    each cell, and `funnels`; `attacked` provinces in each case; `compares`: whether other products are measured too;
    `home`: a filled home folder, None: one is made.
    """

    sizes: tuple[DataSize, ...]
    rounds: int
    flat_changes: int
    store_rounds: int
    import_rounds: int
    visited: int
    pictures: int
    many_pictures: int
    kinds: int | None
    simulated: int
    funnels: int
    attacked: int
    compares: bool = True
    home: Path | None = None


FULL = BenchPlan(
    tuple(SIZES.values()), rounds=15, flat_changes=1000, store_rounds=5, import_rounds=4, visited=20,
    pictures=48, many_pictures=1000, kinds=None, simulated=2000, funnels=300, attacked=1000,
)  # fmt: skip
QUICK = BenchPlan(
    tuple(SIZES.values()), rounds=3, flat_changes=200, store_rounds=2, import_rounds=1, visited=20,
    pictures=12, many_pictures=60, kinds=None, simulated=100, funnels=30, attacked=100,
)  # fmt: skip


def smallest(out: Path, home: Path) -> BenchPlan:
    """Each thing once, on four communes over two years, without other products; written below `out`."""
    return BenchPlan(
        (DataSize("smallest", 4, range(2024, 2026), out),), rounds=1, flat_changes=10, store_rounds=1, import_rounds=1,
        visited=4, pictures=2, many_pictures=10, kinds=1, simulated=1, funnels=2, attacked=2, compares=False, home=home,
    )  # fmt: skip
