"""Parts of the page So sánh: the table next to each picture, in the order a reader chooses."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from markupsafe import Markup

import rendering
from dxkpi.charts import CHARTS
from dxkpi.domain.model.locality_names import vietnamese_sort_key
from dxkpi.domain.views import text as wording
from dxkpi.domain.views.funnel import FunnelFindings, FunnelPoint, FunnelZone
from dxkpi.domain.views.ranking import RankedLocality, RankingFindings
from dxkpi.domain.views.text.description import Description
from dxkpi.domain.views.text.funnel import zone_words
from dxkpi.domain.views.text.ranking import (
    fifth_range,
    interval_range,
    range_words,
    rank_range,
    sign_words,
)
from dxkpi.locale import N_, Language, say
from dxkpi.templates import HtmlCell, HtmlTable, Row
from parts.names import name_of

SHOWN_AS, ORDERED = N_("Shown as"), N_("Order of the table")

WAYS = {name: kind.compare_label for name, kind in CHARTS.items() if kind.compare_label}
COLOURS = {"better": "dx-better", "worse": "dx-worse", "similar": "dx-same"}
ORDERS = {
    "rank": N_("By rank"),
    "name": N_("By name"),
    "size": N_("By denominator"),
    "value": N_("By value, lowest first"),
}


@lru_cache(maxsize=rendering.PARTS_CACHED)
def ranking_table(description: Description, order: str = "rank") -> Markup | None:
    """Locality, rank and its range, value, interval, verdict, denominator; those without a figure last."""
    findings = description.view.findings
    if not isinstance(findings, RankingFindings):
        return None
    headings = [N_("Locality"), N_("Rank"), N_("Value"), N_("95% interval"), N_("vs. province rate"), N_("Denominator")]
    if findings.wide:
        headings.insert(2, N_("Fifth"))
    rows = [_row(description, findings, locality) for locality in _in_order(findings.localities, order)]
    verdicts = headings.index(N_("vs. province rate"))
    return _table(N_("In order"), headings, rows, description, words=verdicts, caution=_caution(description, findings))


@lru_cache(maxsize=rendering.PARTS_CACHED)
def funnel_table(description: Description) -> Markup | None:
    """The localities farthest out first: value, limits for its denominator, where it lies."""
    findings, language = description.view.findings, description.language
    if not isinstance(findings, FunnelFindings) or not findings.points:
        return None
    headings = [N_("Locality"), N_("Value"), N_("95% limits"), N_("Where it lies"), N_("Denominator")]
    points = sorted(findings.points.values(), key=lambda point: -abs(point.score))
    rows = [
        (
            name_of(point.value, language),
            description.written(point.value),
            range_words(point.limits, language),
            HtmlCell(f"{_sign_of(point)} {zone_words(point, language)}", _class_of(point)),
            wording.count(point.value.denominator, language),
        )
        for point in points
    ]
    return _table(N_("Farthest out first"), headings, rows, description, words=3)


def orders(language: Language) -> dict[str, str]:
    """The orders of the table, in words."""
    return {order: say(name, language) for order, name in ORDERS.items()}


def table_next_to(description: Description, order: str) -> Markup | None:
    """The table next to a picture; None where there is nothing to list."""
    is_funnel = isinstance(description.view.findings, FunnelFindings)
    return funnel_table(description) if is_funnel else ranking_table(description, order)


def too_few(language: Language) -> Markup:
    """What to do before there is a picture."""
    return rendering.notice(say("Choose two to six localities to see them side by side.", language))


def _table(
    title: str, headings: Sequence[str], rows: Sequence[Row], description: Description, *, words: int, caution: str = ""
) -> Markup:
    """A table under its title; every column but the first and `words` holds numbers."""
    title = say(title, description.language)
    table = HtmlTable(
        [say(heading, description.language) for heading in headings],
        rows,
        numeric={column for column in range(1, len(headings)) if column != words} if rows else (),
        label=title,
        kind="dx-league",
    )
    return rendering.render("comparison_table.html", title=title, table=table, caution=caution)


def _row(description: Description, findings: RankingFindings, locality: RankedLocality) -> Row:
    language, value = description.language, locality.value
    colour = COLOURS.get(locality.verdict.value if locality.verdict else "", "dx-none")
    verdict = sign_words(locality, language)
    if locality.unranked_reason is not None:
        verdict = f"{verdict}; {locality.unranked_reason.text(language)}".removeprefix("; ")
    elif value.value is None:
        verdict = "; ".join(note.text(language) for note in value.notes)
    cells: list[str | HtmlCell] = [
        name_of(value, language),
        rank_range(locality, language),
        description.written(value),
        interval_range(locality, language),
        HtmlCell(verdict or wording.MISSING, colour),
        wording.count(value.denominator, language),
    ]
    if findings.wide:
        cells.insert(2, fifth_range(locality, len(findings.ranked)))
    return cells


def _in_order(localities: tuple[RankedLocality, ...], order: str) -> tuple[RankedLocality, ...]:
    """The localities in an order; those without a value last in any order."""
    with_value = [locality for locality in localities if locality.value.value is not None]
    without_value = [locality for locality in localities if locality.value.value is None]
    match order:
        case "name":
            with_value.sort(key=lambda locality: vietnamese_sort_key(locality.value.locality_name))
        case "size":
            with_value.sort(key=lambda locality: -(locality.value.denominator or 0))
        case "value":
            with_value.sort(key=lambda locality: locality.value.value or 0)
        case _:
            pass
    return (*with_value, *without_value)


def _caution(description: Description, findings: RankingFindings) -> str:
    """What the order does not say."""
    if not any(locality.best for locality in findings.ranked):
        message = N_("The order says nothing about chance: neighbours in the list may not differ at all.")
    elif findings.wide:
        message = N_("Most ranks are uncertain: the fifth of the list says more than the rank.")
    else:
        message = N_("In brackets the ranks it may have; where these overlap, chance may explain the order.")
    return say(message, description.language)


def _class_of(point: FunnelPoint) -> str:
    if point.zone is FunnelZone.WITHIN or point.better is None:
        return "dx-none"
    return "dx-better" if point.better else "dx-worse"


def _sign_of(point: FunnelPoint) -> str:
    if point.zone is FunnelZone.WITHIN:
        return "●"
    better = point.score > 0 if point.better is None else point.better
    return "▲" if better else "▼"
