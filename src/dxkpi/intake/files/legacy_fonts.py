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

# A part of a cell's text with its own font (empty: the cell's font): (font, text).
TextRun = tuple[str, str]
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


def read_runs(runs: Sequence[TextRun], font: str) -> tuple[str, str]:
    """The text of a cell in `font` as Unicode, and the first legacy font in it (empty if there is none)."""
    named = [(own or font, text) for own, text in runs]
    legacy = next((own for own, text in named if is_legacy(own) and not is_unicode(text)), "")
    return "".join(to_unicode(text, own) for own, text in named), legacy
