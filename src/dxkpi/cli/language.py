"""The language of help and refusals, known before options and settings are read."""

from __future__ import annotations

import sys
from itertools import pairwise

from dxkpi.environment import system_language, variables
from dxkpi.locale import Language

OPTION = "--lang"


def command_language() -> Language:
    """The language of `--lang` on the command line, else of DXKPI_LANG, else of the system.

    A language that the product does not have is passed over here; the command itself refuses it.
    """
    joined = [argument.removeprefix(f"{OPTION}=") for argument in sys.argv if argument.startswith(f"{OPTION}=")]
    separate = [value for option, value in pairwise(sys.argv) if option == OPTION]
    for code in (*joined, *separate, variables().get("lang", "")):
        if code in list(Language):
            return Language(code)
    return system_language()
