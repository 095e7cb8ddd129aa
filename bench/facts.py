"""Fact tables of a size, the same every time, in the product's store and as plain files.

Shape of `simulated_facts`: (locality, quarter, measure), measures in the order of `MEASURES`; whole numbers.
Counts agree: online and in person add up to received, the three kinds of resolved to resolved, and pending is carried
over.
"""

from __future__ import annotations

import csv
import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import numpy as np
import pandas as pd

from bench.sizes import MEASURES, PROVINCE, ROOT, DataSize
from dxkpi.catalogue import load_registry_rows
from dxkpi.domain.figures.figures import Observation
from dxkpi.domain.figures.submitted import reported
from dxkpi.domain.model.period import Cutoff, parse_period
from dxkpi.domain.model.permissions import OPERATOR
from dxkpi.settings import Settings
from dxkpi.store import SheetId, Store, SubmissionRequest

SEED = 2025
VALID_FROM = "2010-01-01"
EMPTY_SUCCESSIONS = "from_code,from_valid_from,to_code,to_valid_from,day,share,source\n"


def prepare(size: DataSize) -> None:
    """Write facts and store, unless this version of this file has written them already."""
    stamp = size.folder / "version"
    version = sha256(Path(__file__).read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text() == version:
        return
    shutil.rmtree(size.folder, ignore_errors=True)
    size.folder.mkdir(parents=True)
    keys = write_data_folder(size)
    facts = simulated_facts(len(keys), len(size.quarters))
    write_plain(size, keys, facts)
    fill_store(size, keys, facts)
    stamp.write_text(version)


def simulated_facts(localities: int, quarters: int, seed: int = SEED) -> np.ndarray:
    """Counts of localities over quarters; more quarters begin with the same figures."""
    chance = np.random.default_rng(seed)
    size = chance.lognormal(6.2, 0.6, localities)
    care = np.clip(chance.normal(0.93, 0.04, localities), 0.7, 0.995)
    facts = np.zeros((localities, quarters, len(MEASURES)), dtype=np.int64)
    pending = chance.poisson(size * 0.1)
    for at in range(quarters):
        received = chance.poisson(size * (1 + 0.15 * np.sin(at * np.pi / 2) + 0.01 * at))
        online = chance.binomial(received, min(0.2 + 0.018 * at, 0.95))
        resolved = chance.binomial(received + pending, 0.9)
        overdue = chance.binomial(resolved, np.clip(1 - care - 0.001 * at, 0.002, 1))
        early = chance.binomial(resolved - overdue, 0.6)
        left = received + pending - resolved
        columns = (online, received - online, received, pending, early, resolved - overdue - early, overdue, resolved)
        facts[:, at] = np.column_stack((*columns, left))
        pending = left
    return facts


def write_data_folder(size: DataSize) -> list[str]:
    """The product's catalogue with the localities of this size, valid from before the first quarter. Their keys."""
    shutil.copytree(ROOT / "data", size.data, ignore=shutil.ignore_patterns("*.py", "figures", "sample"))
    (size.data / "successions.csv").write_text(EMPTY_SUCCESSIONS)
    with (ROOT / "data" / "localities.csv").open(encoding="utf-8") as source:
        rows = [row for row in csv.DictReader(source) if not row["valid_to"]]
    provinces = [row for row in rows if row["level"] == "province"]
    communes = [row for row in rows if row["level"] == "commune"]
    if size.communes is not None:
        provinces = [row for row in provinces if row["code"] == PROVINCE]
        communes = [row for row in communes if row["parent"] == PROVINCE][: size.communes]
    with (size.data / "localities.csv").open("w", encoding="utf-8", newline="") as target:
        writer = csv.DictWriter(target, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(row | {"valid_from": VALID_FROM} for row in provinces + communes)
    return [f"{row['code']}@{VALID_FROM}" for row in communes]


def write_plain(size: DataSize, keys: Sequence[str], facts: np.ndarray) -> None:
    """The facts as one long CSV, and as one long table in SQLite."""
    table = long_table(keys, size.quarters, facts)
    table.to_csv(size.table, index=False)
    with sqlite3.connect(size.database) as connection:
        table.to_sql("facts", connection, index=False, chunksize=100_000)


def long_table(keys: Sequence[str], quarters: Sequence[str], facts: np.ndarray) -> pd.DataFrame:
    """One row a figure, with the headings of the product's own long layout."""
    index = pd.MultiIndex.from_product((keys, quarters, MEASURES), names=["locality", "period", "measure"])
    return pd.DataFrame({"value": facts.reshape(-1)}, index=index).reset_index()


def settings_of(size: DataSize, home: Path | None = None) -> Settings:
    """The product's settings for this size."""
    return Settings(data=size.data, home=home or size.home, province=PROVINCE, sample=False)


def fill_store(size: DataSize, keys: Sequence[str], facts: np.ndarray) -> None:
    """Every year is one approved submission. The first has the name of the figures that ship with the product."""
    size.home.mkdir(parents=True)
    with Store.open(settings_of(size).address) as store:
        store.put_registry(*load_registry_rows(size.data))
        for year in size.years:
            observations = reported(_observations(size, keys, facts, year))
            store.submit(
                observations,
                SubmissionRequest(
                    by=OPERATOR,
                    file_name="figures/published.csv" if year == size.years[0] else f"{year}.csv",
                    sheet=SheetId(f"bench {size.name} {year}", "long_table"),
                    received_at=datetime(year + 1, 1, 15, tzinfo=UTC),
                ),
                approve=True,
            )


def _observations(size: DataSize, keys: Sequence[str], facts: np.ndarray, year: int) -> Iterator[Observation]:
    source = f"Sổ theo dõi hồ sơ {year} (dữ liệu đo)"
    for at, quarter in enumerate(size.quarters):
        if quarter.startswith(str(year)):
            period = parse_period(quarter, Cutoff.DECREE09)
            for key, counts in zip(keys, facts[:, at].tolist(), strict=True):
                for measure, count in zip(MEASURES, counts, strict=True):
                    yield Observation(key, period, measure, count, source=source)
