"""Who may call whom, and what must stand where: the rules that keep the house in order."""

from __future__ import annotations

import ast
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from os import environ
from pathlib import Path

import pytest

from dxkpi.charts import CHARTS
from dxkpi.exports import FORMATS
from dxkpi.intake.layouts import LAYOUTS
from dxkpi.locale import Language
from dxkpi.workflows.pages import PAGES

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "dxkpi"
DASHBOARD = ROOT / "dashboard"
LINES_OF_A_MODULE, LINES_OF_A_FUNCTION = 300, 45

# Where a line is added, the line, and the wall it breaks.
WRONG_WAYS = [
    ("domain/model/period.py", "import streamlit", "The domain is pure"),
    ("domain/model/period.py", "import sqlmodel", "The domain is pure"),
    ("domain/views/view.py", "from dxkpi.charts import draw", "Layers: cli > web"),
    ("domain/stats/xmr.py", "from dxkpi.domain.model.period import Period", "Domain statistics"),
    ("domain/figures/figures.py", "from dxkpi.domain.stats.ranks import fifth", "Domain layers"),
    ("domain/boundaries/change.py", "from dxkpi.domain.stats.ranks import fifth", "Domain layers"),
    ("domain/model/period.py", "from dxkpi.domain.figures.figures import Figures", "Domain layers"),
    ("charts/trend.py", "from dxkpi.store import Store", "Layers: cli > web"),
    ("accounts/actors.py", "from dxkpi.catalogue import Catalogue", "Accounts use the store"),
    ("accounts/actors.py", "import sqlalchemy", "Only the store imports the database libraries"),
    ("workspace/workspace.py", "from dxkpi.accounts import sign_in", "Layers: cli > web"),
    ("workflows/choices.py", "from dxkpi.web import serve", "Layers: cli > web"),
    ("workflows/choices.py", "import sqlalchemy", "Only the store imports the database libraries"),
    ("charts/trend.py", "import streamlit", "Only the web package imports Streamlit"),
    ("attic/__init__.py", '"""A room that no wall knows."""', "Layers: cli > web"),
]
# What the dashboard may import of `dxkpi`, and why.
DASHBOARD_IMPORTS = {
    "dxkpi.workflows": "every figure, list and action",
    "dxkpi.workspace": "the workspace of the process, which workflows take",
    "dxkpi.domain.model": "localities, periods, indicators, permissions: what is picked and named",
    "dxkpi.domain.views": "what a chart says, as data and as text",
    "dxkpi.domain.snapshot": "the types of values that views hold",
    "dxkpi.domain.boundaries.notation": "a day of boundaries in words",
    "dxkpi.domain.stats.change": "the verdict on a change, which has a colour and a sign",
    "dxkpi.intake.layouts": "the list of upload layouts",
    "dxkpi.intake.problems": "a problem of an upload, its code and its severity",
    "dxkpi.charts": "the list of charts, sparklines",
    "dxkpi.exports": "the list of formats to download",
    "dxkpi.templates": "HTML and its tables",
    "dxkpi.errors": "refusals, which become a notice",
    "dxkpi.locale": "languages and messages",
}
DASHBOARD_LIBRARIES = {"streamlit", "markupsafe"}
ROOMS = {
    "charts": {kind.draws.__module__ for kind in CHARTS.values()},
    "exports": {each.write.__module__ for each in FORMATS.values()},
}


def modules(*folders: Path) -> list[Path]:
    """The Python files of folders, at any depth."""
    return sorted(path for folder in folders for path in folder.rglob("*.py"))


def imports(path: Path) -> Iterator[str]:
    """The modules that a file imports, with their full names."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def modules_imported(path: Path) -> Iterator[str]:
    """The modules that a file imports from, without the names it takes of them unless these are modules."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            inside = [alias.name for alias in node.names if find_module(f"{node.module}.{alias.name}")]
            yield from (f"{node.module}.{name}" for name in inside)
            if len(inside) < len(node.names):
                yield node.module


def find_module(name: str) -> bool:
    """Whether a dotted name is a module or package under src/."""
    path = SOURCE.parent.joinpath(*name.split("."))
    return path.is_dir() or path.with_suffix(".py").is_file()


