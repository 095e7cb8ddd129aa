"""The unit that a table is counted in: "Đơn vị tính: nghìn hồ sơ", "(1.000 hồ sơ)", SDMX's UNIT_MULT."""

from __future__ import annotations

import re

from dxkpi.domain.model.locality_names import unmark
from dxkpi.intake.parsing.vocabulary import plain

_THOUSAND = r"(?:1[.,  ]?000|nghin|ngan|thousands?|'?000s?)"
_MILLION = r"(?:1[.,]000[.,]000|trieu|millions?)"
_THING = (
    r"(?:ho so|hs|dossiers?|van ban|documents?|thu tuc|procedures?|phieu|nguoi|people|to|teams?|luot|don vi|ban|cai)"
)
_LABEL = r"(?:(?:don vi|dv)(?: tinh)?|dvt|unit(?: of measure)?|tinh bang|tinh theo)"
# After a label, in brackets, after a comma or at the start; it ends with what is counted, a bracket or the text.
_FACTOR = rf"(?:(?P<million>{_MILLION})|(?P<thousand>{_THOUSAND})|(?P<hundred>tram|hundreds?)|(?P<ten>chuc))"
_MARK = r"\s?(?:x\s?|×\s?|la\s)?"
_LABELLED = re.compile(rf"(?:(?<!\w){_LABEL}\s?[:(]?|[(\[]){_MARK}{_FACTOR}(?!\w)")
_UNLABELLED = re.compile(rf"(?:[,;]|^){_MARK}{_FACTOR}(?=\s{_THING}(?!\w)|\s?$)")
_BARE = re.compile(rf"(?:x\s?|×\s?)?{_FACTOR}(?!\w).*")
_FACTORS = {"million": 1_000_000, "thousand": 1_000, "hundred": 100, "ten": 10}
# Longer text is a sentence and states no unit.
MAX_LENGTH = 300
MAX_EXPONENT = 9


def multiplier_in(text: str) -> int:
    """What a title or a heading says that the numbers below it are to be multiplied by; 1 if it names no unit."""
    if len(text) > MAX_LENGTH:
        return 1
    words = unmark(plain(text))
    return _factor(_LABELLED.search(words) or _UNLABELLED.search(words))


def multiplier_of_unit(text: str) -> int:
    """The same of a cell that is nothing but a unit: nghìn hồ sơ, hồ sơ."""
    return _factor(_BARE.fullmatch(unmark(plain(text)))) if len(text) <= MAX_LENGTH else 1


def multiplier_of_exponent(text: str) -> int | None:
    """A power of ten by its exponent, as SDMX's UNIT_MULT gives it: 3 is a thousand; None if it is no such number."""
    exponent = text.strip() or "0"
    return 10 ** int(exponent) if re.fullmatch("[0-9]", exponent) else None


def _factor(match: re.Match[str] | None) -> int:
    if match is None:
        return 1
    return next(factor for name, factor in _FACTORS.items() if match[name])
