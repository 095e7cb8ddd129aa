"""Every kind of chart as the browser draws it: the points, labels and notes of its view, and no name cut."""

from __future__ import annotations

import re
from typing import Any

import pytest
from tests.queries import describe_view
from tests.web.content.conftest import ContentPage

from dxkpi.charts import CHARTS, draw
from dxkpi.charts.browser import chart_data
from dxkpi.locale import Language
from dxkpi.workspace import Workspace

pytestmark = pytest.mark.browser

WHAT = {"indicator": "on_time_rate", "locality": "90", "period": "2026-Q2", "language": Language.VI}
# What Plotly drew: the points of each trace, the texts of notes and labels, and the texts that are outside the chart.
LOOK = """() => {
  const plot = document.querySelector(".dx-plot"), frame = plot.querySelector(".main-svg").getBoundingClientRect();
  const texts = (selector) => [...plot.querySelectorAll(selector)].map((node) => node.textContent).filter(Boolean);
  const isOutside = (box) => box.left < frame.left - 1 || box.right > frame.right + 1;
  const labels = ".ytick text, .y2tick text, .xtick text, .annotation-text, .legendtext";
  const cut = [...plot.querySelectorAll(labels)]
    .filter((node) => node.textContent && isOutside(node.getBoundingClientRect()))
    .map((node) => node.textContent);
  const isPainted = ({ width, height }) => width * height > 0;
  const columns = [...plot.querySelectorAll(".barlayer .point")].filter((node) => isPainted(node.getBBox()));
  return {
    traces: plot._fullData.map(({ x, y }) => [x, y]),
    points: plot.querySelectorAll(".scatterlayer path.point").length + columns.length,
    notes: texts(".annotation-text"), cut,
  };
}"""


def shown_points(figure: dict[str, Any]) -> int:
    """The points that are painted: markers that have a value, and columns that are not 0."""
    return sum(
        1
        for trace in figure["data"]
        if trace["type"] == "bar" or "markers" in trace.get("mode", "markers")
        for x, y in zip(trace["x"], trace["y"], strict=True)
        if x is not None and y is not None and (trace["type"] != "bar" or (x if trace.get("orientation") == "h" else y))
    )


def squeezed(text: str) -> str:
    """A text without tags and spaces."""
    return re.sub(r"<[^>]*>|\s", "", text)


def visible_notes(figure: dict[str, Any]) -> list[str]:
    """The notes of a figure that readers see, squeezed."""
    notes = figure["layout"]["annotations"]
    return [squeezed(note["text"]) for note in notes if note["text"] and note.get("visible") is not False]


@pytest.mark.parametrize("width", [900, 358])
def test_every_kind_shows_the_points_labels_and_notes_of_its_view(
    content: ContentPage, workspace: Workspace, width: int
) -> None:
    """As the view has them, on a laptop and on a phone, and no text reaches over the edge."""
    content.page.set_viewport_size({"width": width, "height": 700})
    for kind in CHARTS:
        description = describe_view(workspace, kind, **WHAT)
        figure, data = draw(description).to_dict(), chart_data(description)
        content.page.evaluate(
            "async (json) => {"
            "  document.getElementById('place').replaceChildren();"
            "  const plot = document.createElement('div'); plot.className = 'dx-plot';"
            "  document.getElementById('place').append(plot);"
            "  await dxkpi.drawChart(plot, JSON.parse(json));"
            "}",
            data.json.decode(),
        )
        seen = content.page.evaluate(LOOK)
        assert seen["points"] == shown_points(figure), kind
        assert len(seen["traces"]) == len(figure["data"])
        assert [squeezed(note) for note in seen["notes"]] == visible_notes(figure), kind
        assert seen["cut"] == [], kind
