"""baselines.toml → where the limits of control charts begin anew, each with its reason. The file may lack: none do."""

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
    """All of them, in the order of the file. Raises `CatalogueFault`."""
    if not (folder / BASELINES).exists():
        return ()
    form = read_form(BaselinesForm, folder, BASELINES)
    for at, each in enumerate(form.baseline, start=1):
        if each.indicator not in indicators:
            reason = Message(N_("there is no indicator “{text}”"), {"text": each.indicator})
            raise CatalogueFault(file=BASELINES, key=f"baseline[{at}].indicator", reason=reason)
        try:
            parse_period(each.begin, Cutoff.DECREE09)
        except UnknownPeriod:
            reason = Message(N_("there is no period “{text}”"), {"text": each.begin})
            raise CatalogueFault(file=BASELINES, key=f"baseline[{at}].begin", reason=reason) from None
    return tuple(Baseline(each.indicator, each.locality, each.begin, each.reason) for each in form.baseline)
