"""Numbers as offices type them: 5.810, 5 810, 5.810,0, 5,2 nghìn, 93,2 %, 0 hồ sơ, a dash for no figure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from dxkpi.intake.cell_text import as_text
from dxkpi.intake.files.clean_text import clean
from dxkpi.intake.problems import ProblemCode

# Cells that mean "no figure", without spaces and in lower case.
NOTHING = frozenset({
    "", "-", "–", "—", "−", "..", "...", "…", "na", "n/a", "#n/a", "null", "nil", "[x]", "chưacó", "chưacósốliệu",
    "khôngcósốliệu", "chưabáocáo", "khôngbáocáo",
})  # fmt: skip
# Words that may mean 0 or that there is no figure.
NONE_OR_ZERO = frozenset({"không", "khôngcó", "khôngphátsinh"})
# A count or a share is short; longer text is none, and is not searched.
MAX_LENGTH = 64
MAX_COUNT = 10**15
# A spreadsheet shows 15 digits of a number, and stores a little more: 5202.9999999999991 is displayed as 5203.
DIGITS_DISPLAYED = 15

_MINUS = str.maketrans({"−": "-", "–": "-", "＋": "+"})
_THING = r"(?:hồ sơ|dossiers?|tổ|người|văn bản|documents?|thủ tục|procedures?|phiếu|xã, phường)"
_THINGS = re.compile(rf" ?{_THING}$", re.IGNORECASE)
_TIMES = {"trăm": 100, "nghìn": 1_000, "ngàn": 1_000, "thousand": 1_000, "thousands": 1_000, "k": 1_000,
          "triệu": 1_000_000, "tr": 1_000_000, "million": 1_000_000, "millions": 1_000_000}  # fmt: skip
_UNIT = re.compile(rf"(?<=[0-9]) ?({'|'.join(sorted(_TIMES, key=len, reverse=True))})\.?$", re.IGNORECASE)
_GROUPS = r"[+-]?[1-9][0-9]{0,2}"
# One group of three digits, which may be decimals; several groups, which may not; groups and decimals.
_ONE_GROUP = re.compile(rf"{_GROUPS}([.,])[0-9]{{3}}")
_SEVERAL_GROUPS = re.compile(rf"{_GROUPS}(?:([.,])[0-9]{{3}}(?:\1[0-9]{{3}})+|(?: [0-9]{{3}})+)")
_GROUPS_AND_DECIMALS = re.compile(
    rf"(?P<whole>{_GROUPS}(?:(?P<mark>[.,])[0-9]{{3}}(?:(?P=mark)[0-9]{{3}})*|(?: [0-9]{{3}})+))"
    r"(?P<point>[.,])(?P<decimals>[0-9]+)"
)
_PLAIN = re.compile(r"[+-]?(?P<whole>[0-9]+)(?:(?P<point>[.,])(?P<decimals>[0-9]+))?")


class NotANumber(Exception):
    """The cell does not contain such a number. Does not leave intake: it becomes a problem."""

    def __init__(self, code: ProblemCode) -> None:
        self.code = code
        super().__init__(code.value)


@dataclass(frozen=True)
class NumberConvention:
    """How numbers are written in a column: the marks that its cells prove to be decimal points or to separate
    thousands, and the unit that its figures are counted in."""

    decimal: frozenset[str] = frozenset()
    thousands: frozenset[str] = frozenset()
    times: int = 1


TYPED = NumberConvention()


def is_nothing(cell: object) -> bool:
    """Whether the cell says that there is no figure: it is empty, a dash, or says so in words."""
    if isinstance(cell, str):
        return not cell or ((len(cell) <= MAX_LENGTH or not cell.strip()) and _key(cell) in NOTHING)
    return cell is None


def may_be_zero(cell: object) -> bool:
    """Whether the cell has a word that may mean 0 or no figure."""
    return isinstance(cell, str) and len(cell) <= MAX_LENGTH and _key(cell) in NONE_OR_ZERO


def convention_of(cells: Iterable[object]) -> NumberConvention:
    """The marks that the texts of a column prove: 5203.000 a decimal point, 1.234.567 a mark of thousands."""
    decimal: set[str] = set()
    thousands: set[str] = set()
    for cell in cells:
        text = _number_text(cell) if isinstance(cell, str) and len(cell) <= MAX_LENGTH else ""
        if match := _SEVERAL_GROUPS.fullmatch(text):
            thousands |= {match[1] or " "}
        elif (
            (match := _GROUPS_AND_DECIMALS.fullmatch(text))
            and match["mark"] != match["point"]
            and len(match["decimals"]) != 3
        ):
            decimal.add(match["point"])
            thousands.add(match["mark"] or " ")
        elif (match := _PLAIN.fullmatch(text)) and match["point"] and not _ONE_GROUP.fullmatch(text):
            decimal |= {match["point"]} if match["whole"] == "0" or match["whole"][0] != "0" else set()
    return NumberConvention(frozenset(decimal), frozenset(thousands))


def multiplier_of(cell: object) -> int:
    """What a cell's own unit multiplies its number by: 5,2 nghìn by a thousand; 1 without one."""
    if not isinstance(cell, str) or len(cell) > MAX_LENGTH:
        return 1
    unit = _UNIT.search(_THINGS.sub("", _spaced(cell)))
    return _TIMES[unit[1].casefold()] if unit else 1


