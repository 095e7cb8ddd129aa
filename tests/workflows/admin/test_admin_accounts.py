"""Accounts, windows, extensions and the audit log: who may, what is refused, what is remembered."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from dxkpi.domain.model.audit import AuditAction
from dxkpi.domain.model.datetimes import END_OF_DAY, parse_moment
from dxkpi.domain.model.period import Cutoff, Period, quarter
from dxkpi.domain.model.permissions import OPERATOR, Actor, Role
from dxkpi.domain.model.reporting_windows import Window
from dxkpi.errors import LastAdministrator, NotAllowed, PeriodClosed, WrongUsage
from dxkpi.intake import ProblemCode
from dxkpi.locale import Language
from dxkpi.workflows import preview_file, submit
from dxkpi.workflows.admin import accounts, audit_log, deadlines
from dxkpi.workflows.report_forms import places_to_report
from dxkpi.workflows.upload.preview import UploadRequest
from dxkpi.workspace import Workspace

CHI = Actor("chi", Role.ADMINISTRATOR, None, "10.0.0.7")
# Two wards of the sample province.
SA_GIANG, TRUC_LINH = "90020", "90051"
Q2, Q3, Q4 = (quarter(2026, number, Cutoff.DECREE09) for number in (2, 3, 4))
DAY = timedelta(days=1)
LONG_AGO = datetime(2026, 6, 20, 10, tzinfo=UTC)
VERBS: dict[str, Callable[[Workspace, Actor], object]] = {
    "accounts": lambda workspace, by: accounts.accounts(workspace, by=by),
    "add": lambda workspace, by: accounts.add_account(workspace, "an", role=Role.READER, by=by),
    "role": lambda workspace, by: accounts.set_role(workspace, "an", Role.CONTRIBUTOR, [SA_GIANG], by=by),
    "identity": lambda workspace, by: accounts.set_identity(
        workspace, "an", ("https://id.example.vn", "an@x.vn"), by=by
    ),
    "password": lambda workspace, by: accounts.reset_password(workspace, "an", by=by),
    "disable": lambda workspace, by: accounts.disable_account(workspace, "an", by=by),
    "enable": lambda workspace, by: accounts.enable_account(workspace, "an", by=by),
    "scopes": lambda workspace, by: accounts.scopes(workspace, by=by),
    "schedule": lambda workspace, by: deadlines.schedule(workspace, by=by),
    "suggestion": lambda workspace, by: deadlines.suggestion(workspace, Q3, by=by),
    "window": lambda workspace, by: deadlines.set_window(workspace, closed(Q3), by=by),
    "extend": lambda workspace, by: deadlines.extend(workspace, SA_GIANG, Q3, later(), reason="mất điện", by=by),
    "extensions": lambda workspace, by: deadlines.extensions(workspace, by=by),
    "log": lambda workspace, by: audit_log.audit_log(workspace, by=by),
}


def closed(period: Period) -> Window:
    """A window that has closed."""
    return Window(period, LONG_AGO, LONG_AGO + DAY, LONG_AGO + 2 * DAY)


def later() -> datetime:
    """A moment that has not come."""
    return datetime.now(UTC) + 2 * DAY


def contributor(*scope: str) -> Actor:
    return Actor("an", Role.CONTRIBUTOR, frozenset(scope))


def is_locked(workspace: Workspace, code: str) -> bool:
    """Whether a file with one figure of a ward for Q3 is refused as its period is closed."""
    file = f"locality,period,measure,value\n{code},2026-Q3,surveys,300\n".encode()
    preview = preview_file(workspace, UploadRequest("a.csv", file), by=contributor("90"))
    return ProblemCode.LOCKED in {problem.code for problem in preview.problems}


def test_every_verb_leaves_its_line_in_the_log(own_workspace: Workspace) -> None:
    """Newest first: who, what, to what, from where; what is only read leaves none."""
    for verb in VERBS.values():
        verb(own_workspace, CHI)
    lines = [(line.actor, line.action.text(Language.VI), line.object.text(Language.VI), line.address)
            for line in audit_log.audit_log(own_workspace, by=CHI)]  # fmt: skip
    account, period = "tài khoản an", "Quý III/2026"
    assert lines[:8] == [
        ("chi", action, thing, "10.0.0.7")
        for action, thing in (
            ("gia hạn nộp cho địa phương", f"Phường Sa Giang, {period}"),
            ("đặt thời gian mở và đóng kỳ báo cáo", period),
            ("kích hoạt lại tài khoản", account),
            ("vô hiệu hóa tài khoản", account),
            ("đổi mật khẩu", account),
            ("đổi danh tính của tài khoản", account),
            ("đổi vai trò của tài khoản", account),
            ("thêm tài khoản", account),
        )
    ]


def test_the_log_of_an_account_has_what_it_did_and_what_was_done_to_it(own_workspace: Workspace) -> None:
    """Older pages begin before a line's number."""
    for name in ("an", "binh"):
        accounts.add_account(own_workspace, name, role=Role.READER, by=CHI)
    accounts.add_account(own_workspace, "dung", role=Role.READER, by=Actor("an", Role.ADMINISTRATOR, None))
    lines = audit_log.audit_log(own_workspace, account="an", by=CHI)
    assert [line.object.values["name"] for line in lines] == ["dung", "an"]
    assert audit_log.audit_log(own_workspace, account="an", before=lines[0].number, by=CHI) == lines[1:]


