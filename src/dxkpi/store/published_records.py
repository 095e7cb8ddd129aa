"""The records behind the published figures: submissions, reports, corrections and flags, up to one vintage."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dxkpi.domain.figures.figures import Figures
from dxkpi.domain.model.period import Period
from dxkpi.store.figures.revisions import Revision
from dxkpi.store.store import Store
from dxkpi.store.submissions.flags import Flag, StoredFlag
from dxkpi.store.submissions.reports import LocalityReport
from dxkpi.store.submissions.submission import Submission
from dxkpi.store.tables.figures import SubmissionState


@dataclass(frozen=True)
class PublishedRecords:
    """Records as they were when a vintage appeared.

    `submissions`: by number, in any state. `revisions`: of corrected cells, by locality key. `reports`: approved ones,
    by locality key and period. `flags`: those of approved submissions, by submission.
    """

    vintage: int
    submissions: Mapping[int, Submission]
    revisions: Mapping[str, Sequence[Revision]]
    reports: Mapping[tuple[str, Period], LocalityReport]
    flags: Sequence[StoredFlag]

    @classmethod
    def read(cls, store: Store, vintage: int) -> PublishedRecords:
        """Read all records, at the start of a process."""
        submissions = {submission.number: submission for submission in store.submissions()}
        approved = _approved_numbers(submissions)
        flags = [stored for stored in store.flags.all() if stored.submission in approved]
        return cls(vintage, submissions, store.corrected(), _approved_reports(store.reports()), flags)

    def updated(self, store: Store, added: Figures) -> PublishedRecords:
        """The records of a later vintage; reads only what came after this one."""
        corrected = store.corrected(self.vintage)
        merged = {key: _merged(self.revisions.get(key, ()), newer) for key, newer in corrected.items()}
        submissions = {submission.number: submission for submission in store.submissions()}
        approved = sorted(_approved_numbers(submissions) - _approved_numbers(self.submissions))
        return PublishedRecords(
            added.vintage,
            submissions,
            {**self.revisions, **merged},
            {**self.reports, **_approved_reports(store.reports(approved))},
            _with_flags(self.flags, {number: store.flags.of(number) for number in approved}),
        )


def _approved_numbers(submissions: Mapping[int, Submission]) -> set[int]:
    return {number for number, record in submissions.items() if record.state is SubmissionState.APPROVED}


def _approved_reports(reports: Sequence[LocalityReport]) -> dict[tuple[str, Period], LocalityReport]:
    approved = (report for report in reports if report.state is SubmissionState.APPROVED)
    return {(report.locality, report.period): report for report in approved}


def _with_flags(flags: Sequence[StoredFlag], added: Mapping[int, Sequence[Flag]]) -> list[StoredFlag]:
    new = (StoredFlag(number, flag) for number, given in added.items() for flag in given)
    return sorted([*flags, *new], key=lambda stored: stored.submission)


def _merged(older: Sequence[Revision], newer: Sequence[Revision]) -> list[Revision]:
    """The revisions of one locality; those of a cell in `newer` replace the older ones."""
    replaced = {(revision.period, revision.measure) for revision in newer}
    kept = [revision for revision in older if (revision.period, revision.measure) not in replaced]
    return sorted([*kept, *newer], key=lambda revision: (revision.period, revision.measure, revision.vintage))
