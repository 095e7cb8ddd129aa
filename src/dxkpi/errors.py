"""Every refusal a person may meet: one sentence in Vietnamese and English, and the exit code of the command."""

from __future__ import annotations

from collections.abc import Sequence

from dxkpi.locale import N_, Language, Message


class DxkpiError(Exception):
    """A refusal in words a person can act on. `exit_code` is what a command ends with."""

    exit_code = 1
    sentence = ""

    def __init__(self, **values: object) -> None:
        self.message = Message(self.sentence, values)
        super().__init__(self.message.text(Language.EN))

    def text(self, language: Language) -> str:
        """The sentence in one language."""
        return self.message.text(language)


class WrongUsage(DxkpiError):
    """The request itself makes no sense."""

    exit_code = 2
    sentence = N_("{what}")


class FileRefused(DxkpiError):
    """An uploaded file has problems that block it; they are printed beside this."""

    exit_code = 3
    sentence = N_("{file} was refused: nothing was saved. Mend the problems listed and send it again.")


class NotAllowed(DxkpiError):
    """The account may not do this."""

    exit_code = 4
    sentence = N_("This account is not allowed to do that.")


class PasswordChangeRequired(NotAllowed):
    """The account still has the password that somebody else chose."""

    sentence = N_("Change your first password; until then nothing else can be done with this account.")


class NotFound(DxkpiError):
    """Something was named that is not there."""

    exit_code = 5


class UnknownLocality(NotFound):
    """No locality has this code or name; `suggestions` look alike but were not taken."""

    def __init__(self, text: str, suggestions: Sequence[str] = ()) -> None:
        self.suggestions = tuple(suggestions)
        self.sentence = (
            N_("There is no locality “{text}”. Similar names: {suggestions}.")
            if suggestions
            else N_("There is no locality “{text}”. Give its code, or its full name with marks.")
        )
        super().__init__(text=text, suggestions="; ".join(self.suggestions))


class AmbiguousLocality(NotFound):
    """Several localities have this name; the reader must choose."""

    sentence = N_("“{text}” may be any of: {candidates}. Give the code.")

    def __init__(self, text: str, candidates: Sequence[str]) -> None:
        self.candidates = tuple(candidates)
        super().__init__(text=text, candidates="; ".join(self.candidates))


class UnknownIndicator(NotFound):
    """No indicator has this id."""

    sentence = N_("There is no indicator “{text}”. Known: {known}.")

    def __init__(self, text: str, known: Sequence[str]) -> None:
        super().__init__(text=text, known=", ".join(known))


class UnknownMeasure(NotFound):
    """No measure has this code."""

    sentence = N_("There is no measure “{text}”. Known: {known}.")

    def __init__(self, text: str, known: Sequence[str]) -> None:
        super().__init__(text=text, known=", ".join(known))


class UnknownChart(NotFound):
    """No chart has this name."""

    sentence = N_("There is no chart “{text}”. Known: {known}.")

    def __init__(self, text: str, known: Sequence[str]) -> None:
        super().__init__(text=text, known=", ".join(known))


class UnknownPeriod(NotFound):
    """The text is no period."""

    sentence = N_("“{text}” is not a period. Write 2022-Q3, 2022-H1, 2022-9M, 2022 or 2021-12-15..2022-09-14.")

    def __init__(self, text: str) -> None:
        super().__init__(text=text)


class UnknownVintage(NotFound):
    """The store has no such vintage."""

    sentence = N_("There is no vintage {asked}; the newest is {newest}.")


class CatalogueFault(DxkpiError):
    """A catalogue file is wrong; names the file and the key."""

    exit_code = 2
    sentence = N_("{file}: {key}: {reason}")


class StoreUnreachable(DxkpiError):
    """The store cannot be opened."""

    exit_code = 6
    sentence = N_("The store {address} cannot be reached: {reason}. Check DXKPI_DATABASE_URL and DXKPI_HOME.")


class StoreNewer(DxkpiError):
    """The store was written by a newer program."""

    exit_code = 6
    sentence = N_("The store {address} is newer than this program (migration {revision}). Update dxkpi.")


class PortTaken(DxkpiError):
    """Another program listens there."""

    exit_code = 2
    sentence = N_("Port {port} is taken by another program. Choose another with --port.")

    def __init__(self, port: int) -> None:
        super().__init__(port=str(port))


class StoreChanged(DxkpiError):
    """Between preview and submit, somebody else changed figures that are being submitted."""

    exit_code = 3
    sentence = N_(
        "These figures were changed by somebody else since the preview; nothing was saved. "
        "Look at the new preview and submit again."
    )


class PeriodClosed(DxkpiError):
    """Between preview and submit, a period stopped taking figures of a locality."""

    exit_code = 3
    sentence = N_("Nothing was saved. {place}, {period}: {why}.")


class ComparisonChanged(StoreChanged):
    """Between looking at a submission and approving it, somebody else changed figures it speaks of."""

    sentence = N_(
        "These figures were changed by somebody else since they were compared; nothing was decided. Compare them again."
    )


class UnknownSubmission(NotFound):
    """No submission has this number."""

    sentence = N_("There is no submission {number}.")


class UnknownTarget(NotFound):
    """No target of this number stands."""

    sentence = N_("There is no target {number}, or it does not stand any more.")


class ArchivedFileDamaged(DxkpiError):
    """A kept file is no longer what was handed in."""

    exit_code = 7
    sentence = N_("The kept file {sha256} is damaged. Bring {path} back from a backup, or hand the file in again.")


class ArchivedFileMissing(NotFound):
    """A submission's file is not kept here."""

    sentence = N_("The file of submission {number} is not kept here.")


class ReasonMissing(DxkpiError):
    """Something looks wrong and no reason was written."""

    exit_code = 3
    sentence = N_(
        "{file} was not saved: check the figures listed, or write why they are right (at least {least} letters)."
    )


class CorrectionUnexplained(ReasonMissing):
    """Approved figures are corrected and no reason was written."""

    sentence = N_(
        "{file} was not saved: it corrects approved figures ({count}). "
        "Write why they change (at least {least} letters)."
    )


class AlreadyDecided(DxkpiError):
    """Somebody has decided on this submission before; the sentence says who, when and how."""

    exit_code = 3

    def __init__(self, sentence: str, *, number: int, by: str, at: str) -> None:
        self.sentence = sentence
        super().__init__(number=str(number), by=by, at=at)


class CannotReviewOwn(NotAllowed):
    """Whoever handed figures in may not approve them."""

    sentence = N_("Submission {number} is your own; somebody else must approve it.")


class WrongPassword(NotAllowed):
    """The name, the password, or the account is not good; which of them is not said."""

    sentence = N_("The name or the password is wrong, or the account is disabled.")


class TooManyFailures(NotAllowed):
    """Somebody has guessed too often, under this name or from this address."""

    sentence = N_("There were too many failed sign-ins. Try again after {until}.")


class WeakPassword(DxkpiError):
    """A new password is too easy to guess."""

    exit_code = 2
    sentence = N_("{what} Take at least {least} characters; a sentence of four or five words is good.")


class UnknownAccount(NotFound):
    """No account has this name."""

    sentence = N_("There is no account “{name}”.")


class AccountExists(DxkpiError):
    """The name or the identity belongs to an account already."""

    exit_code = 3
    sentence = N_("There is an account “{name}” already, or its identity belongs to another one.")


class LastAdministrator(NotAllowed):
    """Without this account nobody could manage the others."""

    sentence = N_("“{name}” is the last administrator who can sign in. Make another administrator first.")
