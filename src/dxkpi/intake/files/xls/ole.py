"""Compound files (OLE2), the container of XLS workbooks and of encrypted XLSX ones: their root streams."""

from __future__ import annotations

import io
import struct
from dataclasses import dataclass

import olefile

from dxkpi.intake.files.sheet import damaged

SIGNATURE = olefile.MAGIC
# What olefile raises for bytes that are no sound compound file: OleFileError is an OSError, and a few of its checks let
# the error of the failed lookup or conversion through.
LIBRARY_ERRORS = (OSError, ValueError, LookupError, OverflowError, struct.error)


@dataclass(frozen=True)
class CompoundFile:
    """An opened compound file. `streams`: the names of the streams in its root folder, in lower case."""

    file: olefile.OleFileIO
    streams: frozenset[str]

    def read(self, name: str) -> bytes:
        """The bytes of a stream, empty if there is none. Raises `Unreadable`."""
        if name not in self.streams:
            return b""
        try:
            return self.file.openstream(name).read()
        except LIBRARY_ERRORS:
            raise damaged() from None


def opened(content: bytes) -> CompoundFile:
    """A compound file with its folders read. Raises `Unreadable`."""
    try:
        file = olefile.OleFileIO(io.BytesIO(content))
    except LIBRARY_ERRORS:
        raise damaged() from None
    streams = (entry for entry in file.root.kids if entry.entry_type == olefile.STGTY_STREAM)
    return CompoundFile(file, frozenset(entry.name.lower() for entry in streams))
