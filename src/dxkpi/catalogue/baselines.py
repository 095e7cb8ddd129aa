"""baselines.toml → restarts of control limits, each with its reason. Without the file there are none."""

from __future__ import annotations

from collections.abc import Set
from pathlib import Path

from dxkpi.catalogue.schemas import BaselinesForm
from dxkpi.catalogue.toml_files import read_form
from dxkpi.domain.model.baselines import Baseline
from dxkpi.domain.model.period import Cutoff, parse_period
from dxkpi.errors import CatalogueFault, UnknownPeriod
from dxkpi.locale import N_, Message

BASELINES = "baselines.toml"


def read_baselines(folder: Path, indicators: Set[str]) -> tuple[Baseline, ...]:
    """The restarts in the order of the file. Raises CatalogueFault."""
    if not (folder / BASELINES).exists():
        return ()
    form = read_form(BaselinesForm, folder, BASELINES)
    for number, entry in enumerate(form.baseline, start=1):
        if entry.indicator not in indicators:
            reason = Message(N_("there is no indicator “{text}”"), {"text": entry.indicator})
            raise CatalogueFault(file=BASELINES, key=f"baseline[{number}].indicator", reason=reason)
        try:
            parse_period(entry.begin, Cutoff.DECREE09)
        except UnknownPeriod:
            reason = Message(N_("there is no period “{text}”"), {"text": entry.begin})
            raise CatalogueFault(file=BASELINES, key=f"baseline[{number}].begin", reason=reason) from None
    return tuple(Baseline(entry.indicator, entry.locality, entry.begin, entry.reason) for entry in form.baseline)
