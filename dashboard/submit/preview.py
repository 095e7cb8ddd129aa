"""What somebody sees before anything is stored: whether it can be submitted, what was read, every problem."""

from __future__ import annotations

from html import escape

import rendering
from dxkpi.domain.model.datetimes import format_moment
from dxkpi.domain.model.period import label
from dxkpi.domain.views import text as wording
from dxkpi.intake.layouts import LAYOUTS
from dxkpi.intake.problems import Problem, ProblemCode, Severity
from dxkpi.locale import N_, Language, Message, say
from dxkpi.workflows.upload.preview import Preview
from parts import figure_changes
from parts.figure_changes import SHOWN

TITLES = {
    Severity.ERROR: (N_("Must be mended"), "worse", "◆"),
    Severity.REASON: (N_("Mend, or write a reason"), "worse", "▲"),
    Severity.NOTE: (N_("For your notice"), "same", "●"),
}


def page_of(preview: Preview, language: Language, *, typed_in: str = "") -> str:
    """The preview as a whole. `typed_in`: where it was typed, if it was; that has no cells worth naming."""
    on_screen = bool(typed_in)
    problems = "".join(_problems(preview, severity, language, on_screen) for severity in TITLES)
    head = verdict(preview, language) + _read_as(preview, language, typed_in)
    if preview.received:
        return head
    if not len(preview.figures):
        return head + problems
    would_do = figure_changes.figures(preview, language, on_screen=on_screen) + figure_changes.rates(
        preview.effects, preview.workspace.cutoff, language
    )
    return head + _counts(preview, language, on_screen) + problems + would_do


def layouts_sentence(language: Language) -> str:
    """The layouts that a file may have, in one sentence."""
    labels = "; ".join(layout.label.text(language) for layout in LAYOUTS.values())
    return say("Accepted layouts: {layouts}. The layout is recognised by itself.", language, layouts=labels)


def verdict(preview: Preview, language: Language) -> str:
    """Whether it can be handed in, and what must be done first."""
    errors, reasons = (_count(preview, each) for each in (Severity.ERROR, Severity.REASON))
    if errors:
        text, kind, sign = say("Cannot be submitted yet: {n} errors to mend.", language, n=errors), "worse", "◆"
    elif then := preview.received:
        message = N_("This was already received on {received} (receipt {number}): submitting it again changes nothing.")
        text, kind, sign = (
            say(message, language, received=format_moment(then.received_at), number=str(then.submission)), "same", "●"
        )  # fmt: skip
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
    title = escape(say("Preview", language))
    mark = f'<span aria-hidden="true">{sign}</span>'
    return (
        f'<div class="dx-head"><h2>{title}</h2></div><p class="dx-verdict dx-{kind}" role="status">{mark} '
        f"{escape(text)}</p>"
    )


def words_of(problem: Problem, language: Language, *, on_screen: bool) -> str:
    """A problem's sentence; for what was typed without the cell, which nobody sees."""
    text = problem.message.text(language)
    lead, _, rest = text.partition(": ")
    if not (on_screen and problem.column and problem.cell in lead and rest):
        return text
    inner = problem.message.values.get("problem")
    if isinstance(inner, Message):
        return inner.text(language)
    return rest[:1].upper() + rest[1:]


def _read_as(preview: Preview, language: Language, typed_in: str) -> str:
    figures, here = preview.figures, preview.workspace
    periods = ", ".join(label(each, here.cutoff, language) for each in figures.periods[:3])
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
    return f"<p>{escape(text)}</p>"


def _counts(preview: Preview, language: Language, on_screen: bool) -> str:
    counts = preview.counts
    shown = [(N_("New"), counts.new), (N_("Changed"), counts.changed), (N_("Unchanged"), counts.unchanged)]
    if not on_screen:
        shown.append((N_("Rows rejected"), counts.rejected))
    parts = "".join(
        f"<div><dt>{escape(say(name, language))}</dt><dd>{escape(wording.count(value, language))}</dd></div>"
        for name, value in shown
    )
    return f'<dl class="dx-counts">{parts}</dl>'


def _count(preview: Preview, severity: Severity) -> int:
    return sum(each.severity is severity for each in preview.problems)


def _problems(preview: Preview, severity: Severity, language: Language, on_screen: bool) -> str:
    found = [each for each in preview.problems if each.severity is severity]
    if on_screen:  # an input that is left empty is no news
        found = [each for each in found if each.code is not ProblemCode.MISSING_VALUE]
    if not found:
        return ""
    title, kind, sign = TITLES[severity]
    lines = "".join(_problem(preview, each, language, on_screen) for each in found[:SHOWN])
    head = f"{say(title, language)} ({wording.count(len(found), language)})"
    body = f"<ul>{lines}</ul>{figure_changes.more(len(found) - SHOWN, language)}"
    if severity is Severity.NOTE:
        return f'<section class="dx-problems">{rendering.details(f"{sign} {head}", body)}</section>'
    mark = f'<span aria-hidden="true">{sign}</span>'
    return f'<section class="dx-problems"><h3 class="dx-{kind}">{mark} {escape(head)}</h3>{body}</section>'


def _problem(preview: Preview, problem: Problem, language: Language, on_screen: bool) -> str:
    words = words_of(problem, language, on_screen=on_screen)
    text = escape(words)
    if on_screen:
        return f"<li><b>{escape(_about(preview, problem, words, language))}</b> {text}</li>"
    parts = []  # what the sentence does not say itself
    if problem.sheet not in ("", preview.upload.sheet):
        parts.append(say("sheet “{sheet}”", language, sheet=problem.sheet))
    if problem.cell and problem.cell not in text:
        parts.append(say("cell {cell}", language, cell=problem.cell))
    if problem.value and escape(problem.value) not in text:
        parts.append(say("in it: “{value}”", language, value=problem.value))
    where = f' <span class="dx-small">({escape(", ".join(parts))})</span>' if parts else ""
    marks = f'data-code="{problem.code}" data-severity="{problem.severity}" data-cell="{problem.cell}"'
    return f"<li {marks}>{text}{where}</li>"


def _about(preview: Preview, problem: Problem, words: str, language: Language) -> str:
    """Of whom and of what, where the words do not begin with it."""
    here = preview.workspace
    parts = []
    if problem.locality in here.registry:
        parts.append(here.registry.by_key(problem.locality).name)
    measure = here.catalogue.measure(problem.measure).names.text(language) if problem.measure else ""
    if measure and not words.startswith(measure):
        parts.append(measure)
    return f"{', '.join(parts)}:" if parts else ""
