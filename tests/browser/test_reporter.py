"""A reporter finds a chart, takes its data and citation, and opens the cited address after the figures have changed."""

from __future__ import annotations

import csv
import io
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from tests.browser.conftest import PATIENCE, Visiting

pytestmark = pytest.mark.browser

ASKED = "/charts?kind=ranking&locality=90&period=2026-Q2&indicator=on_time_rate"
NEWER = "phiên bản mới hơn"


def test_what_was_cited_stays_as_it_was(
    visit: Visiting, serve: Callable[..., AbstractContextManager[str]], filled_home: Path, tmp_path: Path
) -> None:
    """The address of the citation shows the old figures in a fresh browser, and says that newer ones exist."""
    shutil.copytree(filled_home, tmp_path / "home")
    program = Path(sys.executable).with_name("dxkpi")
    with serve(program, tmp_path) as address:
        seen = visit(ASKED, base=address)
        take = seen.page.locator(".dx-take")
        take.first.wait_for(timeout=PATIENCE)
        with seen.page.expect_download(timeout=PATIENCE) as taken:
            take.get_by_role("link", name="CSV cho bảng tính").first.click()
        content = taken.value.path().read_bytes()
        title = next(csv.reader(io.StringIO(content.decode("utf-8-sig"))))[0]
        cited = seen.page.locator('.dx-copied pre[aria-label="Trích dẫn ngắn"]').inner_text()
        (link,) = re.findall(r"http\S+", cited)
        assert NEWER not in seen.text()

        correction = tmp_path / "correction.csv"
        place = content.decode().splitlines()[4].split(",")[0]
        correction.write_text(
            f"locality,period,measure,value\n{place},2026-Q2,dossiers_resolved,4321\n", encoding="utf-8"
        )
        command = [program, "import", correction, "--reason", "đối chiếu lại", "--lang", "vi"]
        subprocess.run(command, env={**os.environ, "DXKPI_HOME": str(tmp_path / "home")}, check=True)

        later = visit(link.removeprefix(address), base=address)
        notice = later.page.get_by_text(NEWER)
        notice.wait_for(timeout=PATIENCE)
        assert later.page.locator(".dx-picture img").get_attribute("alt").split(". ")[1] == title  # type: ignore[union-attr]
        with later.page.expect_download(timeout=PATIENCE) as again:
            later.page.locator(".dx-take").get_by_role("link", name="CSV cho bảng tính").first.click()
        assert again.value.path().read_bytes() == content
