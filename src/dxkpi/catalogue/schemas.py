"""Pydantic models of the TOML files. Unknown keys are errors."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from datetime import date
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StrictBool, StrictInt, StringConstraints

from dxkpi.domain.model.indicator import Direction, Unit
from dxkpi.domain.model.measure import Bound, MeasureKind
from dxkpi.domain.model.rules import Severity
from dxkpi.locale import Names


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)


Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1), AfterValidator(_composed)]
Code = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
Codes = Annotated[tuple[Code, ...], Field(min_length=1)]


class CatalogueModel(BaseModel):
    """Base of all models."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class BilingualText(CatalogueModel):
    """A text in Vietnamese and English."""

    vi: Text
    en: Text

    @property
    def names(self) -> Names:
        """As a domain object."""
        return Names(self.vi, self.en)


class StatementForm(CatalogueModel):
    """`[measure.statement]`; `denominator` is one of `[denominators]`."""

    indicator: Code
    denominator: Code
    replaces: StrictBool
    bound: Bound


class MeasureForm(CatalogueModel):
    """`[[measure]]`; `unit` is one of `[units]`, `group` one of `[groups]`."""

    code: Code
    name: BilingualText
    kind: MeasureKind
    unit: Code
    suppressible: StrictBool
    group: Code | None = None
    statement: StatementForm | None = None
    from_registry: StrictBool = False


class MeasuresForm(CatalogueModel):
    """measures.toml."""

    units: dict[Code, BilingualText]
    denominators: dict[Code, BilingualText] = Field(default_factory=dict)
    groups: dict[Code, BilingualText] = Field(default_factory=dict)
    measure: Annotated[tuple[MeasureForm, ...], Field(min_length=1)]


class TermForm(BilingualText):
    """`[[numerator]]` and `[[denominator]]`: a sum of measures and its name; without measures it is never counted, only
    stated by sources."""

    measures: tuple[Code, ...] = ()
    less: tuple[Code, ...] = ()
    fallback: StrictBool = False


class CitationForm(BilingualText):
    """A reference; `certain` is false when it was not checked against the act itself."""

    certain: StrictBool = True


class ThresholdForm(CatalogueModel):
    """`[threshold]`, in the indicator's unit; `certain` as in a citation."""

    value: float
    source: BilingualText
    certain: StrictBool = True


class IndicatorForm(CatalogueModel):
    """indicators/<id>.toml."""

    id: Code
    order: StrictInt
    main: StrictBool = False
    unit: Unit
    direction: Direction
    since: Text
    name: BilingualText
    definition: BilingualText
    unit_name: BilingualText
    numerator: Annotated[tuple[TermForm, ...], Field(min_length=1)]
    denominator: Annotated[tuple[TermForm, ...], Field(min_length=1)]
    threshold: ThresholdForm | None = None
    legal_basis: CitationForm
    form: BilingualText
    limits: BilingualText


class IdentityForm(BilingualText):
    """`[[identity]]`; vi and en are sentences with placeholders."""

    code: Code
    whole: Codes
    parts: Codes
    severity: Severity
    unless: tuple[Code, ...] = ()


class WithinForm(BilingualText):
    """`[[within]]`; vi and en are sentences with placeholders."""

    code: Code
    part: Code
    whole: Codes
    severity: Severity
    unless: tuple[Code, ...] = ()


class SuccessionForm(BilingualText):
    """`[[succession]]`; vi and en are sentences with placeholders."""

    code: Code
    earlier: Code
    later: Code
    severity: Severity


class RulesForm(CatalogueModel):
    """rules.toml."""

    exact_unit_sums: tuple[Code, ...] = ()
    identity: tuple[IdentityForm, ...] = ()
    within: tuple[WithinForm, ...] = ()
    succession: tuple[SuccessionForm, ...] = ()


class BaselineForm(CatalogueModel):
    """`[[baseline]]`: the control limits of an indicator restart for a locality with a period."""

    indicator: Code
    locality: Text
    begin: Text
    reason: Text


class BaselinesForm(CatalogueModel):
    """baselines.toml."""

    baseline: tuple[BaselineForm, ...] = ()


class UnitListsForm(CatalogueModel):
    """unit_lists.toml."""

    listed_on: date
    known_from: Mapping[str, date] = {}
