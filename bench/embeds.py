"""The embed of every chart: bytes that come and seconds until it is drawn, beside Plotly's own page of the same figure.

Run: python -m bench --embeds. Each reading is a reader with an empty cache; the two pages come in turn.
"""

from __future__ import annotations

import re
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import plotly.graph_objects as go
from playwright.sync_api import Browser

from bench.browser import PATIENCE, SCREEN, SLOW_LINE, chromium
from dxkpi import workflows
from dxkpi.charts import CHARTS, draw
from dxkpi.settings import Settings
from dxkpi.workspace import open_workspace

SAMPLE = "90"
LINES = {"no limit": None, "10 Mbit/s and 50 ms": SLOW_LINE}
# Drawn: the chart stands on the page and its texts are set; then one more frame, so that it is painted.
DRAWN = """() => new Promise((done) => {
  const look = () => document.querySelector(".js-plotly-plot .main-svg text")
    ? requestAnimationFrame(() => done(performance.now() / 1000)) : requestAnimationFrame(look);
  look();
})"""
Pages = dict[str, dict[str, str]]  # kind of chart → page → address


@dataclass
class EmbedTimes:
    """What readings of one page and line gave: seconds, and the megabytes that came."""

    seconds: list[float]
    megabytes: list[float]


def measure(rounds: int) -> dict[tuple[str, str], EmbedTimes]:
    """(line, page) → readings of every chart kind, each so many times."""
    found = {(line, page): EmbedTimes([], []) for line in LINES for page in ("embed", "plotly")}
    with tempfile.TemporaryDirectory() as folder, pages(Path(folder)) as served, chromium() as browser:
        for each in served.values():  # once uncounted
            for address in each.values():
                _read(browser, address, None)
        for turn in range(rounds):
            for line, limit in LINES.items():
                for both in served.values():
                    for page in sorted(both, reverse=bool(turn % 2)):
                        seconds, megabytes = _read(browser, both[page], limit)
                        found[line, page].seconds.append(seconds)
                        found[line, page].megabytes.append(megabytes)
    return found


@contextmanager
def pages(folder: Path) -> Iterator[Pages]:
    """The embed of every chart of the sample province, served by the product; Plotly's own pages, by Python."""
    home, plain = folder / "home", folder / "plain"
    plain.mkdir()
    workspace = open_workspace(Settings(_env_file=None, home=home))
    for kind in CHARTS:
        figure = go.Figure(
            draw(
                workflows.view(workspace, workflows.parse_query(workspace, kind, workflows.QueryText(locality=SAMPLE)))
            ).to_dict()
        )
        figure.write_html(plain / f"{kind}.html", include_plotlyjs=True)
    workspace.close()
    handler = partial(_Quiet, directory=str(plain))
    other = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    Thread(target=other.serve_forever, daemon=True).start()
    program = [str(Path(sys.executable).with_name("dxkpi")), "serve", "--port", "0"]
    environment = {"DXKPI_HOME": str(home), "PATH": "/usr/bin:/bin", "DXKPI_LANG": "vi"}
    with subprocess.Popen(program, cwd=folder, env=environment, stdout=subprocess.PIPE, text=True) as process:
        try:
            product = _printed(process)
            yield {
                kind: {
                    "embed": f"{product}charts/{kind}.html?locality={SAMPLE}",
                    "plotly": f"http://127.0.0.1:{other.server_port}/{kind}.html",
                }
                for kind in CHARTS
            }
        finally:
            process.terminate()
            other.shutdown()


def _printed(process: subprocess.Popen[str]) -> str:
    """The address that the server prints, with its last slash."""
    for line in process.stdout or ():
        if found := re.search(r"http://\S+", line):
            return found[0].rstrip("/") + "/"
    raise RuntimeError("the product did not start")


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Nothing."""


def _read(browser: Browser, address: str, limit: dict[str, Any] | None) -> tuple[float, float]:
    """Seconds from navigation until drawn, and megabytes that came, for a reader with an empty cache."""
    context = browser.new_context(viewport=SCREEN, locale="vi-VN")
    try:
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        line = context.new_cdp_session(page)
        came: list[float] = []
        line.on("Network.loadingFinished", lambda event: came.append(event["encodedDataLength"]))
        line.send("Network.enable")
        if limit:
            line.send("Network.emulateNetworkConditions", limit)
        page.goto(address, wait_until="commit")
        return page.evaluate(DRAWN), sum(came) / 1e6
    finally:
        context.close()


def report(found: dict[tuple[str, str], EmbedTimes]) -> str:
    """The table of the bench: medians over all kinds and rounds."""
    rows = ["| cold | embed | Plotly's own page | ratio |", "|---|---|---|---|"]
    for what in ("seconds", "megabytes"):
        for line in LINES:
            embed, plotly = (statistics.median(getattr(found[line, page], what)) for page in ("embed", "plotly"))
            rows.append(f"| {what}, {line} | {embed:.2f} | {plotly:.2f} | {embed / plotly:.2f} |")
    return "\n".join(rows)
