"""What is wrong with a record, as a value that a form, a report and the command line can show."""

from collections.abc import Sequence
from dataclasses import dataclass

from sdesk.errors import SdeskError


@dataclass(frozen=True)
class Problem:
    """Something about one field ("" for the record as a whole): what is wrong and what to do about it."""

    field: str
    text: str
    remedy: str = ""

    def __str__(self) -> str:
        return f"{self.text} {self.remedy}".strip()


class Refused(SdeskError):
    """A use case was not carried out because of these problems; nothing was changed."""

    def __init__(self, message: str, problems: Sequence[Problem] = (), hint: str = "") -> None:
        details = " ".join(str(problem) for problem in problems)
        super().__init__(message, hint or details)
        self.problems = tuple(problems)
