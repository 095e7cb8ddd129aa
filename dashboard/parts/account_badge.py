"""Who is signed in, and what is said to whoever has no right to a page."""

from __future__ import annotations

from html import escape
from urllib.parse import urlencode

import rendering
from dxkpi.domain.model.permissions import ROLE_WORDS, Actor
from dxkpi.locale import Language, say

SIGN_IN, SIGN_OUT, PASSWORD = "/sign-in", "/sign-out", "/password"


def badge(by: Actor, shown_name: str, here: str, language: Language) -> str:
    """The way to sign in; or who is signed in as what, and the way out."""
    if not by.name:
        return _link(SIGN_IN, say("Sign in", language), here, language)
    who = f"{escape(shown_name)} ({escape(say(ROLE_WORDS[by.role], language))})"
    first = _link(PASSWORD, say("Change the first password", language), here, language) + " " if by.must_change else ""
    return f"<span>{who}</span> {first}{_link(SIGN_OUT, say('Account', language), here, language)}"


def no_rights(by: Actor, title: str, here: str, language: Language, *, was_signed_in: bool) -> str:
    """A page that somebody may not see: why, and what to do. `was_signed_in`: in a session that has ended."""
    if by.must_change:
        text = say("Change your first password; until then nothing else can be done with this account.", language)
        way = _link(PASSWORD, say("Change the first password", language), here, language)
    elif by.name:
        role = say(ROLE_WORDS[by.role], language)
        text = say("Your account ({role}) has no right to this page. Ask the administrator for it, or sign in with "
                   "another account.", language, role=role)  # fmt: skip
        way = _link(SIGN_IN, say("Sign in with another account", language), here, language)
    elif was_signed_in:
        text = say("Your session has ended. Sign in again to go on; you will come back here, and what you were typing "
                   "in a form is kept.", language)  # fmt: skip
        way = _link(SIGN_IN, say("Sign in", language), here, language)
    else:
        text = say("This page is for staff with an account. Sign in to go on; you will come back here.", language)
        way = _link(SIGN_IN, say("Sign in", language), here, language)
    head = f"<h2>{escape(title)}</h2>"
    return f'<section class="dx-no-rights">{head}<p>{escape(text)}</p><p>{way}</p></section>'


def _link(path: str, text: str, here: str, language: Language) -> str:
    return rendering.link_to(f"{path}?{urlencode({'lang': language.value, 'next': here})}", text)
