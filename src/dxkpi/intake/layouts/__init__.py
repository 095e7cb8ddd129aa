"""Sheets → figures and problems: one module or package per layout, and `LAYOUTS`, the list of them.

Layouts may use parsing and files and what they share below layouts/shared; they do not use checks or annotations,
and no layout imports another.
"""

from __future__ import annotations

from collections.abc import Mapping

from dxkpi.intake.layouts.form_ii06a import reader as form_ii06a
from dxkpi.intake.layouts.long_table import reader as long_table
from dxkpi.intake.layouts.shared.layout import Layout
from dxkpi.intake.layouts.template import reader as template
from dxkpi.intake.layouts.wide_periods import reader as wide_periods

__all__ = ["LAYOUTS", "Layout"]

LAYOUTS: Mapping[str, Layout] = {
    layout.name: layout
    for layout in (
        template.LAYOUT,
        form_ii06a.LAYOUT,
        wide_periods.LAYOUT,
        long_table.LAYOUT,
    )
}
"""Every upload layout by name, in the order in which they are tried: the most specific first."""
