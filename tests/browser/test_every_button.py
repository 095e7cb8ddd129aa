"""For every kind of chart in every language the page offers the very files whose bytes the table of all files holds."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest
from playwright.sync_api import expect
from tests.browser.conftest import PATIENCE, Visiting
from tests.exports.table import PERIOD, ROWS, SAMPLE, Ways, asked_for
from tests.queries import view_query

from dxkpi.charts import describe
from dxkpi.locale import Language
from dxkpi.workflows.views import view_on_matching_boundaries
from dxkpi.workspace import Workspace

pytestmark = pytest.mark.browser

OFFERED = """
() => {
  const found = [...document.querySelectorAll(".dx-take a[download]")].map((link) => link.getAttribute("href"));
  for (const image of document.querySelectorAll(".dx-picture img")) found.push(image.getAttribute("src"));
  for (const code of document.querySelectorAll(".dx-copied pre"))
    found.push(...(code.innerText.replaceAll("&amp;", "&").match(/\\/charts\\/[^"\\s]+/g) ?? []));
  return found.filter((each) => /^\\/charts\\/\\w+\\.\\w+\\?/.test(each));
}
"""


@pytest.fixture(scope="module")
def ways(workspace: Workspace, tmp_path_factory: pytest.TempPathFactory) -> Ways:
    """What files there are of every chart."""
    return Ways(workspace, tmp_path_factory.mktemp("buttons"))


@pytest.mark.parametrize("kind, language", ROWS)
def test_the_page_offers_every_file_and_a_click_saves_it(
    look: Visiting, ways: Ways, kind: str, language: Language
) -> None:
    """Picture, buttons, embed: the addresses are those of the table; the workbook that a click saves is its bytes."""
    page = look(f"/charts?{urlencode({'kind': kind} | asked_for(language))}").page
    description = ways.view(kind, language)
    if kind == "contributions":  # which the page shows on boundaries that match
        query = view_query(ways.workspace, kind, locality=SAMPLE, period=PERIOD, language=language)
        description = describe(view_on_matching_boundaries(ways.workspace, query), language)
    links = ways.links_of(description)
    workbook = page.locator(f'.dx-take a[href="{links["xlsx"][0]}"]')
    expect(workbook).to_have_count(1, timeout=PATIENCE)
    assert sorted(set(page.evaluate(OFFERED))) == sorted({link for addresses in links.values() for link in addresses})
    with page.expect_download(timeout=PATIENCE) as saved:
        workbook.click()
    assert saved.value.path().read_bytes() == ways.get(links["xlsx"][0])
    assert saved.value.suggested_filename.endswith(".xlsx")
