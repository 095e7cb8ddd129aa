"""The record stream of an XLS, reduced to the records that a table needs.

Each record is a code, a length, and its bytes. Charts, links and pictures get a code that xlrd ignores, because a
single link over a whole sheet would fill the memory. Records keep their positions."""

from __future__ import annotations

import struct

from dxkpi.intake.files.sheet import damaged, encrypted

IGNORED = 0x08FF
PASSWORD = 0x002F
SHEET = 0x0085
STARTS = frozenset({0x0009, 0x0209, 0x0409, 0x0809})
STRUCTURE = STARTS | {
    0x000A, 0x003C, SHEET, 0x008E, 0x008F,  # end, continued, sheet, offset and heading of sheets in a workspace
    0x0042, 0x0022,  # code page, first day
    0x0031, 0x0231, 0x001E, 0x041E, 0x0056, 0x0043, 0x0243, 0x0443, 0x00E0, 0x0044,  # fonts, number formats, styles
    0x00FC,  # shared texts
    0x00E5, 0x007D, 0x0208,  # merged cells, hidden columns and rows
}  # fmt: skip
CELLS = frozenset({
    0x0001, 0x0201, 0x00BE, 0x0002, 0x0003, 0x0203, 0x027E, 0x00BD,  # blank, numbers
    0x0004, 0x0204, 0x00D6, 0x00FD, 0x0005, 0x0205,  # texts, true or false, errors
    0x0006, 0x0206, 0x0406, 0x0007, 0x0207,  # formulas and their texts
    0x0021, 0x0221, 0x0036, 0x0037, 0x0236, 0x00BC, 0x04BC,  # formulas over several cells
})  # fmt: skip


def table_records(stream: bytes) -> bytes:
    """The stream with the code of every other record replaced by an ignored one. Raises `Unreadable`."""
    records = bytearray(stream)
    starts, sheets, position = set[int](), list[int](), 0
    while position + 4 <= len(stream):
        code, length = struct.unpack_from("<HH", stream, position)
        if code == PASSWORD:
            raise encrypted()
        if code in STARTS:
            starts.add(position)
        elif code == SHEET and length >= 4:
            sheets += struct.unpack_from("<I", stream.ljust(position + 8, b"\0"), position + 4)
        elif code not in STRUCTURE and code not in CELLS:
            struct.pack_into("<H", records, position, IGNORED)
        position += 4 + length
    if len(set(sheets)) < len(sheets) or not starts.issuperset(sheets):
        raise damaged()
    return bytes(records)
