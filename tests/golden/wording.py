"""The data of an answer: what remains of a file once its wording, which may be edited at any time, is removed.

- JSON: all keys and values, numbers with every digit, in their order. Removed: `title`, `title_en`, `subtitle`,
  `notes`, `message`, `description` and `created` at any depth; the `source` sentence of a chart (not the `source` of a
  row, which names a publication); the name of what is left of a whole, which is no locality. A `note` is reduced to
  whether there is one.
- Plots, from the embed page: all keys and values of both figures, light and dark. Of a label, a tick or a hover text
  only the lines that are a locality's name or have no letters, such as `94.1%`, are kept.
- Tables with codes as headings: headings and cells. A `note` is reduced to whether there is one; the data package also
  loses the names and definitions of measures and indicators, and the day on which figures were received.
- Tables with words as headings: the number of columns; each cell if it is a locality's name, a code or has no letters;
  of `1,384 of 1,474` the numbers; instead of any other text a number that replaces it in this table, so that a row
  cannot pass from one judgement to another. Lines of one cell, which introduce and explain the table, are removed.
- Forms to fill in: each cell if it is a locality's name, a code or has no letters.
- Pages: names, addresses, kinds and sizes of the link preview.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from html import unescape
from typing import Any

from python_calamine import CalamineWorkbook

REMOVED = frozenset({"title", "title_en", "subtitle", "notes", "message", "description", "created"})
LABELS = frozenset({"text", "hovertext", "hovertemplate", "texttemplate", "ticktext", "name"})
PREVIEW_WORDS = frozenset({"og:title", "og:description", "og:image:alt", "description"})
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
CODE = re.compile(r"[A-Za-z0-9_@.;:-]*[0-9_][A-Za-z0-9_@.;:-]*")
MONTH = re.compile(r"\d{1,2}/\d{4}")  # the name of a period in English
BEGINS_WITH_NUMBER = re.compile(r"[\d–]")
FIGURE = re.compile(r'<script type="application/json"[^>]*>(.*?)</script>', re.DOTALL)
LINK = re.compile(r'<link rel="canonical" href="([^"]+)"')
META = re.compile(r'<meta (?:property|name)="([^"]+)" content="([^"]*)">')

SHEETS_OF_WORDS = 2  # cover and notes, the first sheets of every workbook

Names = Collection[str]
Rows = Iterable[Sequence[object]]


def json_data(content: str | bytes) -> str:
    """The data of a JSON document."""
    return written(_without_words(parsed(content)))


def parsed(content: str | bytes) -> Any:
    """A JSON document whose numbers are texts, so that every digit counts."""
    return json.loads(content, parse_float="#{}".format, parse_int="#{}".format)


def written(document: Any) -> str:
    """A document as text, a line for each row."""
    return json.dumps(document, ensure_ascii=False).replace("}, {", "},\n{")


def _without_words(node: Any, *, whole: bool = True) -> Any:
    if isinstance(node, list):
        return [_without_words(item, whole=False) for item in node]
    if not isinstance(node, dict):
        return node
    kept = {key: _without_words(value, whole=False) for key, value in node.items() if key not in REMOVED}
    if "note" in kept:
        kept["note"] = bool(kept["note"])
    if not _is_locality(kept.get("locality")):
        kept.pop("locality_name", None)
    if whole and "rows" in kept:
        kept.pop("source", None)
    return kept


def plot_data(node: Any, names: Names, *, is_label: bool = False) -> Any:
    """The data of a Plotly figure."""
    match node:
        case dict():
            return {key: plot_data(value, names, is_label=key in LABELS) for key, value in node.items()}
        case list():
            return [plot_data(item, names, is_label=is_label) for item in node]
        case str() if is_label:
            return _label_data(node, names)
    return node


def _label_data(text: str, names: Names) -> list[str]:
    lines = unescape(re.sub(r"<(?!br>)[^>]*>", "", text)).split("<br>")
    return [line for line in lines if line in names or _is_plain(line)]


def embed_data(page: str, names: Names) -> str:
    """The data of an embed page: the address of its chart, its table, its figures."""
    rows = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row) for row in re.findall(r"<tr>(.*?)</tr>", page)]
    table = table_data(([unescape(cell) for cell in row] for row in rows), names)
    figures = [written(plot_data(parsed(figure), names)) for figure in FIGURE.findall(page)]
    return "\n".join([*map(unescape, LINK.findall(page)), table, *figures])


def preview_data(page: str) -> str:
    """The link preview of a page: each name, and its content unless it is a sentence."""
    lines = [f"{name} {'' if name in PREVIEW_WORDS else unescape(content)}" for name, content in META.findall(page)]
    return "\n".join(lines)


def table_data(rows: Rows, names: Names) -> str:
    """The data of a table with words as headings."""
    headings, *body = [row for row in rows if sum(cell != "" for cell in row) > 1]
    texts: dict[str, int] = {}

    def data(at: int, text: str) -> str:
        if _is_data(text, names):
            return text
        if at and BEGINS_WITH_NUMBER.match(text):
            return " ".join(NUMBER.findall(text))
        return f"text {texts.setdefault(text, len(texts) + 1)}"

    lines = ("\t".join(data(at, str(cell)) for at, cell in enumerate(row)) for row in body)
    return "\n".join([f"{len(headings)} columns", *lines, ""])


def form_data(rows: Rows, names: Names) -> str:
    """The data of a form to fill in: names, codes and numbers where they are."""
    return "\n".join("\t".join(str(cell) if _is_data(str(cell), names) else "" for cell in row) for row in rows)


def coded_table(rows: Rows) -> str:
    """The data of a table of values with codes as headings."""
    headings, *body = rows
    values = [dict(zip(headings, row, strict=True)) for row in body]
    for value in values:
        value["note"] = bool(value["note"])
        value["locality_name"] = value["locality_name"] if _is_locality(value["locality"]) else ""
    return as_one(columns_of([headings, *(list(value.values()) for value in values)]))


def columns_of(rows: Rows) -> dict[str, str]:
    """Each column of a table by its heading, as one text with a line for each row."""
    headings, *body = rows
    return {str(name): "\n".join(str(row[at]) for row in body) for at, name in enumerate(headings)}


def as_one(columns: Mapping[str, str]) -> str:
    """Columns by their headings as one text, one below the other."""
    return "\n".join(f"[{name}]\n{column}" for name, column in columns.items())


def workbook_data(content: bytes, names: Names) -> str:
    """The data of a chart's workbook: its two tables, without cover and notes."""
    return "\n\n".join(table_data(rows, names) for rows in read_sheets(content)[SHEETS_OF_WORDS:])


def read_csv(content: bytes) -> list[list[str]]:
    """The rows of a CSV file."""
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def read_sheets(content: bytes) -> list[list[list[Any]]]:
    """The rows of every sheet of a workbook, empty ones included."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return [book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names]


def _is_locality(key: object) -> bool:
    """Whether a locality is named by its code and first day, or is the remainder of a whole, named in words."""
    return "@" in str(key)


def _is_data(text: str, names: Names) -> bool:
    return text in names or CODE.fullmatch(text) is not None or _is_plain(text)


def _is_plain(text: str) -> bool:
    """Whether a text has numbers and signs only, and is not the name of a month."""
    return not any(map(str.isalpha, text)) and not MONTH.fullmatch(text)
