"""A crosswalk file of a future decree: previewed before it is loaded, refused with every problem, kept for ever."""

from __future__ import annotations

import io
from datetime import date

import openpyxl
import pytest
from tests.queries import ask_values, describe_view

from dxkpi import workflows
from dxkpi.domain.model.audit import AuditAction
from dxkpi.domain.model.locality import Level, Locality, Registry
from dxkpi.domain.model.permissions import OPERATOR, READER
from dxkpi.domain.views.query import SnapshotKey
from dxkpi.errors import NotAllowed, UnknownLocality
from dxkpi.exports.dataset import tables
from dxkpi.locale import Language
from dxkpi.workflows.admin.boundary_changes import BoundaryChangePreview, load_decree, preview_decree
from dxkpi.workflows.dataset import dataset_content
from dxkpi.workspace import Workspace, open_workspace

DAY = date(2027, 1, 1)
HEAD = "from_code,to_code,to_name,to_kind,day,share,parent\n"
# Two wards become one; a commune is divided, one part of it goes to another commune.
DECREE = HEAD + (
    "90001,90001,Phường Lam Mới,phường,2027-01-01,whole,\n"
    "90004,90001,Phường Lam Mới,phường,2027-01-01,whole,\n"
    "90020,90020,Xã Còn Lại,xã,2027-01-01,part,90\n"
    "90020,90024,Xã Lớn,xã,2027-01-01,part,90\n"
    "90024,90024,Xã Lớn,xã,2027-01-01,whole,90\n"
)


def previewed(workspace: Workspace, text: str, name: str = "nq.csv") -> BoundaryChangePreview:
    """What a file of this text would change."""
    return preview_decree(workspace, name, text.encode(), by=OPERATOR)


def faults(workspace: Workspace, *lines: str) -> list[tuple[str, str]]:
    """The problems of a file with these rows, each by its cell, in English."""
    preview = previewed(workspace, HEAD + "\n".join(lines))
    return [(cell, fault.message.text(Language.EN)) for cell, fault in preview.faults]


def test_a_preview_shows_what_would_change_and_changes_nothing(workspace: Workspace) -> None:
    """Four units end, three begin; the merged one has a past, the two that share a divided one have none."""
    preview = previewed(workspace, DECREE)
    assert preview.decree is not None
    assert {unit.code for unit in preview.decree.ended} == {"90001", "90004", "90020", "90024"}
    assert {unit.valid_to for unit in preview.decree.ended} == {date(2026, 12, 31)}
    comparable = {consequence.unit.name: consequence.lost is None for consequence in preview.consequences}
    assert comparable == {"Phường Lam Mới": True, "Xã Còn Lại": False, "Xã Lớn": False}
    assert (preview.figures or {})["90001@2027-01-01"] == 5
    assert workspace.registry.at("90001", DAY) == workspace.registry.by_key("90001@2025-07-01")


