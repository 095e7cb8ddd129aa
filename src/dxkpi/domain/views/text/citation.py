"""Citations of a view or of the whole dataset: title, place, period, source, vintage, address."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from dxkpi.domain.model.period import HANOI
from dxkpi.domain.views.text.description import MAX_SOURCES_NAMED, Description
from dxkpi.locale import MISSING, N_, Language, Message, say

PRODUCT = N_("Digital transformation indicators")
EVERYTHING = N_("All published figures")
SHORT = N_("{what}, {place}, {period}. {product}, vintage {vintage} ({day}). {address}")
LONG = N_(
    "{title}. {about}. {product}, {operator}, vintage {vintage} of {day} (time of Viet Nam, UTC+7). Read at {address}"
)


class CitationLength(StrEnum):
    """For a caption, or for a list of references."""

    SHORT = "short"
    LONG = "long"


@dataclass(frozen=True)
class VintageEdition:
    """A published vintage: its number, when it was published (any time zone), and the reason that was written.

    `shipped`: its figures came with the program.
    """

    vintage: int
    made_at: datetime
    reason: str = ""
    shipped: bool = False

    @property
    def day(self) -> date:
        """The day it was published, in the time zone of Viet Nam."""
        return self.made_at.astimezone(HANOI).date()


@dataclass(frozen=True)
class DatasetCitation:
    """What a citation of all figures of a vintage needs."""

    places: int
    first: date
    last: date
    sources: tuple[str, ...]


def citation(
    subject: Description | DatasetCitation,
    length: CitationLength,
    language: Language,
    *,
    edition: VintageEdition,
    operator: str,
    address: str,
) -> str:
    """One paragraph. `address` names the vintage, so that it always gives the same figures."""
    what = _of_view(subject) if isinstance(subject, Description) else _of_dataset(subject, language)
    common = {
        "product": say(PRODUCT, language),
        "vintage": str(edition.vintage),
        "day": edition.day,
        "address": address,
        "operator": operator,
    }
    return say(SHORT if length is CitationLength.SHORT else LONG, language, **what, **common)


def _of_view(description: Description) -> dict[str, object]:
    about = f"{description.subtitle}. {description.source_line}"
    return {"what": description.subject, "title": description.title, "about": about, **description.where()}


def _of_dataset(dataset: DatasetCitation, language: Language) -> dict[str, object]:
    place = say(N_("{count} localities"), language, count=dataset.places)
    period = say(N_("{first} to {last}"), language, first=dataset.first, last=dataset.last)
    title = Message(N_("{what}, {place}, {period}"), {"what": Message(EVERYTHING), "place": place, "period": period})
    about = say(N_("Source: {sources}"), language, sources=_named(dataset.sources, language))
    return {"what": Message(EVERYTHING), "place": place, "period": period, "title": title, "about": about}


def _named(sources: Sequence[str], language: Language) -> str:
    shown = list(sources[:MAX_SOURCES_NAMED])
    if len(sources) > MAX_SOURCES_NAMED:
        shown.append(say(N_("and {count} more"), language, count=len(sources) - MAX_SOURCES_NAMED))
    return "; ".join(shown) or MISSING
