"""Write the sample province "Tỉnh Mẫu" into `sample/`: fictional units and figures, from a fixed seed.

Run: python tools/build_sample.py [OUTDIR]
Out: localities.csv and successions.csv (columns of the registry), figures.csv (first submissions) and
corrections.csv (one quarter submitted again), both in the long_table layout.
Every draw is Random.random(), so each run writes the same bytes. The figures are drawn for cells, the
parts of communes that stay together through 1/7/2025; every unit is the sum of its cells, so the
identities, the district sums and "pending = carried over into the next quarter" hold by construction.
"""

import csv
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import sqrt
from pathlib import Path
from random import Random

from sample_units import FOUNDED, MERGED, PROVINCE, CommunePart, SampleUnit, make_cells

SEED = 20250701
QUARTERS = [f"{year}-Q{quarter}" for year in range(2021, 2027) for quarter in range(1, 5)][:-1]
MERGER = QUARTERS.index("2025-Q3")  # the first quarter that ends after 1/7/2025
COLUMNS = ["locality", "period", "measure", "value", "basis", "provisional", "source", "source_url", "note"]
SUCCESSION_COLUMNS = ["from_code", "from_valid_from", "to_code", "to_valid_from", "day", "share", "source"]
SOURCE = "Số liệu mô phỏng (Tỉnh Mẫu)"

# Measure → the first quarter in which it is reported.
DOSSIERS = [
    "dossiers_to_process",
    "dossiers_received",
    "dossiers_received_online",
    "dossiers_received_in_person",
    "dossiers_carried_over",
    "dossiers_resolved",
    "dossiers_resolved_early",
    "dossiers_resolved_on_time",
    "dossiers_resolved_overdue",
    "dossiers_pending",
    "dossiers_pending_within_deadline",
    "dossiers_pending_overdue",
]
MEASURES = dict.fromkeys(DOSSIERS, QUARTERS[0]) | {
    "dossiers_digitized": "2023-Q3",
    "dossiers_paid_online": "2023-Q1",
    "documents": "2023-Q1",
    "documents_electronic": "2023-Q1",
    "documents_signed": "2023-Q3",
    "procedures": "2024-Q2",
    "procedures_online_eligible": "2024-Q2",
    "procedures_online": "2024-Q2",
    "community_teams": "2022-Q1",
    "community_team_members": "2022-Q1",
    "communes_with_teams": "2022-Q1",
    "surveys": "2025-Q1",
    "surveys_satisfied": "2025-Q1",
}

SEASON = (0.86, 1.0, 1.1, 1.04)  # Tết falls into the first quarter
ON_TIME_LEVEL = {"Xã Quế Giang": 0.84, "Xã Trúc Lĩnh": 0.86, "Phường Lam Giang": 0.988, "Xã Quế Lĩnh": 0.986}
FALLEN, FALL, FALL_QUARTER = "Phường Tùng Sơn", 0.12, QUARTERS.index("2026-Q1")
LATE = {(name, QUARTERS[-1]) for name in ("Xã Hạc Giang", "Phường Sa Giang", "Xã Mai Đàn")}
GAP = ("Xã Liễu Tân", "2023-Q2")
HOLES = {
    ("Xã Ngân Trì", "2023-Q4", "documents_signed"),
    ("Phường Sa Trà", "2024-Q1", "dossiers_digitized"),
    ("Xã Diệu An", "2025-Q2", "surveys"),
    ("Xã Diệu An", "2025-Q2", "surveys_satisfied"),
    ("Xã Trúc Hòa", "2024-Q4", "procedures_online"),
    ("Phường Bạch Đàn", "2025-Q4", "dossiers_paid_online"),
}
WRONG, WRONG_BY = ("Xã Mai Trà", "2024-Q3"), 60
CORRECTION = f"đính chính: lần đầu ghi nhầm {WRONG_BY} hồ sơ đúng hạn thành quá hạn"

SampleCounts = dict[str, int]


@dataclass(frozen=True)
class Character:
    """What makes a commune itself: size (dossiers a quarter), habits and their drift."""

    size: float
    on_time: float
    drift: float
    early: float
    online: float
    villages: int
    first_team: int


def draw_character(cell: CommunePart, rng: Random) -> Character:
    """A commune's character; ON_TIME_LEVEL holds the clearly good and bad places."""
    level = ON_TIME_LEVEL.get(cell.new.name, 0.93 + 0.04 * rng.random())
    spread = 0.008 if cell.new.name in ON_TIME_LEVEL else 0.03
    return Character(
        size=210 + 450 * rng.random(),
        on_time=level + spread * (rng.random() - 0.5),
        drift=0.0034 * (rng.random() - 0.4),
        early=0.45 + 0.15 * rng.random(),
        online=0.12 * (rng.random() - 0.5),
        villages=5 + int(5 * rng.random()),
        first_team=QUARTERS.index("2022-Q1") + int(3 * rng.random()),
    )


