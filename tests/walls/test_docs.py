"""The documentation names what the code has, and nothing else."""

from __future__ import annotations

import importlib
import pkgutil
import re
from pathlib import Path
from typing import Any

import pytest
import typer.main
from starlette.routing import Route
from typer import Context
from typer.core import TyperGroup

import dxkpi
from dxkpi import errors
from dxkpi.cli import app
from dxkpi.intake import LAYOUTS
from dxkpi.intake.problems import ProblemCode
from dxkpi.settings import Settings
from dxkpi.web.api.health import health_routes
from dxkpi.web.dashboard import dashboard_routes
from dxkpi.workspace import Workspace

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
README_LINES = 120
# Exit codes that no error class has: done, a bug, a refused import, and a check that found damage.
OTHER_EXIT_CODES = {0, 1, 3, 7}


def section(name: str, heading: str) -> str:
    """A section of a page of the documentation, up to the next heading of its level."""
    text = (DOCS / name).read_text(encoding="utf-8")
    level = heading.partition(" ")[0]
    start = text.index(f"\n{heading}\n") + len(heading) + 2
    end = re.compile(rf"^#{{1,{len(level)}}} ", re.MULTILINE).search(text, start)
    return text[start : end.start() if end else None]


def first_cells(table: str) -> list[str]:
    """The first cell of every row of a table, without the headings."""
    return [row.split("|")[1].strip() for row in table.splitlines() if row.startswith("|")][2:]


def in_code(text: str) -> list[str]:
    """What is set as code in a text."""
    return re.findall(r"`([^`]+)`", text)


def packages() -> set[str]:
    """The packages of the product, two levels deep."""
    modules = {module.name for module in pkgutil.walk_packages(dxkpi.__path__, "dxkpi.") if module.ispkg}
    return {"dxkpi"} | {name for name in modules if name.count(".") <= 2}


def commands(group: Any, name: str) -> set[str]:
    """The full names of the commands of a group, at any depth."""
    if not isinstance(group, TyperGroup):
        return {name}
    context = Context(group)
    parts = [(part, group.get_command(context, part)) for part in group.list_commands(context)]
    return {full for part, command in parts for full in commands(command, f"{name} {part}")}


def test_every_package_is_in_the_architecture() -> None:
    """The table of packages lists those of the source, each once."""
    listed = [in_code(cell)[0] for cell in first_cells(section("architecture.md", "## Packages"))]
    assert sorted(listed) == sorted(packages())


def test_every_command_is_documented() -> None:
    """The table of commands lists those of the command line, each once."""
    listed = [in_code(cell)[0] for cell in first_cells(section("interface.md", "## Commands").split("### ")[0])]
    assert sorted(listed) == sorted(commands(typer.main.get_command(app), "dxkpi"))


def test_every_exit_code_is_documented() -> None:
    """The table of exit codes lists those of the error classes and the four others."""
    codes = {
        error.exit_code for error in vars(errors).values() if isinstance(error, type) and hasattr(error, "exit_code")
    }
    pictures = importlib.import_module("dxkpi.exports.pictures.refusals").NoBrowser.exit_code
    assert set(first_cells(section("interface.md", "### Exit codes"))) == {
        str(code) for code in codes | OTHER_EXIT_CODES | {pictures}
    }


def test_every_address_is_documented(workspace: Workspace) -> None:
    """The table of addresses lists those that the server answers in addition to the pages."""
    listed = {path for cell in first_cells(section("interface.md", "## Addresses")) for path in in_code(cell)}
    routes = [*dashboard_routes(workspace, with_provider=True), *health_routes(lambda: None)]
    assert listed == {route.path for route in routes if isinstance(route, Route)}


def test_every_problem_code_is_documented() -> None:
    """The table of problem codes lists those of `ProblemCode` in its order, with default severity and remedy."""
    lines = section("interface.md", "### Problem codes").splitlines()
    listed = [line for line in lines if line.startswith("| `")]
    assert listed == [f"| `{code.value}` | {code.severity.value} | {code.remedy} |" for code in ProblemCode]


def test_every_layout_is_documented_with_its_sample() -> None:
    """The table of layouts lists those of `LAYOUTS`, each with a sample that is there."""
    rows = [in_code(row) for row in section("interface.md", "## Files in").splitlines() if "data/samples/" in row]
    assert dict(rows) == {name: f"data/samples/{layout.sample}" for name, layout in LAYOUTS.items()}
    assert [sample for _, sample in rows if not (ROOT / sample).is_file()] == []


def test_every_setting_is_documented() -> None:
    """The table of settings lists those that the program reads, each once."""
    listed = [in_code(cell)[0] for cell in first_cells(section("interface.md", "## Settings"))]
    assert sorted(listed) == sorted(f"DXKPI_{name.upper()}" for name in Settings.model_fields)


def test_every_setting_is_described_alike_in_code_and_documentation() -> None:
    """The last cell of a row is the setting's description in the code."""
    rows = [row.split("|") for row in section("interface.md", "## Settings").splitlines() if row.startswith("| `")]
    documented = {in_code(row[1])[0]: row[3].strip() for row in rows}
    assert documented == {f"DXKPI_{name.upper()}": field.description for name, field in Settings.model_fields.items()}


def test_readme_is_short() -> None:
    """README says what it is, for whom and how to start; the rest is in docs/."""
    assert len((ROOT / "README.md").read_text(encoding="utf-8").splitlines()) <= README_LINES


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md", *(f"docs/{path.name}" for path in DOCS.glob("*.md"))])
def test_every_link_of_the_documentation_leads_somewhere(page: str) -> None:
    """A link to a file of the repository has a file, one to a section a heading."""
    path = ROOT / page
    for target in re.findall(r"\]\(([^)\s]+)\)", path.read_text(encoding="utf-8")):
        if "://" not in target:
            assert (path.parent / target.partition("#")[0]).exists(), target


@pytest.mark.parametrize("page", sorted(path.name for path in DOCS.glob("*.md") if path.name != "decisions.md"))
def test_every_module_that_the_documentation_names_is_there(page: str) -> None:
    """A path of the source in the documentation exists; only the decisions may name what is gone."""
    text = (DOCS / page).read_text(encoding="utf-8")
    for name in in_code(text):
        if re.fullmatch(r"(src|dashboard|data|tools|tests|bench)/[\w./]+", name):
            assert (ROOT / name).exists(), name
        elif re.fullmatch(r"(domain|store|intake|web|exports|charts|locale|workflows)/[\w/]+\.\w+", name):
            assert (ROOT / "src" / "dxkpi" / name).exists(), name
