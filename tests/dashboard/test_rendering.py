"""Templates: what they are given is text, what they lack is an error, and they speak both languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from jinja2 import UndefinedError
from markupsafe import Markup

from dxkpi import templates
from dxkpi.locale import Language
from dxkpi.templates import HtmlCell, HtmlTable, Link, RowGroup, render

ROOT = Path(__file__).parents[2]
DASHBOARD = ROOT / "dashboard"
FOLDERS = (DASHBOARD / "templates", Path(templates.__file__).parent)
HOSTILE = "<script>alert('x')</script>\"&"
ESCAPED = "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&#34;&amp;"
# Where HTML is made without a template, and of what.
MADE_HTML = {
    "src/dxkpi/templates/__init__.py": "what a template gave",
    "src/dxkpi/web/auth/sign_in_pages.py": "our own style sheet",
    "src/dxkpi/exports/as_html.py": "our own style sheet; a drawing as JSON in which no < is left",
    "dashboard/read/overview_cards.py": "the drawing of a sparkline, numbers only",
    "dashboard/manage/audit_log.py": "nothing",
}


@pytest.fixture(autouse=True)
def dashboard_path(monkeypatch: pytest.MonkeyPatch) -> None:
    """Modules of the dashboard are found as Streamlit finds them."""
    monkeypatch.syspath_prepend(str(DASHBOARD))


def every_template() -> Iterator[Path]:
    """The templates of the dashboard and of the package."""
    for folder in FOLDERS:
        yield from sorted(folder.rglob("*.html"))


def draw(table: HtmlTable) -> Markup:
    """A table with its frame."""
    return templates.environment().from_string(
        '{% from "table.html" import table as draw %}{{ draw(table) }}'
    ).render(table=table)  # fmt: skip


def test_a_table_escapes_every_text() -> None:
    """Headings, cells, links, groups and the label are text."""
    link = Link(f"?a={HOSTILE}", HOSTILE)
    rows = [(HOSTILE, HOSTILE), (HtmlCell(HOSTILE, is_strong=True), HtmlCell(links=(link,))), RowGroup(HOSTILE)]
    html = draw(HtmlTable([HOSTILE, HOSTILE], rows, label=HOSTILE, kind="dx-stacks"))
    assert "<script" not in html
    # Two headings, the label, two cells, a cell and a link with its address, the group, and two headings repeated.
    assert html.count(ESCAPED) == 2 + 1 + 2 + 3 + 1 + 2


def test_a_table_has_the_structure_that_styles_and_readers_expect() -> None:
    """A heading for each column, the first cell of a row as its heading, numbers marked, groups across all columns."""
    table = HtmlTable(["Nơi", "Số"], [("Huế", "5"), RowGroup("Cũ"), ("A", HtmlCell("–", "dx-none"))], label="Bảng")
    assert re.sub(r"\s*\n\s*", "", draw(table)) == (
        '<div class="dx-scroll" tabindex="0" role="region" aria-label="Bảng"><table><thead><tr>'
        '<th scope="col">Nơi</th><th scope="col" class="num">Số</th></tr></thead><tbody>'
        '<tr><th scope="row">Huế</th><td class="num">5</td></tr>'
        '<tr><th colspan="2" scope="colgroup"><span>Cũ</span></th></tr>'
        '<tr><th scope="row">A</th><td class="dx-none">–</td></tr></tbody></table></div>'
    )


def test_a_table_that_stacks_repeats_the_headings() -> None:
    """On a phone each cell is next to its heading."""
    html = draw(HtmlTable(["Nơi", "Số"], [("Huế", "5")], kind="dx-stacks"))
    assert '<div class="dx-scroll dx-stacks">' in html
    assert '<td class="num" data-label="Số">5</td>' in html


def test_a_notice_escapes_its_text_and_its_link() -> None:
    """A sentence and a link of hostile text stay text."""
    import rendering

    html = rendering.notice(HOSTILE, link=Link("?x=1&y=2", HOSTILE))
    assert html.count(ESCAPED) == 2
    assert 'href="?x=1&amp;y=2"' in html
    assert html.startswith('<p class="dx-notice dx-note" role="status">')


@pytest.mark.parametrize("language, text, number", [(Language.VI, "Sao chép", "1.234"), (Language.EN, "Copy", "1,234")])
def test_templates_speak_the_language_they_are_given(language: Language, text: str, number: str) -> None:
    """Fixed words and numbers of a template follow the language."""
    import rendering

    html = rendering.render("first_password.html", language=language, title="t", password="p", text="t")
    assert f">{text}</button>" in html
    assert f"<dd>{number}</dd>" in rendering.render("counts.html", language=language, counts=[("n", 1234)])


def test_a_template_refuses_to_leave_out_what_it_lacks() -> None:
    """A name that is not given is an error, not an empty place."""
    with pytest.raises(UndefinedError):
        render("sign_in/refusal.html", language=Language.VI)


@pytest.mark.parametrize("path", every_template(), ids=lambda path: path.name)
def test_no_template_trusts_what_it_is_given(path: Path) -> None:
    """No template turns escaping off."""
    assert not re.search(r"\|\s*safe|autoescape", path.read_text(encoding="utf-8"))


def test_html_is_made_by_templates_alone() -> None:
    """No Python string contains a tag, and text becomes HTML only where it is listed with a reason."""
    tags = re.compile(r"</?(a|p|b|div|table|t[dhr]|ul|li|section|details|span|h[1-6])\b[^>]*>")
    makes = re.compile(r"\bMarkup\(")
    package = ROOT / "src" / "dxkpi"
    paths = [*DASHBOARD.rglob("*.py"), *(package / "web" / "auth").glob("*.py"), package / "exports" / "as_html.py"]
    sources = {path: path.read_text(encoding="utf-8") for path in (*paths, Path(templates.__file__))}
    assert [str(path.relative_to(ROOT)) for path, text in sources.items() if "import escape" in text] == []
    offenders = {str(path.relative_to(ROOT)) for path, text in sources.items() if makes.search(text)}
    assert offenders == set(MADE_HTML)
    dashboard = {path.name for path, text in sources.items() if DASHBOARD in path.parents and tags.search(text)}
    assert dashboard == set()
