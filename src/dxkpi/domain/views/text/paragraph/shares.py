"""Shares that a source states, and rates where nothing else is known."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from dxkpi.domain.model.coverage import coverage_notation
from dxkpi.domain.snapshot.value import Value
from dxkpi.domain.views.coverage_words import part_text
from dxkpi.domain.views.place_figures import PlaceFigures
from dxkpi.domain.views.text.format import written
from dxkpi.domain.views.text.paragraph.dossiers import OVERDUE
from dxkpi.domain.views.text.paragraph.sentence import FigureSentence, number_of, sentence, written_rate
from dxkpi.locale import N_, Language, Message

NAMED = 2
# More names make a sentence too long to read.
NAMED_TOGETHER = 3


def stated_shares(figures: PlaceFigures, language: Language) -> Iterator[FigureSentence]:
    """Every share that the source states, those with the same number together; without that of overdue dossiers, which
    has sentences of its own."""
    stated = [value for id_ in figures.rates if (value := figures.rate(id_)) and value.stated and id_ != OVERDUE]

    def shared(value: Value) -> tuple[object, ...]:
        return written_rate(value, figures, language), coverage_notation(value.coverage)

    in_order = sorted(stated, key=lambda value: (number_of(value) != 100, *map(str, shared(value))))
    groups = ((text, tuple(group)) for (text, _), group in groupby(in_order, key=shared))
    chunks = (
        (text, group[at : at + NAMED_TOGETHER]) for text, group in groups for at in range(0, len(group), NAMED_TOGETHER)
    )
    for text, values in chunks:
        names = [figures.indicators[value.subject].names.inline for value in values]
        listed = "; ".join(name.text(language) for name in names)
        gaps = {"value": text, "indicators": listed, "indicator": names[0]}
        one, many = (
            N_("According to the source, the {indicator} was {value}"),
            N_("According to the source, each of these was {value}: {indicators}"),
        )
        yield sentence(one if len(values) == 1 else many, *values, gaps=gaps)


def other_rates(figures: PlaceFigures, language: Language) -> Iterator[FigureSentence]:
    """The first rates of the catalogue that are computed from counts."""
    computed = [value for id_ in figures.rates if (value := figures.rate(id_)) and not value.stated]
    for value in computed[:NAMED]:
        gaps = {
            "indicator": figures.indicators[value.subject].names.inline,
            "value": written_rate(value, figures, language),
        }
        yield sentence(N_("The {indicator} was {value}"), value, gaps=gaps)


def other_counts(figures: PlaceFigures, language: Language) -> Iterator[FigureSentence]:
    """The first counts of the catalogue that are known."""
    counts = [value for code in figures.counts if (value := figures.count(code))]
    for value in counts[:NAMED]:
        gaps: dict[str, object] = {"measure": figures.measures[value.subject], "count": written(value, None, language)}
        yield sentence(N_("{measure}: {count}"), value, gaps=gaps)


def untold(figures: PlaceFigures, language: Language) -> Iterator[FigureSentence]:
    """Counts that are not told because too few localities have reported them."""
    thin = sorted(figures.thin, key=lambda value: (value.reporting, value.expected, str(value.coverage.level)))
    for _, group in groupby(thin, key=lambda value: (value.reporting, value.expected, value.coverage.level)):
        values = tuple(group)
        names = [figures.measures[value.subject].inline.text(language) for value in values]
        gaps: dict[str, object] = {"measures": "; ".join(names[:NAMED_TOGETHER]), "part": part_text(values[0])}
        message = N_("Only {part} reported these: {measures}")
        if len(names) > NAMED_TOGETHER:
            gaps["count"] = len(names) - NAMED_TOGETHER
            message = N_("Only {part} reported these: {measures}; and {count} more")
        yield FigureSentence(Message(message, gaps))
