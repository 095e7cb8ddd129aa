"""The store: the only package that knows the database. Its tables never leave it."""

from dxkpi.store.accounts.accounts import Account
from dxkpi.store.accounts.sessions import FailedAttempts, Session
from dxkpi.store.audit_log import StoredAuditLine
from dxkpi.store.figures.revisions import Revision
from dxkpi.store.file_archive import FileArchive
from dxkpi.store.published_records import PublishedRecords
from dxkpi.store.reporting_windows import CachedWindows
from dxkpi.store.store import Store
from dxkpi.store.submissions.comments import Comment, CommentTarget
from dxkpi.store.submissions.drafts import Draft
from dxkpi.store.submissions.flags import Flag, StoredFlag
from dxkpi.store.submissions.reports import LocalityReport
from dxkpi.store.submissions.submission import Submission
from dxkpi.store.submissions.submit import Receipt, SheetId, SubmissionRequest
from dxkpi.store.tables.figures import SubmissionState
from dxkpi.store.targets import StoredTarget, current_targets, targets_at
from dxkpi.store.vintages import Vintage

__all__ = [
    "Account",
    "CachedWindows",
    "Comment",
    "CommentTarget",
    "Draft",
    "FailedAttempts",
    "FileArchive",
    "Flag",
    "LocalityReport",
    "PublishedRecords",
    "Receipt",
    "Revision",
    "Session",
    "SheetId",
    "Store",
    "StoredAuditLine",
    "StoredFlag",
    "StoredTarget",
    "Submission",
    "SubmissionRequest",
    "SubmissionState",
    "Vintage",
    "current_targets",
    "targets_at",
]