@pytest.mark.parametrize(
    ("agent", "browser_name"),
    [
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 "
         "Safari/537.36 Edg/142.0.0.0", "Edge 142, Windows"),
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) coc_coc_browser/131.0.188 "
         "Chrome/125.0.6422.188 Safari/537.36", "Cốc Cốc 131, Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
         "Version/18.6 Mobile/15E148 Safari/604.1", "Safari 18, iPhone"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0", "Firefox 144, Linux"),
        ("python-httpx/0.28.1", "python-httpx/0.28.1"),
    ],
)  # fmt: skip
def test_the_log_names_the_browser(own_workspace: Workspace, agent: str, browser_name: str) -> None:
    """A browser's name, version and system; another program as it calls itself."""
    own_workspace.store.audit_log.add(AuditAction.SIGN_IN, "account chi", by=CHI, at=LONG_AGO, agent=agent)
    (line,) = audit_log.audit_log(own_workspace, account="chi", by=CHI)
    assert [detail.text(Language.VI) for detail in line.details] == [f"trình duyệt: {browser_name}"]


def test_the_log_names_places_and_periods_and_every_second(own_workspace: Workspace) -> None:
    """What the store writes as codes is read as names; ten in the morning of UTC is five in the afternoon of Hanoi."""
    store = own_workspace.store
    store.audit_log.add(
        AuditAction.SUBMIT, "submission 9", by=CHI, at=LONG_AGO, scope=f"{TRUC_LINH}@2025-07-01 2026-Q3"
    )
    store.audit_log.add(
        AuditAction.SET_ROLE, "account an", by=CHI, at=LONG_AGO, new=["contributor", f"{SA_GIANG} {TRUC_LINH}"]
    )
    role, sent = audit_log.audit_log(own_workspace, by=CHI)[:2]
    assert [detail.text(Language.VI) for detail in sent.details] == ["địa phương: Xã Trúc Lĩnh, Quý III/2026"]
    assert [detail.text(Language.VI) for detail in role.details] == [
        "sau: người nộp số liệu (Phường Sa Giang, Xã Trúc Lĩnh)"
    ]
    assert sent.at == "17:00:00 20/06/2026"


