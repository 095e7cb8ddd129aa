"""Marks of charts over localities: a shape and a colour for each verdict, and the text of a point."""

from __future__ import annotations

from collections.abc import Iterable

from dxkpi.charts.parts.theme import Palette, plain_text
from dxkpi.domain.snapshot.value import Value
from dxkpi.domain.stats.comparison import Verdict
from dxkpi.domain.views.ranking import RankedLocality
from dxkpi.domain.views.text.description import Description
from dxkpi.domain.views.text.ranking import interval_words, rank_words, verdict_words
from dxkpi.locale import N_

SYMBOLS = {Verdict.BETTER: "triangle-up", Verdict.WORSE: "triangle-down", Verdict.SIMILAR: "circle"}


def symbol(locality: RankedLocality) -> str:
    """Up for better, down for worse, a circle for no difference, hollow for a locality without a rank."""
    shape = SYMBOLS[locality.verdict] if locality.verdict else "circle"
    return f"{shape}-open" if locality.unranked_reason else shape


def colour(locality: RankedLocality, palette: Palette) -> str:
    """The colour of a verdict; the accent without a verdict."""
    match locality.verdict:
        case Verdict.BETTER:
            return palette.better
        case Verdict.WORSE:
            return palette.worse
        case Verdict.SIMILAR:
            return palette.same
        case None:
            return palette.accent


def counts(description: Description, value: Value) -> Iterable[str]:
    """Numerator of denominator, where both are known."""
    if value.denominator is not None and value.numerator is not None:
        numbers = {"numerator": int(value.numerator), "denominator": int(value.denominator)}
        yield description.say(N_("{numerator} of {denominator}"), **numbers)


def hover_text(description: Description, locality: RankedLocality) -> str:
    """The text on a point: name, value, counts, interval, verdict, rank."""
    value, language = locality.value, description.language
    lines = [plain_text(value.locality_name), f"<b>{description.written(value)}</b>", *counts(description, value)]
    lines += [interval_words(locality, language), verdict_words(locality, language), rank_words(locality, language)]
    lines += [locality.unranked_reason.text(language)] if locality.unranked_reason else []
    return "<br>".join(line for line in lines if line)
