"""Every error that a user can cause or meet. Anything else that is raised is a bug."""

from __future__ import annotations

from collections.abc import Sequence

from dxkpi.locale import N_, Language, Message


class DxkpiError(Exception):
    """Base of all errors shown to users: one sentence that says what is wrong and what to do.

    `sentence` is a message id whose arguments are the keyword arguments of the constructor; pages, commands and the web
    server show it in the reader's language. `exit_code` is the exit status of a command that fails with the error.
    """

    exit_code = 1
    sentence = ""

    def __init__(self, **values: object) -> None:
        self.message = Message(self.sentence, values)
        super().__init__(self.message.text(Language.EN))

    def text(self, language: Language) -> str:
        """The sentence in a language."""
        return self.message.text(language)


class WrongUsage(DxkpiError):
    """The request is invalid; `what` is the whole sentence."""

    exit_code = 2
    sentence = N_("{what}")


class FileRefused(DxkpiError):
    """An uploaded file has blocking problems, which the command prints."""

    exit_code = 3
    sentence = N_("{file} was refused: nothing was saved. Fix the problems listed and submit it again.")


class NotAllowed(DxkpiError):
    """The account lacks the permission."""

    exit_code = 4
    sentence = N_("This account is not allowed to do that.")


class PasswordChangeRequired(NotAllowed):
    """The account still has its first password, which somebody else chose."""

    sentence = N_("Change your first password; until then nothing else can be done with this account.")


class NotFound(DxkpiError):
    """The request names something that does not exist."""

    exit_code = 5


class UnknownLocality(NotFound):
    """No locality has this code or name; `suggestions` are labels of localities with similar names."""

    def __init__(self, text: str, suggestions: Sequence[str] = ()) -> None:
        self.suggestions = tuple(suggestions)
        self.sentence = (
            N_("There is no locality “{text}”. Similar names: {suggestions}.")
            if suggestions
            else N_("There is no locality “{text}”. Give its code, or its full name with diacritics.")
        )
        super().__init__(text=text, suggestions="; ".join(self.suggestions))


class AmbiguousLocality(NotFound):
    """Several localities have this name; `candidates` are their labels."""

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
    """The text is not a period."""

    sentence = N_("“{text}” is not a period. Write 2022-Q3, 2022-H1, 2022-9M, 2022 or 2021-12-15..2022-09-14.")

    def __init__(self, text: str) -> None:
        super().__init__(text=text)


class UnknownVintage(NotFound):
    """The store has no vintage of this number."""

    sentence = N_("There is no vintage {asked}; the newest is {newest}.")


class CatalogueFault(DxkpiError):
    """A catalogue file is invalid; names the file and the key."""

    exit_code = 2
    sentence = N_("{file}: {key}: {reason}")


class StoreUnreachable(DxkpiError):
    """The store cannot be opened."""

    exit_code = 6
    sentence = N_("The store {address} cannot be reached: {reason}. Check DXKPI_DATABASE_URL and DXKPI_HOME.")


class StoreNewer(DxkpiError):
    """The store was migrated by a newer version of the program."""

    exit_code = 6
    sentence = N_("The store {address} is newer than this program (migration {revision}). Update dxkpi.")


class PortTaken(DxkpiError):
    """Another program uses the port."""

    exit_code = 2
    sentence = N_("Port {port} is taken by another program. Choose another with --port.")

    def __init__(self, port: int) -> None:
        super().__init__(port=str(port))


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


class ArchivedFileDamaged(DxkpiError):
    """An archived file differs from what was submitted."""

    exit_code = 7
    sentence = N_("The archived file {sha256} is damaged. Restore {path} from a backup, or submit the file again.")


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


class WrongPassword(NotAllowed):
    """The sign-in failed. For security the sentence does not say whether name, password or account is wrong."""

    sentence = N_("The name or the password is wrong, or the account is disabled.")


class TooManyFailures(NotAllowed):
    """Too many failed sign-ins for this name or from this address."""

    sentence = N_("There were too many failed sign-ins. Try again after {until}.")


class WeakPassword(DxkpiError):
    """A new password is too easy to guess."""

    exit_code = 2
    sentence = N_("{what} Use at least {least} characters; a sentence of four or five words works well.")


class UnknownAccount(NotFound):
    """No account has this name."""

    sentence = N_("There is no account “{name}”.")


class AccountExists(DxkpiError):
    """An account already has this name or identity."""

    exit_code = 3
    sentence = N_("There is already an account “{name}”, or its identity belongs to another account.")


class LastAdministrator(NotAllowed):
    """The change would leave no administrator who can sign in."""

    sentence = N_("“{name}” is the last administrator who can sign in. Make another administrator first.")
