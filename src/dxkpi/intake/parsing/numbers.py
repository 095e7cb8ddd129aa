"""Numbers as offices type them: 5.810, 5 810, 93,2 %, 93.2, 0 hồ sơ, a dash for no figure."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from fractions import Fraction

from dxkpi.intake.problems import ProblemCode

NOTHING = frozenset({"", "-", "–", "—", "..", "...", "n/a"})
_SPACE = r"[ \u00a0\u202f\u2009]"
# Groups of three digits with one kind of separator; a first group that begins with 0 is a decimal fraction.
_THOUSANDS = re.compile(rf"^[+-]?[1-9][0-9]{{0,2}}(?:(?P<mark>[.,]|{_SPACE})[0-9]{{3}})(?:(?P=mark)[0-9]{{3}})*$")
_NUMBER = re.compile(r"^[+-]?[0-9]+(?:[.,][0-9]+)?$")
_COUNT_WORDS = re.compile(r"\s*(?:hồ sơ|dossiers|tổ|người|văn bản|thủ tục|phiếu)$", re.IGNORECASE)
MAX_COUNT = 10**15


class NotANumber(Exception):
    """The cell does not contain such a number. Does not leave intake: it becomes a problem."""

    def __init__(self, code: ProblemCode) -> None:
        self.code = code
        super().__init__(code.value)


def is_nothing(cell: object) -> bool:
    """Whether the cell says that there is no figure: it is empty, or a dash."""
    return cell is None or (isinstance(cell, str) and "".join(cell.split()).lower() in NOTHING)


def read_count(cell: object) -> int:
    """A whole number of things, 0 or more. In text "5.810" and "5,810" are 5810. Raises `NotANumber`."""
    if isinstance(cell, str):
        text = _COUNT_WORDS.sub("", unicodedata.normalize("NFC", cell).strip())
        cell = _decimal(re.sub(rf"[.,]|{_SPACE}", "", text) if _THOUSANDS.match(text) else text)
    number = _plain(cell)
    if number < 0:
        raise NotANumber(ProblemCode.NEGATIVE)
    if number.denominator != 1:
        raise NotANumber(ProblemCode.NOT_WHOLE)
    if number > MAX_COUNT:
        raise NotANumber(ProblemCode.NOT_A_NUMBER)
    return int(number)


def is_number(cell: object) -> bool:
    """Whether a cell contains a number of any kind: a count, or a number that is not a count."""
    if is_nothing(cell):
        return False
    try:
        read_count(cell)
    except NotANumber:
        return isinstance(cell, int | float)
    return True


def read_share(cell: object) -> Decimal:
    """A percentage from 0 to 100, in percent: "93,2 %" and "93.2" are 93.2. Raises `NotANumber`."""
    if isinstance(cell, str):
        share = _decimal(cell.strip().removesuffix("%").rstrip())
    else:
        _plain(cell)
        share = Decimal(repr(cell)) if isinstance(cell, float) else Decimal(str(cell))
    if share < 0:
        raise NotANumber(ProblemCode.NEGATIVE)
    if share > 100:
        raise NotANumber(ProblemCode.SHARE_OUT_OF_RANGE)
    return share


def _plain(cell: object) -> Fraction:
    if isinstance(cell, bool) or not isinstance(cell, int | float | Decimal):
        raise NotANumber(ProblemCode.NOT_A_NUMBER)
    try:
        return Fraction(cell)
    except (ValueError, OverflowError):
        raise NotANumber(ProblemCode.NOT_A_NUMBER) from None


def _decimal(text: str) -> Decimal:
    if not _NUMBER.match(text):
        raise NotANumber(ProblemCode.NOT_A_NUMBER)
    return Decimal(text.replace(",", "."))
