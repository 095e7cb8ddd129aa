"""The scripts that draw charts, each under a name with a hash of its content."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, cached_property
from hashlib import sha256
from pathlib import Path

FOLDER = Path(__file__).parent
SCRIPT_FOLDER = "/embed/"
HASH_LENGTH = 12


@dataclass(frozen=True)
class Script:
    """A script that the server has at an address of its own. `name`: the part before the hash."""

    name: str
    content: Callable[[], bytes]

    @cached_property
    def file_name(self) -> str:
        """Another content has another name, so that browsers may keep it for ever."""
        return f"{self.name}.{sha256(self.content()).hexdigest()[:HASH_LENGTH]}.js"

    @property
    def address(self) -> str:
        """Where the server has it."""
        return SCRIPT_FOLDER + self.file_name


def plotly_file() -> Path:
    """Plotly alone."""
    return FOLDER / "plotly-basic.min.js"


def _bundle() -> bytes:
    return plotly_file().read_bytes() + b"\n" + (FOLDER / "draw_chart.js").read_bytes()


@cache
def bundle() -> Script:
    """Plotly and `draw_chart.js`, which draws with it, in one file."""
    return Script("chart", _bundle)