def read_count(cell: object, convention: NumberConvention = TYPED) -> int:
    """A whole number of things, 0 or more. In text "5.810" and "5,810" are 5810 unless the column proves otherwise.

    A number in thousands is multiplied. Raises `NotANumber`.
    """
    times = multiplier_of(cell)
    factor = times if times > 1 else convention.times
    number = _plain(_decimal(cell, convention, in_units=factor > 1) if isinstance(cell, str) else cell) * factor
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
        text = _spaced(cell).removesuffix("%").rstrip() if len(cell) <= MAX_LENGTH else ""
        if not _PLAIN.fullmatch(text):
            raise NotANumber(ProblemCode.NOT_A_NUMBER)
        share = Decimal(text.replace(",", "."))
    else:
        _plain(cell)
        share = Decimal(f"{cell:.{DIGITS_DISPLAYED}g}") if isinstance(cell, float) else Decimal(str(cell))
    if share < 0:
        raise NotANumber(ProblemCode.NEGATIVE)
    if share > 100:
        raise NotANumber(ProblemCode.SHARE_OUT_OF_RANGE)
    return share


def may_be_fraction(cell: object) -> bool:
    """Whether a share may be a fraction of 1 instead of a percentage: above 0, at most 1, and without a percent
    sign."""
    if isinstance(cell, str) and "%" in cell:
        return False
    try:
        return 0 < read_share(cell) <= 1
    except NotANumber:
        return False


def agrees_with(displayed: str, number: Fraction | Decimal | int) -> bool:
    """Whether a reader of what a cell displays reads this number in it, rounded to the decimals that are displayed."""
    text = _spaced(displayed)[:MAX_LENGTH]
    match = re.search(r"[+-]?[0-9](?:[0-9., ]*[0-9])?", text)
    if match is None or any(map(str.isdigit, text.replace(match[0], "", 1))):
        return False
    try:
        read = _decimal(match[0], TYPED)
    except NotANumber:
        return False
    times = multiplier_of(displayed)
    tolerance = Fraction(times, 2 * 10 ** len(str(read).partition(".")[2]))
    return abs(Fraction(read) * times - Fraction(number)) <= tolerance


def _plain(cell: object) -> Fraction:
    if isinstance(cell, bool) or not isinstance(cell, int | float | Decimal):
        raise NotANumber(ProblemCode.NOT_A_NUMBER)
    try:
        return Fraction(f"{cell:.{DIGITS_DISPLAYED}g}" if isinstance(cell, float) else cell)
    except (ValueError, OverflowError):
        raise NotANumber(ProblemCode.NOT_A_NUMBER) from None


def _decimal(cell: str, convention: NumberConvention, *, in_units: bool = False) -> Decimal:
    """The number of a text. `in_units`: it is counted in thousands, say, so that "5.810" may be 5,81 or 5 810 of
    them."""
    if len(cell) > MAX_LENGTH:
        raise NotANumber(ProblemCode.NOT_A_NUMBER)
    text = _number_text(cell)
    if match := _ONE_GROUP.fullmatch(text):
        mark = match[1]
        is_point, is_group = mark in convention.decimal, mark in convention.thousands
        if (is_point and is_group) or (in_units and not (is_point or is_group)):
            raise NotANumber(ProblemCode.AMBIGUOUS_NUMBER)
        return Decimal(text.replace(mark, "." if is_point else ""))
    if match := _SEVERAL_GROUPS.fullmatch(text):
        return Decimal(text.replace(match[1] or " ", ""))
    if (match := _GROUPS_AND_DECIMALS.fullmatch(text)) and match["mark"] != match["point"]:
        if len(match["decimals"]) == 3 and match["point"] not in convention.decimal:
            raise NotANumber(ProblemCode.AMBIGUOUS_NUMBER)  # 1.000,000 with decimals, or a million with two marks
        return Decimal(f"{match['whole'].replace(match['mark'] or ' ', '')}.{match['decimals']}")
    match = _PLAIN.fullmatch(text)
    if match is None:
        raise NotANumber(ProblemCode.NOT_A_NUMBER)
    if match["point"] and match["whole"].startswith("0") and len(match["whole"]) > 1:
        raise NotANumber(ProblemCode.AMBIGUOUS_NUMBER)
    return Decimal(text.replace(",", "."))


def _number_text(cell: str) -> str:
    """The text of a number without the words for what is counted and for its unit."""
    return _UNIT.sub("", _THINGS.sub("", _spaced(cell))).rstrip()


def _spaced(cell: str) -> str:
    return " ".join(clean(cell).translate(_MINUS).split())


def _key(cell: str) -> str:
    return "".join(clean(as_text(cell)).split()).casefold()
