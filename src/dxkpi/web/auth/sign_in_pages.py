"""The pages of signing in, as plain HTML in the product's look: they work without a script."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import urlencode

from markupsafe import Markup
from starlette.responses import HTMLResponse, Response

from dxkpi.accounts.passwords import MIN_CHARACTERS
from dxkpi.domain.model.permissions import ROLE_WORDS, Actor
from dxkpi.locale import N_, Language, language_name, say
from dxkpi.templates import render
from dxkpi.web.frontend.scripts import stylesheet
from dxkpi.web.headers import NO_STORE

SIGN_IN, SIGN_OUT, EVERYWHERE, PASSWORD = "/sign-in", "/sign-out", "/sign-out-everywhere", "/password"
PROVIDER = "/sign-in/provider"


@dataclass(frozen=True)
class SignInRequest:
    """In which language a page is asked for, the path to go on to, the name of the product's province, and whether an
    identity provider is set up."""

    language: Language
    goal: str
    province: str
    has_provider: bool = False

    def at(self, path: str, language: Language | None = None) -> str:
        """The address of one of these pages with the same choices, in this or another language."""
        return f"{path}?{urlencode({'lang': (language or self.language).value, 'next': self.goal})}"

    @property
    def provider(self) -> str:
        """The address of the identity provider's sign-in; empty without one."""
        return self.at(PROVIDER) if self.has_provider else ""


@dataclass(frozen=True)
class FormField:
    """A field of a form: its name, label, `autocomplete` token, and what it starts with."""

    name: str
    label: str
    autocomplete: str
    value: str = ""
    help: str = ""
    is_focused: bool = False

    @property
    def is_password(self) -> bool:
        """Whether what is typed is hidden."""
        return self.name != "name"


def sign_in_page(request: SignInRequest, *, name: str = "", refusal: str = "", who: str = "") -> str:
    """Ask for name and password. `who`: the name of the person who is signed in already."""
    message = N_("You are signed in as {name}; signing in again ends that.")
    fields = (
        FormField("name", say(N_("Account name"), request.language), "username", name, is_focused=not name),
        FormField("password", say(N_("Password"), request.language), "current-password", is_focused=bool(name)),
    )
    return _page(
        "sign_in", request, SIGN_IN, N_("Sign in"), fields=fields, refusal=refusal,
        notice=say(message, request.language, name=who) if who else "",
    )  # fmt: skip


def password_page(request: SignInRequest, by: Actor, *, refusal: str = "") -> str:
    """Ask for the old and the new password."""
    language = request.language
    least = say(
        N_("At least {least} characters; a sentence of four or five words is good."), language, least=MIN_CHARACTERS
    )
    fields = (
        FormField("old", say(N_("Current password"), language), "current-password", is_focused=True),
        FormField("new", say(N_("New password"), language), "new-password", help=least),
        FormField("again", say(N_("Repeat the new password"), language), "new-password"),
    )
    return _page(
        "password", request, PASSWORD, N_("Change the password"), fields=fields, refusal=refusal, by=by
    )  # fmt: skip


def sign_out_page(request: SignInRequest, by: Actor, shown_name: str) -> str:
    """Who is signed in, and the ways out."""
    return _page(
        "sign_out", request, SIGN_OUT, N_("Account"), name=shown_name, role=say(ROLE_WORDS[by.role], request.language),
        everywhere=request.at(EVERYWHERE), password=request.at(PASSWORD),
    )  # fmt: skip


def unknown_page(request: SignInRequest, refusal: str) -> str:
    """Why an identity has no account here, and what to do."""
    return _page("unknown", request, SIGN_IN, N_("Sign in"), refusal=refusal)


def refusal_page(request: SignInRequest, refusal: str) -> str:
    """Why a request was refused, and the way back to the form."""
    return _page("refusal", request, SIGN_IN, N_("Sign in"), refusal=refusal)


def html_of(content: str, status: int = 200) -> Response:
    """A page as a response that is not cached."""
    return HTMLResponse(content, status_code=status, headers=NO_STORE)


def _page(template: str, request: SignInRequest, path: str, title: str, **data: Any) -> str:
    return render(
        f"sign_in/{template}.html",
        language=request.language,
        title=say(title, request.language),
        province=request.province,
        action=request.at(path),
        provider=request.provider,
        other_languages=[
            {"code": other.value, "name": language_name(other), "address": request.at(path, other)}
            for other in Language
            if other is not request.language
        ],
        styles=Markup(_styles()),  # our own file
        **data,
    )


@cache
def _styles() -> str:
    return stylesheet("sign_in.css")
