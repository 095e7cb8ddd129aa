"""Names on a map in a picture: each next to its mark, on no other name and on no mark, or left out."""

from __future__ import annotations

from typing import Any

from dxkpi.exports.pictures.notes import fit_notes


def placed(*marks: tuple[float, float], names: int) -> list[tuple[str, str]]:
    """Where the first marks have their names on a map of 1000 pixels; each mark 20 wide, each name some 60 by 13."""
    notes = [
        {"text": "Xã Một", "x": x, "y": y, "yshift": -10.0, "font": {"size": 20.0}, "visible": False}
        for x, y in marks[:names]
    ]
    axis = {"range": [0, 1000]}
    layout: dict[str, Any] = {
        "annotations": notes,
        "xaxis": axis,
        "yaxis": axis | {"scaleanchor": "x", "scaleratio": 1},
    }
    trace = {
        "mode": "markers",
        "x": [x for x, _ in marks],
        "y": [y for _, y in marks],
        "marker": {"size": [20] * len(marks)},
    }
    fit_notes(layout, [trace], 1000, 1000, natural=1000)
    assert all(note["visible"] for note in layout["annotations"])
    return [(note["xanchor"], note["yanchor"]) for note in layout["annotations"]]


def test_a_name_is_drawn_below_its_mark() -> None:
    """Where nothing else is."""
    assert placed((500, 500), names=1) == [("center", "top")]


def test_a_name_gives_way_to_a_mark() -> None:
    """Above where one is below; on the right where one is above as well, then on the left."""
    below, above, right, left = (500, 475), (500, 525), (550, 500), (450, 500)
    assert placed((500, 500), below, names=1) == [("center", "bottom")]
    assert placed((500, 500), below, above, names=1) == [("left", "middle")]
    assert placed((500, 500), below, above, right, names=1) == [("right", "middle")]
    assert placed((500, 500), below, above, right, left, names=1) == []


def test_a_name_gives_way_to_the_one_before_it() -> None:
    """Of two marks side by side the first has its name below, the second above."""
    assert placed((500, 500), (540, 500), names=2) == [("center", "top"), ("center", "bottom")]


def test_no_name_is_drawn_below_the_map() -> None:
    """There the source is written."""
    assert placed((500, 5), names=1) == [("center", "bottom")]
