"""Roles, permissions and actors. Everything that is not allowed here is refused.

The workflows check permissions where data is read or written; hiding a button is never the only check.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from dxkpi.domain.model.locality import Locality, Registry
from dxkpi.errors import NotAllowed, PasswordChangeRequired
from dxkpi.locale import N_


class Role(StrEnum):
    """The role of an account."""

    READER = "reader"
    CONTRIBUTOR = "contributor"
    REVIEWER = "reviewer"
    ADMINISTRATOR = "administrator"


ROLE_WORDS: Mapping[Role, str] = MappingProxyType(
    {
        Role.READER: N_("reader"),
        Role.CONTRIBUTOR: N_("contributor"),
        Role.REVIEWER: N_("reviewer"),
        Role.ADMINISTRATOR: N_("administrator"),
    }
)


class Permission(StrEnum):
    """A permission, in addition to reading published figures, which everyone may."""

    REPORT = "report"  # form, draft, preview, submit and withdraw, within the scope
    SEE_REPORTS = "see_reports"  # undecided submissions, uploaded files and comments, within the scope
    REVIEW = "review"  # comment on, approve and return submissions
    MANAGE = "manage"  # accounts, deadlines, targets, boundaries, the audit log


RIGHTS: dict[Role, frozenset[Permission]] = {
    Role.READER: frozenset(),
    Role.CONTRIBUTOR: frozenset({Permission.REPORT, Permission.SEE_REPORTS}),
    Role.REVIEWER: frozenset({Permission.REPORT, Permission.SEE_REPORTS, Permission.REVIEW}),
    Role.ADMINISTRATOR: frozenset({Permission.SEE_REPORTS, Permission.MANAGE}),
}


@dataclass(frozen=True)
class Actor:
    """Who acts.

    `scope`: codes of the localities they may report for, including all units inside; None for everywhere. `address`:
    client address, for the audit log. `is_operator`: runs commands on the server and has every permission.
    `must_change`: still has the first password, and may do nothing else until it is changed.
    """

    name: str
    role: Role = Role.READER
    scope: frozenset[str] | None = frozenset()
    address: str = ""
    is_operator: bool = False
    must_change: bool = False

    def may(self, permission: Permission) -> bool:
        """Whether the role has a permission, for any locality."""
        return not self.must_change and (self.is_operator or permission in RIGHTS[self.role])

    def may_for(self, permission: Permission, locality: Locality, registry: Registry, day: date | None = None) -> bool:
        """Whether the actor has a permission for a locality, given where it lies on a day (see `enclosing_codes`)."""
        if not self.may(permission):
            return False
        return self.scope is None or not self.scope.isdisjoint(registry.enclosing_codes(locality, day))

    def require(self, permission: Permission) -> None:
        """Raises NotAllowed, or PasswordChangeRequired while the account has its first password."""
        if not self.may(permission):
            raise self._refusal()

    def require_for(
        self, permission: Permission, locality: Locality, registry: Registry, day: date | None = None
    ) -> None:
        """As `require`, for one locality. Raises NotAllowed and PasswordChangeRequired."""
        if not self.may_for(permission, locality, registry, day):
            raise self._refusal()

    def _refusal(self) -> NotAllowed:
        return PasswordChangeRequired() if self.must_change else NotAllowed()


READER = Actor("")
SHIPPED = "dxkpi"  # the submitter of the figures that ship with the program
OPERATOR = Actor("operator", Role.ADMINISTRATOR, None, is_operator=True)
