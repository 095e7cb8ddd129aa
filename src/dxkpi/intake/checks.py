"""What must hold between the figures of one upload: identities of the form, parts within wholes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from dxkpi.domain.period import Period
from dxkpi.domain.rule import Breach, Rules
from dxkpi.intake.context import Context
from dxkpi.intake.report import Code, Problem, Upload
from dxkpi.locale import N_, Message

Counts = dict[str, float]


def with_broken_rules(upload: Upload, context: Context) -> Upload:
    """The upload with a problem for every rule that its figures break, each at the first cell it is about.

    Nothing is repaired. A rule is checked only where every count it names is in the file.
    """
    broken = tuple(_broken(upload, context))
    return replace(upload, problems=upload.problems + broken) if broken else upload


def _broken(upload: Upload, context: Context) -> Iterator[Problem]:
    together: dict[tuple[str, Period], Counts] = {}
    for row in upload.observations:
        together.setdefault((row.locality, row.period), {})[row.measure] = float(row.value)
    for (locality, period), counts in together.items():
        for breach in context.rules.breaches(counts):
            yield _problem(breach, locality, period, counts, upload, context)


def _problem(
    breach: Breach, locality: str, period: Period, counts: Counts, upload: Upload, context: Context
) -> Problem:
    measure = next(code for code in breach.measures if code in counts)
    place = upload.places[locality, period, measure]
    values = {
        "cell": f"{place.column}{place.row}",
        "locality": context.registry.by_key(locality).name,
        "breach": breach.message,
    }
    return Problem(
        code_of(breach, context.rules),
        breach.severity,
        Message(N_("Cell {cell} ({locality}): {breach}"), values),
        sheet=place.sheet,
        row=place.row,
        column=place.column,
        measure=measure,
        value=f"{counts[measure]:g}",
    )


def code_of(breach: Breach, rules: Rules) -> Code:
    """The kind of problem a broken rule is."""
    identities = {rule.code for rule in rules.identities}
    return Code.IDENTITY_BROKEN if breach.rule in identities else Code.PART_EXCEEDS_WHOLE
