"""Label placement: not on the curve where there is free space, never beyond the edge."""

from __future__ import annotations

import pytest
from tests.queries import describe_view

from dxkpi import charts
from dxkpi.charts.parts.labels import place_label
from dxkpi.locale import Language
from dxkpi.workspace import Workspace

SPAN = (90.0, 100.0)


@pytest.mark.parametrize(
    "values, at, up",
    [
        ([92.0, 96.0, 92.0], 1, True),  # a summit: above
        ([98.0, 94.0, 98.0], 1, False),  # a valley: below
        ([94.0, 94.0, 97.0], 2, True),  # the end of a rise
        ([97.0, 97.0, 94.0], 2, False),  # the end of a fall
    ],
)
def test_a_label_is_on_the_side_away_from_the_curve(values: list[float], at: int, up: bool) -> None:
    """Above a summit and below a valley."""
    assert (place_label("94,1 %", at, values, SPAN)["yshift"] > 0) is up


def test_a_label_steps_aside_where_the_curve_falls_steeply_before_it() -> None:
    """Above the point a label would cover the fall before it, below and to the right the one after it."""
    place = place_label("94,1 %", 22, [95.0] * 20 + [96.0, 94.1, 94.1, 93.6], (92.0, 97.0))
    assert (place["xanchor"], place["yshift"] < 0) == ("right", True)


def test_a_label_at_the_end_stays_in_the_picture() -> None:
    """The last of many points has its words to the left or within the margin."""
    assert place_label("94,1 %", 23, [94.0, 95.0] * 12, SPAN)["xanchor"] == "right"


def test_a_label_does_not_cover_the_target() -> None:
    """Where a target is just above the point, the label is below it."""
    assert place_label("94,1 %", 2, [94.0, 94.0, 94.0], SPAN, [94.8])["yshift"] < 0


def test_columns_that_lack_localities_are_hatched_and_said(workspace: Workspace) -> None:
    """In the newest quarter 17 of 20 have reported: hatched, with a hover text and a note; the others are not."""
    description = describe_view(workspace, "teams", locality="90", period="2026-Q3", language=Language.EN)
    bar = charts.draw(description).data[0]
    values = description.view.series[0].values
    hatched = [value.value is not None and value.reporting < value.expected for value in values]
    assert [shape == "/" for shape in bar.marker.pattern.shape] == hatched
    assert hatched[-1]
    assert not hatched[-2]
    assert "17/20" in bar.hovertext[-1] or "17 of 20" in bar.hovertext[-1]
    assert [note for note in description.notes if note.startswith("Hatched")] != []
