"""Whatever reads text from outside takes time in proportion to its length.

The processor time of an input is compared with that of one a tenth as long: a linear answer takes ten times as long, a
quadratic one a hundred times. No time is asserted by itself, and short times are not compared.
"""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Callable

import pytest

from dxkpi.intake import read_upload
from dxkpi.intake.files import number_formats, read_sheets, zip_package
from dxkpi.intake.files.clean_text import clean, decoded_again, directions_in
from dxkpi.intake.files.html_tables import read_html
from dxkpi.intake.files.html_tokens import html_tokens
from dxkpi.intake.files.sheet import Unreadable
from dxkpi.intake.files.xlsx import hidden_and_merged, xlsx_cells
from dxkpi.intake.layouts.form_ii06a import reporter
from dxkpi.intake.layouts.form_ii06a.header import HeaderLine
from dxkpi.intake.layouts.wide_periods.measure import _in_title
from dxkpi.intake.parsing import narrowing, numbers, periods, units, vocabulary
from dxkpi.intake.problems import ProblemCode
from dxkpi.locale import Language

from .uploads import as_csv, as_xlsx, context

SIZES = (1_000, 10_000, 100_000, 1_000_000)
# Shorter times, in seconds, say nothing: the clock and the memory decide.
SHORT = 0.005
RATIO = 40

Reader = Callable[[str], object]