def lint_imports(root: Path) -> subprocess.CompletedProcess[str]:
    """What the machine says of the walls of a copy."""
    command = [Path(sys.executable).with_name("lint-imports"), "--no-cache", "--no-logo"]
    env = {**environ, "PYTHONPATH": str(root / "src"), "PYTHONUTF8": "1", "COLUMNS": "300"}
    return subprocess.run(command, cwd=root, env=env, capture_output=True, text=True)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the package and of the rules of its walls, to break them in."""
    shutil.copytree(SOURCE, tmp_path / "src" / "dxkpi", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_the_walls_hold(copy: Path) -> None:
    """Calls run downwards, the domain is pure, and only one room knows the database, only one Streamlit."""
    said = lint_imports(copy)
    assert said.returncode == 0, said.stdout
    assert ", 0 broken" in said.stdout


@pytest.mark.parametrize("place, line, wall", WRONG_WAYS)
def test_one_import_the_wrong_way_breaks_a_wall(copy: Path, place: str, line: str, wall: str) -> None:
    """An import the wrong way is found and named, also a room that was given no place."""
    path = copy / "src" / "dxkpi" / place
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"{path.read_text() if path.exists() else ''}\n{line}\n", encoding="utf-8")
    said = lint_imports(copy)
    assert said.returncode != 0
    assert [told for told in said.stdout.splitlines() if told.startswith(wall) and told.endswith("BROKEN")]


@pytest.mark.parametrize("path", modules(DASHBOARD), ids=lambda path: str(path.relative_to(DASHBOARD)))
def test_the_dashboard_imports_what_pages_need(path: Path) -> None:
    """A page imports the standard library, its neighbours, Streamlit, and of `dxkpi` what is listed with a reason."""
    neighbours = {path.stem for path in DASHBOARD.iterdir()}
    for name in modules_imported(path):
        if name.partition(".")[0] == "dxkpi":
            allowed = any(f"{name}.".startswith(f"{package}.") for package in DASHBOARD_IMPORTS)
        else:
            allowed = name.partition(".")[0] in sys.stdlib_module_names | neighbours | DASHBOARD_LIBRARIES
        assert allowed, f"{path.name} imports {name}"


@pytest.mark.parametrize("room", ROOMS)
def test_every_module_of_a_growing_room_stands_in_its_index(room: str) -> None:
    """A module is in the index of its room, or its room takes something from it."""
    names = {f"dxkpi.{room}.{path.stem}": path for path in (SOURCE / room).glob("*.py")}
    index = names.pop(f"dxkpi.{room}.__init__")
    needed = {name for path in names.values() for name in imports(path)}
    needed |= {name.rpartition(".")[0] for name in imports(index)}
    assert set(names) - needed == ROOMS[room] - needed
    assert ROOMS[room] <= set(names)


def test_every_layout_stands_in_its_index() -> None:
    """Each package or module of layouts, but for what they share and the crosswalk, is in `LAYOUTS`."""
    folder = SOURCE / "intake" / "layouts"
    names = {path.stem for path in folder.iterdir() if path.is_dir() or path.suffix == ".py"}
    indexed = {
        layout.read.__module__.removeprefix("dxkpi.intake.layouts.").split(".")[0] for layout in LAYOUTS.values()
    }
    assert names - {"__init__", "__pycache__", "shared", "crosswalk"} == indexed


def test_every_page_stands_in_the_navigation() -> None:
    """The files in app_pages are those that `PAGES` names, each once."""
    assert sorted(page.file for page in PAGES) == sorted(path.name for path in (DASHBOARD / "app_pages").glob("*.py"))


def test_every_language_has_its_catalogue() -> None:
    """The catalogues in locale are those of the languages, each once."""
    assert {path.stem for path in (SOURCE / "locale").glob("*.po")} == set(Language)


def own_modules() -> list[Path]:
    """What people read: the package, the dashboard, the scripts of the data, the benchmarks."""
    return modules(SOURCE, DASHBOARD, ROOT / "tools", ROOT / "bench")


def test_no_module_is_too_long() -> None:
    """A module has at most 300 lines; over it, it is split along a noun."""
    lengths = {path.relative_to(ROOT): len(path.read_text(encoding="utf-8").splitlines()) for path in own_modules()}
    assert too_long(lengths.items(), LINES_OF_A_MODULE) == []


def test_no_function_is_too_long() -> None:
    """A function has at most 45 lines, its docstring among them."""
    lengths = (
        (f"{path.relative_to(ROOT)}: {node.name}", (node.end_lineno or node.lineno) - node.lineno + 1)
        for path in own_modules()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )
    assert too_long(lengths, LINES_OF_A_FUNCTION) == []


def too_long(lengths: Iterable[tuple[object, int]], most: int) -> list[str]:
    """What is longer than it may be, with its length."""
    return [f"{what}: {length}" for what, length in lengths if length > most]
