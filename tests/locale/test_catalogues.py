"""Message catalogues: everything a person reads is there in Vietnamese, with the same gaps, and nothing else is."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.pofile import read_po
from jinja2 import Environment, nodes

from dxkpi.locale import Language, translate

ROOT = Path(__file__).parents[2]
LOCALE = ROOT / "src" / "dxkpi" / "locale"
# Calls whose first argument, where it is written out, is a message.
KEYWORDS = frozenset({"_", "N_", "say", "translate"})
# Vietnamese writes quarters with Roman numbers, which messages have in addition to the plain ones.
ALSO_GIVEN = frozenset({"roman"})


def sources() -> Iterator[Path]:
    for folder in ("src", "dashboard"):
        yield from sorted((ROOT / folder).rglob("*.py"))


def first_texts(path: Path, names: frozenset[str]) -> Iterator[str]:
    """The first argument of every call of these names, where it is a text written out."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and node.args:
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            text = node.args[0]
            if called in names and isinstance(text, ast.Constant) and isinstance(text.value, str):
                yield text.value


def templates() -> Iterator[Path]:
    for folder in ("src", "dashboard"):
        yield from sorted(path for path in (ROOT / folder).rglob("*.html") if "templates" in path.parts)


def texts_of_template(path: Path) -> Iterator[str]:
    """The first argument of every `_` call of a template."""
    for call in Environment().parse(path.read_text(encoding="utf-8")).find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name == "_" and isinstance(call.args[0], nodes.Const):
            yield call.args[0].value


def descriptions_of_commands(path: Path) -> Iterator[str]:
    """The docstring of every function that is a command: Typer prints it as the description."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef) and any(is_command(decorator) for decorator in node.decorator_list):
            yield ast.get_docstring(node) or ""


def is_command(decorator: ast.expr) -> bool:
    return (
        isinstance(decorator, ast.Call)
        and isinstance(decorator.func, ast.Attribute)
        and decorator.func.attr == "command"
    )


def used() -> dict[str, str]:
    """Message → the first file that has it."""
    messages: dict[str, str] = {}
    for path in sources():
        for text in first_texts(path, KEYWORDS):
            messages.setdefault(text, str(path.relative_to(ROOT)))
    for path in (ROOT / "src" / "dxkpi" / "cli").glob("*.py"):
        for text in descriptions_of_commands(path):
            messages.setdefault(text, str(path.relative_to(ROOT)))
    for path in templates():
        for text in texts_of_template(path):
            messages.setdefault(text, str(path.relative_to(ROOT)))
    return messages


def catalogue(language: Language) -> dict[str, str]:
    with (LOCALE / f"{language.value}.po").open("rb") as file:
        return {message.id: message.string for message in read_po(file, locale=language.value) if message.id}


def gaps(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def letters(text: str) -> bool:
    """Whether a message has anything but placeholders and signs."""
    return any(part.isalpha() for literal, *_ in Formatter().parse(text) for part in literal)


def test_every_message_has_its_vietnamese() -> None:
    """Every message has a Vietnamese translation."""
    vietnamese = catalogue(Language.VI)
    lacking = {text: path for text, path in used().items() if letters(text) and not vietnamese.get(text)}
    assert lacking == {}


def test_no_message_is_kept_that_nobody_says() -> None:
    """A message that is gone from the product is gone from its catalogues."""
    said = used()
    for language in Language:
        assert [text for text in catalogue(language) if text not in said] == []


def test_gaps_are_the_same_in_both_languages() -> None:
    """A translation fills just the gaps that are given: it drops no number and asks for none that is not there."""
    wrong = {}
    for text, translation in catalogue(Language.VI).items():
        in_translation, in_text = gaps(translation), gaps(text)
        if not in_translation <= in_text | ALSO_GIVEN or (in_text - in_translation and not in_translation & ALSO_GIVEN):
            wrong[text] = translation
    assert wrong == {}


def test_what_needs_words_is_marked() -> None:
    """A message made without a mark has no words of its own, only gaps."""
    wrong = {
        text: str(path.relative_to(ROOT))
        for path in sources()
        for text in first_texts(path, frozenset({"Message"}))
        if letters(text)
    }
    assert wrong == {}


@pytest.mark.parametrize("language", list(Language))
def test_every_language_has_its_catalogue(language: Language) -> None:
    """Each language the product offers has a file that names that language and is complete in itself."""
    with (LOCALE / f"{language.value}.po").open("rb") as file:
        read = read_po(file, locale=language.value)
    assert read.locale_identifier == language.value
    assert not [message.id for message in read if message.fuzzy and message.id]


def test_the_catalogue_is_what_people_read() -> None:
    """Asked for a message, the product returns what the catalogue has; in English the message itself."""
    for text, translation in catalogue(Language.VI).items():
        assert translate(text, Language.VI) == translation
        assert translate(text, Language.EN) == text
