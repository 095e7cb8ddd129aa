"""Writes localities.csv and successions.csv, the registry of Vietnam's administrative units.

    python tools/build_registry.py [FOLDER]          (default: the folder of this script)

Source: the data files of the Python package `vietnamadminunits` 1.0.4 (MIT, Tran Ngoc Minh Hieu), which was
compiled from the General Statistics Office's list of units (danhmuchanhchinh.gso.gov.vn), the maps of the
mergers (sapnhap.bando.com.vn) and geocoding. Only its facts are read, never its matching. What it does not
know of Thừa Thiên Huế is in hue_history.py and hue_communes_2024.csv. The same input gives the same bytes.

What the days mean. The package has two lists, before and after 2025-07-01, and no first days. Units of the
older list begin, by convention, on the day of Decision 124/2004/QĐ-TTg, which introduced the list of codes;
many began later. Where a later first day is known in Huế it is given. Provinces that the merger left as they
were (eleven of them) go on without a new version.

What was corrected, and what was not:
- Five names begin with "Thị Trấn": written "Thị trấn". The kind follows the name, since three units have a
  type that contradicts it.
- Five island districts had no communes: each went over whole, district to special zone.
- Points of the older list come from geocoding by name. Where several units of a level share one point
  (Hương Vân and Hương Văn do) none of them gets it. A district that became one special zone has its point.
- Divided units outside Huế are linked by name, so where one merged province had two communes of one name
  each may be linked to the other's successors too. They stay "part": nothing is added up over them.
"""

from __future__ import annotations

import csv
import json
import sqlite3
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import astuple, dataclass, fields, replace
from importlib import metadata, util
from pathlib import Path
from typing import Any

from hue_history import (
    CODES_INTRODUCED,
    FROM_DOMAIN,
    FROM_LIST_OF_2024,
    HUE,
    HUE_BECOMES_CITY,
    HUE_COMMUNES_BEGIN,
    HUE_DISTRICTS,
    HUE_LAST_DAY_AS_PROVINCE,
    HUE_PROVINCE_BEFORE,
    HUE_SUCCESSIONS,
    HUE_WITHOUT_POINT,
    LAST_DAY_OF_DISTRICTS,
    NEW_UNITS_BEGIN,
    read_hue_communes,
)

PACKAGE, VERSION = "vietnamadminunits", "1.0.4"
FROM_PACKAGE = f"{PACKAGE} {VERSION}"

KINDS = ("thành phố", "thị trấn", "thị xã", "đặc khu", "phường", "huyện", "quận", "tỉnh", "xã")
LEVELS = ("province", "district", "ward")
CENTRAL_CITY = "thành phố trực thuộc trung ương"


@dataclass(frozen=True, order=True)
class RegistryEntry:
    """One row of localities.csv; coordinates as the source writes them, "" where there are none."""

    code: str
    valid_from: str
    valid_to: str
    name: str
    kind: str
    level: str
    parent: str
    latitude: str
    longitude: str
    source: str


@dataclass(frozen=True, order=True)
class SuccessionEntry:
    """One row of successions.csv."""

    from_code: str
    from_valid_from: str
    to_code: str
    to_valid_from: str
    day: str
    share: str
    source: str


@dataclass(frozen=True)
class SourceTables:
    """The package's facts: rows of the older and newer list, and the three maps between them."""

    older: list[dict[str, Any]]
    newer: list[dict[str, Any]]
    provinces: Mapping[str, list[str]]
    whole: Mapping[str, Mapping[str, list[str]]]
    divided: Mapping[str, Mapping[str, list[dict[str, Any]]]]


def main(folder: Path) -> None:
    """Writes both files into the folder."""
    package = read_package()
    units = [*older_units(package), *newer_units(package)]
    first_days = {unit.code: unit.valid_from for unit in sorted(units) if unit.valid_from < NEW_UNITS_BEGIN}
    write(folder / "localities.csv", RegistryEntry, units)
    write(folder / "successions.csv", SuccessionEntry, set(successions(package, first_days)))


def read_package() -> SourceTables:
    """Reads the package's data files without importing it. Another version of it ends the run."""
    package = util.find_spec(PACKAGE)
    if package is None or metadata.version(PACKAGE) != VERSION:
        raise SystemExit(f"Install {PACKAGE}=={VERSION} first.")
    folder = Path(next(iter(package.submodule_search_locations or ()))) / "data"
    with sqlite3.connect(folder / "dataset.db") as database:
        database.row_factory = sqlite3.Row
        older = [dict(row) for row in database.execute("SELECT * FROM admin_units_legacy")]
        newer = [dict(row) for row in database.execute("SELECT * FROM admin_units")]
    database.close()
    maps = json.loads((folder / "converter_2025.json").read_text(encoding="utf-8"))
    return SourceTables(
        older,
        newer,
        maps["DICT_PROVINCE"],
        maps["DICT_PROVINCE_WARD_NO_DIVIDED"],
        maps["DICT_PROVINCE_WARD_DIVIDED"],
    )


