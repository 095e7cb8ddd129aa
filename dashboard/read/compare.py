"""Parts of the page So sánh as HTML: the table beside each picture, in the order a reader asks for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from html import escape

import rendering
from dxkpi.charts import CHARTS
from dxkpi.domain.model.locality import Locality
from dxkpi.domain.model.locality_names import vietnamese_sort_key
from dxkpi.domain.views import funnel, ranking_text
from dxkpi.domain.views import text as wording
from dxkpi.domain.views.ranking import RankedLocality
from dxkpi.domain.views.view import View
from dxkpi.locale import N_, Language, say

Cell = tuple[str, str]  # class and text
SHOWN_AS, ORDERED, CHOSEN = N_("Shown as"), N_("Order of the table"), N_("Localities to compare")

WAYS = {name: kind.compare_label for name, kind in CHARTS.items() if kind.compare_label}
ORDERS = {
    "rank": N_("By rank"),
    "name": N_("By name"),
    "size": N_("By denominator"),
    "value": N_("By value, lowest first"),
}


@lru_cache(maxsize=rendering.PIECES_KEPT)
def ranking_table(view: View, order: str = "rank") -> str:
    """Locality, rank and its range, value, interval, verdict, denominator; those without a figure last."""
    reading = view.reading
    if not isinstance(reading, ranking_text.RankingInterpretation):
        return ""
    headings = [N_("Locality"), N_("Rank"), N_("Value"), N_("95% interval"), N_("Beside the whole"), N_("Denominator")]
    if reading.wide:
        headings.insert(2, N_("Fifth"))
    rows = [_row(view, reading, each) for each in _in_order(reading.placings, order)]
    return _headed(N_("In order"), headings, rows, view) + _caution(view, reading)


@lru_cache(maxsize=rendering.PIECES_KEPT)
def funnel_table(view: View) -> str:
    """The localities farthest out first: value, limits for its denominator, where it lies."""
    reading, language = view.reading, view.language
    if not isinstance(reading, funnel.FunnelInterpretation) or not reading.points:
        return ""
    headings = [N_("Locality"), N_("Value"), N_("95% limits"), N_("Where it lies"), N_("Denominator")]
    points = sorted(reading.points.values(), key=lambda point: -abs(point.score))
    rows = [
        [
            ("", rendering.name_of(point.value, language)),
            ("num", view.written(point.value)),
            ("num", ranking_text.range_words(point.limits, language)),
            (_class_of(point), f"{_sign_of(point)} {funnel.zone_words(point, language)}"),
            ("num", wording.count(point.value.denominator, language)),
        ]
        for point in points
    ]
    return _headed(N_("Farthest out first"), headings, rows, view)


def names_of(places: tuple[Locality, ...], language: Language) -> dict[str, str]:
    """Localities to choose from, by key."""
    return {place.key: rendering.place_name(place, language) for place in places}


def orders(language: Language) -> dict[str, str]:
    """The orders of the table, in words."""
    return {order: say(each, language) for order, each in ORDERS.items()}


def shown(view: View) -> tuple[str, ...]:
    """The localities that stand side by side in a view, by key."""
    return tuple(series.values[0].locality for series in view.series)


def beside_the_picture(view: View, order: str) -> str:
    """The table that stands beside a picture; empty where there is nothing to list."""
    return funnel_table(view) if isinstance(view.reading, funnel.FunnelInterpretation) else ranking_table(view, order)


def too_few(language: Language) -> str:
    """What is to be done before there is a picture."""
    return rendering.notice(say("Choose two to six localities to see them side by side.", language))


def _headed(title: str, headings: Sequence[str], rows: Iterable[Sequence[Cell]], view: View) -> str:
    """A table under its title; the first cell of a row names it. A heading stands as its column does."""
    title = say(title, view.language)
    lines = [list(row) for row in rows]
    kinds = [kind if kind == "num" else "" for kind, _ in lines[0]] if lines else [""] * len(headings)
    head = "".join(
        f'<th scope="col" class="{kind}">{escape(say(each, view.language))}</th>'
        for kind, each in zip(kinds, headings, strict=True)
    )
    body = "".join(
        f'<tr><th scope="row">{escape(row[0][1])}</th>'
        + "".join(f'<td class="{kind}">{escape(text)}</td>' for kind, text in row[1:])
        + "</tr>"
        for row in lines
    )
    return (
        f'<div class="dx-head"><h3>{escape(title)}</h3></div>'
        f'<div class="dx-scroll dx-league" tabindex="0" role="region" aria-label="{escape(title)}">'
        f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _row(view: View, reading: ranking_text.RankingInterpretation, placing: RankedLocality) -> list[Cell]:
    """Class and text of every cell."""
    language, value = view.language, placing.value
    verdict = placing.verdict.value if placing.verdict else ""
    colour = {"better": "dx-better", "worse": "dx-worse", "similar": "dx-same"}.get(verdict, "dx-none")
    told = ranking_text.sign_words(placing, language)
    if placing.apart is not None:
        told = f"{told}; {placing.apart.text(language)}".removeprefix("; ")
    elif value.value is None:
        told = "; ".join(note.text(language) for note in value.notes)
    cells = [
        ("", rendering.name_of(value, language)),
        ("num", reading.rank_range(placing, language)),
        ("num", view.written(value)),
        ("num", ranking_text.interval_range(placing, language)),
        (colour, told or wording.MISSING),
        ("num", wording.count(value.denominator, language)),
    ]
    if reading.wide:
        cells.insert(2, ("num", reading.fifth_range(placing)))
    return cells


def _in_order(placings: tuple[RankedLocality, ...], order: str) -> tuple[RankedLocality, ...]:
    """The placings as asked for; without a value last in any order."""
    known = [each for each in placings if each.value.value is not None]
    unknown = [each for each in placings if each.value.value is None]
    match order:
        case "name":
            known.sort(key=lambda each: vietnamese_sort_key(each.value.locality_name))
        case "size":
            known.sort(key=lambda each: -(each.value.denominator or 0))
        case "value":
            known.sort(key=lambda each: each.value.value or 0)
        case _:
            pass
    return (*known, *unknown)


def _caution(view: View, reading: ranking_text.RankingInterpretation) -> str:
    """What the order does not say."""
    language = view.language
    if not any(each.best for each in reading.ranked):
        text = say("The order says nothing about chance: neighbours in the list may not differ at all.", language)
    elif reading.wide:
        text = say("Most ranks are uncertain: the fifth of the list says more than the rank.", language)
    else:
        text = say("In brackets the ranks it may have; where these overlap, chance may explain the order.", language)
    return f'<p class="dx-small">{escape(text)}</p>'


def _class_of(point: funnel.FunnelPoint) -> str:
    if point.zone is funnel.FunnelZone.WITHIN or point.better is None:
        return "dx-none"
    return "dx-better" if point.better else "dx-worse"


def _sign_of(point: funnel.FunnelPoint) -> str:
    if point.zone is funnel.FunnelZone.WITHIN:
        return "●"
    better = point.score > 0 if point.better is None else point.better
    return "▲" if better else "▼"
