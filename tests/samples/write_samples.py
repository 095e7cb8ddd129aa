"""Write every sample file into a folder, the same bytes each time.

Run: python -m tests.samples.write_samples FOLDER
"""

from __future__ import annotations

import sys
from pathlib import Path

from tests.samples.catalogue import SAMPLES


def write(folder: Path) -> None:
    """Write the samples; the folder is made where it is not there."""
    folder.mkdir(parents=True, exist_ok=True)
    for sample in SAMPLES:
        (folder / sample.name).write_bytes(sample.content)


if __name__ == "__main__":
    write(Path(sys.argv[1]))
