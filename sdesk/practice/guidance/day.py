"""All that Today shows, read in one go, in whichever thread."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sdesk.practice.calendar.days import day_of, start_of
from sdesk.practice.calendar.schedule import Slot, slots
from sdesk.practice.guidance.today import ToDo, to_do
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.lifecycle.roles import roles_of
from sdesk.practice.readiness.tasks import task_states
from sdesk.practice.team.news import NewsLine, news


@dataclass(frozen=True)
class Day:
    """`roles` are those that whoever works here has; `set_up`: how many tasks that set up are done, of how many; `news`: what came
    from other laptops after the operation `since`."""

    moment: datetime
    today: date
    to_do: ToDo
    roles: frozenset[str]
    week: Sequence[Slot]
    set_up: tuple[int, int]
    since: UUID | None
    news: Sequence[NewsLine]


def read_day(workspace: Workspace, moment: datetime, first: date, days: int, since: UUID | None) -> Day:
    """As it stands at a moment, with so many days of the schedule from `first` on, and the news after an operation, if one is named."""
    today, person = day_of(workspace, moment), workspace.person_id
    span = start_of(workspace, first), start_of(workspace, first + timedelta(days=days))
    setup = [each for each in task_states(workspace) if each.task.cadence == "setup"]
    done = sum(each.state in ("done", "overdue") for each in setup)
    return Day(
        moment,
        today,
        to_do(workspace, moment),
        frozenset(role.value for role in roles_of(workspace, person, today)) if person else frozenset(),
        slots(workspace, *span),
        (done, len(setup)),
        since,
        news(workspace, since) if since else [],
    )


__all__ = ["Day", "read_day"]
