"""Adding an upload layout: one module, its entry in `LAYOUTS`, one sample."""

from __future__ import annotations

import json

import pytest

from .conftest import ProjectCopy

pytestmark = pytest.mark.slow

MODULE = '''"""The layout `one_measure`: measure and period in the first row, then a locality and its count per row."""

from dxkpi.domain.figures.submitted import FigureOrigin
from dxkpi.domain.model.period import parse_period
from dxkpi.intake.context import UploadContext
from dxkpi.intake.files.sheet import Sheet
from dxkpi.intake.layouts.shared.collector import Collector
from dxkpi.intake.layouts.shared.layout import Layout
from dxkpi.intake.problems import Upload
from dxkpi.locale import Names

NAME = "one_measure"


def recognises(sheet: Sheet) -> bool:
    return sheet.rows[0][0] == "one measure"


def read(sheet: Sheet, context: UploadContext) -> Upload:
    collector = Collector(NAME, sheet, context)
    _, measure_name, notation = sheet.rows[0]
    measure, period = context.measure_named(measure_name), parse_period(notation, context.cutoff)
    for row, cells in enumerate(sheet.rows[1:], start=2):
        locality = collector.find_locality(cells[0], row, 0, period)
        if locality is not None:
            collector.add_row(locality, period, row, [(1, measure)], FigureOrigin(source=context.source))
    return collector.upload()


LABEL = Names("bảng một số đếm của một kỳ", "one measure of one period")
LAYOUT = Layout(NAME, LABEL, recognises, read, "one_measure.csv")
'''
SAMPLE = "one measure,documents,2026-Q2\nPhường Kim Trà,120,\n"
INDEX = "src/dxkpi/intake/layouts/__init__.py"
ON_PAGE = (
    "from dxkpi.locale import Language; from submit.preview import layouts_sentence; "
    "print(layouts_sentence(Language.EN))"
)


@pytest.fixture(scope="module")
def copy_with_layout(project_copy: ProjectCopy) -> ProjectCopy:
    """A copy of the product after the recipe was followed."""
    project_copy.write("src/dxkpi/intake/layouts/one_measure.py", MODULE)
    project_copy.write("data/samples/one_measure.csv", SAMPLE)
    project_copy.add_line(INDEX, "from dxkpi.intake.layouts import one_measure", after="import Mapping")
    project_copy.add_line(INDEX, "        one_measure.LAYOUT,", after="wide_periods.LAYOUT,")
    return project_copy


def test_a_new_layout_is_read_by_the_command(copy_with_layout: ProjectCopy) -> None:
    """`dxkpi import` recognises the sample by its content and takes the layout by its name."""
    for option in ((), ("--layout", "one_measure")):
        ran = copy_with_layout.dxkpi("import", "data/samples/one_measure.csv", "--dry-run", "--json", *option)
        assert ran.returncode == 0, ran.stderr + ran.stdout
        report = json.loads(ran.stdout)
        assert (report["layout"], report["counts"]["new"]) == ("one_measure", 1)


def test_a_new_layout_is_named_on_the_page(copy_with_layout: ProjectCopy) -> None:
    """The page to submit figures lists its label among the layouts that it takes."""
    ran = copy_with_layout.python(ON_PAGE)
    assert "one measure of one period" in ran.stdout, ran.stderr


def test_an_unreadable_file_is_answered_with_the_new_layout_too(copy_with_layout: ProjectCopy) -> None:
    """The message about an unknown layout lists it."""
    copy_with_layout.write("unknown.csv", "a,b\n1,2\n")
    ran = copy_with_layout.dxkpi("import", "unknown.csv", "--json")
    (problem,) = json.loads(ran.stdout)["problems"]
    assert "one measure of one period" in problem["message"]
