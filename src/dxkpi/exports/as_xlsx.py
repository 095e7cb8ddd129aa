"""XLSX of a view: a cover, notes, the table behind the chart, and every value with its source."""

from __future__ import annotations

from datetime import date

from dxkpi.domain.views.text.description import Description
from dxkpi.exports.accessible_workbook import NO_TEXT, NOT_KNOWN, AccessibleWorkbook, TableSheet
from dxkpi.exports.long_rows import ExportedCell, long_rows, table_rows
from dxkpi.exports.options import STANDARD, ExportOptions
from dxkpi.locale import N_

SIGNS = N_("{not_known}: no figure is known, or it may not be shown; {no_text}: no text.")
ONE_TABLE = N_("This sheet has one table.")
MARKS = frozenset({"stated", "small", "suppressed", "provisional", "simulated"})
COLUMNS = {
    "indicator": N_("Indicator (code)"),
    "measure": N_("Measure (code)"),
    "locality": N_("Locality (code and first day)"),
    "locality_name": N_("Locality"),
    "period": N_("Period (code)"),
    "basis": N_("Basis of the period"),
    "value": N_("Value"),
    "unit": N_("Unit (code)"),
    "numerator": N_("Numerator"),
    "denominator": N_("Denominator"),
    "stated": N_("Stated by the source"),
    "small": N_("Over few cases"),
    "suppressed": N_("Not shown"),
    "provisional": N_("Provisional"),
    "simulated": N_("Simulated"),
    "reporting": N_("Localities reporting"),
    "expected": N_("Localities expected"),
    "note": N_("Note"),
    "source": N_("Source"),
    "effect": N_("Effect (code)"),
    "low": N_("95% from"),
    "high": N_("95% to"),
    "verdict": N_("vs. province rate (code)"),
    "rank": N_("Rank"),
    "rank_best": N_("Best rank possible"),
    "rank_worst": N_("Worst rank possible"),
    "baseline": N_("Baseline level"),
    "limit_low": N_("Lower limit"),
    "limit_high": N_("Upper limit"),
    "strict_low": N_("Lower strict limit"),
    "strict_high": N_("Upper strict limit"),
    "score": N_("Score"),
    "zone": N_("Zone (code)"),
}


def write(description: Description, options: ExportOptions = STANDARD) -> bytes:
    """A workbook of four sheets: cover, notes, table, all values."""
    title = description.title
    with AccessibleWorkbook(title, made_on=_made_on(description)) as book:
        about = description.say(N_("Sheets: cover, notes, the table behind the chart, all values with their sources."))
        book.cover(description.say(N_("Cover")), title, (description.subtitle, description.source_line, about))
        signs = description.say(SIGNS, not_known=NOT_KNOWN, no_text=NO_TEXT)
        notes = [*description.notes, signs]
        headings = (description.say(N_("Number")), description.say(N_("Note")))
        one = description.say(ONE_TABLE)
        book.table(
            TableSheet(
                description.say(N_("Notes")), description.say(N_("Notes")), one, headings, list(enumerate(notes, 1))
            )
        )
        for name, (columns, rows) in (
            (description.say(N_("Table")), table_rows(description)),
            (description.say(N_("All values")), _named(description)),
        ):
            book.table(
                TableSheet(name, title, f"{one} {description.subtitle}. {description.source_line}", columns, rows)
            )
    return book.content


def _named(description: Description) -> tuple[list[str], list[list[ExportedCell]]]:
    """All values under headings in the view's language, without empty columns."""
    headings, rows = long_rows(description)
    kept = [at for at, _ in enumerate(headings) if any(row[at] not in (None, "") for row in rows)]
    named = [description.say(COLUMNS[headings[at]]) if headings[at] in COLUMNS else headings[at] for at in kept]
    yes_or_no = {"yes": description.say(N_("yes")), "no": description.say(N_("no"))}
    return named, [[yes_or_no[row[at]] if headings[at] in MARKS else row[at] for at in kept] for row in rows]  # type: ignore[index]


def _made_on(description: Description) -> date:
    """The day of the newest figure, so that the file is the same whenever it is written."""
    days = {source.received for value in description.view.values for source in value.sources} - {date.min}
    return max(days, default=description.view.period.last)
