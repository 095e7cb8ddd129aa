"""Managing accounts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from dxkpi.accounts import first_password, hash_password
from dxkpi.domain.model.locality import Level, Locality, vietnamese_sort_key
from dxkpi.domain.model.permissions import Actor, Permission, Role
from dxkpi.errors import WrongUsage
from dxkpi.locale import N_, Message
from dxkpi.store import Account
from dxkpi.workflows.choices import sample_place
from dxkpi.workflows.queries import find_locality
from dxkpi.workspace import Workspace


def accounts(workspace: Workspace, *, by: Actor) -> list[Account]:
    """Every account, by name. Raises `NotAllowed`."""
    by.require(Permission.MANAGE)
    return workspace.store.accounts.all()


def add_account(
    workspace: Workspace,
    name: str,
    *,
    role: Role,
    scope: Sequence[str] = (),
    shown_name: str = "",
    identity: tuple[str, str] | None = None,
    by: Actor,
) -> tuple[Account, str | None]:
    """Add an account; returns it and its first password, which is shown once. None for an OpenID Connect identity.

    `scope`: codes or names of localities; empty: everywhere for reviewers and administrators. `identity`: issuer, and
    subject or e-mail. Raises `NotAllowed`, `AccountExists`, `WrongUsage`, `UnknownLocality`.
    """
    by.require(Permission.MANAGE)
    password = first_password() if identity is None else None
    account = workspace.store.accounts.add(
        name,
        role=role,
        scope=scope_of(workspace, role, scope),
        shown_name=shown_name,
        password_hash=hash_password(password) if password else None,
        must_change=password is not None,
        identity=identity,
        by=by,
        at=datetime.now(UTC),
    )
    return account, password


def set_role(workspace: Workspace, name: str, role: Role, scope: Sequence[str], *, by: Actor) -> Account:
    """Set the role and scope of an account.

    Raises `NotAllowed`, `UnknownAccount`, `LastAdministrator`, `WrongUsage`, `UnknownLocality`.
    """
    by.require(Permission.MANAGE)
    return workspace.store.accounts.set_role(name, role, scope_of(workspace, role, scope), by=by, at=datetime.now(UTC))


def disable_account(workspace: Workspace, name: str, *, by: Actor) -> Account:
    """Forbid an account to sign in, and end its sessions.

    Raises `NotAllowed`, `UnknownAccount`, `LastAdministrator`.
    """
    by.require(Permission.MANAGE)
    return workspace.store.accounts.disable(name, by=by, at=datetime.now(UTC))


def enable_account(workspace: Workspace, name: str, *, by: Actor) -> Account:
    """Allow an account to sign in again. Raises `NotAllowed`, `UnknownAccount`."""
    by.require(Permission.MANAGE)
    return workspace.store.accounts.enable(name, by=by, at=datetime.now(UTC))


def reset_password(workspace: Workspace, name: str, *, by: Actor) -> str:
    """Give an account a new first password, and end its sessions. Raises `NotAllowed`, `UnknownAccount`."""
    by.require(Permission.MANAGE)
    password = first_password()
    hashed = hash_password(password)
    workspace.store.accounts.set_password(name, hashed, must_change=True, by=by, at=datetime.now(UTC))
    return password


def set_identity(workspace: Workspace, name: str, identity: tuple[str, str] | None, *, by: Actor) -> Account:
    """Set the identity of an account (issuer, and subject or e-mail), and end its sessions.

    Raises `NotAllowed`, `UnknownAccount`, `AccountExists`, `WrongUsage`.
    """
    by.require(Permission.MANAGE)
    return workspace.store.accounts.set_identity(name, identity, by=by, at=datetime.now(UTC))


def scopes(workspace: Workspace, *, by: Actor) -> dict[str, Locality]:
    """The localities that a scope may name, by code: the provinces here and all that ever lay in them."""
    by.require(Permission.MANAGE)
    return workspace.cached(("scopes", workspace.vintage), lambda: _scopes(workspace))


def scope_of(workspace: Workspace, role: Role, named: Sequence[str]) -> frozenset[str] | None:
    """The codes of a scope; None: everywhere. Raises `WrongUsage` for a contributor without any, `UnknownLocality`."""
    if not named and role is Role.CONTRIBUTOR:
        raise WrongUsage(what=Message(N_("Say for which localities a contributor reports.")))
    if not named:
        return frozenset() if role is Role.READER else None
    registry = workspace.registry
    return frozenset(text if registry.versions(text) else find_locality(workspace, text).code for text in named)


def _scopes(workspace: Workspace) -> dict[str, Locality]:
    """Each province with its units: current ones first, from the largest to the smallest."""
    registry, order = workspace.registry, list(Level)
    found: dict[str, Locality] = {}
    for province in filter(None, (workspace.home, sample_place(workspace))):
        inside = {each.code: registry.versions(each.code)[-1] for each in registry
                  if registry.province_code(each) == province.code}  # fmt: skip
        units = inside.values()
        found |= {each.code: each for each in sorted(units, key=lambda unit: (
            unit.valid_to is not None, order.index(unit.level), vietnamese_sort_key(unit.name)))}  # fmt: skip
    return found
