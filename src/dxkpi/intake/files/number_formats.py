"""Number formats of spreadsheets: what a cell displays for the number that it stores.

A format code has up to four sections (positive; negative; zero; text), each with placeholders for digits (0 # ?), a
decimal point, commas that group or divide by a thousand, percent signs and literal text. Displayed numbers are written
with a decimal point here; who reads the cell may see a comma, according to the language of the office program.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

# The built-in formats of Excel that may display something else than the plain number, by their number in the file.
BUILT_IN_CODES = {
    "9": "0%", "10": "0.00%", "11": "0.00E+00", "48": "##0.0E+0",
    **dict.fromkeys(("41", "42"), '_(* #,##0_);_(* \\(#,##0\\);_(* "-"_);_(@_)'),
    **dict.fromkeys(("43", "44"), '_(* #,##0.00_);_(* \\(#,##0.00\\);_(* "-"??_);_(@_)'),
}  # fmt: skip
# A double holds 15 digits; rounding to twelve decimals removes the error of multiplying by a hundred.
DECIMALS = 12
# Literal text in a format code: "…", \x, a space as wide as x, a fill; colours, currencies or conditions in brackets.
_LITERAL = re.compile(r'"([^"]*)"|\\(.)|[_*].|\[\$([^\]-]*)[^\]]*\]|\[[^\]]*\]')
_PLACEHOLDERS = re.compile(r"[0#?][0#?,]*(?:\.[0#?]*)?|\.[0#?]+")
_POWER = re.compile(r"[eE][+-]")
_CONDITION = re.compile(r"\[([<>=]{1,2})(-?[0-9]{1,15}(?:\.[0-9]{1,9})?)\]")
_MAX_CODE = 255
GENERAL = "general"


@dataclass(frozen=True)
class _Section:
    """One section: the text before and after the number, and how the number is written."""

    before: str
    after: str
    digits: str
    percents: int
    is_general: bool
    has_power: bool
    condition: tuple[str, float] | None = None

    @property
    def decimals(self) -> int:
        return len(self.digits.partition(".")[2].replace(",", ""))

    @property
    def thousands(self) -> int:
        """How many times the number is divided by a thousand: commas after the last placeholder before the point."""
        whole, _, decimals = self.digits.partition(".")
        return len(whole) - len(whole.rstrip(",")) + len(decimals) - len(decimals.rstrip(","))

    @property
    def least_digits(self) -> int:
        return self.digits.partition(".")[0].count("0")

    @property
    def groups(self) -> bool:
        return "," in self.digits.partition(".")[0].rstrip(",")


def is_percent(code: str) -> bool:
    """Whether a number format displays its number times a hundred."""
    return "%" in _LITERAL.sub("", code[:_MAX_CODE])


def may_mislead(code: str) -> bool:
    """Whether a number format may display something else than the plain number: thousands left out, three decimals that
    look like a group of digits, powers, leading zeros, letters or digits as text, or nothing."""
    sections = _sections(code)
    return any(
        section.thousands or section.decimals == 3 or section.has_power or section.least_digits > 1
        or any(map(str.isalnum, section.before + section.after)) or not (section.digits or section.is_general)
        for section in sections
    )  # fmt: skip


def as_percent(value: float) -> str:
    """The stored fraction as a reader sees it, with all its decimals: 0.932 → "93.2 %"."""
    number = f"{round(value * 100, DECIMALS):.{DECIMALS}f}"
    return f"{number.rstrip('0').rstrip('.')} %"


def displayed(value: float, code: str) -> str:
    """What a cell with a number format displays, with a decimal point and commas between thousands."""
    return _displayed(value, code).strip()


def _displayed(value: float, code: str) -> str:
    sections = _sections(code)
    section = sections[_place_of(value, sections)]
    sign = "-" if value < 0 and section is sections[0] else ""
    if section.is_general or "/" in section.after:
        return f"{section.before}{sign}{abs(value):.15g}{section.after}"
    if not section.digits:
        return section.before + section.after
    number = abs(value) * 100**section.percents / 1000**section.thousands
    if section.has_power:
        return f"{section.before}{sign}{number:.{section.decimals}E}{section.after}"
    digits = f"{number:{',' if section.groups else ''}.{section.decimals}f}"
    whole, point, decimals = digits.partition(".")
    return f"{section.before}{sign}{whole.zfill(section.least_digits)}{point}{decimals}{section.after}"


def _place_of(value: float, sections: tuple[_Section, ...]) -> int:
    """Which section applies: the first whose condition holds, else by the sign of the number."""
    if any(section.condition for section in sections):
        holds = (place for place, section in enumerate(sections) if section.condition is None or _holds(value, section))
        return next(holds, len(sections) - 1)
    if value < 0 and len(sections) > 1:
        return 1
    return 2 if value == 0 and len(sections) > 2 else 0


def _holds(value: float, section: _Section) -> bool:
    sign, limit = section.condition or ("=", value)
    less, equal, more = value < limit, value == limit, value > limit
    return ("<" in sign and less) or (">" in sign and more) or ("=" in sign and equal)


@lru_cache(maxsize=512)
def _sections(code: str) -> tuple[_Section, ...]:
    return tuple(_section(text) for text in _split(code[:_MAX_CODE] or GENERAL))


def _split(code: str) -> list[str]:
    """The sections of a code. A semicolon in literal text separates nothing."""
    starts = [0]
    for match in re.finditer(r'"[^"]*"|\\.|;', code):
        if match[0] == ";":
            starts.append(match.end())
    return [code[start : end - 1] for start, end in zip(starts, [*starts[1:], len(code) + 1], strict=True)][:3]


def _section(text: str) -> _Section:
    literals: list[str] = []

    def kept(match: re.Match[str]) -> str:
        literals.append(match[1] or match[2] or match[3] or "")
        return "\0"

    plain = _LITERAL.sub(kept, text)
    number = _PLACEHOLDERS.search(plain)
    is_general = GENERAL in plain.casefold()
    start, end = number.span() if number else (len(plain), len(plain))
    if is_general:
        start = plain.casefold().index(GENERAL)
        end = start + len(GENERAL)
    power = _POWER.match(plain, end) if number else None
    rest = _PLACEHOLDERS.sub("", plain[end:][2:] if power else plain[end:])
    before = _with_literals(plain[:start], iter(literals))
    after = _with_literals(rest, iter(literals[plain[:start].count("\0") :]))
    condition = _CONDITION.search(text)
    return _Section(
        before, after, number[0] if number else "", plain.count("%"), is_general, power is not None,
        (condition[1], float(condition[2])) if condition else None,
    )  # fmt: skip


def _with_literals(text: str, literals: Iterator[str]) -> str:
    """Literal text in its place; of the other characters those that are displayed as they are."""
    shown = (next(literals, "") if letter == "\0" else letter for letter in text)
    return "".join(letter for letter in shown if letter != "@")
