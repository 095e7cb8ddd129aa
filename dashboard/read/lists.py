"""Long lists: revisions, the methods, the glossary."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import urlencode

from markupsafe import Markup

import rendering
from dxkpi.domain.model.indicator import Indicator
from dxkpi.domain.model.locality import Locality
from dxkpi.domain.model.measure import Measure
from dxkpi.domain.views import text as wording
from dxkpi.locale import N_, Language, say
from dxkpi.templates import HtmlTable, Link
from dxkpi.workflows.choices import RevisionLine


@lru_cache(maxsize=rendering.PARTS_CACHED)
def revisions(lines: tuple[RevisionLine, ...], language: Language) -> Markup:
    """Every figure the locality has reported: when, what, how much, from which submission, why."""
    if not lines:
        return rendering.notice(say("This locality has reported no figures of its own.", language))
    headings = [
        say(text, language)
        for text in (N_("Received"), N_("Period"), N_("Measure"), N_("Value"), N_("Vintage"), N_("By"), N_("Reason"))
    ]
    summary = say("Every revision of its figures ({count})", language, count=len(lines))
    table = HtmlTable(headings, lines, numeric=range(3, 5), kind="dx-stacks")
    return rendering.render("folded_table.html", summary=summary, table=table)


def correcting(place: Locality, period: str, language: Language) -> Markup:
    """The link to the form in which the figures of a locality and period (in its short form) are corrected."""
    address = f"/submit?{urlencode({'locality': place.key, 'period': period, 'lang': language.value})}"
    link = Link(address, say(N_("Correct the figures of this period"), language))
    return rendering.render("links.html", links=[link])


@lru_cache(maxsize=rendering.PARTS_CACHED)
def methods(indicators: tuple[Indicator, ...], language: Language) -> Markup:
    """Every indicator: definition, formula in words, form, legal basis, direction, limits, since when."""
    return rendering.render("methods.html", sections=[_method(indicator, language) for indicator in indicators])


def glossary(measures: Iterable[Measure], language: Language) -> Markup:
    """What is counted: name in both languages, how it adds up, unit."""
    other = Language.EN if language is Language.VI else Language.VI
    kinds = {
        "flow": say("counted over a period; adds up over time and localities", language),
        "opening_stock": say("the state at the start; adds up over localities", language),
        "closing_stock": say("the state at the end; adds up over localities, never over time", language),
    }
    rows = [
        (measure.names.text(language), measure.names.text(other), measure.unit.text(language), kinds[measure.kind])
        for measure in measures
        if measure.is_count
    ]
    headings = [
        say(text, language)
        for text in (N_("What is counted"), N_("In the other language"), N_("Unit"), N_("How it adds up"))
    ]
    table = HtmlTable(headings, rows, numeric=())
    return rendering.render("titled_table.html", title=say("What is counted", language), table=table)


def _method(indicator: Indicator, language: Language) -> dict[str, object]:
    """What the template of an indicator needs."""
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
        threshold = wording.number_of(line.value, indicator, language)
        facts.insert(2, (N_("Line"), f"{threshold} ({line.source.text(language)})"))
    return {
        "title": indicator.names.text(language),
        "text": indicator.definition.text(language),
        "facts": [(say(name, language), text) for name, text in facts if text],
    }


def _formula(indicator: Indicator, language: Language) -> Iterable[str]:
    main = next(term for term in indicator.denominators if not term.fallback)
    yield say("{numerator} / {denominator}", language, numerator=indicator.numerators[0].names, denominator=main.names)
    fallback = next((term for term in indicator.denominators if term.fallback), None)
    if fallback is not None:
        yield say("(where these are not known: {denominator})", language, denominator=fallback.names)