def jitter(rng: Random, width: float) -> float:
    """A factor around 1, triangular, at most `width` away."""
    return 1 + width * (rng.random() + rng.random() - 1)


def clamp(value: float, low: float, high: float) -> float:
    """The value, or the bound it passes."""
    return min(max(value, low), high)


def grown(quarter: int, start: float, end: float) -> float:
    """An S-curve from `start` in the first quarter to `end` in the last."""
    x = quarter / (len(QUARTERS) - 1)
    return start + (end - start) * x * x * (3 - 2 * x)


def chance(rng: Random, n: int, rate: float) -> int:
    """About n × rate, scattered as a binomial would be."""
    normal = sum(rng.random() for _ in range(12)) - 6
    return round(clamp(n * rate + normal * sqrt(n * rate * (1 - rate)), 0, n))


def on_time_rate(cell: CommunePart, who: Character, quarter: int) -> float:
    """The underlying on-time rate of a cell in a quarter."""
    fall = FALL if cell.new.name == FALLEN and quarter >= FALL_QUARTER else 0.0
    return clamp(who.on_time + who.drift * quarter, 0.82, 0.992) - fall


def dossiers(cell: CommunePart, who: Character, quarter: int, carried_over: int, rng: Random) -> SampleCounts:
    """The twelve counts of form II.06a, and what was digitized and paid online."""
    season = SEASON[int(QUARTERS[quarter][-1]) - 1]
    drawn = who.size * season * (1 + 0.006 * quarter) * jitter(rng, 0.1)
    received = round(clamp(drawn, 150, 900) * cell.share)
    online = chance(rng, received, clamp(grown(quarter, 0.25, 0.92) + who.online, 0.1, 0.985))
    rate = on_time_rate(cell, who, quarter)
    pending = round(received * (0.05 + 0.5 * (1 - rate)) * jitter(rng, 0.3))
    pending_overdue = chance(rng, pending, 2 * (1 - rate))
    resolved = carried_over + received - pending
    overdue = chance(rng, resolved, 1 - rate)
    early = min(chance(rng, resolved, who.early), resolved - overdue)
    return {
        "dossiers_to_process": carried_over + received,
        "dossiers_received": received,
        "dossiers_received_online": online,
        "dossiers_received_in_person": received - online,
        "dossiers_carried_over": carried_over,
        "dossiers_resolved": resolved,
        "dossiers_resolved_early": early,
        "dossiers_resolved_on_time": resolved - early - overdue,
        "dossiers_resolved_overdue": overdue,
        "dossiers_pending": pending,
        "dossiers_pending_within_deadline": pending - pending_overdue,
        "dossiers_pending_overdue": pending_overdue,
        "dossiers_digitized": chance(rng, resolved, grown(quarter, 0.2, 0.97)),
        "dossiers_paid_online": chance(rng, received, grown(quarter, 0.02, 0.62)),
    }


