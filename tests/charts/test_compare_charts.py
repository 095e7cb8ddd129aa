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


def asked(workspace: Workspace, kind: str, indicator: str = "on_time_rate", **more: object) -> Description:
    return describe_view(
        workspace, kind, indicator=indicator, locality=SAMPLE, period=PERIOD, language=Language.EN,
        **more,  # type: ignore[arg-type]
    )  # fmt: skip


def ranked(made: Description) -> RankingFindings:
    assert isinstance(made.view.findings, RankingFindings)
    return made.view.findings


def test_a_ranking_reads_aloud_what_its_table_says(workspace: Workspace) -> None:
    """Interval, verdict, rank and range of the first twelve stand in the alternative text as in the table."""
    made = asked(workspace, "ranking")
    assert made.table.headings[4:10] == (
        "95% from", "95% to", "vs. province rate", "Rank", "Best rank possible", "Worst rank possible",
    )  # fmt: skip
    for row in made.table.cells[:12]:
        name, value, _, _, low, high, verdict, rank, best, worst = row[:10]
        spread = f"rank {rank}, possibly {best} to {worst}" if best != worst else f"rank {rank}"
        assert f"{name}: {value} (95% interval {low} to {high}; {verdict}; {spread})" in made.alt


def test_a_ranking_draws_each_interval_and_verdict(workspace: Workspace) -> None:
    """The ends of the whiskers are those of the table; shapes follow the verdicts."""
    made = asked(workspace, "ranking")
    points = charts.draw(made).data[0]
    ends = sorted(
        (round(value - less, 9), round(value + more, 9))
        for value, less, more in zip(points.x, points.error_x.arrayminus, points.error_x.array, strict=True)
    )
    assert ends == sorted((round(row[4], 9), round(row[5], 9)) for row in made.table.numbers)  # type: ignore[arg-type]
    shapes = {Verdict.BETTER: "triangle-up", Verdict.SIMILAR: "circle", Verdict.WORSE: "triangle-down"}
    drawn = dict(zip(points.y, points.marker.symbol, strict=True))
    assert drawn == {each.value.locality: shapes[each.verdict] for each in ranked(made).localities if each.verdict}


def test_the_title_counts_the_verdicts(workspace: Workspace) -> None:
    """As many better and worse as the table has."""
    made = asked(workspace, "ranking")
    verdicts = [row[6] for row in made.table.cells]
    better, worse = verdicts.count("better than the whole"), verdicts.count("worse than the whole")
    assert f"of 20 localities {better} are better and {worse} worse than the whole (94.8%)" in made.title


def test_without_polarity_nothing_is_judged(workspace: Workspace) -> None:
    """Members a team: an order, no verdict, no interval, and the title says from which value to which."""
    made = asked(workspace, "ranking", "members_per_team")
    assert {each.verdict for each in ranked(made).localities} == {None}
    assert not any(each.interval for each in ranked(made).localities)
    assert "from" in made.title
    assert "better" not in made.alt


def test_json_of_a_ranking_carries_what_is_judged(workspace: Workspace) -> None:
    """Interval, verdict, rank and range beside every value, as numbers."""
    made = asked(workspace, "ranking")
    rows = json.loads(export_view(made, "json"))["rows"]
    for row, placing in zip(rows, ranked(made).localities, strict=True):
        assert (row["rank"], row["rank_best"], row["rank_worst"]) == (placing.rank, placing.best, placing.worst)
        assert (row["low"], row["high"]) == pytest.approx(placing.interval)
        assert row["verdict"] == placing.verdict


def test_a_funnel_counts_and_names_what_lies_outside(workspace: Workspace) -> None:
    """The title's number, the table's words and the filled triangles are the same localities."""
    made = asked(workspace, "funnel")
    assert isinstance(made.view.findings, FunnelFindings)
    outside = {key for key, point in made.view.findings.points.items() if point.zone is FunnelZone.OUTSIDE}
    assert f"{len(outside)} of 20 localities lie outside" in made.title
    told = {row[0] for row in made.table.cells if row[9].startswith("outside")}
    assert told == {value.locality_name for value in made.view.values if value.locality in outside}
    points = next(trace for trace in charts.draw(made).data if trace.mode == "markers")
    filled = [name for name, shape in zip(points.hovertext, points.marker.symbol, strict=True) if shape[-1] in "pn"]
    assert len([name for name in filled if "outside" in name]) == len(outside)
    for row in made.table.cells[:12]:
        assert f"{row[0]}: {row[1]} (n = {row[3]}; {row[9]})" in made.alt