def older_units(package: SourceTables) -> Iterator[RegistryEntry]:
    """What ended on 2025-06-30 or before, and the provinces that went on unchanged."""
    unchanged = unchanged_provinces(package)
    provinces = {row["provinceCode"]: row for row in package.older}
    for code, row in provinces.items():
        if code != HUE:
            last = "" if code in unchanged else LAST_DAY_OF_DISTRICTS
            point = unchanged.get(code, row)
            yield unit("province", code, CODES_INTRODUCED, last, row["province"], "", point)
    yield from hue_as_province_and_city(unchanged[HUE])
    districts = {row["districtCode"]: row for row in package.older}
    zones = special_zones_of_districts(package)
    for code, row in districts.items():
        if row["provinceCode"] != HUE:
            name, parent, point = row["district"], row["provinceCode"], zones.get(code, row)
            yield unit("district", code, CODES_INTRODUCED, LAST_DAY_OF_DISTRICTS, name, parent, point)
    yield from hue_districts(districts)
    communes = list(without_shared_points([commune(row) for row in package.older if row["wardCode"] is not None]))
    yield from communes
    yield from hue_communes_of_2024({one.code: one for one in communes if one.valid_from == HUE_BECOMES_CITY})


def newer_units(package: SourceTables) -> Iterator[RegistryEntry]:
    """What began on 2025-07-01."""
    unchanged = unchanged_provinces(package)
    for code, row in {row["provinceCode"]: row for row in package.newer}.items():
        if code not in unchanged:
            yield unit("province", code, NEW_UNITS_BEGIN, "", row["province"], "", row)
    for row in package.newer:
        yield unit("commune", row["wardCode"], NEW_UNITS_BEGIN, "", row["ward"], row["provinceCode"], row)


def hue_as_province_and_city(row: Mapping[str, Any]) -> Iterator[RegistryEntry]:
    """Code 46 before and after it became a centrally run city; one territory, one point."""
    city = unit("province", HUE, HUE_BECOMES_CITY, "", row["province"], "", row, FROM_DOMAIN)
    yield city
    yield replace(
        city,
        valid_from=CODES_INTRODUCED,
        valid_to=HUE_LAST_DAY_AS_PROVINCE,
        name=HUE_PROVINCE_BEFORE,
        kind="tỉnh",
    )


def hue_districts(districts: Mapping[str, Mapping[str, Any]]) -> Iterator[RegistryEntry]:
    """The district level of Huế; points from the package, where it has the same code in the older list."""
    for code, first, last, name in HUE_DISTRICTS:
        listed = districts.get(code)
        if listed is not None and last == LAST_DAY_OF_DISTRICTS and listed["district"] != name:
            raise SystemExit(f"{code}: {PACKAGE} says {listed['district']}, this script says {name}.")
        point = {} if listed is None or (code, first) in HUE_WITHOUT_POINT else listed
        yield unit("district", code, first, last, name, HUE, point, FROM_DOMAIN)


def hue_communes_of_2024(successors: Mapping[str, RegistryEntry]) -> Iterator[RegistryEntry]:
    """Communes of Huế that ended on 2024-12-31; the point of the successor (by code) for those it took in alone."""
    rows = read_hue_communes()
    came_from = Counter(row["successor"] for row in rows)
    for row in rows:
        successor = successors[row["successor"]]
        point = {"wardLat": successor.latitude, "wardLon": successor.longitude}
        if came_from[row["successor"]] > 1:
            point = {}
        first, last, parent = row["valid_from"], HUE_LAST_DAY_AS_PROVINCE, row["district"]
        yield unit("commune", row["code"], first, last, row["name"], parent, point, FROM_LIST_OF_2024)


def commune(row: Mapping[str, Any]) -> RegistryEntry:
    """One row of the older list as a commune."""
    first = HUE_COMMUNES_BEGIN.get(row["districtCode"], CODES_INTRODUCED)
    source = FROM_PACKAGE if first == CODES_INTRODUCED else f"{FROM_PACKAGE}; {FROM_DOMAIN}"
    code, name, parent = row["wardCode"], row["ward"], row["districtCode"]
    return unit("commune", code, first, LAST_DAY_OF_DISTRICTS, name, parent, row, source)


