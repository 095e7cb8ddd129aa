"""Damages the sample files at random and uploads them: every one must be read or refused with its problems."""

from __future__ import annotations

import io
import random
import traceback
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

from dxkpi.errors import DxkpiError
from dxkpi.settings import Settings
from dxkpi.workflows.upload.preview import UploadRequest, preview_effects, preview_file
from dxkpi.workspace import open_workspace

MOST_DAMAGES = 8
LONGEST_PIECE = 64  # bytes


def read_damaged_files(home: Path, rounds: int, chance: random.Random) -> Iterator[str]:
    """Every exception that is not a refusal, with the number of the round that raised it."""
    settings = Settings(_env_file=None, home=home)
    samples = sorted(path for path in (settings.data / "samples").iterdir() if path.is_file())
    workspace = open_workspace(settings)
    try:
        for number in range(rounds):
            sample = chance.choice(samples)
            content = damaged(sample.read_bytes(), chance)
            try:
                preview = preview_file(workspace, UploadRequest(sample.name, content))
                _ = preview.counts, preview_effects(workspace, preview), preview.problems
            except DxkpiError:
                continue
            except Exception:  # any other exception is what is looked for
                yield f"round {number}, {sample.name}: {traceback.format_exc(limit=-3)}"
    finally:
        workspace.close()


def damaged(content: bytes, chance: random.Random) -> bytes:
    """The content with a few pieces changed; of a ZIP file half of the time one of its members is."""
    if zipfile.is_zipfile(io.BytesIO(content)) and chance.random() < 0.5:
        return _with_damaged_member(content, chance)
    return _with_damages(content, chance)


def _with_damaged_member(content: bytes, chance: random.Random) -> bytes:
    """The ZIP file, whole, with one member changed: so the damage is met after unpacking."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as package, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as copy:
        chosen = chance.choice(package.namelist())
        for name in package.namelist():
            member = package.read(name)
            copy.writestr(name, _with_damages(member, chance) if name == chosen else member)
    return out.getvalue()


def _with_damages(content: bytes, chance: random.Random) -> bytes:
    for _ in range(chance.randint(1, MOST_DAMAGES)):
        content = chance.choice(DAMAGES)(content, chance)
    return content


def _change_byte(content: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(content) + 1)
    return content[:at] + bytes([chance.randrange(256)]) + content[at + 1 :]


def _cut_out(content: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(content) + 1)
    return content[:at] + content[at + chance.randint(1, LONGEST_PIECE) :]


def _cut_off(content: bytes, chance: random.Random) -> bytes:
    return content[: chance.randrange(len(content) + 1)]


def _repeat(content: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(content) + 1)
    piece = content[at : at + chance.randint(1, LONGEST_PIECE)]
    return content[:at] + piece * chance.randint(1, 3) + content[at:]


def _swap_digits(content: bytes, chance: random.Random) -> bytes:
    old, new = (str(chance.randrange(10)).encode() for _ in range(2))
    return content.replace(old, new, chance.randint(1, 5))


DAMAGES: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    _change_byte,
    _cut_out,
    _cut_off,
    _repeat,
    _swap_digits,
)
