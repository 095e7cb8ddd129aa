"""`dxkpi account`. Who runs these commands has access to the server, and acts as the operator."""

from __future__ import annotations

from typing import Annotated

import typer

from dxkpi.cli.completion import complete_localities
from dxkpi.cli.console import chosen_language, opened_workspace, print_json, print_line, print_table
from dxkpi.cli.options import JsonOption, LangOption
from dxkpi.cli.private_api import Commands
from dxkpi.domain.model.permissions import OPERATOR, Role
from dxkpi.locale import N_, say

app = Commands(
    no_args_is_help=True,
    help=N_("Accounts: who may submit, review and manage."),
)

AccountName = Annotated[str, typer.Argument(help=N_("Name of the account."))]
FIRST_PASSWORD = N_("First password of {name}, shown only now and to be changed at the first sign-in: {password}")


@app.command()
def add(
    name: Annotated[str, typer.Argument(help=N_("2 to 64 letters, digits or . _ - + @"))],
    role: Annotated[Role, typer.Option(help=N_("What the account is for."))],
    scope: Annotated[
        list[str] | None,
        typer.Option(help=N_("Locality (code or name); may be repeated."), autocompletion=complete_localities),
    ] = None,
    shown_name: Annotated[str, typer.Option(help=N_("Name that people see."))] = "",
    identity: Annotated[
        tuple[str, str] | None, typer.Option(help=N_("Issuer, and subject or e-mail, at an identity provider."))
    ] = None,
    as_json: JsonOption = False,
    lang: LangOption = None,
) -> None:
    """Create an account; its first password is printed once."""
    from dxkpi.cli.output.accounts import account_rows
    from dxkpi.workflows.admin.accounts import add_account

    with opened_workspace() as workspace:
        account, password = add_account(
            workspace, name, role=role, scope=scope or (), shown_name=shown_name, identity=identity, by=OPERATOR
        )
    if as_json:
        print_json({**account_rows([account])[0], "password": password})
    elif password is None:
        created = N_("Account {name} has been created; it signs in through the identity provider.")
        print_line(say(created, chosen_language(lang), name=account.name))
    else:
        print_line(say(FIRST_PASSWORD, chosen_language(lang), name=account.name, password=password))


@app.command("list")
def list_(as_json: JsonOption = False, lang: LangOption = None) -> None:
    """Print all accounts with their roles, localities and states."""
    from dxkpi.cli.output.accounts import account_rows, accounts_table
    from dxkpi.workflows.admin.accounts import accounts

    with opened_workspace() as workspace:
        all_accounts = accounts(workspace, by=OPERATOR)
    if as_json:
        print_json({"accounts": account_rows(all_accounts)})
    else:
        print_table(accounts_table(all_accounts, chosen_language(lang)))


@app.command()
def disable(name: AccountName, lang: LangOption = None) -> None:
    """Disable an account: it cannot sign in, and its sessions end."""
    from dxkpi.workflows.admin.accounts import disable_account

    with opened_workspace() as workspace:
        account = disable_account(workspace, name, by=OPERATOR)
    print_line(say(N_("Account {name} is disabled."), chosen_language(lang), name=account.name))


@app.command()
def enable(name: AccountName, lang: LangOption = None) -> None:
    """Enable a disabled account."""
    from dxkpi.workflows.admin.accounts import enable_account

    with opened_workspace() as workspace:
        account = enable_account(workspace, name, by=OPERATOR)
    print_line(say(N_("Account {name} is enabled."), chosen_language(lang), name=account.name))


@app.command()
def password(name: AccountName, lang: LangOption = None) -> None:
    """Give an account a new first password, printed once; its sessions end."""
    from dxkpi.workflows.admin.accounts import reset_password

    with opened_workspace() as workspace:
        first_password = reset_password(workspace, name, by=OPERATOR)
    print_line(say(FIRST_PASSWORD, chosen_language(lang), name=name, password=first_password))
