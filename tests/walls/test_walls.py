"""Who may import whom, which modules each list has, and how long modules and functions are."""

from __future__ import annotations

import ast
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Iterator
from importlib import import_module
from os import environ
from pathlib import Path
from pkgutil import iter_modules

import pytest

from dxkpi import charts
from dxkpi.charts import CHARTS, ChartKind
from dxkpi.exports import FORMATS
from dxkpi.intake.layouts import LAYOUTS
from dxkpi.locale import Language
from dxkpi.workflows.pages import PAGES

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "dxkpi"
DASHBOARD = ROOT / "dashboard"
LINES_OF_A_MODULE, LINES_OF_A_FUNCTION = 300, 45

ACYCLIC = "No package imports itself through another"
# Where a line is added, the line, and the contract it breaks.
WRONG_IMPORTS = [
    ("domain/model/period.py", "import streamlit", "The domain is pure"),
    ("domain/model/period.py", "import sqlalchemy", "The domain is pure"),
    ("domain/views/view.py", "from dxkpi.charts import draw", "Layers: cli > web"),
    ("domain/stats/trend.py", "from dxkpi.domain.model.period import Period", "Domain statistics"),
    ("domain/model/period.py", "from dxkpi.domain.figures.figures import Figures", "Domain layers"),
    ("domain/figures/figures.py", "from dxkpi.domain.stats.ranks import fifth", "Domain layers"),
    ("domain/figures/figures.py", "from dxkpi.domain.boundaries.territory import Territories", "Domain layers"),
    ("domain/boundaries/change.py", "from dxkpi.domain.stats.ranks import fifth", "Domain layers"),
    ("domain/boundaries/change.py", "from dxkpi.domain.snapshot.value import Value", "Domain layers"),
    ("domain/snapshot/value.py", "from dxkpi.domain.views.view import View", "Domain layers"),
    ("intake/files/sheet.py", "from dxkpi.intake.parsing.numbers import read_count", "Reading a file"),
    ("intake/parsing/numbers.py", "from dxkpi.intake.layouts import LAYOUTS", "Reading a file"),
    ("intake/layouts/crosswalk.py", "from dxkpi.intake.checks import identities", "Reading a file"),
    ("intake/checks/identities.py", "from dxkpi.intake.annotate import annotate", "Reading a file"),
    ("intake/layouts/long_table/reader.py", "from dxkpi.intake.layouts import crosswalk", "Upload layouts"),
    ("charts/trend.py", "from dxkpi.store import Store", "Layers: cli > web"),
    ("exports/as_csv.py", "from dxkpi.workspace import Workspace", "Layers: cli > web"),
    ("accounts/actors.py", "from dxkpi.catalogue import Catalogue", "Accounts use the store"),
    ("accounts/actors.py", "import sqlalchemy", "Only the store imports the database libraries"),
    ("workspace/workspace.py", "from dxkpi.accounts import sign_in", "Layers: cli > web"),
    ("workflows/choices.py", "from dxkpi.web import serve", "Layers: cli > web"),
    ("workflows/choices.py", "import sqlalchemy", "Only the store imports the database libraries"),
    ("charts/trend.py", "import streamlit", "Only the web package imports Streamlit"),
    ("charts/parts/theme.py", "from dxkpi.charts.parts import axis", ACYCLIC),
]
CONTRACTS = [
    contract["name"]
    for contract in tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
]
# What the dashboard may import of `dxkpi`, and why.
DASHBOARD_IMPORTS = {
    "dxkpi.workflows": "every figure, list and action",
    "dxkpi.workspace": "the workspace of the process, which workflows take",
    "dxkpi.domain.model": "localities, periods, indicators, permissions: what is picked and named",
    "dxkpi.domain.views": "what a chart says, as data and as text",
    "dxkpi.domain.snapshot": "the types of values that views hold",
    "dxkpi.domain.boundaries.notation": "a day of boundaries in words",
    "dxkpi.domain.stats.claims": "what is claimed of a figure, which has a colour and a sign",
    "dxkpi.intake.layouts": "the list of upload layouts",
    "dxkpi.intake.problems": "a problem of an upload, its code and its severity",
    "dxkpi.charts": "the list of charts, sparklines",
    "dxkpi.exports": "the list of formats to download",
    "dxkpi.templates": "HTML and its tables",
    "dxkpi.errors": "refusals, which become a notice",
    "dxkpi.locale": "languages and messages",
}
DASHBOARD_LIBRARIES = {"streamlit", "markupsafe", "orjson"}


