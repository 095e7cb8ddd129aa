"""Charts over localities: what is judged is drawn, read aloud and written in the table alike."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from tests.queries import describe_view

from dxkpi import charts
from dxkpi.catalogue.areas import read_areas
from dxkpi.charts import describe
from dxkpi.domain.model.locality import Level
from dxkpi.domain.stats.comparison import Verdict
from dxkpi.domain.views.funnel import FunnelFindings, FunnelZone
from dxkpi.domain.views.map import MapFindings, with_areas
from dxkpi.domain.views.ranking import RankingFindings, with_ranks
from dxkpi.domain.views.text.description import Description
from dxkpi.errors import UnknownLocality, WrongUsage
from dxkpi.exports import export_view
from dxkpi.locale import Language
from dxkpi.workspace import Workspace

SAMPLE, PERIOD = "90", "2025-Q4"
PLACES = ("90010@2025-07-01", "90056@2025-07-01")


def described(workspace: Workspace, kind: str, indicator: str = "on_time_rate", **more: object) -> Description:
    return describe_view(
        workspace, kind, indicator=indicator, locality=SAMPLE, period=PERIOD, language=Language.EN,
        **more,  # type: ignore[arg-type]
    )  # fmt: skip


def ranked(description: Description) -> RankingFindings:
    assert isinstance(description.view.findings, RankingFindings)
    return description.view.findings


def test_a_ranking_reads_aloud_what_its_table_says(workspace: Workspace) -> None:
    """Interval, verdict, rank and range of the first twelve are the same in the alternative text and in the table."""
    description = described(workspace, "ranking")
    assert description.table.headings[4:10] == (
        "95% from", "95% to", "vs. province rate", "Rank", "Best rank possible", "Worst rank possible",
    )  # fmt: skip
    for row in description.table.cells[:12]:
        name, value, _, _, low, high, verdict, rank, best, worst = row[:10]
        spread = f"rank {rank}, possibly {best} to {worst}" if best != worst else f"rank {rank}"
        assert f"{name}: {value} (95% interval {low} to {high}; {verdict}; {spread})" in description.alt


def test_a_ranking_draws_each_interval_and_verdict(workspace: Workspace) -> None:
    """The ends of the whiskers are those of the table; shapes follow the verdicts."""
    description = described(workspace, "ranking")
    points = charts.draw(description).data[0]
    ends = sorted(
        (round(value - less, 9), round(value + more, 9))
        for value, less, more in zip(points.x, points.error_x.arrayminus, points.error_x.array, strict=True)
    )
    assert ends == sorted((round(row[4], 9), round(row[5], 9)) for row in description.table.numbers)  # type: ignore[arg-type]
    shapes = {Verdict.BETTER: "triangle-up", Verdict.SIMILAR: "circle", Verdict.WORSE: "triangle-down"}
    drawn = dict(zip(points.y, points.marker.symbol, strict=True))
    assert drawn == {
        ranked_locality.value.locality: shapes[ranked_locality.verdict]
        for ranked_locality in ranked(description).localities
        if ranked_locality.verdict
    }


def test_the_title_counts_the_verdicts(workspace: Workspace) -> None:
    """As many better and worse as the table has."""
    description = described(workspace, "ranking")
    verdicts = [row[6] for row in description.table.cells]
    better, worse = verdicts.count("better than the whole"), verdicts.count("worse than the whole")
    assert f"of 20 localities {better} are better and {worse} worse than the whole (94.8%)" in description.title


def test_without_polarity_nothing_is_judged(workspace: Workspace) -> None:
    """Members a team: an order, no verdict, no interval, and the title says from which value to which."""
    description = described(workspace, "ranking", "members_per_team")
    assert {ranked_locality.verdict for ranked_locality in ranked(description).localities} == {None}
    assert not any(ranked_locality.interval for ranked_locality in ranked(description).localities)
    assert "from" in description.title
    assert "better" not in description.alt


def test_json_of_a_ranking_carries_what_is_judged(workspace: Workspace) -> None:
    """Every value has its interval, verdict, rank and range, as numbers."""
    description = described(workspace, "ranking")
    rows = json.loads(export_view(description, "json"))["rows"]
    for row, placing in zip(rows, ranked(description).localities, strict=True):
        assert (row["rank"], row["rank_best"], row["rank_worst"]) == (placing.rank, placing.best, placing.worst)
        assert (row["low"], row["high"]) == pytest.approx(placing.interval)
        assert row["verdict"] == placing.verdict


def test_a_funnel_counts_and_names_localities_outside_its_limits(workspace: Workspace) -> None:
    """The title's number, the table's words and the filled triangles are the same localities."""
    description = described(workspace, "funnel")
    assert isinstance(description.view.findings, FunnelFindings)
    outside = {key for key, point in description.view.findings.points.items() if point.zone is FunnelZone.OUTSIDE}
    assert f"{len(outside)} of 20 localities lie outside" in description.title
    names_outside = {row[0] for row in description.table.cells if row[9].startswith("outside")}
    assert names_outside == {value.locality_name for value in description.view.values if value.locality in outside}
    points = next(trace for trace in charts.draw(description).data if trace.mode == "markers")
    filled = [name for name, shape in zip(points.hovertext, points.marker.symbol, strict=True) if shape[-1] in "pn"]
    assert len([name for name in filled if "outside" in name]) == len(outside)
    for row in description.table.cells[:12]:
        assert f"{row[0]}: {row[1]} (n = {row[3]}; {row[9]})" in description.alt


def test_a_funnel_leaves_out_what_is_no_share_of_counts(workspace: Workspace) -> None:
    """Members a team have no place in it, and it says so."""
    description = described(workspace, "funnel", "members_per_team")
    assert description.view.known == ()
    assert any("not in the funnel plot" in note for note in description.notes)
    charts.draw(description).to_json()


def test_side_by_side_takes_two_to_six(workspace: Workspace) -> None:
    """In the order asked for, each once; one or seven are refused, and so is a locality that nobody knows."""
    description = described(workspace, "beside", beside=[*PLACES, PLACES[0]])
    assert [series.values[0].locality for series in description.view.series] == list(PLACES)
    assert description.address["beside"] == ",".join(PLACES)
    names = [
        unit.key
        for unit in workspace.registry.below(description.view.place, description.view.period.last, Level.COMMUNE)
    ]
    for wrong in (names[:1], names[:7]):
        with pytest.raises(WrongUsage):
            described(workspace, "beside", beside=wrong)
    with pytest.raises(UnknownLocality):
        described(workspace, "beside", beside=["12345", PLACES[0]])


def test_a_map_has_every_locality_at_its_coordinates(workspace: Workspace) -> None:
    """Longitude across, latitude up, sizes by denominator: the largest point is the largest locality."""
    description = described(workspace, "map")
    points = next(trace for trace in charts.draw(description).data if trace.mode == "markers")
    units = {workspace.registry.by_key(value.locality) for value in description.view.known}
    assert {*zip(points.x, points.y, strict=True)} == {(unit.longitude, unit.latitude) for unit in units}
    largest = max(description.view.known, key=lambda value: value.denominator or 0)
    at = list(points.marker.size).index(max(points.marker.size))
    assert points.customdata[at] == largest.value


def test_areas_of_an_operators_file_are_drawn(workspace: Workspace, tmp_path: Path) -> None:
    """Areas are matched by code or key; a broken file is reported under the map, and the points stay."""
    path = tmp_path / "areas.geojson"
    square = [[[107.0, 15.0], [107.1, 15.0], [107.1, 15.1], [107.0, 15.0]]]
    features = [
        {"type": "Feature", "properties": {"code": "90010"}, "geometry": {"type": "Polygon", "coordinates": square}},
        {"type": "Feature", "properties": {"code": "x"}, "geometry": {"type": "MultiPolygon", "coordinates": [square]}},
    ]
    points = described(workspace, "map")
    assert with_areas(points.view, *read_areas(path)) is points.view
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    with_borders = describe(with_areas(points.view, *read_areas(path)), Language.EN)
    assert isinstance(with_borders.view.findings, MapFindings)
    assert {*with_borders.view.findings.areas} == {"90010@2025-07-01"}
    drawn = [trace for trace in charts.draw(with_borders).data if trace.meta == "area"]
    assert [trace.x for trace in drawn] == [(107.0, 107.1, 107.1, 107.0, 107.0)]
    path.write_text("no map", encoding="utf-8")
    broken = describe(with_areas(points.view, *read_areas(path)), Language.EN)
    assert any("areas.geojson" in note for note in broken.notes)
    assert len(broken.view.known) == len(points.view.known)


def test_small_rates_are_hollow_and_below_the_ranked(workspace: Workspace) -> None:
    """A rate over few keeps its point, without a rank, and says why."""
    description = described(workspace, "ranking")
    few = replace(description.view.values[0], small=True)
    series = replace(description.view.series[0], values=(few, *description.view.values[1:]))
    one_locality = describe(with_ranks(replace(description.view, series=(series,))), Language.EN)
    last = ranked(one_locality).localities[-1]
    assert (last.value.locality, last.rank) == (few.locality, None)
    assert "not ranked" in one_locality.alt or len(one_locality.view.known) > 12
    points = charts.draw(one_locality).data[0]
    assert dict(zip(points.y, points.marker.symbol, strict=True))[few.locality].endswith("-open")
    assert any("too few" in note for note in one_locality.notes)
