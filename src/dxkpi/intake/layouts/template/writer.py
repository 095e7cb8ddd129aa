"""Writes the product's own workbook: made for a locality and a period, to be filled in and sent back."""

from __future__ import annotations

import io
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

import numpy as np
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from dxkpi.domain.model.measure import Measure
from dxkpi.domain.model.period import Basis, Period, label, notation
from dxkpi.intake.cell_names import column_letters
from dxkpi.intake.layouts.template import shape
from dxkpi.intake.layouts.template.formulas import differences, is_broken, rules_between
from dxkpi.intake.layouts.template.guide import write_guide
from dxkpi.intake.layouts.template.shape import TemplateRequest
from dxkpi.locale import N_, Language, say, translate

TITLE_ROW, LOCALITY_ROW, PERIOD_ROW, HINT_ROW, MARK_ROW, BLOCKS_ROW, HEADINGS_ROW, UNITS_ROW, CODES_ROW = range(9)
FIRST_ROW = CODES_ROW + 1
KEY_COLUMN, NAME_COLUMN, FIRST_COLUMN = range(3)
WIDTHS = {shape.KEY: 17, shape.NAME: 26, shape.CHECK: 28, shape.NOTE: 32}
FIGURE_WIDTH, GAP_WIDTH = 13, 3
# As many columns of figures as one A4 page across shows in letters that can be read.
FIGURES_A_PAGE = 9
INK, GREY, ACCENT = "#1B1F24", "#6B7280", "#12436D"
LINE, HEAD, SHADE, ALARM = "#9AA3AD", "#E8EDF2", "#F4F5F6", "#FDE3B8"
BASE = {"font_name": "Times New Roman", "font_size": 11, "font_color": INK, "valign": "vcenter"}
GRID = {"border": 1, "border_color": LINE}
FORMATS: Mapping[str, Mapping[str, object]] = {
    "title": {"bold": True, "font_size": 14, "font_color": ACCENT},
    "label": {"bold": True},
    "plain": {},
    "small": {"font_size": 9, "font_color": GREY},
    "block": {"bold": True, "font_color": ACCENT, "bottom": 2, "bottom_color": ACCENT},
    "heading": {"bold": True, "text_wrap": True, "align": "center", "bg_color": HEAD, **GRID},
    "unit": {"italic": True, "font_size": 10, "align": "center", "bg_color": HEAD, **GRID},
    "code": {"font_size": 8, "font_color": GREY, "align": "center", "shrink": True, "bg_color": HEAD, **GRID},
    "key": {"font_size": 9, "font_color": GREY, "bg_color": SHADE, **GRID},
    "name": {"text_wrap": True, "bg_color": SHADE, **GRID},
    "input": {"num_format": "#,##0", "locked": False, **GRID},
    "note": {"locked": False, "text_wrap": True, **GRID},
    "check": {"text_wrap": True, "font_size": 10, "bg_color": SHADE, **GRID},
    "before": {"num_format": "#,##0", "italic": True, "font_color": GREY, "bg_color": SHADE, **GRID},
    "before_heading": {"italic": True, "font_size": 10, "font_color": GREY, "text_wrap": True, "align": "center",
                       "bg_color": SHADE, **GRID},
    "alarm": {"bg_color": ALARM},
}  # fmt: skip


def write_template(blank: TemplateRequest, language: Language, *, by: str = "", made: datetime) -> bytes:
    """The workbook as XLSX. `made`: the time it says it was made at; the same blank and time give the same bytes."""
    out = io.BytesIO()
    with Workbook(out, {"in_memory": True}) as book:
        page = book.add_worksheet(translate(N_("Figures"), language))
        formats = {name: book.add_format({**BASE, **look}) for name, look in FORMATS.items()}
        formats["alarm"] = book.add_format(dict(FORMATS["alarm"]))
        writer = _Writer(blank, language, page, formats)
        writer.write()
        guide = book.add_worksheet(translate(N_("How to fill in"), language))
        write_guide(guide, blank.measures, blank.rules, writer.letters, language, formats)
        book.set_custom_property(shape.MARK, shape.mark_for(blank.locality, blank.period, blank.cutoff), "text")
        book.set_properties({"title": writer.title, "author": by, "created": made})
    return out.getvalue()


