"""Long lists as HTML: revisions, the methods, the glossary."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from html import escape
from urllib.parse import urlencode

import rendering
from dxkpi.domain.model.indicator import Indicator
from dxkpi.domain.model.locality import Locality
from dxkpi.domain.model.measure import Measure
from dxkpi.domain.views import text as wording
from dxkpi.locale import N_, Language, say
from dxkpi.workflows.choices import RevisionLine


@lru_cache(maxsize=rendering.PIECES_KEPT)
def revisions(lines: tuple[RevisionLine, ...], language: Language) -> str:
    """Every figure the place ever gave: when, what, how much, from which submission, why."""
    headings = tuple(
        say(each, language)
        for each in (N_("Received"), N_("Period"), N_("Measure"), N_("Value"), N_("Vintage"), N_("By"), N_("Reason"))
    )
    summary = say("Every revision of its figures ({count})", language, count=len(lines))
    if not lines:
        return rendering.notice(say("This locality has given no figures of its own.", language))
    return rendering.details(summary, rendering.table(headings, lines, numeric_from=3, numeric_to=5, stacks=True))


def correcting(place: Locality, period: str, language: Language) -> str:
    """The way to the form in which the figures of a place and period (in its short form) are corrected."""
    address = f"/submit?{urlencode({'locality': place.key, 'period': period, 'lang': language.value})}"
    return f"<p>{rendering.link_to(address, say(N_('Correct the figures of this period'), language))}</p>"


@lru_cache(maxsize=rendering.PIECES_KEPT)
def methods(indicators: tuple[Indicator, ...], language: Language) -> str:
    """Every indicator: definition, formula in words, form, legal basis, direction, limits, since when."""
    return '<div class="dx-methods">' + "".join(_method(each, language) for each in indicators) + "</div>"


def glossary(measures: Iterable[Measure], language: Language) -> str:
    """What is counted: name in both languages, how it adds up, unit."""
    other = Language.EN if language is Language.VI else Language.VI
    kinds = {
        "flow": say("counted over a period; adds up over time and localities", language),
        "opening_stock": say("the state at the start; adds up over localities", language),
        "closing_stock": say("the state at the end; adds up over localities, never over time", language),
    }
    rows = [
        (each.names.text(language), each.names.text(other), each.unit.text(language), kinds[each.kind])
        for each in measures
        if each.is_count
    ]
    headings = tuple(
        say(each, language)
        for each in (N_("What is counted"), N_("In the other language"), N_("Unit"), N_("How it adds up"))
    )
    title = escape(say("What is counted", language))
    return f'<div class="dx-head"><h2>{title}</h2></div>{rendering.table(headings, rows, numeric_from=9)}'


def _method(indicator: Indicator, language: Language) -> str:
    directions = {
        "higher": say("higher is better", language),
        "lower": say("lower is better", language),
        "none": say("neither way is better", language),
    }
    line = indicator.threshold
    facts = [
        (N_("Formula"), " ".join(_formula(indicator, language))),
        (N_("Direction"), directions[indicator.direction]),
        (N_("Form"), indicator.form.text(language)),
        (N_("Legal basis"), indicator.legal_basis.text(language)),
        (N_("Limits"), indicator.limits.text(language)),
        (N_("Since"), indicator.since),
    ]
    if line is not None:
        shown = wording.number_of(line.value, indicator, language)
        facts.insert(2, (N_("Line"), f"{shown} ({line.source.text(language)})"))
    rows = "".join(f"<dt>{escape(say(name, language))}</dt><dd>{escape(text)}</dd>" for name, text in facts if text)
    return (
        f"<section><h2>{escape(indicator.names.text(language))}</h2>"
        f"<p>{escape(indicator.definition.text(language))}</p><dl>{rows}</dl></section>"
    )


def _formula(indicator: Indicator, language: Language) -> Iterable[str]:
    main = next(term for term in indicator.denominators if not term.fallback)
    yield say("{numerator} / {denominator}", language, numerator=indicator.numerators[0].names, denominator=main.names)
    fallback = next((term for term in indicator.denominators if term.fallback), None)
    if fallback is not None:
        yield say("(where these are not known: {denominator})", language, denominator=fallback.names)
