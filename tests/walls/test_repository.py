"""What the files of the repository may and must say: what is needed, pinned how, from nowhere in particular."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
RUN, DEVELOP = LOCK.split("# ---- to develop and test ----\n")
PIN = re.compile(r"^([a-z0-9-]+)==(\S+)", re.MULTILINE)

NOT_IMPORTED = {
    "itsdangerous": "Starlette signs the cookie of a login at the identity provider with it",
    "psycopg": "SQLAlchemy loads it when a store's address asks for PostgreSQL",
}
REGISTRIES = re.compile(r"pypi\.org|pythonhosted\.org|npmjs\.org|deb\.debian\.org|security\.debian\.org")
MACHINE_PATHS = re.compile(r"(?<![\w.])/(?:work|root|home)/\w")


def normal(name: str) -> str:
    """A package's name as the lock writes it."""
    return re.sub(r"[-_.]+", "-", re.split(r"[^\w.-]", name, maxsplit=1)[0]).lower()


def declared(group: str | None = None) -> set[str]:
    """The packages that the product needs, or those of a group for its developers."""
    stated = PROJECT["project"]["dependencies"] if group is None else PROJECT["dependency-groups"][group]
    return {normal(requirement) for requirement in stated if isinstance(requirement, str)}


def imported(*folders: str) -> set[str]:
    """The packages, by name, that files of these folders import from elsewhere."""
    tops = set()
    for path in (path for folder in folders for path in (ROOT / folder).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                tops |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                tops.add(node.module.partition(".")[0])
    owners = packages_distributions()
    foreign = {top for top in tops - sys.stdlib_module_names if top in owners}
    return {normal(owners[top][0]) for top in foreign} - {"dxkpi"}


def test_what_is_imported_is_declared() -> None:
    """Each package that the product imports is one of its dependencies, not only somebody else's."""
    assert imported("src", "dashboard") - declared() == set()


def test_what_is_declared_is_imported() -> None:
    """No dependency is carried along unused, but for those that are loaded by name."""
    assert declared() - imported("src", "dashboard") == set(NOT_IMPORTED)


def test_what_tests_import_is_declared() -> None:
    """Each package that tests, benchmarks and the data scripts import is in a dependency group or in the product."""
    assert imported("tests", "bench", "tools") - declared() - declared("build") - declared("dev") == set()


def test_the_lock_pins_everything_that_is_declared() -> None:
    """What the product needs is pinned in the part that runs; what its developers need, anywhere."""
    run, everything = ({name for name, _ in PIN.findall(part)} for part in (RUN, LOCK))
    assert declared() | declared("build") <= run
    assert declared("dev") <= everything
    assert not {"pytest", "mypy", "ruff", "playwright"} & run


def test_every_pin_has_its_hashes() -> None:
    """A pin is one version and at least one SHA-256 of it, nothing else."""
    for pin in (pin for pin in re.split(r"\n(?=\S)", LOCK) if not pin.startswith("#")):
        head, *hashes = [line.strip(" \\") for line in pin.strip().splitlines()]
        assert PIN.match(head), pin
        assert hashes, pin
        assert all(re.fullmatch(r"--hash=sha256:[0-9a-f]{64}", pinned_hash) for pinned_hash in hashes), pin


def test_the_lock_names_no_host() -> None:
    """No file names a package index: that is the choice of the person who installs."""
    assert "//" not in LOCK
    assert not re.search(r"index|find-links|trusted-host", LOCK.replace("importlib", ""))


def test_no_file_names_a_registry_or_a_place_of_one_machine() -> None:
    """Tracked text names no host of a package registry and no folder that only one machine has."""
    names = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    offenders = []
    for name in filter(None, names.split("\0")):
        path = ROOT / name
        if path.suffix in {".png", ".woff2", ".xlsx"} or not path.is_file():
            continue
        text = path.read_text(encoding="utf-8")
        offenders += [f"{name}: {match[0]}" for rule in (REGISTRIES, MACHINE_PATHS) for match in rule.finditer(text)]
    assert offenders == []
