"""The kinds of refusals that others derive from."""

from __future__ import annotations

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


class NotAllowed(DxkpiError):
    """The account lacks the permission."""

    exit_code = 4
    sentence = N_("This account is not allowed to do that.")


class NotFound(DxkpiError):
    """The request names something that does not exist."""

    exit_code = 5


class CatalogueFault(DxkpiError):
    """A catalogue file is invalid; names the file and the key."""

    exit_code = 2
    sentence = N_("{file}: {key}: {reason}")
