"""Files of the front end are pressed once, by one server, and for all that come later."""

from __future__ import annotations

import fcntl
from pathlib import Path

import brotli
import pytest

from dxkpi.web.bundle import Bundle

TEXT = "tổ công nghệ số cộng đồng\n" * 200


@pytest.fixture
def folders(tmp_path: Path) -> dict[str, Path]:
    """A front end of one script, and a cache."""
    root = tmp_path / "static"
    root.mkdir()
    (root / "a.js").write_text(TEXT, encoding="utf-8")
    return {"root": root, "cache": tmp_path / "cache"}


def pressed(folders: dict[str, Path]) -> list[str]:
    """What a server leaves in the cache."""
    Bundle(**folders, version="1").press(["a.js"])
    return sorted(path.name for path in (folders["cache"] / "front-end-1").glob("*.br"))


def test_a_file_is_pressed_quickly_and_then_small(folders: dict[str, Path]) -> None:
    """Both forms are kept, and each is the file."""
    size = len(TEXT.encode())
    assert pressed(folders) == [f"a.js.{size}.11.br", f"a.js.{size}.9.br"]
    for path in (folders["cache"] / "front-end-1").glob("*.br"):
        assert brotli.decompress(path.read_bytes()).decode() == TEXT


def test_what_another_server_is_at_is_left_to_it(folders: dict[str, Path]) -> None:
    """One presses into a cache at a time; whatever one that has ended left there keeps nobody from it."""
    kept = folders["cache"] / "front-end-1"
    kept.mkdir(parents=True)
    with (kept / "static.pressing").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        assert pressed(folders) == []
    assert len(pressed(folders)) == 2
