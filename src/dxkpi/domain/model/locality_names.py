"""Normalisation and ordering of locality names.

Two spellings of one name fold to the same text; two names that differ in a diacritic never do. Only `unmark` removes
diacritics, and its result may suggest a name but must not decide one.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

PREFIXES = (
    "thành phố",
    "thị trấn",
    "thị xã",
    "đặc khu",
    "phường",
    "huyện",
    "quận",
    "tỉnh",
    "xã",
)
"""The kinds of unit that stand before a name, so ordered that none hides another when matched from the left."""

_SHORT_PREFIXES = {
    "tp": "thành phố",
    "tx": "thị xã",
    "tt": "thị trấn",
    "đk": "đặc khu",
    "p": "phường",
    "h": "huyện",
    "q": "quận",
    "t": "tỉnh",
    "x": "xã",
}
_SHORT_PREFIX = re.compile(rf"({'|'.join(_SHORT_PREFIXES)})(?:\s*\.\s*|\s+|(?=\d))(?=\S)")
_LONG_PREFIX = re.compile(rf"({'|'.join(PREFIXES)})\s+(?=\S)")

_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
"""Combining mark → rank of its tone in the order ngang, huyền, hỏi, ngã, sắc, nặng."""
_MARKS = "".join(_TONES)
_TONE_ON_FIRST_VOWEL = re.compile(rf"(?:(o)([{_MARKS}])([ae])|(u)([{_MARKS}])(y))", re.IGNORECASE)
_LETTERS = {letter: place for place, letter in enumerate("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz")}
_SPELLINGS = str.maketrans({"’": "'", "‘": "'", "`": "'", "–": "-", "—": "-", "\u00a0": " "})

SortKey = tuple[tuple[tuple[int, int], ...], tuple[int, ...]]


def fold_name(text: str) -> str:
    """The normal form of a name, in NFC and lower case, with its diacritics.

    Ignores case, Unicode form, white space, abbreviation of the prefix ("TX.", "P.") and the position of the tone in
    oa, oe and uy (Hóa, Hoá).
    """
    plain = unicodedata.normalize("NFC", text).translate(_SPELLINGS).casefold()
    plain = re.sub(r"\s*-\s*", " - ", " ".join(plain.split()))
    short = _SHORT_PREFIX.match(plain)
    if short:
        plain = f"{_SHORT_PREFIXES[short[1]]} {plain[short.end() :]}"
    return _settle_tones(plain)


def bare_name(folded: str) -> str:
    """A folded name without its first prefix: "phường phường đúc" → "phường đúc"."""
    prefix = _LONG_PREFIX.match(folded)
    return folded[prefix.end() :] if prefix else folded


def unmark(folded: str) -> str:
    """A folded name without diacritics: "hương vân" and "hương văn" → "huong van". For suggestions only."""
    letters = unicodedata.normalize("NFD", folded.replace("đ", "d"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


@lru_cache(maxsize=1 << 15)  # the registry has about eleven thousand names
def vietnamese_sort_key(name: str) -> SortKey:
    """A key that sorts names in Vietnamese order: a ă â b c d đ …, tones only between equal letters.

    Numbers sort by value ("A Lưới 2" before "A Lưới 10"); case is ignored.
    """
    letters: list[tuple[int, int]] = []
    tones: list[int] = []
    for part in re.findall(r"\d+|\D", unicodedata.normalize("NFC", name).casefold()):
        if part.isdecimal():
            letters.append((1, int(part)))
            continue
        rank, tone = _letter(part)
        letters.append(rank)
        if part.isspace() or not tones:
            tones.append(tone)
        else:
            tones[-1] = max(tones[-1], tone)
    return tuple(letters), tuple(tones)


@lru_cache(maxsize=1024)
def _letter(character: str) -> tuple[tuple[int, int], int]:
    """The sort rank of a character (class, position in the class) and its tone."""
    decomposed = unicodedata.normalize("NFD", character)
    tone = next((_TONES[mark] for mark in decomposed if mark in _TONES), 0)
    letter = unicodedata.normalize("NFC", "".join(mark for mark in decomposed if mark not in _TONES))
    if letter in _LETTERS:
        return (2, _LETTERS[letter]), tone
    return (0, 0) if letter.isspace() else (3 if letter.isalpha() else 0, ord(letter[0])), tone


def _settle_tones(text: str) -> str:
    """The text with the tone of oa, oe and uy on the second letter: hóa → hoá, thủy → thuỷ."""

    def moved(match: re.Match[str]) -> str:
        first, tone, second = (part for part in match.groups() if part is not None)
        return first + second + tone

    return unicodedata.normalize("NFC", _TONE_ON_FIRST_VOWEL.sub(moved, unicodedata.normalize("NFD", text)))
