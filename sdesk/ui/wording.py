"""The edge where messages become text: in the window's language, with moments by the organization's clock."""

from sdesk.errors import SdeskError
from sdesk.local_time import this_computers_zone
from sdesk.practice.lifecycle.problem import Problem
from sdesk.translation import Message, word
from sdesk.ui import wall


def worded(said: Message | str | SdeskError | Problem) -> str:
    """A message; of an error or a problem what is wrong and what to do about it. Text that is data stays as it is."""
    here = isinstance(said, SdeskError) and said.by_this_clock
    zone = this_computers_zone() if here else wall.zone()
    return word(said.whole if isinstance(said, (SdeskError, Problem)) else said, zone=zone)
