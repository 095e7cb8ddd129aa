"""The pages of signing in, as plain HTML in the product's look: they work without a script."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from html import escape
from urllib.parse import urlencode

from starlette.responses import HTMLResponse, Response

from dxkpi.domain.model.permissions import ROLE_WORDS, Actor
from dxkpi.locale import N_, Language, say
from dxkpi.web.frontend.scripts import stylesheet
from dxkpi.web.headers import NO_STORE

SIGN_IN, SIGN_OUT, EVERYWHERE, PASSWORD = "/sign-in", "/sign-out", "/sign-out-everywhere", "/password"
PROVIDER = "/sign-in/provider"


@dataclass(frozen=True)
class SignInRequest:
    """In which language a page is asked for, where it leads to, how the product's province is called, and whether an
    identity provider is set up."""

    language: Language
    goal: str
    province: str
    has_provider: bool = False

    def at(self, path: str, language: Language | None = None) -> str:
        """An address of these pages, with what was asked."""
        return f"{path}?{urlencode({'lang': (language or self.language).value, 'next': self.goal})}"

    def say(self, message: str, **values: object) -> str:
        """A message in the language, for HTML."""
        return escape(say(message, self.language, **values))


def sign_in_page(asked: SignInRequest, *, name: str = "", refusal: str = "", who: str = "") -> str:
    """Ask for name and password. `who`: the name of whoever is signed in already."""
    notice = _notice(asked.say(N_("You are signed in as {name}; signing in again ends that."), name=who)) if who else ""
    body = (
        notice
        + _refusal(refusal)
        + _form(
            asked,
            SIGN_IN,
            _input(asked, "name", N_("Account name"), "username", value=name, is_first=not name)
            + _input(asked, "password", N_("Password"), "current-password", is_first=bool(name)),
            N_("Sign in"),
        )
        + _provider(asked)
    )
    quiet = asked.say(N_("Reading needs no account. Accounts and forgotten passwords: ask the administrator."))
    return _page(asked, SIGN_IN, N_("Sign in"), f'{body}<p class="quiet">{quiet}</p>')


def password_page(asked: SignInRequest, by: Actor, *, refusal: str = "") -> str:
    """Ask for the old and the new password."""
    first = N_("Somebody else chose your password. Choose your own now; until then nothing else can be done.")
    least = asked.say(N_("At least 12 characters; a sentence of four or five words is good."))
    fields = (
        f'<input type="text" hidden autocomplete="username" name="name" value="{escape(by.name)}">'
        + _input(asked, "old", N_("Present password"), "current-password", is_first=True)
        + _input(asked, "new", N_("New password"), "new-password", more=least)
        + _input(asked, "again", N_("New password, once more"), "new-password")
    )
    notice = _notice(asked.say(first)) if by.must_change else ""
    quiet = asked.say(N_("Every other browser in which you are signed in is signed out by this."))
    body = f"{notice}{_refusal(refusal)}{_form(asked, PASSWORD, fields, N_('Change the password'))}"
    return _page(asked, PASSWORD, N_("Change the password"), f'{body}<p class="quiet">{quiet}</p>')


def sign_out_page(asked: SignInRequest, by: Actor, shown: str) -> str:
    """Who is signed in, and the ways out."""
    role = say(ROLE_WORDS[by.role], asked.language)
    who = asked.say(N_("You are signed in as {name} ({role})."), name=shown, role=role)
    everywhere = asked.say(N_("Ends your sessions in every browser and on every machine."))
    body = (
        f"<p>{who}</p>"
        + _form(asked, SIGN_OUT, "", N_("Sign out"))
        + f"<section><p>{everywhere}</p>"
        + _form(asked, EVERYWHERE, "", N_("Sign out everywhere"), kind="second")
        + f'</section><section><a href="{escape(asked.at(PASSWORD))}">'
        + f"{asked.say(N_('Change the password'))}</a></section>"
    )
    return _page(asked, SIGN_OUT, N_("Account"), body)


def unknown_page(asked: SignInRequest, text: str) -> str:
    """Whoever signed in elsewhere and is nobody here: why, and what to do."""
    reading = f'<p><a href="/?lang={asked.language.value}">{asked.say(N_("Go on reading"))}</a></p>'
    return _page(asked, SIGN_IN, N_("Sign in"), _refusal(text) + _provider(asked) + reading)


def html_of(content: str, status: int = 200) -> Response:
    """A page as an answer that is not kept."""
    return HTMLResponse(content, status_code=status, headers=NO_STORE)


def refusal_page(asked: SignInRequest, text: str) -> str:
    """A request that was not taken, and the way back to the form."""
    back = f'<p><a href="{escape(asked.at(SIGN_IN))}">{asked.say(N_("Sign in"))}</a></p>'
    return _page(asked, SIGN_IN, N_("Sign in"), _refusal(text) + back)


def _page(asked: SignInRequest, path: str, title: str, body: str) -> str:
    product = asked.say(N_("Digital transformation indicators"))
    other, other_name = (Language.EN, "English") if asked.language is Language.VI else (Language.VI, "Tiếng Việt")
    home = escape(f"/?lang={asked.language.value}")
    return (
        f'<!DOCTYPE html><html lang="{asked.language.value}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">'
        f'<title>{asked.say(title)} – {product}</title><link rel="icon" href="/app/static/favicon.svg">'
        f"<style>{_styles()}</style></head><body>"
        f'<header><div><a href="{home}"><b>{product}</b></a> · {escape(asked.province)}</div>'
        f'<a href="{escape(asked.at(path, other))}" lang="{other.value}">{other_name}</a></header>'
        f"<main><h1>{asked.say(title)}</h1>{body}</main></body></html>"
    )


def _form(asked: SignInRequest, path: str, fields: str, button: str, *, kind: str = "first") -> str:
    action = escape(asked.at(path))
    return (
        f'<form method="post" action="{action}">{fields}'
        f'<button type="submit" class="{kind}">{asked.say(button)}</button></form>'
    )


def _input(
    asked: SignInRequest, name: str, label: str, kind: str, *, value: str = "", more: str = "", is_first: bool = False
) -> str:
    shape = "text" if name == "name" else "password"
    plain = ' autocapitalize="none" spellcheck="false"' if name == "name" else ""
    told = f' aria-describedby="{name}-more"' if more else ""
    text = f'<p id="{name}-more">{more}</p>' if more else ""
    focus = " autofocus" if is_first else ""
    return (
        f'<label for="{name}">{asked.say(label)}</label>{text}<input id="{name}" name="{name}" type="{shape}" '
        f'value="{escape(value)}" autocomplete="{kind}" required{plain}{told}{focus}>'
    )


def _provider(asked: SignInRequest) -> str:
    if not asked.has_provider:
        return ""
    text = asked.say(N_("Sign in with the province's account"))
    return f'<section><a class="button" href="{escape(asked.at(PROVIDER))}">{text}</a></section>'


def _notice(text: str) -> str:
    return f'<p class="notice">{text}</p>'


def _refusal(text: str) -> str:
    return f'<p class="notice refusal" role="alert">{escape(text)}</p>' if text else ""


@cache
def _styles() -> str:
    return stylesheet("sign_in.css")
