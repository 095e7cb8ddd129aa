"""Adding a language: one catalogue in locale/."""

from __future__ import annotations

import pytest

from .conftest import ProjectCopy

pytestmark = pytest.mark.slow

CATALOGUE = """msgid ""
msgstr ""
"Language: fr\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=2; plural=(n > 1);\\n"

msgid "Digital transformation indicators"
msgstr "Indicateurs de la transformation numérique"

msgid "There is no vintage {asked}; the newest is {newest}."
msgstr "Il n'y a pas de version {asked} ; la plus récente est {newest}."
"""
HEAD = """
from dxkpi.domain.model.permissions import READER
from dxkpi.locale import Language
from parts.masthead import masthead

for language in Language:
    others = {other: f"?lang={other}" for other in Language if other is not language}
    print(masthead(READER, "", province="Huế", own_address="/", other_languages=others, language=language))
"""
PAGE = """
from streamlit.runtime.context import ContextProxy
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

ContextProxy.cookies = property(lambda _: {})  # AppTest has no browser that sends any
app = AppTest.from_file("dashboard/app.py", default_timeout=120)
app.context = {"url": "http://localhost/method?lang=fr", "theme": "light"}
app.query_params["lang"] = "fr"
app._page_hash = calc_hash("method")
app.run()
assert not app.exception, app.exception
print(app.get("bidi_component")[0].proto.bytes.decode())
"""


@pytest.fixture(scope="module")
def copy_with_language(project_copy: ProjectCopy) -> ProjectCopy:
    """A copy of the product after the recipe was followed."""
    project_copy.write("src/dxkpi/locale/fr.po", CATALOGUE)
    return project_copy


def test_a_new_language_is_in_the_switch_of_every_page(copy_with_language: ProjectCopy) -> None:
    """The head of a page links to it by its own name; its own head is in the new language."""
    ran = copy_with_language.python(HEAD)
    assert ran.stdout.count('<a href="?lang=fr" target="_self" lang="fr">Français</a>') == 2, ran.stderr
    assert "Indicateurs de la transformation numérique" in ran.stdout


def test_a_new_language_is_taken_by_commands(copy_with_language: ProjectCopy) -> None:
    """`--lang fr` translates what the catalogue has; what it lacks stays English."""
    ran = copy_with_language.dxkpi("values", "--indicator", "online_rate", "--vintage", "999", "--lang", "fr")
    assert "Il n'y a pas de version 999" in ran.stderr
    ran = copy_with_language.dxkpi("values", "--indicator", "online_rate", "--locality", "Nowhere", "--lang", "fr")
    assert "There is no locality" in ran.stderr


def test_a_new_language_is_taken_by_addresses(copy_with_language: ProjectCopy) -> None:
    """A page with `?lang=fr` has its head in the new language and links to the two others."""
    ran = copy_with_language.python(PAGE)
    assert "Indicateurs de la transformation numérique" in ran.stdout, ran.stderr
    assert "Tiếng Việt" in ran.stdout
    assert "English" in ran.stdout
