"""Help and refusals are in the language of `--lang`, DXKPI_LANG or the system, Typer's own texts included."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator

import pytest
from typer import Context
from typer.core import TyperGroup
from typer.main import get_command

from dxkpi.cli import app, main
from dxkpi.cli.language import command_language
from dxkpi.cli.typer_texts import TEXTS
from dxkpi.locale import Language, translate

Spoken = Callable[..., tuple[int, str]]
WRONG_USAGE = {
    ("vales",): "There is no command {name}. Did you mean {names}?",
    ("xyz",): "There is no command {name}.",
    ("account", "ad"): "There is no command {name}. Did you mean {names}?",
    ("values", "--indicater", "x"): "There is no option {name}. Did you mean {names}?",
    ("values", "--colour"): "There is no option {name}.",
    ("--lang", "vi"): "There is no option {name}.",
    ("chart",): "{name} is missing.",
    ("chart", "trend"): "The option {name} is missing.",
    ("values", "--locality"): "The option {name} needs a value.",
    ("account", "add", "an", "--role", "reader", "--identity", "a"): "The option {name} needs {count} values.",
    ("values", "--json=1"): "The option {name} takes no value.",
    ("import", "a", "b"): "Too many arguments: {names}.",
    ("account", "add", "an", "--role", "king"): "{value} is none of {names}.",
    ("values", "--vintage", "x"): "a whole number is needed.",
    ("serve", "--port", "65536"): "the limit is {bound}.",
    ("serve", "--port", "-1"): "the limit is {bound}.",
}
IN_HELP = {
    "default: {value}", "required", "[OPTIONS]", "COMMAND [ARGS]...", "Show this message and exit.",
    "Install completion for the current shell.", "Print the completion script for the current shell.",
}  # fmt: skip
AROUND = {"{name}: {reason}", "Name a command."}  # of an invalid value; of a group that prints its help instead


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Spoken:
    """Runs the program in this process, for a reader of a language; its exit code and all it printed."""

    def spoken(*args: str, language: str = "vi") -> tuple[int, str]:
        monkeypatch.setenv("DXKPI_LANG", language)
        monkeypatch.setattr(sys, "argv", ["dxkpi", *args])
        with pytest.raises(SystemExit) as ended:
            main()
        printed = capsys.readouterr()
        return ended.value.code, printed.out + printed.err  # type: ignore[return-value]

    return spoken


def fixed_parts(message: str) -> list[str]:
    """The text between the placeholders of a message in Vietnamese."""
    text = translate(message, Language.VI).replace("{", "\0").replace("}", "\0")
    return [part.strip() for part in text.split("\0")[::2] if part.strip()]


@pytest.mark.parametrize(("args", "message"), WRONG_USAGE.items(), ids=" ".join)
def test_wrong_usage_is_explained_in_vietnamese(run: Spoken, args: tuple[str, ...], message: str) -> None:
    """With the usage above it, exit code 2, and without Typer's English."""
    code, printed = run(*args)
    assert code == 2
    assert [part for part in fixed_parts(message) if part not in printed] == []
    assert not any(word in printed for word in ("Usage", "Error", "No such", "Missing", "Invalid", "Input", "Try"))


def test_every_text_of_typer_is_provoked() -> None:
    """A pattern that nothing matches any more, because Typer changed its text, is found here."""
    assert {*WRONG_USAGE.values(), *IN_HELP, *AROUND} == set(TEXTS.values())


def command_paths() -> Iterator[tuple[str, ...]]:
    """Every command and group, as it is typed."""
    group = get_command(app)
    assert isinstance(group, TyperGroup)
    yield ()
    for name in group.commands:
        command = group.get_command(Context(group), name)
        yield (name,)
        yield from ((name, inner) for inner in getattr(command, "commands", {}))


@pytest.mark.parametrize("path", command_paths(), ids=lambda path: " ".join(path) or "dxkpi")
def test_help_is_in_vietnamese(run: Spoken, path: tuple[str, ...]) -> None:
    """Headings, descriptions of commands and options, and what Typer adds to them."""
    code, printed = run(*path, "--help")
    assert code == 0
    assert "Cách dùng: dxkpi" in printed
    assert "In hướng dẫn này rồi thoát." in " ".join(printed.split())
    words = set(printed.replace("[", " ").split())
    assert not words & {"Usage:", "Options:", "Arguments:", "Commands:", "the", "of", "default:", "required]", "and"}


def test_the_option_comes_before_the_setting_and_the_setting_before_the_system(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """`--lang en` with DXKPI_LANG=vi is English, in both spellings; what is no language is passed over."""
    monkeypatch.setenv("DXKPI_LANG", "vi")
    languages = {}
    for args in ((), ("--lang", "en"), ("--lang=en",), ("--lang", "de")):
        monkeypatch.setattr(sys, "argv", ["dxkpi", "values", *args])
        languages[args] = command_language()
    assert list(languages.values()) == [Language.VI, Language.EN, Language.EN, Language.VI]


def test_a_refusal_follows_the_setting(run: Spoken) -> None:
    """Also one that comes from the workflows."""
    assert run("values") == (2, "Hãy nêu chỉ số hoặc số đếm: --indicator hoặc --measure.\n")
    assert run("values", language="en") == (2, "Name at least one --indicator or --measure.\n")
