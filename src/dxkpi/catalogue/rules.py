"""rules.toml → the rules."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from string import Formatter

from dxkpi.catalogue.schemas import IdentityForm, RulesForm, SuccessionForm, WithinForm
from dxkpi.catalogue.toml_files import read_form
from dxkpi.domain.model.measure import Measure
from dxkpi.domain.model.rules import CarriedForward, Identity, PartOfWhole, Rules
from dxkpi.errors import CatalogueFault
from dxkpi.locale import N_, Message

RULES = "rules.toml"
# The placeholders that a sentence of each kind of rule may have; {difference} is required.
PLACEHOLDERS = {
    "identity": {"whole", "parts", "difference"},
    "within": {"part", "whole", "difference"},
    "succession": {"earlier", "later", "difference"},
}
RuleForm = IdentityForm | WithinForm | SuccessionForm


def read_rules(folder: Path, measures: Mapping[str, Measure]) -> Rules:
    """The rules, each kind in the order of the file. Raises CatalogueFault."""
    file = read_form(RulesForm, folder, RULES)
    seen: set[str] = set()
    for kind, forms in (
        ("identity", file.identity),
        ("within", file.within),
        ("succession", file.succession),
    ):
        for form in forms:
            if form.code in seen:
                raise _fault(kind, form, "code", N_("is a duplicate"))
            seen.add(form.code)
            _check_measures(kind, form, measures)
            _check_sentences(kind, form)
    return Rules(
        tuple(Identity(f.code, f.whole, f.parts, f.severity, f.names, f.unless) for f in file.identity),
        tuple(PartOfWhole(f.code, f.part, f.whole, f.severity, f.names, f.unless) for f in file.within),
        tuple(CarriedForward(f.code, f.earlier, f.later, f.severity, f.names) for f in file.succession),
        _exact_unit_sums(file, measures),
    )


def _exact_unit_sums(file: RulesForm, measures: Mapping[str, Measure]) -> tuple[str, ...]:
    for code in file.exact_unit_sums:
        if code not in measures or not measures[code].is_count:
            message = Message(N_("there is no count “{text}”"), {"text": code})
            raise CatalogueFault(file=RULES, key="exact_unit_sums", reason=message)
    return file.exact_unit_sums


def _check_measures(kind: str, form: RuleForm, measures: Mapping[str, Measure]) -> None:
    for key in ("whole", "parts", "part", "earlier", "later", "unless"):
        named = getattr(form, key, ())
        for code in (named,) if isinstance(named, str) else named:
            if code not in measures:
                raise _fault(kind, form, key, N_("there is no measure “{text}”"), text=code)
            if not measures[code].is_count:
                raise _fault(kind, form, key, N_("{code} is a reported share and is never added"), code=code)


def _check_sentences(kind: str, form: RuleForm) -> None:
    for language, sentence in (("vi", form.vi), ("en", form.en)):
        try:
            gaps = {gap for _, gap, _, _ in Formatter().parse(sentence) if gap is not None}
        except ValueError:
            raise _fault(kind, form, language, N_("has an unmatched brace")) from None
        if unknown := sorted(gaps - PLACEHOLDERS[kind]):
            raise _fault(kind, form, language, N_("has an unknown placeholder {gap}"), gap=f"{{{unknown[0]}}}")
        if "difference" not in gaps:
            raise _fault(kind, form, language, N_("must contain the placeholder {gap}"), gap="{difference}")


def _fault(kind: str, form: RuleForm, key: str, sentence: str, **values: str) -> CatalogueFault:
    return CatalogueFault(file=RULES, key=f"{kind}[{form.code}].{key}", reason=Message(sentence, values))
