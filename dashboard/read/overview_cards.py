"""The head of a page: notices, the finding, cards, and who needs attention."""

from __future__ import annotations

from functools import lru_cache
from html import escape
from urllib.parse import urlencode

import rendering
from dxkpi.charts import sparkline
from dxkpi.domain.model.locality import Locality
from dxkpi.domain.stats.change import Claim
from dxkpi.domain.views import text as wording
from dxkpi.domain.views.overview import Card, Overview
from dxkpi.domain.views.view import View
from dxkpi.locale import N_, say

# What a difference on a year before may be called where it is no change.
CLAIMED = {
    Claim.SMALL: N_("beyond chance but small"),
    Claim.WITHIN_CHANCE: N_("within chance"),
    Claim.STEADY: N_("within chance"),
    Claim.TOO_FEW: N_("too few figures to judge"),
}


@lru_cache(maxsize=rendering.PIECES_KEPT)
def overview_head(overview: Overview, sample: Locality | None) -> str:
    """Notices, the findings in a sentence, the cards."""
    return _notices(overview, sample) + _finding(overview.finding) + _cards(overview)


@lru_cache(maxsize=rendering.PIECES_KEPT)
def locality_head(overview: Overview) -> str:
    """Notices, the paragraph with a button that copies it, the cards."""
    copy = say("Copy", overview.language)
    button = f'<button type="button" class="dx-copy" data-copy="{escape(overview.paragraph)}">{escape(copy)}</button>'
    return _notices(overview, None) + _finding(overview.paragraph, button) + _cards(overview)


@lru_cache(maxsize=rendering.PIECES_KEPT)
def attention(overview: Overview) -> str:
    """The localities below the line, worst first, with the number of overdue dossiers."""
    language = overview.language
    head = f'<section class="dx-attention"><h3>{escape(say("Needs attention", language))}</h3>'
    if overview.line is None or overview.ranking is None:
        text = say("No line to hold the localities against: too few have reported counts.", language)
        return f"{head}<p>{escape(text)}</p></section>"
    shown = overview.ranking
    number = wording.number_of(overview.line[0], shown.indicator, language)
    text = say("Below {line} ({number}), worst first", language, line=overview.line[1], number=number)
    if not overview.attention:
        none = say("No locality is below {line} ({number}).", language, line=overview.line[1], number=number)
        return f"{head}<p>{escape(none)}</p></section>"
    rows = [
        (
            f"◆ {rendering.name_of(each.value, language)}",
            shown.written(each.value),
            wording.written(each.overdue, None, language),
            wording.count(each.value.denominator, language),
        )
        for each in overview.attention
    ]
    headings = (
        say("Locality", language),
        say("Rate", language),
        say("Resolved overdue", language),
        say("Dossiers resolved", language),
    )
    caution = say("Differences between localities may be within chance; compare the number of dossiers too.", language)
    small = f'<p class="dx-small">{escape(caution)}</p>'
    return f"{head}<p>{escape(text)}</p>{rendering.table(headings, rows)}{small}</section>"


@lru_cache(maxsize=rendering.PIECES_KEPT)
def contributions(view: View | None) -> str:
    """Which localities made the change on a year before, in a sentence, and the way to all of them."""
    if view is None or not view.known:
        return ""
    title = say("Who made the change on a year before", view.language)
    link = rendering.link_to(f"trend?{urlencode(view.address)}", say("Every locality's part", view.language))
    return f'<section class="dx-attention"><h3>{escape(title)}</h3><p>{escape(view.title)}. {link}</p></section>'


def _notices(overview: Overview, sample: Locality | None) -> str:
    language = overview.language
    if overview.thin:
        return _thin(overview, sample)
    said = []
    if overview.simulated:
        said.append(rendering.simulated(overview.province, overview.language))
    reporting, expected = overview.reporting
    if overview.level and reporting < expected and not overview.reports_itself:
        said.append(
            say(N_("Incomplete: {n} of {m} localities have reported this period."), language, n=reporting, m=expected)
        )
    if overview.provisional:
        said.append(say(N_("Provisional: some figures of this period may still change."), language))
    return rendering.notice(" ".join(said), kind="simulated" if overview.simulated else "note") if said else ""


