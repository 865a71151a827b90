"""What is to settle after the work of several laptops came together, as one thing to do."""

from collections.abc import Iterator

from sdesk.models import Shape
from sdesk.practice.guidance.to_do import Group, Matter, Thing
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.team.settling import to_settle
from sdesk.translation import counted


def settling_things(workspace: Workspace) -> Iterator[Thing]:
    """One line for all of it: it leads to the screen on which it is settled."""
    found = to_settle(workspace)
    if found:
        said = counted("{n} thing is to settle", "{n} things are to settle", n=len(found))
        numbers = list(dict.fromkeys(each.number for each in found))
        yield Thing(Matter.SETTLE, Group.NOW, Shape.REVIEW, "", said, step=", ".join(numbers))
