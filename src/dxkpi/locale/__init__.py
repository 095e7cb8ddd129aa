"""Translations: the languages, message catalogues in gettext format, and locale-dependent numbers and dates.

A message id is the English text. Every catalogue `<code>.po` in this package is a language of the product; a message
that a catalogue lacks is shown in English. This package imports no other package of the product.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache, lru_cache
from gettext import GNUTranslations, NullTranslations
from importlib.resources import files
from typing import TYPE_CHECKING

# Digits after the point of a number whose decimals are not given.
MAX_DECIMALS = 4
# Regional settings for browsers and link previews, of languages that are used in more than one region.
REGIONS = {"vi": "vi-VN", "en": "en-GB"}

if TYPE_CHECKING:

    class Language(StrEnum):
        """A language of the product, by its ISO 639 code."""

        VI = "vi"
        EN = "en"

else:
    _CODES = sorted(
        (entry.name.removesuffix(".po") for entry in files(__name__).iterdir() if entry.name.endswith(".po")),
        key=lambda code: (code != "vi", code != "en", code),
    )
    # One member a catalogue: VI and EN first, then any other that is added.
    Language = StrEnum("Language", {code.upper(): code for code in _CODES}, module=__name__)


# Where a number or a text is missing.
MISSING = "–"


def N_(message: str) -> str:
    """Mark a message id for translation later; returns it unchanged."""
    return message


@dataclass(frozen=True)
class Names:
    """A name from a data file, in Vietnamese and English."""

    vi: str
    en: str

    def text(self, language: Language) -> str:
        """The name in a language; English for a language that data files do not have."""
        return self.vi if language is Language.VI else self.en

    @property
    def inline(self) -> Names:
        """The name for use inside a sentence: first letter in lower case, except in abbreviations."""
        return Names(_uncapitalized(self.vi), _uncapitalized(self.en))


@dataclass(frozen=True)
class Sentence(Names):
    """A sentence from a data file, in Vietnamese and English, with the arguments of its placeholders."""

    values: Mapping[str, object] = field(default_factory=dict)

    def text(self, language: Language) -> str:
        """The sentence in a language, with its placeholders filled."""
        template = super().text(language)
        return template.format_map(_Arguments(self.values, language))

    def __hash__(self) -> int:
        return hash((self.vi, self.en))


@dataclass(frozen=True)
class Message:
    """A translatable sentence: message id and the arguments of its placeholders.

    Arguments may be numbers and dates (formatted for the language), names, other messages, sequences of these, or text.
    """

    id: str
    values: Mapping[str, object] = field(default_factory=dict)

    def text(self, language: Language) -> str:
        """The sentence in a language, with its placeholders filled."""
        return translate(self.id, language).format_map(_Arguments(self.values, language))

    def __hash__(self) -> int:
        return hash((self.id, tuple(sorted((name, str(value)) for name, value in self.values.items()))))


class _Arguments:
    """Arguments for `str.format_map`, each formatted for the language when the template uses it."""

    __slots__ = ("language", "values")

    def __init__(self, values: Mapping[str, object], language: Language) -> None:
        self.values, self.language = values, language

    def __getitem__(self, name: str) -> str:
        return _formatted(self.values[name], self.language)


@cache
def _catalogue(language: Language) -> NullTranslations:
    if language is Language.EN:  # message ids are in English
        return NullTranslations()
    from babel.messages.mofile import write_mo  # imported late: `dxkpi --help` needs no catalogue
    from babel.messages.pofile import read_po

    source = files(__name__).joinpath(f"{language}.po").read_bytes()
    compiled = io.BytesIO()
    write_mo(compiled, read_po(io.BytesIO(source), locale=language.value))
    compiled.seek(0)
    return GNUTranslations(compiled)


@lru_cache(maxsize=4096)  # more than there are messages
def translate(message: str, language: Language) -> str:
    """The translation of a message id, without filling placeholders; the id itself when there is none."""
    return _catalogue(language).gettext(message) if message else ""


def say(message: str, language: Language, **values: object) -> str:
    """The translation of a message id with its placeholders filled: `Message(message, values).text(language)`."""
    return Message(message, values).text(language)


@cache
def language_name(language: Language) -> str:
    """The name of a language in itself: Tiếng Việt, English."""
    from babel import Locale  # imported late, as for catalogues

    name = Locale.parse(language.value).get_display_name(language.value) or language.value
    return name[:1].upper() + name[1:]


def region_tag(language: Language) -> str:
    """The BCP 47 tag for browsers: vi-VN, en-GB; the bare code for other languages."""
    return REGIONS.get(language.value, language.value)


def number(value: float, language: Language, *, decimals: int | None = None) -> str:
    """A number formatted for the language: 5.810,5 in Vietnamese, 5,810.5 in English.

    `decimals` is the exact number of decimals; None for as many as the value has, at most 4.
    """
    group, point = _separators(language)
    if decimals is None and value % 1 == 0:
        return f"{int(value):,}".replace(",", group)
    exact = Decimal(str(value))
    if not exact.is_finite():
        from babel.numbers import format_decimal  # imported late, as for catalogues

        return str(format_decimal(exact, locale=language.value))
    whole, _, rest = f"{exact:,.{MAX_DECIMALS if decimals is None else decimals}f}".partition(".")
    rest = rest.rstrip("0") if decimals is None else rest
    return whole.replace(",", group) + (f"{point}{rest}" if rest else "")


@cache
def _separators(language: Language) -> tuple[str, str]:
    """The group and decimal separators; formatting with them is ten times as fast as calling Babel for each number."""
    from babel.numbers import get_decimal_symbol, get_group_symbol  # imported late, as for catalogues

    return get_group_symbol(language.value), get_decimal_symbol(language.value)


def percent(value: float, language: Language, *, decimals: int | None = 1) -> str:
    """A value in percent, formatted for the language: 93,2 % in Vietnamese, 93.2% in English; decimals as `number`."""
    space = "\u00a0" if language is Language.VI else ""
    return f"{number(value, language, decimals=decimals)}{space}%"


def count(value: float | None, language: Language) -> str:
    """A count as shown; a dash for None."""
    return MISSING if value is None else number(value, language, decimals=0)


def day(value: date) -> str:
    """A date as dd/MM/yyyy, in every language."""
    return f"{value:%d/%m/%Y}"


def _uncapitalized(text: str) -> str:
    return text[:1].lower() + text[1:] if text[1:2].islower() or text[1:2] == " " else text


def _formatted(value: object, language: Language) -> str:
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
            return ", ".join(_formatted(part, language) for part in value)
        case _:
            return str(value)