def _thin(overview: Overview, sample: Locality | None) -> str:
    """What is there and what is not, and the way to a province where every screen is full."""
    language = overview.language
    there = ", ".join(card.indicator.names.text(language) for card in overview.known) or "–"
    missing = ", ".join(card.indicator.names.text(language) for card in overview.unknown)
    parts = [rendering.simulated(overview.province, overview.language)] if overview.simulated else []
    parts.append(say("Little has been published for this period.", language))
    if overview.level and not overview.reports_itself:
        n, m = overview.reporting
        parts.append(say("{n} of {m} localities have a figure of their own.", language, n=n, m=m))
    parts.append(say("There: {there}.", language, there=there))
    if missing:
        parts.append(say("Not there: {missing}.", language, missing=missing))
    link = ""
    if sample is not None and not overview.simulated:
        address = f"?locality={sample.key}&lang={language.value}"
        link = " " + rendering.link_to(
            address, say("See every screen in full: {place} (simulated)", language, place=sample.name)
        )
    return f'<p class="dx-notice" role="status">{escape(" ".join(parts))}{link}</p>'


def _finding(words: str, more: str = "") -> str:
    return f'<div class="dx-finding"><p>{escape(words)}</p>{more}</div>'


def _cards(overview: Overview) -> str:
    return '<div class="dx-cards">' + "".join(_card(card, overview) for card in overview.cards) + "</div>"


def _card(card: Card, overview: Overview) -> str:
    language, value = overview.language, card.value
    name = escape(card.indicator.names.text(language))
    if value.value is None:
        why = "; ".join(note.text(language) for note in value.notes)
        return f'<div class="dx-card dx-none"><h4>{name}</h4><p class="dx-value">–</p><p>{escape(why)}</p></div>'
    changes = _on_a_year_before(card, overview), _on_the_period_before(card, overview)
    return (
        f'<div class="dx-card"><h4>{name}</h4>'
        f'<p class="dx-value">{escape(wording.written(value, card.indicator, language))}'
        f"{sparkline(card.history)}</p>"
        + "".join(changes)
        + _against_line(card, overview)
        + f'<p class="dx-small">{escape(_base(card, overview))}</p></div>'
    )


def _on_a_year_before(card: Card, overview: Overview) -> str:
    """The change on a year before; better or worse only where it is called a change."""
    points, language = card.value.change_from(card.year_before), overview.language
    told = wording.change(points, card.indicator, language)
    if not told or points is None:
        return ""
    meaning, sign, tail = "same", "●", CLAIMED.get(card.judged.claim, "") if card.judged else ""
    better = wording.is_better(points, card.indicator.direction)
    if card.judged and card.judged.claim is Claim.CHANGED and better is not None:
        meaning, sign = "better" if better else "worse", "▲" if points > 0 else "▼"
        tail = N_("better") if better else N_("worse")
    text = say("{change} on {than}", language, change=told, than=say("a year before", language))
    text += f" ({say(tail, language)})" if tail else ""
    return f'<p class="dx-{meaning}"><span aria-hidden="true">{sign}</span> {escape(text)}</p>'


def _on_the_period_before(card: Card, overview: Overview) -> str:
    """The difference to the period before, unjudged: seasons differ."""
    language = overview.language
    told = wording.change(card.value.change_from(card.before), card.indicator, language)
    if not told:
        return ""
    text = say("{change} on {than}", language, change=told, than=say("the period before", language))
    return f'<p class="dx-same"><span aria-hidden="true">●</span> {escape(text)}</p>'


def _against_line(card: Card, overview: Overview) -> str:
    """Whether the target or line is reached, how many dossiers that takes, where it is laid down, and what the rest of
    the year must bring."""
    held, language = card.against, overview.language
    if held is None:
        return ""
    meaning, sign = ("worse", "◆ ") if held.is_reached is False else ("same", "")
    text = f'<p class="dx-{meaning}">{sign}{escape(held.words(language))}</p>'
    told = held.outlook(language), say("Laid down: {source}", language, source=held.line.source)
    more = "".join(f'<p class="dx-small">{escape(each)}</p>' for each in told if each)
    summary = N_("The rest of the year, and where the target is laid down") if told[0] else N_("Where it is laid down")
    return text + rendering.details(say(summary, language), more)


def _base(card: Card, overview: Overview) -> str:
    """Of how many, from whom."""
    language, value = overview.language, card.value
    if value.stated:
        return say("as the source states it, without counts", language)
    parts = [say("of {n} {things}", language, n=int(value.denominator or 0), things=value.denominator_names)]
    if value.expected > 1:
        parts.append(wording.reporting_words(value, language))
    if value.provisional:
        parts.append(say("provisional", language))
    return " · ".join(parts)
