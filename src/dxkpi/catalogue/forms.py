"""The shapes of the TOML files: which keys there are, of which type. Unknown keys are refused."""

from __future__ import annotations

import unicodedata
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StrictBool, StrictInt, StringConstraints

from dxkpi.domain.indicator import Direction, Unit
from dxkpi.domain.measure import Bound, Kind
from dxkpi.domain.rule import Severity
from dxkpi.locale import Names


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)


Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1), AfterValidator(_composed)]
Code = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
Codes = Annotated[tuple[Code, ...], Field(min_length=1)]


class Form(BaseModel):
    """What all forms share."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Words(Form):
    """The same in both languages."""

    vi: Text
    en: Text

    @property
    def names(self) -> Names:
        """As the domain has it."""
        return Names(self.vi, self.en)


class StatementForm(Form):
    """`[measure.statement]`; `denominator` is one of `[denominators]`."""

    indicator: Code
    denominator: Code
    replaces: StrictBool
    bound: Bound


class MeasureForm(Form):
    """`[[measure]]`; `unit` is one of `[units]`."""

    code: Code
    name: Words
    kind: Kind
    unit: Code
    statement: StatementForm | None = None
    from_registry: StrictBool = False


class MeasuresForm(Form):
    """measures.toml."""

    units: dict[Code, Words]
    denominators: dict[Code, Words] = Field(default_factory=dict)
    measure: Annotated[tuple[MeasureForm, ...], Field(min_length=1)]


class TermForm(Words):
    """`[[numerator]]` and `[[denominator]]`: a sum of measures and its words."""

    measures: Codes
    fallback: StrictBool = False


class CitationForm(Words):
    """A reference; `certain` is false where it was not read in the act itself."""

    certain: StrictBool = True


class ThresholdForm(Form):
    """`[threshold]`, in the indicator's unit; `certain` as in a citation."""

    value: float
    source: Words
    certain: StrictBool = True


class IndicatorForm(Form):
    """indicators/<id>.toml."""

    id: Code
    order: StrictInt
    main: StrictBool = False
    unit: Unit
    direction: Direction
    since: Text
    name: Words
    definition: Words
    unit_name: Words
    numerator: Annotated[tuple[TermForm, ...], Field(min_length=1)]
    denominator: Annotated[tuple[TermForm, ...], Field(min_length=1)]
    threshold: ThresholdForm | None = None
    legal_basis: CitationForm
    form: Words
    limits: Words


class IdentityForm(Words):
    """`[[identity]]`; vi and en are sentences with gaps."""

    code: Code
    whole: Codes
    parts: Codes
    severity: Severity
    unless: tuple[Code, ...] = ()


class WithinForm(Words):
    """`[[within]]`; vi and en are sentences with gaps."""

    code: Code
    part: Code
    whole: Codes
    severity: Severity
    unless: tuple[Code, ...] = ()


class SuccessionForm(Words):
    """`[[succession]]`; vi and en are sentences with gaps."""

    code: Code
    earlier: Code
    later: Code
    severity: Severity


class RulesForm(Form):
    """rules.toml."""

    identity: tuple[IdentityForm, ...] = ()
    within: tuple[WithinForm, ...] = ()
    succession: tuple[SuccessionForm, ...] = ()


class BaselineForm(Form):
    """`[[baseline]]`: limits of an indicator begin anew at a locality with a period."""

    indicator: Code
    locality: Text
    begin: Text
    reason: Text


class BaselinesForm(Form):
    """baselines.toml."""

    baseline: tuple[BaselineForm, ...] = ()
