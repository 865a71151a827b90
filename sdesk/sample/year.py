"""The sample's calendar: days counted from today, working days, and the order in which things happen."""

import heapq
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache, cached_property
from random import Random
from typing import NamedTuple
from zoneinfo import ZoneInfo

from sdesk.local_time import day_of, local, moment_on
from sdesk.practice.measures.clocks import find_zone


class Turn(NamedTuple):
    """When a story goes on, and who (by the key of a person) does what comes next."""

    at: datetime
    person: str


WEDNESDAY = 2
RECENT = -14
"""From here on days are counted from today itself."""

FOUNDED = -360
"""Until then nobody took a holiday: each paper waits for the one before it."""

Story = Iterator[Turn]
"""What happens to one record. It yields when it goes on; between two yields it calls use cases."""


@dataclass(frozen=True)
class Year:
    """The days before and after today, as the firm lives them."""

    today: date
    time_zone: str

    @cached_property
    def zone(self) -> ZoneInfo:
        return find_zone(self.time_zone)

    @cached_property
    def holidays(self) -> dict[date, str]:
        years = range(self.today.year - 2, self.today.year + 3)
        return {day: name for year in years for day, name in public_holidays(year).items()}

    def day(self, offset: int) -> date:
        """So many days from today; what is longer ago, from the Wednesday before: what came first did so whatever day it is."""
        if offset > RECENT:
            return self.today + timedelta(offset)
        return self.today - timedelta((self.today.weekday() - WEDNESDAY) % 7) + timedelta(offset)

    def is_working_day(self, day: date) -> bool:
        return day.weekday() < 5 and (day not in self.holidays or day < self.day(FOUNDED))

    def working_day(self, offset: int) -> date:
        """The day, or the last working day before it."""
        return self._worked_by(self.day(offset))

    def _worked_by(self, day: date) -> date:
        while not self.is_working_day(day):
            day -= timedelta(1)
        return day

    def last_working_day(self, number: int) -> date:
        """The working day before today (1), the one before that (2), and so on."""
        day = self.today
        for _ in range(number):
            day = self._worked_by(day - timedelta(1))
        return day

    def working_days_later(self, moment: datetime, number: int, clock: str = "") -> datetime:
        """So many working days after the moment, at the same time of day or at another."""
        day, at = self.day_of(moment), local(moment, self.zone)
        for _ in range(number):
            day += timedelta(1)
            while not self.is_working_day(day):
                day += timedelta(1)
        return self.moment(day, clock or f"{at.hour}:{at.minute}")

    def moment(self, day: date, clock: str) -> datetime:
        """The day at that local time, "9:40", in UTC."""
        hour, minute = clock.split(":")
        return moment_on(day, time(int(hour), int(minute)), self.zone)

    def day_of(self, moment: datetime) -> date:
        return day_of(moment, self.zone)

    def at(self, offset: int, clock: str) -> datetime:
        """On the working day so many days from today, at that local time."""
        return self.moment(self.working_day(offset), clock)

    @property
    def midnight(self) -> datetime:
        """The beginning of today: everything that was done was done before."""
        return self.moment(self.today, "0:00")


def about(clock: str, key: str, minutes: int = 45) -> str:
    """A time of day so many minutes around the clock at most; for the same key always the same."""
    hour, minute = clock.split(":")
    moment = int(hour) * 60 + int(minute) + Random(f"{key} {clock}").randint(-minutes, minutes)
    return f"{moment // 60}:{moment % 60:02d}"


Queue = list[tuple[datetime, int, str, Story]]
"""The stories that go on, and when."""


def begun(stories: Iterable[Story]) -> Queue:
    queue: Queue = []
    for number, story in enumerate(stories):
        _wait(queue, number, story)
    return queue


def play(queue: Queue, begin: Callable[[Turn], None], until: datetime) -> None:
    """Let the stories go on in the order of their turns, whoever's they are, up to that moment; `begin` is told of each turn."""
    while queue and queue[0][0] < until:
        at, number, person, story = heapq.heappop(queue)
        begin(Turn(at, person))
        _wait(queue, number, story)


def _wait(queue: Queue, number: int, story: Story) -> None:
    turn = next(story, None)
    if turn is not None:
        heapq.heappush(queue, (turn.at, number, turn.person, story))


@cache
def public_holidays(year: int) -> dict[date, str]:
    """The public holidays of Portugal."""
    easter = _easter(year)
    return {
        date(year, 1, 1): "New Year",
        easter - timedelta(2): "Good Friday",
        date(year, 4, 25): "Freedom Day",
        date(year, 5, 1): "Labour Day",
        easter + timedelta(60): "Corpus Christi",
        date(year, 6, 10): "Portugal Day",
        date(year, 8, 15): "Assumption",
        date(year, 10, 5): "Republic Day",
        date(year, 11, 1): "All Saints",
        date(year, 12, 1): "Restoration of Independence",
        date(year, 12, 8): "Immaculate Conception",
        date(year, 12, 25): "Christmas",
    }


def _easter(year: int) -> date:
    """Easter Sunday in the Gregorian calendar (Butcher)."""
    century, rest = divmod(year, 100)
    golden = year % 19
    epact = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    correction = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * correction + 114, 31)
    return date(year, month, day + 1)
