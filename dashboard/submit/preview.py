"""The preview before anything is stored: whether it can be submitted, what was read, every problem."""

from __future__ import annotations

from markupsafe import Markup

import rendering
from dxkpi.domain.model.datetimes import format_moment
from dxkpi.domain.model.period import label
from dxkpi.domain.views import text as wording
from dxkpi.intake.layouts import LAYOUTS
from dxkpi.intake.problems import Problem, ProblemCode, Severity
from dxkpi.locale import N_, Language, Message, say
from dxkpi.workflows import lookup
from dxkpi.workflows.upload.preview import Preview, preview_effects
from dxkpi.workspace import Workspace
from parts import figure_changes
from parts.figure_changes import SHOWN

TITLES = {
    Severity.ERROR: (N_("Fix before submitting"), "worse", "◆"),
    Severity.REASON: (N_("Fix, or write a reason"), "worse", "▲"),
    Severity.NOTE: (N_("For information"), "same", "●"),
}


def page_of(workspace: Workspace, preview: Preview, language: Language, *, typed_in: str = "") -> Markup:
    """The preview as a whole. `typed_in`: where it was typed, if it was: then there are no cells worth naming."""
    on_screen = bool(typed_in)
    head = verdict(preview, language) + rendering.render(
        "paragraph.html", text=_read_as(workspace, preview, language, typed_in)
    )
    if preview.received:
        return head
    problems = rendering.render(
        "preview_problems.html",
        language=language,
        groups=[
            group for severity in TITLES if (group := _problems(workspace, preview, severity, language, on_screen))
        ],
    )
    if not len(preview.figures):
        return head + problems
    return (
        head
        + rendering.render("counts.html", language=language, counts=_counts(preview, language, on_screen))
        + problems
        + figure_changes.figures(workspace, preview, language, on_screen=on_screen)
        + figure_changes.rates(preview_effects(workspace, preview), workspace.cutoff, language)
    )


def layouts_sentence(language: Language) -> str:
    """The layouts that a file may have, in one sentence."""
    labels = "; ".join(layout.label.text(language) for layout in LAYOUTS.values())
    return say("Accepted layouts: {layouts}. The layout is recognised by itself.", language, layouts=labels)


def verdict(preview: Preview, language: Language) -> Markup:
    """Whether it can be submitted, and what must be done first."""
    errors, reasons = (_count(preview, severity) for severity in (Severity.ERROR, Severity.REASON))
    if errors:
        text, kind, sign = say("Cannot be submitted yet: {n} errors to fix.", language, n=errors), "worse", "◆"
    elif earlier := preview.received:
        message = N_("This was already received on {received} (receipt {number}): submitting it again changes nothing.")
        text = say(message, language, received=format_moment(earlier.received_at), number=str(earlier.submission))
        kind, sign = "same", "●"
    elif not len(preview.figures):
        text, kind, sign = say("There is no figure to submit.", language), "same", "●"
    elif reasons:
        message = N_("Can be submitted with a written reason: {n} remarks to check.")
        text, kind, sign = say(message, language, n=reasons), "worse", "▲"
    elif preview.asks_reason:
        message = N_("Can be submitted with a written reason: it corrects {n} approved figures.")
        text, kind, sign = say(message, language, n=preview.corrections), "worse", "▲"
    else:
        text, kind, sign = say("Nothing is wrong; it can be submitted.", language), "better", "✓"
    return rendering.render("preview_verdict.html", language=language, text=text, kind=kind, sign=sign)


def words_of(problem: Problem, language: Language, *, on_screen: bool) -> str:
    """A problem's sentence; without the cell for figures typed on screen, where cells have no names."""
    text = problem.message.text(language)
    lead, _, rest = text.partition(": ")
    if not (on_screen and problem.column and problem.cell in lead and rest):
        return text
    inner = problem.message.values.get("problem")
    if isinstance(inner, Message):
        return inner.text(language)
    return rest[:1].upper() + rest[1:]


def _read_as(workspace: Workspace, preview: Preview, language: Language, typed_in: str) -> str:
    figures = preview.figures
    periods = ", ".join(label(period, workspace.cutoff, language) for period in figures.periods[:3])
    more = " …" if len(figures.periods) > 3 else ""
    said = say("{n} figures of {places} localities; {periods}", language, n=len(figures),
               places=len(figures.localities), periods=(periods or "–") + more)  # fmt: skip
    if typed_in:
        text = say("Read from {source}: {what}.", language, source=say(typed_in, language), what=said)
    elif layout := preview.upload.layout:
        as_what = LAYOUTS[layout].label.text(language)
        if preview.upload.sheet:
            as_what += ", " + say("sheet “{sheet}”", language, sheet=preview.upload.sheet)
        text = say("Read from “{name}” ({layout}): {what}.", language, name=preview.name, layout=as_what, what=said)
    else:
        text = say("“{name}” could not be read.", language, name=preview.name)
    return text


def _counts(preview: Preview, language: Language, on_screen: bool) -> list[tuple[str, int]]:
    counts = preview.counts
    numbers = [(N_("New"), counts.new), (N_("Changed"), counts.changed), (N_("Unchanged"), counts.unchanged)]
    if not on_screen:
        numbers.append((N_("Rows rejected"), counts.rejected))
    return [(say(name, language), number) for name, number in numbers]


def _count(preview: Preview, severity: Severity) -> int:
    return sum(problem.severity is severity for problem in preview.problems)


def _problems(
    workspace: Workspace, preview: Preview, severity: Severity, language: Language, on_screen: bool
) -> dict[str, object] | None:
    """What the template needs of the problems of one severity; None where there are none."""
    problems = [problem for problem in preview.problems if problem.severity is severity]
    if on_screen:  # an input that is left empty is no news
        problems = [problem for problem in problems if problem.code is not ProblemCode.MISSING_VALUE]
    if not problems:
        return None
    title, kind, sign = TITLES[severity]
    return {
        "title": f"{say(title, language)} ({wording.count(len(problems), language)})",
        "kind": kind,
        "sign": sign,
        "is_folded": severity is Severity.NOTE,
        "problems": [_problem(workspace, preview, problem, language, on_screen) for problem in problems[:SHOWN]],
        "left_out": len(problems) - SHOWN,
    }


def _problem(
    workspace: Workspace, preview: Preview, problem: Problem, language: Language, on_screen: bool
) -> dict[str, object]:
    """What the template needs of a problem: its sentence, and what that does not say itself."""
    text = words_of(problem, language, on_screen=on_screen)
    if on_screen:
        return {"about": _about(workspace, problem, text, language), "text": text, "problem": None}
    more = []
    if problem.sheet not in ("", preview.upload.sheet):
        more.append(say("sheet “{sheet}”", language, sheet=problem.sheet))
    if problem.cell and problem.cell not in text:
        more.append(say("cell {cell}", language, cell=problem.cell))
    if problem.value and problem.value not in text:
        more.append(say("in it: “{value}”", language, value=problem.value))
    return {"about": "", "text": text, "problem": problem, "more": ", ".join(more)}


def _about(workspace: Workspace, problem: Problem, words: str, language: Language) -> str:
    """Of whom and of what, where the words do not begin with it."""
    parts = []
    if locality := lookup.locality_name(workspace, problem.locality):
        parts.append(locality)
    measure = lookup.measure_name(workspace, problem.measure, language) if problem.measure else ""
    if measure and not words.startswith(measure):
        parts.append(measure)
    return f"{', '.join(parts)}:" if parts else ""
