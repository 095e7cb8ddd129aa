"""Words that tables of all offices share: totals, ordinals, and the text below a table."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from dxkpi.domain.model.locality_names import unmark
from dxkpi.intake.cell_text import as_text

_TOTAL = re.compile(
    r"(?:tổng(?: số| cộng)?|cộng|tong cong|tong so)"
    r"(?: chung| hồ sơ| các đơn vị| toàn (?:tỉnh|huyện|thị xã|thành phố|xã))*"
    r"(?: [a-z0-9]+(?: ?\+ ?[a-z0-9]+)+)?"
)
_SUBTOTAL = re.compile(r"(?:tổng|cộng|tong cong|tong so)(?!\w)")
_FOOT = re.compile(
    r"(?:noi nhan|nguoi (?:lap|lam|tong hop|bao cao|ky)|thu truong|chu tich|pho chu tich|giam doc|truong phong|"
    r"chanh van phong|k/?t\.? |tm\.? |ghi chu ?:|luu y|nguon ?:)"
)
_NOTE = re.compile(r"(?:ghi chu|luu y|chu thich|chu y|note|don vi(?: tinh)?|dvt|unit|so lieu|\*|[¹²³†])")
_ORDINAL = re.compile(
    r"(?P<upper>[A-ZĐ])|(?P<roman>[IVX]+)|(?P<number>[0-9]+(?:\.[0-9]+)*)|(?P<lower>[a-zđ])|(?P<detail>[-–+*•])"
)
_FOOTNOTE_MARK = re.compile(r"(?:\*{1,5}|[¹²³⁰-⁹†‡]{1,3}|[(\[](?:\*{1,5}|[0-9]{1,2}|[a-e])[)\]])$")
# Headings and names are shorter.
MAX_MARKED = 200
# The words of the closed lists are at the start of a text; a note may have thousands of letters.
MAX_BARE = 2_000
_LEADING = re.compile(r"((?:[A-ZĐ]|[IVX]+|[0-9]+(?:\.[0-9]+)*)[.)/]|[-–+*•])\s+(?=\S)")
UPPER, ROMAN, NUMBER, DETAIL = 0, 1, 2, 99
"""The depth of a row by its ordinal: A, then I, then 1, 1.1 …; a detail of the row above is deepest."""


def plain(cell: object) -> str:
    """A cell's text in lower case, with diacritics, with plain spaces and dashes."""
    text = unicodedata.normalize("NFC", as_text(cell)).casefold()
    return " ".join(text.replace("–", "-").replace("—", "-").replace("−", "-").split())


def bare(cell: object) -> str:
    """The same without diacritics and without text in brackets: for words of a closed list, never for names."""
    return " ".join(unmark(_without_brackets(plain(cell)[:MAX_BARE])).split())


def without_footnote_mark(text: str) -> str:
    """A text without the mark of a footnote at its end: "Quý III/2022 (1)", "Quý III/2022*", "Quý III/2022¹"."""
    short = text.rstrip()
    if len(short) > MAX_MARKED:
        return text
    mark = _FOOTNOTE_MARK.search(short)
    return short[: mark.start()].rstrip() if mark and mark.start() else text


def is_total(label: str) -> bool:
    """Whether a row is the total of a whole table: Tổng cộng, Tổng số, Cộng."""
    return bool(_TOTAL.fullmatch(_without_brackets(plain(label)).strip(" :.")))


def is_subtotal(label: str) -> bool:
    """Whether a text is the label of a total or subtotal: Cộng I, Tổng lĩnh vực. Diacritics matter: Công thương is a
    field of work and not a sum."""
    return bool(_SUBTOTAL.match(plain(label)))


def is_share(label: str) -> bool:
    """Whether a row or column contains a rate and not a count."""
    text = bare(label)
    return "ty le" in text or "%" in plain(label)


def is_foot(cell: object) -> bool:
    """Whether a cell belongs to the text below a table: signatures, notes, the date."""
    if not isinstance(cell, str):
        return False
    text = bare(cell)
    return bool(_FOOT.match(text)) or has_in_order(text, ("ngay", "thang", "nam"))


def is_note(text: str) -> bool:
    """Whether a text below a table explains it: a note, a footnote, a unit."""
    return _NOTE.match(bare(text)) is not None


def has_in_order(text: str, words: Iterable[str]) -> bool:
    """Whether a text has these words one after the other, with anything between them."""
    place = 0
    for word in words:
        found = re.compile(rf"\b{word}\b").search(text, place)
        if found is None:
            return False
        place = found.end()
    return True


def _without_brackets(text: str) -> str:
    """The text without what is in brackets, brackets in brackets included. One without a partner stays."""
    kept: list[str] = []
    opened: list[int] = []
    for letter in text:
        if letter == "(":
            opened.append(len(kept))
        elif letter == ")" and opened:
            del kept[opened.pop() :]
            letter = " "
        kept.append(letter)
    return " ".join("".join(kept).split())


def split_ordinal(text: str) -> tuple[str, str]:
    """Split "II. Cấp xã" into "II" and "Cấp xã"; the ordinal is empty if the text has none."""
    leading = _LEADING.match(text)
    return (leading[1].rstrip(".)/"), text[leading.end() :]) if leading else ("", text)


def depth_of(ordinal: str) -> int | None:
    """The depth of an ordinal; None if the text is not an ordinal."""
    match = _ORDINAL.fullmatch(ordinal.strip().strip("().").strip())
    if match is None:
        return None
    if match["roman"] or (match["upper"] and match["upper"] in "IVX"):
        return ROMAN
    if match["upper"]:
        return UPPER
    return NUMBER + match["number"].count(".") if match["number"] else DETAIL
