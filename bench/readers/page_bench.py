"""The overview page of the product compared with FLOOR and naive: browsers, sessions without browsers, memory."""

from __future__ import annotations

import html
import os
import platform
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from playwright.sync_api import Browser

from bench.facts import prepare
from bench.plan import BenchPlan
from bench.readers import load
from bench.readers.browser import NeverDrawnError, Visitor, chromium, weigh
from bench.readers.pages import prepare_pages
from bench.readers.servers import Served, commands, turned
from bench.results import Results
from bench.sizes import DataSize

__all__ = ["measure", "prepare"]

SECOND_CHOICE = 7  # quarters after the first


def measure(plan: BenchPlan) -> Results:
    """Measure all sizes. Samples and medians are written to a file even when a measurement fails."""
    results, begun = Results(), datetime.now(UTC)
    about = {"begun": begun.isoformat(), "python": platform.python_version(), "processors": os.cpu_count()}
    try:
        for size in plan.sizes:
            _measure_size(size, plan, results)
    finally:
        path = plan.sizes[0].out / f"results-{begun:%Y%m%d-%H%M%S}.json"
        results.save(path, **about, load=os.getloadavg(), rounds=plan.rounds)
    return results


def _measure_size(size: DataSize, plan: BenchPlan, results: Results) -> None:
    """One size: the browser, the sessions, memory and SQL."""
    log(size, "facts and pages")
    prepare(size)
    pages = prepare_pages(size)["quarters"]
    expected = {quarter: page["expected"] for quarter, page in pages.items()}
    findings = {quarter: html.escape(page["finding"]) for quarter, page in expected.items()}
    names = list(commands(size)) if plan.compares else ["product"]
    with running(size, names) as servers:
        log(size, "quarters that somebody chose before")
        seen_before = dict(list(findings.items())[: plan.visited])
        streamlits = [served for served in servers if served.name != "dash"]  # Dash has no session to speak to
        visits = {served.name: load.visit_all(served, seen_before) for served in streamlits}
        results.add(size.name, "CPU a change to a quarter new to the server, ms", _milliseconds(visits))
        with chromium() as browser:
            _in_browser(browser, servers, expected, plan, results, size)
        for served in streamlits:
            load.visit_all(served, findings)
        _with_sessions(streamlits, findings, plan, results, size)
    log(size, "memory of sessions, SQL of pages")
    if plan.compares:
        sessions = {name: [load.memory_a_session(size, name, findings)] for name in ("product", "floor")}
        results.add(size.name, "memory of a session, MB", sessions)
    results.add(size.name, "SQL statements in 100 changes", {"product": [load.statements(size, findings)]})


def _in_browser(
    browser: Browser, servers: list[Served], expected: dict[str, Any], plan: BenchPlan, results: Results, size: DataSize
) -> None:
    """What a reader waits for."""
    quarters = list(expected)
    newest, seen_before, new = quarters[0], quarters[1 : plan.visited], quarters[plan.visited :]
    for served in servers:  # once uncounted, so that no reader is a server's first
        with Visitor(browser, served.address, expected[newest]) as reader:
            reader.open()
    for at in range(plan.rounds):
        log(size, f"browser, round {at + 1} of {plan.rounds}")
        first, second = seen_before[at % len(seen_before)], seen_before[(at + SECOND_CHOICE) % len(seen_before)]
        fresh = new[at % len(new)]
        for served in turned(servers, at):
            with _skipping_lost_pages(size, served), Visitor(browser, served.address, expected[newest]) as reader:
                times = {
                    "cold, s": [reader.open()],
                    "first text of a cold page, s": [reader.first_text()],
                    "reload, s": [reader.reload()],
                    "change of quarter, s": [
                        reader.choose(first, expected[first]),
                        reader.choose(second, expected[second]),
                    ],
                    "change to a quarter new to the server, s": [reader.choose(fresh, expected[fresh])],
                }
                for name, values in times.items():
                    results.extend(size.name, name, served.name, values)
    log(size, "wire and slow line")
    for served in servers:
        wire = weigh(browser, served.address, expected[newest])
        results.add(size.name, "cold page on the wire, MB", {served.name: [wire.files + wire.messages]})
        results.add(size.name, "requests of a cold page", {served.name: [wire.requests]})
    for at in range(plan.rounds):
        for served in turned(servers[:3], at):
            with (
                _skipping_lost_pages(size, served),
                Visitor(browser, served.address, expected[newest], slow=True) as reader,
            ):
                results.extend(size.name, "cold on 10 Mbit/s and 50 ms, s", served.name, [reader.open()])


def _with_sessions(
    servers: list[Served], findings: dict[str, str], plan: BenchPlan, results: Results, size: DataSize
) -> None:
    """What readers cost the server."""
    log(size, "CPU a change")
    cpu = load.cpu_per_change(servers, findings, plan.rounds)
    results.add(size.name, "CPU a change, ms", _milliseconds(cpu))
    if plan.compares:
        log(size, "ten sessions at once")
        paces = load.changes_a_second(servers, findings, plan.rounds)
        results.add(size.name, "changes a second, 10 sessions", paces)
    results.add(size.name, "memory of the server, MB", {served.name: [served.memory_mb] for served in servers})
    log(size, "memory over many changes")
    readings, slope = load.memory_over(servers[0], findings, plan.flat_changes)
    results.add(size.name, "memory, slope over 1,000 changes, MB", {"product": [slope]})
    results.readings[size.name] = readings


@contextmanager
def _skipping_lost_pages(size: DataSize, served: Served) -> Iterator[None]:
    """A page that was never drawn is logged and lacks in the count; the others go on."""
    try:
        yield
    except NeverDrawnError as fault:
        log(size, f"LOST, {served.name}: {fault}")


@contextmanager
def running(size: DataSize, names: list[str]) -> Iterator[list[Served]]:
    """The named servers, started one after the other."""
    servers: list[Served] = []
    try:
        for name in names:
            servers.append(Served.start(name, size))
        yield servers
    finally:
        for served in servers:
            served.stop()


def log(size: DataSize, step: str) -> None:
    """Print which step is running."""
    print(f"{datetime.now(UTC):%H:%M:%S} {size.name}: {step}", flush=True)


def _milliseconds(samples: dict[str, list[float]]) -> dict[str, list[float]]:
    return {name: [1000 * value for value in values] for name, values in samples.items()}
