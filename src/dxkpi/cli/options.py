"""The options that several commands take, each defined once with its help and its completion."""

from __future__ import annotations

from typing import Annotated

import typer

from dxkpi.cli.completion import complete_indicators, complete_localities, complete_measures, complete_periods
from dxkpi.domain.model.locality import Level
from dxkpi.locale import N_, Language

LOCALITY_HELP = N_("Code, code@day or full name with diacritics.")
PERIOD_HELP = N_("2022-Q3, 2022-H1, 2022-9M, 2022, first..last day.")

LANG_HELP = N_("Language; default: DXKPI_LANG, else that of the system.")

LangOption = Annotated[
    Language | None,
    typer.Option("--lang", help=LANG_HELP),
]
JsonOption = Annotated[bool, typer.Option("--json", help=N_("Print one JSON document."))]
LocalityOption = Annotated[str | None, typer.Option(help=LOCALITY_HELP, autocompletion=complete_localities)]
RequiredLocality = Annotated[str, typer.Option("--locality", help=LOCALITY_HELP, autocompletion=complete_localities)]
PeriodOption = Annotated[str | None, typer.Option(help=PERIOD_HELP, autocompletion=complete_periods)]
RequiredPeriod = Annotated[str, typer.Option("--period", help=PERIOD_HELP, autocompletion=complete_periods)]
LevelOption = Annotated[Level | None, typer.Option(help=N_("All localities of this level."))]
IndicatorOption = Annotated[str | None, typer.Option(help=N_("Indicator."), autocompletion=complete_indicators)]
RequiredIndicator = Annotated[
    str, typer.Option("--indicator", help=N_("Indicator."), autocompletion=complete_indicators)
]
IndicatorsOption = Annotated[
    list[str] | None,
    typer.Option("--indicator", help=N_("Indicator; may be repeated."), autocompletion=complete_indicators),
]
MeasuresOption = Annotated[
    list[str] | None, typer.Option("--measure", help=N_("Measure; may be repeated."), autocompletion=complete_measures)
]
BoundariesOption = Annotated[
    str, typer.Option(help=N_("Boundaries of the figures: reported, current, or those of a day: 2025-07-01."))
]
VintageOption = Annotated[int | None, typer.Option(help=N_("An older vintage; default: the newest."))]
AccountOption = Annotated[str, typer.Option("--by", help=N_("Account that acts."))]
