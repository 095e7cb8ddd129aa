"""`python -m bench [PART …]`: measures parts of the product and prints the tables of README.md."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType

from bench import claims, command_times, embeds, funnels, pictures
from bench.disclosure.simulated import report as disclosure_report
from bench.intake_times import workbook_times
from bench.plan import FULL, QUICK, BenchPlan
from bench.readers import page_bench
from bench.results import Results
from bench.sizes import SIZES
from bench.store_times import import_times, load_times


def measure_commands(plan: BenchPlan) -> str:
    """The processor time of commands."""
    return command_times.report(command_times.command_times(plan.rounds, plan.home))


def measure_store(plan: BenchPlan) -> str:
    """Loading a store, and importing a quarter and a workbook of a quarter."""
    results = Results()
    for size in plan.sizes:
        page_bench.prepare(size)
        results.add(size.name, "load", load_times(size, plan.store_rounds))
        results.add(size.name, "quarter", import_times(size, plan.import_rounds))
        results.add(size.name, "workbook of a quarter", workbook_times(size, plan.import_rounds))
    return results.report()


def measure_pages(plan: BenchPlan) -> str:
    """Pages: what readers wait for, and what they cost the server."""
    return page_bench.measure(plan).report()


def measure_pictures(plan: BenchPlan) -> str:
    """Pictures a second, and the memory of the browser that draws them."""
    return pictures.report(pictures.measure(plan))


def measure_embeds(plan: BenchPlan) -> str:
    """The embed of every chart: bytes, and seconds until it is drawn."""
    return embeds.report(embeds.measure(plan))


def measure_simulation(plan: BenchPlan) -> str:
    """False and missed changes, and localities outside funnels, on simulated figures."""
    return f"{claims.report(plan.simulated)}\n\n{funnels.report(plan.funnels)}"


def measure_disclosure(plan: BenchPlan) -> str:
    """What linear programming finds out about suppressed counts of simulated provinces."""
    return disclosure_report(plan.attacked)


# The one list of parts: the command, the documentation and the test of the smallest size read it.
PARTS: Mapping[str, Callable[[BenchPlan], str]] = MappingProxyType(
    {
        "commands": measure_commands,
        "store": measure_store,
        "pages": measure_pages,
        "pictures": measure_pictures,
        "embeds": measure_embeds,
        "simulation": measure_simulation,
        "disclosure": measure_disclosure,
    }
)


def main() -> None:
    """Read the options, measure, and print a table for each part."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"{', '.join(PARTS)}; default: all")
    parser.add_argument("--size", choices=[*SIZES, "both"], default="both", help="of the store and the pages")
    parser.add_argument("--rounds", type=int, help="of every measurement (default: 15)")
    parser.add_argument("--quick", action="store_true", help="three rounds and short runs, to see that it works")
    options = parser.parse_args()
    if unknown := set(options.parts) - set(PARTS):
        parser.error(f"no such part: {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}")
    plan = QUICK if options.quick else FULL
    if options.size != "both":
        plan = replace(plan, sizes=(SIZES[options.size],))
    if options.rounds:
        plan = replace(plan, rounds=options.rounds)
    for name in options.parts or PARTS:
        print(f"\n## {name}\n\n{PARTS[name](plan)}", flush=True)
