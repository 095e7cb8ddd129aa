"""A total that follows from the parts in a file replaces a published one that differs, and nothing else is added."""

from __future__ import annotations

from datetime import date

from tests.intake.past import Figures, history_of
from tests.intake.uploads import MEASURES, REGISTRY, as_csv

from dxkpi.domain.model.period import Cutoff
from dxkpi.intake import ProblemCode, Severity, Upload, UploadContext, read_upload
from dxkpi.locale import Language

PLACE, PERIOD = "480@2021-07-01", "2022-9M"
PARTS = {"dossiers_received_online": 3100, "dossiers_received_in_person": 2550}
RECEIVED = (PLACE, PERIOD, "dossiers_received")


def upload_of(counts: dict[str, int], past: Figures, today: date | None = None) -> Upload:
    """A long table with counts of one locality and period, beside published figures."""
    context = UploadContext(
        REGISTRY, MEASURES.measure_named, Cutoff.DECREE09, rules=MEASURES.rules, history=history_of(past), today=today
    )
    rows = [(PLACE, PERIOD, code, str(count)) for code, count in counts.items()]
    return read_upload("a.csv", as_csv([("locality", "period", "measure", "value"), *rows]), context)


def test_the_sum_of_online_and_in_person_replaces_another_published_sum() -> None:
    """3,100 + 2,550 = 5,650 dossiers, where the press had 5,810: a note at the first part, no broken identity."""
    upload = upload_of(PARTS | {"dossiers_carried_over": 160, "dossiers_to_process": 5810}, {RECEIVED: 5810})
    assert {row.measure: row.value for row in upload.observations}["dossiers_received"] == 5650
    (note,) = upload.problems
    assert (note.code, note.severity, note.cell) == (ProblemCode.IMPLIED_TOTAL, Severity.NOTE, "D2")
    assert note.message.text(Language.EN).endswith(
        "Dossiers received: 5,650 follow from the parts; published until now: 5,810. 5,650 become a revision."
    )
    position = len(upload.figures) - 1
    assert (upload.written(position), upload.cell(position)) == ("3100 + 2550", "D2")


def test_nothing_is_implied_without_a_contradiction_or_without_every_part() -> None:
    """No published total, the same one, a part that is missing, or a total that the file gives itself."""
    online = {"dossiers_received_online": 3100}
    for counts, past in (
        (PARTS, {}),
        (PARTS, {RECEIVED: 5650}),
        (online, {RECEIVED: 5810}),
        (PARTS | {"dossiers_received": 5810}, {RECEIVED: 5810}),
    ):
        upload = upload_of(counts, past)
        assert len(upload.figures) == len(counts)
        assert ProblemCode.IMPLIED_TOTAL not in {problem.code for problem in upload.problems}


def test_a_period_that_is_not_over_is_noted_once() -> None:
    """Nine months of 2022 end on 14 September: noted on that day, no more on the day after."""
    for today, count in ((date(2022, 9, 14), 1), (date(2022, 9, 15), 0)):
        codes = [problem.code for problem in upload_of(PARTS, {}, today).problems]
        assert codes.count(ProblemCode.PERIOD_NOT_ENDED) == count
