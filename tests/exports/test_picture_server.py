"""The browser behind the pictures: kept, asked for only when needed, replaced when it hangs, missed in words."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest
from kaleido.errors import KaleidoError
from starlette.applications import Starlette
from starlette.testclient import TestClient
from tests.queries import describe_view

from dxkpi import workflows
from dxkpi.exports import pictures
from dxkpi.exports.pictures.cache import cached_picture
from dxkpi.exports.pictures.refusals import NoBrowser
from dxkpi.exports.pictures.renderer import BrowserLimits, Renderer
from dxkpi.locale import Language
from dxkpi.web.api.charts import fixed_routes
from dxkpi.workspace import Workspace

FIGURE = {"data": [{"type": "bar", "y": [1, 2]}], "layout": {"meta": {"title": "x"}}}
SHAPE = {"format": "svg", "width": 200, "height": 100, "scale": 1}


@pytest.mark.browser
def test_a_browser_that_hangs_is_replaced(kept_renderer: Renderer) -> None:
    """Stopped in the middle, it is killed, and the picture comes from another one, the same to the byte."""
    before = kept_renderer.render(FIGURE, **SHAPE)
    stopped, begun = kept_renderer.process, kept_renderer.opened
    assert stopped is not None
    limits, kept_renderer.limits = kept_renderer.limits, BrowserLimits(seconds=2)
    os.killpg(stopped, signal.SIGSTOP)
    try:
        assert kept_renderer.render(FIGURE, **SHAPE) == before
    finally:
        kept_renderer.limits = limits
    assert kept_renderer.opened == begun + 1
    with pytest.raises(ProcessLookupError):
        os.killpg(stopped, 0)


@pytest.mark.browser
def test_what_was_drawn_before_leaves_no_trace(kept_renderer: Renderer) -> None:
    """The same figure is the same bytes first, after other figures in the same page, and after one that failed."""
    other = {"data": [{"type": "heatmap", "z": [[1, 2], [3]]}], "layout": {"yaxis": {"type": "log"}, "template": {}}}
    formats = ("svg", "png")
    limits, kept_renderer.limits = kept_renderer.limits, BrowserLimits(pictures=1)
    kept_renderer.render(FIGURE, **SHAPE)
    kept_renderer.limits = limits
    begun = kept_renderer.opened
    first = [kept_renderer.render(FIGURE, **(SHAPE | {"format": name})) for name in formats]
    for name in ("pdf", "png", "svg"):
        kept_renderer.render(other, **(SHAPE | {"format": name, "width": 700}))
    with pytest.raises(KaleidoError):
        kept_renderer.render({"data": 5, "layout": {}}, **SHAPE)
    assert [kept_renderer.render(FIGURE, **(SHAPE | {"format": name})) for name in formats * 2] == first * 2
    assert kept_renderer.opened == begun + 1


@pytest.mark.browser
def test_a_worn_browser_is_replaced(kept_renderer: Renderer) -> None:
    """After its maximum of pictures a browser is replaced, and the old one ends."""
    kept_renderer.render(FIGURE, **SHAPE)
    worn, begun = kept_renderer.process, kept_renderer.opened
    assert worn is not None
    limits, kept_renderer.limits = kept_renderer.limits, BrowserLimits(pictures=1)
    kept_renderer.render(FIGURE, **SHAPE)
    kept_renderer.limits = limits
    kept_renderer.render(FIGURE, **SHAPE)
    assert kept_renderer.opened == begun + 1
    assert kept_renderer.process != worn


def test_what_was_drawn_needs_no_browser(workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A picture that is on disk is taken from there, also on a computer without a browser."""
    monkeypatch.setenv("BROWSER_PATH", str(tmp_path / "nothing"))
    alone = Renderer()
    monkeypatch.setattr(pictures, "renderer", lambda: alone)
    description = describe_view(workspace, "seasons", locality="90", language=Language.VI)
    monkeypatch.setattr(workspace, "settings", workspace.settings.model_copy(update={"home": tmp_path}))
    with pytest.raises(NoBrowser):
        workflows.export(workspace, description, "svg")
    monkeypatch.setattr(alone, "render", lambda figure, **shape: b"<svg>drawn</svg>")
    first = workflows.export(workspace, description, "svg")
    monkeypatch.undo()
    monkeypatch.setenv("BROWSER_PATH", str(tmp_path / "nothing"))
    monkeypatch.setattr(pictures, "renderer", Renderer)
    monkeypatch.setattr(workspace, "settings", workspace.settings.model_copy(update={"home": tmp_path}))
    assert workflows.export(workspace, description, "svg") == first


def test_without_a_browser_pictures_say_what_to_install(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """503 and one sentence for pictures; data as ever."""
    monkeypatch.setenv("BROWSER_PATH", str(tmp_path / "nothing"))
    monkeypatch.setattr(pictures, "renderer", Renderer)
    monkeypatch.setattr(workspace, "settings", workspace.settings.model_copy(update={"home": tmp_path}))
    client = TestClient(Starlette(routes=fixed_routes(workspace)))
    for extension in ("svg", "png", "pdf"):
        answer = client.get(f"/charts/trend.{extension}?locality=90")
        assert answer.status_code == 503
        assert "apt install chromium" in answer.text
    assert client.get("/charts/trend.json?locality=90").status_code == 200


@pytest.mark.parametrize("wrong", ["size=7x7", "scale=5", "scale=1.5", "plain=maybe"])
def test_a_wrong_choice_is_refused(workspace: Workspace, wrong: str) -> None:
    """400 and one sentence, before anything is drawn."""
    answer = TestClient(Starlette(routes=fixed_routes(workspace))).get(f"/charts/trend.png?locality=90&{wrong}")
    assert (answer.status_code, wrong.partition("=")[2] in answer.text) == (400, True)


def test_the_cache_is_bounded_and_the_oldest_goes_first(tmp_path: Path) -> None:
    """Of three files of 10 bytes where 20 may be, the one not used for longest is gone."""
    for at, name in enumerate(("000000001", "000000002")):
        cached_picture(tmp_path, name, lambda: b"x" * 10, max_bytes=20)
        os.utime(tmp_path / name, (at, at))
    cached_picture(tmp_path, "000000001", lambda: b"never", max_bytes=20)
    cached_picture(tmp_path, "000000003", lambda: b"x" * 10, max_bytes=20)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["000000001", "000000003"]
