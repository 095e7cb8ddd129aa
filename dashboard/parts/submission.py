"""A submission as a reviewer reads it: head, accepted problems, figures next to earlier ones, comments."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta

from markupsafe import Markup

import rendering
from dxkpi.domain.model.datetimes import format_moment
from dxkpi.domain.model.locality import Locality
from dxkpi.domain.model.period import Cutoff, Period, label
from dxkpi.domain.model.permissions import Actor
from dxkpi.domain.views import text as wording
from dxkpi.locale import N_, Language, percent, say
from dxkpi.templates import HtmlTable, Link
from dxkpi.workflows import lookup
from dxkpi.workflows.report_forms import ReportForm
from dxkpi.workflows.review import my_submissions, queue
from dxkpi.workflows.review import review as reviewing
from dxkpi.workflows.upload.preview import FigureStatus
from dxkpi.workspace.workspace import Workspace
from parts import figure_changes
from parts.problem_phrases import problem_phrase

SIGNS = {"reason": "▲", "note": "●"}
STATUS = {FigureStatus.NEW: N_("new"), FigureStatus.CHANGED: N_("corrects"), FigureStatus.UNCHANGED: N_("unchanged")}
PLACES_OPEN = 3  # further localities are folded, unless something is remarked on them
PLACES_SHOWN = 60
NAMED = 3
AGES = ((timedelta(days=1), N_("waiting for {n} days")), (timedelta(hours=1), N_("waiting for {n} hours")),
        (timedelta(minutes=1), N_("waiting for {n} minutes")))  # fmt: skip


def of_whom(places: Sequence[Locality], periods: Sequence[Period], cutoff: Cutoff, language: Language) -> str:
    """Localities and periods on one line, the first few by name."""
    names = [place.name for place in places], [label(period, cutoff, language) for period in periods]
    return " · ".join(_some(part, language) for part in names)


def waits(queued: queue.QueuedSubmission, language: Language) -> str:
    """What is to be known of a submission before it is opened."""
    parts = [
        say("submission {number} of {by}", language, number=str(queued.submission.number), by=queued.submission.by)
    ]
    parts.append(age(queued.waited, language))
    if queued.is_late:
        parts.append(say("submitted late", language))
    parts.append(say("{new} new, {changed} changed", language, new=queued.new, changed=queued.changed))
    if queued.is_correction:
        parts.append(say("corrects approved figures", language))
    if queued.flags:
        parts.append(say("{n} remarks to check", language, n=len(queued.flags)))
    return " · ".join(parts)


def age(waited: timedelta, language: Language) -> str:
    """How long it has waited, in whole days, hours or minutes."""
    for unit, words in AGES:
        if waited >= unit:
            return say(words, language, n=waited // unit)
    return say("just submitted", language)


def head(workspace: Workspace, review: reviewing.Review, language: Language) -> Markup:
    """Which submission, of whom, when, why; how much of it is new and how much corrects."""
    sent = review.submission
    title = say("Submission {number}", language, number=str(sent.number))
    facts = say("Submitted by {by} at {when}.", language, by=sent.by, when=format_moment(sent.received_at))
    facts += " " + say("It {state}.", language, state=my_submissions.state_in_words(sent).text(language))
    names = (
        (N_("New"), FigureStatus.NEW),
        (N_("Changed"), FigureStatus.CHANGED),
        (N_("Unchanged"), FigureStatus.UNCHANGED),
    )
    return rendering.render(
        "review_head.html",
        language=language,
        title=f"{title}: {of_whom(review.localities, review.periods, workspace.cutoff, language)}",
        facts=facts,
        reason=say("Reason given: “{reason}”", language, reason=sent.reason) if sent.reason else "",
        counts=[(say(name, language), review.count(status)) for name, status in names],
    )


def problems(workspace: Workspace, review: reviewing.Review, language: Language) -> Markup:
    """The problems it was submitted with."""
    remarks = []
    for flag in review.flags[: figure_changes.SHOWN]:
        place, measure = (
            lookup.locality_name(workspace, flag.locality),
            lookup.measure_name(workspace, flag.measure, language),
        )
        remarks.append((f"{place}, {measure}", problem_phrase(flag.code, language)))
    return rendering.render("review_problems.html", language=language, remarks=remarks, count=len(review.flags))


def figures(workspace: Workspace, review: reviewing.Review, language: Language) -> Markup:
    """Every figure next to the approved one, the period before and a year ago: a table for each locality."""
    by_place: dict[tuple[str, Period], list[reviewing.ReviewedFigure]] = {}
    for line in review.lines:
        by_place.setdefault((line.locality.key, line.period), []).append(line)
    groups = []
    for position, lines in enumerate(list(by_place.values())[:PLACES_SHOWN]):
        name = of_whom([lines[0].locality], [lines[0].period], workspace.cutoff, language)
        needs_look = any(line.flags or line.comments or line.status is FigureStatus.CHANGED for line in lines)
        is_open = position < PLACES_OPEN or needs_look
        groups.append({"title": name, "table": _table(lines, name, language), "is_open": is_open})
    left_out = len(by_place) - PLACES_SHOWN
    return rendering.render("review_figures.html", language=language, groups=groups, left_out=left_out)


def comments(workspace: Workspace, written: Iterable[reviewing.Comment], language: Language) -> Markup:
    """What was written, oldest first, each with the cell it is about."""
    lines = [
        (_place(workspace, comment, language), comment.text, f"({comment.by}, {format_moment(comment.at)})")
        for comment in written
    ]
    return rendering.render("comments.html", language=language, comments=lines)


def comments_at_cells(
    workspace: Workspace, form: ReportForm, *, by: Actor, language: Language
) -> dict[str, list[tuple[str, str]]]:
    """What reviewers wrote at the cells of a form, by `key|code`, with the severity under which the form shows it."""
    at_cells = my_submissions.comments_at(workspace, form, by=by)
    return {
        f"{locality}|{measure}": [
            ("note", say("{by} comments: {text}", language, by=comment.by, text=comment.text)) for comment in comments
        ]
        for (locality, measure), comments in at_cells.items()
        if locality and measure
    }


def title(text: str) -> Markup:
    """A heading inside a page."""
    return rendering.render("subheading.html", text=text)


def empty(language: Language) -> Markup:
    """Empty state of the review queue."""
    text = say("Submissions of localities appear here, the oldest first. Until one is approved, no published figure "
               "changes.", language)  # fmt: skip
    link = Link("overview", say("See the published figures", language))
    return rendering.render(
        "no_rights.html", title=say("No submission is waiting for review", language), text=text, link=link
    )


def _table(lines: Sequence[reviewing.ReviewedFigure], name: str, language: Language) -> HtmlTable:
    headings = (N_("Measure"), N_("Submitted"), N_("Approved"), N_("Period before"), N_("A year ago"),
                N_("Change from the period before"), N_("Remarks"))  # fmt: skip
    rows = [
        (
            line.measure.names.text(language),
            wording.number_of(line.new, None, language),
            _number(line.published, language),
            _number(line.previous, language),
            _number(line.year_ago, language),
            _change(line, language),
            _remarks(line, language),
        )
        for line in lines
    ]
    texts = [say(text, language) for text in headings]
    return HtmlTable(texts, rows, numeric=range(1, 6), label=name, kind="dx-stacks")


def _number(value: float | None, language: Language) -> str:
    return wording.MISSING if value is None else wording.number_of(value, None, language)


def _change(line: reviewing.ReviewedFigure, language: Language) -> str:
    """With its sign, and in percent of what it was."""
    if line.change is None or line.previous is None:
        return wording.MISSING
    sign = "+" if line.change > 0 else "−" if line.change < 0 else ""
    size = sign + wording.number_of(abs(line.change), None, language)
    if not line.previous or not line.change:
        return size
    share = percent(abs(100 * line.change / line.previous), language)
    return f"{size} ({sign}{share})"


def _remarks(line: reviewing.ReviewedFigure, language: Language) -> str:
    remarks = [f"{SIGNS.get(flag.severity, '●')} {problem_phrase(flag.code, language)}" for flag in line.flags]
    remarks += [f"“{comment.text}” ({comment.by})" for comment in line.comments]
    same = line.status is FigureStatus.CHANGED and line.new == line.published
    status = say(N_("no longer provisional") if same else STATUS[line.status], language)
    if line.provisional:
        status = say("provisional", language) if same else f"{status}, {say('provisional', language)}"
    return "; ".join([status, *remarks])


def _place(workspace: Workspace, comment: reviewing.Comment, language: Language) -> str:
    place = comment.target
    parts = []
    if locality := lookup.locality_name(workspace, place.locality):
        parts.append(locality)
    if place.period:
        parts.append(label(place.period, workspace.cutoff, language))
    if place.measure:
        parts.append(lookup.measure_name(workspace, place.measure, language))
    return ", ".join(parts) + ":" if parts else say("The whole submission:", language)


def _some(names: Sequence[str], language: Language) -> str:
    more = len(names) - NAMED
    shown = ", ".join(names[:NAMED])
    return shown if more <= 0 else shown + " " + say("and {n} more", language, n=more)
