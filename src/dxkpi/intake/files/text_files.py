"""Text files → rows of texts: detects the encoding and the delimiter. Row 0 is the first record."""

from __future__ import annotations

import codecs
import csv
import io
import re
import unicodedata
from collections import Counter
from itertools import islice

from dxkpi.intake.files.sheet import MAX_CELLS, damaged, spread_too_far, stray_quote, unreadable
from dxkpi.limits import MAX_FILE

# The csv module refuses longer fields, as if a quotation mark were missing; the file's size is bounded already.
csv.field_size_limit(MAX_FILE)
DELIMITERS = (",", ";", "\t")
RECORDS_LOOKED_AT = 60
# Text has a stray control character at most; a file of another kind has many.
MOST_CONTROLS = 0.02
BYTES_LOOKED_AT = 4096
END_OF_DOS_FILE = "\x1a"
_UTF16_MARKS = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
_SAYS_DELIMITER = re.compile(r'"?sep=([^\w\s"]|\t)"?\r?\n', re.IGNORECASE)
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f]")
# A letter of two bytes or more in UTF-8.
_UTF8_LETTER = re.compile(rb"[\xc3-\xf4][\x80-\xbf]+")


def is_table(text: str) -> bool:
    """Whether at least two records of a text have the same number of columns, more than one."""
    return max(_agreement(text, mark) for mark in DELIMITERS) >= (2, 2)


def text_rows(text: str) -> list[list[str]]:
    """The records of a CSV. Raises `Unreadable`."""
    said = _SAYS_DELIMITER.match(text)
    delimiter = said[1] if said else _delimiter(text)
    rows, held, first_line = [], 0, 1
    records = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for row in records:
            rows.append(row)
            first_line = records.line_num + 1
            held += len(row) + 1
            if held > MAX_CELLS:
                raise spread_too_far()
    except csv.Error:
        raise stray_quote(first_line, delimiter) from None
    if said:
        # The line sep=; is an instruction to Excel; it is emptied so that the rows below keep their numbers.
        rows[0] = []
    return rows


def decoded(content: bytes) -> str:
    """Bytes as text: UTF-8, UTF-16, else windows-1258 composed to NFC. Raises `Unreadable`."""
    encoding = _UTF16_MARKS.get(content[:2]) or _unmarked_utf16(content)
    try:
        text = content.decode(encoding or "utf-8-sig")
    except UnicodeDecodeError as error:
        if encoding or _is_broken_utf8(content):
            raise damaged() from error
        text = _windows_1258(content)
    text = text.removeprefix("\ufeff").rstrip(END_OF_DOS_FILE)
    if "\x00" in text or len(_CONTROLS.findall(text)) > len(text) * MOST_CONTROLS:
        raise unreadable()
    return text


def _unmarked_utf16(content: bytes) -> str:
    """The UTF-16 encoding of a text without a byte order mark: most letters are Latin, so every second byte is 0."""
    start = content[:BYTES_LOOKED_AT]
    letters = len(start) // 2
    low, high = start[1::2].count(0), start[0::2].count(0)
    if letters and len(content) % 2 == 0 and max(low, high) * 2 >= letters and min(low, high) * 20 <= letters:
        return "utf-16-le" if low > high else "utf-16-be"
    return ""


def _is_broken_utf8(content: bytes) -> bool:
    """Whether bytes are damaged UTF-8, such as a truncated file, and not another encoding."""
    letters = len(_UTF8_LETTER.findall(content))
    return content.startswith(codecs.BOM_UTF8) or letters > 4 * content.decode("utf-8", "replace").count("\ufffd")


def _windows_1258(content: bytes) -> str:
    try:
        return unicodedata.normalize("NFC", content.decode("cp1258"))
    except UnicodeDecodeError:
        raise unreadable() from None


def _delimiter(text: str) -> str:
    """The delimiter that splits most records into the same number of columns; of two such, the one with more
    columns."""
    return max(DELIMITERS, key=lambda mark: _agreement(text, mark))


def _agreement(text: str, delimiter: str) -> tuple[int, int]:
    records = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        widths = Counter(len(record) for record in islice(records, RECORDS_LOOKED_AT) if len(record) > 1)
    except csv.Error:
        return (0, 0)
    return max(((count, width) for width, count in widths.items()), default=(0, 0))
