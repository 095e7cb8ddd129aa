"""The second sheet of a template: how to fill it in, and what each column means."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from dxkpi.domain.model.measure import Measure, MeasureKind
from dxkpi.domain.model.rules import Rules
from dxkpi.intake.layouts.shared.official_columns import OFFICIAL_COLUMNS
from dxkpi.locale import N_, Language, translate

SENTENCES = (
    N_("One row per locality. Fill in the white cells with whole numbers; leave a cell empty if there is no figure."),
    N_("Write 0 only if there were none: an empty cell and 0 are not the same."),
    N_(
        "Coloured cells do not add up; the column “Check” says by how much. Correct them, or write the reason"
        " when you submit."
    ),
    N_("What you write under “Note” is kept with the figures of the row."),
    N_("Grey columns on the right, if any, show the previous period. They are not read."),
    N_("Rows may be deleted or reordered. Do not change the codes, the headings or the period."),
    N_("Then save the file as XLSX and submit it."),
)
COUNTED = {
    MeasureKind.FLOW: N_("Everything counted during the period"),
    MeasureKind.OPENING_STOCK: N_("The number on the first day of the period"),
    MeasureKind.CLOSING_STOCK: N_("The number on the last day of the period"),
    MeasureKind.REPORTED_SHARE: N_("A share as the source states it"),
}
COLUMNS = (
    (N_("Column"), 9),
    (N_("What it means"), 46),
    (N_("Counted in"), 16),
    (N_("How it is counted"), 40),
    (N_("Column of form II.06a"), 14),
    (N_("Adds up"), 80),
)


def write_guide(
    page: Worksheet,
    measures: Sequence[Measure],
    rules: Rules,
    letters: Mapping[str, str],
    language: Language,
    formats: Mapping[str, Format],
) -> None:
    """Fill the sheet. `letters`: the column of each measure in the sheet of figures."""
    page.write_string(0, 0, translate(N_("How to fill in"), language), formats["title"])
    for row, sentence in enumerate(SENTENCES, start=1):
        page.write_string(row, 0, f"{row}. {translate(sentence, language)}", formats["plain"])
    head = len(SENTENCES) + 2
    for column, (heading, width) in enumerate(COLUMNS):
        page.set_column(column, column, width)
        page.write_string(head, column, translate(heading, language), formats["heading"])
    numbers = {code: f"({number})" for number, code in OFFICIAL_COLUMNS.items()}
    for row, measure in enumerate(measures, start=head + 1):
        texts = (
            letters[measure.code],
            measure.names.text(language),
            measure.unit.text(language),
            translate(COUNTED[measure.kind], language),
            numbers.get(measure.code, ""),
            "; ".join(_sums(measure, measures, rules, language)),
        )
        for column, text in enumerate(texts):
            page.write_string(row, column, text, formats["name"])
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(head)
    page.protect("", {"format_columns": True, "format_rows": True})


def _sums(measure: Measure, measures: Sequence[Measure], rules: Rules, language: Language) -> list[str]:
    """The sums that give a measure, in words, if all their parts are columns."""
    names = {column_measure.code: column_measure.names.text(language) for column_measure in measures}
    return [
        " + ".join(names[code] for code in rule.parts)
        for rule in rules.identities
        if rule.whole == (measure.code,) and all(code in names for code in rule.parts)
    ]
