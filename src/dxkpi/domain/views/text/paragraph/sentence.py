"""A sentence that states figures, all of which count the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dxkpi.domain.model.coverage import Coverage
from dxkpi.domain.snapshot.value import Value
from dxkpi.domain.views.place_figures import PlaceFigures
from dxkpi.domain.views.text.format import written
from dxkpi.locale import N_, Language, Message, Names


@dataclass(frozen=True)
class FigureSentence:
    """A sentence without its full stop, and the figures in it. Raises `ValueError` where they count different parts."""

    message: Message
    values: tuple[Value, ...] = ()

    def __post_init__(self) -> None:
        if len({value.coverage for value in self.values}) > 1:
            raise ValueError(f"“{self.message.id}” joins figures of different coverage")

    @property
    def coverage(self) -> Coverage | None:
        """What its figures count; None for a sentence without figures."""
        return self.values[0].coverage if self.values else None


def sentence(message: str, *values: Value, gaps: Mapping[str, object]) -> FigureSentence:
    """A sentence of a message (an id of the catalogue), its placeholders, and the figures that it states."""
    return FigureSentence(Message(message, dict(gaps)), values)


def count_alike(*values: Value | None) -> bool:
    """Whether all are present and count the same, so that they may share a sentence."""
    return None not in values and len({value.coverage for value in values if value}) == 1


def plural(count: float, one: str, many: str) -> Message:
    """The form of a noun after a count."""
    return Message(one if count == 1 else many, {"n": int(count)})


def dossiers(count: float) -> Message:
    """ "1 dossier", "5,810 dossiers"."""
    return plural(count, N_("{n} dossier"), N_("{n} dossiers"))


def number_of(value: Value) -> float:
    """The number of a value that is known."""
    return value.value or 0.0


def written_rate(value: Value, figures: PlaceFigures, language: Language) -> str:
    """A rate as shown."""
    return written(value, figures.indicators[value.subject], language)


def place_inside(figures: PlaceFigures) -> Names:
    """The place's name inside a sentence: with a small letter in Vietnamese."""
    name = figures.place.name
    return Names(Names(name, name).inline.vi, name)
