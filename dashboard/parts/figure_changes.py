"""What saving would do: the figures that are new or change, and what becomes of the published rates."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice

from markupsafe import Markup

import rendering
from dxkpi.domain.model.indicator import Indicator
from dxkpi.domain.model.period import Cutoff, label
from dxkpi.domain.views import text as wording
from dxkpi.locale import N_, Language, number, say
from dxkpi.templates import HtmlTable
from dxkpi.workflows import lookup
from dxkpi.workflows.upload.effects import Effect
from dxkpi.workflows.upload.preview import FigureChange, FigureStatus, Preview
from dxkpi.workspace import Workspace

# As many lines as a person may still read; of the rest the number is shown. The annotated file has them all.
SHOWN = 200
POINTS_DECIMALS = 2
OPEN = 15  # a longer list is folded


def figures(workspace: Workspace, preview: Preview, language: Language, *, on_screen: bool) -> Markup:
    """Changed figures first, then new ones; those that stay as they are folded."""
    counts = preview.counts
    statuses = (
        (FigureStatus.CHANGED, counts.changed, N_("Figures that change ({n})")),
        (FigureStatus.NEW, counts.new, N_("New figures ({n})")),
        (FigureStatus.UNCHANGED, counts.unchanged, N_("Figures that stay as they are ({n})")),
    )
    groups = []
    for status, count, title in statuses:
        if count:
            changes = islice((change for change in preview.changes if change.status is status), SHOWN)
            name = say(title, language, n=count)
            is_open = status is not FigureStatus.UNCHANGED and count <= OPEN
            table = _table(workspace, preview, changes, name, language, on_screen)
            groups.append({"title": name, "table": table, "left_out": count - SHOWN, "is_open": is_open})
    return rendering.render("figure_changes.html", language=language, groups=groups)


def rates(effects: Sequence[Effect], cutoff: Cutoff, language: Language) -> Markup:
    """What the published rates become."""
    several = len({effect.period for effect in effects}) > 1
    rows = [_effect(effect, cutoff, several, language) for effect in effects[:SHOWN]]
    headings = [
        say(text, language) for text in (N_("Indicator, locality"), N_("Before"), N_("After"), N_("Difference"))
    ]
    return rendering.render(
        "rate_effects.html",
        language=language,
        table=HtmlTable(headings, rows, label=say("Effect on the published rates", language)) if rows else None,
        left_out=len(effects) - SHOWN,
    )


def _table(
    workspace: Workspace,
    preview: Preview,
    changes: Iterable[FigureChange],
    name: str,
    language: Language,
    on_screen: bool,
) -> HtmlTable:
    localities, periods = (len(axis) > 1 for axis in (preview.figures.localities, preview.figures.periods))
    leads = [*([N_("Locality")] if localities else []), *([N_("Period")] if periods else []), N_("Measure")]
    ends = [N_("Approved"), N_("Read and understood as"), *([] if on_screen else [N_("Cell")])]
    rows = []
    for change in changes:
        row = [lookup.locality_name(workspace, change.locality)] if localities else []
        row += [label(change.period, workspace.cutoff, language)] if periods else []
        row.append(lookup.measure_name(workspace, change.measure, language))
        old, new = _old_and_new(change, language)
        rows.append((*row, old, f"“{change.written}” → {new}", *([] if on_screen else [change.cell])))
    headings = [say(text, language) for text in (*leads, *ends)]
    return HtmlTable(headings, rows, numeric=range(len(leads), 99), label=name)


def _old_and_new(change: FigureChange, language: Language) -> tuple[str, str]:
    """Both figures; where only their being provisional differs, which of them is."""
    new = wording.number_of(change.new, None, language)
    if change.old is None:
        return wording.MISSING, new
    old = wording.number_of(change.old, None, language)
    if change.status is not FigureStatus.CHANGED or change.old != change.new:
        return old, new
    provisional = f" ({say('provisional', language)})"
    return (old, new + provisional) if change.provisional else (old + provisional, new)


def _effect(effect: Effect, cutoff: Cutoff, several: bool, language: Language) -> Sequence[str]:
    place = wording.named_with_gaps(effect.locality.name, effect.after, language)
    if several:
        place += f" · {label(effect.period, cutoff, language)}"
    points = effect.after.change_from(effect.before)
    return (
        f"{effect.indicator.names.text(language)} · {place}",
        wording.written(effect.before, effect.indicator, language),
        wording.written(effect.after, effect.indicator, language),
        say("new", language) if points is None else _points(points, effect.indicator, language),
    )


def _points(points: float, indicator: Indicator, language: Language) -> str:
    """A difference, with more decimals than the rates next to it."""
    size = number(abs(points), language, decimals=POINTS_DECIMALS)
    unit = say("percentage points", language) if indicator.unit == "percent" else ""
    return f"{'+' if points > 0 else '−'}{size} {unit}".strip()
