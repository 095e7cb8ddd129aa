"""What a value counts, in words."""

from __future__ import annotations

from dxkpi.domain.model.coverage import CoverageKind
from dxkpi.domain.model.locality import Level, Locality
from dxkpi.domain.snapshot.value import Value
from dxkpi.locale import N_, Message, Names

# The units of a level, to follow their number.
UNITS = {
    Level.DISTRICT: N_("districts and towns"),
    Level.COMMUNE: N_("communes and wards"),
}
UNITS_OF_SEVERAL_LEVELS = N_("localities")


def units_text(level: Level | None) -> Message:
    """The units of a level in the plural; of several levels: localities."""
    return Message(UNITS.get(level, UNITS_OF_SEVERAL_LEVELS) if level else UNITS_OF_SEVERAL_LEVELS)


def counted_units(value: Value) -> Message:
    """The units that a value is counted by, with the day of their list where that of the period is not known."""
    units = units_text(value.coverage.level)
    if value.listed_on is None:
        return units
    return Message(N_("{units} by the list of {day}"), {"units": units, "day": value.listed_on})


def part_text(value: Value) -> Message:
    """Of a partial sum: 36 of 40 communes and wards."""
    gaps = {"n": value.reporting, "m": value.expected, "units": counted_units(value)}
    return Message(N_("{n} of {m} {units}"), gaps)


def thin_text(value: Value) -> Message:
    """Why a sum over few localities is not shown as a number of the place."""
    return Message(N_("Only {part} have a figure"), {"part": part_text(value)})


def scope_text(value: Value, place: Locality) -> Message:
    """What a value of a place counts, to stand in brackets behind it."""
    match value.coverage.kind:
        case CoverageKind.WHOLE:
            name = place.name
            inside = Names(Names(name, name).inline.vi, name)
            return Message(N_("{place} as a whole"), {"place": inside})
        case CoverageKind.LEVEL:
            gaps = {"m": value.expected, "units": counted_units(value)}
            if place.level is Level.PROVINCE:
                return Message(N_("the {m} {units} together, without departments"), gaps)
            return Message(N_("the {m} {units} together"), gaps)
        case CoverageKind.DEPARTMENTS:
            return Message(N_("departments only"))
        case CoverageKind.PARTIAL:
            return Message(N_("only {part}"), {"part": part_text(value)})
