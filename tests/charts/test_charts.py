"""Charts: what is drawn is what the view says, in the view's language, whatever the sample province brings."""

from __future__ import annotations

import json
import math
import re

import plotly.graph_objects as go
import pytest
from tests.queries import describe_view

from dxkpi import charts
from dxkpi.domain.model.locality import Level
from dxkpi.domain.model.period import quarter_of
from dxkpi.domain.views.text.description import Description
from dxkpi.locale import Language
from dxkpi.workspace import Workspace

SAMPLE = "90"
KINDS = tuple(charts.CHARTS)
# A district, its communes and the province, early, in the quarter of the gap, at the merger, and the newest.
PLACES = (("90", "2021-Q1"), ("90", "2025-Q2"), ("90", "2025-Q3"), ("90", "2026-Q3"), ("981", "2024-Q3"),
          ("90037", "2024-Q3"), ("90001", "2026-Q3"))  # fmt: skip
# Letters and words that only English has, or only Vietnamese: enough to see one language in the other's chart.
ENGLISH_WORDS = re.compile(
    r"\b(the|of|dossiers?|resolved|received|teams?|members|documents|line|whole|in|over)\b", re.I
)


def described(
    workspace: Workspace, kind: str, place: str, period: str, language: Language = Language.VI,
    indicator: str = "on_time_rate",
) -> Description:  # fmt: skip
    chosen = (
        indicator
        if kind in [name for name, chart_kind in charts.CHARTS.items() if chart_kind.needs_indicator]
        else None
    )
    return describe_view(workspace, kind, indicator=chosen, locality=place, period=period, language=language)


def drawn_numbers(figure: go.Figure, *, across: bool) -> list[float]:
    """Every number that the traces carry on their value axis, missing ones left out."""
    drawn = []
    for trace in figure.data:
        if trace.meta in ("limit", "area"):  # what surrounds values is not one
            continue
        numbers = trace.customdata if trace.customdata is not None else trace.x if across else trace.y
        drawn += [float(number) for number in numbers if isinstance(number, float | int) and not math.isnan(number)]
    return sorted(drawn)


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("kind", KINDS)
def test_traces_carry_exactly_the_views_numbers(workspace: Workspace, kind: str, dark: bool) -> None:
    """Each known value of the view is drawn once, unrounded, and no other number is."""
    for place, period in PLACES:
        description = described(workspace, kind, place, period)
        figure = charts.draw(description, dark=dark)
        across = kind in ("ranking", "flow", "contributions")
        assert drawn_numbers(figure, across=across) == sorted(value.value for value in description.view.known), (
            place,
            period,
        )


def no_such_number(name: str) -> None:
    pytest.fail(f"JSON has no {name}")


@pytest.mark.parametrize("kind", KINDS)
def test_every_figure_is_plain_json(workspace: Workspace, kind: str) -> None:
    """A figure goes to a browser as JSON, without NaN, which JSON does not have."""
    for place, period in PLACES:
        text = charts.draw(described(workspace, kind, place, period)).to_json()
        json.loads(text, parse_constant=no_such_number)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", list(Language))
def test_what_a_reader_cannot_see_is_read_aloud(workspace: Workspace, kind: str, language: Language) -> None:
    """The alternative text has the title, the source line and the values of the view, as they are written."""
    description = described(workspace, kind, "90", "2025-Q2", language)
    assert description.title in description.alt
    assert description.source_line in description.alt
    for series in description.view.series:
        with_value = [value for value in series.values if value.value is not None]
        read = (
            with_value[:12]
            if description.view.over_localities
            else [value for value in with_value if value.period <= description.view.period][-12:]
        )
        assert read
        for value in read:
            assert f"{description.name_of(value)}: {description.written(value)}" in description.alt


def texts(figure: go.Figure) -> list[str]:
    """Everything a chart writes: names, texts on and over points, ticks, notes."""
    pieces: list[str] = []
    for trace in figure.data:
        for part in (trace.name, trace.text, trace.hovertext):
            pieces += [part] if isinstance(part, str) else list(part) if part is not None else []
    layout = figure.layout.to_plotly_json()
    for name, axis in layout.items():
        if name.startswith(("xaxis", "yaxis")):
            pieces += [str(tick) for tick in axis.get("ticktext") or ()]
            pieces.append(str((axis.get("title") or {}).get("text", "")))
    pieces += [str(note.get("text", "")) for note in layout.get("annotations", ())]
    return [piece for piece in pieces if piece]


@pytest.mark.parametrize("kind", KINDS)
def test_a_vietnamese_chart_has_no_english(workspace: Workspace, kind: str) -> None:
    """Every text in a Vietnamese chart, its title, subtitle, notes and alternative text are Vietnamese."""
    for place, period in PLACES:
        description = described(workspace, kind, place, period)
        written = [
            *texts(charts.draw(description)),
            description.title,
            description.subtitle,
            description.alt,
            description.source_line,
            *description.notes,
        ]
        written += [cell for row in (description.table.headings, *description.table.cells) for cell in row]
        assert [text for text in written if ENGLISH_WORDS.search(text)] == []


