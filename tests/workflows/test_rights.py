"""Who may do what: every workflow that asks who acts, for every role. One that is missing here fails the test."""

from __future__ import annotations

import inspect
import pkgutil
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from importlib import import_module
from itertools import count
from pathlib import Path

import pytest

from dxkpi import workflows
from dxkpi.domain.model.period import Cutoff, quarter
from dxkpi.domain.model.permissions import OPERATOR, READER, Actor, Permission, Role
from dxkpi.domain.model.reporting_windows import Window
from dxkpi.errors import NotAllowed, NotFound, WrongUsage
from dxkpi.locale import Language
from dxkpi.settings import Settings
from dxkpi.workflows import (
    ReportForm,
    find_form,
    import_file,
    lookup,
    make_template,
    marked_file,
    original,
    preview_file,
    preview_form,
    report_forms,
    shown_name,
    submit,
)
from dxkpi.workflows.admin import accounts, audit_log, boundary_changes, deadlines, targets
from dxkpi.workflows.review import my_submissions, queue, review
from dxkpi.workflows.upload import clipboard
from dxkpi.workflows.upload.preview import UploadRequest, preview_effects
from dxkpi.workflows.upload_context import deadline_lock, upload_context
from dxkpi.workspace import Workspace, open_workspace

# A ward of the sample province and a quarter with stored figures; another ward outside the scope.
WARD, OUTSIDE, Q3 = "90051@2025-07-01", "90020", quarter(2026, 3, Cutoff.DECREE09)
REVIEWER = Actor("duyet", Role.REVIEWER, None)
ACTORS = {
    "reader": READER,
    "contributor": Actor("an", Role.CONTRIBUTOR, frozenset({"90051"})),
    "contributor elsewhere": Actor("em", Role.CONTRIBUTOR, frozenset({OUTSIDE})),
    "reviewer": REVIEWER,
    "reviewer elsewhere": Actor("dung", Role.REVIEWER, frozenset({OUTSIDE})),
    "administrator": Actor("chi", Role.ADMINISTRATOR, None),
    "operator": OPERATOR,
    "newcomer": Actor("moi", Role.CONTRIBUTOR, None, must_change=True),
}
NUMBERS = count(300)
TYPED = {(WARD, "documents"): "5"}

Ask = Callable[[Workspace, Actor], object]
EVERYBODY = frozenset(ACTORS)
ALL_WHO_SEND = frozenset({"contributor", "contributor elsewhere", "reviewer", "reviewer elsewhere", "operator"})
SENDERS = frozenset({"contributor", "reviewer", "operator"})
SEERS = SENDERS | {"administrator"}
REVIEWERS = frozenset({"reviewer", "operator"})
ALL_WHO_REVIEW = REVIEWERS | {"reviewer elsewhere"}
MANAGERS = frozenset({"administrator", "operator"})


def file() -> bytes:
    """A file with one figure of the ward that no file had before."""
    return f"locality,period,measure,value\n{WARD},2026-Q3,surveys,{next(NUMBERS)}\n".encode()


def new_submission(workspace: Workspace) -> int:
    """A submission for the ward that waits, sent by its contributor."""
    preview = preview_file(workspace, UploadRequest("a.csv", file()), by=ACTORS["contributor"])
    return submit(workspace, preview, reason="đếm lại phiếu").submission


def form(workspace: Workspace) -> ReportForm:
    """The ward's form, as the operator may have it."""
    return find_form(workspace, WARD, "2026-Q3")


def sent_by(workspace: Workspace, by: Actor) -> object:
    """Submit a preview that somebody has come by."""
    preview = preview_file(workspace, UploadRequest("b.csv", file()))
    return submit(workspace, replace(preview, by=by), reason="đếm lại phiếu")


def looked_at(workspace: Workspace) -> review.Review:
    """A submission of the ward's contributor that waits, as it may be looked at."""
    return review.look_at(workspace, new_submission(workspace), by=OPERATOR)


def returned(workspace: Workspace) -> int:
    """A submission of the ward's contributor that came back."""
    number = new_submission(workspace)
    review.return_(workspace, number, by=REVIEWER, reason="xem lại")
    return number


def aimed(workspace: Workspace, by: Actor) -> object:
    """A target that no target was like before."""
    return targets.set_target(workspace, "on_time_rate", locality="90", period="2026", value=f"95,{next(NUMBERS)}",
                                source="KH 12", by=by)  # fmt: skip


def soon() -> datetime:
    return datetime.now(UTC) + timedelta(days=1)