def test_the_last_administrator_stays(own_workspace: Workspace) -> None:
    """Neither disabled nor demoted while nobody else could manage, also not by the operator of the server."""
    for name in ("chi", "dung"):
        accounts.add_account(own_workspace, name, role=Role.ADMINISTRATOR, by=OPERATOR)
    accounts.disable_account(own_workspace, "dung", by=CHI)
    with pytest.raises(LastAdministrator):
        accounts.disable_account(own_workspace, "chi", by=CHI)
    with pytest.raises(LastAdministrator):
        accounts.set_role(own_workspace, "chi", Role.REVIEWER, [], by=CHI)
    account = own_workspace.store.accounts.find("chi")
    assert account is not None
    assert (account.role, account.is_active) == (Role.ADMINISTRATOR, True)
    with pytest.raises(LastAdministrator):
        accounts.disable_account(own_workspace, "chi", by=OPERATOR)


def test_a_contributor_reports_for_what_is_named(own_workspace: Workspace) -> None:
    """For nothing is refused in words, also where the role changes; a province holds all its units; an account that a
    store has with every locality reports for every one."""
    accounts.add_account(own_workspace, "an", role=Role.REVIEWER, by=CHI)
    for action in (
        lambda: accounts.add_account(own_workspace, "binh", role=Role.CONTRIBUTOR, by=CHI),
        lambda: accounts.set_role(own_workspace, "an", Role.CONTRIBUTOR, [], by=CHI),
    ):
        with pytest.raises(WrongUsage, match="for which localities"):
            action()
    account = accounts.set_role(own_workspace, "an", Role.CONTRIBUTOR, ["90"], by=CHI)
    of_province, of_all = (
        places_to_report(own_workspace, by=Actor("an", Role.CONTRIBUTOR, scope)) for scope in (account.scope, None)
    )
    assert (len(of_province), len(of_all)) == (21, 62)  # a province and its twenty; both provinces and their units


def test_an_extension_opens_a_closed_period_for_its_locality_alone(own_workspace: Workspace) -> None:
    """Until it ends; cut short it is closed again."""
    deadlines.set_window(own_workspace, closed(Q3), by=CHI)
    assert (is_locked(own_workspace, SA_GIANG), is_locked(own_workspace, TRUC_LINH)) == (True, True)
    deadlines.extend(own_workspace, SA_GIANG, Q3, later(), reason="mất điện", by=CHI)
    assert (is_locked(own_workspace, SA_GIANG), is_locked(own_workspace, TRUC_LINH)) == (False, True)
    deadlines.extend(own_workspace, SA_GIANG, Q3, LONG_AGO + 3 * DAY, reason="đã nộp", by=CHI)
    assert is_locked(own_workspace, SA_GIANG)


def test_what_was_previewed_before_the_end_is_refused_after_it(own_workspace: Workspace) -> None:
    """The moment of submission counts, not that of the preview; an operator's figures are still taken."""
    file = f"locality,period,measure,value\n{SA_GIANG},2026-Q3,surveys,300\n".encode()
    own, operators = (
        preview_file(own_workspace, UploadRequest("a.csv", file), by=by) for by in (contributor("90"), OPERATOR)
    )
    before = len(own_workspace.store.submissions())
    deadlines.set_window(own_workspace, closed(Q3), by=CHI)
    with pytest.raises(PeriodClosed) as refusal:
        submit(own_workspace, own, reason="đếm lại")
    assert "đã đóng từ 17:00 22/06/2026" in refusal.value.text(Language.VI)
    assert len(own_workspace.store.submissions()) == before
    assert submit(own_workspace, operators).vintage == own_workspace.vintage


def test_an_extension_must_give_more_time(own_workspace: Workspace) -> None:
    """Not where there is no deadline, not before the period closes, not in the past, not without a reason."""
    deadlines.set_window(own_workspace, closed(Q3), by=CHI)
    open_yet = Window(Q4, LONG_AGO, later(), later() + 2 * DAY)
    deadlines.set_window(own_workspace, open_yet, by=CHI)
    for period, until, reason in (
        (Q2, later(), "mất điện"), (Q3, LONG_AGO + 3 * DAY, "mất điện"), (Q4, later(), "mất điện"), (Q3, later(), " ")
    ):  # fmt: skip
        with pytest.raises(WrongUsage):
            deadlines.extend(own_workspace, SA_GIANG, period, until, reason=reason, by=CHI)
    assert deadlines.extensions(own_workspace, by=CHI) == []


