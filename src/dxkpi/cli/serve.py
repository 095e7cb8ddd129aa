"""`dxkpi serve`."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime
from typing import Annotated

import typer

from dxkpi.cli.accounts import FIRST_PASSWORD
from dxkpi.cli.console import chosen_language, print_line
from dxkpi.cli.options import LangOption
from dxkpi.cli.private_api import Commands
from dxkpi.locale import N_, say

MAX_PORT = 65535

app = Commands()


@app.command()
def serve(
    host: Annotated[str, typer.Option(help=N_("Address to listen on."))] = "127.0.0.1",
    port: Annotated[int, typer.Option(help=N_("Port to listen on; 0: any free one."), min=0, max=MAX_PORT)] = 8501,
    lang: LangOption = None,
) -> None:
    """Run the dashboard; the first start creates and fills the store."""
    from dxkpi.accounts.first_administrator import FIRST_NAME, make_first
    from dxkpi.web import serve_dashboard
    from dxkpi.workspace import current

    language = chosen_language(lang)
    with closing(current()) as workspace:
        print_line(say(N_("Store: {address}"), language, address=workspace.store.address))
        if password := make_first(workspace.store, datetime.now(UTC)):
            print_line(say(FIRST_PASSWORD, language, name=FIRST_NAME, password=password))

        def ready(address: str) -> None:
            print_line(say(N_("Dashboard: {address}"), language, address=address))

        serve_dashboard(workspace, host=host, port=port, on_ready=ready)
