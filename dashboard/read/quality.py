"""Parts of the page on the quality of figures: the finding, the grid, and the lists under it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from markupsafe import Markup

import rendering
from dxkpi.domain.model.datetimes import format_moment
from dxkpi.domain.model.locality import Locality
from dxkpi.domain.model.period import in_words, label, short_label
from dxkpi.domain.snapshot.completeness import QuarterReport, ReportingState
from dxkpi.domain.snapshot.consistency.inconsistency import Inconsistency
from dxkpi.domain.snapshot.consistency.wording import FigureNames, describe, difference_of
from dxkpi.domain.views import text as wording
from dxkpi.locale import N_, Language, say
from dxkpi.templates import HtmlCell, HtmlTable, Row, RowGroup
from dxkpi.workflows import lookup
from dxkpi.workflows.quality import Quality
from dxkpi.workspace import Workspace
from parts import notices
from parts.problem_phrases import problem_phrase

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


@dataclass(frozen=True)
class FoldedList:
    """A list under the grid. `title`, `empty_text` and `headings` are message ids; `count`: of all entries, of which
    `rows` are the first; `numeric`: the columns of numbers."""

    title: str
    empty_text: str
    headings: Sequence[str]
    rows: Sequence[Row]
    count: int
    numeric: range


@lru_cache(maxsize=rendering.PARTS_CACHED)
def head(workspace: Workspace, quality: Quality, sample: Locality | None, language: Language) -> Markup:
    """Notices, the finding in a sentence, and how many of everything there are."""
    return rendering.render(
        "quality_head.html",
        language=language,
        notice=notices.simulated(quality.place, language) if quality.place.simulated else "",
        finding=_finding(workspace, quality, language),
        link=notices.link_to_sample(sample, language) if sample is not None and not quality.has_reports else None,
        counts=_counts(quality, language),
    )


@lru_cache(maxsize=rendering.PARTS_CACHED)
def grid(workspace: Workspace, quality: Quality, language: Language) -> Markup:
    """Who has reported for which quarter: localities in rows, quarters in columns, the newest first."""
    title, completeness = say("Who has reported for which quarter", language), quality.grid
    headings: list[str] = [say("Locality", language)]
    for column in completeness.columns:
        reports = say("{n} of {m} localities", language, n=column.reporting, m=column.expected)
        period = short_label(column.period, workspace.cutoff, language)
        headings.append(rendering.render("grid_heading.html", period=period, reports=reports))
    rows: list[Row] = [_row(unit, quality, language) for unit in completeness.units]
    if completeness.former:
        rows.append(RowGroup(say("No longer there in the newest quarter", language)))
        rows += [_row(unit, quality, language) for unit in completeness.former]
    return rendering.render(
        "quality_grid.html",
        language=language,
        title=title,
        table=HtmlTable(headings, rows, numeric=(), label=title, kind="dx-grid"),
        legend=[(kind, say(text, language)) for kind, text in LEGEND],
    )


@lru_cache(maxsize=rendering.PARTS_CACHED)
def broken(workspace: Workspace, quality: Quality, language: Language) -> Markup:
    """Identities that published figures do not keep, the newest period first."""
    rows = [
        (
            disagreement.locality.name,
            label(disagreement.inconsistency.period, workspace.cutoff, language),
            _contradiction(workspace, disagreement.inconsistency, language),
            wording.number_of(difference_of(disagreement.inconsistency), None, language),
            disagreement.reason or wording.MISSING,
        )
        for disagreement in quality.disagreements[:SHOWN]
    ]
    headings = (N_("Locality"), N_("Period"), N_("What does not add up"), N_("Difference"), N_("Reason given"))
    return _list(
        FoldedList(
            N_("Figures that do not agree ({count})"),
            N_("All published figures agree with each other, and pending dossiers are carried over."),
            headings,
            rows,
            len(quality.disagreements),
            range(3, 4),
        ),
        language,
    )


@lru_cache(maxsize=rendering.PARTS_CACHED)
def odd(workspace: Workspace, quality: Quality, language: Language) -> Markup:
    """Figures that were let through although they looked copied or unusual, with the sender's reason."""
    corrected = f" ({say(N_('corrected since'), language)})"
    rows = [
        (
            figure.locality.name,
            label(figure.period, workspace.cutoff, language),
            _measure(workspace, figure.measure, language),
            wording.MISSING if figure.value is None else wording.number_of(figure.value, None, language),
            problem_phrase(figure.code, language) + (corrected if figure.corrected else ""),
            figure.reason or wording.MISSING,
        )
        for figure in quality.odd[:SHOWN]
    ]
    headings = (N_("Locality"), N_("Period"), N_("Measure"), N_("Value"), N_("What was noticed"), N_("Reason given"))
    return _list(
        FoldedList(
            N_("Copied and unusual figures ({count})"),
            N_("No approved figure looked copied or unusual when it was submitted."),
            headings,
            rows,
            len(quality.odd),
            range(3, 4),
        ),
        language,
    )


