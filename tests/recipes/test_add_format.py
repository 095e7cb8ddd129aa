"""Adding an export format: one module, its entry in `FORMATS`."""

from __future__ import annotations

import pytest

from .conftest import ProjectCopy
from .test_add_chart import AT_ADDRESS, ON_PAGE

pytestmark = pytest.mark.slow

MODULE = '''"""Plain text: the finding of a view and its source."""

from dxkpi.domain.views.text.description import Description
from dxkpi.exports.options import STANDARD, ExportOptions


def write(description: Description, options: ExportOptions = STANDARD) -> bytes:
    return f"{description.title}. {description.source_line}".encode()
'''
INDEX = "src/dxkpi/exports/formats.py"
ENTRY = '    "txt": Format("text/plain; charset=utf-8", as_text.write, DownloadGroup.DATA),'


@pytest.fixture(scope="module")
def copy_with_format(project_copy: ProjectCopy) -> ProjectCopy:
    """A copy of the product after the recipe was followed."""
    project_copy.write("src/dxkpi/exports/as_text.py", MODULE)
    project_copy.add_line(INDEX, "from dxkpi.exports import as_text", after="import UnknownFormat")
    project_copy.add_line(INDEX, ENTRY, after='"json": Format(media_types.JSON, as_json.write, DownloadGroup.DATA),')
    return project_copy


def test_a_new_format_is_saved_by_the_command(copy_with_format: ProjectCopy) -> None:
    """`dxkpi chart` chooses it by the ending of the file."""
    file = copy_with_format.root / "flow.txt"
    options = ("--locality", "90", "--period", "2026-Q2", "--lang", "en")
    ran = copy_with_format.dxkpi("chart", "flow", *options, "-o", str(file))
    assert ran.returncode == 0, ran.stderr
    assert "simulated" in file.read_text(encoding="utf-8")


def test_a_new_format_has_an_address(copy_with_format: ProjectCopy) -> None:
    """Every chart has it at /charts/<kind>.txt."""
    ran = copy_with_format.python(AT_ADDRESS, ["/charts/trend.txt?locality=90&period=2026-Q2&lang=en"])
    assert ran.returncode == 0, ran.stderr
    assert "Q2 2026" in ran.stdout


def test_a_new_format_has_a_button_on_the_page(copy_with_format: ProjectCopy) -> None:
    """The page of charts lists it among the data."""
    code = ON_PAGE.replace('"received"', '"flow"')
    ran = copy_with_format.python(code, [str(copy_with_format.root / "dashboard" / "app_pages" / "charts.py")])
    assert ran.returncode == 0, ran.stderr
    assert "/charts/flow.txt?" in ran.stdout
