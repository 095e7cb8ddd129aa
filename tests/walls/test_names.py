"""Names: one thing a name."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import pytest

ROOT = Path(__file__).parents[2]
# Packages whose names are imported when first used.
LAZY_PACKAGES = ("dxkpi", "dxkpi.charts", "dxkpi.exports", "dxkpi.workflows")
TYPE_NAME = re.compile(r"[A-Z][a-z]\w*")
FOLDERS = ("src", "dashboard", "tools", "bench")
TEXT_FILES = {".py", ".toml", ".js", ".css", ".html", ".md"}
# Class names that may be defined more than once, each with the reason.
SHARED_NAMES: dict[str, str] = {}
# Wording that plain technical English replaces: again, is shown, submit, action, as many, the current value, fix,
# everybody who, authenticate, without, returned.
UNCLEAR_WORDS = re.compile(
    r"\b(anew|(is|are) told|hand(s|ed|ing)? in|deeds?|so many|(what|as it) stands|mend(s|ed|ing)?"
    r"|whoever|vouch(es|ed)?|nothing of|given back)\b",
    re.IGNORECASE,
)
# Names that say nothing of what a variable holds.
UNCLEAR_LOCALS = frozenset({"each", "found", "told", "asked", "shown"})


def public_classes() -> dict[str, list[str]]:
    """The modules that define each public class name, at their top level."""
    modules: dict[str, list[str]] = defaultdict(list)
    for path in (path for folder in FOLDERS for path in sorted((ROOT / folder).rglob("*.py"))):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                modules[node.name].append(str(path.relative_to(ROOT)))
    return modules


def type_aliases() -> dict[str, list[str]]:
    """The modules that define each type alias: a name in CamelCase that a module's top level gives to a type."""
    modules: dict[str, list[str]] = defaultdict(list)
    for path in (path for folder in FOLDERS for path in sorted((ROOT / folder).rglob("*.py"))):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Subscript | ast.BinOp):
                names = [target.id for target in node.targets if isinstance(target, ast.Name)]
                for name in filter(TYPE_NAME.fullmatch, names):
                    modules[name].append(str(path.relative_to(ROOT)))
    return modules


def test_no_type_alias_has_the_name_of_another_type() -> None:
    """A type alias means one thing everywhere, and no class has its name."""
    aliases, classes = type_aliases(), public_classes()
    defined = {name: [*places, *classes.get(name, [])] for name, places in aliases.items()}
    assert {name: places for name, places in defined.items() if len(places) > 1} == {}


def test_no_public_class_name_is_defined_twice() -> None:
    """A class name means one thing everywhere, but for those on the list."""
    twice = {name: places for name, places in public_classes().items() if len(places) > 1}
    assert {name: places for name, places in twice.items() if name not in SHARED_NAMES} == {}


def test_the_list_of_shared_names_has_no_stale_entry() -> None:
    """A name on the list is still defined more than once."""
    classes = public_classes()
    assert [name for name in SHARED_NAMES if len(classes[name]) < 2] == []


@pytest.mark.parametrize("package", LAZY_PACKAGES)
def test_no_lazy_name_is_also_a_module(package: str) -> None:
    """Importing a module sets its name in the package, where it would hide what is meant to be loaded lazily."""
    loaded = import_module(package)
    assert {module.name for module in iter_modules(loaded.__path__)} & set(loaded.__all__) == set()


@pytest.mark.parametrize("folder", (*FOLDERS, "data", "tests"))
def test_the_code_is_in_plain_english(folder: str) -> None:
    """No module, data file or page of documentation in a folder of code uses the unclear words."""
    files = [path for path in (ROOT / folder).rglob("*") if path.suffix in TEXT_FILES and path != Path(__file__)]
    unclear = {
        f"{path.relative_to(ROOT)}: {match[0]}"
        for path in files
        for match in UNCLEAR_WORDS.finditer(path.read_text(encoding="utf-8"))
    }
    assert unclear == set()


@pytest.mark.parametrize("folder", ("tests", "bench"))
def test_variables_say_what_they_hold(folder: str) -> None:
    """No variable or parameter has one of the unclear names."""
    unclear = {
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in (ROOT / folder).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if (isinstance(node, ast.Name) and node.id in UNCLEAR_LOCALS)
        or (isinstance(node, ast.arg) and node.arg in UNCLEAR_LOCALS)
    }
    assert unclear == set()


def test_the_english_interface_is_in_plain_english() -> None:
    """No message uses the unclear words."""
    messages = (ROOT / "src" / "dxkpi" / "locale" / "vi.po").read_text(encoding="utf-8")
    assert [match[0] for match in UNCLEAR_WORDS.finditer(messages)] == []
