"""The vendored Plotly: of the version that the Python package draws with, and of the kinds that our charts use."""

from __future__ import annotations

import re
from importlib.resources import files

from tests.queries import describe_view

from dxkpi.charts import CHARTS, draw
from dxkpi.charts.browser import plotly_file
from dxkpi.locale import Language
from dxkpi.workspace import Workspace

VERSION = re.compile(r"plotly\.js (?:\(basic - minified\) )?v([\d.]+)")
BASIC = {"scatter", "bar"}


def test_the_bundle_is_of_the_packages_version() -> None:
    """Both name the same version of plotly.js: a new package needs a new bundle."""
    package = files("plotly") / "package_data" / "plotly.min.js"
    ours, theirs = (
        VERSION.search(text[:300]) for text in (plotly_file().read_text("utf-8"), package.read_text("utf-8"))
    )
    assert ours is not None
    assert theirs is not None
    assert ours[1] == theirs[1]


def test_every_kind_is_drawn_by_the_bundle(workspace: Workspace) -> None:
    """No chart has a trace that the basic bundle lacks."""
    for kind in CHARTS:
        description = describe_view(
            workspace, kind, indicator="on_time_rate", locality="90", period="2026-Q2", language=Language.VI
        )
        assert {trace["type"] for trace in draw(description).to_dict()["data"]} <= BASIC
