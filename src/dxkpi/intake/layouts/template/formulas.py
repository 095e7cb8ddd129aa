"""The rules between figures as spreadsheet formulas, so that a template checks itself while it is filled in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from dxkpi.domain.model.rules import Identity, PartOfWhole, Rules
from dxkpi.locale import N_, Language, say

MeasureLetters = Mapping[str, str]
GAP = "\0"


def rules_between(rules: Rules, letters: MeasureLetters) -> Iterator[Identity | PartOfWhole]:
    """The rules whose measures all have a column; `letters`: the column of each measure."""
    every: tuple[Identity | PartOfWhole, ...] = (*rules.identities, *rules.parts)
    for rule in every:
        if all(code in letters for code in rule.measures):
            yield rule


def is_broken(rule: Identity | PartOfWhole, letters: MeasureLetters, row: int) -> str:
    """The condition (without equals sign) that a rule is broken in a row (from 1)."""
    all_filled = [f"COUNT({','.join(_cells(rule.measures, letters, row))})={len(rule.measures)}"]
    rests = [f"COUNT(${letters[code]}{row})=0" for code in rule.unless if code in letters]
    if isinstance(rule, Identity):
        wrong = f"{_sum(rule.whole, letters, row)}<>{_sum(rule.parts, letters, row)}"
    else:
        wrong = f"{_sum((rule.part,), letters, row)}>{_sum(rule.whole, letters, row)}"
    return f"AND({','.join((*all_filled, *rests, wrong))})"


def differences(rules: Rules, letters: MeasureLetters, row: int, language: Language) -> str:
    """A formula that names the broken sums of a row with their differences; empty if there is no rule."""
    conditions = []
    for rule in rules_between(rules, letters):
        if isinstance(rule, Identity):
            names = (" + ".join(letters[code] for code in side) for side in (rule.whole, rule.parts))
            text = say(N_("{sum}: off by {difference}. "), language, sum=" = ".join(names), difference=GAP)
            before, after = (f'"{part}"' for part in text.split(GAP))
            gap = f"ABS({_sum(rule.whole, letters, row)}-({_sum(rule.parts, letters, row)}))"
            conditions.append(f'IF({is_broken(rule, letters, row)},{before}&{gap}&{after},"")')
    return f"={'&'.join(conditions)}" if conditions else ""


def _cells(codes: Sequence[str], letters: MeasureLetters, row: int) -> list[str]:
    return [f"${letters[code]}{row}" for code in codes]


def _sum(codes: Sequence[str], letters: MeasureLetters, row: int) -> str:
    return "+".join(f"N({cell})" for cell in _cells(codes, letters, row))