def test_a_workbook_says_the_same(workspace: Workspace) -> None:
    """The same rows in Vietnamese headings, days as dates, in a sheet of a workbook."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["mã cũ", "mã mới", "tên mới", "loại", "ngày", "phần"])
    for old in ("90001", "90004"):
        sheet.append([old, "90001", "Phường Lam Mới", "phường", DAY, "toàn bộ"])
    content = io.BytesIO()
    book.save(content)
    preview = preview_decree(workspace, "nq.xlsx", content.getvalue(), by=OPERATOR)
    assert preview.faults == ()
    assert [consequence.unit.name for consequence in preview.consequences] == ["Phường Lam Mới"]


def test_all_problems_are_listed_at_once_by_cell(workspace: Workspace) -> None:
    """An unknown code, a day that is none, a code that goes on elsewhere, a part without the rest."""
    sentences = faults(
        workspace,
        "90999,90999,Xã X,xã,2027-01-01,whole,90",
        "90001,90004,Phường Y,phường,2027-01-01,part,90",
        "90007,90007,Phường Z,phường,2027-02-01,whole,",
    )
    assert [cell for cell, _ in sentences] == ["A2", "F3", "B3", "E4"]
    assert sentences[2][1].startswith("the code 90004 belongs to Phường Bạch Đàn, which continues")
    assert faults(workspace, "90001,90001,,phường,32/01/2027,all,", "90999,90001,Phường X,phường,2027-01-01,part,") == [
        ("C2", "must not be empty"),
        ("E2", "“32/01/2027” is not a date; write 2027-01-01 or 01/01/2027"),
        ("F2", "“all” is not one of whole, part"),
        ("A3", "there was no locality with the code 90999 on 31/12/2026"),
    ]


@pytest.mark.parametrize(
    ("row", "cell"),
    [
        ("90,99,Tỉnh Khác,tỉnh,2027-01-01,whole,", "A2"),  # its communes would lie nowhere
        ("90001,901,Phường X,phường,2027-01-01,whole,", "B2"),  # zeros lost
        ("90001,90001,Phường X,phường,2027-01-01,whole,981", "G2"),  # a town that has ended
        ("90001,90001,Phường X,phường,2026-01-01,whole,", "A2"),  # it has reported since
        ("19996,90001,Phường X,phường,2027-01-01,whole,46", "B2"),  # taken by a unit that goes on
    ],
)
def test_what_cannot_be_is_refused_with_its_cell(workspace: Workspace, row: str, cell: str) -> None:
    """Each of these is one problem, at its cell."""
    assert [fault_cell for fault_cell, _ in faults(workspace, row)] == [cell]


def test_a_loaded_change_holds_in_every_process(own_workspace: Workspace) -> None:
    """Figures of before are as they were; on the newer boundaries they are sums; a restart keeps it all, and a process
    that runs in parallel takes it over when it next looks for a vintage."""
    workspace = own_workspace
    query = {"measures": ["dossiers_received"], "period": "2026-Q1"}
    before = ask_values(workspace, locality="90", level=Level.COMMUNE, **query)
    beside = open_workspace(workspace.settings)
    load_decree(workspace, "nq.csv", DECREE.encode(), by=OPERATOR)
    beside.refresh()
    again = open_workspace(workspace.settings)
    for opened in (workspace, again, beside):
        assert ask_values(opened, locality="90", level=Level.COMMUNE, **query) == before
        assert opened.registry.by_key("90001@2025-07-01").valid_to == date(2026, 12, 31)
        merged = ask_values(opened, locality="90001", boundaries="2027-01-01", **query)[0]
        parts = [value.value for value in before if value.locality[:5] in ("90001", "90004")]
        assert (merged.locality_name, merged.value) == ("Phường Lam Mới", sum(parts))  # type: ignore[arg-type]
        divided = ask_values(opened, locality="90024", boundaries="2027-01-01", **query)[0]
        assert divided.value is None
        assert len(_communes(opened.registry, DAY)) == 19
    again.close()
    beside.close()
    line = workspace.store.audit_log.lines(1)[0]
    assert (line.action, line.object, line.details["units_begun"]) == (
        AuditAction.CHANGE_BOUNDARIES,
        "boundaries 2027-01-01",
        3,
    )
    assert workspace.store.check() == []


def test_an_older_vintage_knows_nothing_of_a_change_loaded_since(own_workspace: Workspace) -> None:
    """A change for a day that has passed, and another of what it made: each vintage lists what it listed, under the
    names it had, with the same answers, rows and files; the newest has both changes."""
    workspace = own_workspace
    loaded = [workspace.vintage]
    day = "2026-09-15"
    first = HEAD + f"90001,90001,Phường Lam Mới,phường,{day},whole,\n90004,90001,Phường Lam Mới,phường,{day},whole,\n"
    second = HEAD + "90001,90001,Phường Lam Ba,phường,2026-10-15,whole,\n"
    answers = [_everything(workspace, loaded[0])]
    for text in (first, second):
        assert load_decree(workspace, "nq.csv", text.encode(), by=OPERATOR).faults == ()
        loaded.append(workspace.vintage)
        answers.append(_everything(workspace, workspace.vintage))
    again = open_workspace(workspace.settings)
    for opened in (workspace, again):
        assert [_everything(opened, vintage) for vintage in loaded] == answers
        names = [workflows.find_locality(opened, "90001", at=SnapshotKey(vintage)).name for vintage in loaded]
        assert names == ["Phường Lam Giang", "Phường Lam Mới", "Phường Lam Ba"]
        units = [_communes(opened.registry_at(vintage), date(2026, 10, 1)) for vintage in loaded]
        assert [len(communes) for communes in units] == [20, 19, 19]
    again.close()
    assert loaded == [loaded[0], loaded[0] + 1, loaded[0] + 2]
    with pytest.raises(UnknownLocality):
        workflows.find_locality(workspace, f"90001@{day}", at=SnapshotKey(loaded[0]))


def _communes(registry: Registry, day: date) -> tuple[Locality, ...]:
    province = registry.at("90", day)
    return () if province is None else registry.below(province, day, Level.COMMUNE)


def _everything(workspace: Workspace, vintage: int) -> tuple[object, ...]:
    """What a vintage answers: places to choose, values as reported and on its boundaries, a file, the list of units."""
    query = {"level": Level.COMMUNE, "locality": "90", "vintage": vintage}
    reported, current = (
        ask_values(workspace, indicators=["on_time_rate"], period="2026-Q2", boundaries=boundaries, **query)
        for boundaries in (None, "current")
    )
    description = describe_view(workspace, "ranking", period="2026-Q2", boundaries="2026-10-01", **query)
    units = tables.listed_localities(dataset_content(workspace, vintage, simulated=True))
    places = workflows.places(workspace, SnapshotKey(vintage))
    return places, reported, current, workflows.export(workspace, description, "csv"), units


def test_the_same_file_again_is_refused(own_workspace: Workspace) -> None:
    """Its units have ended already; nothing is written twice."""
    load_decree(own_workspace, "nq.csv", DECREE.encode(), by=OPERATOR)
    report = load_decree(own_workspace, "nq.csv", DECREE.encode(), by=OPERATOR)
    assert report.decree is None
    assert [line.action for line in own_workspace.store.audit_log.lines(100)].count(AuditAction.CHANGE_BOUNDARIES) == 1


@pytest.mark.parametrize("content", [b"", b"a,b\n1,2\n", HEAD.encode(), b"%PDF-1.7"])
def test_a_file_that_is_no_crosswalk_is_refused_in_a_sentence(workspace: Workspace, content: bytes) -> None:
    """Nothing in it, other headings, no rows, another kind of file: one problem each."""
    preview = preview_decree(workspace, "nq.csv", content, by=OPERATOR)
    assert (preview.decree, len(preview.faults)) == (None, 1)


def test_only_who_manages_may(workspace: Workspace) -> None:
    """Not even a preview for anybody else."""
    with pytest.raises(NotAllowed):
        preview_decree(workspace, "nq.csv", DECREE.encode(), by=READER)
