"""Compound files (OLE2), the container of XLS: a file system of sectors in a file, and the streams in its root.

Every chain of sectors is followed as far as there are sectors and no further, so that a ring in it ends.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dxkpi.intake.files.sheet import damaged

SIGNATURE = bytes.fromhex("d0cf11e0a1b11ae1")
HEADER, ENTRY = 512, 128
STREAM, NO_ENTRY = 2, 0xFFFFFFFF
LAST_SECTOR = 0xFFFFFFFA


@dataclass(frozen=True)
class _Entry:
    name: str
    kind: int
    neighbours: tuple[int, int]
    child: int
    start: int
    size: int


def opened(content: bytes) -> Compound:
    """A compound file with its tables read. Raises `Unreadable`."""
    try:
        return Compound(content)
    except (struct.error, IndexError, ValueError):
        raise damaged() from None


class Compound:
    """A compound file; its streams have names in small letters here, as no two differ by case alone."""

    def __init__(self, content: bytes) -> None:
        shift, self.small_shift = struct.unpack_from("<HH", content, 30)
        if shift not in (9, 12) or self.small_shift != 6:
            raise damaged()
        self.bytes, self.size = content, 1 << shift
        directory, self.cutoff, small_table, tables = (
            struct.unpack_from("<I", content, place)[0] for place in (48, 56, 60, 68)
        )
        self.table: Sequence[int] = ()
        self.table = [number for sector in self._table_sectors(tables) for number in self._numbers(sector)]
        entries = b"".join(self._chain(directory))
        self.entries = [_entry(entries[at : at + ENTRY]) for at in range(0, len(entries) - ENTRY + 1, ENTRY)]
        self.small_table = _numbers(b"".join(self._chain(small_table)))
        self.small = b"".join(self._chain(self.entries[0].start))
        self.streams = {each.name.lower(): each for each in self._in_root() if each.kind == STREAM}

    def read(self, name: str) -> bytes:
        """The bytes of a stream, empty where there is none. Raises `Unreadable`."""
        try:
            return self._content(self.streams[name]) if name in self.streams else b""
        except (struct.error, IndexError, ValueError):
            raise damaged() from None

    def _in_root(self) -> Iterator[_Entry]:
        waiting, seen = [self.entries[0].child], set()
        while waiting:
            number = waiting.pop()
            if number != NO_ENTRY and number not in seen:
                seen.add(number)
                yield self.entries[number]
                waiting += self.entries[number].neighbours

    def _content(self, entry: _Entry) -> bytes:
        if entry.size >= self.cutoff:
            found = b"".join(self._chain(entry.start))
        else:
            size = 1 << self.small_shift
            numbers = _follow(entry.start, self.small_table)
            found = b"".join(self.small[number * size : (number + 1) * size] for number in numbers)
        if len(found) < entry.size:
            raise damaged()
        return found[: entry.size]

    def _chain(self, start: int) -> Iterator[bytes]:
        return (self._sector(number) for number in _follow(start, self.table))

    def _table_sectors(self, more: int) -> Iterator[int]:
        """The sectors of the table of sectors: 109 in the header, others in sectors that name the next at their end."""
        yield from (number for number in struct.unpack_from("<109I", self.bytes, 76) if number < LAST_SECTOR)
        for _ in range(len(self.bytes) // self.size):
            if more >= LAST_SECTOR:
                return
            *numbers, more = self._numbers(more)
            yield from (number for number in numbers if number < LAST_SECTOR)

    def _numbers(self, sector: int) -> tuple[int, ...]:
        return _numbers(self._sector(sector))

    def _sector(self, number: int) -> bytes:
        start = max(HEADER, self.size) + number * self.size
        return self.bytes[start : start + self.size]


def _follow(start: int, table: Sequence[int]) -> Iterator[int]:
    for _ in range(len(table)):
        if start >= LAST_SECTOR:
            return
        yield start
        start = table[start]


def _numbers(content: bytes) -> tuple[int, ...]:
    return struct.unpack_from(f"<{len(content) // 4}I", content)


def _entry(raw: bytes) -> _Entry:
    length, kind = struct.unpack_from("<HB", raw, 64)
    left, right, child = struct.unpack_from("<III", raw, 68)
    start, size = struct.unpack_from("<II", raw, 116)
    name = raw[: max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
    return _Entry(name, kind, (left, right), child, start, size)
