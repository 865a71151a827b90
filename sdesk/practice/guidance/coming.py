"""What comes round and what runs out, as things to do: from so many days before its day."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from sdesk.models import Shape
from sdesk.practice.calendar.coming_round import expiries, jobs_due
from sdesk.practice.guidance.to_do import Group, Matter, Thing, about, group_of_day, shape_for
from sdesk.practice.lifecycle.record_type import Workspace


def coming_things(workspace: Workspace, today: date) -> Iterator[Thing]:
    """One line for each job that is due, which opens the draft in which it is being done if somebody began; and for
    everything that runs out."""
    for due in jobs_due(workspace):
        if today >= due.shown_from or due.begun:
            thing = _on(about(due.job, Matter.JOB, Group.WAITING, Shape.DRAFT), due.day, today)
            yield replace(thing, person=due.job.owner, record=due.begun.id if due.begun else due.job.id)
    for each in expiries(workspace):
        if today >= each.shown_from:
            thing = _on(about(each.item, Matter.EXPIRES, Group.WAITING, Shape.DRAFT), each.day, today)
            what = each.row.what.label if each.row.what else ""
            yield replace(thing, step=what, person=each.item.owner, part=each.row.id)


def _on(thing: Thing, day: date, today: date) -> Thing:
    """What is shown longer before than a week waits until then."""
    group = group_of_day(day, today) or Group.WAITING
    return replace(thing, group=group, shape=shape_for(group), due=day)
