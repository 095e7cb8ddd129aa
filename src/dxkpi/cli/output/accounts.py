"""What `dxkpi account` prints."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from dxkpi.domain.model.datetimes import format_moment
from dxkpi.domain.model.permissions import ROLE_WORDS
from dxkpi.domain.views.text import MISSING
from dxkpi.locale import N_, Language, say

if TYPE_CHECKING:
    from rich.table import Table

    from dxkpi.store import Account

HEADINGS = (N_("Account"), N_("Name"), N_("Role"), N_("Localities"), N_("Identity"), N_("State"), N_("Created at"))


def account_rows(accounts: Sequence[Account]) -> list[dict[str, Any]]:
    """One object an account; of its password only whether there is one."""
    return [
        {
            "name": account.name,
            "shown_name": account.shown_name,
            "role": account.role.value,
            "scope": None if account.scope is None else sorted(account.scope),
            "identity": {"issuer": account.issuer, "subject": account.subject} if account.issuer else None,
            "password": account.password_hash is not None,
            "active": account.is_active,
            "must_change": account.must_change,
            "created_at": account.created_at.isoformat(),
            "created_by": account.created_by,
        }
        for account in accounts
    ]


def accounts_table(accounts: Sequence[Account], language: Language) -> Table:
    """The same accounts as a table for people."""
    from rich.table import Table

    table = Table(*(say(heading, language) for heading in HEADINGS))
    for account in accounts:
        scope = say(N_("all"), language) if account.scope is None else ", ".join(sorted(account.scope)) or MISSING
        table.add_row(
            account.name,
            account.shown_name,
            say(ROLE_WORDS[account.role], language),
            scope,
            account.subject or MISSING,
            say(_state(account), language),
            format_moment(account.created_at),
        )
    return table


def _state(account: Account) -> str:
    if not account.is_active:
        return N_("disabled")
    return N_("first password") if account.must_change else N_("active")
