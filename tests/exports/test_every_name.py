"""Names from outside in every file: what a spreadsheet would run and what a browser would open stays text."""

from __future__ import annotations

import csv
import io
import re
from html import unescape
from html.parser import HTMLParser
from xml.etree import ElementTree

import openpyxl
import plotly.io
import pytest
from pypdf import PdfReader
from tests.exports.conftest import FORMULA, TAG
from tests.exports.table import SVG, Ways, letters, rows_of, squeezed

from dxkpi import charts
from dxkpi.charts import CHARTS
from dxkpi.exports.as_csv import RUN_BY_SPREADSHEETS
from dxkpi.locale import Language

VI = Language.VI
each_kind = pytest.mark.parametrize("kind", CHARTS)


@each_kind
@pytest.mark.parametrize("reader", ["people", "machines"])
@pytest.mark.parametrize("rows", ["shown", "all"])
def test_no_cell_of_a_csv_is_run(renamed: Ways, kind: str, reader: str, rows: str) -> None:
    """None begins as a formula does; negative numbers stay numbers."""
    content = renamed.typed(kind, VI, "csv", reader=reader, rows=rows).decode("utf-8-sig")
    for row in csv.reader(io.StringIO(content, newline="")):
        for cell in row:
            assert not cell.startswith(RUN_BY_SPREADSHEETS) or re.fullmatch(r"-\d+(\.\d+)?", cell)


@each_kind
def test_no_cell_of_a_workbook_is_run(renamed: Ways, kind: str) -> None:
    """Opened by openpyxl: text or numbers, no formula, no link; the name is there letter for letter."""
    book = openpyxl.load_workbook(io.BytesIO(renamed.get(renamed.links(kind, VI)["xlsx"][0])))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s", "n"}
    assert not any(cell.hyperlink for cell in cells)
    texts = {cell.value for cell in cells}
    assert texts & {FORMULA, TAG}


@each_kind
def test_json_has_the_name_as_it_is(renamed: Ways, kind: str) -> None:
    """Letter for letter, in every row of a locality."""
    assert {row["locality_name"] for row in rows_of(renamed, kind, VI)} & {FORMULA, TAG}


class Links(HTMLParser):
    """The links of a page, and how many scripts it has."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.scripts = 0
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.links += [value or "" for name, value in attrs if name == "href"]
        self.scripts += tag == "script"


@each_kind
def test_an_embed_has_no_link_but_its_own(renamed: Ways, kind: str) -> None:
    """The way back to the chart and nothing else; the name is there, escaped, and ends no script."""
    page = renamed.get(renamed.links(kind, VI)["html"][0]).decode()
    links = Links(page)
    assert all(link.startswith("/charts?") for link in links.links)
    assert links.scripts == 3
    assert FORMULA in unescape(page) or TAG in unescape(page)


@each_kind
def test_a_drawing_has_no_tag_of_a_name(renamed: Ways, kind: str) -> None:
    """No text that Plotly reads holds it unescaped."""
    drawn = plotly.io.to_json(charts.draw(renamed.view(kind, VI)), engine="json").replace('\\"', '"')
    assert "<a href" not in drawn.replace("\\u003c", "<").replace("\\u003e", ">")


@pytest.mark.browser
@pytest.mark.usefixtures("kept_renderer")
@each_kind
def test_a_picture_has_the_name_as_text(renamed: Ways, kind: str) -> None:
    """An SVG has no link and no script; where a headline or a row names a locality, its letters are drawn."""
    svg = ElementTree.fromstring(renamed.get(renamed.links(kind, VI)["svg"][0]))
    assert not [element for name in ("a", "script", "foreignObject") for element in svg.iter(f"{SVG}{name}")]
    assert squeezed(renamed.view(kind, VI).title) in squeezed(letters(svg))


@pytest.mark.browser
@pytest.mark.usefixtures("kept_renderer")
def test_a_pdf_has_no_link(renamed: Ways) -> None:
    """The name is text on its page."""
    page = PdfReader(io.BytesIO(renamed.get(renamed.links("ranking", VI)["pdf"][0]))).pages[0]
    assert "/Annots" not in page
    assert squeezed(FORMULA) in squeezed(page.extract_text())
