"""`dxkpi check` and `dxkpi database`: is the store undamaged, and at which migration is it."""

from __future__ import annotations

from datetime import UTC, datetime

import typer

from dxkpi.cli.console import chosen_language, print_line
from dxkpi.cli.options import LangOption
from dxkpi.cli.private_api import Commands
from dxkpi.locale import N_, say

app = Commands()
database = Commands(no_args_is_help=True, help=N_("Migrations of the store."))
app.add_typer(database, name="database")


@app.command()
def check(lang: LangOption = None) -> None:
    """Verify the store and print each damage."""
    language = chosen_language(lang)
    from dxkpi.settings import settings
    from dxkpi.store import Store

    with Store.open(settings().address, create=False) as store:
        faults = store.check()
    for fault in faults:
        print_line(fault.text(language))
    if faults:
        raise typer.Exit(7)
    print_line(say(N_("The store is undamaged."), language))


@database.command()
def upgrade(lang: LangOption = None) -> None:
    """Bring the store to the newest migration."""
    language = chosen_language(lang)
    from dxkpi.settings import settings
    from dxkpi.store import Store

    with Store.open(settings().address, create=False, at_any_revision=True) as store:
        before, newest = store.status()
        copy = settings().home / "copies" / f"before-{newest}-{datetime.now(UTC):%Y%m%dT%H%M%S}.sqlite"
        is_copied = before != newest and store.copy(copy)
        store.upgrade()
    if is_copied:
        print_line(say(N_("Copy of the store before the upgrade: {file}"), language, file=str(copy)))
    print_line(say(N_("The store is at migration {revision}."), language, revision=newest))


@database.command()
def status(lang: LangOption = None) -> None:
    """Print the migration of the store and the newest one."""
    from dxkpi.settings import settings
    from dxkpi.store import Store

    with Store.open(settings().address, create=False, at_any_revision=True) as store:
        current, newest = store.status()
    message = N_("The store is at migration {current}; the newest is {newest}.")
    print_line(say(message, chosen_language(lang), current=current or "–", newest=newest))
