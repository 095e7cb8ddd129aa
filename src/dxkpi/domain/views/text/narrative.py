"""The paragraph an official would write about a place and period. It says only what has figures.

Sentences come in one order: dossiers received and resolved, overdue, what changed on a year before, pending, teams,
who has reported, and whether anything may still change. A share that a source states stays "as the source states".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from dxkpi.domain.model.indicator import ON_TIME_RATE, Indicator
from dxkpi.domain.model.locality import Level, Locality
from dxkpi.domain.model.measure import Bound
from dxkpi.domain.model.period import label
from dxkpi.domain.snapshot.snapshot import Snapshot
from dxkpi.domain.snapshot.value import Value
from dxkpi.domain.stats.change import Significance
from dxkpi.domain.views.query import ViewQuery
from dxkpi.domain.views.text.claims import change_text, claim_text, threshold_text
from dxkpi.domain.views.text.format import written
from dxkpi.domain.views.year_on_year import YearOnYear, compare_with_year_before
from dxkpi.locale import N_, Language, Message, Names, say

OVERDUE = "overdue_rate"
RESOLUTION, PENDING_OVERDUE = "resolution_rate", "pending_overdue_rate"
RATES_NAMED = 3


@dataclass(frozen=True)
class NarrativeSubject:
    """What a paragraph is about: the place, period and language of a query, and the figures it reads.

    `indicators`: by id, those that the paragraph may mention.
    """

    query: ViewQuery
    snapshot: Snapshot
    indicators: Mapping[str, Indicator]

    @property
    def place(self) -> Locality:
        """The place."""
        return self.query.place

    @property
    def language(self) -> Language:
        """The language of the paragraph."""
        return self.query.language

    def count(self, measure: str) -> Value:
        """A count of the place in the period."""
        return self.snapshot.measure(measure, self.place, self.query.period)

    def rate(self, indicator: str) -> Value | None:
        """A rate of the place in the period; None where it has no value."""
        known = self.indicators.get(indicator)
        value = self.snapshot.value(known, self.place, self.query.period) if known else None
        return value if value is not None and value.value is not None else None

    def written(self, value: Value) -> str:
        """A rate as shown."""
        return written(value, self.indicators.get(value.subject), self.language)


def paragraph(subject: NarrativeSubject) -> str:
    """All sentences that have figures; without any, one sentence that says so."""
    messages = [*_dossiers(subject), *_overdue(subject), *_changed(subject), *_pending(subject), *_teams(subject)]
    return _joined(subject, messages, [*_reporting(subject), *_cautions(subject)])


def finding(subject: NarrativeSubject) -> str:
    """The shortest answer: dossiers, overdue, what changed; without these, the first rates that are known. Pages say
    themselves whether figures are provisional or simulated."""
    messages = [*_dossiers(subject), *_overdue(subject), *_changed(subject)]
    return _joined(subject, messages or list(_rates(subject)), list(_reporting(subject)))


def _joined(subject: NarrativeSubject, messages: list[Message], cautions: Sequence[Message]) -> str:
    """The sentences in their order, place and period before them where none of them names these."""
    if not messages:
        messages = [Message(N_("{period}: there are no figures for {place}."), _where(subject))]
    else:
        if not any("period" in message.values for message in messages):
            messages = [Message(N_("{period}, {place}:"), _where(subject)), *messages]
        messages = [*messages, *cautions]
    texts = (message.text(subject.language) for message in messages)
    return " ".join(text[:1].upper() + text[1:] for text in texts)


def _rates(subject: NarrativeSubject) -> Iterator[Message]:
    """The first rates of the catalogue that are known, as they are stated or computed."""
    known = [rate for indicator in subject.indicators if (rate := subject.rate(indicator))]
    for rate in known[:RATES_NAMED]:
        gaps: dict[str, object] = {"indicator": subject.indicators[rate.subject].names, "value": subject.written(rate)}
        stated = N_("{indicator} {value}, as the source states it.")
        yield Message(stated if rate.stated else N_("{indicator} {value}."), gaps)


def dossiers(count: float) -> Message:
    """ "1 dossier", "5,810 dossiers"."""
    return _plural(count, N_("{n} dossier"), N_("{n} dossiers"))


def _dossiers(subject: NarrativeSubject) -> Iterator[Message]:
    received, resolved = (subject.count(code).value for code in ("dossiers_received", "dossiers_resolved"))
    gaps: dict[str, object] = dict(_where(subject))
    if received is not None:
        gaps["received"] = dossiers(received)
    if resolved is not None:
        gaps["resolved"] = dossiers(resolved) if received is None else int(resolved)
    rate = subject.rate(RESOLUTION)
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
        yield Message(text, gaps | {"rate": subject.written(rate)})
    else:
        text = N_(
            "{period}, {place} received {received} and resolved {resolved} ({rate} of those received and carried over)."
        )
        yield Message(text, gaps | {"rate": subject.written(rate)})


def _overdue(subject: NarrativeSubject) -> Iterator[Message]:
    rate, resolved = subject.rate(OVERDUE), subject.count("dossiers_resolved").value
    if rate is None:
        on_time = subject.rate(ON_TIME_RATE)
        if on_time is not None and on_time.stated:
            text = N_("{rate} were resolved early or on time, as the source states.")
            yield Message(text, {"rate": subject.written(on_time)})
        return
    gaps: dict[str, object] = {"rate": subject.written(rate)}
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


def _changed(subject: NarrativeSubject) -> Iterator[Message]:
    """The share on time compared with a year before, and what may be claimed about the difference."""
    indicator, rate = subject.indicators.get(ON_TIME_RATE), subject.rate(ON_TIME_RATE)
    if indicator is None or rate is None or rate.stated:
        return
    change = compare_with_year_before(subject.query, subject.snapshot, indicator)
    gaps: dict[str, object] = {"indicator": indicator.names.inline, "value": subject.written(rate)}
    if change is None:
        yield Message(N_("The {indicator} was {value}."), gaps)
        return
    yield Message(
        N_("The {indicator} was {value}, {change} on a year before ({before}); {claim}."),
        gaps
        | {
            "change": change_text(change.size, change.meaningful, indicator, subject.language),
            "before": subject.written(change.before),
            "claim": _claim_text(change, indicator, subject),
        },
    )


def _claim_text(change: YearOnYear, indicator: Indicator, subject: NarrativeSubject) -> str:
    """What may be claimed of a difference, to follow it in a sentence."""
    if change.claim is Significance.TOO_FEW:
        return say(N_("it cannot be said whether by chance: too few earlier figures"), subject.language)
    threshold = threshold_text(subject.query.settings.meaningful, indicator, subject.language)
    return claim_text(change.claim, subject.language, threshold=threshold)


def _pending(subject: NarrativeSubject) -> Iterator[Message]:
    pending, rate = subject.count("dossiers_pending").value, subject.rate(PENDING_OVERDUE)
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
    gaps |= {"overdue": int(rate.numerator or 0), "rate": subject.written(rate)}
    text = N_("At its end {pending} were pending, {overdue} of them overdue ({rate}).")
    yield Message(text if many else N_("At its end {pending} was pending, {overdue} of them overdue ({rate})."), gaps)


def _teams(subject: NarrativeSubject) -> Iterator[Message]:
    teams, members, communes = (
        subject.count(code).value for code in ("community_teams", "community_team_members", "communes_with_teams")
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
    if communes is not None and subject.place.level is not Level.COMMUNE:
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


def _reporting(subject: NarrativeSubject) -> Iterator[Message]:
    """How many localities have reported, where the figures are sums over localities."""
    summed = next((value for value in _counts(subject) if value.expected > 1), None)
    if summed is not None:
        gaps = {"n": summed.reporting, "m": summed.expected}
        yield Message(N_("{n} of {m} localities have reported."), gaps)


def _cautions(subject: NarrativeSubject) -> Iterator[Message]:
    """What is inconsistent, provisional or simulated."""
    if any(value.inconsistent for value in _counts(subject)):
        yield Message(N_("Some of these figures do not agree with each other (†)."))
    if any(value.provisional for value in _counts(subject)):
        yield Message(N_("Some of these figures are provisional."))
    if subject.place.simulated:
        yield Message(N_("These figures are simulated."))


def _counts(subject: NarrativeSubject) -> list[Value]:
    values = [subject.count(code) for code in ("dossiers_received", "dossiers_resolved", "community_teams")]
    return [value for value in values if value.value is not None]


def _plural(count: float, one: str, many: str) -> Message:
    return Message(one if count == 1 else many, {"n": int(count)})


def _where(subject: NarrativeSubject) -> dict[str, object]:
    name = subject.place.name
    inside = Names(Names(name, name).inline.vi, name)
    return {"period": label(subject.query.period, subject.query.cutoff, subject.language), "place": inside}
