"""The head of a page: notices, the finding, cards, and who needs attention."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import urlencode

from markupsafe import Markup

import rendering
from dxkpi.charts import draw_sparkline
from dxkpi.domain.model.locality import Locality
from dxkpi.domain.views.text.description import Description
from dxkpi.domain.views.text.overview import CardText, OverviewDescription
from dxkpi.locale import MISSING, N_, Language, say
from dxkpi.templates import HtmlTable, Link
from parts import notices
from parts.names import name_of


@lru_cache(maxsize=rendering.PARTS_CACHED)
def overview_head(description: OverviewDescription, sample: Locality | None) -> Markup:
    """Notices, the findings in a sentence, the cards."""
    return _head(description, _notice(description, sample), description.finding)


@lru_cache(maxsize=rendering.PARTS_CACHED)
def locality_head(description: OverviewDescription) -> Markup:
    """Notices, the paragraph with a button that copies it, the cards."""
    return _head(description, _notice(description, None), description.paragraph, can_copy=True)


@lru_cache(maxsize=rendering.PARTS_CACHED)
def attention(description: OverviewDescription) -> Markup:
    """The localities below the line, worst first, with the number of overdue dossiers."""
    language, needs_attention = description.language, description.attention
    table = None
    if needs_attention.rows:
        headings = (N_("Locality"), N_("Rate"), N_("Resolved overdue"), N_("Dossiers resolved"))
        rows = [(f"◆ {name_of(value, language)}", *cells) for value, *cells in needs_attention.rows]
        table = HtmlTable([say(heading, language) for heading in headings], rows)
    return rendering.render("attention.html", language=language, text=needs_attention.text, table=table)


@lru_cache(maxsize=rendering.PARTS_CACHED)
def contributions(description: Description) -> Markup:
    """Which localities made the change from the year before, with a link to all."""
    link = Link(f"trend?{urlencode(description.address)}", say("Contribution of every locality", description.language))
    return rendering.render("change_makers.html", language=description.language, finding=description.title, link=link)


def _head(description: OverviewDescription, notice: Markup | None, finding: str, *, can_copy: bool = False) -> Markup:
    return rendering.render(
        "overview_head.html",
        language=description.language,
        notice=notice,
        finding=finding,
        can_copy=can_copy,
        cards=[_card(card, description.language) for card in description.cards],
    )


def _notice(description: OverviewDescription, sample: Locality | None) -> Markup | None:
    overview, language = description.overview, description.language
    if overview.thin:
        return _thin(description, sample)
    sentences = []
    if overview.simulated:
        sentences.append(notices.simulated(overview.province, language))
    reporting, expected = overview.reporting
    if overview.level and reporting < expected and not overview.reports_itself:
        message = N_("Incomplete: {n} of {m} localities have reported this period.")
        sentences.append(say(message, language, n=reporting, m=expected))
    if overview.provisional:
        sentences.append(say(N_("Provisional: some figures of this period may still change."), language))
    if not sentences:
        return None
    return rendering.notice(" ".join(sentences), kind="simulated" if overview.simulated else "note")


def _thin(description: OverviewDescription, sample: Locality | None) -> Markup:
    """What has been published and what has not, with a link to a province where every screen is full."""
    overview, language = description.overview, description.language
    published = ", ".join(card.indicator.names.text(language) for card in overview.known) or MISSING
    missing = ", ".join(card.indicator.names.text(language) for card in overview.unknown)
    sentences = [notices.simulated(overview.province, language)] if overview.simulated else []
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


def _card(card: CardText, language: Language) -> dict[str, object]:
    """What the template of a card needs."""
    name = card.indicator.names.text(language)
    if card.value is None:
        return {"name": name, "reason": card.reason, "value": None}
    return {
        "name": name,
        "value": card.value,
        "sparkline": Markup(draw_sparkline(card.history)),
        "changes": [(change.meaning, change.sign, change.text) for change in card.changes],
        "line": card.line,
        "base": card.base,
    }
