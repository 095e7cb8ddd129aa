"""From what a person typed to one locality: a code, a key, or a name with its marks.

Names that differ only in their marks are different names (Hương Vân, Hương Văn), so a name typed without
marks is refused; what it may have meant is suggested.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from dxkpi.domain.model.locality import Level, Locality, Registry
from dxkpi.domain.model.locality_names import bare_name, fold_name, unmark
from dxkpi.errors import AmbiguousLocality, UnknownLocality

__all__ = ["fold_name", "match_locality"]

MAX_SUGGESTIONS = 8
"""As many names as a person reads in one message."""


def match_locality(
    text: str,
    registry: Registry,
    *,
    day: date | None = None,
    level: Level | None = None,
    within: str | None = None,
) -> Locality:
    """The one locality that a code ("480"), a key ("480@2021-07-01") or a full name means.

    `day`, `level` and `within` (a province's code) narrow the choice; a key already says its day. Of several
    versions of one code without a day, the newest. UnknownLocality, with names that look alike, when nothing
    fits; AmbiguousLocality when more than one code does.
    """
    typed = " ".join(text.split())
    if typed in registry:
        found: tuple[Locality, ...] = (registry.by_key(typed),)
        day = None
    elif typed in registry.codes:
        found = registry.versions(typed)
    else:
        found = registry.named(fold_name(typed))
    fitting = _newest_of_each_code(
        locality
        for locality in found
        if (day is None or locality.valid_on(day))
        and level in (None, locality.level)
        and within in (None, registry.province_code(locality))
    )
    match fitting:
        case [locality]:
            return locality
        case []:
            raise UnknownLocality(typed, _suggestions(typed, found, registry, day, within))
        case _:
            raise AmbiguousLocality(typed, tuple(locality.label for locality in fitting))


def _newest_of_each_code(localities: Iterable[Locality]) -> list[Locality]:
    """One locality a code, in the order of the codes."""
    by_code: dict[str, Locality] = {}
    for locality in sorted(localities, key=lambda found: (found.code, found.valid_from)):
        by_code[locality.code] = locality
    return list(by_code.values())


def _suggestions(
    typed: str, found: Iterable[Locality], registry: Registry, day: date | None, within: str | None
) -> tuple[str, ...]:
    """Labels of what may have been meant: the same name at another time or place, then names blind to marks.

    Those of the day and province asked for come first.
    """
    folded = fold_name(typed)
    alike = [
        *found,
        *registry.resembling(unmark(folded)),
        *registry.resembling(unmark(bare_name(folded))),
        *registry.versions(typed.partition("@")[0]),
    ]

    def misfits(locality: Locality) -> int:
        elsewhere = within is not None and registry.province_code(locality) != within
        return 2 * elsewhere + (day is not None and not locality.valid_on(day))

    return tuple(dict.fromkeys(locality.label for locality in sorted(alike, key=misfits)))[:MAX_SUGGESTIONS]
