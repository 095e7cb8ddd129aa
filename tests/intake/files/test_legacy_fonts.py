"""Text in the fonts of old offices reads as it was meant: TCVN3 (.VnTime) and VNI Windows (VNI-Times)."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxkpi.intake.files.legacy_fonts import ReadText, TextRun, is_legacy, read_runs, to_unicode

# The letters of Vietnamese that need more than ASCII, in two cases.
SMALL = "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ"
# The columns VNI and TCVN3 of the table «Unicode & Vietnamese Legacy Character Encodings», in the order of SMALL.
TCVN3_HEX = (
    "b5 b8 b6 b7 b9 a8 bb be bc bd c6 a9 c7 ca c8 c9 cb cc d0 ce cf d1 aa d2 d5 d3 d4 d6 d7 dd d8 dc de df e3 e1 e2 e4 "
    "ab e5 e8 e6 e7 e9 ac ea ed eb ec ee ef f3 f1 f2 f4 ad f5 f8 f6 f7 f9 fa fd fb fc fe ae"
)
VNI = (
    "aø aù aû aõ aï aê aè aé aú aü aë aâ aà aá aå aã aä eø eù eû eõ eï eâ eà eá eå eã eä ì í æ ó ò oø où oû oõ oï "
    "oâ oà oá oå oã oä ô ôø ôù ôû ôõ ôï uø uù uû uõ uï ö öø öù öû öõ öï yø yù yû yõ î ñ"
)
TO_TCVN3 = dict(zip(SMALL, bytes.fromhex(TCVN3_HEX).decode("latin-1"), strict=True))
TO_TCVN3 |= dict(zip("ĂÂÊÔƠƯĐ", "¡¢£¤¥¦§", strict=True))
TO_VNI = dict(zip(SMALL, VNI.split(), strict=True))
TO_VNI |= {letter.upper(): code.upper() for letter, code in TO_VNI.items()}


def encoded(text: str, table: dict[str, str]) -> str:
    """Text as an old office typed it."""
    return "".join(table.get(letter, letter) for letter in text)


def test_the_tables_above_are_whole() -> None:
    """67 letters in each case; TCVN3 has seven capitals of its own, the others are shown by a font of capitals."""
    assert len(SMALL) == 67
    assert (len(TO_VNI), len(TO_TCVN3)) == (134, 74)
    assert all(unicodedata.is_normalized("NFC", letter) for letter in TO_VNI)


@pytest.mark.parametrize(
    ("font", "typed", "meant"),
    [
        (".VnTime", "Ph­êng H­¬ng V¨n", "Phường Hương Văn"),
        (".VnArial Narrow", "Ph­êng H­¬ng V©n", "Phường Hương Vân"),
        (".VnTime", "Thõa Thiªn HuÕ", "Thừa Thiên Huế"),
        (".VnTime", "Qu¶ng TrÞ", "Quảng Trị"),
        (".VnTimeH", "ñy ban nh©n d©n", "ỦY BAN NHÂN DÂN"),
        (".VnTime", "§¬n vÞ", "Đơn vị"),
        ("VNI-Times", "Phöôøng Höông Vaên", "Phường Hương Văn"),
        ("VNI-Helve", "Thöøa Thieân Hueá", "Thừa Thiên Huế"),
        ("VNI-Times", "COÄNG HOØA XAÕ HOÄI CHUÛ NGHÓA VIEÄT NAM", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("VNI-Times", "Ñoäc laäp - Töï do - Haïnh phuùc", "Độc lập - Tự do - Hạnh phúc"),
        ("VNI-Times", "Xin chaøo caùc baïn", "Xin chào các bạn"),
    ],
)
def test_known_words(font: str, typed: str, meant: str) -> None:
    """Words of old files are converted to what they meant."""
    assert is_legacy(font)
    assert to_unicode(typed, font) == meant


@given(st.text(alphabet=[*TO_VNI, *" 0123456789.,()-/bcdghklmnpqrstvxBCDGHKLMN"]))
def test_vni_there_and_back(text: str) -> None:
    """Every letter of Vietnamese, small and capital, comes back from VNI."""
    assert to_unicode(encoded(text, TO_VNI), "VNI-Times") == text


@given(st.text(alphabet=[*TO_TCVN3, *" 0123456789.,()-/bcdghklmnpqrstvxBCDGHKLMN"]))
def test_tcvn3_there_and_back(text: str) -> None:
    """Every letter that TCVN3 has comes back from it."""
    assert to_unicode(encoded(text, TO_TCVN3), ".VnTime") == text


@given(st.text(alphabet=[*SMALL, *" 0123456789.,bcdghklmnpqrstvx"]))
def test_fonts_of_capitals(text: str) -> None:
    """A font whose name ends in H shows capitals: each of the 134 letters is reached."""
    assert to_unicode(encoded(text, TO_TCVN3), ".VnArialH") == text.upper()


@given(st.text(alphabet=[*SMALL, *SMALL.upper(), " "]), st.sampled_from(["Arial", "Times New Roman", "Vni", "VnTime"]))
def test_other_fonts_change_nothing(text: str, font: str) -> None:
    """Only fonts by the names of the old ones are converted."""
    assert not is_legacy(font)
    assert to_unicode(text, font) == text


@pytest.mark.parametrize("text", ["Phường Hương Vân", unicodedata.normalize("NFD", "Phường Hương Vân"), "Đà Nẵng"])
def test_unicode_under_an_old_font_stays(text: str) -> None:
    """Text pasted into an old cell has letters that no old encoding holds: it is not converted a second time."""
    assert to_unicode(text, ".VnTime") == text
    assert to_unicode(text, "VNI-Times") == text


def test_pieces_in_fonts_of_their_own() -> None:
    """Each piece of a text is read by its own font, or the cell's; the first old font is named."""
    pieces = [TextRun("Arial", "Phường "), TextRun("", "H­¬ng V¨n")]
    assert read_runs(pieces, ".VnTime") == ReadText("Phường Hương Văn", ".VnTime")
    assert read_runs([TextRun("", "Ghi chú")], "Arial") == ReadText("Ghi chú")