def other_counts(cell: CommunePart, who: Character, quarter: int, resolved: int, rng: Random) -> SampleCounts:
    """Documents, procedures, teams and surveys of a cell; stocks grow slowly and never fall."""
    documents = round(who.size * cell.share * 0.9 * jitter(rng, 0.15))
    electronic = chance(rng, documents, grown(quarter, 0.86, 0.995))
    procedures = round((110 + who.villages + quarter // 2) * cell.share)
    eligible = round(procedures * grown(quarter, 0.55, 0.72))
    since = quarter - who.first_team
    villages = who.villages * cell.share
    teams = max(1, round(villages * min(1.0, 0.6 + 0.04 * since))) if since >= 0 else 0
    surveys = round(resolved * 0.2 * jitter(rng, 0.25))
    return {
        "documents": documents,
        "documents_electronic": electronic,
        "documents_signed": chance(rng, electronic, grown(quarter, 0.6, 0.98)),
        "procedures": procedures,
        "procedures_online_eligible": eligible,
        "procedures_online": round(eligible * grown(quarter, 0.5, 1.0)),
        "community_teams": teams,
        "community_team_members": round(teams * (4.7 + 0.05 * max(since, 0) + who.online)),
        "surveys": surveys,
        "surveys_satisfied": chance(rng, surveys, on_time_rate(cell, who, quarter) - 0.03),
    }


def draw_cells(cells: list[CommunePart], rng: Random) -> list[list[SampleCounts]]:
    """The true counts of every cell: one list a quarter, in the order of `cells`."""
    characters: dict[str, Character] = {}
    for cell in cells:
        if cell.old.name not in characters:
            characters[cell.old.name] = draw_character(cell, rng)
    carried = [round(characters[cell.old.name].size * cell.share * 0.08) for cell in cells]
    drawn = []
    for quarter in range(len(QUARTERS)):
        row = []
        for number, cell in enumerate(cells):
            who = characters[cell.old.name]
            counts = dossiers(cell, who, quarter, carried[number], rng)
            counts |= other_counts(cell, who, quarter, counts["dossiers_resolved"], rng)
            carried[number] = counts["dossiers_pending"]
            row.append(counts)
        drawn.append(row)
    return drawn


def add(parts: Iterable[SampleCounts]) -> SampleCounts:
    """Sum of counts, measure by measure."""
    total: SampleCounts = {}
    for counts in parts:
        for measure, value in counts.items():
            total[measure] = total.get(measure, 0) + value
    return total


def report(cells: list[CommunePart], drawn: list[SampleCounts], quarter: int) -> dict[SampleUnit, SampleCounts]:
    """What each unit of that quarter counted: communes, and districts while there were any."""
    members: dict[SampleUnit, list[SampleCounts]] = {}
    for cell, counts in zip(cells, drawn, strict=True):
        members.setdefault(cell.old if quarter < MERGER else cell.new, []).append(counts)
    units = {unit: add(parts) for unit, parts in members.items()}
    for counts in units.values():
        counts["communes_with_teams"] = int(counts["community_teams"] > 0)
    if quarter >= MERGER:
        return units
    parents = {cell.district.code: cell.district for cell in cells}
    for code, district in parents.items():
        units[district] = add(counts for unit, counts in units.items() if unit.parent == code)
    return units


def rows(unit: SampleUnit, quarter: str, counts: SampleCounts, note: str = "") -> Iterator[list[str]]:
    """One long_table row a measure, from the quarter in which the measure begins."""
    provisional = "yes" if quarter == QUARTERS[-1] else "no"
    for measure, begins in MEASURES.items():
        if quarter >= begins and (unit.name, quarter, measure) not in HOLES:
            value = str(counts[measure])
            yield [unit.key, quarter, measure, value, "period", provisional, SOURCE, "", note]


def submissions(cells: list[CommunePart], rng: Random) -> tuple[list[list[str]], list[list[str]]]:
    """Rows first submitted, and rows of the quarter that was corrected."""
    first: list[list[str]] = []
    corrected: list[list[str]] = []
    for number, drawn in enumerate(draw_cells(cells, rng)):
        quarter = QUARTERS[number]
        for unit, counts in sorted(report(cells, drawn, number).items()):
            if (unit.name, quarter) in LATE or (unit.name, quarter) == GAP:
                continue
            if (unit.name, quarter) == WRONG:
                corrected += rows(unit, quarter, counts, CORRECTION)
                counts["dossiers_resolved_on_time"] -= WRONG_BY
                counts["dossiers_resolved_overdue"] += WRONG_BY
            first += rows(unit, quarter, counts)
    return first, corrected


def write_table(path: Path, columns: Iterable[str], table: Iterable[Iterable[str]]) -> None:
    """Write rows as UTF-8 CSV with \\n line ends."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(table)


def build(folder: Path) -> None:
    """Draw the province and write its four files into `folder`."""
    rng = Random(SEED)
    cells = make_cells(rng)
    province = SampleUnit(PROVINCE, FOUNDED, "", "Tỉnh Mẫu", "tỉnh", "province", "", "15.4500", "107.4500")
    units = {cell.district for cell in cells} | {cell.old for cell in cells} | {cell.new for cell in cells}
    successions = [
        [
            cell.old.code,
            FOUNDED,
            cell.new.code,
            MERGED,
            MERGED,
            "whole" if cell.share == 1 else "part",
            "sample",
        ]
        for cell in cells
    ]
    first, corrected = submissions(cells, rng)
    folder.mkdir(parents=True, exist_ok=True)
    write_table(folder / "localities.csv", SampleUnit._fields, [province, *sorted(units)])
    write_table(folder / "successions.csv", SUCCESSION_COLUMNS, successions)
    write_table(folder / "figures.csv", COLUMNS, first)
    write_table(folder / "corrections.csv", COLUMNS, corrected)
    print(f"{len(units) + 1} units, {len(first)} figures, {len(corrected)} corrected")


if __name__ == "__main__":
    build(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parents[1] / "data" / "sample")
