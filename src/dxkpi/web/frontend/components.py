"""The parts of pages that are our own script: known to Streamlit by name, their files served from this room."""

from __future__ import annotations

from pathlib import Path

from streamlit.components.v2.get_bidi_component_manager import get_bidi_component_manager
from streamlit.components.v2.manifest_scanner import ComponentConfig, ComponentManifest

FRONT = Path(__file__).with_name("static")
COMPONENTS = ("form",)
"""Names, each of a folder in `front`; a page asks for `dxkpi.<name>`."""


def register_components() -> None:
    """Tell the running Streamlit of them, as files: the safety policy allows no script that stands in a page."""
    parts = [ComponentConfig(name=name, asset_dir=name) for name in COMPONENTS]
    get_bidi_component_manager().register_from_manifest(ComponentManifest("dxkpi", "1", parts), FRONT)