TABLE: dict[str, tuple[frozenset[str], Ask]] = {
    "admin.boundary_changes.load_decree": (
        MANAGERS, lambda workspace, by: boundary_changes.load_decree(workspace, "nq.csv", b"", by=by)
    ),
    "admin.boundary_changes.preview_decree": (
        MANAGERS, lambda workspace, by: boundary_changes.preview_decree(workspace, "nq.csv", b"", by=by)
    ),
    "lookup.may_report": (
        EVERYBODY, lambda workspace, by: lookup.may_report(workspace, form(workspace).place, Q3, by=by)
    ),
    "report_forms.find_form": (SENDERS, lambda workspace, by: find_form(workspace, WARD, "2026-Q3", by=by)),
    "upload_context.deadline_lock": (EVERYBODY, lambda workspace, by: deadline_lock(workspace, by)),
    "upload_context.upload_context": (EVERYBODY, lambda workspace, by: upload_context(workspace, by=by)),
    "upload.file_import.import_file": (
        SENDERS, lambda workspace, by: import_file(workspace, UploadRequest("a.csv", file(), locality=WARD), by=by)
    ),
    "admin.audit_log.audit_log": (MANAGERS, lambda workspace, by: audit_log.audit_log(workspace, by=by)),
    "admin.accounts.accounts": (MANAGERS, lambda workspace, by: accounts.accounts(workspace, by=by)),
    "admin.accounts.add_account": (
        MANAGERS, lambda workspace, by: accounts.add_account(workspace, f"lan{next(NUMBERS)}", role=Role.READER, by=by)
    ),
    "admin.accounts.disable_account": (MANAGERS, lambda workspace, by: accounts.disable_account(workspace, "x", by=by)),
    "admin.accounts.enable_account": (MANAGERS, lambda workspace, by: accounts.enable_account(workspace, "x", by=by)),
    "admin.accounts.reset_password": (MANAGERS, lambda workspace, by: accounts.reset_password(workspace, "x", by=by)),
    "admin.accounts.scopes": (MANAGERS, lambda workspace, by: accounts.scopes(workspace, by=by)),
    "admin.accounts.set_identity": (MANAGERS, lambda workspace, by: accounts.set_identity(workspace, "x", None, by=by)),
    "admin.accounts.set_role": (
        MANAGERS, lambda workspace, by: accounts.set_role(workspace, "x", Role.READER, (), by=by)
    ),
    "review.my_submissions.comments_at": (
        SENDERS, lambda workspace, by: my_submissions.comments_at(workspace, form(workspace), by=by)
    ),
    "review.my_submissions.returned": (
        SENDERS, lambda workspace, by: my_submissions.returned(workspace, form(workspace), by=by)
    ),
    "review.my_submissions.mine": (ALL_WHO_SEND, lambda workspace, by: my_submissions.mine(workspace, by=by)),
    "review.my_submissions.reopen": (
        frozenset({"contributor"}), lambda workspace, by: my_submissions.reopen(workspace, returned(workspace), by=by)
    ),
    "upload.clipboard.preview_block": (
        SENDERS, lambda workspace, by: clipboard.preview_block(workspace, form(workspace), "5", by=by)
    ),
    "upload.preview.preview_file": (
        SENDERS, lambda workspace, by: preview_file(workspace, UploadRequest("a.csv", file(), locality=WARD), by=by)
    ),
    "upload.preview.preview_form": (
        SENDERS,
        lambda workspace, by: preview_form(workspace, form(workspace), TYPED, by=by),
    ),
    "report_forms.draft_of": (SENDERS, lambda workspace, by: report_forms.draft_of(workspace, form(workspace), by=by)),
    "report_forms.drop_draft": (
        SENDERS, lambda workspace, by: report_forms.drop_draft(workspace, form(workspace), by=by)
    ),
    "report_forms.form_for": (
        SENDERS, lambda workspace, by: report_forms.form_for(workspace, form(workspace).place, Q3, by=by)
    ),
    "report_forms.keep_draft": (
        SENDERS, lambda workspace, by: report_forms.keep_draft(workspace, form(workspace), {"a|b": "1"}, by=by)
    ),
    "report_forms.period_to_report": (
        SENDERS, lambda workspace, by: report_forms.period_to_report(workspace, form(workspace).place, by=by)
    ),
    "report_forms.places_to_report": (
        ALL_WHO_SEND, lambda workspace, by: report_forms.places_to_report(workspace, by=by)
    ),
    "review.review.approve": (REVIEWERS, lambda workspace, by: review.approve(workspace, looked_at(workspace), by=by)),
    "review.review.comment": (
        REVIEWERS | {"contributor"},
        lambda workspace, by: review.comment(workspace, new_submission(workspace), "x", by=by),
    ),
    "review.review.look_at": (SEERS, lambda workspace, by: review.look_at(workspace, new_submission(workspace), by=by)),
    "review.review.may": (
        EVERYBODY, lambda workspace, by: review.may(workspace, workspace.store.submission(1), Permission.REVIEW, by)
    ),
    "review.review.return_": (
        REVIEWERS, lambda workspace, by: review.return_(workspace, new_submission(workspace), by=by, reason="sai kỳ")
    ),
    "review.review.withdraw": (
        frozenset({"contributor"}), lambda workspace, by: review.withdraw(workspace, new_submission(workspace), by=by)
    ),
    "admin.deadlines.deadline_line": (
        SENDERS, lambda workspace, by: deadlines.deadline_line(workspace, form(workspace).place, Q3, by=by)
    ),
    "admin.deadlines.extend": (
        MANAGERS, lambda workspace, by: deadlines.extend(workspace, OUTSIDE, Q3, soon(), reason="mất điện", by=by)
    ),
    "admin.deadlines.extensions": (MANAGERS, lambda workspace, by: deadlines.extensions(workspace, by=by)),
    "admin.deadlines.schedule": (MANAGERS, lambda workspace, by: deadlines.schedule(workspace, by=by)),
    "admin.deadlines.set_window": (
        MANAGERS,
        lambda workspace, by: deadlines.set_window(workspace, Window(Q3, datetime(2026, 6, 14, 17, tzinfo=UTC)), by=by)
    ),
    "admin.deadlines.suggestion": (MANAGERS, lambda workspace, by: deadlines.suggestion(workspace, Q3, by=by)),
    "sign_in.shown_name": (EVERYBODY, lambda workspace, by: shown_name(workspace, by)),
    "upload.preview.preview_effects": (
        EVERYBODY,
        lambda workspace, by: preview_effects(workspace, preview_file(workspace, UploadRequest("a.csv", file())))
    ),
    "upload.submit.marked_file": (
        EVERYBODY,
        lambda workspace, by: marked_file(preview_file(workspace, UploadRequest("a.csv", file())), Language.VI)
    ),
    "upload.submit.original": (SEERS, lambda workspace, by: original(workspace, new_submission(workspace), by=by)),
    "upload.submit.submit": (SENDERS, sent_by),
    "admin.targets.remove_target": (MANAGERS, lambda workspace, by: targets.remove_target(workspace, 99, by=by)),
    "admin.targets.set_target": (MANAGERS, lambda workspace, by: aimed(workspace, by)),
    "admin.targets.targets": (MANAGERS, lambda workspace, by: targets.targets(workspace, by=by)),
    "admin.targets.target_summaries": (
        MANAGERS, lambda workspace, by: targets.target_summaries(workspace, Language.VI, by=by)
    ),
    "upload.templates.make_template": (
        SENDERS, lambda workspace, by: make_template(workspace, WARD, "2026-Q3", language=Language.VI, by=by)
    ),
    "review.queue.beyond": (ALL_WHO_REVIEW, lambda workspace, by: queue.beyond(workspace, by=by)),
    "review.queue.queue": (ALL_WHO_REVIEW, lambda workspace, by: queue.queue(workspace, by=by)),
}  # fmt: skip


