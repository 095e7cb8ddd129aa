"""What a notebook finds in `dxkpi`."""

from __future__ import annotations

import subprocess
import sys

import pytest

import dxkpi
from dxkpi import workflows
from dxkpi.workspace import Workspace


@pytest.mark.parametrize("package", [dxkpi, workflows], ids=lambda package: package.__name__)
def test_every_name_of_a_lazy_package_is_there(package: object) -> None:
    """The names that are listed, those that are imported when used, and those that `dir` shows are the same."""
    names = package.__all__  # type: ignore[attr-defined]
    assert all(getattr(package, name) is not None for name in names)
    assert set(names) <= set(dir(package))


def test_another_name_is_an_attribute_error() -> None:
    """As with any module."""
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        dxkpi.nothing  # type: ignore[attr-defined]  # noqa: B018


def test_importing_the_package_imports_none_of_it() -> None:
    """`import dxkpi` costs nothing until a name is used."""
    code = "import dxkpi, sys; print(*sorted(name for name in sys.modules if name.startswith('dxkpi')))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["dxkpi", "dxkpi.lazy_imports"]


def test_a_notebook_asks_for_rates_and_gets_a_frame(workspace: Workspace) -> None:
    """Hương Trà, nine months of 2022: 5,203 of 5,810 dossiers resolved; what is unavailable is NaN with a note."""
    wanted = ("resolution_rate", "online_rate")
    text = dxkpi.QueryText(indicators=wanted, locality="480", period="2022-9M")
    rates = dxkpi.values(workspace, dxkpi.parse_values_query(workspace, text))
    frame = dxkpi.values_frame(rates, workspace.cutoff)
    assert tuple(frame["indicator"]) == wanted
    assert frame["numerator"].tolist()[0] == 5203
    assert frame["value"].isna().tolist() == [False, True]
    assert frame["note"][1] != ""
    assert dxkpi.values_frame([], workspace.cutoff).empty
