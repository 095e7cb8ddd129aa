"""data/localities.csv and data/successions.csv: made from their source, whole, and true of Huế.

Expected values: the crosswalk of Huế's 133 older units (tests/tools/hue-crosswalk-2025.csv), the acts of
1/7/2021, 1/1/2025 and 1/7/2025, and national counts that were found independently.
"""

from __future__ import annotations

import csv
import subprocess
import sys
import unicodedata
from collections import Counter, defaultdict
from itertools import pairwise
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CROSSWALK = Path(__file__).with_name("hue-crosswalk-2025.csv")

Row = dict[str, str]


def rows(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def localities() -> list[Row]:
    return rows(ROOT / "data" / "localities.csv")


@pytest.fixture(scope="module")
def successions() -> list[Row]:
    return rows(ROOT / "data" / "successions.csv")


@pytest.fixture(scope="module")
def crosswalk() -> list[Row]:
    return rows(CROSSWALK)


def on(day: str, versions: list[Row], level: str) -> dict[str, Row]:
    """Code → row of what holds on a day."""
    return {
        row["code"]: row
        for row in versions
        if row["level"] == level and row["valid_from"] <= day <= (row["valid_to"] or "9999")
    }


def without_marks(name: str) -> str:
    letters = unicodedata.normalize("NFD", name.replace("đ", "d").replace("Đ", "D"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter)).casefold()


def test_the_script_writes_the_committed_files_byte_for_byte(tmp_path: Path) -> None:
    """Anyone can make the registry again from its source and gets the same bytes."""
    pytest.importorskip("vietnamadminunits")
    script = ROOT / "tools" / "build_registry.py"
    subprocess.run([sys.executable, "-B", str(script), str(tmp_path)], check=True)
    for name in ("localities.csv", "successions.csv"):
        assert (tmp_path / name).read_bytes() == (ROOT / "data" / name).read_bytes()


def test_crosswalk_of_hue_agrees_unit_by_unit(
    localities: list[Row], successions: list[Row], crosswalk: list[Row]
) -> None:
    """All 133 older units of Huế, their names, districts and successors are those of the crosswalk, whole."""
    older, districts = on("2025-06-30", localities, "commune"), on("2025-06-30", localities, "district")
    newer = on("2025-07-01", localities, "commune")
    ours = []
    for link in successions:
        old = older.get(link["from_code"])
        if link["day"] != "2025-07-01" or old is None or districts[old["parent"]]["parent"] != "46":
            continue
        assert link["share"] == "whole"
        assert link["from_valid_from"] == old["valid_from"]
        new = newer[link["to_code"]]
        district = districts[old["parent"]]
        ours.append((old["code"], old["name"], district["name"], district["code"], new["code"], new["name"]))
    assert sorted(ours) == sorted(tuple(row.values()) for row in crosswalk)
    assert len(ours) == 133


def test_hue_has_forty_units_in_2025(localities: list[Row]) -> None:
    """21 phường and 19 xã belong to Huế directly."""
    hue = [row for row in on("2025-07-01", localities, "commune").values() if row["parent"] == "46"]
    assert Counter(row["kind"] for row in hue) == {"phường": 21, "xã": 19}


def test_country_has_34_provinces_and_3321_units_in_2025(localities: list[Row]) -> None:
    """2,621 xã, 687 phường and 13 đặc khu in 34 provinces, and no district."""
    communes = on("2025-07-01", localities, "commune")
    assert len(on("2025-07-01", localities, "province")) == 34
    assert on("2025-07-01", localities, "district") == {}
    assert Counter(row["kind"] for row in communes.values()) == {"xã": 2621, "phường": 687, "đặc khu": 13}


def test_country_had_63_provinces_696_districts_10035_communes(localities: list[Row]) -> None:
    """The day before, the three old levels are complete."""
    counts = [len(on("2025-06-30", localities, level)) for level in ("province", "district", "commune")]
    assert counts == [63, 696, 10035]


def test_codes_are_used_again_for_other_territory(localities: list[Row]) -> None:
    """3,316 of the 3,321 codes are reused, 2,145 of them under another name."""
    older, newer = on("2025-06-30", localities, "commune"), on("2025-07-01", localities, "commune")
    reused = older.keys() & newer.keys()
    assert len(reused) == 3316
    assert sum(older[code]["name"] != newer[code]["name"] for code in reused) == 2145


def test_22_pairs_inside_one_district_differ_only_in_marks(localities: list[Row]) -> None:
    """Hương Vân and Hương Văn are one of 22 such pairs."""
    alike = defaultdict(set)
    for row in on("2025-06-30", localities, "commune").values():
        alike[row["parent"], without_marks(row["name"])].add(row["name"])
    pairs = [names for names in alike.values() if len(names) > 1]
    assert {"Phường Hương Vân", "Phường Hương Văn"} in pairs
    assert [len(names) for names in pairs] == [2] * 22


def test_full_names_repeat_between_provinces_but_not_inside_one(localities: list[Row]) -> None:
    """246 full names of 2025 are borne by units of several provinces; in one province each is unique."""
    newer = on("2025-07-01", localities, "commune").values()
    assert sum(count > 1 for count in Counter(row["name"] for row in newer).values()) == 246
    assert set(Counter((row["parent"], row["name"]) for row in newer).values()) == {1}


def test_every_key_is_unique_and_versions_do_not_overlap(localities: list[Row]) -> None:
    """A code means one unit on any day."""
    spans = defaultdict(list)
    for row in localities:
        spans[row["code"]].append((row["valid_from"], row["valid_to"] or "9999-12-31"))
    for code, versions in spans.items():
        versions.sort()
        assert all(first <= last for first, last in versions), code
        pairs = pairwise(versions)
        assert all(before[1] < after[0] for before, after in pairs), code


def test_every_parent_holds_somewhere_in_the_childs_time(localities: list[Row]) -> None:
    """No parent code leads nowhere, and on 30/6/2025 and 1/7/2025 every parent holds."""
    for day in ("2025-06-30", "2025-07-01"):
        above = {**on(day, localities, "province"), **on(day, localities, "district")}
        for level in ("district", "commune"):
            assert {row["parent"] for row in on(day, localities, level).values()} <= above.keys()


def test_names_are_nfc_with_their_kind_first(localities: list[Row]) -> None:
    """Every name begins with its kind, and is written in NFC."""
    for row in localities:
        assert unicodedata.is_normalized("NFC", row["name"])
        kind = row["kind"].removesuffix(" trực thuộc trung ương")
        assert row["name"].startswith(kind.capitalize() + " "), row


def test_nothing_appears_or_vanishes_on_1_july_2025(localities: list[Row], successions: list[Row]) -> None:
    """Every commune that ended has a successor, every new one a predecessor."""
    links = [link for link in successions if link["day"] == "2025-07-01"]
    assert on("2025-06-30", localities, "commune").keys() <= {link["from_code"] for link in links}
    assert on("2025-07-01", localities, "commune").keys() <= {link["to_code"] for link in links}


def test_who_went_over_whole_has_one_successor_who_was_divided_several(successions: list[Row]) -> None:
    """Whole means one link out; part means at least two, all of them parts."""
    out = defaultdict(list)
    for link in successions:
        out[link["from_code"], link["from_valid_from"]].append(link["share"])
    for key, shares in out.items():
        assert shares == ["whole"] or (len(shares) > 1 and set(shares) == {"part"}), key


def test_successions_join_keys_that_exist_on_the_day(localities: list[Row], successions: list[Row]) -> None:
    """The predecessor ended the day before, the successor began that day."""
    ends = {(row["code"], row["valid_from"]): row["valid_to"] for row in localities}
    day_before = {"2025-01-01": "2024-12-31", "2025-07-01": "2025-06-30"}
    for link in successions:
        assert ends[link["from_code"], link["from_valid_from"]] == day_before[link["day"]]
        assert (link["to_code"], link["to_valid_from"]) in ends
        assert link["to_valid_from"] == link["day"]


def test_divided_units_are_471_and_441_new_units_took_a_part(successions: list[Row]) -> None:
    """471 older communes are linked in parts to 441 new ones: what the source says, errors included."""
    parts = [link for link in successions if link["share"] == "part" and link["day"] == "2025-07-01"]
    assert len({link["from_code"] for link in parts}) == 471
    assert len({link["to_code"] for link in parts}) == 441


def test_island_districts_without_communes_became_special_zones(successions: list[Row]) -> None:
    """Bạch Long Vĩ, Cồn Cỏ, Hoàng Sa, Lý Sơn and Côn Đảo went over whole, from district to special zone."""
    islands = {"318": "11948", "471": "19742", "498": "20333", "536": "21548", "755": "26732"}
    coordinates = {
        link["from_code"]: link["to_code"]
        for link in successions
        if len(link["from_code"]) == 3 and link["day"] == "2025-07-01"
    }
    assert coordinates == islands


def test_hoang_sa_and_truong_sa_are_in_the_east_sea(localities: list[Row]) -> None:
    """Geocoding put both districts on the mainland; east of 111° is where they are."""
    islands = [row for row in localities if row["name"].endswith((" Hoàng Sa", " Trường Sa"))]
    assert len([row for row in islands if row["level"] == "district"]) == 2
    assert all(float(row["longitude"]) > 111 for row in islands if row["longitude"])


def test_unchanged_provinces_keep_their_version(localities: list[Row]) -> None:
    """The eleven provinces that merged with none have no version of 2025-07-01."""
    began = {row["code"] for row in localities if row["level"] == "province" and row["valid_from"] > "2025-02"}
    kept = on("2025-07-01", localities, "province").keys() - began
    assert kept == {"01", "04", "11", "12", "14", "20", "22", "38", "40", "42", "46"}


def test_hue_follows_its_history(localities: list[Row]) -> None:
    """Nine districts until the end of 2024, nine others of that level in the first half of 2025."""
    before = [row for row in on("2024-12-31", localities, "district").values() if row["parent"] == "46"]
    after = [row for row in on("2025-01-01", localities, "district").values() if row["parent"] == "46"]
    assert [row["code"] for row in before] == ["474", "476", "477", "478", "479", "480", "481", "482", "483"]
    assert [row["code"] for row in after] == ["474", "475", "476", "477", "478", "479", "480", "481", "482"]
    assert on("2022-09-30", localities, "province")["46"]["name"] == "Tỉnh Thừa Thiên Huế"
    assert on("2025-01-01", localities, "province")["46"]["name"] == "Thành phố Huế"


def test_hue_has_141_units_before_2025_and_133_after(localities: list[Row]) -> None:
    """By district as Resolutions 1264/NQ-UBTVQH14 (36 units of Huế city) and 1314/NQ-UBTVQH15 leave them."""
    before = {"474": 36, "476": 16, "477": 11, "478": 14, "479": 10, "480": 9, "481": 18, "482": 17, "483": 10}
    after = {"474": 19, "475": 13, "476": 12, "477": 11, "478": 14, "479": 10, "480": 9, "481": 18, "482": 27}
    for day, expected in (("2021-07-01", before), ("2024-12-31", before), ("2025-01-01", after)):
        districts = {code for code, row in on(day, localities, "district").items() if row["parent"] == "46"}
        parents = (row["parent"] for row in on(day, localities, "commune").values())
        assert Counter(parent for parent in parents if parent in districts) == expected
    assert (sum(before.values()), sum(after.values())) == (141, 133)


def test_hue_city_had_29_wards_and_7_communes(localities: list[Row]) -> None:
    """As its enlargement of 1/7/2021 was announced."""
    city = [row for row in on("2022-09-30", localities, "commune").values() if row["parent"] == "474"]
    assert Counter(row["kind"] for row in city) == {"phường": 29, "xã": 7}


def test_communes_of_hue_merged_on_1_january_2025(localities: list[Row], successions: list[Row]) -> None:
    """Seven new units took in fifteen; every other of the 79 went on alone, and all went over whole."""
    names = {(row["code"], row["valid_from"]): row["name"] for row in localities}
    came_from = defaultdict(set)
    for link in successions:
        if link["day"] == "2025-01-01" and len(link["from_code"]) == 5:
            assert link["share"] == "whole"
            came_from[names[link["to_code"], link["day"]]].add(names[link["from_code"], link["from_valid_from"]])
    assert sum(len(former) for former in came_from.values()) == 79
    assert {new: former for new, former in came_from.items() if len(former) > 1} == {
        "Phường Thuận An": {"Phường Thuận An", "Xã Hải Dương"},
        "Phường Dương Nỗ": {"Xã Phú Dương", "Xã Phú Mậu", "Xã Phú Thanh"},
        "Phường Long Hồ": {"Phường Hương Hồ", "Xã Hương Thọ"},
        "Phường Phong Thu": {"Thị trấn Phong Điền", "Xã Phong Thu"},
        "Phường Phong Phú": {"Xã Điền Lộc", "Xã Điền Hòa"},
        "Phường Phong Hải": {"Xã Phong Hải", "Xã Điền Hải"},
        "Xã Phong Thạnh": {"Xã Điền Hương", "Xã Điền Môn"},
    }


def test_huong_tra_of_2022_is_480_from_2021_with_nine_units(localities: list[Row]) -> None:
    """The nine units of the figures of 2022, in the order of their codes."""
    nine = ["19996", "20005", "20008", "20011", "20017", "20020", "20026", "20035", "20041"]
    town = on("2022-09-30", localities, "district")["480"]
    assert (town["name"], town["valid_from"]) == ("Thị xã Hương Trà", "2021-07-01")
    communes = on("2022-09-30", localities, "commune").values()
    assert [row["code"] for row in communes if row["parent"] == "480"] == nine
