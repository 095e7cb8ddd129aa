"""The dataset as a workbook: cover, notes, figures and the dictionary, one marked table per sheet."""

from __future__ import annotations

from collections.abc import Sequence

from dxkpi.domain.views.text.citation import PRODUCT, CitationLength, citation
from dxkpi.errors import WrongUsage
from dxkpi.exports.accessible_workbook import NO_TEXT, NOT_KNOWN, AccessibleWorkbook, TableSheet
from dxkpi.exports.as_xlsx import ONE_TABLE, SIGNS
from dxkpi.exports.dataset.content import DatasetContent
from dxkpi.exports.dataset.field import DatasetField
from dxkpi.exports.dataset.figures_csv import COLUMNS, rows
from dxkpi.exports.dataset.readme import readme
from dxkpi.exports.dataset.tables import tables
from dxkpi.locale import N_, Language, Message, say

# Takes about a minute and a gigabyte of memory. A sheet ends at 1,048,576 rows anyway.
MAX_FIGURES = 250_000
TOO_MANY = N_("{count} figures are too many for a workbook ({most} at most): download CSV or ZIP.")


def write(content: DatasetContent, language: Language) -> bytes:
    """The file. Raises `WrongUsage` above `MAX_FIGURES`."""
    if len(content.lines) > MAX_FIGURES:
        raise WrongUsage(what=Message(TOO_MANY, {"count": len(content.lines), "most": MAX_FIGURES}))
    title = f"{say(PRODUCT, language)}, {content.operator}"
    with AccessibleWorkbook(title, made_on=content.edition.day) as book:
        cited = [
            citation(
                content.cited,
                length,
                language,
                edition=content.edition,
                operator=content.operator,
                address=content.own_address,
            )
            for length in CitationLength
        ]
        book.cover(say(N_("Cover"), language), title, cited)
        vietnamese, english = readme(content).split("\n# ", 1)
        notes = [line for line in (vietnamese if language is Language.VI else english).split("\n\n") if line][1:]
        notes.append(say(SIGNS, language, not_known=NOT_KNOWN, no_text=NO_TEXT))
        name, one = say(N_("Notes"), language), say(ONE_TABLE, language)
        headings = say(N_("Number"), language), say(N_("Note"), language)
        book.table(TableSheet(name, name, one, headings, [(at, _one_line(note)) for at, note in enumerate(notes, 1)]))
        name = say(N_("Figures"), language)
        book.table(TableSheet(name, f"{name}. {title}", one, _labels(COLUMNS, language), rows(content)))
        for table in tables(content):
            name = table.names.text(language)
            book.table(TableSheet(name, name, one, _labels(table.fields, language), table.rows))
    return book.content


def _labels(fields: Sequence[DatasetField], language: Language) -> list[str]:
    return [field.names.text(language) for field in fields]


def _one_line(note: str) -> str:
    return " ".join(note.split())
