"""The open store, the catalogue and the cached snapshots of a process.

It has no policy of its own: what an account may do, and when, is decided in workflows.
"""

from dxkpi.workspace.opening import current, open_workspace
from dxkpi.workspace.workspace import Workspace

__all__ = ["Workspace", "current", "open_workspace"]
