"""Words in Vietnamese and English: message catalogues read once, and messages that carry their own numbers.

A message id is its English text; `vi.po` holds the Vietnamese. Numbers follow the language (5.810 and 93,2 % in
Vietnamese, 5,810 and 93.2% in English). This room knows no other room.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache, lru_cache
from gettext import GNUTranslations
from importlib.resources import files

MOST_DECIMALS = 4  # of a number that is not told how many


class Language(StrEnum):
    """A language the product speaks."""

    VI = "vi"
    EN = "en"


def N_(message: str) -> str:
    """Mark a message for the catalogues without translating it here."""
    return message


@dataclass(frozen=True)
class Names:
    """One thing's name in both languages."""

    vi: str
    en: str

    def text(self, language: Language) -> str:
        """The name in one language."""
        return self.vi if language is Language.VI else self.en

    @property
    def inline(self) -> Names:
        """The names as they stand inside a sentence: a small first letter, but for abbreviations."""
        return Names(_small(self.vi), _small(self.en))


@dataclass(frozen=True)
class Sentence(Names):
    """A sentence that stands in a data file in both languages, and what stands in its gaps."""

    values: Mapping[str, object] = field(default_factory=dict)

    def text(self, language: Language) -> str:
        """The sentence in one language."""
        template = super().text(language)
        return template.format_map(_Gaps(self.values, language))

    def __hash__(self) -> int:
        return hash((self.vi, self.en))


@dataclass(frozen=True)
class Message:
    """A sentence for a person: its id and what stands in its gaps.

    Gap values may be numbers (written as the language writes them), dates, names in two languages, other messages
    or plain text.
    """

    id: str
    values: Mapping[str, object] = field(default_factory=dict)

    def text(self, language: Language) -> str:
        """The sentence in one language."""
        return translate(self.id, language).format_map(_Gaps(self.values, language))

    def __hash__(self) -> int:
        return hash((self.id, tuple(sorted((name, str(value)) for name, value in self.values.items()))))


class _Gaps:
    """What stands in the gaps of a sentence, each written in a language when the sentence names it."""

    __slots__ = ("language", "values")

    def __init__(self, values: Mapping[str, object], language: Language) -> None:
        self.values, self.language = values, language

    def __getitem__(self, name: str) -> str:
        return _written(self.values[name], self.language)


@cache
def _catalogue(language: Language) -> GNUTranslations:
    from babel.messages.mofile import write_mo  # imported late: `dxkpi --help` needs no catalogue
    from babel.messages.pofile import read_po

    source = files(__name__).joinpath(f"{language}.po").read_bytes()
    compiled = io.BytesIO()
    write_mo(compiled, read_po(io.BytesIO(source), locale=language.value))
    compiled.seek(0)
    return GNUTranslations(compiled)


@lru_cache(maxsize=4096)  # more than there are messages
def translate(message: str, language: Language) -> str:
    """The message in a language; its own text where the catalogue has none."""
    return _catalogue(language).gettext(message) if message else ""


def say(message: str, language: Language, **values: object) -> str:
    """A message with its gaps filled, in a language."""
    return Message(message, values).text(language)


def number(value: float, language: Language, *, decimals: int | None = None) -> str:
    """A number as the language writes it, with `decimals` places or, without, as many as it has (at most 4)."""
    group, point = _signs(language)
    if decimals is None and value % 1 == 0:
        return f"{int(value):,}".replace(",", group)
    exact = Decimal(str(value))
    if not exact.is_finite():
        from babel.numbers import format_decimal  # imported late, as the catalogue is

        return str(format_decimal(exact, locale=language.value))
    whole, _, rest = f"{exact:,.{MOST_DECIMALS if decimals is None else decimals}f}".partition(".")
    rest = rest.rstrip("0") if decimals is None else rest
    return whole.replace(",", group) + (f"{point}{rest}" if rest else "")


@cache
def _signs(language: Language) -> tuple[str, str]:
    """What groups thousands and what begins decimals. The library, asked to write a number, takes ten times as long."""
    from babel.numbers import get_decimal_symbol, get_group_symbol  # imported late, as the catalogue is

    return get_group_symbol(language.value), get_decimal_symbol(language.value)


def percent(value: float, language: Language, *, decimals: int = 1) -> str:
    """A percentage, given in percent: 93,2 % in Vietnamese, 93.2% in English."""
    gap = "\u00a0" if language is Language.VI else ""
    return f"{number(value, language, decimals=decimals)}{gap}%"


def day(value: date) -> str:
    """A day as dd/MM/yyyy, in both languages."""
    return f"{value:%d/%m/%Y}"


def _small(text: str) -> str:
    return text[:1].lower() + text[1:] if text[1:2].islower() or text[1:2] == " " else text


def _written(value: object, language: Language) -> str:
    match value:
        case str() | bool() | None:
            return str(value)
        case int() | float():
            return number(value, language)
        case Message() | Names():
            return value.text(language)
        case date():
            return day(value)
        case tuple() | list():
            return ", ".join(_written(part, language) for part in value)
        case _:
            return str(value)
