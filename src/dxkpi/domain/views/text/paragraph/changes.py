"""The share resolved in time: how it compares with a year before, and what may be claimed of it."""

from __future__ import annotations

from collections.abc import Iterator

from dxkpi.domain.stats.claims import ClaimReason
from dxkpi.domain.views.coverage_words import part_text
from dxkpi.domain.views.place_figures import ON_TIME, PlaceFigures
from dxkpi.domain.views.text.claims import change_text, claim_message
from dxkpi.domain.views.text.paragraph.sentence import FigureSentence, sentence, written_rate
from dxkpi.domain.views.year_on_year import YearOnYear
from dxkpi.locale import N_, Language


def on_time(figures: PlaceFigures, language: Language) -> Iterator[FigureSentence]:
    """The share, its difference from a year before, and what may be claimed of it beside all earlier figures."""
    rate, claim = figures.rate(ON_TIME), figures.on_time_claim
    if rate is None or rate.stated:
        return
    gaps = {"rate": written_rate(rate, figures, language)}
    yield sentence(N_("Of the dossiers resolved, {rate} were resolved early or on time"), rate, gaps=gaps)
    if figures.on_time_change is not None:
        yield _changed(figures.on_time_change, figures, language)
    if claim is not None and (figures.on_time_change is not None or claim.reason is not ClaimReason.TOO_FEW_PERIODS):
        yield FigureSentence(claim_message(claim, language))


def _changed(change: YearOnYear, figures: PlaceFigures, language: Language) -> FigureSentence:
    gaps = {
        "change": change_text(change.size, change.meaningful, figures.indicators[ON_TIME], language),
        "before": written_rate(change.before, figures, language),
    }
    if not change.is_like_for_like:
        return sentence(N_("That is {change} on a year before ({before})"), change.now, gaps=gaps)
    gaps["part"] = part_text(change.now).text(language)
    text = N_("Among the {part} that reported in both periods, it is {change} on a year before ({before})")
    return sentence(text, change.now, gaps=gaps)
