"""Text typed in the fonts of old offices → Unicode: TCVN3 (ABC; fonts .VnTime, .VnTimeH, …) and VNI Windows (VNI-…).

Such text holds the code of another letter in place of each Vietnamese one ("HuÕ" for "Huế"), and only the font shows it
right. TCVN3 is the single-byte table VN3 of TCVN 5712:1993. VNI writes a letter and then its marks. Both are given as
they appear in Unicode files: byte for byte as windows-1252, which for these codes is Latin-1.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import product
from typing import NamedTuple


class TextRun(NamedTuple):
    """A part of a cell's text: its own font (empty: the cell's), and whether it is raised or struck through."""

    font: str
    text: str
    raised: bool = False
    struck: bool = False


class ReadText(NamedTuple):
    """A cell's text as Unicode, the first legacy font in it, and its parts that were left out."""

    text: str
    font: str = ""
    raised: str = ""
    struck: str = ""


_LEGACY = re.compile(r"\.vn|vni-", re.IGNORECASE)
# Fonts such as .VnTimeH show every letter as its capital.
_CAPITALS = re.compile(r"\.vn.*h", re.IGNORECASE)
_UNICODE = re.compile(r"[ĂăĐđĨĩŨũƠơƯư\u0300\u0301\u0303\u0309\u0323\u1ea0-\u1ef9]")

_TCVN3_LETTERS = "áàảãạăắằẳẵặâấầẩẫậéèẻẽẹêếềểễệíìỉĩịóòỏõọôốồổỗộơớờởỡợúùủũụưứừửữựýỳỷỹỵđĂÂÊÔƠƯĐ"
_TCVN3_CODES = "¸µ¶·¹¨¾»¼½Æ©ÊÇÈÉËÐÌÎÏÑªÕÒÓÔÖÝ×ØÜÞãßáâä«èåæçé¬íêëìîóïñòô\u00adøõö÷ùýúûüþ®¡¢£¤¥¦§"
_TCVN3 = str.maketrans(_TCVN3_CODES, _TCVN3_LETTERS)

_TONES = "\u0301\u0300\u0309\u0303\u0323"
_CIRCUMFLEX, _BREVE = "\u0302", "\u0306"
# Which marks may follow which letters; VNI writes ơ and ư as ô and ö.
_VNI_MARKS = (
    ("aeouyôö", dict(zip("ùøûõï", _TONES, strict=True))),
    ("aeo", dict(zip("âáàåãä", ["_", *_TONES], strict=True))),
    ("a", dict(zip("êéèúüë", ["_", *_TONES], strict=True))),
)
_VNI_ALONE = dict(zip("ñôöíìæóòî", "đơưíìỉĩịỵ", strict=True))


def _vni_table() -> dict[str, str]:
    table = dict(_VNI_ALONE)
    for (letters, marks), added in zip(_VNI_MARKS, ("", _CIRCUMFLEX, _BREVE), strict=True):
        for letter, (mark, tone) in product(letters, marks.items()):
            composed = _VNI_ALONE.get(letter, letter) + added + tone.strip("_")
            table[letter + mark] = unicodedata.normalize("NFC", composed)
    table |= {code.upper(): letter.upper() for code, letter in table.items()}
    # If letter and mark differ in case, the letter decides.
    table |= {code[0].swapcase() + code[1]: letter.swapcase() for code, letter in table.items() if len(code) == 2}
    return table


_VNI = _vni_table()
_VNI_CODE = re.compile("|".join(sorted(_VNI, key=len, reverse=True)))


def is_legacy(font: str) -> bool:
    """Whether a font shows another alphabet than the letters stored under it."""
    return _LEGACY.match(font) is not None


def is_unicode(text: str) -> bool:
    """Whether a text has a letter that no legacy encoding contains, so that it was typed in Unicode whatever its
    font."""
    return _UNICODE.search(text) is not None


def to_unicode(text: str, font: str) -> str:
    """Text in a legacy font converted to Unicode (NFC). Text in another font, or in Unicode, is returned unchanged."""
    if not is_legacy(font) or is_unicode(text):
        return text
    if not font.startswith("."):
        return unicodedata.normalize("NFC", _VNI_CODE.sub(lambda code: _VNI[code[0]], text))
    read = unicodedata.normalize("NFC", text.translate(_TCVN3))
    return read.upper() if _CAPITALS.fullmatch(font.strip()) else read


def read_runs(runs: Sequence[TextRun], font: str) -> ReadText:
    """The text of a cell in `font` without its raised and struck parts: what is left is what the cell says.

    A text that is raised as a whole is kept: there is nothing that it could be a mark of. One that is struck as a whole
    is kept too, and `struck` says so.
    """
    named = [run._replace(font=run.font or font) for run in runs]
    unstruck = [run for run in named if not run.struck or not run.text.strip()]
    if not "".join(run.text for run in unstruck).strip():
        unstruck = named
    level = [run for run in unstruck if not run.raised or not run.text.strip()]
    if not "".join(run.text for run in level).strip():
        level = unstruck
    legacy = next((run.font for run in level if is_legacy(run.font) and not is_unicode(run.text)), "")
    return ReadText(
        "".join(to_unicode(run.text, run.font) for run in level),
        legacy,
        "".join(run.text for run in unstruck if run.raised and run not in level).strip(),
        "".join(run.text for run in named if run.struck).strip(),
    )
