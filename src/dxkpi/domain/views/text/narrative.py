"""The paragraph an official would write of a place and period, from its figures; it claims nothing that has none.

Sentences come in one order: dossiers received and resolved, overdue, what changed on a year before, pending, teams,
who has reported, and whether anything may still change. A share that a source states stays "as the source states".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from dxkpi.domain.model.indicator import Indicator
from dxkpi.domain.model.locality import Level, Locality
from dxkpi.domain.model.measure import Bound
from dxkpi.domain.model.period import Cutoff, Period, label
from dxkpi.domain.snapshot.snapshot import Snapshot
from dxkpi.domain.snapshot.value import Value
from dxkpi.domain.stats.change import MEANINGFUL_POINTS, Claim
from dxkpi.domain.views.text.claims import change_text, claim_text, threshold_text
from dxkpi.domain.views.text.format import written
from dxkpi.domain.views.year_on_year import YearOnYear, judged
from dxkpi.locale import N_, Language, Message, Names

ON_TIME, OVERDUE = "on_time_rate", "overdue_rate"
RESOLUTION, PENDING_OVERDUE = "resolution_rate", "pending_overdue_rate"
RATES_NAMED = 3


@dataclass(frozen=True)
class NarrativeSubject:
    """What a paragraph is about, and in which words. `indicators` by their id; without one nothing is said of it."""

    answers: Snapshot
    indicators: Mapping[str, Indicator]
    place: Locality
    period: Period
    language: Language
    cutoff: Cutoff
    meaningful: float = MEANINGFUL_POINTS

    def count(self, measure: str) -> Value:
        """A count of the place in the period."""
        return self.answers.measure(measure, self.place, self.period)

    def rate(self, indicator: str) -> Value | None:
        """A rate of the place in the period; nothing where it cannot be had."""
        known = self.indicators.get(indicator)
        value = self.answers.value(known, self.place, self.period) if known else None
        return value if value is not None and value.value is not None else None

    def written(self, value: Value) -> str:
        """A rate as shown."""
        return written(value, self.indicators.get(value.subject), self.language)


def paragraph(told: NarrativeSubject) -> str:
    """Everything there is to say; one sentence saying so where there are no figures."""
    found = [*_dossiers(told), *_overdue(told), *_changed(told), *_pending(told), *_teams(told)]
    return _written(told, found, [*_reporting(told), *_cautions(told)])


def finding(told: NarrativeSubject) -> str:
    """The shortest answer: dossiers, overdue, what changed; where none is known, the first rates that are. What is
    provisional or simulated stands beside it on every page."""
    found = [*_dossiers(told), *_overdue(told), *_changed(told)]
    return _written(told, found or list(_rates(told)), list(_reporting(told)))


def _written(told: NarrativeSubject, found: list[Message], cautions: Sequence[Message]) -> str:
    if not found:
        found = [Message(N_("{period}: there are no figures for {place}."), _where(told))]
    else:
        if not any("period" in message.values for message in found):
            found.insert(0, Message(N_("{period}, {place}:"), _where(told)))
        found += cautions
    texts = (message.text(told.language) for message in found)
    return " ".join(text[:1].upper() + text[1:] for text in texts)


def _rates(told: NarrativeSubject) -> Iterator[Message]:
    """The first rates of the catalogue that are known, as they are stated or computed."""
    known = [rate for indicator in told.indicators if (rate := told.rate(indicator))]
    for rate in known[:RATES_NAMED]:
        gaps: dict[str, object] = {"indicator": told.indicators[rate.subject].names, "value": told.written(rate)}
        stated = N_("{indicator} {value}, as the source states it.")
        yield Message(stated if rate.stated else N_("{indicator} {value}."), gaps)


def dossiers(count: float) -> Message:
    """ "1 dossier", "5,810 dossiers"."""
    return _plural(count, N_("{n} dossier"), N_("{n} dossiers"))


def _dossiers(told: NarrativeSubject) -> Iterator[Message]:
    received, resolved = (told.count(code).value for code in ("dossiers_received", "dossiers_resolved"))
    gaps: dict[str, object] = dict(_where(told))
    if received is not None:
        gaps["received"] = dossiers(received)
    if resolved is not None:
        gaps["resolved"] = dossiers(resolved) if received is None else int(resolved)
    rate = told.rate(RESOLUTION)
    if received is None and resolved is None:
        return
    if resolved is None:
        yield Message(N_("{period}, {place} received {received}."), gaps)
    elif received is None:
        yield Message(N_("{period}, {place} resolved {resolved}."), gaps)
    elif rate is None or rate.numerator != resolved or rate.stated:
        yield Message(N_("{period}, {place} received {received} and resolved {resolved}."), gaps)
    elif rate.fallback:
        text = N_(
            "{period}, {place} received {received} and resolved {resolved} ({rate} of those received; what was carried "
            "over is not known)."
        )
        yield Message(text, gaps | {"rate": told.written(rate)})
    else:
        text = N_(
            "{period}, {place} received {received} and resolved {resolved} ({rate} of those received and carried over)."
        )
        yield Message(text, gaps | {"rate": told.written(rate)})


def _overdue(told: NarrativeSubject) -> Iterator[Message]:
    rate, resolved = told.rate(OVERDUE), told.count("dossiers_resolved").value
    if rate is None:
        on_time = told.rate(ON_TIME)
        if on_time is not None and on_time.stated:
            text = N_("{rate} were resolved early or on time, as the source states.")
            yield Message(text, {"rate": told.written(on_time)})
        return
    gaps: dict[str, object] = {"rate": told.written(rate)}
    if not rate.stated and not rate.numerator:
        yield Message(N_("No dossier was resolved overdue."))
    elif not rate.stated:
        gaps["overdue"] = dossiers(rate.numerator or 0)
        many = (rate.numerator or 0) != 1
        text = N_("{overdue} were resolved overdue ({rate} of those resolved).")
        yield Message(text if many else N_("{overdue} was resolved overdue ({rate} of those resolved)."), gaps)
    elif resolved is None or rate.bound is not Bound.EXACT:
        yield Message(N_("{rate} were resolved overdue, as the source states."), gaps)
    else:
        gaps["about"] = dossiers(round((rate.value or 0) * resolved / 100))
        yield Message(N_("{rate} were resolved overdue, as the source states, which is about {about}."), gaps)


def _changed(told: NarrativeSubject) -> Iterator[Message]:
    """The share on time beside a year before, and which of chance and threshold the difference passes."""
    indicator, rate = told.indicators.get(ON_TIME), told.rate(ON_TIME)
    if indicator is None or rate is None or rate.stated:
        return
    found = judged(told.answers, indicator, told.place, told.period, told.cutoff, meaningful=told.meaningful)
    gaps: dict[str, object] = {"indicator": indicator.names.inline, "value": told.written(rate)}
    if found is None:
        yield Message(N_("The {indicator} was {value}."), gaps)
        return
    yield Message(
        N_("The {indicator} was {value}, {change} on a year before ({before}); {claim}."),
        gaps
        | {
            "change": change_text(found.size, found.meaningful, indicator, told.language),
            "before": told.written(found.before),
            "claim": claim_words(found, indicator, told.language, told.meaningful),
        },
    )


def claim_words(found: YearOnYear, indicator: Indicator, language: Language, meaningful: float) -> str:
    """What may be claimed of a judged difference, to follow it in a sentence."""
    if found.claim is Claim.TOO_FEW:
        return Message(N_("it cannot be said whether by chance: too few earlier figures")).text(language)
    return claim_text(found.claim, language, threshold=threshold_text(meaningful, indicator, language))


def _pending(told: NarrativeSubject) -> Iterator[Message]:
    pending, rate = told.count("dossiers_pending").value, told.rate(PENDING_OVERDUE)
    if pending is None:
        return
    gaps: dict[str, object] = {"pending": dossiers(pending)}
    many = pending != 1
    if rate is None or rate.stated or rate.denominator != pending:
        text = N_("At its end {pending} were pending.")
        yield Message(text if many else N_("At its end {pending} was pending."), gaps)
        return
    if not rate.numerator:
        text = N_("At its end {pending} were pending, none of them overdue.")
        yield Message(text if many else N_("At its end {pending} was pending, not overdue."), gaps)
        return
    gaps |= {"overdue": int(rate.numerator or 0), "rate": told.written(rate)}
    text = N_("At its end {pending} were pending, {overdue} of them overdue ({rate}).")
    yield Message(text if many else N_("At its end {pending} was pending, {overdue} of them overdue ({rate})."), gaps)


def _teams(told: NarrativeSubject) -> Iterator[Message]:
    teams, members, communes = (
        told.count(code).value for code in ("community_teams", "community_team_members", "communes_with_teams")
    )
    if teams is None:
        return
    gaps: dict[str, object] = {
        "teams": _plural(
            teams, N_("{n} community digital technology team"), N_("{n} community digital technology teams")
        )
    }
    if members is not None:
        gaps["members"] = _plural(members, N_("{n} member"), N_("{n} members"))
    if communes is not None and told.place.level is not Level.COMMUNE:
        gaps["communes"] = _plural(communes, N_("{n} commune or ward"), N_("{n} communes and wards"))
    match "members" in gaps, "communes" in gaps:
        case True, True:
            yield Message(N_("It had {teams} with {members} in {communes}."), gaps)
        case True, False:
            yield Message(N_("It had {teams} with {members}."), gaps)
        case False, True:
            yield Message(N_("It had {teams} in {communes}."), gaps)
        case _:
            yield Message(N_("It had {teams}."), gaps)


def _reporting(told: NarrativeSubject) -> Iterator[Message]:
    """Who has reported, where others speak for the place."""
    summed = next((value for value in _counts(told) if value.expected > 1), None)
    if summed is not None:
        gaps = {"n": summed.reporting, "m": summed.expected}
        yield Message(N_("{n} of {m} localities have reported."), gaps)


def _cautions(told: NarrativeSubject) -> Iterator[Message]:
    """What is provisional or simulated."""
    if any(value.provisional for value in _counts(told)):
        yield Message(N_("Some of these figures are provisional."))
    if told.place.simulated:
        yield Message(N_("These figures are simulated."))


def _counts(told: NarrativeSubject) -> list[Value]:
    values = [told.count(code) for code in ("dossiers_received", "dossiers_resolved", "community_teams")]
    return [value for value in values if value.value is not None]


def _plural(count: float, one: str, many: str) -> Message:
    return Message(one if count == 1 else many, {"n": int(count)})


def _where(told: NarrativeSubject) -> dict[str, object]:
    name = told.place.name
    inside = Names(Names(name, name).inline.vi, name)
    return {"period": label(told.period, told.cutoff, told.language), "place": inside}
