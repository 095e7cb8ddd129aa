"""Nothing has the name that was given."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dxkpi.errors.base import NotFound
from dxkpi.locale import N_


class UnknownLocality(NotFound):
    """No locality has this code or name; `suggestions` are labels of localities with similar names."""

    def __init__(self, text: str, suggestions: Sequence[str] = ()) -> None:
        self.suggestions = tuple(suggestions)
        self.sentence = (
            N_("There is no locality “{text}”. Similar names: {suggestions}.")
            if suggestions
            else N_("There is no locality “{text}”. Give its code, or its full name with diacritics.")
        )
        super().__init__(text=text, suggestions="; ".join(self.suggestions))


class LocalityNotThen(UnknownLocality):
    """The locality does not exist at the end of the period; `related` are labels of those it became, or came from."""

    def __init__(self, place: str, *, day: date, is_ended: bool, related: Sequence[str]) -> None:
        self.suggestions = tuple(related)
        match is_ended, bool(related):
            case True, True:
                self.sentence = N_(
                    "{place} ended on {day} and became {related}. Name one of these, or an earlier period."
                )
            case True, False:
                self.sentence = N_("{place} ended on {day}. Name an earlier period.")
            case False, True:
                self.sentence = N_(
                    "{place} began on {day}; before that it was {related}. Name one of these, or a later period."
                )
            case _:
                self.sentence = N_("{place} began on {day}. Name a later period.")
        NotFound.__init__(self, place=place, day=day, related="; ".join(related))


class AmbiguousLocality(NotFound):
    """Several localities have this name; `candidates` are their labels."""

    sentence = N_("“{text}” may be any of: {candidates}. Give the code.")

    def __init__(self, text: str, candidates: Sequence[str]) -> None:
        self.candidates = tuple(candidates)
        super().__init__(text=text, candidates="; ".join(self.candidates))


class UnknownIndicator(NotFound):
    """No indicator has this id."""

    sentence = N_("There is no indicator “{text}”. Known: {known}.")

    def __init__(self, text: str, known: Sequence[str]) -> None:
        super().__init__(text=text, known=", ".join(known))


class UnknownMeasure(NotFound):
    """No measure has this code."""

    sentence = N_("There is no measure “{text}”. Known: {known}.")

    def __init__(self, text: str, known: Sequence[str]) -> None:
        super().__init__(text=text, known=", ".join(known))


class UnknownChart(NotFound):
    """No chart has this name."""

    sentence = N_("There is no chart “{text}”. Known: {known}.")

    def __init__(self, text: str, known: Sequence[str]) -> None:
        super().__init__(text=text, known=", ".join(known))


class UnknownFormat(NotFound):
    """No file format has this ending."""

    exit_code = 2
    sentence = N_("There is no file format “{text}”. Known: {known}.")

    def __init__(self, text: str, known: Sequence[str]) -> None:
        super().__init__(text=text, known=", ".join(known))


class UnknownPeriod(NotFound):
    """The text is not a period."""

    sentence = N_("“{text}” is not a period. Write 2022-Q3, 2022-H1, 2022-9M, 2022 or 2021-12-15..2022-09-14.")

    def __init__(self, text: str) -> None:
        super().__init__(text=text)


class UnknownVintage(NotFound):
    """The store has no vintage of this number."""

    sentence = N_("There is no vintage {asked}; the newest is {newest}.")
