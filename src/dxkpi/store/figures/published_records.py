"""What was handed in up to a vintage: submissions, reports, corrections and the flags they were let through with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dxkpi.domain.figures.figures import Figures
from dxkpi.domain.model.period import Period
from dxkpi.store.history import Revision, Submission
from dxkpi.store.store import Store
from dxkpi.store.submissions.flags import StoredFlag
from dxkpi.store.submissions.reports import LocalityReport
from dxkpi.store.tables.figures import SubmissionState


@dataclass(frozen=True)
class PublishedRecords:
    """The submissions by number, and every revision of the figures that were corrected, by their locality's key.

    `reports`: what was reported and approved, by locality and period; `flags`: what approved submissions were let
    through with. All as they were when the vintage came.
    """

    vintage: int
    submissions: Mapping[int, Submission]
    revisions: Mapping[str, Sequence[Revision]]
    reports: Mapping[tuple[str, Period], LocalityReport]
    flags: Sequence[StoredFlag]

    @classmethod
    def read(cls, store: Store, vintage: int) -> PublishedRecords:
        """Everything, as at the first start."""
        submissions = {each.number: each for each in store.submissions()}
        reports = _approved(store.reports())
        flags = [each for each in store.flags() if submissions[each.submission].state is SubmissionState.APPROVED]
        return cls(vintage, submissions, store.corrected(), reports, flags)

    def grown(self, store: Store, added: Figures) -> PublishedRecords:
        """With what came since; only figures that were corrected since are read again."""
        corrected = store.corrected(self.vintage)
        merged = {key: _merged(self.revisions.get(key, ()), lines) for key, lines in corrected.items()}
        revisions = dict(self.revisions) | merged
        submissions = {each.number: each for each in store.submissions()}
        before = {number for number, each in self.submissions.items() if each.state is SubmissionState.APPROVED}
        approved = sorted(
            {number for number, each in submissions.items() if each.state is SubmissionState.APPROVED} - before
        )
        reports = dict(self.reports) | _approved(store.reports(approved))
        flags = [*self.flags, *(flag for number in approved for flag in store.flags(number))]
        flags.sort(key=lambda flag: flag.submission)
        return PublishedRecords(added.vintage, submissions, revisions, reports, flags)


def _approved(reports: Sequence[LocalityReport]) -> dict[tuple[str, Period], LocalityReport]:
    return {(each.locality, each.period): each for each in reports if each.state is SubmissionState.APPROVED}


def _merged(held: Sequence[Revision], newer: Sequence[Revision]) -> list[Revision]:
    """The revisions of one locality's corrected figures, those of some of them read again."""
    again = {(each.period, each.measure) for each in newer}
    kept = [each for each in held if (each.period, each.measure) not in again]
    return sorted([*kept, *newer], key=lambda each: (each.period, each.measure, each.vintage))
