"""Accounts: who there is, a new one, and what one of them may do."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st
from markupsafe import Markup

import page_state
import pickers
import rendering
from dxkpi.domain.model.datetimes import format_moment
from dxkpi.domain.model.locality import Locality
from dxkpi.domain.model.permissions import ROLE_WORDS, Role
from dxkpi.domain.views import text as wording
from dxkpi.locale import N_, say
from dxkpi.workflows.admin import accounts
from dxkpi.workflows.admin.accounts import Account
from page_content import show_html
from parts import form_feedback
from parts.names import place_name

MEANING = {
    Role.READER: N_("reads what is published"),
    Role.CONTRIBUTOR: N_("submits figures of the chosen localities"),
    Role.REVIEWER: N_("approves and returns what others submit, and may submit; without localities: all"),
    Role.ADMINISTRATOR: N_("manages accounts and deadlines, and reads the log; submits and approves nothing"),
}
ADD, PASSWORD = "add account", "first password"


def show() -> None:
    """The list, then a form for one of them and a form for another."""
    workspace, language, by = page_state.workspace(), page_state.language(), page_state.actor()
    listed, places = accounts.accounts(workspace, by=by), accounts.scopes(workspace, by=by)
    _first_password()
    show_html(_table(listed, places))
    change, add = st.columns(2, gap="large")
    with change:
        show_html(rendering.heading(say("Change an account", language)))
        if not listed:
            show_html(rendering.small(say("There is no account yet.", language)))
        else:
            named = {account.name: f"{account.shown_name} ({account.name})" for account in listed}
            name = pickers.pick_named(N_("Account"), named, "account")
            _change(next(account for account in listed if account.name == name), places)
    with add:
        show_html(rendering.heading(say("Add an account", language)))
        _add(places)


def _add(places: dict[str, Locality]) -> None:
    language = page_state.language()
    with st.form(ADD, border=False):
        st.text_input(say("Name to sign in with", language), key=form_feedback.key(ADD, "name"), autocomplete="off")
        st.text_input(say("Name that people see", language), key=form_feedback.key(ADD, "shown"), autocomplete="off")
        _ask_rights(ADD, places, Role.CONTRIBUTOR, ())
        _ask_identity(ADD, "", "")
        st.form_submit_button(
            say("Add the account", language), type="primary", on_click=form_feedback.do, args=(ADD, _added)
        )
    form_feedback.said(ADD)


def _added() -> str:
    language = page_state.language()
    account, password = accounts.add_account(
        page_state.workspace(),
        form_feedback.typed(ADD, "name"),
        role=_role(ADD),
        scope=_scope(ADD),
        shown_name=form_feedback.typed(ADD, "shown"),
        identity=_identity(ADD),
        by=page_state.actor(),
    )
    if password is None:
        return say(
            "Account {name} has been created; it signs in through the identity provider.", language, name=account.name
        )
    st.session_state[PASSWORD] = (account.name, password)
    return say("Account {name} has been created. Its first password is shown above, once.", language, name=account.name)


def _change(account: Account, places: dict[str, Locality]) -> None:
    language, form = page_state.language(), f"change {account.name}"
    with st.form(form, border=False):
        _ask_rights(form, places, account.role, account.scope or ())
        st.form_submit_button(
            say("Save role and localities", language),
            on_click=form_feedback.do,
            args=(form, lambda: _rights_saved(form, account.name)),
        )
    with st.form(f"{form} identity", border=False):
        _ask_identity(form, account.issuer or "", account.subject or "")
        st.form_submit_button(
            say("Save the identity", language),
            on_click=form_feedback.do,
            args=(form, lambda: _identity_saved(form, account.name)),
        )
    with st.container(horizontal=True):
        if account.name != page_state.actor().name:  # one's own is changed where it is not shown
            st.button(say("Give a new first password", language), on_click=form_feedback.do, args=(form, lambda: (
                _password_given(account.name))))  # fmt: skip
        switch = N_("Disable the account") if account.is_active else N_("Enable the account")
        st.button(say(switch, language), on_click=form_feedback.do, args=(form, lambda: _switched(account)))
    form_feedback.said(form)


def _rights_saved(form: str, name: str) -> str:
    accounts.set_role(page_state.workspace(), name, _role(form), _scope(form), by=page_state.actor())
    return say("Role and localities of {name} are saved.", page_state.language(), name=name)


def _identity_saved(form: str, name: str) -> str:
    accounts.set_identity(page_state.workspace(), name, _identity(form), by=page_state.actor())
    return say("The identity of {name} is saved; it is signed out everywhere.", page_state.language(), name=name)


def _password_given(name: str) -> str:
    st.session_state[PASSWORD] = (name, accounts.reset_password(page_state.workspace(), name, by=page_state.actor()))
    return say("{name} has a new first password, which is shown above, once.", page_state.language(), name=name)


def _switched(account: Account) -> str:
    workspace, by, language = page_state.workspace(), page_state.actor(), page_state.language()
    if account.is_active:
        accounts.disable_account(workspace, account.name, by=by)
        return say("Account {name} is disabled.", language, name=account.name)
    accounts.enable_account(workspace, account.name, by=by)
    return say("Account {name} is enabled.", language, name=account.name)


def _first_password() -> None:
    """The first password of a new account, shown until it is hidden."""
    if PASSWORD not in st.session_state:
        return
    language = page_state.language()
    name, password = st.session_state[PASSWORD]
    title = say("First password of {name}", language, name=name)
    text = say("It is shown only here, and cannot be read again. Give it to its owner, who changes it at the first "
               "sign-in.", language)  # fmt: skip
    show_html(rendering.render("first_password.html", language=language, title=title, password=password, text=text))
    st.button(say("I have noted it: hide it", language), on_click=lambda: st.session_state.pop(PASSWORD))


def _ask_rights(form: str, places: dict[str, Locality], role: Role, scope: Iterable[str]) -> None:
    language = page_state.language()
    roles = list(Role)
    st.radio(
        say("Role", language),
        roles,
        index=roles.index(role),
        format_func=lambda option: say(ROLE_WORDS[option], language),
        captions=[say(MEANING[option], language) for option in roles],
        key=form_feedback.key(form, "role"),
    )
    chosen = sorted(scope)
    st.multiselect(
        say("Localities, each with all that lies inside", language),
        list(dict.fromkeys([*places, *chosen])),
        default=chosen,
        format_func=lambda code: place_name(places[code], language) if code in places else code,
        placeholder=say("Choose localities", language),
        key=form_feedback.key(form, "scope"),
    )


def _ask_identity(form: str, issuer: str, subject: str) -> None:
    language = page_state.language()
    label = say("Identity provider (address; empty: a password)", language)
    st.text_input(label, issuer, key=form_feedback.key(form, "issuer"), autocomplete="off")
    st.text_input(
        say("E-mail or subject there", language), subject, key=form_feedback.key(form, "subject"), autocomplete="off"
    )


def _role(form: str) -> Role:
    return Role(st.session_state[form_feedback.key(form, "role")])


def _scope(form: str) -> list[str]:
    return list(st.session_state[form_feedback.key(form, "scope")])


def _identity(form: str) -> tuple[str, str] | None:
    issuer, subject = (form_feedback.typed(form, field).strip() for field in ("issuer", "subject"))
    return (issuer, subject) if issuer or subject else None


def _table(listed: Iterable[Account], places: dict[str, Locality]) -> Markup:
    language = page_state.language()
    headings = [
        say(heading, language)
        for heading in (
            N_("Account"),
            N_("Name"),
            N_("Role"),
            N_("Localities"),
            N_("Identity"),
            N_("State"),
            N_("Created at"),
        )
    ]
    rows = [
        (
            account.name,
            account.shown_name,
            say(ROLE_WORDS[account.role], language),
            _scope_words(account, places),
            account.subject or wording.MISSING,
            say(_state(account), language),
            format_moment(account.created_at),
        )
        for account in listed
    ]
    title = say("Accounts", language)
    return rendering.titled_table(title, headings, rows)


def _scope_words(account: Account, places: dict[str, Locality]) -> str:
    if account.scope is None:
        return say("all", page_state.language())
    return ", ".join(sorted(places[code].name if code in places else code for code in account.scope)) or wording.MISSING


def _state(account: Account) -> str:
    if not account.is_active:
        return N_("disabled")
    return N_("first password") if account.must_change else N_("active")
