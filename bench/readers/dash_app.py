"""The same page in Dash, served by gunicorn with threads: the figures, texts and lists that FLOOR shows.

`python dash_app.py PORT`. Dash has no raw HTML, so the texts become a tree of Dash's own HTML components, made once.
"""

from __future__ import annotations

import os
import pickle
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from dash import Dash, Input, Output, dcc, html

VOID = {"br", "img", "hr"}
DRAWN_TAGS = {"svg", "path", "circle", "polyline", "line", "title", "g"}  # Dash has no components for drawings
THREADS = 8


def read_pages() -> dict[str, Any]:
    """The pages of all quarters."""
    return pickle.loads((Path(os.environ["BENCH_FOLDER"]) / "pages.pickle").read_bytes())


class DashTree(HTMLParser):
    """HTML as Dash components."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.stack: list[tuple[str, dict[str, Any], list[Any]]] = [("div", {}, [])]
        self.feed(text)
        self.children = self.stack[0][2]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element."""
        self.stack.append((tag, dict(attrs), []))
        if tag in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close the element, and add it to the one around it."""
        if len(self.stack) == 1 or self.stack[-1][0] != tag:
            return
        name, attributes, children = self.stack.pop()
        if name not in DRAWN_TAGS:
            self.stack[-1][2].append(_component(name, attributes, children))

    def handle_data(self, data: str) -> None:
        """Add a text."""
        if data.strip():
            self.stack[-1][2].append(data)


def _component(name: str, attributes: dict[str, Any], children: list[Any]) -> Any:
    kept: dict[str, Any] = {"children": children}
    renamed = {"class": "className", "colspan": "colSpan", "href": "href", "scope": "scope", "title": "title"}
    kept |= {ours: attributes[theirs] for theirs, ours in renamed.items() if theirs in attributes}
    return getattr(html, name.capitalize())(**kept)


def _graph(name: str, chart: dict[str, Any], config: dict[str, Any]) -> list[Any]:
    graph = dcc.Graph(id=f"chart-{name}", figure=chart["figure"].to_dict(), config=config)
    return [*DashTree(chart["head"]).children, graph, *DashTree(chart["foot"]).children]


def _content(page: dict[str, Any]) -> dict[str, Any]:
    charts, config = page["charts"], page["config"]
    left = _graph("trend", charts["trend"], config) + DashTree(page["attention"]).children
    left += DashTree(page["contributions"]).children
    right = _graph("ranking", charts["ranking"], config) if "ranking" in charts else []
    return {"head": DashTree(page["head"]).children, "left": left, "right": right}


def make_app() -> Dash:
    """The application."""
    pages = read_pages()
    contents = {quarter: _content(page) for quarter, page in pages["quarters"].items()}
    newest = next(iter(contents))
    app = Dash(__name__, update_title=None, eager_loading=True)
    half = {"flex": "1", "minWidth": "0"}
    app.layout = html.Div([
        html.Div(DashTree(pages["quarters"][newest]["masthead"]).children),
        dcc.Dropdown(pages["places"], pages["place"], id="place", clearable=False),
        dcc.Dropdown(list(contents), newest, id="period", clearable=False),
        html.Div(id="head"),
        html.Div([html.Div(id="left", style=half), html.Div(id="right", style=half)],
                 style={"display": "flex", "gap": "2rem"}),
    ])  # fmt: skip

    @app.callback(Output("head", "children"), Output("left", "children"), Output("right", "children"),
                  Input("period", "value"))  # fmt: skip
    def show(quarter: str) -> tuple[Any, Any, Any]:
        content = contents[quarter]
        return content["head"], content["left"], content["right"]

    return app


def main() -> None:
    """Serve on the port of the command line."""
    from gunicorn.app.base import BaseApplication

    class Server(BaseApplication):
        def load_config(self) -> None:
            for name, value in {"bind": f"127.0.0.1:{sys.argv[1]}", "workers": 1, "threads": THREADS}.items():
                self.cfg.set(name, value)

        def load(self) -> Any:
            return make_app().server

    Server().run()


if __name__ == "__main__":
    main()
