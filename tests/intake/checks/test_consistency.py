"""An upload is held against itself and against what is published: what it brings in is a problem at its cell."""

from __future__ import annotations

import pytest
from tests.intake.past import Figures, history_of
from tests.intake.uploads import MEASURES, REGISTRY, as_csv

from dxkpi.domain.model.period import Cutoff
from dxkpi.intake import ProblemCode, Severity, UploadContext, read_upload
from dxkpi.locale import Language

PLACE, WARD = "480@2021-07-01", "20008@2021-07-01"
RECEIVED, RESOLVED, PENDING = "dossiers_received", "dossiers_resolved", "dossiers_pending"
NEW_CODES = {
    ProblemCode.PERIOD_SUM_MISMATCH,
    ProblemCode.SHARE_MISMATCH,
    ProblemCode.SHARES_CONFLICT,
    ProblemCode.UNIT_SUM_MISMATCH,
    ProblemCode.REGISTRY_MISMATCH,
    ProblemCode.PART_EXCEEDS_WHOLE,
    ProblemCode.IDENTITY_BROKEN,
}


def findings(new: Figures, past: Figures | None = None) -> list[tuple[ProblemCode, str, str]]:
    """Code, cell and Vietnamese sentence of what the checks of figures against each other say."""
    context = UploadContext(
        REGISTRY,
        MEASURES.measure_named,
        Cutoff.DECREE09,
        rules=MEASURES.rules,
        indicators=MEASURES.indicators,
        history=history_of(past or {}),
    )
    rows = [("locality", "period", "measure", "value"), *((*key, str(count)) for key, count in new.items())]
    problems = [one for one in read_upload("a.csv", as_csv(rows), context).problems if one.code in NEW_CODES]
    assert all(one.severity is Severity.REASON for one in problems)
    return [(one.code, one.cell, one.message.text(Language.VI)) for one in problems]


def test_a_half_year_below_its_quarters_is_reported_at_its_cell() -> None:
    """1,000 and 1,100 in two quarters, 900 in the half year: 1,200 are missing."""
    quarters = {(PLACE, "2023-Q1", RECEIVED): 1000, (PLACE, "2023-Q2", RECEIVED): 1100}
    half_year = {(PLACE, "2023-H1", RECEIVED): 900}
    for new, past, cell in (
        (quarters | half_year, {}, "D4"),
        (half_year, quarters, "D2"),
        (quarters, half_year, "D3"),
    ):
        [(code, where, sentence)] = findings(new, past)
        assert (code, where) == (ProblemCode.PERIOD_SUM_MISMATCH, cell)
        assert "lệch 1.200" in sentence


def test_published_contradictions_are_not_reported_again() -> None:
    """They were accepted with a reason; another figure of the file does not report them again."""
    past = {(PLACE, "2023-Q1", RECEIVED): 1000, (PLACE, "2023-3M", RECEIVED): 900}
    assert findings(past, past) == []
    assert findings({(PLACE, "2023-Q1", RESOLVED): 10}, past) == []


@pytest.mark.parametrize(
    ("new", "past", "code", "words"),
    [
        (
            {(PLACE, "2023-Q1", RESOLVED): 6414, (PLACE, "2023-Q1", PENDING): 67},
            {(PLACE, "2023-Q1", RECEIVED): 6520},
            ProblemCode.PART_EXCEEDS_WHOLE,
            "thiếu 39 hồ sơ",
        ),
        (
            {(PLACE, "2023-Q1", "online_rate_stated"): 19},
            {(PLACE, "2023-Q1", RECEIVED): 4131, (PLACE, "2023-Q1", "dossiers_received_online"): 1598},
            ProblemCode.SHARE_MISMATCH,
            "tính từ số liệu là 38,7 %, nguồn nêu 19 %",
        ),
        (
            {(PLACE, "2023-Q1", "overdue_rate_stated"): 8},
            {(PLACE, "2023-Q1", "on_time_rate_stated"): 97},
            ProblemCode.SHARES_CONFLICT,
            "cộng lại 105 %",
        ),
        ({(WARD, "2023-Q1", RECEIVED): 101}, {(PLACE, "2023-Q1", RECEIVED): 100}, ProblemCode.UNIT_SUM_MISMATCH, "101"),
        ({(PLACE, "2023-Q1", RECEIVED): 100}, {(WARD, "2023-Q1", RECEIVED): 101}, ProblemCode.UNIT_SUM_MISMATCH, "101"),
        ({(PLACE, "2023-Q1", "communes_with_teams"): 36}, {}, ProblemCode.REGISTRY_MISMATCH, "36"),
    ],
)
def test_a_file_is_held_against_what_is_published(new: Figures, past: Figures, code: ProblemCode, words: str) -> None:
    """Each of the contradictions is found when its second half comes in, at the first cell that is to blame."""
    [(reported_code, cell, sentence)] = findings(new, past)
    assert reported_code is code
    assert cell in {"D2", "D3"}
    assert words in sentence


def test_the_cell_that_is_likely_wrong_is_named() -> None:
    """143,654 and 2,000 in two quarters make 145,654; the first was typed without its 3."""
    new = {
        (PLACE, "2023-Q1", RECEIVED): 14654,
        (PLACE, "2023-Q2", RECEIVED): 2000,
        (PLACE, "2023-H1", RECEIVED): 145654,
    }
    [(_, cell, sentence)] = findings(new)
    assert cell == "D4"
    assert sentence.endswith("D2: 14.654? Nếu là 143.654 thì khớp.")


def test_the_cell_that_is_likely_wrong_is_named_where_a_rule_of_the_form_is_broken() -> None:
    """6,000 on time and 200 overdue make 6,200; the total was typed 62,00 without its last zero."""
    new = {
        (PLACE, "2023-Q1", RESOLVED): 620,
        (PLACE, "2023-Q1", "dossiers_resolved_within_deadline"): 6000,
        (PLACE, "2023-Q1", "dossiers_resolved_overdue"): 200,
    }
    sentences = [sentence for code, _, sentence in findings(new) if code is ProblemCode.IDENTITY_BROKEN]
    assert len(sentences) == 1
    assert sentences[0].endswith("D2: 620? Nếu là 6.200 thì khớp.")
