"""The words of a map: those of the ranking, what the size of a point means, and who is not on it."""

from __future__ import annotations

from dxkpi.domain.views.map import MapFindings
from dxkpi.domain.views.text.ranking import RankingDescription
from dxkpi.locale import N_


class MapDescription(RankingDescription):
    """The words of a map."""

    def scope(self) -> str:
        """That of the ranking, and what the size of a point means."""
        names = next((value.denominator_names for value in self.view.known if value.denominator_names), None)
        ranking = super().scope()
        return f"{ranking} · {self.say(N_('size: {denominator}'), denominator=names)}" if names else ranking

    def method_notes(self) -> tuple[str, ...]:
        """Those of the ranking, how many localities cannot be drawn, and what is wrong with the outlines."""
        found = self.view.found(MapFindings)
        missing = sum(not found.is_placed(value) for value in self.view.known)
        notes = (self.say(N_("{count} localities have no coordinates"), count=missing),) if missing else ()
        fault = (found.fault.text(self.language),) if found.fault else ()
        return (*super().method_notes(), *notes, *fault)
