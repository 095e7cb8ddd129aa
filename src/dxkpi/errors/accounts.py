"""An account cannot be used or changed."""

from __future__ import annotations

from dxkpi.errors.base import DxkpiError, NotAllowed, NotFound
from dxkpi.locale import N_


class PasswordChangeRequired(NotAllowed):
    """The account still has its first password, which somebody else chose."""

    sentence = N_("Change your first password; until then nothing else can be done with this account.")


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

    exit_code = 2
    sentence = N_("There is already an account “{name}”, or its identity belongs to another account.")


class LastAdministrator(NotAllowed):
    """The change would leave no administrator who can sign in."""

    sentence = N_("“{name}” is the last administrator who can sign in. Make another administrator first.")
