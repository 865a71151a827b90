"""Errors that the person at the keyboard can act on. Every other exception is a bug."""

from sdesk.translation import NOTHING_SAID, Message, sentences


class SdeskError(Exception):
    """Something the user can put right: what is wrong and where, then what to do about it."""

    by_this_clock = False
    """Whether its moments are shown by this computer's clock: it is about a file that is not open, and has no zone."""

    def __init__(self, message: Message, hint: Message = NOTHING_SAID) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    @property
    def whole(self) -> Message:
        """What is wrong, and what to do about it."""
        return sentences(self.message, self.hint)

    def __str__(self) -> str:
        return str(self.whole)
