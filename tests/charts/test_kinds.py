"""Every kind of chart is named, drawn, exported and offered from the one list."""

from __future__ import annotations

import importlib
import json
import pkgutil
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient
from tests.queries import describe_view

from dxkpi import charts
from dxkpi.charts import CHARTS, ChartKind
from dxkpi.cli.completion import complete_charts
from dxkpi.domain.model.locality import Level
from dxkpi.domain.views.kind import Dimension
from dxkpi.exports import FORMATS, export_view
from dxkpi.locale import Language, say
from dxkpi.web.api.charts import fixed_routes
from dxkpi.workspace import Workspace

DASHBOARD = Path(__file__).parents[2] / "dashboard"
SAMPLE, PERIOD = "90", "2026-Q2"
ASKED = {"locality": SAMPLE, "period": PERIOD}
each_kind = pytest.mark.parametrize("kind", CHARTS.values(), ids=CHARTS)


def test_every_kind_that_a_module_defines_is_in_the_list_once() -> None:
    """A module of charts/ that defines a kind, and forgets to list it, is found."""
    modules = [
        importlib.import_module(f"dxkpi.charts.{module.name}") for module in pkgutil.iter_modules(charts.__path__)
    ]
    defined = {value for module in modules for value in vars(module).values() if isinstance(value, ChartKind)}
    assert defined == set(CHARTS.values())
    assert [kind.name for kind in CHARTS.values()] == list(CHARTS)


@each_kind
@pytest.mark.parametrize("language", Language)
def test_a_kind_has_names_of_its_own(kind: ChartKind, language: Language) -> None:
    """No two kinds look the same in a list, in either language."""
    headings = [other.heading.text(language) for other in CHARTS.values()]
    assert headings.count(kind.heading.text(language)) == 1
    assert kind.names.text(language) in kind.heading.text(language)


@each_kind
def test_a_kind_is_drawn_and_described(workspace: Workspace, kind: ChartKind) -> None:
    """The chart has traces; its alternative text begins with the name of the kind; counts have a unit, too."""
    for language in Language:
        description = describe_view(workspace, kind.name, language=language, **ASKED)
        assert charts.draw(description).to_dict()["data"]
        assert description.alt.startswith(f"{kind.names.text(language)}. {description.title}")
        assert description.unit
        assert (description.view.indicator is not None) is kind.needs_indicator


@each_kind
def test_a_view_has_the_dimension_of_its_kind(workspace: Workspace, kind: ChartKind) -> None:
    """Over localities one period and many places, over time one place; side by side both."""
    values = describe_view(workspace, kind.name, **ASKED).view.values
    places, periods = {value.locality for value in values}, {value.period for value in values}
    match kind.dimension:
        case Dimension.LOCALITIES:
            assert (len(places) > 1, len(periods)) == (True, 1)
        case Dimension.TIME:
            assert len(places) == 1
        case Dimension.LOCALITIES_OVER_TIME:
            assert (len(places) > 1, len(periods) > 1) == (True, True)


@each_kind
def test_a_kind_is_saved_in_every_format_that_takes_no_browser(workspace: Workspace, kind: ChartKind) -> None:
    """Each file of data is written, and JSON names the kind."""
    description = describe_view(workspace, kind.name, **ASKED)
    for extension, file_format in FORMATS.items():
        if not file_format.drawn:
            assert export_view(description, extension)
    assert json.loads(export_view(description, "json"))["kind"] == kind.name


@each_kind
def test_a_kind_has_an_address(workspace: Workspace, kind: ChartKind) -> None:
    """The address answers what the view's own address says."""
    client = TestClient(Starlette(routes=fixed_routes(workspace)))
    level = {"level": Level.COMMUNE.value} if kind.compares_localities else {}
    answer = client.get(f"/charts/{kind.name}.json", params=ASKED | level)
    assert answer.status_code == 200, answer.text
    description = describe_view(workspace, kind.name, **ASKED)
    again = client.get(f"/charts/{kind.name}.json", params=description.address)
    assert again.json() == answer.json()


def test_commands_and_pages_offer_the_list(monkeypatch: pytest.MonkeyPatch) -> None:
    """The command completes every kind; the page of charts lists all, the page of comparisons those with a label."""
    monkeypatch.syspath_prepend(str(DASHBOARD))
    downloads, compare = (importlib.import_module(f"read.{name}") for name in ("downloads", "compare"))
    assert complete_charts("") == list(CHARTS)
    for language in Language:
        listed = downloads.kinds(language)
        assert listed == {name: kind.heading.text(language) for name, kind in CHARTS.items()}
    labels = {name: kind.compare_label for name, kind in CHARTS.items() if kind.compare_label}
    assert labels == compare.WAYS
    assert all(say(label, Language.VI) != label for label in labels.values())
    assert {CHARTS[name].dimension for name in labels} <= {Dimension.LOCALITIES, Dimension.LOCALITIES_OVER_TIME}
