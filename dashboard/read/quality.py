"""Parts of the page on the quality of figures as HTML: the finding, the grid, and the lists under it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from html import escape

import rendering
from dxkpi.domain.model.datetimes import format_moment
from dxkpi.domain.model.locality import Locality
from dxkpi.domain.model.period import label, short_label
from dxkpi.domain.snapshot.completeness import QuarterReport, ReportingState
from dxkpi.domain.snapshot.rule_violations import RuleViolation
from dxkpi.domain.views import text as wording
from dxkpi.intake.problems import ProblemCode
from dxkpi.locale import N_, Language, say
from dxkpi.workflows.quality import Quality
from dxkpi.workspace.workspace import Workspace

NAMED = 6  # of those who have not reported; the rest is a number
OPEN, SHOWN = 50, 500  # lines of a list that are not folded, and lines at all
WORDS = {
    ReportingState.REPORTED: ("r", N_("Reported")),
    ReportingState.ON_TIME: ("t", N_("On time")),
    ReportingState.LATE: ("l", N_("Late")),
    ReportingState.MISSING: ("m", N_("Missing")),
    ReportingState.NOT_DUE: ("n", N_("Awaited")),
    ReportingState.NOT_THERE: ("x", wording.MISSING),
}
PARTIAL, PROVISIONAL = N_("{given}/{asked} counts"), N_("Provisional")
LEGEND = (
    ("r", N_("Reported (no deadline is set)")),
    ("t", N_("On time")),
    ("l", N_("Late: after the deadline")),
    ("m", N_("Missing: due and not reported")),
    ("h", N_("Part of the counts that most others gave")),
    ("v", N_("Provisional")),
    ("n", N_("Awaited: not due yet")),
    ("x", N_("– No such locality then")),
)
ODD: Mapping[str, str] = {
    ProblemCode.COPIED_FORWARD: N_("the same as in the period before"),
    ProblemCode.UNUSUAL_VALUE: N_("far from the usual"),
    ProblemCode.LOOKS_CUMULATIVE: N_("looks counted from the start of the year"),
    ProblemCode.CUMULATIVE_DECREASES: N_("falls although counted from the start of the year"),
}
Rows = Sequence[Sequence[str]]


@lru_cache(maxsize=rendering.PIECES_KEPT)
def head(workspace: Workspace, found: Quality, sample: Locality | None, language: Language) -> str:
    """What must be said first, the finding in a sentence, and how much there is of everything."""
    notices = (
        rendering.notice(rendering.simulated(found.place, language), kind="simulated") if found.place.simulated else ""
    )
    text = _finding(workspace, found, language)
    link = ""
    if sample is not None and not found.has_reports:
        message = N_("See every screen in full: {place} (simulated)")
        address = f"?locality={sample.key}&lang={language.value}"
        link = f" {rendering.link_to(address, say(message, language, place=sample.name))}"
    return f'{notices}<div class="dx-finding"><p>{escape(text)}{link}</p></div>{_counts(found, language)}'


@lru_cache(maxsize=rendering.PIECES_KEPT)
def grid(workspace: Workspace, found: Quality, language: Language) -> str:
    """Who has reported for which quarter: localities in rows, quarters in columns, the newest first."""
    name = say("Who has reported for which quarter", language)
    title = f'<div class="dx-head"><h2>{escape(name)}</h2><p>{escape(_explained(language))}</p></div>'
    marks = "".join(f'<li class="{kind}">{escape(say(words, language))}</li>' for kind, words in LEGEND)
    shown = found.grid
    heads = "".join(
        f'<th scope="col">{escape(short_label(each.period, workspace.cutoff, language))}<small>'
        f"{escape(say('{n} of {m} localities', language, n=each.reporting, m=each.expected))}</small></th>"
        for each in shown.columns
    )
    body = "".join(_row(unit, found, language) for unit in shown.units)
    if shown.former:
        group = say("No longer there in the newest quarter", language)
        body += f'<tr><th colspan="{len(shown.columns) + 1}" scope="colgroup"><span>{escape(group)}</span></th></tr>'
        body += "".join(_row(unit, found, language) for unit in shown.former)
    first = f'<th scope="col">{escape(say("Locality", language))}</th>'
    return (
        f'{title}<div class="dx-scroll dx-grid" tabindex="0" role="region" aria-label="{escape(name)}">'
        f"<table><thead><tr>{first}{heads}</tr></thead><tbody>{body}</tbody></table></div>"
        f'<ul class="dx-legend">{marks}</ul>'
    )


@lru_cache(maxsize=rendering.PIECES_KEPT)
def broken(workspace: Workspace, found: Quality, language: Language) -> str:
    """Identities that published figures do not keep, the newest period first."""
    rows = [
        (
            each.locality.name,
            label(each.found.period, workspace.cutoff, language),
            _equation(workspace, each.found, language),
            wording.count(each.found.difference, language),
            each.reason or wording.MISSING,
        )
        for each in found.broken[:SHOWN]
    ]
    headings = (N_("Locality"), N_("Period"), N_("What does not close"), N_("Difference"), N_("Reason given"))
    return _list(
        N_("Sums that do not close ({count})"),
        N_("Every sum of the published figures closes, and what was pending is carried over."),
        headings, rows, len(found.broken), (3, 4), language,
    )  # fmt: skip


@lru_cache(maxsize=rendering.PIECES_KEPT)
def odd(workspace: Workspace, found: Quality, language: Language) -> str:
    """Figures that were let through although they looked copied or unusual, with the sender's reason."""
    corrected = f" ({say(N_('corrected since'), language)})"
    rows = [
        (
            each.locality.name,
            label(each.period, workspace.cutoff, language),
            _measure(workspace, each.measure, language),
            wording.MISSING if each.value is None else wording.number_of(each.value, None, language),
            say(ODD.get(each.code, N_("to be looked at")), language) + (corrected if each.corrected else ""),
            each.reason or wording.MISSING,
        )
        for each in found.odd[:SHOWN]
    ]
    headings = (N_("Locality"), N_("Period"), N_("Measure"), N_("Value"), N_("What was noticed"), N_("Reason given"))
    return _list(
        N_("Copied and unusual figures ({count})"),
        N_("No approved figure looked copied or unusual when it was submitted."),
        headings, rows, len(found.odd), (3, 4), language,
    )  # fmt: skip


