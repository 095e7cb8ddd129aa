"""HTML from Jinja2 templates: everything that is put into one is escaped, and a name it lacks is an error.

Templates that the package renders are in this folder; the dashboard adds its own folder to them. `table.html` is the
one template of tables.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dxkpi import locale

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Link:
    """A link: to a page of the dashboard in the same tab, to a file to download, or to another tab."""

    address: str
    text: str
    download: bool = False
    same_tab: bool = True


@dataclass(frozen=True)
class HtmlCell:
    """A cell of a table: its text or links, and its CSS class."""

    text: str = ""
    kind: str = ""
    links: tuple[Link, ...] = ()
    is_strong: bool = False


@dataclass(frozen=True)
class RowGroup:
    """A row of a table that names the rows below it."""

    title: str


Row = Sequence[str | HtmlCell] | RowGroup


@dataclass(frozen=True)
class HtmlTable:
    """A table; the first cell of each row is its heading.

    `numeric`: the columns that are aligned right. `label`: the name of a table that may be too wide for a phone, with
    which keys reach and scroll it. `kind`: further CSS classes of the frame around it.
    """

    headings: Sequence[str]
    rows: Sequence[Row]
    numeric: Container[int] = range(1, 99)
    label: str = ""
    kind: str = ""

    @property
    def stacks(self) -> bool:
        """Whether each row becomes a block on a phone, each cell next to its heading."""
        return "dx-stacks" in self.kind


@cache
def environment(*folders: Path) -> Environment:
    """The templates of these folders, then of this one."""
    # Only those who render pay for the import: commands that print tables need none of it.
    from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context

    def by_language(write: Callable[..., str]) -> Callable[..., str]:
        return pass_context(lambda context, *args, **named: write(*args, context["language"], **named))

    made = Environment(
        loader=FileSystemLoader([*folders, FOLDER]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.globals["_"] = by_language(locale.say)
    made.filters["number"] = by_language(locale.number)
    made.filters["count"] = by_language(locale.count)
    made.filters["percent"] = by_language(locale.percent)
    made.filters["day"] = locale.day
    return made


def render(template: str, *, folders: tuple[Path, ...] = (), **data: Any) -> Markup:
    """A template filled with data, `language` among it where the template has words or numbers of its own.

    Raises jinja2.UndefinedError when the template uses a name that `data` lacks.
    """
    from markupsafe import Markup

    return Markup(environment(*folders).get_template(template).render(**data).strip())
