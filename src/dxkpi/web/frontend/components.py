"""The files of our components, whose folders are named in `dxkpi/pyproject.toml` (Streamlit's public manifest)."""

from __future__ import annotations

from importlib.resources import files

FOLDER = files("dxkpi.web.frontend") / "static"
COMPONENTS = "/_stcore/bidi-components/dxkpi."
CONTENT_SCRIPT = f"{COMPONENTS}content/content.js"
"""The script of the component that shows what a page contains."""


def component_files() -> dict[str, bytes]:
    """The files of our components, by the paths at which Streamlit serves them, which have no hash."""
    return {
        f"{COMPONENTS}{folder.name}/{file.name}": file.read_bytes()
        for folder in FOLDER.iterdir()
        if folder.is_dir()
        for file in folder.iterdir()
        if file.name.endswith((".js", ".css"))
    }