@lru_cache(maxsize=rendering.PIECES_KEPT)
def corrections(workspace: Workspace, found: Quality, language: Language) -> str:
    """The revision log: what, by how much, why, when, by whom, in which vintage."""
    rows = [
        (
            each.locality.name,
            label(each.period, workspace.cutoff, language),
            _measure(workspace, each.measure, language),
            f"{wording.number_of(each.old, None, language)} → {wording.number_of(each.new, None, language)}",
            _difference(each.new - each.old, language),
            each.reason or wording.MISSING,
            format_moment(each.when),
            each.by,
            str(each.vintage),
        )
        for each in found.corrections[:SHOWN]
    ]
    headings = (
        N_("Locality"), N_("Period"), N_("Measure"), N_("Before and after"), N_("Difference"), N_("Reason"),
        N_("When"), N_("By"), N_("Vintage"),
    )  # fmt: skip
    return _list(
        N_("Revision log ({count})"),
        N_("No published figure has been corrected."),
        headings, rows, len(found.corrections), (3, 5), language,
    )  # fmt: skip


def _finding(workspace: Workspace, found: Quality, language: Language) -> str:
    due = next((each for each in found.grid.columns if each.is_due), None)
    if due is None or not found.has_reports:
        return say("No locality of {place} has reported a whole quarter yet.", language, place=found.place.name)
    gaps = {"period": label(due.period, workspace.cutoff, language), "n": due.reporting, "m": due.expected}
    names = [unit.name for unit in found.grid.missing(due)]
    if not names:
        return say("{period}: all {m} localities have reported.", language, **gaps)
    gaps["names"] = ", ".join(names[:NAMED])
    if len(names) > NAMED:
        message = N_("{period}: {n} of {m} localities have reported. Missing: {names} and {count} more.")
        return say(message, language, count=len(names) - NAMED, **gaps)
    return say("{period}: {n} of {m} localities have reported. Missing: {names}.", language, **gaps)


