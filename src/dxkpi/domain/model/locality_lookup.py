"""Find one locality by code, key or name.

Names that differ only in diacritics are different names (Hương Vân, Hương Văn), so a name typed without them is
refused with suggestions.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from dxkpi.domain.model.locality import Level, Locality, Registry
from dxkpi.domain.model.locality_names import bare_name, fold_name, unmark
from dxkpi.errors import AmbiguousLocality, LocalityNotThen, UnknownLocality

__all__ = ["fold_name", "match_locality", "not_then"]

MAX_SUGGESTIONS = 8
"""A message with more names is not read."""


def match_locality(
    text: str,
    registry: Registry,
    *,
    day: date | None = None,
    level: Level | None = None,
    within: str | None = None,
) -> Locality:
    """The locality with this code ("480"), key ("480@2021-07-01") or full name.

    `day`, `level` and `within` (a province code) narrow the choice; a key implies its own day. Of several versions of
    one code the newest is taken. Raises UnknownLocality with similar names when none fits, AmbiguousLocality when
    localities of more than one code do.
    """
    typed = " ".join(text.split())
    if typed in registry:
        candidates: tuple[Locality, ...] = (registry.by_key(typed),)
        day = None
    elif typed in registry.codes:
        candidates = registry.versions(typed)
    else:
        candidates = registry.named(fold_name(typed))
    fitting = _newest_of_each_code(
        locality
        for locality in candidates
        if (day is None or locality.valid_on(day))
        and level in (None, locality.level)
        and within in (None, registry.province_code(locality))
    )
    match fitting:
        case [locality]:
            return locality
        case []:
            if day is not None and len({candidate.code for candidate in candidates}) == 1:
                raise not_then(candidates, registry, day)
            raise UnknownLocality(typed, _suggestions(typed, candidates, registry, day, within))
        case _:
            raise AmbiguousLocality(typed, tuple(locality.label for locality in fitting))


def not_then(versions: Sequence[Locality], registry: Registry, day: date) -> LocalityNotThen:
    """The refusal of a unit on a day when none of its versions, oldest first, exists."""
    earlier = [version for version in versions if version.valid_from <= day]
    if earlier and (last := earlier[-1].valid_to):
        successors = dict.fromkeys(unit.label for unit in _successors(earlier[-1], last, registry))
        return LocalityNotThen(earlier[-1].name, day=last, is_ended=True, related=tuple(successors))
    first = versions[0]
    predecessors = [registry.by_key(link.from_key).label for link in registry.predecessors(first.key)]
    return LocalityNotThen(first.name, day=first.valid_from, is_ended=False, related=predecessors)


def _successors(unit: Locality, last: date, registry: Registry) -> Iterator[Locality]:
    """What a unit became, else what the units below it became: a district lives on in communes."""
    links = registry.successors(unit.key)
    yield from (registry.by_key(link.to_key) for link in links)
    if not links:
        for below in registry.children_of(unit, last):
            yield from _successors(below, last, registry)


def _newest_of_each_code(localities: Iterable[Locality]) -> list[Locality]:
    """One locality for each code, sorted by code."""
    by_code: dict[str, Locality] = {}
    for locality in sorted(localities, key=lambda version: (version.code, version.valid_from)):
        by_code[locality.code] = locality
    return list(by_code.values())


def _suggestions(
    typed: str, candidates: Iterable[Locality], registry: Registry, day: date | None, within: str | None
) -> tuple[str, ...]:
    """Labels of similar localities: the same name at another time or place, then names that match without diacritics.

    Those that fit the requested province and day come first.
    """
    folded = fold_name(typed)
    alike = [
        *candidates,
        *registry.resembling(unmark(folded)),
        *registry.resembling(unmark(bare_name(folded))),
        *registry.versions(typed.partition("@")[0]),
    ]

    def mismatch(locality: Locality) -> int:
        elsewhere = within is not None and registry.province_code(locality) != within
        return 2 * elsewhere + (day is not None and not locality.valid_on(day))

    return tuple(dict.fromkeys(locality.label for locality in sorted(alike, key=mismatch)))[:MAX_SUGGESTIONS]
