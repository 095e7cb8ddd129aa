"""The paragraph an official would write about a place and period. It says only what has figures.

Sentences come in one order: dossiers received and resolved, overdue, in time and what changed, pending, shares that the
source states, teams, what too few localities reported, and whether anything may still change. What the figures count is
said where it begins to differ from what the sentence before counts, so that a part is never read as the whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dxkpi.domain.model.coverage import WHOLE
from dxkpi.domain.views.coverage_words import scope_text
from dxkpi.domain.views.place_figures import PlaceFigures
from dxkpi.domain.views.text.paragraph.changes import on_time
from dxkpi.domain.views.text.paragraph.dossiers import overdue, pending, received_and_resolved, within_deadline
from dxkpi.domain.views.text.paragraph.sentence import FigureSentence, place_inside
from dxkpi.domain.views.text.paragraph.shares import other_counts, other_rates, stated_shares, untold
from dxkpi.domain.views.text.paragraph.teams import teams
from dxkpi.domain.views.text.periods import when
from dxkpi.locale import N_, Language, Message


def paragraph(figures: PlaceFigures, language: Language) -> str:
    """All sentences that have figures; without any, one sentence that says so."""
    topics = (
        [
            *received_and_resolved(figures, language),
            *within_deadline(figures),
            *overdue(figures, language),
            *on_time(figures, language),
        ],
        list(pending(figures, language)),
        list(stated_shares(figures, language)),
        list(teams(figures, language)),
    )
    return _joined(figures, topics, _cautions(figures), language)


def finding(figures: PlaceFigures, language: Language) -> str:
    """The shortest answer: dossiers, overdue, what changed; without these, what else is known. Pages say themselves
    whether figures are provisional or simulated."""
    dossiers = [
        *received_and_resolved(figures, language),
        *within_deadline(figures),
        *overdue(figures, language),
        *on_time(figures, language),
    ]
    others = (
        list(pending(figures, language)),
        list(stated_shares(figures, language)),
        list(teams(figures, language)),
    )
    return _joined(figures, (dossiers,) if dossiers else others, (), language)


def _joined(
    figures: PlaceFigures,
    topics: Sequence[Sequence[FigureSentence]],
    cautions: Sequence[Message],
    language: Language,
) -> str:
    """The sentences in their order, place and period before them where none of them names these."""
    if not any(topics):
        topics = (list(other_rates(figures, language)) or list(other_counts(figures, language)),)
    thin = [entry.message for entry in untold(figures, language)]
    where: dict[str, object] = {"when": when(figures.period, figures.cutoff), "place": place_inside(figures)}
    texts = [text for topic in topics for text in _topic(topic, figures, language)]
    if not texts and not thin:
        nothing = N_("{when}: no figure of {place} as a whole")
        none_at_all = N_("{when}: there are no figures for {place}")
        return _sentence(Message(nothing if figures.has_figures else none_at_all, where), language)
    texts += [_sentence(message, language) for message in (*thin, *cautions)]
    if any("when" in entry.message.values for topic in topics for entry in topic):
        return " ".join(texts)
    return f"{Message(N_('{when}, {place}'), where).text(language)}: {texts[0][:1].lower()}{' '.join(texts)[1:]}"


def _topic(topic: Sequence[FigureSentence], figures: PlaceFigures, language: Language) -> Iterator[str]:
    """The sentences about one thing. What they count is said with the first that does not count the whole place, and
    wherever it changes."""
    current = WHOLE
    for entry in topic:
        text = entry.message.text(language)
        if entry.coverage is not None and entry.coverage != current:
            text = f"{text} ({scope_text(entry.values[0], figures.place).text(language)})"
            current = entry.coverage
        yield f"{text[:1].upper()}{text[1:]}."


def _sentence(message: Message, language: Language) -> str:
    text = message.text(language)
    return f"{text[:1].upper()}{text[1:]}."


def _cautions(figures: PlaceFigures) -> list[Message]:
    """What is inconsistent, provisional or simulated."""
    cautions = []
    if any(value.inconsistent for value in figures.spoken):
        cautions.append(Message(N_("Some of these figures do not agree with each other (†)")))
    if any(value.provisional for value in figures.spoken):
        cautions.append(Message(N_("Some of these figures are provisional")))
    if figures.place.simulated:
        cautions.append(Message(N_("These figures are simulated")))
    return cautions
