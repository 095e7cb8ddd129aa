"""`dxkpi serve`."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime
from typing import Annotated

import typer

from dxkpi.cli.accounts import FIRST_PASSWORD
from dxkpi.cli.console import chosen_language, print_line
from dxkpi.locale import N_, say

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command()
def serve(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on; 0: any free one.")] = 8501,
) -> None:
    """Run the dashboard; the first start creates and fills the store."""
    from dxkpi.accounts.first_administrator import FIRST_NAME, make_first
    from dxkpi.web import serve_dashboard
    from dxkpi.workspace import current

    language = chosen_language()
    with closing(current()) as workspace:
        print_line(say(N_("Store: {address}"), language, address=workspace.store.address))
        if password := make_first(workspace.store, datetime.now(UTC)):
            print_line(say(FIRST_PASSWORD, language, name=FIRST_NAME, password=password))

        def ready(address: str) -> None:
            print_line(say(N_("Dashboard: {address}"), language, address=address))

        serve_dashboard(workspace, host=host, port=port, on_ready=ready)
