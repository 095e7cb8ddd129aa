"""Names of localities as lists and tables show them."""

from __future__ import annotations

from functools import lru_cache

from dxkpi.domain.model.locality import Locality
from dxkpi.domain.snapshot.value import Value
from dxkpi.domain.views import text as wording
from dxkpi.locale import Language, say

# Every unit of the country in both languages.
NAMES_CACHED = 32_000


@lru_cache(maxsize=NAMES_CACHED)
def place_name(place: Locality, language: Language) -> str:
    """A locality in a list: its name, the day it ended if it has, and whether it is simulated."""
    name = place.name
    if place.valid_to is not None:
        name += say(" (until {day})", language, day=place.valid_to)
    return f"{name} – {say('simulated', language)}" if place.simulated else name


def name_of(value: Value, language: Language) -> str:
    """The locality of a value; if the value is a sum over localities, with the number of those that have reported."""
    if value.value is None or value.expected <= 1:
        return value.locality_name
    return f"{value.locality_name} ({wording.reporting_words(value, language)})"
