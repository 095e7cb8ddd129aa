"""One browser for all pictures of the session."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from dxkpi.exports.pictures.renderer import Renderer, renderer


@pytest.fixture(scope="session")
def kept_renderer() -> Iterator[Renderer]:
    """The renderer of this process, closed at the end."""
    yield renderer()
    renderer().close()
