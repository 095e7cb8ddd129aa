"""What a method makes of a view's values: the words that a view derives from them.

A view that shows values alone has the plain reading; a method that judges them (limits, funnel, contributions) has one
of its own and says in it what differs.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from dxkpi.domain.snapshot.value import Value
from dxkpi.domain.views import text

if TYPE_CHECKING:
    from dxkpi.domain.views.view import Table, View


class Interpretation:
    """The words of a view whose values speak for themselves."""

    def title(self, view: View) -> str:
        """The finding, in a sentence without a full stop."""
        return text.title(view)

    def subtitle(self, view: View) -> str:
        """What is measured, where, when, and of how many."""
        return text.subtitle(view)

    def table(self, view: View) -> Table:
        """The values as rows; the last two columns are words where the view is an indicator's."""
        return text.table(view)

    def notes(self, view: View) -> tuple[str, ...]:
        """What the method assumes and from how much."""
        return ()

    def aside(self, view: View, value: Value) -> str:
        """What is read aloud after a value; empty for most."""
        return ""

    def extras(self, view: View, value: Value) -> dict[str, object]:
        """What files for machines say of a value beside what it is."""
        return {}

    def listed(self, view: View) -> Iterable[tuple[Value, dict[str, object]]]:
        """What files for machines list, a row each: a value, and what is said of it beside."""
        return ((value, self.extras(view, value)) for value in view.values)

    def choices(self, view: View) -> dict[str, str]:
        """What stands in the address of the view beside its place, period and indicator."""
        return {}


PLAIN = Interpretation()
