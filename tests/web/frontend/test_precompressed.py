"""Files of the front end are pressed once, by one server, and for all that come later."""

from __future__ import annotations

import fcntl
import threading
from pathlib import Path
from queue import Queue

import brotli
import pytest

from dxkpi.web.frontend import precompressed
from dxkpi.web.frontend.precompressed import PrecompressedFiles

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
    PrecompressedFiles(**folders, version="1").press(["a.js"])
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


def test_who_asks_for_a_file_does_not_wait_for_the_thread_that_presses_it(
    folders: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """That one yields to everybody: on a busy server it may be at a file for minutes."""
    begun, answered = threading.Event(), threading.Event()
    was_free: Queue[bool] = Queue()
    compress = precompressed.compress

    def slow(*asked: bytes | str, level: int) -> bytes:
        if threading.current_thread().name == "front-end-press" and not begun.is_set():
            begun.set()
            was_free.put(answered.wait(20))
        return compress(*asked, level=level)

    monkeypatch.setattr(precompressed, "compress", slow)
    pressing = PrecompressedFiles(**folders, version="1")
    pressing.start_pressing([])
    assert begun.wait(20)
    assert brotli.decompress(pressing.read(pressing.assets["a.js"], "br")).decode() == TEXT
    answered.set()
    pressing.stop_pressing()
    assert was_free.get(timeout=60)
