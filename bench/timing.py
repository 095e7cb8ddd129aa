"""One clock for everything that is measured in this process."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable


def timed(work: Callable[[], object]) -> float:
    """Seconds, begun with a collected heap; what `work` gives is let go after the clock stops."""
    gc.collect()
    begun = time.perf_counter()
    kept = work()
    took = time.perf_counter() - begun
    del kept
    return took
