"""Errors that the person at the keyboard can act on. Every other exception is a bug."""


class SdeskError(Exception):
    """Something the user can put right: what is wrong and where, then what to do about it."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()
