"""Shell completion of the values of options.

A shell waits for each answer, so these read the data folder itself; neither the store nor the catalogue is opened.
"""

from __future__ import annotations

import csv
import tomllib
from datetime import datetime
from pathlib import Path

from dxkpi.domain.model.period import HANOI

PERIOD_FORMS = ("-Q1", "-Q2", "-Q3", "-Q4", "-H1", "-9M", "")
YEARS_OFFERED = 4  # this year and those before it


def complete_indicators(incomplete: str) -> list[str]:
    """Indicators whose id begins as typed."""
    ids = sorted(path.stem for path in (_data_folder() / "indicators").glob("*.toml"))
    return [id for id in ids if id.startswith(incomplete)]


def complete_measures(incomplete: str) -> list[str]:
    """Measures whose code begins as typed."""
    measures = tomllib.loads((_data_folder() / "measures.toml").read_text(encoding="utf-8-sig"))["measure"]
    return [measure["code"] for measure in measures if measure["code"].startswith(incomplete)]


def complete_localities(incomplete: str) -> list[tuple[str, str]]:
    """(code, name) of the province and its present communes whose code begins as typed."""
    from dxkpi.settings import settings

    province = settings().province
    with (_data_folder() / "localities.csv").open(encoding="utf-8-sig", newline="") as file:
        return [
            (row["code"], row["name"])
            for row in csv.DictReader(file)
            if not row["valid_to"] and province in (row["code"], row["parent"]) and row["code"].startswith(incomplete)
        ]


def complete_periods(incomplete: str) -> list[str]:
    """Periods of the last years that begin as typed, the newest year first."""
    year = datetime.now(HANOI).year
    periods = [f"{year - back}{form}" for back in range(YEARS_OFFERED) for form in PERIOD_FORMS]
    return [period for period in periods if period.startswith(incomplete)]


def complete_charts(incomplete: str) -> list[str]:
    """Kinds of charts that begin as typed."""
    from dxkpi.charts import CHARTS

    return [kind for kind in CHARTS if kind.startswith(incomplete)]


def _data_folder() -> Path:
    from dxkpi.settings import settings

    return settings().data
