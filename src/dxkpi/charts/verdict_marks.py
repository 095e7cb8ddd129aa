"""How charts over localities show what is judged: a shape and a colour for each verdict, and the text on a point."""

from __future__ import annotations

from collections.abc import Iterable

from dxkpi.charts.theme import Palette, plain_text
from dxkpi.domain.snapshot.value import Value
from dxkpi.domain.stats.comparison import Verdict
from dxkpi.domain.views.ranking import RankedLocality
from dxkpi.domain.views.ranking_text import RankingInterpretation, interval_words, verdict_words
from dxkpi.domain.views.view import View
from dxkpi.locale import N_

SYMBOLS = {Verdict.BETTER: "triangle-up", Verdict.WORSE: "triangle-down", Verdict.SIMILAR: "circle"}


def symbol(placing: RankedLocality) -> str:
    """Up for better, down for worse, a circle for no difference, hollow where a locality is not ranked."""
    shape = SYMBOLS[placing.verdict] if placing.verdict else "circle"
    return f"{shape}-open" if placing.apart else shape


def colour(placing: RankedLocality, palette: Palette) -> str:
    """The colour of a verdict; the accent where nothing is judged."""
    match placing.verdict:
        case Verdict.BETTER:
            return palette.better
        case Verdict.WORSE:
            return palette.worse
        case Verdict.SIMILAR:
            return palette.same
        case None:
            return palette.accent


def counts(view: View, value: Value) -> Iterable[str]:
    """Numerator of denominator, where both are known."""
    if value.denominator is not None and value.numerator is not None:
        told = {"numerator": int(value.numerator), "denominator": int(value.denominator)}
        yield view.say(N_("{numerator} of {denominator}"), **told)


def told(view: View, reading: RankingInterpretation, placing: RankedLocality) -> str:
    """What is said on a point: name, value, counts, interval, verdict, rank."""
    value = placing.value
    lines = [plain_text(value.locality_name), f"<b>{view.written(value)}</b>", *counts(view, value)]
    lines += [interval_words(placing, view.language), verdict_words(placing, view.language)]
    lines += [reading.rank_words(placing, view.language), placing.apart.text(view.language) if placing.apart else ""]
    return "<br>".join(line for line in lines if line)


def reading_of(view: View) -> RankingInterpretation:
    """The places that a view over localities carries."""
    if not isinstance(view.reading, RankingInterpretation):
        raise TypeError(f"a {view.kind} view has no places")
    return view.reading
