"""The commands about accounts. Whoever runs them owns the machine, and acts as the operator."""

from __future__ import annotations

from typing import Annotated

import typer

from dxkpi.cli.console import AsJson, Lang, opened_workspace, out, spoken, tell, write
from dxkpi.cli.output import account_rows, accounts_table
from dxkpi.domain.model.permissions import OPERATOR, Role
from dxkpi.exports.numbers import document
from dxkpi.locale import N_, say
from dxkpi.workflows.admin import accounts

app = typer.Typer(no_args_is_help=True, help="Accounts: who may hand in, review and manage.")

Name = Annotated[str, typer.Argument(help="Name of the account.")]
FIRST_PASSWORD = N_("First password of {name}, shown only now and to be changed at the first sign-in: {password}")


@app.command()
def add(
    name: Annotated[str, typer.Argument(help="2 to 64 letters, digits or . _ - + @")],
    role: Annotated[Role, typer.Option(help="What the account is for.")],
    scope: Annotated[list[str] | None, typer.Option(help="Locality (code or name); may be given again.")] = None,
    shown_name: Annotated[str, typer.Option(help="Name that people see.")] = "",
    identity: Annotated[
        tuple[str, str] | None, typer.Option(help="Issuer, and subject or e-mail, at an identity provider.")
    ] = None,
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:
    """Make an account; its first password is printed once."""
    with opened_workspace() as workspace:
        account, password = accounts.add_account(
            workspace, name, role=role, scope=scope or (), shown_name=shown_name, identity=identity, by=OPERATOR
        )
    if as_json:
        write(document({**account_rows([account])[0], "password": password}))
    elif password is None:
        tell(say(N_("Account {name} was made; the identity provider vouches for it."), spoken(lang), name=account.name))
    else:
        tell(say(FIRST_PASSWORD, spoken(lang), name=account.name, password=password))


@app.command("list")
def list_(as_json: AsJson = False, lang: Lang = None) -> None:
    """Every account: what it may, where, and since when."""
    with opened_workspace() as workspace:
        found = accounts.accounts(workspace, by=OPERATOR)
    if as_json:
        write(document({"accounts": account_rows(found)}))
    else:
        out.print(accounts_table(found, spoken(lang)))


@app.command()
def disable(name: Name, lang: Lang = None) -> None:
    """Let an account sign in no more; it is signed out everywhere."""
    with opened_workspace() as workspace:
        account = accounts.disable_account(workspace, name, by=OPERATOR)
    tell(say(N_("Account {name} is disabled."), spoken(lang), name=account.name))


@app.command()
def enable(name: Name, lang: Lang = None) -> None:
    """Let an account sign in again."""
    with opened_workspace() as workspace:
        account = accounts.enable_account(workspace, name, by=OPERATOR)
    tell(say(N_("Account {name} is enabled."), spoken(lang), name=account.name))


@app.command()
def password(name: Name, lang: Lang = None) -> None:
    """Give an account a new first password, printed once; it is signed out everywhere."""
    with opened_workspace() as workspace:
        given = accounts.reset_password(workspace, name, by=OPERATOR)
    tell(say(FIRST_PASSWORD, spoken(lang), name=name, password=given))
