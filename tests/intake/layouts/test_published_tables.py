"""Tables as they were published go in as printed; where their numbers do not close, with a reason."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from dxkpi.domain.model.period import Cutoff, parse_period
from dxkpi.intake import ProblemCode, Severity
from dxkpi.locale import Language
from dxkpi.workflows import ImportReport, import_file
from dxkpi.workflows.upload.preview import UploadRequest
from dxkpi.workspace import Workspace

from ..forms import form
from ..uploads import as_csv

REASON = "số in trên cổng"
# The statistics page of the public-service portal of Thừa Thiên Huế: three tables without a period, by level of
# service: received, resolved, early, on time, overdue, pending. By hand: by how much the resolved exceed the sum of
# their parts, 247.529, 59.560 and 1.608. Received are resolved and pending in all three.
PORTAL = {
    "mức độ 1, 2": ((268763, 257141, 124907, 102770, 19852, 11622), 9612),
    "mức độ 3": ((68544, 61827, 43434, 11795, 4331, 6717), 2267),
    "mức độ 4": ((1665, 1611, 952, 388, 268, 54), 3),
}
PORTAL_HEADINGS = {
    "A8:A9": "STT", "B8:B9": "Dịch vụ công", "C8:C9": "Tổng số hồ sơ tiếp nhận", "D8:G8": "Hồ sơ đã giải quyết",
    "D9": "Tổng số", "E9": "Trước hạn", "F9": "Đúng hạn", "G9": "Quá hạn", "H8:H9": "Hồ sơ đang giải quyết",
}  # fmt: skip


def portal(table: str) -> bytes:
    numbers, _ = PORTAL[table]
    header = {"A1": "UBND TỈNH THỪA THIÊN HUẾ", "A4": f"THỐNG KÊ HỒ SƠ DỊCH VỤ CÔNG {table.upper()}"}
    return form(header=header, headings=PORTAL_HEADINGS, rows=[("", "Tổng cộng", *numbers)], start=10)


def import_portal(workspace: Workspace, table: str, **more: str) -> ImportReport:
    return import_file(workspace, UploadRequest("cong.xlsx", portal(table), locality="46", period="2021"), **more)


def figures(workspace: Workspace, locality: str, period: str) -> dict[str, float]:
    """What the store holds of a unit and a period, by measure."""
    table = workspace.snapshot().figures.values
    return dict(table.loc[(locality, parse_period(period, Cutoff.DECREE09))].dropna())


@pytest.mark.parametrize("table", PORTAL)
def test_a_portal_table_that_does_not_close_is_caught_with_its_difference(own_workspace: Workspace, table: str) -> None:
    """257.141 resolved, but early, on time and overdue are 247.529: 9.612 dossiers apart; likewise 2.267 and 3."""
    report = import_portal(own_workspace, table)
    (problem,) = report.problems
    assert (problem.code, problem.severity, problem.cell) == (ProblemCode.IDENTITY_BROKEN, Severity.REASON, "D10")
    assert problem.measure == "dossiers_resolved"
    difference = f"{PORTAL[table][1]:,}".replace(",", ".")
    assert "trước hạn + đúng hạn + quá hạn" in problem.message.text(Language.VI)
    assert f"lệch {difference} hồ sơ" in problem.message.text(Language.VI)
    assert (report.accepted, report.needs_reason_only, report.submission) == (False, True, None)


@pytest.mark.parametrize("table", PORTAL)
def test_a_portal_table_goes_in_as_printed_with_a_reason(own_workspace: Workspace, table: str) -> None:
    """No number is repaired on its way, and the reason stays with the submission."""
    report = import_portal(own_workspace, table, reason=REASON)
    assert (report.accepted, report.layout, report.counts.new) == (True, "form_ii06a", 6)
    assert own_workspace.store.submissions()[-1].reason == REASON
    received, resolved, early, on_time, overdue, pending = PORTAL[table][0]
    assert figures(own_workspace, "46@2004-07-08", "2021") == {
        "dossiers_received": received,
        "dossiers_resolved": resolved,
        "dossiers_resolved_early": early,
        "dossiers_resolved_on_time": on_time,
        "dossiers_resolved_overdue": overdue,
        "dossiers_pending": pending,
    }


def test_nghe_an_in_july_2023(own_workspace: Workspace) -> None:
    """26.511 to process, of them 5.085 carried over and 8.692 online; 20.734 resolved, 480 of them late: nothing to
    close that does not close."""
    header = {
        "A1": "UBND TỈNH NGHỆ AN",
        "A2": "Trung tâm Phục vụ hành chính công",
        "A5": "Từ ngày 01/7/2023 đến 31/7/2023",
    }
    headings = {"A9": "TT", "B9": "Lĩnh vực", "C8:E8": "Số hồ sơ phải giải quyết", "C9": "Tổng số", "D9": "Trực tuyến",
                "E9": "Kỳ trước chuyển sang", "F8:G8": "Đã giải quyết", "F9": "Tổng số", "G9": "Quá hạn"}  # fmt: skip
    content = form(
        header=header, headings=headings, rows=[("", "Tổng số", "26.511", "8.692", "5.085", "20.734", 480)], start=10
    )
    report = import_file(own_workspace, UploadRequest("nghe-an.xlsx", content, locality="Tỉnh Nghệ An"))
    assert (report.problems, report.accepted) == ((), True)
    assert figures(own_workspace, "40@2004-07-08", "2023-07-01..2023-07-31") == {
        "dossiers_to_process": 26511,
        "dossiers_received_online": 8692,
        "dossiers_carried_over": 5085,
        "dossiers_resolved": 20734,
        "dossiers_resolved_overdue": 480,
    }


def na_ri(**other: int) -> bytes:
    """The commune of Na Rì, 1/7 to 8/9/2025: 813 received, 532 online, 280 over the counter, 1 by post."""
    printed = {"received": 813, "online": 532, "counter": 280, "post": 1, "resolved": 753, "late": 0, "pending": 60,
               "in_time": 60} | other  # fmt: skip
    header = {"A1": "UBND TỈNH THÁI NGUYÊN", "A2": "UBND XÃ NA RÌ", "A5": "Từ ngày 01/07 đến ngày 08/09/2025"}
    headings = {
        "A9": "TT", "B9": "Lĩnh vực", "C8:F8": "Tiếp nhận", "C9": "Tổng số", "D9": "Trực tuyến", "E9": "Trực tiếp",
        "F9": "Dịch vụ bưu chính", "G8:H8": "Đã giải quyết", "G9": "Tổng số", "H9": "Quá hạn",
        "I8:J8": "Đang giải quyết", "I9": "Tổng số", "J9": "Trong hạn",
    }  # fmt: skip
    return form(header=header, headings=headings, rows=[("", "Tổng cộng", *printed.values())], start=10)


def test_na_ri_in_summer_2025(own_workspace: Workspace) -> None:
    """813 = 532 + 280 + 1, and 813 = 753 + 60: the table closes, and gives what was published before."""
    report = import_file(own_workspace, UploadRequest("na-ri.xlsx", na_ri()))
    assert (report.problems, report.accepted) == ((), True)
    assert figures(own_workspace, "02155@2025-07-01", "2025-07-01..2025-09-08") == {
        "dossiers_received": 813,
        "dossiers_received_online": 532,
        "dossiers_received_in_person": 281,
        "dossiers_resolved": 753,
        "dossiers_resolved_overdue": 0,
        "dossiers_pending": 60,
        "dossiers_pending_within_deadline": 60,
    }


def test_na_ri_misprinted_by_three(own_workspace: Workspace) -> None:
    """With 283 over the counter the parts are 816, 3 more than the 813 received."""
    report = import_file(own_workspace, UploadRequest("na-ri.xlsx", na_ri(counter=283)), dry_run=True)
    (problem,) = report.problems
    assert (problem.code, problem.severity) == (ProblemCode.IDENTITY_BROKEN, Severity.REASON)
    assert "lệch 3 hồ sơ" in problem.message.text(Language.VI)


RACH_GIA: Mapping[str, object] = {
    "dossiers_received": "2.896",
    "dossiers_received_online": 900,
    "dossiers_received_in_person": "1.996",
    "dossiers_resolved": "2.131",
    "dossiers_resolved_overdue": 40,
    "online_rate_stated": "31,08 %",
    "resolution_rate_stated": "73,58%",
    "overdue_rate_stated_of_received": "1,38",
}


def test_rach_gia_in_july_2025(own_workspace: Workspace) -> None:
    """2.896 = 900 + 1.996: a list of figures with the shares that the source states."""
    rows = [("địa phương", "kỳ", "số đếm", "giá trị")]
    rows += [("Phường Rạch Giá", "2025-07-01..2025-07-11", code, str(value)) for code, value in RACH_GIA.items()]
    report = import_file(own_workspace, UploadRequest("rach-gia.csv", as_csv(rows)))
    assert (report.problems, report.accepted, report.layout) == ((), True, "long_table")
    assert figures(own_workspace, "30742@2025-07-01", "2025-07-01..2025-07-11") == {
        "dossiers_received": 2896,
        "dossiers_received_online": 900,
        "dossiers_received_in_person": 1996,
        "dossiers_resolved": 2131,
        "dossiers_resolved_overdue": 40,
        "online_rate_stated": 31.08,
        "resolution_rate_stated": 73.58,
        "overdue_rate_stated_of_received": 1.38,
    }
