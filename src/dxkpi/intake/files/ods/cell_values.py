"""The value of one cell of an ODS, from the attributes of its element and its text."""

from __future__ import annotations

import re
from datetime import date, datetime, time

from dxkpi.intake.files.number_formats import as_percent
from dxkpi.intake.files.ods.styles import XmlAttributes
from dxkpi.intake.files.sheet import Cell

COVERED = "table:covered-table-cell"
_ERROR = re.compile(r"#[A-Z][A-Z0-9/]*[!?]?|Err:[0-9]{3}")
_TIME = re.compile(r"PT([0-9]{1,2})H([0-9]{1,2})M([0-9]{1,2})(?:[.,][0-9]+)?S")


def is_unsolved(attributes: XmlAttributes, text: str) -> bool:
    """Whether a cell has an error, or a formula and no stored value."""
    if attributes.get("calcext:value-type") == "error":
        return True
    if "table:formula" not in attributes:
        return False
    return _ERROR.fullmatch(text.strip()) is not None or (not text and "office:value-type" not in attributes)


def read_value(attributes: XmlAttributes, text: str) -> Cell:
    """A cell as number, date or text; percentages as displayed. Raises `ValueError`."""
    match attributes.get("office:value-type"):
        case "float" | "currency":
            return float(attributes.get("office:value", text))
        case "percentage":
            return as_percent(float(attributes.get("office:value", text)))
        case "boolean":
            return attributes.get("office:boolean-value") == "true"
        case "date":
            return _date(attributes.get("office:date-value", text))
        case "time":
            return _time(attributes.get("office:time-value", text))
        case _:
            return attributes.get("office:string-value", text)


def _date(text: str) -> Cell:
    try:
        return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)
    except ValueError:
        return text


def _time(text: str) -> Cell:
    match = _TIME.fullmatch(text)
    hours, minutes, seconds = (int(part) for part in match.groups()) if match else (24, 0, 0)
    return time(hours, minutes, seconds) if hours < 24 and minutes < 60 and seconds < 60 else text