@lru_cache(maxsize=rendering.PARTS_CACHED)
def corrections(workspace: Workspace, quality: Quality, language: Language) -> Markup:
    """The revision log: what, by how much, why, when, by whom, in which vintage."""
    rows = [
        (
            correction.locality.name,
            label(correction.period, workspace.cutoff, language),
            _measure(workspace, correction.measure, language),
            " → ".join(wording.number_of(size, None, language) for size in (correction.old, correction.new)),
            _difference(correction.new - correction.old, language),
            correction.reason or wording.MISSING,
            format_moment(correction.when),
            correction.by,
            str(correction.vintage),
        )
        for correction in quality.corrections[:SHOWN]
    ]
    headings = (
        N_("Locality"), N_("Period"), N_("Measure"), N_("Before and after"), N_("Difference"), N_("Reason"),
        N_("When"), N_("By"), N_("Vintage"),
    )  # fmt: skip
    return _list(
        FoldedList(
            N_("Revision log ({count})"),
            N_("No published figure has been corrected."),
            headings,
            rows,
            len(quality.corrections),
            range(3, 5),
        ),
        language,
    )


def _finding(workspace: Workspace, quality: Quality, language: Language) -> str:
    due = next((column for column in quality.grid.columns if column.is_due), None)
    if due is None or not quality.has_reports:
        return say("No locality of {place} has reported a whole quarter yet.", language, place=quality.place.name)
    gaps = {"period": label(due.period, workspace.cutoff, language), "n": due.reporting, "m": due.expected}
    names = [unit.name for unit in quality.grid.missing(due)]
    if not names:
        return say("{period}: all {m} localities have reported.", language, **gaps)
    gaps["names"] = ", ".join(names[:NAMED])
    if len(names) > NAMED:
        message = N_("{period}: {n} of {m} localities have reported. Missing: {names} and {count} more.")
        return say(message, language, count=len(names) - NAMED, **gaps)
    return say("{period}: {n} of {m} localities have reported. Missing: {names}.", language, **gaps)


def _counts(quality: Quality, language: Language) -> list[tuple[str, int]]:
    """Names and numbers of what the page lists."""
    counts = [
        (say("Figures that do not agree", language), len(quality.disagreements)),
        (say("Copied and unusual figures", language), len(quality.odd)),
        (say("Corrected figures", language), len(quality.corrections)),
    ]
    if not quality.has_reports:
        return counts
    states = [cell.reporting for cells in quality.grid.cells.values() for cell in cells]
    quarters = len(quality.grid.columns)
    return [
        (say("Reports missing in {count} quarters", language, count=quarters), states.count(ReportingState.MISSING)),
        (say("Reports that came late", language), states.count(ReportingState.LATE)),
        *counts,
    ]


def _row(unit: Locality, quality: Quality, language: Language) -> Row:
    return [unit.name, *(_cell(cell, language) for cell in quality.grid.cells[unit.key])]


@lru_cache(maxsize=rendering.PARTS_CACHED)
def _cell(cell: QuarterReport, language: Language) -> HtmlCell:
    """Short, because there are thousands: its class gives the shape, its text the word."""
    kind, state = WORDS[cell.reporting]
    parts = [(kind, say(state, language))]
    if cell.is_partial:
        parts.append(("h", say(PARTIAL, language, given=cell.counts, asked=cell.expected)))
    if cell.is_there and cell.provisional:
        parts.append(("v", say(PROVISIONAL, language)))
    if len(parts) > 1 and cell.reporting is ReportingState.REPORTED:
        parts = parts[1:]  # being partial or provisional says that it was reported
    (kind, first), *more = parts
    return HtmlCell(rendering.render("grid_cell.html", first=first, more=more), kind)


def _list(content: FoldedList, language: Language) -> Markup:
    """A titled table; rows after the first `OPEN` are folded, those after `SHOWN` only counted."""
    name, rows = say(content.title, language, count=content.count), content.rows
    headings = [say(heading, language) for heading in content.headings]

    def table(part: Sequence[Row]) -> HtmlTable:
        return HtmlTable(headings, part, numeric=content.numeric, label=name, kind="dx-stacks")

    return rendering.render(
        "quality_list.html",
        language=language,
        title=name,
        empty_text=say(content.empty_text, language),
        table=table(rows[:OPEN]) if rows else None,
        folded=table(rows[OPEN:]) if len(rows) > OPEN else None,
        count_folded=content.count - OPEN,
        count_left_out=content.count - len(rows),
    )


def _contradiction(workspace: Workspace, inconsistency: Inconsistency, language: Language) -> str:
    names = FigureNames(
        lambda key: workspace.registry.by_key(key).name,
        lambda period: in_words(period, workspace.cutoff),
        lambda code: workspace.catalogue.measure(code).names,
        lambda id: workspace.catalogue.indicator(id).names,
    )
    return describe(inconsistency, names).text(language)


def _measure(workspace: Workspace, code: str, language: Language) -> str:
    return lookup.measure_name(workspace, code, language)


def _difference(gap: float, language: Language) -> str:
    sign = "+" if gap > 0 else "−" if gap < 0 else ""
    return sign + wording.number_of(abs(gap), None, language)
