"""A submission cannot be made, decided or found."""

from __future__ import annotations

from dxkpi.errors.base import DxkpiError, NotAllowed, NotFound
from dxkpi.locale import N_


class FileRefused(DxkpiError):
    """An uploaded file has blocking problems, which the command prints."""

    exit_code = 3
    sentence = N_("{file} was refused: nothing was saved. Fix the problems listed and submit it again.")


class StoreChanged(DxkpiError):
    """Somebody else changed the figures to submit between preview and submission."""

    exit_code = 3
    sentence = N_(
        "These figures were changed by somebody else since the preview; nothing was saved. "
        "Look at the new preview and submit again."
    )


class PeriodClosed(DxkpiError):
    """The period closed for a locality between preview and submission."""

    exit_code = 3
    sentence = N_("Nothing was saved. {place}, {period}: {why}.")


class ComparisonChanged(StoreChanged):
    """Somebody else changed the figures of a submission after the reviewer compared them."""

    sentence = N_(
        "These figures were changed by somebody else since they were compared; nothing was decided. Compare them again."
    )


class UnknownSubmission(NotFound):
    """No submission has this number."""

    sentence = N_("There is no submission {number}.")


class UnknownTarget(NotFound):
    """No target has this number, or it was removed."""

    sentence = N_("There is no target {number}, or it was removed.")


class ArchivedFileMissing(NotFound):
    """The file of a submission is not in the archive."""

    sentence = N_("The file of submission {number} is not in the archive.")


class ReasonMissing(DxkpiError):
    """The figures look wrong and no reason was given."""

    exit_code = 3
    sentence = N_(
        "{file} was not saved: check the figures listed, or write why they are right (at least {least} letters)."
    )


class CorrectionUnexplained(ReasonMissing):
    """The submission corrects approved figures and no reason was given."""

    sentence = N_(
        "{file} was not saved: it corrects approved figures ({count}). "
        "Write why they change (at least {least} letters)."
    )


class AlreadyDecided(DxkpiError):
    """The submission was decided before; `sentence` says who decided, when and how."""

    exit_code = 3

    def __init__(self, sentence: str, *, number: int, by: str, at: str) -> None:
        self.sentence = sentence
        super().__init__(number=str(number), by=by, at=at)


class CannotReviewOwn(NotAllowed):
    """A reviewer may not approve their own submission."""

    sentence = N_("Submission {number} is your own; somebody else must approve it.")
