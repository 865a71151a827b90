"""When the incidents of the year happen, and how long each takes: chance, but the same every time."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from random import Random
from typing import Any

from sdesk.models.governance import Impact, Priority, Urgency
from sdesk.practice.calendar.service_hours import ServiceHours, add_service_minutes
from sdesk.sample.firm import Firm, Texts, texts

FIRST, LAST = -364, -2
"""The days between which incidents happen that have no day of their own."""

SINCE = {"freight": -296}
"""Customers who came later."""

HOURS = {
    "dental": "office_hours",
    "school": "school_hours",
    "freight": "port_hours",
    "internal": "office_hours",
}
"""The service hours of each customer's agreement."""


@dataclass(frozen=True)
class Case:
    """One incident as it will go: what the texts say of it, and its times. A hold ends at resumed_at, if there is one."""

    told: Texts
    hours: ServiceHours
    started_at: datetime
    recorded_at: datetime
    answered_at: datetime
    resumed_at: datetime
    restored_at: datetime
    closed_at: datetime
    desk: str
    assignee: str

    def later(self, moment: datetime, minutes: int) -> datetime:
        return later(self.hours, moment, minutes)

    def step_at(self, place: int) -> datetime:
        """When the step at that place is taken: the first is the answer, the last one shortly before the restoration."""
        last = len(self.told["steps"]) - 1
        if place == 0:
            return self.answered_at
        if place == last:
            return max(self.resumed_at, self.restored_at - timedelta(minutes=2 + self.restored_at.minute % 4))
        share = (self.restored_at - self.resumed_at) * (place / (last + 1))
        return min(self.later(self.resumed_at + share, 1), self.restored_at)


def later(hours: ServiceHours, moment: datetime, minutes: int) -> datetime:
    """So many minutes of service time after the moment, on the full minute."""
    return add_service_minutes(hours, moment, minutes).replace(second=0, microsecond=0)


def cases(firm: Firm) -> list[Case]:
    """All incidents of the year. What the texts tell once, or several times in other words, happened as often."""
    found: list[Case] = []
    for entry in texts("incidents")["incident"]:
        times = entry.get("times", [{}])
        for place, once in enumerate(times):
            told = _filled({**entry, **once})
            found.append(_case(firm, told, len(found), (place, len(times))))
    return found


def _filled(told: Texts) -> dict[str, Any]:
    """The texts with the words of this one time in their places, such as {place}."""
    words = {name: value for name, value in told.items() if isinstance(value, str)}

    def fill(value: Any) -> Any:
        if isinstance(value, list):
            return [fill(each) for each in value]
        if isinstance(value, str):
            for name, word in words.items():
                value = value.replace(f"{{{name}}}", word)
        return value

    return {name: fill(value) for name, value in told.items() if name != "times"}


def _case(firm: Firm, told: Texts, number: int, turn: tuple[int, int]) -> Case:
    hours = firm.hours[HOURS[told["customer"]]]
    dice = Random(f"incident {number}")
    clock = told.get("clock") or _some_time(dice, hours)
    if "working_day" in told:
        day = firm.year.last_working_day(told["working_day"])
        return _timed(firm, told, hours, firm.year.moment(day, clock), number)
    first = SINCE.get(told["customer"], FIRST)
    place, of = turn
    offset = told.get("day", int(first + (LAST - first) * (place + dice.random()) / of))
    while True:
        started = firm.year.moment(_day(firm, told, offset), clock)
        case = _timed(firm, told, hours, started, number)
        if case.closed_at < firm.year.midnight:
            return case
        offset -= 1


def _timed(firm: Firm, told: Texts, hours: ServiceHours, started: datetime, number: int) -> Case:
    """Most are answered within the hour and settled soon after; what has to wait says for how many days."""
    dice = Random(f"times of incident {number}")
    respond, restore = _targets()[_priority(told)]
    recorded = started + timedelta(minutes=told.get("noticed", dice.randint(2, 20)))
    answered = later(hours, recorded, max(3, int(told.get("answer", _answer(dice)) * respond)))
    waited = told.get("held_days", told.get("days", 0))
    resumed = answered
    if waited:
        clock = f"{dice.randint(10, 15)}:{dice.randint(0, 59):02d}"
        resumed = firm.year.working_days_later(answered, waited, clock)
    if "share" in told and not waited:
        restored = later(hours, started, int(told["share"] * restore))
    else:
        restored = later(hours, resumed, sum(_minutes_of_work(dice) for _ in told["steps"]))
    restored = max(restored, later(hours, resumed, 5 * len(told["steps"])))
    closing = f"{dice.randint(10, 17)}:{dice.randint(0, 59):02d}"
    closed = firm.year.working_days_later(restored, told.get("closed_after", dice.randint(1, 3)), closing)
    desk = dice.choices(("tomas", "julia", "ana"), (62, 28, 10))[0]
    assignee = dice.choices(("julia", "tomas", "ana"), (68, 24, 8))[0]
    times = (started, recorded, answered, resumed, restored, closed)
    return Case(told, hours, *times, told.get("desk", desk), told.get("who", assignee))


def _answer(dice: Random) -> float:
    """How much of the time to respond is used: mostly little, now and then too much."""
    return dice.uniform(1.05, 1.6) if dice.random() < 0.03 else dice.triangular(0.03, 0.8, 0.12)


def _minutes_of_work(dice: Random) -> int:
    return int(dice.triangular(4, 75, 14))


def _day(firm: Firm, told: Texts, offset: int) -> date:
    """A working day; at the freight office a Saturday will do, where no day is told."""
    day = firm.year.day(offset)
    if (
        "day" not in told
        and told["customer"] == "freight"
        and day.weekday() == 5
        and day not in firm.year.holidays
    ):
        return day
    return firm.year.working_day(offset)


def _some_time(dice: Random, hours: ServiceHours) -> str:
    """Most calls come in the morning, and after lunch."""
    _, opens, closes = hours.weekly[0]
    times = range(opens // 60, min(closes, 18 * 60) // 60)
    hour = dice.choices(times, [_CALLS.get(each, 4) for each in times])[0]
    return f"{hour}:{dice.randint(0, 54):02d}"


_CALLS = {8: 12, 9: 16, 10: 14, 11: 11, 12: 5, 13: 5, 14: 11, 15: 10, 16: 8, 17: 4}
"""How often the telephone rings in each hour of the day, in proportion."""


def _priority(told: Texts) -> Priority:
    matrix = _policy()["matrix"]
    wanted = (Impact(told["impact"]), Urgency(told["urgency"]))
    return next(Priority(cell["priority"]) for cell in matrix if (cell["impact"], cell["urgency"]) == wanted)


@cache
def _targets() -> dict[Priority, tuple[int, int]]:
    return {
        Priority(row["priority"]): (row["respond_minutes"], row["restore_minutes"])
        for row in _policy()["priority_targets"]
    }


def _policy() -> Any:
    documents = texts("documents")["document"]
    return next(each["content"] for each in documents if each["model"] == "ServiceDeliveryPolicy")
