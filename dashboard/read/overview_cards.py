"""The head of a page: notices, the finding, cards, and who needs attention."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import urlencode

from markupsafe import Markup

import rendering
from dxkpi.charts import draw_sparkline
from dxkpi.domain.model.locality import Locality
from dxkpi.domain.stats.change import Significance
from dxkpi.domain.views import text as wording
from dxkpi.domain.views.overview import Card, Overview
from dxkpi.domain.views.text.description import Description
from dxkpi.domain.views.text.target_progress import outlook_text, progress_text
from dxkpi.locale import N_, say
from dxkpi.templates import HtmlTable, Link
from parts import notices
from parts.names import name_of

# What a difference from the year before may be called where it is no change.
CLAIMED = {
    Significance.SMALL: N_("beyond chance but small"),
    Significance.WITHIN_CHANCE: N_("within chance"),
    Significance.STEADY: N_("within chance"),
    Significance.TOO_FEW: N_("too few figures to judge"),
}


@lru_cache(maxsize=rendering.PARTS_CACHED)
def overview_head(overview: Overview, sample: Locality | None) -> Markup:
    """Notices, the findings in a sentence, the cards."""
    return _head(overview, _notice(overview, sample), overview.finding)


@lru_cache(maxsize=rendering.PARTS_CACHED)
def locality_head(overview: Overview) -> Markup:
    """Notices, the paragraph with a button that copies it, the cards."""
    return _head(overview, _notice(overview, None), overview.paragraph, can_copy=True)


@lru_cache(maxsize=rendering.PARTS_CACHED)
def attention(overview: Overview) -> Markup:
    """The localities below the line, worst first, with the number of overdue dossiers."""
    language, ranking = overview.language, overview.ranking
    if overview.line is None or ranking is None:
        text = say("No line to hold the localities against: too few have reported counts.", language)
        return rendering.render("attention.html", language=language, text=text, table=None)
    line = {"line": overview.line[1], "number": wording.number_of(overview.line[0], ranking.indicator, language)}
    if not overview.attention:
        text = say("No locality is below {line} ({number}).", language, **line)
        return rendering.render("attention.html", language=language, text=text, table=None)
    rows = [
        (
            f"◆ {name_of(entry.value, language)}",
            wording.written(entry.value, ranking.indicator, language),
            wording.written(entry.overdue, None, language),
            wording.count(entry.value.denominator, language),
        )
        for entry in overview.attention
    ]
    headings = [
        say(text, language) for text in (N_("Locality"), N_("Rate"), N_("Resolved overdue"), N_("Dossiers resolved"))
    ]
    text = say("Below {line} ({number}), worst first", language, **line)
    return rendering.render("attention.html", language=language, text=text, table=HtmlTable(headings, rows))


@lru_cache(maxsize=rendering.PARTS_CACHED)
def contributions(description: Description) -> Markup:
    """Which localities made the change from the year before, with a link to all."""
    link = Link(f"trend?{urlencode(description.address)}", say("Contribution of every locality", description.language))
    return rendering.render("change_makers.html", language=description.language, finding=description.title, link=link)


def _head(overview: Overview, notice: Markup | None, finding: str, *, can_copy: bool = False) -> Markup:
    return rendering.render(
        "overview_head.html",
        language=overview.language,
        notice=notice,
        finding=finding,
        can_copy=can_copy,
        cards=[_card(card, overview) for card in overview.cards],
    )


def _notice(overview: Overview, sample: Locality | None) -> Markup | None:
    language = overview.language
    if overview.thin:
        return _thin(overview, sample)
    sentences = []
    if overview.simulated:
        sentences.append(notices.simulated(overview.province, overview.language))
    reporting, expected = overview.reporting
    if overview.level and reporting < expected and not overview.reports_itself:
        message = N_("Incomplete: {n} of {m} localities have reported this period.")
        sentences.append(say(message, language, n=reporting, m=expected))
    if overview.provisional:
        sentences.append(say(N_("Provisional: some figures of this period may still change."), language))
    if not sentences:
        return None
    return rendering.notice(" ".join(sentences), kind="simulated" if overview.simulated else "note")


def _thin(overview: Overview, sample: Locality | None) -> Markup:
    """What has been published and what has not, with a link to a province where every screen is full."""
    language = overview.language
    published = ", ".join(card.indicator.names.text(language) for card in overview.known) or wording.MISSING
    missing = ", ".join(card.indicator.names.text(language) for card in overview.unknown)
    sentences = [notices.simulated(overview.province, overview.language)] if overview.simulated else []
    sentences.append(say("Little has been published for this period.", language))
    if overview.level and not overview.reports_itself:
        n, m = overview.reporting
        sentences.append(say("{n} of {m} localities have a figure of their own.", language, n=n, m=m))
    sentences.append(say("Available: {there}.", language, there=published))
    if missing:
        sentences.append(say("Not yet published: {missing}.", language, missing=missing))
    link = None
    if sample is not None and not overview.simulated:
        link = notices.link_to_sample(sample, language)
    return rendering.notice(" ".join(sentences), kind="", link=link)


def _card(card: Card, overview: Overview) -> dict[str, object]:
    """What the template of a card needs."""
    language, value = overview.language, card.value
    name = card.indicator.names.text(language)
    if value.value is None:
        return {"name": name, "reason": "; ".join(note.text(language) for note in value.notes), "value": None}
    return {
        "name": name,
        "value": wording.written(value, card.indicator, language),
        "sparkline": Markup(draw_sparkline(card.history)),
        "changes": [change for change in (_year_change(card, overview), _period_change(card, overview)) if change],
        "line": _line(card, overview),
        "base": _base(card, overview),
    }


def _year_change(card: Card, overview: Overview) -> tuple[str, str, str] | None:
    """CSS class, sign and text of the change from the year before; better or worse only if it counts as a change."""
    points, language = card.value.change_from(card.year_before), overview.language
    change = wording.change(points, card.indicator, language)
    if not change or points is None:
        return None
    meaning, sign, tail = "same", "●", CLAIMED.get(card.year_on_year.claim, "") if card.year_on_year else ""
    better = wording.is_better(points, card.indicator.direction)
    if card.year_on_year and card.year_on_year.claim is Significance.CHANGED and better is not None:
        meaning, sign = "better" if better else "worse", "▲" if points > 0 else "▼"
        tail = N_("better") if better else N_("worse")
    text = say("{change} on {than}", language, change=change, than=say("a year before", language))
    text += f" ({say(tail, language)})" if tail else ""
    return meaning, sign, text


def _period_change(card: Card, overview: Overview) -> tuple[str, str, str] | None:
    """CSS class, sign and text of the difference from the period before, which is not judged: seasons differ."""
    language = overview.language
    change = wording.change(card.value.change_from(card.before), card.indicator, language)
    if not change:
        return None
    return "same", "●", say("{change} on {than}", language, change=change, than=say("the period before", language))


def _line(card: Card, overview: Overview) -> dict[str, object] | None:
    """Whether the target or line is reached, how many dossiers that takes, its legal basis, and what the rest of the
    year must bring."""
    progress, language = card.target_progress, overview.language
    if progress is None:
        return None
    outlook = outlook_text(progress, language)
    summary = N_("The rest of the year, and the legal basis of the target") if outlook else N_("Legal basis")
    source = say("Legal basis: {source}", language, source=progress.line.source)
    return {
        "is_missed": progress.is_reached is False,
        "text": progress_text(progress, language),
        "summary": say(summary, language),
        "details": [text for text in (outlook, source) if text],
    }


def _base(card: Card, overview: Overview) -> str:
    """The denominator, and who has reported."""
    language, value = overview.language, card.value
    if value.stated:
        return say("as the source states it, without counts", language)
    parts = [say("of {n} {things}", language, n=int(value.denominator or 0), things=value.denominator_names)]
    if value.expected > 1:
        parts.append(wording.reporting_words(value, language))
    if value.provisional:
        parts.append(say("provisional", language))
    return " · ".join(parts)
