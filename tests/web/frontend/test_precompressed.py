"""Files of the front end are compressed once, by one server, for all later starts."""

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


def cached_by_a_server(folders: dict[str, Path]) -> list[str]:
    """The names of the files that a server leaves in the cache."""
    PrecompressedFiles(**folders, version="1").compress_all(["a.js"])
    return sorted(path.name for path in (folders["cache"] / "front-end-1").glob("*.br"))


def test_a_file_is_compressed_quickly_and_then_small(folders: dict[str, Path]) -> None:
    """Both forms are cached, and each decompresses to the file."""
    size = len(TEXT.encode())
    assert cached_by_a_server(folders) == [f"a.js.{size}.11.br", f"a.js.{size}.9.br"]
    for path in (folders["cache"] / "front-end-1").glob("*.br"):
        assert brotli.decompress(path.read_bytes()).decode() == TEXT


def test_one_server_compresses_at_a_time(folders: dict[str, Path]) -> None:
    """A second server leaves the work to the first; a lock file left by an ended server stops nobody."""
    cache = folders["cache"] / "front-end-1"
    cache.mkdir(parents=True)
    with (cache / "static.lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        assert cached_by_a_server(folders) == []
    assert len(cached_by_a_server(folders)) == 2


def test_a_request_does_not_wait_for_the_background_thread(
    folders: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It has a low priority: on a busy server it may take minutes for one file."""
    begun, answered = threading.Event(), threading.Event()
    was_free: Queue[bool] = Queue()
    compress = precompressed.compress

    def slow(*arguments: bytes | str, level: int) -> bytes:
        if threading.current_thread().name == "precompress" and not begun.is_set():
            begun.set()
            was_free.put(answered.wait(20))
        return compress(*arguments, level=level)

    monkeypatch.setattr(precompressed, "compress", slow)
    bundle = PrecompressedFiles(**folders, version="1")
    bundle.start_compressing([])
    assert begun.wait(20)
    assert brotli.decompress(bundle.read(bundle.files["a.js"], "br")).decode() == TEXT
    answered.set()
    bundle.stop_compressing()
    assert was_free.get(timeout=60)
