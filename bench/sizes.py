"""The sizes that are measured, and the folders of each."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
OUT = ROOT / "bench" / "out"
PROVINCE = "79"  # the province with the most communes, so that the ranking is as long as it gets
YEARS = range(2016, 2026)
MEASURES = (
    "dossiers_received_online",
    "dossiers_received_in_person",
    "dossiers_received",
    "dossiers_carried_over",
    "dossiers_resolved_early",
    "dossiers_resolved_on_time",
    "dossiers_resolved_overdue",
    "dossiers_resolved",
    "dossiers_pending",
)


@dataclass(frozen=True)
class DataSize:
    """One size. `communes`: how many of the home province; None: every commune of every province. `out`: the folder
    in which everything of this size is written."""

    name: str
    communes: int | None
    years: range = YEARS
    out: Path = OUT

    @property
    def quarters(self) -> tuple[str, ...]:
        """All quarters that have figures, the oldest first."""
        return tuple(f"{year}-Q{number}" for year in self.years for number in range(1, 5))

    @property
    def folder(self) -> Path:
        """Everything that is written for this size."""
        return self.out / self.name

    @property
    def data(self) -> Path:
        """Catalogue and registry."""
        return self.folder / "data"

    @property
    def home(self) -> Path:
        """The product's home folder, with its store."""
        return self.folder / "home"

    @property
    def table(self) -> Path:
        """The same facts as one long CSV: locality, quarter, measure, value."""
        return self.folder / "facts.csv"

    @property
    def database(self) -> Path:
        """The same long table in a plain SQLite file."""
        return self.folder / "facts.sqlite"

    @property
    def pages(self) -> Path:
        """The page as the product shows it, one entry a quarter, pickled."""
        return self.folder / "pages.pickle"

    @property
    def environment(self) -> dict[str, str]:
        """The environment in which the product serves this size."""
        return {
            "DXKPI_DATA": str(self.data),
            "DXKPI_HOME": str(self.home),
            "DXKPI_PROVINCE": PROVINCE,
            "DXKPI_SAMPLE": "off",
            "BENCH_FOLDER": str(self.folder),
        }


SIZES = {size.name: size for size in (DataSize("province", 150), DataSize("country", None))}
