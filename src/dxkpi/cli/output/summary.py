"""What `dxkpi summary` prints: the overview as lines, or as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from dxkpi.domain.boundaries.notation import notation as boundaries_notation
from dxkpi.domain.model.period import notation
from dxkpi.exports.numbers import exact, row_of
from dxkpi.locale import MISSING, N_, say

if TYPE_CHECKING:
    from dxkpi.domain.snapshot.value import Value
    from dxkpi.domain.views.query import SnapshotKey
    from dxkpi.domain.views.text.overview import CardText, FindingText, OverviewDescription

# What a row of `values --json` says of a number, repeated where a summary states it.
OF_VALUE = (
    "value", "unit", "numerator", "denominator", "stated", "provisional", "reporting", "expected", "coverage",
    "printed",
)  # fmt: skip


def summary_as_json(description: OverviewDescription, at: SnapshotKey) -> dict[str, Any]:
    """The document of `summary --json`."""
    overview = description.overview
    return {
        "vintage": at.vintage,
        "boundaries": boundaries_notation(at.boundaries),
        "locality": overview.place.key,
        "locality_name": overview.place.name,
        "period": notation(overview.period, overview.cutoff),
        "simulated": overview.simulated,
        "paragraph": description.paragraph,
        "finding": description.finding,
        "findings": [_finding(finding, description) for finding in description.findings],
        "cards": [_card(card, description) for card in description.cards],
        "attention_text": description.attention.text,
        "attention": [
            {
                "locality": value.locality,
                "locality_name": value.locality_name,
                "indicator": value.subject,
                **_of_value(value, description),
                "text": text,
                "overdue": overdue,
            }
            for value, text, overdue, _ in description.attention.rows
        ],
    }


def summary_lines(description: OverviewDescription) -> Iterator[str]:
    """The paragraph, then cards, findings and who needs attention, each on a line."""
    language = description.language
    yield description.paragraph
    yield ""
    for card in description.cards:
        parts = [change.text for change in card.changes]
        parts += [text for text in (card.line.text if card.line else "", card.base, card.reason) if text]
        yield f"{card.indicator.names.text(language)}: {'; '.join([card.value or MISSING, *parts])}"
    yield ""
    for finding in description.findings:
        yield f"{finding.text}."
    yield ""
    yield f"{say(N_('Needs attention'), language)}: {description.attention.text}"
    for value, *cells in description.attention.rows:
        yield f"◆ {value.locality_name}: {'; '.join(cells[:2])}"


def _finding(finding: FindingText, description: OverviewDescription) -> dict[str, Any]:
    claim = finding.claim
    return {
        "indicator": claim.indicator.id,
        "claim": claim.claim.value,
        "reason": claim.reason.value,
        **_of_value(claim.value, description),
        "size": exact(claim.size),
        "expected_value": exact(claim.expected),
        "periods": claim.periods,
        "text": finding.text,
    }


def _card(card: CardText, description: OverviewDescription) -> dict[str, Any]:
    numbers = _of_value(card.figure, description)
    if card.value is None:
        numbers |= {"value": None, "numerator": None, "denominator": None}
    return {
        "indicator": card.indicator.id,
        "name": card.indicator.names.text(description.language),
        **numbers,
        "text": card.value,
        "changes": [change.text for change in card.changes],
        "line": card.line.text if card.line else None,
        "base": card.base,
        "note": card.reason,
    }


def _of_value(value: Value, description: OverviewDescription) -> dict[str, Any]:
    row = row_of(value, description.overview.cutoff, description.language)
    return {name: row[name] for name in OF_VALUE}
