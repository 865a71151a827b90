"""Around the end of a year Today says of service hours that they know no holiday of the next one."""

from datetime import UTC, date, datetime, time

import pytest

from sdesk.models import ServiceCalendar
from sdesk.practice.guidance.to_do import Group, Matter
from sdesk.practice.guidance.today import to_do
from sdesk.practice.lifecycle.records import create
from tests.provider import Provider


@pytest.mark.parametrize(
    ("today", "groups"),
    [
        (date(2027, 12, 23), []),
        (date(2027, 12, 24), [Group.READY]),
        (date(2028, 1, 2), [Group.NOW]),
        (date(2028, 1, 31), [Group.NOW]),
        (date(2028, 2, 1), []),  # a firm that enters none any more is not asked for ever
    ],
)
def test_the_next_years_are_asked_for_when_it_is_near(
    provider: Provider, today: date, groups: list[Group]
) -> None:
    none = {"name": "Always", "time_zone": "UTC"}
    some = {
        "name": "Office",
        "time_zone": "UTC",
        "holidays": [{"day": date(2027, 12, 25)}, {"day": date(2027, 1, 1)}],
    }
    create(provider.workspace, ServiceCalendar, none)
    office = create(provider.workspace, ServiceCalendar, some)
    things = to_do(provider.workspace, datetime.combine(today, time(12), UTC)).things
    found = [each for each in things if each.matter is Matter.HOLIDAYS]
    assert [(each.matter, each.record, each.group) for each in found] == [
        (Matter.HOLIDAYS, office.id, group) for group in groups
    ]
