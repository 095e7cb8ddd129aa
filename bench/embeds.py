"""The embed of every chart: bytes received and seconds until it is drawn; to compare, Plotly's own page of the figure.

Each reading is a reader with an empty cache; the two pages come in turn.
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

from bench.plan import BenchPlan
from bench.readers.browser import PATIENCE, SCREEN, SLOW_LINE, chromium
from dxkpi.charts import CHARTS, draw
from dxkpi.settings import Settings
from dxkpi.workflows import views
from dxkpi.workflows.queries import QueryText, parse_query
from dxkpi.workspace import open_workspace

SAMPLE = "90"
LINES = {"no limit": None, "10 Mbit/s and 50 ms": SLOW_LINE}
# Drawn: the chart is in the page and its texts are set; then one more frame, so that it is painted.
DRAWN = """() => new Promise((done) => {
  const look = () => document.querySelector(".js-plotly-plot .main-svg text")
    ? requestAnimationFrame(() => done(performance.now() / 1000)) : requestAnimationFrame(look);
  look();
})"""
EmbedPages = dict[str, dict[str, str]]  # kind of chart → "embed" or "plotly" → address


@dataclass
class EmbedTimes:
    """The readings of one page on one line: seconds, and megabytes received."""

    seconds: list[float]
    megabytes: list[float]


def measure(plan: BenchPlan) -> dict[tuple[str, str], EmbedTimes]:
    """(line, page) → the readings of every kind of chart in every round."""
    times = {(line, page): EmbedTimes([], []) for line in LINES for page in ("embed", "plotly")}
    with tempfile.TemporaryDirectory() as folder, served_pages(Path(folder), plan) as pages, chromium() as browser:
        for addresses in pages.values():  # once uncounted
            for address in addresses.values():
                _read(browser, address, None)
        for turn in range(plan.rounds):
            for line, limit in LINES.items():
                for addresses in pages.values():
                    for page in sorted(addresses, reverse=bool(turn % 2)):
                        seconds, megabytes = _read(browser, addresses[page], limit)
                        times[line, page].seconds.append(seconds)
                        times[line, page].megabytes.append(megabytes)
    return times


@contextmanager
def served_pages(folder: Path, plan: BenchPlan) -> Iterator[EmbedPages]:
    """The embeds of charts of the sample province, served by the product; Plotly's own pages, served by Python."""
    home, plain = plan.home or folder / "home", folder / "plain"
    plain.mkdir()
    kinds = list(CHARTS)[: plan.kinds]
    if plan.compares:
        workspace = open_workspace(Settings(_env_file=None, home=home))
        for kind in kinds:
            view = views.view(workspace, parse_query(workspace, kind, QueryText(locality=SAMPLE)))
            description = views.describe(workspace, view, workspace.language)
            go.Figure(draw(description).to_dict()).write_html(plain / f"{kind}.html", include_plotlyjs=True)
        workspace.close()
    handler = partial(_QuietHandler, directory=str(plain))
    other = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    Thread(target=other.serve_forever, daemon=True).start()
    program = [str(Path(sys.executable).with_name("dxkpi")), "serve", "--port", "0"]
    environment = {"DXKPI_HOME": str(home), "PATH": "/usr/bin:/bin", "DXKPI_LANG": "vi"}
    with subprocess.Popen(program, cwd=folder, env=environment, stdout=subprocess.PIPE, text=True) as process:
        try:
            product = _printed_address(process)
            pages = {kind: {"embed": f"{product}charts/{kind}.html?locality={SAMPLE}"} for kind in kinds}
            if plan.compares:
                for kind in kinds:
                    pages[kind]["plotly"] = f"http://127.0.0.1:{other.server_port}/{kind}.html"
            yield pages
        finally:
            process.terminate()
            other.shutdown()


def _printed_address(process: subprocess.Popen[str]) -> str:
    """The address that the server prints, with its last slash."""
    for line in process.stdout or ():
        if address := re.search(r"http://\S+", line):
            return address[0].rstrip("/") + "/"
    raise RuntimeError("the product did not start")


class _QuietHandler(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Logs nothing."""


def _read(browser: Browser, address: str, limit: dict[str, Any] | None) -> tuple[float, float]:
    """Seconds from navigation until drawn, and megabytes received, for a reader with an empty cache."""
    context = browser.new_context(viewport=SCREEN, locale="vi-VN")
    try:
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        line = context.new_cdp_session(page)
        received: list[float] = []
        line.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))
        line.send("Network.enable")
        if limit:
            line.send("Network.emulateNetworkConditions", limit)
        page.goto(address, wait_until="commit")
        return page.evaluate(DRAWN), sum(received) / 1e6
    finally:
        context.close()


def report(times: dict[tuple[str, str], EmbedTimes]) -> str:
    """The table of the README: medians over all kinds and rounds; without Plotly's page where it was not measured."""
    rows = ["| cold | embed | Plotly's own page | ratio |", "|---|---|---|---|"]
    for unit in ("seconds", "megabytes"):
        for line in LINES:
            embed = statistics.median(getattr(times[line, "embed"], unit))
            compared = "| |"
            if readings := getattr(times[line, "plotly"], unit):
                plotly = statistics.median(readings)
                compared = f"{plotly:.2f} | {embed / plotly:.2f} |"
            rows.append(f"| {unit}, {line} | {embed:.2f} | {compared}")
    return "\n".join(rows)
