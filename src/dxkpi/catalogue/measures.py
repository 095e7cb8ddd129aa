"""measures.toml → the measures by code."""

from __future__ import annotations

from pathlib import Path

from dxkpi.catalogue.schemas import MeasureForm, MeasuresForm
from dxkpi.catalogue.toml_files import read_form
from dxkpi.domain.model.locality_names import fold_name
from dxkpi.domain.model.measure import Measure, MeasureKind, Statement
from dxkpi.errors import CatalogueFault
from dxkpi.locale import N_, Message, Names

MEASURES = "measures.toml"


def read_measures(folder: Path) -> dict[str, Measure]:
    """The measures by code, in the order of the file. Raises `CatalogueFault`."""
    file = read_form(MeasuresForm, folder, MEASURES)
    measures: dict[str, Measure] = {}
    owners: dict[str, str] = {}
    for form in file.measure:
        if form.code in measures:
            raise _fault(form, "code", N_("is a duplicate"))
        for language, name in (("vi", form.name.vi), ("en", form.name.en)):
            if owners.setdefault(fold_name(name), form.code) != form.code:
                raise _fault(form, f"name.{language}", N_("is also the name of {code}"), code=owners[fold_name(name)])
        measures[form.code] = _measure(form, file)
    return measures


def _measure(form: MeasureForm, file: MeasuresForm) -> Measure:
    if form.unit not in file.units:
        raise _fault(form, "unit", N_("there is no “{text}” in [{table}]"), text=form.unit, table="units")
    if form.group is not None and form.group not in file.groups:
        raise _fault(form, "group", N_("there is no “{text}” in [{table}]"), text=form.group, table="groups")
    if form.from_registry and form.kind is MeasureKind.REPORTED_SHARE:
        raise _fault(form, "from_registry", N_("a reported share is not counted from the registry"))
    if form.suppressible and form.kind is MeasureKind.REPORTED_SHARE:
        raise _fault(form, "suppressible", N_("a reported share is hidden with the counts of its indicator"))
    return Measure(
        code=form.code,
        names=form.name.names,
        kind=form.kind,
        unit=file.units[form.unit].names,
        unit_code=form.unit,
        suppressible=form.suppressible,
        group=file.groups[form.group].names if form.group is not None else None,
        statement=_statement(form, file),
        from_registry=form.from_registry,
    )


# The entry of [denominators] for shares whose source does not say of what they are.
UNSTATED = "unstated"


def _statement(form: MeasureForm, file: MeasuresForm) -> Statement | None:
    if form.kind is not MeasureKind.REPORTED_SHARE:
        if form.statement:
            raise _fault(form, "statement", N_("only a reported share has one"))
        return None
    if form.statement is None:
        raise _fault(form, "statement", N_("is missing"))
    return Statement(
        indicator=form.statement.indicator,
        denominator=_denominator(form, form.statement.denominator, file),
        replaces=form.statement.replaces,
        bound=form.statement.bound,
        has_base=form.statement.denominator != UNSTATED,
    )


def _denominator(form: MeasureForm, name: str, file: MeasuresForm) -> Names:
    if name not in file.denominators:
        sentence = N_("there is no “{text}” in [{table}]")
        raise _fault(form, "statement.denominator", sentence, text=name, table="denominators")
    return file.denominators[name].names


def _fault(form: MeasureForm, key: str, sentence: str, **values: str) -> CatalogueFault:
    return CatalogueFault(file=MEASURES, key=f"measure[{form.code}].{key}", reason=Message(sentence, values))
