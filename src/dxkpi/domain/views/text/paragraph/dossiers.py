"""Dossiers: received, resolved, overdue, pending."""

from __future__ import annotations

from collections.abc import Iterator

from dxkpi.domain.model.measure import Bound
from dxkpi.domain.snapshot.value import Value
from dxkpi.domain.views.place_figures import ON_TIME, PlaceFigures
from dxkpi.domain.views.text.paragraph.sentence import (
    FigureSentence,
    count_alike,
    dossiers,
    number_of,
    place_inside,
    sentence,
    written_rate,
)
from dxkpi.domain.views.text.periods import when
from dxkpi.locale import N_, Language

RECEIVED, RESOLVED, CARRIED_OVER = "dossiers_received", "dossiers_resolved", "dossiers_carried_over"
PENDING, PENDING_LATE = "dossiers_pending", "dossiers_pending_overdue"
ONLINE, WITHIN_DEADLINE = "online_rate", "dossiers_resolved_within_deadline"
RESOLUTION, OVERDUE, PENDING_OVERDUE = "resolution_rate", "overdue_rate", "pending_overdue_rate"


def received_and_resolved(figures: PlaceFigures, language: Language) -> Iterator[FigureSentence]:
    """What came in, what was resolved, and the rate of the two."""
    received, resolved = figures.count(RECEIVED), figures.count(RESOLVED)
    where: dict[str, object] = {"when": when(figures.period, figures.cutoff), "place": place_inside(figures)}
    if received is not None and resolved is not None and count_alike(received, resolved):
        text = N_("{when}, {place} received {received} and resolved {resolved}")
        gaps = where | {"received": dossiers(number_of(received)), "resolved": dossiers(number_of(resolved))}
        yield sentence(text, received, resolved, gaps=gaps)
    elif received is not None:
        yield sentence(
            N_("{when}, {place} received {received}"), received,
            gaps=where | {"received": dossiers(number_of(received))},
        )  # fmt: skip
        if resolved is not None:
            gaps = {"resolved": dossiers(number_of(resolved))}
            yield sentence(N_("It resolved {resolved}"), resolved, gaps=gaps)
    elif resolved is not None:
        gaps = where | {"resolved": dossiers(number_of(resolved))}
        yield sentence(N_("{when}, {place} resolved {resolved}"), resolved, gaps=gaps)
    online = figures.rate(ONLINE)
    if online is not None and not online.stated:
        text = N_("Of the dossiers received, {rate} were submitted online")
        yield sentence(text, online, gaps={"rate": written_rate(online, figures, language)})
    yield from _resolution_rate(figures, language)
    yield from _pending_if_nothing_carried_over(figures)


def within_deadline(figures: PlaceFigures) -> Iterator[FigureSentence]:
    """How many were resolved in time, where their share is not known."""
    count = figures.count(WITHIN_DEADLINE)
    if count is not None and figures.rate(ON_TIME) is None:
        gaps = {"count": dossiers(number_of(count))}
        yield sentence(N_("Early or on time it resolved {count}"), count, gaps=gaps)


def overdue(figures: PlaceFigures, language: Language) -> Iterator[FigureSentence]:
    """How many were resolved after the deadline, by counts or as a source states it."""
    rate = figures.rate(OVERDUE)
    if rate is None:
        return
    if rate.stated:
        yield from _stated_overdue(rate, figures, language)
    elif not rate.numerator:
        yield sentence(N_("No dossier was resolved after its deadline"), rate, gaps={})
    else:
        gaps = {"overdue": dossiers(rate.numerator), "rate": written_rate(rate, figures, language)}
        one = N_("{overdue} was resolved after its deadline ({rate} of those resolved)")
        many = N_("{overdue} were resolved after their deadline ({rate} of those resolved)")
        yield sentence(one if rate.numerator == 1 else many, rate, gaps=gaps)


def pending(figures: PlaceFigures, language: Language) -> Iterator[FigureSentence]:
    """How many were still open at the end of the period, and how many of these were late."""
    still_open, late, rate = figures.count(PENDING), figures.count(PENDING_LATE), figures.rate(PENDING_OVERDUE)
    if still_open is None:
        if late is not None:
            text = N_("At the end of the period {late} were pending after their deadline")
            yield sentence(text, late, gaps={"late": dossiers(number_of(late))})
        return
    gaps: dict[str, object] = {"pending": dossiers(number_of(still_open))}
    is_one = number_of(still_open) == 1
    if rate is None or rate.stated or not count_alike(still_open, rate) or rate.denominator != still_open.value:
        one, many = (
            N_("At the end of the period {pending} was pending"),
            N_("At the end of the period {pending} were pending"),
        )
        yield sentence(one if is_one else many, still_open, gaps=gaps)
    elif not rate.numerator:
        one = N_("At the end of the period {pending} was pending, not overdue")
        many = N_("At the end of the period {pending} were pending, none of them overdue")
        yield sentence(one if is_one else many, still_open, rate, gaps=gaps)
    else:
        gaps |= {"overdue": int(rate.numerator)}
        one = N_("At the end of the period {pending} was pending, {overdue} of them overdue")
        many = N_("At the end of the period {pending} were pending, {overdue} of them overdue")
        yield sentence(one if is_one else many, still_open, rate, gaps=gaps)


def _resolution_rate(figures: PlaceFigures, language: Language) -> Iterator[FigureSentence]:
    rate = figures.rate(RESOLUTION)
    if rate is None or rate.stated:
        return
    gaps = {"rate": written_rate(rate, figures, language)}
    if rate.fallback:
        text = N_("The resolution rate was {rate} of those received; what was carried over is not known")
    else:
        text = N_("The resolution rate was {rate} of those received and carried over")
    yield sentence(text, rate, gaps=gaps)


def _pending_if_nothing_carried_over(figures: PlaceFigures) -> Iterator[FigureSentence]:
    """Received less resolved, where neither what was carried over nor what was pending is known."""
    received, resolved = figures.count(RECEIVED), figures.count(RESOLVED)
    if received is None or resolved is None or not count_alike(received, resolved) or received.partial:
        return
    is_known = any(figures.counts[code].value is not None for code in (CARRIED_OVER, PENDING) if code in figures.counts)
    left = number_of(received) - number_of(resolved)
    if is_known or left < 0:
        return
    text = N_("If nothing was carried over, {left} were pending at the end of the period")
    yield sentence(text, received, resolved, gaps={"left": dossiers(left)})


def _stated_overdue(rate: Value, figures: PlaceFigures, language: Language) -> Iterator[FigureSentence]:
    """The share as stated, and how many dossiers that would be, of which base."""
    gaps = {"rate": written_rate(rate, figures, language)}
    if rate.states_own_base:
        text = N_("According to the source, {rate} of those resolved were resolved after their deadline")
    else:
        text = N_(
            "According to the source, {rate} of dossiers were resolved after their deadline; it does not say of which"
        )
    yield sentence(text, rate, gaps=gaps)
    resolved, received = figures.count(RESOLVED), figures.count(RECEIVED)
    if rate.bound is not Bound.EXACT or resolved is None or not count_alike(rate, resolved):
        return
    share = number_of(rate) / 100
    estimates: dict[str, object] = {"resolved": dossiers(round(share * number_of(resolved)))}
    if received is not None and count_alike(rate, received) and not rate.states_own_base:
        estimates["received"] = dossiers(round(share * number_of(received)))
        text = N_("Of those resolved that is about {resolved}, of those received about {received}")
        yield sentence(text, rate, resolved, received, gaps=estimates)
    else:
        yield sentence(N_("Of those resolved that is about {resolved}"), rate, resolved, gaps=estimates)
