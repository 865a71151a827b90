"""Which incidents were decided in a period, and which are not yet."""

from datetime import UTC, date, datetime, timedelta

from sdesk.models import ServiceIncident
from sdesk.practice.measures.clocks import Clock
from sdesk.practice.measures.decided import decided_in, over_target
from sdesk.practice.measures.periods import Period

MARCH = Period(date(2026, 3, 1), date(2026, 3, 31), "UTC")
ASKED = datetime(2026, 2, 27, 9, tzinfo=UTC)


def running(moment: datetime) -> Clock:
    """Open ever since, with six hours for it."""
    used = int((moment - ASKED) / timedelta(minutes=1))
    return Clock(used, 360, "running", ASKED + timedelta(hours=6))


def test_it_is_decided_in_the_period_in_which_its_time_is_over() -> None:
    asked = [(ServiceIncident(number="INC-1"), ASKED, running)]
    assert decided_in(asked, MARCH, MARCH.end_utc) == []
    [case] = decided_in(asked, MARCH.previous(), MARCH.start_utc)
    assert case.is_known and [each for each, _case in over_target(asked, MARCH.previous(), MARCH.start_utc)]


def test_of_a_time_to_come_nothing_is_decided_nor_undecided() -> None:
    """Now is before it begins: a clock that would run on is asked nothing."""
    asked = [(ServiceIncident(number="INC-1"), ASKED, lambda moment: Clock(0, None, "running", None))]
    for now in (ASKED + timedelta(minutes=1), MARCH.start_utc):
        assert decided_in(asked, MARCH, now) == []
    assert len(decided_in(asked, MARCH, MARCH.start_utc + timedelta(minutes=1))) == 1
