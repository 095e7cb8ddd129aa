"""The whole as a workbook: cover, notes, figures, localities, measures, indicators; one marked table a sheet."""

from __future__ import annotations

from collections.abc import Sequence

from dxkpi.domain.views.citation import PRODUCT, CitationLength, citation
from dxkpi.errors import WrongUsage
from dxkpi.exports.accessible_workbook import NO_TEXT, NOT_KNOWN, AccessibleWorkbook, TableSheet
from dxkpi.exports.as_xlsx import ONE_TABLE, SIGNS
from dxkpi.exports.dataset.content import DatasetContent
from dxkpi.exports.dataset.field import DatasetField
from dxkpi.exports.dataset.figures_csv import COLUMNS, rows
from dxkpi.exports.dataset.readme import readme
from dxkpi.exports.dataset.tables import tables
from dxkpi.locale import N_, Language, Message, say

# About a minute and a gigabyte; a sheet ends at 1,048,576 rows anyway.
FIGURES_AT_MOST = 250_000
TOO_MANY = N_("{count} figures are too many for a workbook ({most} at most): take CSV or ZIP.")


def write(whole: DatasetContent, language: Language) -> bytes:
    """The file. Raises `WrongUsage` where it is too much for a workbook."""
    if len(whole.lines) > FIGURES_AT_MOST:
        raise WrongUsage(what=Message(TOO_MANY, {"count": len(whole.lines), "most": FIGURES_AT_MOST}))
    title = f"{say(PRODUCT, language)}, {whole.operator}"
    with AccessibleWorkbook(title, made_on=whole.edition.day) as book:
        cited = [
            citation(
                whole.cited, length, language, edition=whole.edition, operator=whole.operator, address=whole.own_address
            )
            for length in CitationLength
        ]
        book.cover(say(N_("Cover"), language), title, cited)
        vietnamese, english = readme(whole).split("\n# ", 1)
        notes = [line for line in (vietnamese if language is Language.VI else english).split("\n\n") if line][1:]
        notes.append(say(SIGNS, language, not_known=NOT_KNOWN, no_text=NO_TEXT))
        name, one = say(N_("Notes"), language), say(ONE_TABLE, language)
        headings = say(N_("Number"), language), say(N_("Note"), language)
        book.table(TableSheet(name, name, one, headings, [(at, _flat(note)) for at, note in enumerate(notes, 1)]))
        name = say(N_("Figures"), language)
        book.table(TableSheet(name, f"{name}. {title}", one, _named(COLUMNS, language), rows(whole)))
        for table in tables(whole):
            name = table.names.text(language)
            book.table(TableSheet(name, name, one, _named(table.fields, language), table.rows))
    return book.content


def _named(fields: Sequence[DatasetField], language: Language) -> list[str]:
    return [each.names.text(language) for each in fields]


def _flat(note: str) -> str:
    return " ".join(note.split())
