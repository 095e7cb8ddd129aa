"""Who acts, and what they may do. Everything that is not allowed here is refused.

Rights are asked for where data is read or written (the workflows), never only where a button is shown.
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
    """What an account is for."""

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
    """What may be done beside reading what is published, which everybody may."""

    REPORT = "report"  # form, draft, preview, submit, withdraw, for localities of the scope
    SEE_REPORTS = "see_reports"  # submissions that are not decided, originals, comments, of the scope
    REVIEW = "review"  # comment, approve, return
    MANAGE = "manage"  # accounts, periods and deadlines, the audit log
    OPERATE = "operate"  # what the machine's owner does by command: import at once, whatever is locked


RIGHTS: dict[Role, frozenset[Permission]] = {
    Role.READER: frozenset(),
    Role.CONTRIBUTOR: frozenset({Permission.REPORT, Permission.SEE_REPORTS}),
    Role.REVIEWER: frozenset({Permission.REPORT, Permission.SEE_REPORTS, Permission.REVIEW}),
    Role.ADMINISTRATOR: frozenset({Permission.SEE_REPORTS, Permission.MANAGE}),
}


@dataclass(frozen=True)
class Actor:
    """Who acts. `scope`: codes of the localities whose figures are theirs, with all that lies inside; None: all.

    `address`: from where, for the audit log. An operator is whoever may run commands on the server. Who must change a
    first password may do nothing else.
    """

    name: str
    role: Role = Role.READER
    scope: frozenset[str] | None = frozenset()
    address: str = ""
    is_operator: bool = False
    must_change: bool = False

    def may(self, act: Permission) -> bool:
        """Whether the role allows it at all."""
        return not self.must_change and (self.is_operator or act in RIGHTS[self.role])

    def may_for(self, act: Permission, locality: Locality, registry: Registry, day: date | None = None) -> bool:
        """Whether the role allows it for a locality, which lies where it did on the day (its last one without)."""
        if not self.may(act):
            return False
        if self.scope is None:
            return True
        then = day if day is not None and locality.valid_on(day) else locality.valid_to or locality.valid_from
        if day is None and locality.valid_to is None:
            then = date.max
        above = registry.ancestors(locality, then)
        return not self.scope.isdisjoint({locality.code, *(each.code for each in above)})

    def require(self, act: Permission) -> None:
        """Raises `NotAllowed`, or `PasswordChangeRequired` while the account has its first password."""
        if not self.may(act):
            raise self._refusal()

    def require_for(self, act: Permission, locality: Locality, registry: Registry, day: date | None = None) -> None:
        """The same for one locality. Raises `NotAllowed` and `PasswordChangeRequired`."""
        if not self.may_for(act, locality, registry, day):
            raise self._refusal()

    def _refusal(self) -> NotAllowed:
        return PasswordChangeRequired() if self.must_change else NotAllowed()


READER = Actor("")
SHIPPED = "dxkpi"  # whose name stands at figures that came with the program
OPERATOR = Actor("operator", Role.ADMINISTRATOR, None, is_operator=True)