@pytest.mark.parametrize("kind", KINDS)
def test_an_english_chart_has_no_vietnamese(workspace: Workspace, kind: str) -> None:
    """In an English chart only names of places and sources are Vietnamese."""
    description = described(workspace, kind, "90", "2025-Q2", Language.EN)
    names = (
        {value.locality_name for value in description.view.values}
        | set(description.view.sources)
        | {description.view.place.name}
    )
    for text in [
        *texts(charts.draw(description)),
        description.title,
        description.subtitle,
        description.source_line,
        *description.notes,
    ]:
        for name in sorted(names, key=len, reverse=True):
            text = text.replace(name, "")
        assert not re.search(r"[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", text.lower()), text


def test_numbers_follow_the_language(workspace: Workspace) -> None:
    """A decimal comma in Vietnamese, a point in English, in points, ticks and alternative text."""
    vi, en = (described(workspace, "ranking", "90", "2025-Q2", language) for language in (Language.VI, Language.EN))
    assert charts.draw(vi).layout.separators == ",."
    assert charts.draw(en).layout.separators == ".,"
    assert re.search(r"\d,\d\u00a0%", vi.alt)
    assert re.search(r"\d\.\d%", en.alt)


def test_a_missing_quarter_is_a_gap(workspace: Workspace) -> None:
    """A quarter nobody reported is on the axis without a point, and the line has a gap there."""
    description = described(workspace, "trend", "90037", "2024-Q3")
    figure = charts.draw(description)
    line = figure.data[0]
    assert len(line.x) == len(description.view.series[0].values)
    assert line.connectgaps is False
    quarters = [quarter_of(value.period, description.view.cutoff) for value in description.view.series[0].values]
    assert None not in quarters
    assert len(set(quarters)) == len(quarters)


def test_the_sample_is_marked_as_simulated_on_every_chart(workspace: Workspace) -> None:
    """Sample figures never go out unmarked: in Vietnamese "mô phỏng"."""
    for kind in KINDS:
        description = described(workspace, kind, "90", "2025-Q2")
        assert description.view.simulated
        assert "mô phỏng" in description.source_line.lower()
        assert "mô phỏng" in description.alt.lower()


def test_provisional_figures_are_marked(workspace: Workspace) -> None:
    """The newest quarter of the sample is provisional, and its source line says so; the one before is not."""
    assert described(workspace, "trend", "90", "2026-Q3", Language.EN).source_line.count("provisional") == 1
    assert "provisional" not in described(workspace, "trend", "90", "2026-Q2", Language.EN).source_line


def test_a_ranking_runs_from_the_best_to_the_worst(workspace: Workspace) -> None:
    """Higher is better for on time, lower for overdue; those without a figure come last, none is lost."""
    for indicator, best in (("on_time_rate", max), ("overdue_rate", min)):
        description = described(workspace, "ranking", "90", "2025-Q2", indicator=indicator)
        values = [value.value for value in description.view.known if value.value is not None]
        assert values[0] == best(values)
        assert values == sorted(values, reverse=best is max)
        assert [value.value is None for value in description.view.values] == sorted(
            value.value is None for value in description.view.values
        )
        units = workspace.registry.below(
            description.view.place, description.view.period.last, description.view.level or Level.COMMUNE
        )
        assert {value.locality for value in description.view.values} == {unit.key for unit in units}


@pytest.mark.parametrize("kind", KINDS)
def test_a_place_without_figures_draws_an_empty_chart(workspace: Workspace, kind: str) -> None:
    """Nothing to show is said in the title, and is no crash."""
    description = described(workspace, kind, "90", "2027-Q1", Language.EN)
    assert [value for value in description.view.known if value.period == description.view.period] == []
    charts.draw(description).to_json()
    assert "no figure" in description.title.lower()


def test_a_sparkline_is_nothing_of_one_value_and_a_line_of_two(workspace: Workspace) -> None:
    """Two known values make a line, one makes none, a gap between breaks it."""
    values = described(workspace, "trend", "90", "2026-Q3").view.series[0].values
    assert charts.draw_sparkline(values[:1]) == ""
    svg = charts.draw_sparkline(values)
    assert svg.count("M") == 1
    assert svg.count("L") == len(values) - 1


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("kind", KINDS)
def test_every_chart_is_what_plotly_understands(workspace: Workspace, kind: str, dark: bool) -> None:
    """Charts are put together as plain settings; Plotly's own check finds nothing wrong in them."""
    drawing = charts.draw(described(workspace, kind, "90", "2025-Q2", Language.VI), dark=dark)
    assert go.Figure(drawing.to_dict(), skip_invalid=False).data
