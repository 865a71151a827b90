"""What is wrong with a record, as a value that a form, a report and the command line word."""

import dataclasses
from collections.abc import Sequence
from dataclasses import KW_ONLY, dataclass

from sdesk.errors import SdeskError
from sdesk.translation import NOTHING_SAID, Message, sentences


@dataclass(frozen=True)
class Problem:
    """Something about one field ("" for the record as a whole): what is wrong and what to do about it.

    `is_gap` where it is only that something was not said yet, `to_read` where what is said was not read yet. `place` says where in a field of rows, such as
    "[2].measure": in the third row.
    """

    field: str
    text: Message
    remedy: Message = NOTHING_SAID
    _: KW_ONLY
    is_gap: bool = False
    to_read: bool = False
    place: str = dataclasses.field(default="", compare=False)

    @property
    def where(self) -> str:
        """The field, and the place in it: what leads there."""
        return f"{self.field}{self.place}"

    @property
    def whole(self) -> Message:
        """What is wrong, and what to do about it."""
        return sentences(self.text, self.remedy)

    def __str__(self) -> str:
        return str(self.whole)


class Refused(SdeskError):
    """A use case was not carried out because of these problems; nothing was changed."""

    def __init__(
        self, message: Message, problems: Sequence[Problem] = (), hint: Message = NOTHING_SAID
    ) -> None:
        super().__init__(message, hint or sentences(*(problem.whole for problem in problems)))
        self.problems = tuple(problems)
