"""localities.csv and successions.csv → localities and successions; problems are reported by file and line.

localities.csv   code, valid_from, valid_to (empty: still valid), name, kind, level, parent (a code; empty:
                 none), latitude, longitude (degrees; empty: not known), source
successions.csv  from_code, from_valid_from, to_code, to_valid_from, day, share (whole, part), source
Days are written yyyy-mm-dd.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path

from dxkpi.domain.model.locality import Level, Locality, Succession
from dxkpi.errors import CatalogueFault
from dxkpi.locale import N_, Message

LOCALITIES = "localities.csv"
SUCCESSIONS = "successions.csv"
LOCALITY_COLUMNS = (
    "code", "valid_from", "valid_to", "name", "kind", "level", "parent", "latitude", "longitude", "source",
)  # fmt: skip
SUCCESSION_COLUMNS = ("from_code", "from_valid_from", "to_code", "to_valid_from", "day", "share", "source")
SHARES = {"whole": True, "part": False}
_LEVELS = {level.value: level for level in Level}


class _Unreadable(Exception):
    """A cell of the current row is invalid."""

    def __init__(self, column: str, sentence: str, **values: str) -> None:
        super().__init__(column)
        self.column, self.reason = column, Message(sentence, values)


def load_registry_rows(folder: Path, *, simulated: bool = False) -> tuple[tuple[Locality, ...], tuple[Succession, ...]]:
    """Localities and successions of a folder, in the order of the files. Raises CatalogueFault.

    Keys are unique, and every succession joins two localities of the folder. Unchanged files are not read again:
    the registry of every vintage starts from them.
    """
    return _read(folder, simulated, tuple(_stamp(folder / name) for name in (LOCALITIES, SUCCESSIONS)))


def _stamp(path: Path) -> tuple[int, int] | None:
    """Modification time and size of a file, as a cache key; None without the file."""
    try:
        about = path.stat()
    except OSError:
        return None
    return about.st_mtime_ns, about.st_size


@lru_cache(maxsize=4)
def _read(folder: Path, simulated: bool, stamps: object) -> tuple[tuple[Locality, ...], tuple[Succession, ...]]:
    localities: dict[str, Locality] = {}
    for line, cells in _rows(folder, LOCALITIES, LOCALITY_COLUMNS):
        try:
            locality = _locality(cells, simulated)
            key = _key(cells[0], cells[1])
            if localities.setdefault(key, locality) is not locality:
                raise _Unreadable("code", N_("{text} is a duplicate"), text=key)
        except _Unreadable as found:
            raise _fault(LOCALITIES, line, found) from None
    successions = []
    for line, cells in _rows(folder, SUCCESSIONS, SUCCESSION_COLUMNS):
        try:
            successions.append(_succession(cells, localities))
        except _Unreadable as found:
            raise _fault(SUCCESSIONS, line, found) from None
    return tuple(localities.values()), tuple(successions)


def _rows(folder: Path, name: str, columns: tuple[str, ...]) -> Iterator[tuple[int, Sequence[str]]]:
    """Line number and cells of every row, the heading checked."""
    try:
        text = (folder / name).read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        raise CatalogueFault(file=name, key=name, reason=Message(N_("the file is missing"))) from None
    except UnicodeDecodeError as found:
        place = Message(N_("byte {position}"), {"position": str(found.start)})
        raise CatalogueFault(file=name, key=place, reason=Message(N_("is not UTF-8"))) from None
    lines = csv.reader(text.splitlines(keepends=True))
    if tuple(next(lines, ())) != columns:
        wanted = Message(N_("the columns must be {columns}"), {"columns": ", ".join(columns)})
        raise CatalogueFault(file=name, key=_line(1), reason=wanted)
    for cells in lines:
        if len(cells) != len(columns):
            counts = {"wanted": str(len(columns)), "found": str(len(cells))}
            reason = Message(N_("has {found} cells, not {wanted}"), counts)
            raise CatalogueFault(file=name, key=_line(lines.line_num), reason=reason)
        yield lines.line_num, cells


def _locality(cells: Sequence[str], simulated: bool) -> Locality:
    code, valid_from, valid_to, name, kind, level, parent, latitude, longitude, source = cells
    if not code or not name:
        raise _Unreadable("name" if code else "code", N_("must not be empty"))
    if level not in _LEVELS:
        raise _Unreadable("level", N_("must be one of {expected}"), expected=", ".join(_LEVELS))
    first = _day(valid_from, "valid_from")
    last = _day(valid_to, "valid_to") if valid_to else None
    if last is not None and last < first:
        raise _Unreadable("valid_to", N_("is before the first day"))
    return Locality(
        code=code,
        valid_from=first,
        valid_to=last,
        name=name,
        kind=kind,
        level=_LEVELS[level],
        parent=parent or None,
        latitude=_degrees(latitude, "latitude", 90),
        longitude=_degrees(longitude, "longitude", 180),
        simulated=simulated,
        source=source,
    )


def _succession(cells: Sequence[str], localities: Mapping[str, Locality]) -> Succession:
    from_code, from_valid_from, to_code, to_valid_from, day, share, _ = cells
    from_key, to_key = _key(from_code, from_valid_from), _key(to_code, to_valid_from)
    for column, key in (("from_code", from_key), ("to_code", to_key)):
        if key not in localities:
            raise _Unreadable(column, N_("there is no locality {text}"), text=key)
    if share not in SHARES:
        raise _Unreadable("share", N_("must be one of {expected}"), expected=", ".join(SHARES))
    return Succession(from_key, to_key, _day(day, "day"), SHARES[share])


def _key(code: str, valid_from: str) -> str:
    """As `Locality.key`, without reading the day."""
    return f"{code}@{valid_from}"


def _day(text: str, column: str) -> date:
    try:
        return _date(text)
    except ValueError:
        raise _Unreadable(column, N_("“{text}” is not a day; write 2025-07-01"), text=text) from None


@lru_cache(maxsize=1024)
def _date(text: str) -> date:
    """The day; only in the form of its own `isoformat`, because keys hold it as text."""
    value = date.fromisoformat(text)
    if value.isoformat() != text:
        raise ValueError(text)
    return value


def _degrees(text: str, column: str, most: float) -> float | None:
    if not text:
        return None
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not -most <= value <= most:
        raise _Unreadable(column, N_("“{text}” is not a number of degrees"), text=text)
    return value


def _line(number: int) -> Message:
    return Message(N_("line {line}"), {"line": str(number)})


def _fault(name: str, line: int, found: _Unreadable) -> CatalogueFault:
    key = Message(N_("line {line}, {column}"), {"line": str(line), "column": found.column})
    return CatalogueFault(file=name, key=key, reason=found.reason)
