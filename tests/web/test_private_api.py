"""The private API of other packages that this program relies on: what would break without each name."""

from __future__ import annotations

import ast
import inspect
import tomllib
from collections.abc import Iterator
from pathlib import Path
from pkgutil import resolve_name

import pytest
import streamlit
from openpyxl import Workbook
from openpyxl.styles import Font
from streamlit import config, error_util, net_util
from streamlit.components.v2.manifest_scanner import scan_component_manifests
from streamlit.web.server import server_util

from dxkpi.cli import private_api as typer_api
from dxkpi.exports.pictures import private_api as kaleido_api
from dxkpi.intake.annotate import private_api as openpyxl_api
from dxkpi.web import private_api

ROOT = Path(__file__).parents[2]
NAMES = {
    **private_api.PRIVATE_NAMES,
    **kaleido_api.PRIVATE_NAMES,
    **openpyxl_api.PRIVATE_NAMES,
    **typer_api.PRIVATE_NAMES,
}
PRIVATE_MODULES = {
    "src/dxkpi/cli/private_api.py",
    "src/dxkpi/exports/pictures/private_api.py",
    "src/dxkpi/web/private_api.py",
}


@pytest.mark.parametrize("name", NAMES)
def test_every_private_name_exists(name: str) -> None:
    """A name that a new version removed fails here with what it was needed for."""
    try:
        resolve_name(name)
    except (ImportError, AttributeError):
        pytest.fail(f"{name} is gone. {NAMES[name]}")


def imports_of(path: Path) -> Iterator[str]:
    """The dotted modules that a file imports."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_other_modules_import_streamlit_as_a_whole_and_nothing_private_of_typer() -> None:
    """`import streamlit as st` and its documented names, since any submodule is private; no name with `_`."""
    paths = [path for folder in ("src", "dashboard") for path in (ROOT / folder).rglob("*.py")]
    names = {
        f"{path.relative_to(ROOT)}: {name}"
        for path in paths
        for name in imports_of(path)
        if name.startswith(("streamlit.", "typer._")) and path.relative_to(ROOT).as_posix() not in PRIVATE_MODULES
    }
    assert names == set()


def test_the_installed_streamlit_is_below_the_next_minor_release() -> None:
    """The bound in pyproject.toml is the minor release after the one that these tests run with."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    major, minor, *_ = streamlit.__version__.split(".")
    assert f"streamlit>={major}.{minor},<{major}.{int(minor) + 1}" in project["dependencies"]


def test_cells_and_styles_of_openpyxl_are_read_and_written() -> None:
    """A style given to a cell is the one it is saved with; only cells that exist are listed, and one is removed."""
    page = Workbook().create_sheet()
    first, second = page.cell(1, 1, "a"), page.cell(2, 1, "b")
    first.font = Font(bold=True)
    openpyxl_api.set_style(second, openpyxl_api.style_of(first))
    assert second.font.bold
    assert openpyxl_api.style_number(page.parent, openpyxl_api.style_of(first)) == second.style_id
    openpyxl_api.remove_cell(page, first)
    assert list(openpyxl_api.cells_of(page)) == [second]
    assert [
        name for name in openpyxl_api.PRIVATE_ATTRIBUTES if not (hasattr(page, name) or hasattr(page.parent, name))
    ] == []


def test_options_are_set_by_their_full_name() -> None:
    """An option that `st.set_option` refuses is set."""
    before = config.get_option("server.headless")
    private_api.set_options({"server.headless": not before})
    try:
        assert config.get_option("server.headless") is not before
    finally:
        private_api.set_options({"server.headless": before})


def test_nobody_is_asked_for_the_public_address(monkeypatch: pytest.MonkeyPatch) -> None:
    """The function that checks origins, in Streamlit's server, calls the replaced one."""
    monkeypatch.setattr(net_util, "get_external_ip", net_util.get_external_ip)
    private_api.never_ask_for_public_address()
    assert net_util.get_external_ip() is None
    assert "net_util.get_external_ip," in inspect.getsource(server_util.is_url_from_allowed_origins)


def test_the_front_end_folder_has_the_page_and_its_scripts() -> None:
    """index.html, the entry script and the main styles, under the names that the front end looks for."""
    folder = private_api.front_end_folder()
    assert (folder / "index.html").is_file()
    assert list(folder.glob("static/js/index.*.js"))
    assert list(folder.glob("static/css/index.*.css"))


def test_the_silenced_message_is_the_one_streamlit_logs() -> None:
    """The text of the log call; that an error is logged once is seen in a real browser."""
    assert f'"{private_api.UNCAUGHT_EXCEPTION}"' in inspect.getsource(error_util)


def test_our_component_is_in_the_public_manifest() -> None:
    """Streamlit finds the form's files in the installed package, without a call of ours."""
    (manifest, root) = next(entry for entry in scan_component_manifests() if entry[0].name == "dxkpi")
    folders = {component.name: (root / (component.asset_dir or "")).is_dir() for component in manifest.components}
    assert folders == {"form": True, "content": True}