def days_of(period: Period, language: Language) -> str:
    """From which day to which, and whether counted in the period or from the year's start."""
    counted = {
        Basis.PERIOD: N_("counted in the period"),
        Basis.CUMULATIVE: N_("cumulative over these days"),
    }
    days = say(N_("from {first} to {last}"), language, first=period.first, last=period.last)
    return f"{days}, {translate(counted[period.basis], language)}"


@dataclass(frozen=True, eq=False)
class _Writer:
    """The sheet that is filled in."""

    blank: TemplateRequest
    language: Language
    page: Worksheet
    formats: Mapping[str, Format]

    def write(self) -> None:
        self._write_top()
        self._write_headings()
        self._write_units()
        self._write_before()
        self._validate()
        self._colour()
        self._set_page()

    @property
    def title(self) -> str:
        return self._say(N_("FIGURES OF DIGITAL TRANSFORMATION"))

    @property
    def check_column(self) -> int:
        return FIRST_COLUMN + len(self.blank.measures)

    @property
    def before_column(self) -> int:
        return self.check_column + 3

    @property
    def last_row(self) -> int:
        return FIRST_ROW + max(len(self.blank.units), 1) - 1

    @cached_property
    def letters(self) -> dict[str, str]:
        """The column of each measure."""
        return {measure.code: column_letters(FIRST_COLUMN + place) for place, measure in enumerate(self.blank.measures)}

    @property
    def shows_before(self) -> bool:
        before = self.blank.before
        return before is not None and self.blank.before_period is not None and not np.isnan(before).all()

    def _write_top(self) -> None:
        blank = self.blank
        words = f"{label(blank.period, blank.cutoff, self.language)}: {days_of(blank.period, self.language)}"
        facts = (
            (LOCALITY_ROW, shape.LOCALITY, blank.locality.key, blank.locality.name),
            (PERIOD_ROW, shape.PERIOD, notation(blank.period, blank.cutoff), words),
        )
        self._put(TITLE_ROW, KEY_COLUMN, self.title, "title")
        for row, name, code, text in facts:
            self._put(row, KEY_COLUMN, self._say(name), "label")
            self._put(row, NAME_COLUMN, code, "small")
            self._put(row, FIRST_COLUMN, text, "label")
        hint = N_(
            "Fill in the white cells with whole numbers. An empty cell means no figure; 0 is a figure. See the "
            "next sheet."
        )
        self._put(HINT_ROW, KEY_COLUMN, self._say(hint), "plain")
        self._put(MARK_ROW, KEY_COLUMN, shape.MARK, "small")
        self._put(MARK_ROW, NAME_COLUMN, shape.mark_for(blank.locality, blank.period, blank.cutoff), "small")

    def _write_headings(self) -> None:
        measures, check = self.blank.measures, self.check_column
        columns = {shape.KEY: KEY_COLUMN, shape.NAME: NAME_COLUMN, shape.CHECK: check, shape.NOTE: check + 1}
        for role, column in columns.items():
            self._put(HEADINGS_ROW, column, self._say(shape.HEADINGS[role]), "heading")
            self._put(UNITS_ROW, column, self._say(shape.UNIT) if role == shape.NAME else "", "unit")
            self._put(CODES_ROW, column, role, "code")
            self.page.set_column(column, column, WIDTHS[role])
        for place, measure in enumerate(measures):
            self._head(FIRST_COLUMN + place, measure.names.text(self.language), measure, measure.code, "heading")

    def _head(self, column: int, text: str, measure: Measure, code: str, look: str) -> None:
        self._put(HEADINGS_ROW, column, text, look)
        self._put(UNITS_ROW, column, measure.unit.text(self.language), "unit")
        self._put(CODES_ROW, column, code, "code")
        self.page.set_column(column, column, FIGURE_WIDTH)

    def _write_units(self) -> None:
        for row, unit in enumerate(self.blank.units, start=FIRST_ROW):
            self._put(row, KEY_COLUMN, unit.key, "key")
            self._put(row, NAME_COLUMN, unit.name, "name")
            for column in range(FIRST_COLUMN, self.check_column):
                self.page.write_blank(row, column, None, self.formats["input"])
            formula = differences(self.blank.rules, self.letters, row + 1, self.language)
            if formula:
                self.page.write_formula(row, self.check_column, formula, self.formats["check"], "")
            else:
                self.page.write_blank(row, self.check_column, None, self.formats["check"])
            self.page.write_blank(row, self.check_column + 1, None, self.formats["note"])

    def _write_before(self) -> None:
        """The figures of the period before, in grey, to the right of everything that is filled in."""
        before, period = self.blank.before, self.blank.before_period
        if before is None or period is None or not self.shows_before:
            return
        self.page.set_column(self.before_column - 1, self.before_column - 1, GAP_WIDTH)
        text = say(
            N_("Previous period, {period}: for reference only, not read"),
            self.language,
            period=label(period, self.blank.cutoff, self.language),
        )
        self._put(BLOCKS_ROW, self.before_column, text, "block")
        for place, measure in enumerate(self.blank.measures):
            column = self.before_column + place
            text = say(shape.EARLIER_HEADING, self.language, measure=measure.names)
            self._head(column, text, measure, shape.EARLIER, "before_heading")
            for row, value in enumerate(before[:, place], start=FIRST_ROW):
                if np.isnan(value):
                    self.page.write_blank(row, column, None, self.formats["before"])
                else:
                    self.page.write_number(row, column, float(value), self.formats["before"])

    def _validate(self) -> None:
        for place, measure in enumerate(self.blank.measures):
            text = say(
                N_("{measure} ({unit}). Leave the cell empty if there is no figure."),
                self.language,
                measure=measure.names,
                unit=measure.unit,
            )
            rule = {
                "validate": "integer", "criteria": ">=", "value": 0, "ignore_blank": True, "error_type": "stop",
                "input_title": self._say(N_("Whole number, 0 or more")), "input_message": text,
                "error_title": self._say(N_("Not a whole number")),
                "error_message": self._say(N_("Type a whole number, 0 or more, or leave the cell empty.")),
            }  # fmt: skip
            column = FIRST_COLUMN + place
            self.page.data_validation(FIRST_ROW, column, self.last_row, column, rule)

    def _colour(self) -> None:
        """Cells whose sums do not close, and what says so, in colour."""
        first, last = FIRST_ROW + 1, self.last_row + 1
        for rule in rules_between(self.blank.rules, self.letters):
            ranges = [f"{self.letters[code]}{first}:{self.letters[code]}{last}" for code in rule.measures]
            self._colour_where(is_broken(rule, self.letters, first), ranges)
        check = column_letters(self.check_column)
        self._colour_where(f"LEN(${check}{first})>0", [f"{check}{first}:{check}{last}"])

    def _colour_where(self, condition: str, ranges: Sequence[str]) -> None:
        look = {"type": "formula", "criteria": f"={condition}", "format": self.formats["alarm"]}
        self.page.conditional_format(ranges[0], look | {"multi_range": " ".join(ranges)})

    def _set_page(self) -> None:
        page, across = self.page, math.ceil(len(self.blank.measures) / FIGURES_A_PAGE)
        page.set_row(TITLE_ROW, 22)
        page.set_row(MARK_ROW, None, None, {"hidden": True})
        page.set_row(HEADINGS_ROW, 66)
        page.set_row(CODES_ROW, 11)
        page.freeze_panes(FIRST_ROW, FIRST_COLUMN)
        page.set_landscape()
        page.set_paper(9)
        page.set_margins(left=0.5, right=0.4, top=0.6, bottom=0.6)
        page.repeat_rows(HEADINGS_ROW, CODES_ROW)
        page.repeat_columns(KEY_COLUMN, NAME_COLUMN)
        page.print_area(0, 0, self.last_row, self.check_column + 1)
        page.fit_to_pages(max(across, 1), 0)
        page.set_footer(f"&L{self.blank.locality.name}&R&P/&N")
        page.protect(
            "", {"format_columns": True, "format_rows": True, "insert_rows": True, "delete_rows": True, "sort": True}
        )

    def _put(self, row: int, column: int, text: str, look: str) -> None:
        self.page.write_string(row, column, text, self.formats[look])

    def _say(self, message: str) -> str:
        return translate(message, self.language)
