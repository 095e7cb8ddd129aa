"""The store: every submission and figure, who submitted it, and what was approved when."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from dxkpi.domain.figures.figures import Figures, Observation
from dxkpi.domain.figures.submitted import SubmittedFigures
from dxkpi.domain.model.audit import AuditAction
from dxkpi.domain.model.locality import Locality, Succession
from dxkpi.domain.model.permissions import Actor
from dxkpi.errors import NotAllowed, StoreMissing, StoreNewer, StoreOlder
from dxkpi.locale import Message
from dxkpi.store import integrity, migrations, registry, vintages
from dxkpi.store.accounts.accounts import Accounts
from dxkpi.store.accounts.sessions import Sessions
from dxkpi.store.audit_log import AuditLog, audited
from dxkpi.store.boundary_changes import BoundaryChanges
from dxkpi.store.engine import Database
from dxkpi.store.figures import reading, revisions
from dxkpi.store.reporting_windows import ReportingWindows
from dxkpi.store.submissions import review, submission
from dxkpi.store.submissions.comments import Comments
from dxkpi.store.submissions.drafts import Drafts
from dxkpi.store.submissions.flags import Flag, Flags
from dxkpi.store.submissions.reports import LocalityReport, read_reports
from dxkpi.store.submissions.submission import Submission
from dxkpi.store.submissions.submit import Receipt, SheetId, SubmissionRequest, find_receipt, submit
from dxkpi.store.tables.figures import OBSERVATIONS, SubmissionState
from dxkpi.store.tables.review import UNCHANGED
from dxkpi.store.targets import TargetStore
from dxkpi.store.vintages import Vintage


class Store:
    """One open store, which threads may share. A reader sees one consistent state and is never blocked by a writer."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.accounts = Accounts(database)
        self.audit_log = AuditLog(database)
        self.boundaries = BoundaryChanges(database)
        self.comments = Comments(database)
        self.drafts = Drafts(database)
        self.flags = Flags(database)
        self.sessions = Sessions(database)
        self.targets = TargetStore(database)
        self.windows = ReportingWindows(database)

    @classmethod
    def open(cls, address: str, *, create: bool = True, at_any_revision: bool = False) -> Self:
        """Open the store at an address: `sqlite:////var/lib/dxkpi.db` or `postgresql+psycopg://user@host/database`.

        `create`: make the store where there is none; else that raises `StoreMissing`. `at_any_revision`: for what
        migrates, checks or copies a store; neither tables nor rows are made. Raises `StoreUnreachable`, `StoreOlder`,
        `StoreNewer`.
        """
        store = cls(Database(address, create=create))
        try:
            if not at_any_revision:
                store._require_newest(create=create)
        except BaseException:
            store.close()
            raise
        return store

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close every connection."""
        self._database.close()

    @property
    def address(self) -> str:
        """The address, without the password."""
        return self._database.address

    @property
    def statements(self) -> int:
        """The number of SQL statements since it was opened."""
        return self._database.statements

    def status(self) -> tuple[str, str]:
        """The revision of the store (empty: not created yet) and the newest one. Raises `StoreNewer`."""
        with self._database.reading() as connection:
            current = migrations.current(connection)
        if not migrations.is_known(current):
            raise StoreNewer(address=self.address, revision=current)
        return current, migrations.newest()

    def require_same_file(self) -> None:
        """Raises `StoreReplaced` when the file of the store was deleted or replaced since it was opened."""
        self._database.require_same_file()

    def _require_newest(self, *, create: bool) -> None:
        current, newest = self.status()
        if not current and create:
            self.upgrade()
        elif not current:
            raise StoreMissing(address=self.address)
        elif current != newest:
            raise StoreOlder(address=self.address, revision=current)

    def copy(self, target: Path) -> bool:
        """Copy a SQLite store to a new file, while others use it. False for PostgreSQL, which has its own tools."""
        return self._database.copy(target)

    def upgrade(self) -> None:
        """Migrate to the newest revision: all steps or none."""
        with self._database.rebuilding() as connection:
            migrations.upgrade(connection)

    def check(self) -> list[Message]:
        """The damage that was found, one sentence each; empty when there is none."""
        return integrity.check(self._database)

    def vintage(self) -> int:
        """The number of the newest vintage; 0 when nothing has been approved."""
        with self._database.reading() as connection:
            return vintages.newest_vintage(connection)

    def vintages(self) -> list[Vintage]:
        """All vintages, oldest first."""
        with self._database.reading() as connection:
            return vintages.read_vintages(connection)

    def figures(self, vintage: int | None = None) -> Figures:
        """The figures of a vintage (None: the newest); vintage 0 has none. Raises `UnknownVintage`."""
        with self._database.reading() as connection:
            return reading.read_figures(connection, vintage)

    def added(self, after: int, vintage: int | None = None) -> Figures:
        """The cells of a vintage (None: the newest) whose value came later than vintage `after`.

        `with_changes(figures(after), added(after))` equals `figures()`. Raises `UnknownVintage`.
        """
        with self._database.reading() as connection:
            return reading.read_added(connection, after, vintage)

    def corrected(self, after: int = 0) -> dict[str, list[revisions.Revision]]:
        """All revisions of the cells that were corrected later than vintage `after`, by locality key."""
        with self._database.reading() as connection:
            return revisions.read_corrected(connection, after)

    def put_registry(self, localities: Iterable[Locality], successions: Iterable[Succession]) -> None:
        """Insert new localities and successions and update changed ones; none is deleted."""
        with self._database.writing() as connection:
            registry.put_localities(connection, localities)
            registry.put_successions(connection, successions)

    def localities(self, vintage: int | None = None, *, loaded: bool = False) -> tuple[Locality, ...]:
        """All localities, or those known at a vintage, by code and first day; `loaded`: only those from changes."""
        with self._database.reading() as connection:
            return registry.read_localities(connection, vintage, loaded=loaded)

    def successions(self) -> tuple[Succession, ...]:
        """All successions, by day."""
        with self._database.reading() as connection:
            return registry.read_successions(connection)

    def submit(
        self,
        figures: SubmittedFigures,
        request: SubmissionRequest,
        *,
        approve: bool,
        expected: int | None = None,
        flags: Sequence[Flag] = (),
    ) -> Receipt:
        """Store the new and changed values; with `approve` they become a vintage at once.

        Idempotent: the same sheet for the same scope changes nothing, unless it was returned or withdrawn before. No
        vintage is made when nothing is new or changed. `expected`: the vintage of the preview; nothing is written when
        a later one changed any of these cells. `flags`: problems accepted with a reason. Raises `UnknownLocality`,
        `StoreChanged`, and `NotAllowed` when anyone but an operator approves at once.
        """
        by = request.by
        if approve and not by.is_operator:
            raise NotAllowed()
        with audited(self._database, by, AuditAction.SUBMIT, request.received_at) as (connection, entry):
            receipt = submit(connection, figures, request, approve=approve, expected=expected, flags=flags)
            details = {"file_name": request.file_name, "scope": request.sheet.scope, "reason": request.reason}
            entry.record(
                f"submission {receipt.submission}", **details, vintage=receipt.vintage, repeated=receipt.repeated
            )
        return receipt

    def approve(self, number: int, *, by: Actor, at: datetime, reason: str = "", expected: int | None = None) -> int:
        """Approve a pending submission with all its values, and return the vintage that this makes.

        `expected`: the vintage it was compared with. Raises `AlreadyDecided`, `CannotReviewOwn`, `ComparisonChanged`,
        `UnknownSubmission`.
        """
        with audited(self._database, by, AuditAction.APPROVE, at) as (connection, entry):
            vintage = review.approve(connection, number, by=by, at=at, reason=reason, expected=expected)
            entry.record(f"submission {number}", vintage=vintage, reason=reason)
        return vintage

    def return_(self, number: int, *, by: Actor, at: datetime, reason: str) -> None:
        """Return a pending submission to its sender. Raises `AlreadyDecided`, `UnknownSubmission`, `WrongUsage`."""
        with audited(self._database, by, AuditAction.RETURN, at) as (connection, entry):
            review.return_(connection, number, by=by, at=at, reason=reason)
            entry.record(f"submission {number}", reason=reason)

    def withdraw(self, number: int, *, by: Actor, at: datetime, reason: str = "") -> None:
        """Withdraw one's own pending submission. Raises `AlreadyDecided`, `NotAllowed`, `UnknownSubmission`."""
        with audited(self._database, by, AuditAction.WITHDRAW, at) as (connection, entry):
            review.withdraw(connection, number, by=by, at=at, reason=reason)
            entry.record(f"submission {number}", reason=reason)

    def submissions(self, state: SubmissionState | None = None) -> list[Submission]:
        """All submissions, or those in one state, oldest first."""
        with self._database.reading() as connection:
            return submission.read_submissions(connection, state)

    def submission(self, number: int) -> Submission:
        """One submission. Raises `UnknownSubmission`."""
        with self._database.reading() as connection:
            return submission.read_submission(connection, number)

    def received(self, sheet: SheetId) -> Receipt | None:
        """The receipt of an earlier submission of the same sheet that is pending or approved, else None."""
        with self._database.reading() as connection:
            return find_receipt(connection, sheet)

    def submitted(self, number: int) -> list[Observation]:
        """The new and changed values of a submission."""
        with self._database.reading() as connection:
            return submission.read_values(connection, number, OBSERVATIONS)

    def unchanged(self, number: int) -> list[Observation]:
        """The values of a submission that equalled the approved ones when it arrived; kept only of pending ones."""
        with self._database.reading() as connection:
            return submission.read_values(connection, number, UNCHANGED)

    def reports(self, of: Collection[int] | None = None) -> list[LocalityReport]:
        """What each locality has reported for each period.

        `of`: numbers of submissions; only the localities and periods that these report for.
        """
        with self._database.reading() as connection:
            return read_reports(connection, of)
