"""Localities and successions are read from files; what is wrong is named by file and line."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from dxkpi.catalogue import load_registry_rows
from dxkpi.domain.model.locality import Level, Locality, Registry, Succession
from dxkpi.errors import CatalogueFault
from dxkpi.locale import Language

SmallFiles = dict[str, str]
Write = Callable[[SmallFiles], Path]
DATA = Path(__file__).parents[2] / "data"
LOCALITIES, SUCCESSIONS = "localities.csv", "successions.csv"
ROWS = {
    LOCALITIES: (
        "code,valid_from,valid_to,name,kind,level,parent,latitude,longitude,source\n"
        "46,2020-01-01,,Thành phố Huế,thành phố,province,,16.46,107.59,danh mục\n"
        '7,2020-01-01,2025-06-30,"Phường Vân, cũ",phường,commune,46,,,danh mục\n'
        "7,2025-07-01,,Phường Văn,phường,commune,46,16.4,107.6,danh mục\n"
    ),
    SUCCESSIONS: (
        "from_code,from_valid_from,to_code,to_valid_from,day,share,source\n"
        "7,2020-01-01,7,2025-07-01,2025-07-01,whole,danh mục\n"
    ),
}
# What is spoilt: file, the text, what it becomes, and the place that is to be named.
SPOILT = {
    "a first day that is none": (LOCALITIES, "7,2025-07-01", "7,01/07/2025", "line 4, valid_from"),
    "a day without hyphens": (LOCALITIES, "7,2025-07-01", "7,20250701", "line 4, valid_from"),
    "a last day before the first": (LOCALITIES, "2025-06-30", "2019-12-31", "line 3, valid_to"),
    "a level that is none": (LOCALITIES, "province", "state", "line 2, level"),
    "a latitude beyond the pole": (LOCALITIES, "16.46", "107.59", "line 2, latitude"),
    "a longitude that is no number": (LOCALITIES, "107.6,", "đông,", "line 4, longitude"),
    "a locality without name": (LOCALITIES, "Phường Văn", "", "line 4, name"),
    "a locality twice": (LOCALITIES, "7,2025-07-01", "7,2020-01-01", "line 4, code"),
    "a cell too many": (LOCALITIES, "107.6,", "107.6,,", "line 4"),
    "a heading that is none": (LOCALITIES, "latitude", "lat", "line 1"),
    "a day of change that is none": (SUCCESSIONS, "2025-07-01,whole", "sau,whole", "line 2, day"),
    "a share that is none": (SUCCESSIONS, "whole", "half", "line 2, share"),
    "a predecessor that is not there": (SUCCESSIONS, "7,2020-01-01", "7,2021-01-01", "line 2, from_code"),
    "a successor that is not there": (SUCCESSIONS, "7,2025-07-01", "8,2025-07-01", "line 2, to_code"),
}


@pytest.fixture
def rows() -> SmallFiles:
    """Two sound files; a test may spoil them."""
    return dict(ROWS)


def test_rows_become_localities_and_successions(rows: SmallFiles, write: Write) -> None:
    """What is empty is missing, and a share of the whole is whole."""
    localities, successions = load_registry_rows(write(rows))
    assert localities[1] == Locality(
        "7", date(2020, 1, 1), date(2025, 6, 30), "Phường Vân, cũ", "phường", Level.COMMUNE, "46", None, None,
        simulated=False, source="danh mục",
    )  # fmt: skip
    assert (localities[0].parent, localities[0].valid_to, localities[0].latitude) == (None, None, 16.46)
    assert successions == (Succession("7@2020-01-01", "7@2025-07-01", date(2025, 7, 1), whole=True),)


def test_a_part_is_not_the_whole(rows: SmallFiles, write: Write) -> None:
    """A unit that gave only a part is marked so."""
    rows[SUCCESSIONS] = rows[SUCCESSIONS].replace("whole", "part")
    assert [succession.whole for succession in load_registry_rows(write(rows))[1]] == [False]


def test_simulated_localities_say_so(rows: SmallFiles, write: Write) -> None:
    """All localities of a simulated province are marked."""
    assert {locality.simulated for locality in load_registry_rows(write(rows), simulated=True)[0]} == {True}


@pytest.mark.parametrize(("file", "text", "instead", "place"), SPOILT.values(), ids=SPOILT.keys())
def test_a_fault_names_file_and_line(
    rows: SmallFiles, write: Write, file: str, text: str, instead: str, place: str
) -> None:
    """Whatever is wrong in a row, the refusal says in which file, line and column."""
    assert text in rows[file]
    rows[file] = rows[file].replace(text, instead, 1)
    assert fault(write(rows)) == (file, place)


def test_a_file_that_is_not_there_is_named(rows: SmallFiles, write: Write) -> None:
    """A folder without successions is refused by that file's name."""
    del rows[SUCCESSIONS]
    assert fault(write(rows)) == (SUCCESSIONS, SUCCESSIONS)


@pytest.mark.parametrize(("folder", "simulated"), [(DATA, False), (DATA / "sample", True)])
def test_the_registries_shipped_are_whole(folder: Path, simulated: bool) -> None:
    """The country and the sample province are read without a fault, and a registry can be made of them."""
    localities, successions = load_registry_rows(folder, simulated=simulated)
    assert len(Registry(localities, successions)) == len(localities)


def fault(folder: Path) -> tuple[str, str]:
    """File and place of the fault that a folder is refused with."""
    with pytest.raises(CatalogueFault) as caught:
        load_registry_rows(folder)
    key = caught.value.message.values["key"]
    text = key if isinstance(key, str) else key.text(Language.EN)  # type: ignore[attr-defined]
    return str(caught.value.message.values["file"]), text
