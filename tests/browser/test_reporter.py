"""A reporter finds a chart, takes its pictures, data and citation, and opens the cited address after the figures have
changed; all on a server that has no browser to draw with."""

from __future__ import annotations

import csv
import io
import re
import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Locator, expect
from tests.browser.conftest import PATIENCE, Visiting
from tests.commands import run_command
from tests.conftest import Serving
from tests.queries import describe_view

from dxkpi import workflows
from dxkpi.exports.pictures.renderer import Renderer
from dxkpi.locale import Language
from dxkpi.workspace import Workspace

pytestmark = pytest.mark.browser

ASKED = "/charts?kind=ranking&locality=90&period=2026-Q2&indicator=on_time_rate"
NEWER = "phiên bản mới hơn"


@pytest.fixture(scope="module")
def bare(serve: Serving, filled_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """A server without a browser, and its home."""
    folder = tmp_path_factory.mktemp("bare")
    shutil.copytree(filled_home, folder / "home")
    with ExitStack() as running:
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("BROWSER_PATH", str(folder / "nothing"))
            address = running.enter_context(serve(folder))
        yield address, folder / "home"


def test_without_a_browser_on_the_server_the_readers_own_draws_the_same(
    visit: Visiting, bare: tuple[str, Path], workspace: Workspace, kept_renderer: Renderer
) -> None:
    """The page shows the picture; the SVG equals that of a server with a browser, the PNG has the requested size."""
    seen = visit(f"{ASKED}&vintage={workspace.vintage}", base=bare[0])
    take = seen.page.locator(".dx-take").first
    expect(seen.page.locator(".dx-picture .dx-making")).to_have_count(0, timeout=2 * PATIENCE)
    assert seen.page.locator(".dx-picture img").evaluate("(image) => image.naturalWidth") == 1200

    description = describe_view(
        workspace, "ranking", indicator="on_time_rate", locality="90", period="2026-Q2", language=Language.VI
    )
    assert taken(take, "SVG") == workflows.export(workspace, description, "svg")
    picture = Image.open(io.BytesIO(taken(take, "vuông")))
    assert (picture.size, picture.info["Title"], picture.info["Source"]) == (
        (2160, 2160),
        description.title,
        description.source_line,
    )
    grey = picture.convert("L")
    for left, top in ((0, 0), (1080, 0), (0, 1080), (1080, 1080)):
        assert grey.crop((left, top, left + 1080, top + 1080)).getextrema()[0] < 128
    assert [complaint for complaint in seen.complaints if "503" not in complaint] == []


def test_a_link_says_what_becomes_of_its_file(visit: Visiting, bare: tuple[str, Path]) -> None:
    """The page says that the file was downloaded or, where it cannot be made, what to install."""
    seen = visit(ASKED, base=bare[0])
    whole = seen.page.locator(".dx-take").filter(has_text="Toàn bộ dữ liệu")
    taken(whole, "Gói dữ liệu (ZIP) kèm từ điển và SDMX")
    expect(whole.get_by_role("status")).to_contain_text("đã xong", timeout=PATIENCE)
    chart = seen.page.locator(".dx-take").first
    chart.get_by_role("link", name="PDF", exact=True).click()
    expect(chart.get_by_role("status")).to_contain_text("apt install chromium", timeout=PATIENCE)


def taken(part: Locator, link: str) -> bytes:
    """What the browser saves when a link is clicked."""
    with part.page.expect_download(timeout=PATIENCE) as saved:
        part.get_by_role("link", name=link, exact=True).click()
    return saved.value.path().read_bytes()


def test_what_was_cited_stays_as_it_was(visit: Visiting, bare: tuple[str, Path], tmp_path: Path) -> None:
    """The address of the citation shows the old figures in a fresh browser, and says that newer ones exist."""
    address, home = bare
    seen = visit(ASKED, base=address)
    take = seen.page.locator(".dx-take")
    take.first.wait_for(timeout=PATIENCE)
    content = taken(take.first, "CSV cho bảng tính")
    title = next(csv.reader(io.StringIO(content.decode("utf-8-sig"))))[0]
    cited = seen.page.locator('.dx-copied pre[aria-label="Trích dẫn ngắn"]').inner_text()
    (link,) = re.findall(r"http\S+", cited)
    assert NEWER not in seen.text()

    correction = tmp_path / "correction.csv"
    place = content.decode().splitlines()[4].split(",")[0]
    correction.write_text(f"locality,period,measure,value\n{place},2026-Q2,dossiers_resolved,4321\n", encoding="utf-8")
    output = run_command("import", str(correction), "--reason", "đối chiếu lại", home=home, folder=tmp_path)
    assert output.code == 0, output.err

    later = visit(link.removeprefix(address), base=address)
    notice = later.page.get_by_text(NEWER)
    notice.wait_for(timeout=PATIENCE)
    assert later.page.locator(".dx-picture img").get_attribute("alt").split(". ")[1] == title  # type: ignore[union-attr]
    assert taken(later.page.locator(".dx-take").first, "CSV cho bảng tính") == content
