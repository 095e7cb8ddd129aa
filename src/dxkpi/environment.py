"""The variables of this product in the environment and in a `.env` file. No other module reads the environment."""

from __future__ import annotations

import locale
import os
from collections.abc import Mapping
from pathlib import Path

from dxkpi.locale import Language

PREFIX = "dxkpi_"
ENV_FILE = ".env"


def variables(env_file: str | None = ENV_FILE) -> dict[str, str]:
    """Values by the name of the setting; those of the environment come before those of the file.

    Names are given without prefix, in lower case. `env_file` need not exist; None: only the environment.
    """
    values = _of_product(os.environ)
    if env_file and Path(env_file).is_file():
        from dotenv import dotenv_values  # imported late: few installations have the file

        values = _of_product(dotenv_values(env_file, encoding="utf-8")) | values
    return values


def system_language() -> Language:
    """The language of the system's locale, English when the product does not have it."""
    code = (locale.getlocale()[0] or "").lower()[:2]  # vi_VN; Vietnamese_Vietnam on Windows
    return Language(code) if code in list(Language) else Language.EN


def _of_product(environment: Mapping[str, str | None]) -> dict[str, str]:
    return {
        name.lower().removeprefix(PREFIX): value
        for name, value in environment.items()
        if name.lower().startswith(PREFIX) and value is not None
    }
