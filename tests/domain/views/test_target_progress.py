"""A value against its target: what is short, and what the rest of the year must bring, from the counts of quarters."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from tests.figures import from_observations

from dxkpi.catalogue import Catalogue, load_catalogue
from dxkpi.charts import CHARTS
from dxkpi.domain.figures.figures import Observation
from dxkpi.domain.model.locality import Level, Locality, Registry
from dxkpi.domain.model.period import Cutoff, Period, cumulative, quarter
from dxkpi.domain.model.targets import Outlook, Target, Targets
from dxkpi.domain.snapshot.snapshot import Snapshot
from dxkpi.domain.views.query import SnapshotKey, ViewQuery, ViewSettings
from dxkpi.domain.views.target_progress import TargetProgress, progress_of
from dxkpi.domain.views.text.target_progress import outlook_text, progress_text
from dxkpi.locale import Language

CATALOGUE: Catalogue = load_catalogue(Path(__file__).parents[3] / "data")
WARD = Locality("19996", date(2020, 1, 1), None, "Phường Thử", "Phường", Level.COMMUNE, None, None, None)
YEAR = cumulative(2026, 4, Cutoff.DECREE09)
# Resolved and overdue by year and quarter: 750 with 50 overdue so far, 250 in the rest of the year before.
COUNTS = {(2025, 3): (150, 10), (2025, 4): (100, 10), (2026, 1): (320, 20), (2026, 2): (430, 30)}


def when(year: int, number: int) -> Period:
    return quarter(year, number, Cutoff.DECREE09)


def held(
    value: str, indicator: str = "on_time_rate", *, counts: dict[tuple[int, int], tuple[int, int]] = COUNTS,
    aim: Period = YEAR, period: Period | None = None,
) -> TargetProgress:  # fmt: skip
    """The ward against a target."""
    observations = [
        Observation(WARD.key, when(*at), measure, number)
        for at, (resolved, overdue) in counts.items()
        for measure, number in (
            ("dossiers_resolved", resolved),
            ("dossiers_resolved_within_deadline", resolved - overdue),
            ("dossiers_resolved_overdue", overdue),
        )
    ]
    targets = Targets([Target(indicator, WARD.key, None, aim, Decimal(value), "Kế hoạch số 12")])
    answers = Snapshot(from_observations(observations), Registry([WARD]), CATALOGUE.measures, targets=targets)
    settings = ViewSettings(Cutoff.DECREE09)
    quarter = period or when(2026, 2)
    query = ViewQuery(CHARTS["trend"], WARD, quarter, SnapshotKey(answers.vintage), Language.VI, settings)
    progress = progress_of(query, answers, CATALOGUE.indicator(indicator))
    assert progress is not None
    return progress


@pytest.mark.parametrize(
    ("value", "indicator", "short", "words"),
    [
        ("95", "on_time_rate", 9, "dưới chỉ tiêu: còn thiếu 9 hồ sơ giải quyết trước hạn và đúng hạn để đạt 95\xa0%"),
        ("93", "on_time_rate", 0, "đạt chỉ tiêu 93\xa0%"),  # 400 of 430 are 93,02 %
        ("5", "overdue_rate", 9, "vượt chỉ tiêu không quá 5\xa0%: thừa 9 hồ sơ giải quyết quá hạn"),
        ("7", "overdue_rate", 0, "đạt chỉ tiêu không quá 7\xa0%"),
    ],
)  # fmt: skip
def test_what_is_short_is_said_in_dossiers(value: str, indicator: str, short: int, words: str) -> None:
    """400 of 430 on time; 95 % would be 409: 408,5."""
    progress = held(value, indicator)
    assert (progress.short, progress.is_reached, progress_text(progress, Language.VI)) == (short, short == 0, words)


@pytest.mark.parametrize(
    ("value", "indicator", "count", "outlook", "words"),
    [
        ("95", "on_time_rate", 250, Outlook.OPEN, "ít nhất 250 trên 250 hồ sơ đã giải quyết đạt (100,0\xa0%; số dự "
         "kiến bằng các quý cùng kỳ năm 2025)"),
        ("94.55", "on_time_rate", 246, Outlook.OPEN, "ít nhất 246 trên 250 hồ sơ đã giải quyết đạt (98,4\xa0%"),
        ("95.1", "on_time_rate", 251, Outlook.LOST, "Cả năm 2026 không còn có thể đạt 95,1\xa0%"),
        ("70", "on_time_rate", 0, Outlook.SECURED, "Cả năm 2026 chắc chắn đạt 70\xa0%"),
        ("6", "overdue_rate", 10, Outlook.OPEN, "nhiều nhất 10 trên 250 hồ sơ đã giải quyết (4,0\xa0%"),
        ("4.9", "overdue_rate", -1, Outlook.LOST, "Cả năm 2026 không còn có thể giữ ở mức không quá 4,9\xa0%"),
    ],
)  # fmt: skip
def test_what_the_rest_of_the_year_must_bring(
    value: str, indicator: str, count: int, outlook: Outlook, words: str
) -> None:
    """700 of 750 so far, 250 expected as in the same quarters of the year before."""
    progress = held(value, indicator)
    assert progress.ahead is not None
    assert (progress.ahead.rest.count, progress.ahead.rest.outlook, progress.ahead.like_year) == (count, outlook, 2025)
    assert words in outlook_text(progress, Language.VI)


def test_without_the_year_before_the_quarters_so_far_are_a_guide() -> None:
    """750 in two quarters: 750 more in the other two; 1.425 of 1.500 must be in time, 725 of them still."""
    this_year = {at: numbers for at, numbers in COUNTS.items() if at[0] == 2026}
    progress = held("95", counts=this_year)
    assert progress.ahead is not None
    assert (progress.ahead.rest.expected, progress.ahead.rest.count, progress.ahead.like_year) == (750, 725, None)
    assert "bình quân các quý đã qua" in outlook_text(progress, Language.VI)


def test_nothing_is_said_of_a_rest_that_cannot_be_known() -> None:
    """A quarter of this year is missing; the target is for the quarter alone; the year is over."""
    missing = {at: numbers for at, numbers in COUNTS.items() if at != (2026, 1)}
    assert outlook_text(held("95", counts=missing), Language.VI) == ""
    assert outlook_text(held("95", aim=when(2026, 2)), Language.VI) == ""
    whole = COUNTS | {(2026, 3): (100, 1), (2026, 4): (100, 1)}
    assert outlook_text(held("95", counts=whole, period=when(2026, 4)), Language.VI) == ""