def test_a_funnel_leaves_out_what_is_no_share_of_counts(workspace: Workspace) -> None:
    """Members a team have no place in it, and it says so."""
    made = asked(workspace, "funnel", "members_per_team")
    assert made.view.known == ()
    assert any("not in the funnel plot" in note for note in made.notes)
    charts.draw(made).to_json()


def test_side_by_side_stand_two_to_six(workspace: Workspace) -> None:
    """In the order asked for, each once; one or seven are refused, and so is a locality that nobody knows."""
    made = asked(workspace, "beside", beside=[*PLACES, PLACES[0]])
    assert [series.values[0].locality for series in made.view.series] == list(PLACES)
    assert made.address["beside"] == ",".join(PLACES)
    names = [unit.key for unit in workspace.registry.below(made.view.place, made.view.period.last, Level.COMMUNE)]
    for wrong in (names[:1], names[:7]):
        with pytest.raises(WrongUsage):
            asked(workspace, "beside", beside=wrong)
    with pytest.raises(UnknownLocality):
        asked(workspace, "beside", beside=["12345", PLACES[0]])


def test_a_map_has_every_locality_at_its_coordinates(workspace: Workspace) -> None:
    """Longitude across, latitude up, sizes by denominator: the largest point is the largest locality."""
    made = asked(workspace, "map")
    points = next(trace for trace in charts.draw(made).data if trace.mode == "markers")
    units = {workspace.registry.by_key(value.locality) for value in made.view.known}
    assert {*zip(points.x, points.y, strict=True)} == {(unit.longitude, unit.latitude) for unit in units}
    largest = max(made.view.known, key=lambda value: value.denominator or 0)
    at = list(points.marker.size).index(max(points.marker.size))
    assert points.customdata[at] == largest.value


def test_areas_of_an_operators_file_are_drawn(workspace: Workspace, tmp_path: Path) -> None:
    """By code or key; a file that is none is told under the map, and the points stay."""
    path = tmp_path / "areas.geojson"
    square = [[[107.0, 15.0], [107.1, 15.0], [107.1, 15.1], [107.0, 15.0]]]
    features = [
        {"type": "Feature", "properties": {"code": "90010"}, "geometry": {"type": "Polygon", "coordinates": square}},
        {"type": "Feature", "properties": {"code": "x"}, "geometry": {"type": "MultiPolygon", "coordinates": [square]}},
    ]
    points = asked(workspace, "map")
    assert with_areas(points.view, *read_areas(path)) is points.view
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    shown = describe(with_areas(points.view, *read_areas(path)), Language.EN)
    assert isinstance(shown.view.findings, MapFindings)
    assert {*shown.view.findings.areas} == {"90010@2025-07-01"}
    drawn = [trace for trace in charts.draw(shown).data if trace.meta == "area"]
    assert [trace.x for trace in drawn] == [(107.0, 107.1, 107.1, 107.0, 107.0)]
    path.write_text("no map", encoding="utf-8")
    broken = describe(with_areas(points.view, *read_areas(path)), Language.EN)
    assert any("areas.geojson" in note for note in broken.notes)
    assert len(broken.view.known) == len(points.view.known)


def test_small_rates_are_hollow_and_below_the_ranked(workspace: Workspace) -> None:
    """A rate over few keeps its point, without a rank, and says why."""
    made = asked(workspace, "ranking")
    few = replace(made.view.values[0], small=True)
    series = replace(made.view.series[0], values=(few, *made.view.values[1:]))
    shown = describe(with_ranks(replace(made.view, series=(series,))), Language.EN)
    last = ranked(shown).localities[-1]
    assert (last.value.locality, last.rank) == (few.locality, None)
    assert "not ranked" in shown.alt or len(shown.view.known) > 12
    points = charts.draw(shown).data[0]
    assert dict(zip(points.y, points.marker.symbol, strict=True))[few.locality].endswith("-open")
    assert any("too few" in note for note in shown.notes)
