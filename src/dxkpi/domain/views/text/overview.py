"""An overview in a language: its paragraph, cards, findings and the localities that need attention.

The same object feeds the page, the command `summary` and the link preview.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from dxkpi.domain.model.coverage import CoverageKind
from dxkpi.domain.model.indicator import Indicator
from dxkpi.domain.snapshot.value import Value
from dxkpi.domain.stats.claims import Claim, ClaimReason
from dxkpi.domain.views.claims import PointClaim
from dxkpi.domain.views.coverage_words import part_text, scope_text, thin_text
from dxkpi.domain.views.overview import Card, Overview
from dxkpi.domain.views.text import paragraph as sentences
from dxkpi.domain.views.text.claims import claim_message, finding_text
from dxkpi.domain.views.text.format import change, number_of, written
from dxkpi.domain.views.text.target_progress import outlook_text, progress_text
from dxkpi.locale import N_, Language, count, say

# What a card need not say: it has no number to judge, or says itself that the source gives no counts.
UNSAID = frozenset({ClaimReason.NO_FIGURE, ClaimReason.NOT_COUNTED, ClaimReason.TOO_FEW_PERIODS})


@dataclass(frozen=True)
class ChangeText:
    """A difference on a card. `meaning`: better, worse, or same where it is not judged; `sign`: its mark."""

    meaning: str
    sign: str
    text: str


@dataclass(frozen=True)
class LineText:
    """A target or line on a card: whether it is missed, a sentence, and what opens below its `summary`."""

    is_missed: bool
    text: str
    summary: str
    details: tuple[str, ...]


@dataclass(frozen=True)
class CardText:
    """A card. `value`: None where nothing can be told of the place, for the `reason`; `base`: of what, of how many."""

    indicator: Indicator
    figure: Value
    value: str | None
    reason: str
    history: tuple[Value, ...]
    changes: tuple[ChangeText, ...]
    line: LineText | None
    base: str


@dataclass(frozen=True)
class FindingText:
    """What is claimed of an indicator, and the sentence that says so."""

    claim: PointClaim
    text: str


@dataclass(frozen=True)
class AttentionText:
    """The localities below a line: a sentence, and for each its value and its number of overdue dossiers."""

    text: str
    rows: tuple[tuple[Value, str, str, str], ...]


@dataclass(frozen=True, eq=False)
class OverviewDescription:
    """An overview in a language. Texts are made when they are first read."""

    overview: Overview
    language: Language

    @cached_property
    def finding(self) -> str:
        """The shortest answer."""
        return sentences.finding(self.overview.figures, self.language)

    @cached_property
    def paragraph(self) -> str:
        """All sentences."""
        return sentences.paragraph(self.overview.figures, self.language)

    @cached_property
    def cards(self) -> tuple[CardText, ...]:
        """The cards."""
        return tuple(self._card(card) for card in self.overview.cards)

    @cached_property
    def findings(self) -> tuple[FindingText, ...]:
        """What is claimed of every indicator with a value."""
        place = self.overview.place
        return tuple(FindingText(claim, finding_text(claim, place, self.language)) for claim in self.overview.claims)

    @cached_property
    def attention(self) -> AttentionText:
        """Who is below the line, worst first."""
        overview, language = self.overview, self.language
        indicator = overview.ranking.indicator if overview.ranking else None
        if overview.line is None or indicator is None:
            return AttentionText(self.say("No line to hold the localities against: too few have reported counts."), ())
        line = {"line": overview.line[1], "number": number_of(overview.line[0], indicator, language)}
        if not overview.attention:
            return AttentionText(self.say("No locality is below {line} ({number}).", **line), ())
        rows = (
            (
                entry.value,
                written(entry.value, indicator, language),
                written(entry.overdue, None, language),
                count(entry.value.denominator, language),
            )
            for entry in overview.attention
        )
        return AttentionText(self.say("Below {line} ({number}), worst first", **line), tuple(rows))

    def say(self, message: str, **values: object) -> str:
        """A message in this language."""
        return say(message, self.language, **values)

    def _card(self, card: Card) -> CardText:
        value = card.value
        if not value.speaks_for_place:
            return CardText(card.indicator, value, None, self._reason(value), (), (), None, "")
        changes = (self._claim(card), self._year_change(card), self._period_change(card))
        return CardText(
            indicator=card.indicator,
            figure=value,
            value=written(value, card.indicator, self.language),
            reason="",
            history=card.history,
            changes=tuple(text for text in changes if text is not None),
            line=self._line(card),
            base=self._base(card),
        )

    def _reason(self, value: Value) -> str:
        """Why a card has no number."""
        if value.is_thin:
            return thin_text(value).text(self.language)
        return "; ".join(note.text(self.language) for note in value.notes)

    def _claim(self, card: Card) -> ChangeText | None:
        """What is claimed of the value beside all earlier ones; better or worse only where it rose or fell."""
        claim = card.claim
        text = claim_message(claim, self.language).text(self.language)
        if claim.claim is Claim.NO_DIFFERENCE:
            return ChangeText("same", "●", text)
        if claim.claim is Claim.CANNOT_BE_JUDGED:
            return None if claim.reason in UNSAID else ChangeText("same", "●", text)
        better = claim.is_better
        sign = "▲" if claim.claim is Claim.ROSE else "▼"
        if better is None:
            return ChangeText("same", sign, text)
        tail = self.say(N_("better") if better else N_("worse"))
        return ChangeText("better" if better else "worse", sign, f"{text} ({tail})")

    def _year_change(self, card: Card) -> ChangeText | None:
        """The difference from the year before, like for like."""
        compared = card.year_on_year
        points = compared.size if compared else card.value.change_from(card.year_before)
        difference = change(points, card.indicator, self.language)
        if not difference:
            return None
        text = self.say("{change} on {than}", change=difference, than=self.say("a year before"))
        if compared is not None and compared.is_like_for_like:
            text += ", " + self.say(N_("in the {part} that reported in both"), part=part_text(compared.now))
        return ChangeText("same", "●", text)

    def _period_change(self, card: Card) -> ChangeText | None:
        """The difference from the period before, which is not judged: seasons differ."""
        difference = change(card.value.change_from(card.before), card.indicator, self.language)
        if not difference:
            return None
        return ChangeText(
            "same", "●", self.say("{change} on {than}", change=difference, than=self.say("the period before"))
        )

    def _line(self, card: Card) -> LineText | None:
        """Whether the target or line is reached, how many dossiers that takes, its legal basis, and what the rest of
        the year must bring."""
        progress = card.target_progress
        if progress is None:
            return None
        outlook = outlook_text(progress, self.language)
        summary = N_("The rest of the year, and the legal basis of the target") if outlook else N_("Legal basis")
        source = self.say("Legal basis: {source}", source=progress.line.source)
        return LineText(
            is_missed=progress.is_reached is False,
            text=progress_text(progress, self.language),
            summary=self.say(summary),
            details=tuple(text for text in (outlook, source) if text),
        )

    def _base(self, card: Card) -> str:
        """The denominator, and what the value counts."""
        value, parts = card.value, []
        if value.stated:
            parts.append(self.say("as the source states it, without counts"))
        else:
            parts.append(self.say("of {n} {things}", n=int(value.denominator or 0), things=value.denominator_names))
        if value.coverage.kind is not CoverageKind.WHOLE:
            parts.append(scope_text(value, self.overview.place).text(self.language))
        if value.provisional:
            parts.append(self.say("provisional"))
        return " · ".join(parts)