def unit(
    level: str,
    code: str,
    first: str,
    last: str,
    name: str,
    parent: str,
    point: Mapping[str, Any],
    source: str = FROM_PACKAGE,
) -> RegistryEntry:
    """One row; name in NFC with its prefix, kind from the prefix, point from a row of either list or {}."""
    prefix = next(kind for kind in KINDS if name.casefold().startswith(kind + " "))
    written = unicodedata.normalize("NFC", prefix.capitalize() + name[len(prefix) :])
    kind = CENTRAL_CITY if level == "province" and prefix == "thành phố" else prefix
    of = level if level != "commune" and level + "Lat" in point else "ward"
    latitude, longitude = (str(point.get(of + axis, "")) for axis in ("Lat", "Lon"))
    return RegistryEntry(code, first, last, written, kind, level, parent, latitude, longitude, source)


def without_shared_points(units: list[RegistryEntry]) -> Iterator[RegistryEntry]:
    """Takes the point from units that share it with another: geocoding found neither, or only one of them."""
    shared = Counter((unit.latitude, unit.longitude) for unit in units)
    for entry in units:
        is_alone = shared[entry.latitude, entry.longitude] == 1
        yield entry if is_alone else replace(entry, latitude="", longitude="")


def unchanged_provinces(package: SourceTables) -> dict[str, dict[str, Any]]:
    """Code → row of the newer list, for provinces that took in no other on 2025-07-01."""
    alone = {new for new, old in package.provinces.items() if old == [new]}
    return {row["provinceCode"]: row for row in package.newer if row["provinceKey"] in alone}


def links(package: SourceTables) -> Iterator[tuple[dict[str, Any], dict[str, Any], str]]:
    """Each older row, each newer row it went to, and "whole" or "part"."""
    older = {"_".join(row[f"{of}Key"] or "" for of in LEVELS): row for row in package.older}
    newer = {(row["provinceKey"], row["wardKey"]): row for row in package.newer}
    for province, communes in package.whole.items():
        for key, came in communes.items():
            yield from ((older[old], newer[province, key], "whole") for old in came)
    for province, divided in package.divided.items():
        for old, went in divided.items():
            yield from ((older[old], newer[province, part["newWardKey"]], "part") for part in went)


def special_zones_of_districts(package: SourceTables) -> dict[str, dict[str, Any]]:
    """District code → newer row of the special zone that all of the district, and nothing else, became."""
    became, came_from = defaultdict(set), defaultdict(set)
    for old, new, _ in links(package):
        became[old["districtCode"]].add(new["wardCode"])
        came_from[new["wardCode"]].add(old["districtCode"])
    zones = {row["wardCode"]: row for row in package.newer if row["wardType"] == "Đặc khu"}
    return {
        district: zones[code]
        for code in zones
        for district in came_from[code]
        if became[district] == {code} and came_from[code] == {district}
    }


def successions(package: SourceTables, first_days: Mapping[str, str]) -> Iterator[SuccessionEntry]:
    """Who became whom; `first_days`: code → first day of the version that ended on 2025-06-30."""
    for code, first, to, share in HUE_SUCCESSIONS:
        yield SuccessionEntry(code, first, to, HUE_BECOMES_CITY, HUE_BECOMES_CITY, share, FROM_DOMAIN)
    for row in read_hue_communes():
        code, first = row["code"], row["valid_from"]
        to, day = row["successor"], HUE_BECOMES_CITY
        yield SuccessionEntry(code, first, to, day, day, "whole", FROM_LIST_OF_2024)
    pairs = [(old["wardCode"] or old["districtCode"], new["wardCode"], share) for old, new, share in links(package)]
    older = {row["provinceKey"]: row["provinceCode"] for row in package.older}
    newer = {row["provinceKey"]: row["provinceCode"] for row in package.newer}
    for to, came in package.provinces.items():
        pairs += [(older[key], newer[to], "whole") for key in came if came != [to]]
    for code, to, share in pairs:
        yield SuccessionEntry(code, first_days[code], to, NEW_UNITS_BEGIN, NEW_UNITS_BEGIN, share, FROM_PACKAGE)


def write(
    path: Path, shape: type[RegistryEntry | SuccessionEntry], rows: Iterable[RegistryEntry | SuccessionEntry]
) -> None:
    """Sorted by code as text, then day; UTF-8 with LF."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([field.name for field in fields(shape)])
        writer.writerows(sorted(astuple(row) for row in rows))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parents[1] / "data")
