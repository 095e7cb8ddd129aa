"""What must hold of the published figures that the product starts with."""

import csv
import subprocess
import sys
from pathlib import Path

DATA = Path(__file__).parents[2] / "data"
COLUMNS = [
    "locality", "period", "measure", "value", "basis", "provisional", "source", "source_url", "note", "coverage",
    "printed",
]  # fmt: skip
LAST_DAYS = {"Q1": "03-31", "H1": "06-30", "9M": "09-30"}

HUONG_TRA = ("480@2021-07-01", "2022-9M")
HUONG_AN = ("19804@2025-07-01", "2025-07-01..2025-07-14")


def read_table(path: Path) -> list[dict[str, str]]:
    """Rows of a CSV file."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


PUBLISHED = read_table(DATA / "figures" / "published.csv")
LEFT_OUT = read_table(DATA / "figures" / "left-out.csv")


def values(locality: str, period: str) -> dict[str, str]:
    """Measure → value of one locality and period."""
    return {row["measure"]: row["value"] for row in PUBLISHED if (row["locality"], row["period"]) == (locality, period)}


def last_day(period: str) -> str:
    """The last day a period can have: its own, or that of the calendar quarter, half, nine months or year."""
    if ".." in period:
        return period.split("..")[1]
    year, _, part = period.partition("-")
    return f"{year}-{LAST_DAYS[part]}" if part else f"{year}-12-31"


def test_building_again_gives_the_same_bytes(tmp_path: Path) -> None:
    source = DATA / "figures" / "as-published.csv"
    subprocess.run([sys.executable, DATA.parent / "tools" / "build_figures.py", source, tmp_path], check=True)
    for name in ("published.csv", "left-out.csv"):
        assert (tmp_path / name).read_bytes() == (DATA / "figures" / name).read_bytes()


def test_columns_are_those_of_the_long_table() -> None:
    assert list(PUBLISHED[0]) == COLUMNS


def test_huong_tra_keeps_the_numbers_of_its_report() -> None:
    assert values(*HUONG_TRA) == {
        "dossiers_received": "5810",
        "dossiers_resolved": "5203",
        "overdue_rate_stated_of_unstated": "6.8",
        "on_time_rate_stated_at_least": "93",
        "e_document_share_stated_of_exchanged": "100",
        "archived_document_share_stated": "100",
        "digital_process_share_stated": "100",
        "network_share_stated": "100",
        "digitized_share_stated": "100",
        "online_procedure_share_stated": "100",
        "community_teams": "72",
        "community_team_members": "388",
        "communes_with_teams": "9",
    }


def test_nine_months_are_cumulative() -> None:
    assert {row["basis"] for row in PUBLISHED if row["period"].endswith("-9M")} == {"cumulative"}


def test_fourteen_days_are_a_period_of_their_own() -> None:
    assert {row["basis"] for row in PUBLISHED if ".." in row["period"]} == {"period"}


def test_a_share_of_the_received_is_not_named_a_share_of_the_resolved() -> None:
    assert values(*HUONG_AN) == {
        "dossiers_received": "338",
        "dossiers_resolved_within_deadline": "309",
        "on_time_rate_stated_of_received": "91",
    }


def test_dossiers_by_post_count_as_in_person() -> None:
    na_ri = values("02155@2025-07-01", "2025-07-01..2025-09-08")
    assert int(na_ri["dossiers_received_in_person"]) == 280 + 1
    assert int(na_ri["dossiers_received"]) == 813 == 532 + 281


def test_a_figure_occurs_once() -> None:
    keys = [(row["locality"], row["period"], row["measure"]) for row in PUBLISHED]
    assert len(keys) == len(set(keys))


def test_counts_are_whole_and_shares_are_percentages() -> None:
    for row in PUBLISHED:
        if "_stated" in row["measure"]:
            assert 0 <= float(row["value"]) <= 100, row
        else:
            assert row["value"].isdecimal(), row


def test_every_figure_has_a_source_and_every_stated_share_a_note() -> None:
    for row in PUBLISHED:
        assert row["source"], row
        assert row["note"] or "_stated" not in row["measure"], row


def test_every_printed_figure_is_loaded_or_left_out_with_a_reason() -> None:
    printed = read_table(DATA / "figures" / "as-published.csv")
    by_post = sum(row["measure"] == "received_postal" for row in printed)
    assert len(printed) == len(PUBLISHED) + by_post + len(LEFT_OUT)
    assert all(row["reason"] for row in LEFT_OUT)


def test_figures_without_a_known_period_are_left_out() -> None:
    unknown = ("không ghi", "bài không ghi")
    for row in read_table(DATA / "figures" / "as-published.csv"):
        if any(words in row["period_label"] for words in unknown):
            key = (row["locality"], row["period_label"], row["measure"], row["value"])
            assert key in {tuple(left[name] for name in list(left)[:4]) for left in LEFT_OUT}


def test_every_locality_is_in_the_registry_and_valid_on_the_last_day() -> None:
    registry = {f"{row['code']}@{row['valid_from']}": row for row in read_table(DATA / "localities.csv")}
    for row in PUBLISHED:
        unit, day = registry[row["locality"]], last_day(row["period"])
        assert unit["valid_from"] <= day <= (unit["valid_to"] or day), row
