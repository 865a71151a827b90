"""The edge where messages become text: in the window's language, with moments by the organization's clock."""

from sdesk.errors import SdeskError
from sdesk.practice.lifecycle.problem import Problem
from sdesk.translation import Message, word
from sdesk.ui import wall


def worded(said: Message | str | SdeskError | Problem) -> str:
    """A message; of an error or a problem what is wrong and what to do about it. Text that is data stays as it is."""
    return word(said.whole if isinstance(said, (SdeskError, Problem)) else said, zone=wall.zone())
