"""Reads one TOML file into a pydantic model; problems raise CatalogueFault with the file and the key."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from dxkpi.errors import CatalogueFault
from dxkpi.locale import N_, Message

Form = TypeVar("Form", bound=BaseModel)
_PLACE = re.compile(r"\(at (?:line (\d+), column (\d+)|end of document)\)")
_WRONG_TYPE = re.compile(r"_(type|parsing|from_float)$")


def read_form(form: type[Form], folder: Path, name: str) -> Form:
    """The file `name` (relative to the folder, with slashes) as a model. Raises CatalogueFault."""
    raw = _toml(folder, name)
    try:
        return form.model_validate(raw)
    except ValidationError as found:
        first = found.errors()[0]
        raise CatalogueFault(file=name, key=_key(first["loc"], raw), reason=_reason(first)) from None


def _toml(folder: Path, name: str) -> dict[str, Any]:
    try:
        text = (folder / name).read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        raise CatalogueFault(file=name, key=name, reason=Message(N_("the file is missing"))) from None
    except UnicodeDecodeError as found:
        line = Message(N_("byte {position}"), {"position": str(found.start)})
        raise CatalogueFault(file=name, key=line, reason=Message(N_("is not UTF-8"))) from None
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as found:
        place = _PLACE.search(str(found))
        line_number = place[1] if place and place[1] else str(text.count("\n") + 1)
        key = Message(N_("line {line}"), {"line": line_number})
        raise CatalogueFault(file=name, key=key, reason=Message(N_("is not valid TOML"))) from None


def _key(path: Sequence[int | str], raw: object) -> str:
    """The key as written in messages: a table in a list by its code, else by its number from 1."""
    parts: list[str] = []
    for step in path:
        raw = _inside(raw, step)
        if isinstance(step, str):
            parts.append(step)
        else:
            code = raw.get("code") if isinstance(raw, Mapping) else None
            parts[-1] += f"[{code}]" if isinstance(code, str) and code else f"[{step + 1}]"
    return ".".join(parts)


def _inside(raw: object, step: int | str) -> object:
    if isinstance(step, int):
        return raw[step] if isinstance(raw, list) and step < len(raw) else None
    return raw.get(step) if isinstance(raw, Mapping) else None


def _reason(error: ErrorDetails) -> Message:
    match error["type"]:
        case "missing":
            return Message(N_("is missing"))
        case "extra_forbidden":
            return Message(N_("is not a known key"))
        case "string_too_short" | "too_short":
            return Message(N_("must not be empty"))
        case "enum" | "literal_error":
            return Message(N_("must be one of {expected}"), {"expected": error["ctx"]["expected"].replace("'", "")})
        case "string_pattern_mismatch":
            return Message(N_("may hold only small letters, digits and underscores"))
        case kind if _WRONG_TYPE.search(kind):
            return Message(N_("has a value of the wrong type"))
        case _:
            return Message(N_("has a value that is not allowed"))
