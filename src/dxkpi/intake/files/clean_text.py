"""Text from outside → text that every font, file format and database keeps: one form of each letter, nothing invisible.

What is only invisible is removed or becomes a space. What changes the order in which a text is shown is removed and
reported, because the text then means something else than a reader saw.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from dxkpi.intake.files.sheet import Cell, Place, Sheet

# Spaces of other widths, line ends of other systems, and the control characters that separate words.
_SPACES = "\t\x0b\x0c\x1c\x1d\x1e\x1f\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_LINE_ENDS = "\r\x85\u2028\u2029"
# No width: joiners, soft hyphen, marks of direction without effect on Latin text, byte order mark, variation selectors.
_NO_WIDTH = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2060-\u2064\u3164\ufe00-\ufe0f\ufeff\uffa0"
)
_CONTROLS = "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f"
_NOT_CHARACTERS = "\ufdd0-\ufdef\ufff9-\uffff\ud800-\udfff" + "".join(
    f"{chr(plane << 16 | 0xFFFE)}{chr(plane << 16 | 0xFFFF)}" for plane in range(1, 17)
)
_DIRECTIONS = "\u202a-\u202e\u2066-\u206f"
_ICELANDIC: dict[str, str | int | None] = {
    "\u00d0": "\u0110",
    "\u00f0": "\u0111",
    "\u0189": "\u0110",
    "\u0256": "\u0111",
}
# Searched for first, so that ordinary text is not rebuilt.
_ODD = re.compile(f"[{_SPACES}{_LINE_ENDS}{_NO_WIDTH}{_CONTROLS}{_NOT_CHARACTERS}{_DIRECTIONS}{''.join(_ICELANDIC)}]")
_SPACE, _LINE_END = re.compile(f"[{_SPACES}]"), re.compile(f"\r\n|[{_LINE_ENDS}]")
_REMOVED = re.compile(f"[{_NO_WIDTH}{_CONTROLS}{_NOT_CHARACTERS}{_DIRECTIONS}]")
# The bytes of UTF-8 as windows-1252 shows them: it has punctuation and letters in place of the controls 80 to 9F.
_WINDOWS_1252 = {bytes([code]).decode("cp1252", "replace"): code for code in range(0x80, 0xA0)}
_WINDOWS_1252.pop("\ufffd")
_NEXT = f"[\u0080-\u00bf{''.join(_WINDOWS_1252)}]"
_TWICE = re.compile(f"[\u00c2-\u00df]{_NEXT}|[\u00e0-\u00ef]{_NEXT}{{2}}")
# A capital letter before a quotation mark or a space looks the same, so those alone prove nothing: MÃ”, MÂ».
_SURELY_TWICE = re.compile(
    f"[\u00c3-\u00df][\u00a1-\u00aa\u00ac\u00ae-\u00ba\u00bc-\u00bf\u0192\u2020\u2021]|[\u00e0-\u00ef]{_NEXT}{{2}}"
)
_DIRECTION = re.compile(f"[{_DIRECTIONS}]")


def clean(text: str) -> str:
    """A text in NFC with plain spaces and line ends, Đ for the Icelandic Ð, and nothing that is not shown."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    if not _ODD.search(text):
        return text
    plain = _SPACE.sub(" ", _LINE_END.sub("\n", text))
    return unicodedata.normalize("NFC", _REMOVED.sub("", plain).translate(str.maketrans(_ICELANDIC)))


def one_line(text: str) -> str:
    """A clean text on one line, as names and sources are stored."""
    return " ".join(clean(text).split())


def directions_in(text: str) -> str:
    """The names of the characters in a text that change its direction; empty if there are none."""
    found = dict.fromkeys(_DIRECTION.findall(text))
    return ", ".join(f"U+{ord(sign):04X} {unicodedata.name(sign, '')}".strip() for sign in found)


def decoded_again(text: str) -> str | None:
    """What a text says whose UTF-8 was read as windows-1252 and encoded once more: "BÃ¡o cÃ¡o" → "Báo cáo". None for
    any other text."""
    if not any(_decoded(match) != match[0] for match in _SURELY_TWICE.finditer(text)):
        return None
    return clean(_TWICE.sub(_decoded, text))


def _decoded(match: re.Match[str]) -> str:
    try:
        return bytes(_WINDOWS_1252.get(sign, ord(sign)) for sign in match[0]).decode("utf-8")
    except UnicodeDecodeError:
        return match[0]


def _is_clean(text: str) -> bool:
    """Whether no cell of a row needs a second look; one search for a row is much faster than one for each cell."""
    if _ODD.search(text):
        return False
    return text.isascii() or (unicodedata.is_normalized("NFC", text) and not _SURELY_TWICE.search(text))


def with_clean_cells(sheet: Sheet) -> Sheet:
    """The sheet with every text clean. Characters that change direction are noted in its appearance."""
    directions: dict[Place, str] = {}
    garbled: dict[Place, str] = {}
    rows: list[Sequence[Cell]] = []
    for number, row in enumerate(sheet.rows):
        if _is_clean("\n".join(cell for cell in row if isinstance(cell, str))):
            rows.append(row)
            continue
        rows.append([clean(cell) if isinstance(cell, str) else cell for cell in row])
        for column, cell in enumerate(row):
            if isinstance(cell, str) and not cell.isascii():
                if names := directions_in(cell):
                    directions[number, column] = names
                if (text := decoded_again(cell)) is not None:
                    garbled[number, column] = text
    appearance = replace(sheet.appearance, directions=directions, garbled=garbled)
    return replace(sheet, name=one_line(sheet.name), rows=rows, appearance=appearance)
