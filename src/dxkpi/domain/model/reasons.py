"""The rule for written reasons: of corrections, returned submissions, extensions, targets."""

from __future__ import annotations

from dxkpi.errors import WrongUsage
from dxkpi.locale import Message

# “ok”, “...” and “123” explain nothing to a reader of the audit log a year later; the shortest useful answers
# (“sai số”, “typing”) have five letters or more. Digits and punctuation do not count.
MIN_REASON_LETTERS = 5


def is_reason(text: str) -> bool:
    """Whether a text has at least `MIN_REASON_LETTERS` letters."""
    return sum(map(str.isalpha, text)) >= MIN_REASON_LETTERS


def require_reason(text: str, sentence: str) -> str:
    """The stripped text. Raises `WrongUsage` with a sentence, whose gap is `{least}`, when it is too short."""
    if not is_reason(text):
        raise WrongUsage(what=Message(sentence, {"least": MIN_REASON_LETTERS}))
    return text.strip()
