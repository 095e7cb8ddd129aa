"""Measure everything, in turn, and say how it stands beside what is to be reached."""

from __future__ import annotations

import argparse
import html
import os
import platform
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from playwright.sync_api import Browser

from bench import embeds, funnels, load, pictures, simulation
from bench.browser import NeverDrawnError, Visitor, chromium, weigh
from bench.facts import prepare
from bench.intake_times import workbook_times
from bench.pages import prepare_pages
from bench.results import Results
from bench.servers import Served, commands, turned
from bench.sizes import OUT, SIZES, DataSize
from bench.store_times import import_times, load_times

ROUNDS = 15
FLAT_CHANGES = 1000
STORE_ROUNDS = 5
IMPORT_ROUNDS = 4  # of each kind of file; each takes a quarter that is not in the store
KNOWN = 20  # this many of the newest quarters were chosen before by somebody; the others are new to the server


@dataclass(frozen=True)
class Plan:
    """How often each thing is measured."""

    rounds: int
    flat: int
    store: int
    imports: int


def main() -> None:
    """Read the options, measure, tell."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--size", choices=[*SIZES, "both"], default="both")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="of every measurement (default: 15)")
    parser.add_argument("--quick", action="store_true", help="three rounds and short runs, to see that it works")
    parser.add_argument("--markdown", action="store_true", help="print tables for a README")
    parser.add_argument("--simulation", action="store_true", help="only: false and missed changes, and funnels")
    parser.add_argument("--pictures", action="store_true", help="only: pictures a second, beside Kaleido's own batch")
    parser.add_argument(
        "--embeds", action="store_true", help="only: the embed of every chart, its size and its drawing"
    )
    given = parser.parse_args()
    if given.embeds:
        print(embeds.report(embeds.measure(1 if given.quick else given.rounds)))
        return
    if given.pictures:
        print(pictures.report(pictures.measure(3 if given.quick else given.rounds, quick=given.quick)))
        return
    if given.simulation:
        simulation.show()
        funnels.show()
        return
    plan = Plan(3, 200, 2, 1) if given.quick else Plan(given.rounds, FLAT_CHANGES, STORE_ROUNDS, IMPORT_ROUNDS)
    results = Results()
    begun = datetime.now(UTC)
    about = {"begun": begun.isoformat(), "python": platform.python_version(), "processors": os.cpu_count()}
    try:
        for size in SIZES.values():
            if given.size in (size.name, "both"):
                measure(size, plan, results)
    finally:  # what was measured before a fault is not lost
        results.save(OUT / f"results-{begun:%Y%m%d-%H%M%S}.json", **about, load=os.getloadavg(), rounds=plan.rounds)
        results.show(markdown=given.markdown)


def measure(size: DataSize, plan: Plan, results: Results) -> None:
    """One size: the browser, the sessions, the store."""
    tell(size, "making facts and pages")
    prepare(size)
    pages = prepare_pages(size)["quarters"]
    expected = {quarter: page["expected"] for quarter, page in pages.items()}
    findings = {quarter: html.escape(wanted["finding"]) for quarter, wanted in expected.items()}
    with running(size) as servers:
        tell(size, "quarters chosen before")
        known = dict(list(findings.items())[:KNOWN])
        visits = {each.name: load.visit_all(each, known) for each in servers}
        results.add(size.name, "CPU a change to a quarter new to the server, ms", _ms(visits))
        with chromium() as browser:
            in_browser(browser, servers, expected, plan, results, size)
        for each in servers:
            load.visit_all(each, findings)
        with_sessions(servers, findings, plan, results, size)
    tell(size, "memory of sessions, SQL of pages, store, import")
    sessions = {name: [load.memory_a_session(size, name, findings)] for name in ("product", "floor")}
    results.add(size.name, "memory of a session, MB", sessions)
    results.add(size.name, "SQL statements in 100 changes", {"product": [load.statements(size, findings)]})
    results.add(size.name, "load", load_times(size, plan.store))
    results.add(size.name, "quarter", import_times(size, plan.imports))
    results.add(size.name, "workbook of a quarter", workbook_times(size, plan.imports))


def in_browser(
    browser: Browser, servers: list[Served], expected: dict[str, Any], plan: Plan, results: Results, size: DataSize
) -> None:
    """What a reader waits for."""
    quarters = list(expected)
    newest, known, new = quarters[0], quarters[1:KNOWN], quarters[KNOWN:]
    for served in servers:  # once uncounted, so that nobody is the first
        with Visitor(browser, served.address, expected[newest]) as reader:
            reader.open()
    for at in range(plan.rounds):
        tell(size, f"browser, round {at + 1} of {plan.rounds}")
        for served in turned(servers, at):
            with told_if_lost(size, served), Visitor(browser, served.address, expected[newest]) as reader:
                first, second = known[at % len(known)], known[(at + 7) % len(known)]
                fresh = new[at % len(new)]
                took = {
                    "cold, s": [reader.open()],
                    "reload, s": [reader.reload()],
                    "change of quarter, s": [
                        reader.choose(first, expected[first]),
                        reader.choose(second, expected[second]),
                    ],
                    "change to a quarter new to the server, s": [reader.choose(fresh, expected[fresh])],
                }
                for name, values in took.items():
                    results.extend(size.name, name, served.name, values)
    tell(size, "wire and slow line")
    for served in servers:
        wire = weigh(browser, served.address, expected[newest])
        results.add(size.name, "cold page on the wire, MB", {served.name: [wire.files + wire.messages]})
        results.add(size.name, "requests of a cold page", {served.name: [wire.requests]})
    for at in range(plan.rounds):
        for served in turned(servers[:2], at):
            with (
                told_if_lost(size, served),
                Visitor(browser, served.address, expected[newest], slow=True) as reader,
            ):
                results.extend(size.name, "cold on 10 Mbit/s and 50 ms, s", served.name, [reader.open()])


def with_sessions(
    servers: list[Served], findings: dict[str, str], plan: Plan, results: Results, size: DataSize
) -> None:
    """What the server pays."""
    tell(size, "CPU a change")
    results.add(size.name, "CPU a change, ms", _ms(load.cpu_per_change(servers, findings, plan.rounds)))
    tell(size, "ten sessions at once")
    paces = load.changes_a_second(servers, findings, plan.rounds)
    results.add(size.name, "changes a second, 10 sessions", paces)
    memory = {each.name: [each.memory_mb] for each in servers}
    results.add(size.name, "memory of the server, MB", memory)
    tell(size, "memory over many changes")
    readings, slope = load.memory_over(servers[0], findings, plan.flat)
    results.add(size.name, "memory, slope over 1,000 changes, MB", {"product": [slope]})
    results.readings[size.name] = readings


@contextmanager
def told_if_lost(size: DataSize, served: Served) -> Iterator[None]:
    """A reading that never came is told and lacks in the count; the others go on."""
    try:
        yield
    except NeverDrawnError as fault:
        tell(size, f"LOST, {served.name}: {fault}")


@contextmanager
def running(size: DataSize) -> Iterator[list[Served]]:
    """All servers, started one after the other."""
    servers: list[Served] = []
    try:
        for name in commands(size):
            servers.append(Served.start(name, size))
        yield servers
    finally:
        for served in servers:
            served.stop()


def tell(size: DataSize, what: str) -> None:
    """Say what is being done."""
    print(f"{datetime.now(UTC):%H:%M:%S} {size.name}: {what}", flush=True)


def _ms(samples: dict[str, list[float]]) -> dict[str, list[float]]:
    return {name: [1000 * value for value in values] for name, values in samples.items()}


if __name__ == "__main__":
    main()
