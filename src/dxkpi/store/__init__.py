"""The store: the only room that knows the database. Give it figures, ask it for figures."""

from dxkpi.store.accounts import Account
from dxkpi.store.auditing import AuditLine
from dxkpi.store.comments import Comment, Place
from dxkpi.store.drafts import Draft
from dxkpi.store.flags import Flag, KeptFlag
from dxkpi.store.history import Revision, Submission, Vintage
from dxkpi.store.originals import Originals
from dxkpi.store.records import Records
from dxkpi.store.reports import Report
from dxkpi.store.sessions import Session, Tries
from dxkpi.store.store import Store
from dxkpi.store.tables import State
from dxkpi.store.targets import SetTarget, standing, targets_at
from dxkpi.store.windows import WindowsSeen
from dxkpi.store.writing import Receipt

__all__ = [
    "Account",
    "AuditLine",
    "Comment",
    "Draft",
    "Flag",
    "KeptFlag",
    "Originals",
    "Place",
    "Receipt",
    "Records",
    "Report",
    "Revision",
    "Session",
    "SetTarget",
    "State",
    "Store",
    "Submission",
    "Tries",
    "Vintage",
    "WindowsSeen",
    "standing",
    "targets_at",
]
