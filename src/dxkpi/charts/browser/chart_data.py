"""What the browser draws a chart from, as JSON that is written once."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

import orjson

from dxkpi.charts.drawing import draw
from dxkpi.domain.views.text.description import Description

DIGEST_LENGTH = 16


@dataclass(frozen=True)
class ChartData:
    """A chart for `draw_chart.js`. `json`: figure, alternative text and language; `digest`: the same for the same
    content, by which the browser sees that it has drawn it already; `height`: in pixels."""

    json: bytes
    digest: str
    height: float


def chart_data(description: Description, *, dark: bool = False) -> ChartData:
    """The chart of a view, for a light or a dark background."""
    figure = draw(description, dark=dark).to_dict()
    content = {
        "figure": figure,
        "alt": description.alt,
        "language": description.language.value,
    }
    json = orjson.dumps(content, option=orjson.OPT_SERIALIZE_NUMPY | orjson.OPT_SORT_KEYS)
    return ChartData(json, sha256(json).hexdigest()[:DIGEST_LENGTH], figure["layout"]["height"])
