"""What grows has one place: an indicator is one file, and every screen and command shows it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import expect
from tests.browser.conftest import SAMPLE, Visiting
from tests.commands import run_command
from tests.conftest import Serving

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
# Resolved overdue over resolved early: useful to nobody, so no shipped indicator can be mistaken for it.
NEW = (
    (ROOT / "data/indicators/overdue_rate.toml")
    .read_text(encoding="utf-8")
    .replace('id = "overdue_rate"', 'id = "overdue_per_early"')
    .replace("Tỷ lệ giải quyết quá hạn", "Quá hạn trên trước hạn")
    .replace("Share resolved overdue", "Overdue over early")
    .replace('measures = ["dossiers_resolved"]', 'measures = ["dossiers_resolved_early"]')
)


def test_a_new_indicator_is_one_file(
    visit: Visiting,
    serve: Serving,
    filled_home: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A TOML file in the catalogue, no code touched: the command computes it, the pages offer and explain it."""
    shutil.copytree(ROOT / "data", tmp_path / "data", ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    shutil.copytree(filled_home, tmp_path / "home")
    (tmp_path / "data/indicators/overdue_per_early.toml").write_text(NEW, encoding="utf-8")
    monkeypatch.setenv("DXKPI_DATA", str(tmp_path / "data"))

    arguments = ["values", "--indicator", "overdue_per_early", "--locality", SAMPLE, "--period", "2024-Q1", "--json"]
    row = run_command(*arguments, home=tmp_path / "home", folder=tmp_path).document["rows"][0]
    assert row["value"] == pytest.approx(100 * row["numerator"] / row["denominator"])

    with serve(tmp_path) as address:
        page = f"/compare?locality={SAMPLE}&period=2024-Q1&indicator=overdue_per_early"
        expect(visit(page, base=address).page.locator(".dx-head h3").first).to_contain_text("Quá hạn trên trước hạn")
        assert "Quá hạn trên trước hạn" in visit("/method", base=address).text()


def test_a_new_vintage_appears_without_a_restart(
    visit: Visiting,
    serve: Serving,
    filled_home: Path,
    tmp_path: Path,
) -> None:
    """Figures imported by a command while the server runs are on the page; the old vintage stays at its address."""
    shutil.copytree(filled_home, tmp_path / "home")
    file = tmp_path / "more.csv"
    file.write_text("locality,period,measure,value\n480,2022-9M,dossiers_received,5.800\n", encoding="utf-8")
    place = "/locality?locality=480@2021-07-01&period=2022-9M"
    with serve(tmp_path) as address:
        assert "5.810" in visit(place, base=address).page.locator(".dx-finding").inner_text()
        output = run_command("import", str(file), "--reason", "đếm lại", home=tmp_path / "home", folder=tmp_path)
        assert output.code == 0, output.err
        seen = visit(place, base=address).page
        for _ in range(10):  # the watcher looks once a second
            if "5.800" in seen.locator(".dx-finding").inner_text():
                break
            seen.reload()
            seen.wait_for_selector(".dx-finding")
        expect(seen.locator(".dx-finding")).to_contain_text("5.800")
        url = f"{address}/data/values.json?measure=dossiers_received&locality=480&period=2022-9M"
        assert seen.request.get(url).json()["rows"][0]["value"] == 5800
        assert seen.request.get(f"{url}&vintage=3").json()["rows"][0]["value"] == 5810
        old = visit(f"{place}&vintage=3", base=address).page
        expect(old.locator(".dx-finding")).to_contain_text("5.810")
        expect(old.locator(".dx-notice").first).to_contain_text("đã có phiên bản mới hơn (4)")


def test_a_province_without_figures_says_so(
    visit: Visiting,
    serve: Serving,
    filled_home: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """For a province that nobody has figures of, every page opens and says that there are none yet."""
    shutil.copytree(filled_home, tmp_path / "home")
    monkeypatch.setenv("DXKPI_PROVINCE", "01")
    with serve(tmp_path) as address:
        for page in ("/", "/compare"):
            seen = visit(page, base=address).page
            expect(seen.locator(".dx-mast")).to_contain_text("Thành phố Hà Nội")
            expect(seen.locator(".dx-notice").first).to_have_text("Chưa có số liệu của Thành phố Hà Nội.")
