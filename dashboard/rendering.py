"""HTML of the dashboard: templates of this folder filled with plain data, everything in them escaped."""

from __future__ import annotations

from collections.abc import Container, Sequence
from pathlib import Path
from typing import Any

from markupsafe import Markup

from dxkpi import templates
from dxkpi.templates import HtmlTable, Link, Row

TEMPLATES = Path(__file__).with_name("templates")
# A view stays the same object within a vintage, and so does the HTML made of it: about 10 kB each.
PARTS_CACHED = 2000


def render(template: str, **data: Any) -> Markup:
    """A template of the dashboard or of the package, filled with data."""
    return templates.render(template, folders=(TEMPLATES,), **data)


def titled_table(
    title: str, headings: Sequence[str], rows: Sequence[Row], *, numeric: Container[int] = (), kind: str = "dx-stacks"
) -> Markup:
    """A table under its title; on a phone it becomes a list of blocks unless `kind` says otherwise."""
    return render("titled_table.html", title=title, table=HtmlTable(headings, rows, numeric, title, kind))


def heading(text: str) -> Markup:
    """The heading of a part of a page."""
    return render("heading.html", text=text)


def small(text: str, *, is_status: bool = False) -> Markup:
    """A line of small print. `is_status`: screen readers read it out when it changes."""
    return render("small.html", text=text, is_status=is_status)


def notice(text: str, *, kind: str = "note", link: Link | None = None) -> Markup:
    """One sentence that must be seen, and a link behind it."""
    return render("notice.html", text=text, kind=kind, link=link)