def repeated(piece: str) -> Callable[[int], str]:
    """A text of a length that repeats a piece."""
    return lambda length: piece * (length // len(piece))


def around(start: str, piece: str, end: str = "") -> Callable[[int], str]:
    """The same with a beginning and an end."""
    return lambda length: start + piece * (length // len(piece)) + end


def tolerant(read: Reader) -> Reader:
    """A reader whose refusals do not matter here."""

    def tolerated(text: str) -> object:
        try:
            return read(text)
        except (Unreadable, numbers.NotANumber):
            return None

    return tolerated


def as_bytes(read: Callable[[bytes], object]) -> Reader:
    """A reader of bytes as one of text."""
    return lambda text: read(text.encode())


def by_role(text: str) -> object:
    """The roles of the lines of a header."""
    return reporter._by_role([HeaderLine(1, 0, text)])


CASES: dict[str, tuple[Reader, Callable[[int], str]]] = {
    "comments before a page": (read_sheets.is_page, repeated("<!---->")),
    "spaces before a page": (read_sheets.is_page, around("", " ", "x")),
    "comments and spaces before a page": (read_sheets.is_page, repeated("<!----> ")),
    "declarations before a page": (read_sheets.is_page, repeated("<?xml ?>")),
    "spaces in a formula": (
        as_bytes(lambda xml: xlsx_cells._FORMULA_WITHOUT_VALUE.search(xml)), around("<f>1</f>", " ", "x")
    ),
    "spaces in a value": (
        as_bytes(lambda xml: xlsx_cells._FORMULA_WITHOUT_VALUE.search(xml)), around("<f/><v>", " ", "x")
    ),
    "formulas that do not end": (
        as_bytes(lambda xml: xlsx_cells._FORMULA_WITHOUT_VALUE.search(xml)), repeated("<f ")
    ),
    "a long name of an attribute": (
        as_bytes(lambda xml: xlsx_cells._NAME_AND_VALUE.findall(xml)), repeated("a")
    ),
    "a tag of spaces": (as_bytes(lambda xml: xlsx_cells._TAG.sub(b"", xml)), around("<c", " ", "x")),
    "a tag of attributes": (as_bytes(lambda xml: xlsx_cells._TAG.sub(b"", xml)), around("<c", ' a="1"', "x")),
    "merged cells": (
        as_bytes(hidden_and_merged.read_hidden_and_merged), repeated('<mergeCell a="b')
    ),
    "hidden rows": (as_bytes(hidden_and_merged.read_hidden_and_merged), repeated("<row hidden ")),
    "a count with spaces": (tolerant(numbers.read_count), around("1", " ", "x")),
    "a count of digits": (tolerant(numbers.read_count), repeated("1")),
    "a share of digits": (tolerant(numbers.read_share), repeated("1,")),
    "nothing": (numbers.is_nothing, repeated(" ")),
    "a place and day": (by_role, repeated("ngày tháng ")),
    "a foot": (vocabulary.is_foot, repeated("ngay thang ")),
    "brackets in brackets": (vocabulary._without_brackets, around("", "(", ")" * 500_000)),
    "brackets without a partner": (vocabulary._without_brackets, repeated("(")),
    "an ordinal": (vocabulary.split_ordinal, repeated("1.")),
    "a total": (vocabulary.is_total, repeated("cộng ")),
    "a footnote mark": (vocabulary.without_footnote_mark, repeated("(1)")),
    "a literal of a format": (number_formats.is_percent, repeated('"[')),
    "sections of a format": (number_formats.may_mislead, repeated('0;"')),
    "days in a text": (periods.days_in, repeated("ngày 1/1 ")),
    "periods in a text": (lambda text: periods.named_in(text, periods.Cutoff.DECREE09), repeated("quý i tháng ")),
    "words of a title": (lambda text: _in_title(text, context().measure_named), repeated("bảng ")),
    "a unit": (units.multiplier_in, repeated("đơn vị tính: ")),
    "a part": (narrowing.narrows_after_name, around("(", "iv ", "!")),
    "invisible characters": (clean, repeated("\u200b\x0b")),
    "text encoded twice": (decoded_again, repeated("Ã¡")),
    "marks of direction": (directions_in, repeated("\u202e")),
    "tags that do not end": (lambda text: list(html_tokens(text)), repeated("<")),
    "attributes": (lambda text: list(html_tokens(text)), around("<a", " x", "")),
    "comments that do not end": (lambda text: list(html_tokens(text)), repeated("<!--")),
    "scripts that do not end": (lambda text: list(html_tokens(text)), repeated("<script>")),
    "cells in cells": (tolerant(read_html), repeated("<table><td><span>")),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_time_grows_with_the_length_of_the_text(name: str) -> None:
    """Ten times the text takes some ten times as long, up to a million characters."""
    read, text_of = CASES[name]
    before = 0.0
    for size in SIZES:
        text = text_of(size)
        start = time.process_time()
        read(text)
        taken = time.process_time() - start
        assert taken < RATIO * max(before, SHORT), size
        before = taken


def test_an_entry_larger_than_its_directory_says_is_not_inflated() -> None:
    """A zip entry of 50 MB whose directory says one byte is refused after that byte."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a", b" " * 50_000_000)
    package = zip_package.opened(out.getvalue())
    package.entries["a"].file_size = 1
    with pytest.raises(Unreadable) as refusal:
        package.part("a")
    assert refusal.value.code is ProblemCode.UNREADABLE_FILE


def test_a_tree_of_very_many_elements_is_refused() -> None:
    """Each element of a tree takes hundreds of bytes, however few its own are."""
    with pytest.raises(Unreadable) as refusal:
        zip_package.tree(b"<a>" + b"<b/>" * (2 * zip_package.MAX_ELEMENTS) + b"</a>")
    assert refusal.value.code is ProblemCode.TOO_LARGE


def test_cells_merged_to_the_end_of_the_sheet_are_read() -> None:
    """The table is read, whatever is merged beside it."""
    content = as_xlsx([("locality", "period", "measure", "value"), ("480", "2022-Q3", "dossiers_resolved", 5)])
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = next(name for name in parts if name.startswith("xl/worksheets/"))
    merge = b'</sheetData><mergeCells count="1"><mergeCell ref="J1:XFD1048576"/></mergeCells>'
    parts[sheet] = parts[sheet].replace(b"</sheetData>", merge)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    assert len(read_upload("a.xlsx", out.getvalue(), context()).observations) == 1


def test_a_part_of_a_workbook_has_a_limit() -> None:
    """A sheet of a few hundred kilobytes that unpacks to more than any real one is refused before it is unpacked."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a", b" ")
    package = zip_package.opened(out.getvalue())
    package.entries["a"].file_size = zip_package.MAX_PART + 1
    with pytest.raises(Unreadable) as refusal:
        package.part("a")
    assert refusal.value.code is ProblemCode.TOO_LARGE


def test_a_cell_of_very_many_digits_is_no_number() -> None:
    """It is named, and quoted in a message only in part."""
    content = as_csv(
        [("locality", "period", "measure", "value"), ("480", "2022-Q3", "dossiers_resolved", "1" * 200_000)]
    )
    (problem,) = read_upload("a.csv", content, context()).problems
    assert (problem.code, problem.cell) == (ProblemCode.NOT_A_NUMBER, "D2")
    assert len(problem.message.text(Language.VI)) < 400
