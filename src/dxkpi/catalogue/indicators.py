"""indicators/<id>.toml → the indicators in display order. Adding a file adds an indicator."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from dxkpi.catalogue.schemas import CitationForm, IndicatorForm, TermForm, ThresholdForm
from dxkpi.catalogue.toml_files import read_form
from dxkpi.domain.model.indicator import Indicator, Term, Threshold
from dxkpi.domain.model.measure import Measure
from dxkpi.errors import CatalogueFault
from dxkpi.locale import N_, Message, Names

INDICATORS = "indicators"
# Appended to a legal reference that was taken from software or the press, not from the act itself.
UNCERTAIN = Names(vi="cần đối chiếu văn bản gốc", en="to be checked against the act")


def read_indicators(folder: Path, measures: Mapping[str, Measure]) -> tuple[Indicator, ...]:
    """All indicators, by `order`, then id. Raises CatalogueFault."""
    names = sorted(path.name for path in (folder / INDICATORS).glob("*.toml"))
    if not names:
        raise CatalogueFault(file=INDICATORS, key="*.toml", reason=Message(N_("the file is missing")))
    indicators = [_read(folder, f"{INDICATORS}/{name}", measures) for name in names]
    return tuple(sorted(indicators, key=lambda indicator: (indicator.order, indicator.id)))


def _read(folder: Path, name: str, measures: Mapping[str, Measure]) -> Indicator:
    form = read_form(IndicatorForm, folder, name)
    if form.id != Path(name).stem:
        raise _fault(name, "id", N_("must be the name of the file: {expected}"), expected=Path(name).stem)
    terms = (*form.numerator, *form.denominator)
    if any(term.measures for term in terms) and not all(term.measures for term in terms):
        side, place = next(
            (side, place)
            for side, forms in (("numerator", form.numerator), ("denominator", form.denominator))
            for place, term in enumerate(forms, start=1)
            if not term.measures
        )
        raise _fault(name, f"{side}[{place}].measures", N_("is missing"))
    return Indicator(
        id=form.id,
        names=form.name.names,
        definition=form.definition.names,
        numerators=_terms(name, "numerator", form.numerator, measures),
        denominators=_terms(name, "denominator", form.denominator, measures),
        unit=form.unit,
        unit_names=form.unit_name.names,
        direction=form.direction,
        legal_basis=_cited(form.legal_basis),
        form=form.form.names,
        limits=form.limits.names,
        since=form.since,
        order=form.order,
        main=form.main,
        threshold=_threshold(form.threshold),
    )


def _terms(name: str, side: str, forms: tuple[TermForm, ...], measures: Mapping[str, Measure]) -> tuple[Term, ...]:
    for place, form in enumerate(forms, start=1):
        key = f"{side}[{place}]"
        for code in (*form.measures, *form.less):
            if code not in measures:
                raise _fault(name, f"{key}.measures", N_("there is no measure “{text}”"), text=code)
            if not measures[code].is_count:
                raise _fault(name, f"{key}.measures", N_("{code} is a reported share and is never added"), code=code)
        if len(set(form.measures)) < len(form.measures):
            raise _fault(name, f"{key}.measures", N_("names a measure twice"))
        if not form.fallback and any(earlier.fallback for earlier in forms[: place - 1]):
            raise _fault(name, f"{key}.fallback", N_("a fallback must come after all other terms"))
    if forms[0].fallback:
        raise _fault(name, f"{side}[1].fallback", N_("the first term must not be a fallback"))
    return tuple(Term(form.measures, form.names, form.fallback, form.less) for form in forms)


def _threshold(form: ThresholdForm | None) -> Threshold | None:
    return Threshold(form.value, _marked(form.source.names, form.certain)) if form else None


def _cited(form: CitationForm) -> Names:
    return _marked(form.names, form.certain)


def _marked(names: Names, certain: bool) -> Names:
    return names if certain else Names(f"{names.vi} ({UNCERTAIN.vi})", f"{names.en} ({UNCERTAIN.en})")


def _fault(name: str, key: str, sentence: str, **values: str) -> CatalogueFault:
    return CatalogueFault(file=name, key=key, reason=Message(sentence, values))
