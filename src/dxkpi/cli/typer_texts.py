"""What Typer says, in our words and in both languages.

Typer has no message catalogue, and its refusals are finished English sentences. Each pattern is one of them; a text
that matches none is shown as Typer gives it. tests/cli/test_language.py provokes every one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from dxkpi.locale import N_, Language, say, translate

TEXTS: Mapping[str, str] = {
    # Usage errors.
    r"No such command (?P<name>.+?)\. Did you mean (?P<names>.+)\?": N_(
        "There is no command {name}. Did you mean {names}?"
    ),
    r"No such command (?P<name>.+)\.": N_("There is no command {name}."),
    r"No such option: (?P<name>\S+) \(Possible options: (?P<names>.+)\)": N_(
        "There is no option {name}. Did you mean {names}?"
    ),
    r"No such option: (?P<name>.+)": N_("There is no option {name}."),
    r"Missing command\.": N_("Name a command."),
    r"Missing argument '(?P<name>.+?)'\..*": N_("{name} is missing."),
    r"Missing option (?P<name>.+?)\..*": N_("The option {name} is missing."),
    r"Option (?P<name>.+) requires an argument\.": N_("The option {name} needs a value."),
    r"Option (?P<name>.+) requires (?P<count>\d+) arguments\.": N_("The option {name} needs {count} values."),
    r"Option (?P<name>.+) does not take a value\.": N_("The option {name} takes no value."),
    r"Got unexpected extra argument\(s\) \((?P<names>.+)\)": N_("Too many arguments: {names}."),
    r"Invalid value for (?P<name>.+?): (?P<reason>.+)": N_("{name}: {reason}"),
    # Reasons why a value is invalid; those of numbers are pydantic's.
    r"Value error, (?P<value>.+) is not one of (?P<names>.+)\.": N_("{value} is none of {names}."),
    r"Input should be a valid integer.*": N_("a whole number is needed."),
    r"Input should be (?:greater|less) than or equal to (?P<bound>\S+)": N_("the limit is {bound}."),
    # Parts of the help.
    r"default: (?P<value>.+)": N_("default: {value}"),
    r"required": N_("required"),
    r"\[OPTIONS\]": N_("[OPTIONS]"),
    r"COMMAND \[ARGS\]\.\.\.": N_("COMMAND [ARGS]..."),
    r"Show this message and exit\.": N_("Show this message and exit."),
    r"Install completion for the current shell\.": N_("Install completion for the current shell."),
    r"Show completion for the current shell, .+": N_("Print the completion script for the current shell."),
}


def in_language(text: str, language: Language) -> str:
    """A text of Typer, or one of our own message ids, in a language."""
    for pattern, message in TEXTS.items():
        if match := re.fullmatch(pattern, text, re.DOTALL):
            parts = match.groupdict()
            reason = {name: in_language(part, language) for name, part in parts.items() if name == "reason"}
            return say(message, language, **parts | reason)
    return translate(text, language)
