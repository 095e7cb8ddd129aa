"""The store, the catalogue and the snapshots of a process, opened and cached.

It holds no policy of its own; what people may do is decided in workflows.
"""

from dxkpi.workspace.workspace import Workspace, current, open_workspace

__all__ = ["Workspace", "current", "open_workspace"]
