"""The paragraph of a place and period: what has figures is said, in proper words, and nothing else."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from tests.figures import from_observations

from dxkpi.catalogue import load_catalogue
from dxkpi.charts import CHARTS
from dxkpi.domain.figures.figures import Observation
from dxkpi.domain.model.locality import Level, Locality, Registry
from dxkpi.domain.model.period import Cutoff, Period, cumulative, parse_period, quarter
from dxkpi.domain.snapshot.snapshot import Snapshot
from dxkpi.domain.views.place_figures import place_figures
from dxkpi.domain.views.query import SnapshotKey, ViewQuery, ViewSettings
from dxkpi.domain.views.text.paragraph import paragraph
from dxkpi.locale import Language
from dxkpi.workspace import Workspace

CATALOGUE = load_catalogue(Path(__file__).parents[3] / "data")
BOTH = tuple(Language)
Q1 = quarter(2024, 1, Cutoff.DECREE09)
TOWN = Locality("980", date(2021, 1, 1), None, "Thị xã Thử", "thị xã", Level.DISTRICT, None, None, None)
COMMUNES = tuple(
    Locality(f"9800{n}", date(2021, 1, 1), None, f"Xã {n}", "xã", Level.COMMUNE, "980", None, None) for n in (1, 2)
)


def paragraph_of(language: Language, counts: dict[str, int], *, provisional: bool = False, of: Locality = TOWN) -> str:
    """The paragraph of the town, for counts of one quarter."""
    rows = [Observation(of.key, Q1, code, value, provisional) for code, value in counts.items()]
    return said(Snapshot(from_observations(rows), Registry((TOWN, *COMMUNES)), CATALOGUE.measures), TOWN, Q1, language)


def said(answers: Snapshot, place: Locality, period: Period, language: Language) -> str:
    """The paragraph of a place."""
    settings = ViewSettings(Cutoff.DECREE09)
    query = ViewQuery(CHARTS["trend"], place, period, SnapshotKey(answers.vintage), language, settings)
    return paragraph(place_figures(query, answers, CATALOGUE.indicators), language)


def test_the_first_real_report_is_said_in_one_paragraph(workspace: Workspace) -> None:
    """Hương Trà, nine months of 2022: what the portal's report says in figures, and no other number."""
    place = workspace.registry.by_key("480@2021-07-01")
    english = said(workspace.snapshot(), place, cumulative(2022, 3, Cutoff.DECREE09), Language.EN)
    assert re.findall(r"[\d,.]*\d", english) == [
        "2022", "5,810", "5,203", "89.6", "607", "6.8", "354", "395", "100", "100", "93", "72", "388", "5.4", "9", "8",
    ]  # fmt: skip


def test_none_overdue_is_said_in_words() -> None:
    """Nobody says that 0 of them were overdue."""
    none = {
        "dossiers_resolved": 9,
        "dossiers_resolved_overdue": 0,
        "dossiers_pending": 2,
        "dossiers_pending_overdue": 0,
    }
    english, vietnamese = paragraph_of(Language.EN, none), paragraph_of(Language.VI, none)
    assert "No dossier was resolved after its deadline." in english
    assert english.endswith("At the end of the period 2 dossiers were pending, none of them overdue.")
    assert "Không có hồ sơ nào giải quyết quá hạn." in vietnamese
    assert vietnamese.endswith("Cuối kỳ còn 2 hồ sơ đang giải quyết, không có hồ sơ nào quá hạn.")
    assert paragraph_of(Language.EN, none | {"dossiers_pending": 1}).endswith(
        "At the end of the period 1 dossier was pending, not overdue."
    )


def test_one_is_one_and_two_are_two() -> None:
    """English has two forms, Vietnamese one."""
    one = {"dossiers_received": 1, "community_teams": 1, "community_team_members": 1, "communes_with_teams": 1}
    assert paragraph_of(Language.EN, one) == (
        "In Q1 2024, Thị xã Thử received 1 dossier. There was 1 community digital technology team with 1 member. A "
        "team had 1.0 members on average. 1 commune or ward had teams, 1 each on average."
    )
    two = dict.fromkeys(one, 2)
    assert paragraph_of(Language.EN, two) == (
        "In Q1 2024, Thị xã Thử received 2 dossiers. There were 2 community digital technology teams with 2 members. A "
        "team had 1.0 members on average. 2 communes and wards had teams, 1 each on average."
    )
    assert paragraph_of(Language.VI, one) == (
        "Quý I/2024, thị xã Thử tiếp nhận 1 hồ sơ. Có 1 tổ công nghệ số cộng đồng với 1 thành viên. Bình quân mỗi tổ "
        "có "
        "1,0 thành viên. Có tổ tại 1 xã, phường, bình quân 1 tổ mỗi xã, phường."
    )


@pytest.mark.parametrize("language", BOTH)
def test_what_is_missing_is_not_said(language: Language) -> None:
    """Teams alone give one sentence of teams; nothing gives the one sentence that there is nothing."""
    numbers = re.findall(r"\d+", paragraph_of(language, {"community_teams": 7}))
    assert numbers[-1] == "7"
    assert "0" not in numbers
    assert len(re.findall(r"\.(?: |$)", paragraph_of(language, {}))) == 1


def test_what_may_still_change_is_said() -> None:
    """A provisional figure makes its paragraph so."""
    counts = {"dossiers_received": 10, "dossiers_resolved": 8}
    assert paragraph_of(Language.VI, counts, provisional=True).endswith("Một số số liệu là số tạm tính.")
    assert "tạm tính" not in paragraph_of(Language.VI, counts)


def test_where_others_speak_for_a_place_they_are_counted() -> None:
    """One of two communes has reported."""
    assert "tiếp nhận 10 hồ sơ (mới tính 1/2 xã, phường)." in paragraph_of(
        Language.VI, {"dossiers_received": 10}, of=COMMUNES[0]
    )


def test_a_difference_is_said_with_what_may_be_claimed_of_it(workspace: Workspace) -> None:
    """Tỉnh Mẫu's second quarters of 2025 and 2026 differ by 0.9 points, over all 20 communes in both."""
    place = workspace.registry.by_key("90@2020-12-15")
    text = said(workspace.snapshot(), place, parse_period("2026-Q2", Cutoff.DECREE09), Language.EN)
    assert "94.1% were resolved early or on time. That is down 0.9 percentage points on a year before (95.0%)." in text
    assert "the 20 communes and wards together, without departments" in text