def test_a_window_is_read_as_hanois_clock_shows_it() -> None:
    """17:00 in Hanoi is 10:00 UTC; a deadline by its day alone is the whole day; without grace it ends with it."""
    window = deadlines.read_moments("", "17h 20/10/2026", "", Q3)
    assert window == Window(Q3, datetime(2026, 6, 14, 17, tzinfo=UTC), at := datetime(2026, 10, 20, 10, tzinfo=UTC), at)
    assert deadlines.read_moments("15/9/2026", "", "", Q3).deadline_at is None
    assert parse_moment("20/10/2026", without_time=END_OF_DAY) == datetime(2026, 10, 20, 16, 59, 59, tzinfo=UTC)
    with pytest.raises(WrongUsage):
        deadlines.read_moments("", "17:00 20/10/2026", "17:00 19/10/2026", Q3)


@pytest.mark.parametrize(
    "text", ["17:00 20/10/2026", "17h 20/10/2026", "17 giờ 00 phút ngày 20/10/2026", "20/10/2026 17:00",
             "lúc 17h00, ngày 20.10.2026", "2026-10-20T17:00"],
)  # fmt: skip
def test_a_moment_may_be_typed_in_many_ways(text: str) -> None:
    """All of them are five in the afternoon of the twentieth of October."""
    assert parse_moment(text) == datetime(2026, 10, 20, 10, tzinfo=UTC)


@pytest.mark.parametrize("text", ["", "hôm qua", "25:00 20/10/2026", "17:00 31/2/2026", "17:00 20/10/26", "17:00"])
def test_what_is_no_moment_is_refused(text: str) -> None:
    """With a sentence, never as another day."""
    with pytest.raises(WrongUsage):
        parse_moment(text)


def test_the_next_quarter_is_suggested_as_the_newest_one_was(own_workspace: Workspace) -> None:
    """Q3 ends on 14/9/2026, Q4 on 14/12: 91 days later, each moment of it."""
    deadlines.set_window(own_workspace, closed(Q3), by=CHI)
    moved = [LONG_AGO + number * DAY + 91 * DAY for number in range(3)]
    assert deadlines.suggestion(own_workspace, Q4, by=CHI) == Window(Q4, *moved)
    assert deadlines.suggestion(own_workspace, Q3, by=CHI) == closed(Q3)
    listed = {entry.window.period: entry.is_set for entry in deadlines.schedule(own_workspace, by=CHI)}
    assert (listed[Q3], listed[Q2]) == (True, False)


def test_a_sender_sees_the_state_of_the_period(own_workspace: Workspace) -> None:
    """Nothing without a deadline; closed for those who were given no more time."""
    ward, other = (own_workspace.registry.versions(code)[-1] for code in (SA_GIANG, TRUC_LINH))
    by = contributor("90")
    assert deadlines.deadline_line(own_workspace, ward, Q3, by=by) is None
    deadlines.set_window(own_workspace, closed(Q3), by=CHI)
    deadlines.extend(own_workspace, SA_GIANG, Q3, datetime(2199, 1, 2, 3, tzinfo=UTC), reason="mất điện", by=CHI)
    line = deadlines.deadline_line(own_workspace, ward, Q3, by=by)
    assert line is not None
    assert line.text(Language.VI).startswith("Kỳ này đã được gia hạn cho Phường Sa Giang đến 10:00 02/01/2199")
    shut = deadlines.deadline_line(own_workspace, other, Q3, by=by)
    assert shut is not None
    assert shut.text(Language.VI) == (
        "Kỳ này: đã đóng từ 17:00 22/06/2026; không nhận thêm số liệu. "
        "Nếu còn phải nộp, hãy đề nghị quản trị viên gia hạn."
    )
    with pytest.raises(NotAllowed):
        deadlines.deadline_line(own_workspace, ward, Q3, by=contributor(TRUC_LINH))
