"""Where figures come from: sources, their addresses and notes, as they may be stored."""

from __future__ import annotations

import re

from dxkpi.locale import N_

# The most characters of a cell of a workbook: Excel cuts off what is longer.
MAX_TEXT = 32_767
BAD_ADDRESS = N_("Cell {cell}: “{value}” is not an address of the web. Write one that begins with https:// or http://.")
BAD_SOURCE_ADDRESS = N_(
    "The address of the source, “{value}”, is not one of the web. Write one that begins with https:// or http://."
)
TOO_LONG = N_("Cell {cell}: the text “{value}…” has more than {limit} characters. Shorten it.")
_WEB_ADDRESS = re.compile(r"https?://[^\s<>\"\\^`{|}]{1,2000}", re.IGNORECASE)


def is_web_address(text: str) -> bool:
    """Whether a text is an address that begins with http:// or https://."""
    return _WEB_ADDRESS.fullmatch(text) is not None