def _counts(found: Quality, language: Language) -> str:
    every = [cell for cells in found.grid.cells.values() for cell in cells]
    quarters = len(found.grid.columns)
    entries: list[tuple[str, int]] = [
        (say("Sums that do not close", language), len(found.broken)),
        (say("Copied and unusual figures", language), len(found.odd)),
        (say("Corrected figures", language), len(found.corrections)),
    ]
    if found.has_reports:
        missing = sum(cell.reporting is ReportingState.MISSING for cell in every)
        late = sum(cell.reporting is ReportingState.LATE for cell in every)
        entries.insert(0, (say("Reports missing in {count} quarters", language, count=quarters), missing))
        entries.insert(1, (say("Reports that came late", language), late))
    told = "".join(
        f"<div><dt>{escape(name)}</dt><dd>{wording.count(count, language)}</dd></div>" for name, count in entries
    )
    return f'<dl class="dx-counts">{told}</dl>'


def _explained(language: Language) -> str:
    return say(
        "The newest quarter stands first. Each quarter counts the localities that were there on its last day.", language
    )


def _row(unit: Locality, found: Quality, language: Language) -> str:
    cells = "".join(_cell(cell, language) for cell in found.grid.cells[unit.key])
    return f'<tr><th scope="row">{escape(unit.name)}</th>{cells}</tr>'


@lru_cache(maxsize=rendering.PIECES_KEPT)
def _cell(cell: QuarterReport, language: Language) -> str:
    """Short, because there are thousands: the shape is the class's, the word is written."""
    kind, words = WORDS[cell.reporting]
    parts = [(kind, say(words, language))]
    if cell.is_partial:
        parts.append(("h", say(PARTIAL, language, given=cell.given, asked=cell.asked)))
    if cell.is_there and cell.provisional:
        parts.append(("v", say(PROVISIONAL, language)))
    if len(parts) > 1 and cell.reporting is ReportingState.REPORTED:
        parts = parts[1:]  # whatever is said of it, it is reported
    (kind, first), *more = parts
    lines = "".join(f'<i class="{kind}">{escape(text)}</i>' for kind, text in more)
    return f'<td class="{kind}">{escape(first)}{lines}</td>'


def _list(
    title: str, none: str, headings: Sequence[str], rows: Rows, count: int, numeric: tuple[int, int], language: Language
) -> str:
    """A titled table; lines after the first `OPEN` are folded, those after `SHOWN` only counted."""
    name = say(title, language, count=count)
    top = f'<div class="dx-head"><h2>{escape(name)}</h2></div>'
    if not rows:
        return f'{top}<p class="dx-small">✓ {escape(say(none, language))}</p>'
    words = [say(each, language) for each in headings]

    def table(lines: Rows) -> str:
        return rendering.table(words, lines, numeric_from=numeric[0], numeric_to=numeric[1], label=name, stacks=True)

    shown = top + table(rows[:OPEN])
    if len(rows) > OPEN:
        shown += rendering.details(say("{n} more", language, n=count - OPEN), table(rows[OPEN:]))
    if count > len(rows):
        left_out = say("… and {n} older ones that are not listed here", language, n=count - len(rows))
        shown += f'<p class="dx-small">{escape(left_out)}</p>'
    return shown


def _equation(workspace: Workspace, found: RuleViolation, language: Language) -> str:
    """Both sides with their counts: a 10 ≠ b 4 + c 5."""
    left, right = (
        " + ".join(
            f"{_measure(workspace, code, language)} {wording.number_of(value, None, language)}" for code, value in side
        )
        for side in (found.left, found.right)
    )
    if found.earlier is not None:
        left = f"{short_label(found.earlier, workspace.cutoff, language)}: {left}"
        right = f"{short_label(found.period, workspace.cutoff, language)}: {right}"
    return f"{left} {'>' if found.is_part else '≠'} {right}"


def _measure(workspace: Workspace, code: str, language: Language) -> str:
    return workspace.catalogue.measure(code).names.text(language)


def _difference(gap: float, language: Language) -> str:
    sign = "+" if gap > 0 else "−" if gap < 0 else ""
    return sign + wording.number_of(abs(gap), None, language)
