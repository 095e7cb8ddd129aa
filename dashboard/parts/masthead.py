"""The head of every page: product and province, who is signed in, and the way to the other language."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

from markupsafe import Markup

import rendering
from dxkpi.domain.model.permissions import ROLE_WORDS, Actor
from dxkpi.locale import Language, language_name, say
from dxkpi.templates import Link

SIGN_IN, SIGN_OUT, PASSWORD = "/sign-in", "/sign-out", "/password"


def masthead(
    by: Actor,
    shown_name: str,
    *,
    province: str,
    own_address: str,
    other_languages: Mapping[Language, str],
    language: Language,
) -> Markup:
    """The head of a page. `own_address`: its address; `other_languages`: its addresses in the other languages."""
    return rendering.render(
        "masthead.html",
        language=language,
        province=province,
        who=f"{shown_name} ({say(ROLE_WORDS[by.role], language)})" if by.name else "",
        sign_in=_link(SIGN_IN, say("Sign in", language), own_address, language),
        password=_link(PASSWORD, say("Change the first password", language), own_address, language)
        if by.must_change
        else None,
        account=_link(SIGN_OUT, say("Account", language), own_address, language),
        other_languages=[(address, other.value, language_name(other)) for other, address in other_languages.items()],
    )


def no_rights(by: Actor, title: str, own_address: str, language: Language, *, was_signed_in: bool) -> Markup:
    """Why a person may not see a page, and what to do. `was_signed_in`: in a session that has ended."""
    if by.must_change:
        text = say("Change your first password; until then nothing else can be done with this account.", language)
        link = _link(PASSWORD, say("Change the first password", language), own_address, language)
    elif by.name:
        role = say(ROLE_WORDS[by.role], language)
        text = say("Your account ({role}) has no right to this page. Ask the administrator for it, or sign in with "
                   "another account.", language, role=role)  # fmt: skip
        link = _link(SIGN_IN, say("Sign in with another account", language), own_address, language)
    elif was_signed_in:
        text = say("Your session has ended. Sign in again to go on; you will come back here, and what you were typing "
                   "in a form is kept.", language)  # fmt: skip
        link = _link(SIGN_IN, say("Sign in", language), own_address, language)
    else:
        text = say("This page is for staff with an account. Sign in to go on; you will come back here.", language)
        link = _link(SIGN_IN, say("Sign in", language), own_address, language)
    return rendering.render("no_rights.html", title=title, text=text, link=link)


def _link(path: str, text: str, own_address: str, language: Language) -> Link:
    return Link(f"{path}?{urlencode({'lang': language.value, 'next': own_address})}", text)
