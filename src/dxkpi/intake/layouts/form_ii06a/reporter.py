"""The reporter: the locality that the header of form II.06a names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dxkpi.domain.model.locality import Level, Locality
from dxkpi.domain.model.locality_names import PREFIXES, fold_name
from dxkpi.domain.model.period import Period
from dxkpi.intake.context import UploadContext
from dxkpi.intake.layouts.form_ii06a.header import HeaderLine
from dxkpi.intake.layouts.shared.sheet_remarks import SheetRemark
from dxkpi.intake.parsing.localities import LocalityNotFound, find_unit
from dxkpi.intake.parsing.vocabulary import has_in_order, plain
from dxkpi.intake.problems import ProblemCode
from dxkpi.locale import N_

NO_LOCALITY = N_(
    "There is no locality above the table. Choose the locality, or write its full name there: “UBND xã …”."
)
ANOTHER = N_(
    "Cell {cell}: the form is that of {named}, but {chosen} was chosen. Choose {named}, or submit the form of {chosen}."
)
SEVERAL = N_("Cell {cell}: the form may be that of several localities: {candidates}. Choose the locality.")
OFFICE_ONLY = N_(
    "Cell {cell}: “{value}” is an office of the province, not the province. Choose the locality whose "
    "figures these are."
)
REPORTER = re.compile(r"[-+• ]*(?:tên )?(?:đơn vị|cơ quan)(?: gửi)? báo cáo\b.*")
RECEIVER = re.compile(r"[-+• ]*(?:(?:đơn vị|cơ quan|nơi) (?:nhận|tổng hợp)|kính gửi).*")
OFFICE = re.compile(r"sở (?!hữu)|trung tâm (?:phục vụ )?hành chính công tỉnh")
LEVELS = list(Level)
MAX_WORDS = 8
# More than this nobody reads in one message.
MAX_CANDIDATES = 8
_SHORT = re.compile(r"(?:tp|tx|tt|đk|p|h|q|x|t)\..*|tp|tx|tt")
_EDGES = ' ,.;:()[]–-“”"'
_BLANKS = " .…_:"


@dataclass(frozen=True)
class ReporterCandidate:
    """A line of the header that names localities, with all that its words may mean."""

    line: HeaderLine
    units: tuple[Locality, ...]

    @property
    def depth(self) -> int:
        """The level of the most specific one: 0 for provinces, 2 for communes."""
        return max(LEVELS.index(unit.level) for unit in self.units)


def find_reporter(lines: Sequence[HeaderLine], period: Period | None, context: UploadContext) -> Locality | SheetRemark:
    """The locality that reports: the chosen one if the header names no other, else the one the header names."""
    labelled, others, receivers = _by_role(lines)
    lines = (*labelled, *others)
    mentions = [mention for line in lines for mention in _mentions(line, line in labelled, period, context)]
    own = [mention for mention in mentions if mention.line in labelled]
    superiors = [mention for line in receivers for mention in _mentions(line, True, period, context)]
    best = _most_specific(own or mentions, [*mentions, *superiors], context)
    chosen = context.locality
    if chosen is not None:
        return _checked(chosen, best, mentions, period, context)
    if labelled and not own:
        return _not_known(labelled[0], period, context)
    if best is None:
        return SheetRemark(ProblemCode.UNKNOWN_LOCALITY, NO_LOCALITY, max((line.row for line in lines), default=1))
    if len(best.units) > 1:
        return _several(best)
    (unit,) = best.units
    office = next((line for line in lines if OFFICE.match(plain(_content(line.text)))), None)
    if unit.level is Level.PROVINCE and office is not None:
        return SheetRemark(ProblemCode.UNKNOWN_LOCALITY, OFFICE_ONLY, office.row, office.column, {"value": office.text})
    return _fitting(unit, best.line, period, context)


def _checked(
    chosen: Locality,
    candidate: ReporterCandidate | None,
    mentions: Sequence[ReporterCandidate],
    period: Period | None,
    context: UploadContext,
) -> Locality | SheetRemark:
    """The chosen locality, unless the header names another one that is not above it."""
    named = {(unit.code, fold_name(unit.name)) for mention in mentions for unit in mention.units}
    if candidate is not None and (chosen.code, fold_name(chosen.name)) not in named:
        day = period.last if period else chosen.valid_from
        superiors = context.registry.enclosing_codes(chosen, day) - {chosen.code}
        if superiors.isdisjoint(unit.code for unit in candidate.units):
            values = {"named": candidate.units[0].name, "chosen": chosen.name}
            return SheetRemark(ProblemCode.OUTSIDE_SCOPE, ANOTHER, candidate.line.row, candidate.line.column, values)
    return _fitting(chosen, None, period, context)


def _fitting(
    unit: Locality, line: HeaderLine | None, period: Period | None, context: UploadContext
) -> Locality | SheetRemark:
    fit = find_unit(unit.key, period, context)
    return fit if isinstance(fit, Locality) else _refused(fit, line)


def _not_known(line: HeaderLine, period: Period | None, context: UploadContext) -> SheetRemark:
    """The problem of a reporter whose name no locality has."""
    content = _content(line.text)
    kind = next((place for place in (plain(content).find(kind) for kind in PREFIXES) if place >= 0), 0)
    fit = find_unit(content[kind:].strip(_EDGES) or content, period, context)
    return (
        _refused(fit, line)
        if isinstance(fit, LocalityNotFound)
        else SheetRemark(ProblemCode.UNKNOWN_LOCALITY, NO_LOCALITY, line.row)
    )


def _refused(why: LocalityNotFound, line: HeaderLine | None) -> SheetRemark:
    if line is None:
        return SheetRemark(why.code, "{refusal}", values={"refusal": why.message})
    return SheetRemark(why.code, N_("Cell {cell}: {refusal}"), line.row, line.column, {"refusal": why.message})


def _several(mention: ReporterCandidate) -> SheetRemark:
    names = [unit.label for unit in mention.units]
    values = {"candidates": tuple(names[:MAX_CANDIDATES] + ["…"] * (len(names) > MAX_CANDIDATES))}
    return SheetRemark(ProblemCode.AMBIGUOUS_LOCALITY, SEVERAL, mention.line.row, mention.line.column, values)


def _most_specific(
    candidates: Sequence[ReporterCandidate], others: Sequence[ReporterCandidate], context: UploadContext
) -> ReporterCandidate | None:
    """The most specific locality that is named; of several with one name, those inside another one that is named."""
    if not candidates:
        return None
    depth = max(mention.depth for mention in candidates)
    deepest = [mention for mention in candidates if mention.depth == depth]
    codes = {unit.code for mention in others if mention.depth < depth for unit in mention.units}
    units: dict[str, Locality] = {}
    for mention in deepest:
        inside = [unit for unit in mention.units if codes & (context.registry.enclosing_codes(unit) - {unit.code})]
        units.update((unit.key, unit) for unit in inside or mention.units)
    return ReporterCandidate(deepest[0].line, tuple(units.values()))


def _by_role(lines: Sequence[HeaderLine]) -> tuple[list[HeaderLine], list[HeaderLine], list[HeaderLine]]:
    """Lines that name the reporter after a label, the other lines, and those that name the receiver.

    A label alone is followed by the name: in the next line, below or to the right.
    """
    labelled, others, receivers, taken = [], [], [], set()
    for line in lines:
        reports, receives = (label.fullmatch(plain(line.text)) for label in (REPORTER, RECEIVER))
        follower = _follower(line, lines) if (reports or receives) and _is_label_alone(line) else None
        if follower is not None:
            taken.add(follower)
        if reports and (follower or not _is_label_alone(line)):
            labelled.append(follower or line)
        elif receives:
            receivers.append(follower or line)
        elif not (reports or _is_place_and_day(plain(line.text))):
            others.append(line)
    return labelled, [line for line in others if line not in taken], receivers


def _is_place_and_day(text: str) -> bool:
    """Whether a line is the place and the day of signing: Hương Trà, ngày 15 tháng 12 năm 2025."""
    return "từ ngày" not in text and has_in_order(text, ("ngày", "tháng", "năm"))


def _is_label_alone(line: HeaderLine) -> bool:
    label, colon, content = plain(line.text).partition(":")
    return not content.strip(_BLANKS) if colon else not any(kind in label for kind in PREFIXES)


def _follower(label: HeaderLine, lines: Sequence[HeaderLine]) -> HeaderLine | None:
    """The line with the name for a label that is alone: the next in its cell, else below it, else to its right."""
    after = lines[list(lines).index(label) + 1 :]
    places = [[(label.row, label.column)], [(label.row + 1, label.column)]]
    places += [[(label.row, column) for column in range(label.column + 1, label.column + MAX_WORDS)]]
    for place in (*places, [(label.row + 2, label.column)]):
        line = next((line for line in after if (line.row, line.column) in place), None)
        if line is not None and not any(
            label_pattern.fullmatch(plain(line.text)) for label_pattern in (REPORTER, RECEIVER)
        ):
            return line
    return None


def named_unit(text: str) -> str:
    """The part of a text from the kind of locality on: "UBND xã Mai Trà" → "xã Mai Trà"; empty if there is none."""
    words = text.split()
    starts = (place for place in range(len(words)) if _kind_at(words, place))
    return " ".join(words[next(starts, len(words)) :]).strip(_EDGES)


def _content(text: str) -> str:
    """The words after the label."""
    label = re.match(r"[^:]*báo cáo\s*:\s*", text, re.IGNORECASE)
    return text[label.end() :] if label else text


def _mentions(
    line: HeaderLine, labelled: bool, period: Period | None, context: UploadContext
) -> Iterator[ReporterCandidate]:
    """The localities that a line names by kind and name; after a label, by the name alone."""
    named = context.registry.named
    words, place, has_named_unit = line.text.split(), 0, False
    while place < len(words):
        taken = _kind_at(words, place)
        for end in range(min(len(words), place + MAX_WORDS), place, -1) if taken else ():
            units = named(fold_name(" ".join(words[place:end]).strip(_EDGES)))
            if units:
                yield ReporterCandidate(line, _valid(units, period))
                has_named_unit, taken = True, end - place
                break
        place += taken or 1
    if labelled and not has_named_unit and (units := named(fold_name(_content(line.text).strip(_EDGES)))):
        yield ReporterCandidate(line, _valid(units, period))


def _kind_at(words: Sequence[str], place: int) -> int:
    """How many words from a position on are a kind of locality; 0 if they are none."""
    first = plain(words[place]).lstrip('(“"')
    if _SHORT.fullmatch(first):
        return 1
    two = " ".join((first, *(plain(word) for word in words[place + 1 : place + 2])))
    return next((len(kind.split()) for kind in PREFIXES if kind in (two, first)), 0)


def _valid(units: Sequence[Locality], period: Period | None) -> tuple[Locality, ...]:
    """Those that exist at the end of the period; all of them if none does."""
    there = tuple(unit for unit in units if period is None or unit.valid_on(period.last))
    return there or tuple(units)
