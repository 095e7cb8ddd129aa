"""What the content component keeps, replaces, cancels and says, and what it does without the script of charts."""

from __future__ import annotations

import pytest
from tests.web.content.conftest import ADDRESS, WORDS, ContentPage, chart, part

from dxkpi.charts.browser import bundle

pytestmark = pytest.mark.browser

LAYOUT = {
    "height": 300,
    "margin": {"l": 8, "r": 8, "t": 8, "b": 8},
    "font": {"family": "Arial", "size": 13},
    "annotations": [],
    "xaxis": {"range": [-1, 3]},
    "yaxis": {"range": [0, 10]},
}
# Counts every node that is added below the component from now on, by the key of its chart, "" outside of charts.
COUNT = """() => {
  window.added = {};
  new MutationObserver((changes) => {
    for (const { addedNodes, target } of changes)
      for (const node of addedNodes) {
        const chart = target.closest?.(".dx-chart"), all = [...document.querySelectorAll(".dx-chart")];
        const key = chart ? all.indexOf(chart) : "";
        added[key] = (added[key] ?? 0) + 1;
      }
  }).observe(document.getElementById("place"), { childList: true, subtree: true });
}"""


def line(*values: float) -> dict[str, object]:
    """A figure of one line."""
    trace = {"type": "scatter", "mode": "lines+markers", "x": list(range(len(values))), "y": list(values)}
    return {"data": [trace], "layout": LAYOUT}


def test_what_did_not_change_keeps_its_nodes(content: ContentPage) -> None:
    """A changed part is replaced and nothing else; an unchanged chart gets no node, a changed one keeps its own."""
    folded = "<details><summary>Bảng</summary><div class='dx-scroll'>a</div></details>"
    content.show([part("a", "<p>1</p>"), part("foot", folded)], [chart("one", line(1, 2)), chart("two", line(3, 4))])
    page = content.page
    page.evaluate("document.querySelector('details').open = true; document.querySelectorAll('.dx-plot')[0].focus()")
    page.evaluate("window.before = [...document.querySelectorAll('.dx-plot, .dx-part, .main-svg')]")
    page.evaluate(COUNT)
    content.show([part("a", "<p>2</p>"), part("foot", folded)], [chart("one", line(1, 2)), chart("two", line(5, 6))])
    page.wait_for_function("document.querySelectorAll('.dx-plot')[1]._fullData[0].y[0] === 5")
    assert page.evaluate("added[0]") is None
    assert page.evaluate("added['']") == 1
    assert page.evaluate("before.every((node) => node.isConnected)")
    assert page.evaluate("document.querySelector('details').open")
    assert page.evaluate("document.activeElement === document.querySelectorAll('.dx-plot')[0]")
    content.show([part("a", "<p>2</p>")], [chart("two", line(5, 6))])
    assert page.locator(".dx-plot").count() == 1
    assert page.locator(".dx-part").count() == 1


def test_a_hundred_changes_leave_the_page_as_large_as_it_was(content: ContentPage) -> None:
    """Two charts that change in turn: as many nodes after a hundred changes as after two."""
    counts = []
    for number in range(100):
        content.show([part("a", f"<p>{number}</p>"), chart("one", line(1, number % 10, 3))])
        counts.append(content.page.evaluate("document.querySelectorAll('*').length"))
    assert max(counts[2:]) - min(counts[2:]) <= 0.1 * counts[2]


def test_a_change_cancels_what_is_not_drawn_yet(content: ContentPage) -> None:
    """Three messages at once: the last is drawn, with the charts that it has."""
    content.show([chart("one", line(1, 1))])
    page = content.page
    messages = [
        {
            "bundle": bundle().address,
            "finding": "",
            "pages": [],
            "rows": [[{"width": 1, "items": [chart("one", line(number, 1))]}]],
        }
        for number in (2, 3, 4)
    ]
    page.evaluate(
        """(messages) => {
          window.reacted = 0;
          const draw = Plotly.react;
          Plotly.react = (...all) => { window.reacted += 1; return draw(...all); };
          messages.forEach((message) => show(message));
        }""",
        messages,
    )
    page.wait_for_function("document.querySelector('.dx-plot')._fullData[0].y[0] === 4")
    assert page.evaluate("reacted") == 1


def test_a_screen_reader_hears_a_new_finding(content: ContentPage) -> None:
    """Not the first, which it reads with the page; each new one, once."""
    live = content.page.locator(".dx-live")
    content.show([part("a", "<p>x</p>")], finding="Tồn giảm")
    assert live.inner_text() == ""
    content.show([part("a", "<p>y</p>")], finding="Tồn tăng 183 hồ sơ")
    assert live.text_content() == "Tồn tăng 183 hồ sơ"
    assert live.get_attribute("role") == "status"


def test_without_the_script_the_reader_sees_the_table(content: ContentPage) -> None:
    """A sentence in place of the chart, and the table under it unfolded."""
    page = content.page
    page.evaluate("delete globalThis.dxkpi")
    page.route(f"{ADDRESS}embed/**", lambda route: route.abort())
    table = "<details><summary>Bảng</summary><table></table></details>"
    row = [{"width": 1, "items": [chart("one", line(1, 2)), part("foot", table)]}]
    page.evaluate("message => show(message)", {"bundle": bundle().address, "finding": "", "pages": [], "rows": [row]})
    page.wait_for_selector(".dx-chart .dx-notice")
    page.unroute(f"{ADDRESS}embed/**")
    assert page.locator(".dx-chart .dx-notice").inner_text() == WORDS["failed"]
    assert page.evaluate("document.querySelector('details').open")


def test_keys_move_from_point_to_point(content: ContentPage) -> None:
    """An arrow key shows the text of a point; Escape puts it away; the chart has its alternative text."""
    figure = line(1, 2, 3)
    figure["data"][0] |= {"hovertext": ["một", "hai", "ba"], "hoverinfo": "text"}  # type: ignore[index]
    content.show([chart("one", figure, alt="Ba điểm")])
    plot = content.page.locator(".dx-plot")
    assert plot.get_attribute("aria-label") == "Ba điểm"
    plot.focus()
    plot.press("ArrowRight")
    plot.press("ArrowRight")
    content.page.wait_for_function("document.querySelector('.hoverlayer')?.textContent.includes('hai')")
    plot.press("Escape")
    content.page.wait_for_function("!document.querySelector('.hoverlayer')?.textContent")


def test_a_chart_is_redrawn_at_the_width_of_paper(content: ContentPage) -> None:
    """While it is printed it is as wide as A4 allows, then as before."""
    content.show([chart("one", line(1, 2))])
    width = "document.querySelector('.dx-plot')._fullLayout.width"
    before = content.page.evaluate(width)
    content.page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert content.page.evaluate(width) == 620
    content.page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert content.page.evaluate(width) == before > 620


def test_a_link_to_a_page_is_followed_by_the_server(content: ContentPage) -> None:
    """Nothing is loaded again: path and choices go to the server. A file to download stays a link."""
    links = '<a href="/trend?locality=90&lang=vi" target="_self">a</a><a href="/trend" target="_self" download>b</a>'
    content.show([part("a", links)])
    content.page.evaluate("window.kept = true")
    content.page.get_by_text("a", exact=True).click()
    assert content.page.evaluate("followed") == [["open", "/trend?locality=90&lang=vi"]]
    assert content.page.evaluate("kept")
