"""The store: the only room that knows the database. Give it figures, ask it for figures."""

from dxkpi.store.drafts import Draft
from dxkpi.store.flags import Flag, KeptFlag
from dxkpi.store.history import Revision, Submission, Vintage
from dxkpi.store.originals import Originals
from dxkpi.store.store import Store
from dxkpi.store.tables import State
from dxkpi.store.writing import Receipt

__all__ = [
    "Draft",
    "Flag",
    "KeptFlag",
    "Originals",
    "Receipt",
    "Revision",
    "State",
    "Store",
    "Submission",
    "Vintage",
]
