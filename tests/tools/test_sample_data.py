"""What must hold of the fictional province "Tỉnh Mẫu"."""

import csv
import subprocess
import sys
import unicodedata
from collections import Counter, defaultdict
from itertools import pairwise
from pathlib import Path

import pytest

DATA = Path(__file__).parents[2] / "data"
SAMPLE = DATA / "sample"
COLUMNS = ["locality", "period", "measure", "value", "basis", "provisional", "source", "source_url", "note"]
QUARTERS = [f"{year}-Q{quarter}" for year in range(2021, 2027) for quarter in range(1, 5)][:-1]
LAST_DAYS = {"Q1": "03-14", "Q2": "06-14", "Q3": "09-14", "Q4": "12-14"}
BEFORE, AFTER = "2020-12-15", "2025-07-01"

SUMS = [
    ("to_process", ["received_online", "received_in_person", "carried_over"]),
    ("received", ["received_online", "received_in_person"]),
    ("resolved", ["resolved_early", "resolved_on_time", "resolved_overdue"]),
    ("pending", ["pending_within_deadline", "pending_overdue"]),
    ("to_process", ["resolved", "pending"]),
]
PARTS = [
    ("dossiers_digitized", "dossiers_resolved"),
    ("dossiers_paid_online", "dossiers_received"),
    ("documents_electronic", "documents"),
    ("documents_signed", "documents_electronic"),
    ("procedures_online_eligible", "procedures"),
    ("procedures_online", "procedures_online_eligible"),
    ("surveys_satisfied", "surveys"),
]