@pytest.fixture(scope="module")
def workspace(filled_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """One workspace for the whole table."""
    home = Path(shutil.copytree(filled_home, tmp_path_factory.mktemp("rights") / "home"))
    opened = open_workspace(Settings(_env_file=None, home=home))
    yield opened
    opened.close()


def acting_workflows() -> set[str]:
    """Every public workflow that takes the acting account, or a preview that has one."""
    names = set()
    for module in pkgutil.walk_packages(workflows.__path__, f"{workflows.__name__}."):
        inside = import_module(module.name)
        for name, function in inspect.getmembers(inside, inspect.isfunction):
            if function.__module__ == inside.__name__ and not name.startswith("_"):
                # Annotations are kept as text: some of their types are imported for type checkers only.
                types = {parameter.annotation for parameter in inspect.signature(function).parameters.values()}
                if "Preview" in types or {"Workspace", "Actor"} <= types:
                    names.add(f"{module.name.removeprefix(workflows.__name__ + '.')}.{name}")
    return names


def test_the_table_has_every_workflow() -> None:
    """A workflow that asks who acts and is not in the table has not been thought of."""
    assert acting_workflows() == set(TABLE)


@pytest.mark.parametrize("name", TABLE)
def test_every_role_may_do_what_the_table_says_and_no_more(workspace: Workspace, name: str) -> None:
    """Everybody else is refused before anything is read or written, also outside the scope."""
    allowed, ask = TABLE[name]
    assert {who for who, by in ACTORS.items() if is_allowed(workspace, by, ask)} == set(allowed)


def is_allowed(workspace: Workspace, by: Actor, ask: Ask) -> bool:
    """Whether somebody is let through, be it to hear that something is not there."""
    try:
        ask(workspace, by)
    except NotAllowed:
        return False
    except (NotFound, WrongUsage):
        return True
    return True
