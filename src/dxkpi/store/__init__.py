"""The store: the only room that knows the database. Give it figures, ask it for figures."""

from dxkpi.store.accounts.accounts import Account
from dxkpi.store.accounts.audit_log import StoredAuditLine
from dxkpi.store.accounts.sessions import FailedAttempts, Session
from dxkpi.store.figures.published_records import PublishedRecords
from dxkpi.store.file_archive import FileArchive
from dxkpi.store.history import Revision, Submission, Vintage
from dxkpi.store.reporting_windows import CachedWindows
from dxkpi.store.store import Store
from dxkpi.store.submissions.comments import Comment, CommentTarget
from dxkpi.store.submissions.drafts import Draft
from dxkpi.store.submissions.flags import Flag, StoredFlag
from dxkpi.store.submissions.reports import LocalityReport
from dxkpi.store.submissions.submit import Receipt
from dxkpi.store.tables.figures import SubmissionState
from dxkpi.store.targets import StoredTarget, standing, targets_at

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
    "Store",
    "StoredAuditLine",
    "StoredFlag",
    "StoredTarget",
    "Submission",
    "SubmissionState",
    "Vintage",
    "standing",
    "targets_at",
]
