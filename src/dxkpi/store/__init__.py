"""The store: the only room that knows the database. Give it observations, ask it for figures."""

from dxkpi.store.history import Revision, Submission, Vintage
from dxkpi.store.store import Store
from dxkpi.store.tables import State
from dxkpi.store.writing import Receipt

__all__ = ["Receipt", "Revision", "State", "Store", "Submission", "Vintage"]
