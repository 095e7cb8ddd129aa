"""The store: every figure ever handed in, who handed it in, and what was approved when."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from types import TracebackType
from typing import Self

from dxkpi.domain.figures.figures import Figures, Observation
from dxkpi.domain.figures.submitted import SubmittedFigures
from dxkpi.domain.model.audit import AuditAction
from dxkpi.domain.model.locality import Locality, Succession
from dxkpi.domain.model.period import Period
from dxkpi.domain.model.permissions import Actor
from dxkpi.errors import NotAllowed, StoreNewer
from dxkpi.locale import Message
from dxkpi.store import history, integrity, migrations, registry
from dxkpi.store.accounts.accounts import Accounts
from dxkpi.store.accounts.audit_log import StoredAuditLine, doing, read_lines
from dxkpi.store.accounts.sessions import Sessions
from dxkpi.store.boundary_changes import BoundaryChanges
from dxkpi.store.engine import Database
from dxkpi.store.figures import diff, reading
from dxkpi.store.figures.surrogate_keys import SurrogateKeys
from dxkpi.store.reporting_windows import ReportingWindows
from dxkpi.store.submissions import review
from dxkpi.store.submissions import submit as submitting
from dxkpi.store.submissions.comments import WHOLE, Comment, CommentTarget, add_comment, read_comments
from dxkpi.store.submissions.drafts import Draft, drop_draft, put_draft, read_draft, read_drafts
from dxkpi.store.submissions.flags import Flag, StoredFlag, read_flags
from dxkpi.store.submissions.reports import LocalityReport, read_reports
from dxkpi.store.tables.figures import OBSERVATIONS, SubmissionState
from dxkpi.store.tables.review import UNCHANGED
from dxkpi.store.targets import TargetStore


class Store:
    """One store, opened; threads may share it. Readers see one moment and are never blocked by a writer."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.accounts = Accounts(database)
        self.sessions = Sessions(database)
        self.windows = ReportingWindows(database)
        self.targets = TargetStore(database)
        self.boundaries = BoundaryChanges(database)

    @classmethod
    def open(cls, address: str, *, migrate: bool = True) -> Self:
        """Open the store at an address, making and migrating it. Raises `StoreUnreachable`, `StoreNewer`.

        `sqlite:////var/lib/dxkpi/dxkpi.db` or `postgresql+psycopg://user@host/database`.
        """
        store = cls(Database(address))
        try:
            current, newest = store.status()
            if migrate and current != newest:
                store.upgrade()
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
        """Where it is, without the password."""
        return self._database.address

    @property
    def statements(self) -> int:
        """How many SQL statements have run since it was opened."""
        return self._database.statements

    def status(self) -> tuple[str, str]:
        """Its revision (empty: not made yet) and the newest this program has. Raises `StoreNewer`."""
        with self._database.reading() as connection:
            current = migrations.current(connection)
        if not migrations.is_known(current):
            raise StoreNewer(address=self.address, revision=current)
        return current, migrations.newest()

    def upgrade(self) -> None:
        """Bring it to the newest revision: all steps or none."""
        with self._database.rebuilding() as connection:
            migrations.upgrade(connection)

    def vintage(self) -> int:
        """The newest vintage; 0 where nothing was approved yet."""
        with self._database.reading() as connection:
            return reading.newest_vintage(connection)

    def vintages(self) -> list[history.Vintage]:
        """All vintages, oldest first."""
        with self._database.reading() as connection:
            return history.read_vintages(connection)

    def figures(self, vintage: int | None = None) -> Figures:
        """Figures as they stood at a vintage, by default the newest; 0 has none. Raises `UnknownVintage`."""
        with self._database.reading() as connection:
            return reading.read_figures(connection, vintage)

    def added(self, after: int, vintage: int | None = None) -> Figures:
        """The cells that a vintage, by default the newest, has from later than vintage `after`; others are missing.

        `with_changes(figures(after), added(after))` is `figures()`. Raises `UnknownVintage`.
        """
        with self._database.reading() as connection:
            return reading.read_added(connection, after, vintage)

    def put_registry(self, localities: Iterable[Locality], successions: Iterable[Succession]) -> None:
        """Add units and links that are new, update those that read differently; none is removed."""
        with self._database.writing() as connection:
            registry.put_localities(connection, localities)
            registry.put_successions(connection, successions)

    def localities(self, vintage: int | None = None, *, loaded: bool = False) -> tuple[Locality, ...]:
        """All units, or those known at a vintage, by code and first day; `loaded`: only those that changes brought."""
        with self._database.reading() as connection:
            return registry.read_localities(connection, vintage, loaded=loaded)

    def successions(self) -> tuple[Succession, ...]:
        """All links between units, by day."""
        with self._database.reading() as connection:
            return registry.read_successions(connection)

    def submit(
        self,
        figures: SubmittedFigures,
        *,
        by: Actor | str,
        file_name: str,
        sha256: str,
        layout: str,
        sheet: str = "",
        scope: str = "",
        reason: str = "",
        approve: bool,
        simulated: bool = False,
        expected: int | None = None,
        flags: Sequence[Flag] = (),
        received_at: datetime,
    ) -> submitting.Receipt:
        """Keep what is new or changed, all or nothing; with `approve` it is a new vintage at once.

        `by`: a name alone is an operator's. `scope`: what the file was sent for. The same file, sheet, layout and scope
        again change nothing, unless what was sent before was returned or withdrawn. Where nothing is new or changed no
        vintage is made. `expected`: the vintage of the preview; where a later one changed any of these cells, nothing
        is written. `flags`: problems that were let through. `received_at` knows its time zone. Raises
        `UnknownLocality`, `StoreMoved`, and `NotAllowed` where somebody else than an operator would approve at once.
        """
        actor = by if isinstance(by, Actor) else Actor(by, is_operator=True)
        if approve and not actor.is_operator:
            raise NotAllowed()
        handover = submitting.SubmissionRequest(
            actor.name, file_name, sha256, layout, sheet, scope, reason, simulated, received_at
        )
        with doing(self._database, actor, AuditAction.SUBMIT, received_at) as (connection, told):
            receipt = submitting.submit(
                connection, figures, handover, at_once=approve, expected=expected, let_through=flags
            )
            made = {"vintage": receipt.vintage, "repeated": receipt.repeated}
            told.tell(f"submission {receipt.submission}", file_name=file_name, scope=scope, reason=reason, **made)
        return receipt

    def compare(self, figures: SubmittedFigures) -> tuple[int, int, int]:
        """How many values are new, changed and unchanged; writes nothing. Raises `UnknownLocality`."""
        with self._database.reading() as connection:
            return diff.compare(connection, figures, SurrogateKeys(connection).cells(figures)).counts

    def approve(
        self, submission: int, *, by: Actor, at: datetime, reason: str = "", expected: int | None = None
    ) -> int:
        """Approve a waiting submission, all it says: the new vintage. `expected`: the vintage it was compared with.

        Raises `AlreadyDecided`, `OwnSubmission`, `ComparisonMoved`, `UnknownSubmission`.
        """
        with doing(self._database, by, AuditAction.APPROVE, at) as (connection, told):
            vintage = review.approve(connection, submission, by=by, at=at, reason=reason, expected=expected)
            told.tell(f"submission {submission}", vintage=vintage, reason=reason)
        return vintage

    def return_(self, submission: int, *, by: Actor, at: datetime, reason: str) -> None:
        """Give a waiting submission back to its sender. Raises `AlreadyDecided`, `UnknownSubmission`, `WrongUsage`."""
        with doing(self._database, by, AuditAction.RETURN, at) as (connection, told):
            review.return_(connection, submission, by=by, at=at, reason=reason)
            told.tell(f"submission {submission}", reason=reason)

    def withdraw(self, submission: int, *, by: Actor, at: datetime, reason: str = "") -> None:
        """Take one's own waiting submission back. Raises `AlreadyDecided`, `NotAllowed`, `UnknownSubmission`."""
        with doing(self._database, by, AuditAction.WITHDRAW, at) as (connection, told):
            review.withdraw(connection, submission, by=by, at=at, reason=reason)
            told.tell(f"submission {submission}", reason=reason)

    def add_comment(self, submission: int, text: str, *, by: Actor, at: datetime, place: CommentTarget = WHOLE) -> int:
        """Say something of a submission, at a cell or of the whole: the number of the comment.

        Raises `UnknownSubmission`, `UnknownLocality`, and `WrongUsage` for no text or too much of it.
        """
        with doing(self._database, by, AuditAction.COMMENT, at) as (connection, told):
            number = add_comment(connection, submission, text, place, by=by.name, at=at)
            told.tell(f"submission {submission}", comment=number)
        return number

    def comments(self, submission: int) -> list[Comment]:
        """What was said of a submission, oldest first."""
        with self._database.reading() as connection:
            return read_comments(connection, submission)

    def reports(self, of: Collection[int] | None = None) -> list[LocalityReport]:
        """What every locality has reported for every period, when first, and whether it was late then.

        With `of` only where these submissions speak of the locality and period.
        """
        with self._database.reading() as connection:
            return read_reports(connection, of)

    def add_audit(self, act: AuditAction, object: str, *, by: Actor, at: datetime, **details: object) -> None:
        """Write down a deed that changes nothing here, as the download of a file."""
        with doing(self._database, by, act, at) as (_, told):
            told.tell(object, **details)

    def audit_log(self, limit: int = 100, before: int | None = None, account: str = "") -> list[StoredAuditLine]:
        """The newest lines of the audit log (of an account), or those before a number, newest first."""
        with self._database.reading() as connection:
            return read_lines(connection, limit, before, account)

    def submissions(self, state: SubmissionState | None = None) -> list[history.Submission]:
        """All submissions, or those in one state, oldest first."""
        with self._database.reading() as connection:
            return history.read_submissions(connection, state)

    def submission(self, number: int) -> history.Submission:
        """One submission. Raises `UnknownSubmission`."""
        with self._database.reading() as connection:
            return history.read_submission(connection, number)

    def received(self, sha256: str, layout: str, sheet: str, scope: str) -> submitting.Receipt | None:
        """The receipt of a sheet that was handed in before for the same scope and is approved or waits."""
        with self._database.reading() as connection:
            return submitting.received_before(connection, sha256, layout, sheet, scope)

    def submitted(self, submission: int) -> list[Observation]:
        """The new and changed values a submission brought."""
        with self._database.reading() as connection:
            return history.read_submitted(connection, submission, OBSERVATIONS)

    def unchanged(self, submission: int) -> list[Observation]:
        """What else a submission that had to wait says: values that stood already when it was handed in."""
        with self._database.reading() as connection:
            return history.read_submitted(connection, submission, UNCHANGED)

    def flags(self, submission: int | None = None) -> list[StoredFlag]:
        """Problems that were let through, of one submission or of all, in the order they were given."""
        with self._database.reading() as connection:
            return read_flags(connection, submission)

    def corrected(self, after: int = 0) -> dict[str, list[history.Revision]]:
        """Every revision of the figures that were corrected, the last time after a vintage, by their locality's key."""
        with self._database.reading() as connection:
            return history.read_corrected(connection, after)

    def revisions(self, locality_key: str) -> list[history.Revision]:
        """Every approved figure of a locality, by period, measure and vintage. Raises `UnknownLocality`."""
        with self._database.reading() as connection:
            return history.read_revisions(connection, locality_key)

    def put_draft(self, owner: str, locality: str, period: Period, cells: Mapping[str, str], at: datetime) -> None:
        """Keep what an account has typed, in place of what it had typed before. Raises `WrongUsage` above 200 kB."""
        with self._database.writing() as connection:
            put_draft(connection, Draft(owner, locality, period, cells, at))

    def draft(self, owner: str, locality: str, period: Period) -> Draft | None:
        """What an account has typed for a locality and a period and not handed in, if anything."""
        with self._database.reading() as connection:
            return read_draft(connection, owner, locality, period)

    def drafts(self, owner: str) -> list[Draft]:
        """Everything an account has typed and not handed in, the latest first."""
        with self._database.reading() as connection:
            return read_drafts(connection, owner)

    def drop_draft(self, owner: str, locality: str, period: Period) -> None:
        """Throw a draft away, if there is one."""
        with self._database.writing() as connection:
            drop_draft(connection, owner, locality, period)

    def check(self) -> list[Message]:
        """What is not whole, one sentence each; empty where all is well."""
        return integrity.check(self._database)