def chart_kinds() -> Iterator[tuple[str, ChartKind]]:
    """Each chart kind that a module of the charts defines, with the module's name."""
    for module in iter_modules(charts.__path__, "dxkpi.charts."):
        values = vars(import_module(module.name)).values()
        yield from ((module.name, value) for value in values if isinstance(value, ChartKind))


# Packages that grow: the module that has the list, and the modules of its entries.
LISTS = {
    "charts": ("kinds", {module for module, kind in chart_kinds() if kind in CHARTS.values()}),
    "exports": ("formats", {export_format.write.__module__ for export_format in FORMATS.values()}),
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
    """What import-linter prints about a copy."""
    command = [Path(sys.executable).with_name("lint-imports"), "--no-cache", "--no-logo"]
    env = {**environ, "PYTHONPATH": str(root / "src"), "PYTHONUTF8": "1", "COLUMNS": "300"}
    return subprocess.run(command, cwd=root, env=env, capture_output=True, text=True)


def copied(folder: Path) -> Path:
    """A copy of the package and its import contracts, to break them in."""
    shutil.copytree(SOURCE, folder / "src" / "dxkpi", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


def test_the_import_contracts_are_kept(tmp_path: Path) -> None:
    """Every contract of pyproject.toml is kept."""
    checked = lint_imports(copied(tmp_path))
    assert checked.returncode == 0, checked.stdout
    assert ", 0 broken" in checked.stdout


@pytest.fixture(scope="module")
def complaints(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What import-linter prints about each broken contract of a copy that has all the wrong imports."""
    copy = copied(tmp_path_factory.mktemp("wrong"))
    for place, line, _ in WRONG_IMPORTS:
        path = copy / "src" / "dxkpi" / place
        path.write_text(f"{path.read_text(encoding='utf-8')}\n{line}\n", encoding="utf-8")
    printed = lint_imports(copy).stdout.partition("Broken contracts")[2]
    titles = sorted((printed.index(f"\n{name}\n"), name) for name in CONTRACTS if f"\n{name}\n" in printed)
    ends = [start for start, _ in titles[1:]] + [len(printed)]
    return {name: printed[start:end] for (start, name), end in zip(titles, ends, strict=True)}


@pytest.mark.parametrize("place, line, contract", WRONG_IMPORTS)
def test_a_wrong_import_breaks_its_contract(complaints: dict[str, str], place: str, line: str, contract: str) -> None:
    """An import upwards is named by the contract that is about it; a cycle by the package it is in."""
    (name,) = (name for name in CONTRACTS if name.startswith(contract))
    importer = f"dxkpi.{place.removesuffix('.py').replace('/', '.')}"
    if name == ACYCLIC:
        expected = f"No cycles are allowed in {importer.rpartition('.')[0]}."
    else:
        expected = f"{importer} -> {line.split()[1]}"
    assert expected in complaints[name]


def test_a_package_without_a_layer_is_refused(tmp_path: Path) -> None:
    """A new package needs a place among the layers."""
    copy = copied(tmp_path)
    (copy / "src" / "dxkpi" / "attic").mkdir()
    (copy / "src" / "dxkpi" / "attic" / "__init__.py").touch()
    assert lint_imports(copy).returncode != 0


def test_every_contract_has_an_import_that_breaks_it() -> None:
    """No contract is there that nothing was seen to break."""
    broken = {contract for _, _, contract in WRONG_IMPORTS}
    assert [name for name in CONTRACTS if not any(name.startswith(contract) for contract in broken)] == []


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


@pytest.mark.parametrize("package", LISTS)
def test_every_module_of_a_growing_package_is_listed_or_used(package: str) -> None:
    """A module has an entry in the list of its package, or another module of the product imports it."""
    names = {f"dxkpi.{package}.{path.stem}" for path in (SOURCE / package).glob("*.py")} - {f"dxkpi.{package}.__init__"}
    used = {
        name for path in modules(SOURCE, DASHBOARD) if path.stem != LISTS[package][0] for name in modules_imported(path)
    }
    assert LISTS[package][1] <= names
    assert names - LISTS[package][1] - used - {f"dxkpi.{package}.{LISTS[package][0]}"} == set()


def test_every_layout_is_listed() -> None:
    """Each package or module of layouts, but for what they share and the crosswalk, is in `LAYOUTS`."""
    folder = SOURCE / "intake" / "layouts"
    names = {path.stem for path in folder.iterdir() if path.is_dir() or path.suffix == ".py"}
    indexed = {
        layout.read.__module__.removeprefix("dxkpi.intake.layouts.").split(".")[0] for layout in LAYOUTS.values()
    }
    assert names - {"__init__", "__pycache__", "shared", "crosswalk"} == indexed


def test_every_page_is_in_the_navigation() -> None:
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