def read_table(name: str, folder: Path = SAMPLE) -> list[dict[str, str]]:
    """Rows of a CSV file."""
    with (folder / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


FIGURES, CORRECTIONS = read_table("figures.csv"), read_table("corrections.csv")
UNITS = {f"{row['code']}@{row['valid_from']}": row for row in read_table("localities.csv")}
SUCCESSIONS = read_table("successions.csv")

Counts = dict[str, dict[str, dict[str, int]]]


def counts(*tables: list[dict[str, str]]) -> Counts:
    """Locality → quarter → measure → value; later tables replace earlier ones."""
    totals: Counts = {}
    for table in tables:
        for row in table:
            quarters = totals.setdefault(row["locality"], {})
            quarters.setdefault(row["period"], {})[row["measure"]] = int(row["value"])
    return totals


FIRST, TRUE = counts(FIGURES), counts(FIGURES, CORRECTIONS)
OLD_COMMUNES = {key for key, row in UNITS.items() if row["level"] == "commune" and row["valid_to"]}
NEW_COMMUNES = {key for key, row in UNITS.items() if row["level"] == "commune" and not row["valid_to"]}
DISTRICTS = {key for key, row in UNITS.items() if row["level"] == "district"}


def key_of(name: str, valid_from: str = BEFORE) -> str:
    """The key of the unit of that full name and first day."""
    return next(key for key, row in UNITS.items() if (row["name"], row["valid_from"]) == (name, valid_from))


def test_building_again_gives_the_same_bytes(tmp_path: Path) -> None:
    subprocess.run([sys.executable, DATA.parent / "tools" / "build_sample.py", tmp_path], check=True)
    for name in ("localities.csv", "successions.csv", "figures.csv", "corrections.csv"):
        assert (tmp_path / name).read_bytes() == (SAMPLE / name).read_bytes()


def test_columns_are_those_of_the_long_table() -> None:
    assert list(FIGURES[0]) == list(CORRECTIONS[0]) == COLUMNS


def test_nine_districts_and_sixty_communes_become_twenty() -> None:
    assert (len(DISTRICTS), len(OLD_COMMUNES), len(NEW_COMMUNES)) == (9, 60, 20)
    assert Counter(UNITS[key]["kind"] for key in DISTRICTS) == {"thành phố": 1, "thị xã": 2, "huyện": 6}


def test_no_code_and_no_name_is_that_of_a_real_unit() -> None:
    real = read_table("localities.csv", DATA)
    assert not {row["code"] for row in UNITS.values()} & {row["code"] for row in real}
    assert not {row["name"] for row in UNITS.values()} & {row["name"] for row in real}


def test_columns_and_words_of_the_units_are_those_of_the_registry() -> None:
    for name in ("localities.csv", "successions.csv"):
        assert list(read_table(name)[0]) == list(read_table(name, DATA)[0])
    real = read_table("localities.csv", DATA)
    assert {row["kind"] for row in UNITS.values()} <= {row["kind"] for row in real}
    assert {row["level"] for row in UNITS.values()} == {row["level"] for row in real}
    shares = {row["share"] for row in read_table("successions.csv", DATA)}
    assert {row["share"] for row in SUCCESSIONS} == shares


def test_names_are_nfc() -> None:
    assert all(unicodedata.is_normalized("NFC", row["name"]) for row in UNITS.values())


def test_two_old_names_of_one_district_differ_only_in_a_mark() -> None:
    def bare(name: str) -> str:
        return "".join(sign for sign in unicodedata.normalize("NFD", name) if not unicodedata.combining(sign))

    alike = Counter((UNITS[key]["parent"], bare(UNITS[key]["name"])) for key in OLD_COMMUNES)
    assert [pair for pair, n in alike.items() if n > 1] == [(UNITS[key_of("Xã Diệu Lan")]["parent"], "Xa Dieu Lan")]


def test_exactly_one_old_commune_is_divided() -> None:
    parts = Counter(row["from_code"] for row in SUCCESSIONS if row["share"] == "part")
    assert parts == {UNITS[key_of("Xã Hạc Sơn")]["code"]: 2}
    assert len(SUCCESSIONS) == 60 + 1


def test_a_new_unit_takes_the_code_of_a_unit_merged_into_it() -> None:
    for key in NEW_COMMUNES:
        code = UNITS[key]["code"]
        assert (code, code) in {(row["from_code"], row["to_code"]) for row in SUCCESSIONS}


def test_every_reporting_unit_exists_on_the_last_day_of_the_quarter() -> None:
    for key, quarters in FIRST.items():
        for quarter in quarters:
            day = f"{quarter[:4]}-{LAST_DAYS[quarter[-2:]]}"
            assert UNITS[key]["valid_from"] <= day <= (UNITS[key]["valid_to"] or day), (key, quarter)


@pytest.mark.parametrize("submitted", [FIRST, TRUE], ids=["first", "corrected"])
def test_totals_are_the_sums_of_their_parts(submitted: Counts) -> None:
    for key, quarters in submitted.items():
        for quarter, values in quarters.items():
            for total, parts in SUMS:
                assert values[f"dossiers_{total}"] == sum(values[f"dossiers_{part}"] for part in parts), (
                    key,
                    quarter,
                )


def test_a_part_never_exceeds_its_whole() -> None:
    for quarters in FIRST.values():
        for values in quarters.values():
            for part, whole in PARTS:
                if part in values and whole in values:
                    assert 0 <= values[part] <= values[whole]


def test_what_is_pending_is_carried_over_into_the_next_quarter() -> None:
    for quarters in TRUE.values():
        for now, following in pairwise(QUARTERS):
            if now in quarters and following in quarters:
                assert quarters[now]["dossiers_pending"] == quarters[following]["dossiers_carried_over"]


def test_what_is_pending_before_the_merger_is_carried_over_by_the_successors() -> None:
    came: dict[frozenset[str], set[str]] = {}  # successors → communes that went to them and nowhere else
    went: dict[str, set[str]] = defaultdict(set)
    for row in SUCCESSIONS:
        went[f"{row['from_code']}@{BEFORE}"].add(f"{row['to_code']}@{AFTER}")
    divided = next(to for to in went.values() if len(to) > 1)
    for old, to in went.items():
        came.setdefault(frozenset(divided if to & divided else to), set()).add(old)
    assert len(came) == 19
    for successors, old in came.items():
        pending = sum(TRUE[key]["2025-Q2"]["dossiers_pending"] for key in old)
        assert pending == sum(TRUE[key]["2025-Q3"]["dossiers_carried_over"] for key in successors)


def test_a_district_is_the_sum_of_its_communes() -> None:
    for district in DISTRICTS:
        members = [key for key in OLD_COMMUNES if UNITS[key]["parent"] == UNITS[district]["code"]]
        for quarter, values in FIRST[district].items():
            for measure, value in values.items():
                parts = [TRUE[key].get(quarter, {}).get(measure) for key in members]
                if None not in parts:
                    assert value == sum(part or 0 for part in parts), (district, quarter, measure)


def test_teams_are_missing_before_2022_and_counted_after() -> None:
    for quarters in FIRST.values():
        for quarter, values in quarters.items():
            assert ("community_teams" in values) == (quarter >= "2022-Q1")


def test_a_commune_has_teams_or_not() -> None:
    for key in OLD_COMMUNES | NEW_COMMUNES:
        for quarter, values in FIRST[key].items():
            if quarter >= "2022-Q1":
                assert values["communes_with_teams"] == (1 if values["community_teams"] else 0)


def test_three_of_twenty_have_not_reported_the_newest_quarter_which_is_provisional() -> None:
    assert sum("2026-Q3" in FIRST[key] for key in NEW_COMMUNES) == 17
    assert {row["period"] for row in FIGURES if row["provisional"] == "yes"} == {"2026-Q3"}
    assert "no" not in {row["provisional"] for row in FIGURES if row["period"] == "2026-Q3"}


def test_one_commune_misses_one_quarter_of_2023() -> None:
    missing = [(key, quarter) for key in OLD_COMMUNES for quarter in QUARTERS[:18] if quarter not in FIRST[key]]
    assert missing == [(key_of("Xã Liễu Tân"), "2023-Q2")]


def test_the_correction_moves_sixty_dossiers_from_overdue_to_on_time() -> None:
    key = key_of("Xã Mai Trà")
    assert {(row["locality"], row["period"]) for row in CORRECTIONS} == {(key, "2024-Q3")}
    first, corrected = FIRST[key]["2024-Q3"], TRUE[key]["2024-Q3"]
    changed = {name: corrected[name] - first[name] for name in first if corrected[name] != first[name]}
    assert changed == {"dossiers_resolved_overdue": -60, "dossiers_resolved_on_time": 60}
    assert all(row["note"] for row in CORRECTIONS)


def test_the_province_itself_reports_nothing() -> None:
    assert {key for key, row in UNITS.items() if row["level"] == "province"}.isdisjoint(FIRST)
