"""What is counted where several laptops have the workspace: what each wrote, as far as it has come here."""

from datetime import datetime

from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.team.standings import LaptopStanding, standings
from sdesk.translation import NOTHING_SAID, Message, counted, sentences
from sdesk.translation import message as _


def laptops_counted(workspace: Workspace) -> Message:
    """Which laptops are in what is judged and reported, each up to when it was heard of; nothing where one alone has the workspace.
    The same on all laptops that have the same operations."""
    found = sorted(standings(workspace), key=lambda each: (each.device, str(each.replica)))
    heard = [each for each in found if each.wrote is not None]
    if len(found) < 2:
        return NOTHING_SAID
    said = counted(
        "Counted is what {n} laptop wrote, as far as it has come here: {each}.",
        "Counted is what {n} laptops wrote, as far as it has come here: {each}.",
        n=len(heard),
        each=tuple(_heard(each, each.wrote) for each in heard if each.wrote is not None),
    )
    expected = tuple(each.device for each in found if each.is_expected)
    if not expected:
        return said
    return sentences(said, _("Invited, and not heard of at all: {laptops}.", laptops=expected))


def _heard(each: LaptopStanding, wrote: datetime) -> Message:
    if each.is_out:
        return _("{device}, taken out, up to {moment}", device=each.device, moment=wrote)
    return _("{device} up to {moment}", device=each.device, moment=wrote)


__all__ = ["laptops_counted"]
