"""Names of a package that are imported when first used (PEP 562), so that a command loads only what it runs.

A package lists them once, as imports under `if TYPE_CHECKING:`; type checkers read them there, and so does this module.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path


def lazy_names(package: str, source: str) -> tuple[Callable[[str], object], Callable[[], list[str]]]:
    """`__getattr__` and `__dir__` of a package. `source`: its `__file__`, whose TYPE_CHECKING imports are the names."""

    @cache
    def origins() -> dict[str, tuple[str, str]]:
        return dict(_type_checking_imports(Path(source).read_text(encoding="utf-8")))

    def get(name: str) -> object:
        if name not in origins():
            raise AttributeError(f"module {package!r} has no attribute {name!r}", name=name, obj=sys.modules[package])
        value = _imported(*origins()[name])
        setattr(sys.modules[package], name, value)  # so that this is asked once a name
        return value

    def names() -> list[str]:
        return sorted({*vars(sys.modules[package]), *origins()})

    return get, names


def _imported(module: str, name: str) -> object:
    """What `from module import name` gives: an attribute, else a submodule."""
    loaded = import_module(module)
    if not hasattr(loaded, name) and find_spec(f"{module}.{name}"):
        return import_module(f"{module}.{name}")
    return getattr(loaded, name)


def _type_checking_imports(code: str) -> list[tuple[str, tuple[str, str]]]:
    """(name, (module, name there)) of each `from … import` under `if TYPE_CHECKING:`."""
    blocks = [
        node
        for node in ast.parse(code).body
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
    ]
    imports = [node for block in blocks for node in block.body if isinstance(node, ast.ImportFrom) and node.module]
    return [(alias.asname or alias.name, (str(node.module), alias.name)) for node in imports for alias in node.names]
