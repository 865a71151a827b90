"""A course tells at every moment, in whatever order it is asked, what the incident itself would tell then."""

from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from sdesk.models import ServiceIncident
from sdesk.models.incident import HoldSpan, NotKnown, Reopening, Unknown
from sdesk.practice.incident.clocks import times_of
from sdesk.practice.incident.course import Course
from sdesk.practice.measures.clocks import IncidentTimes, response_clock, restoration_clock
from tests.practice.calendar.calendars import OFFICE, lisbon
from tests.thorough import examples

START = lisbon(2026, 3, 2, 8, 0)
MOMENTS = st.integers(0, 7 * 24 * 4).map(lambda quarter: START + quarter * timedelta(minutes=15))


@st.composite
def any_incident(draw: st.DrawFn) -> ServiceIncident:
    """As it came to be by its steps, or by an import, or by a hand that corrected it."""
    reopened = st.builds(Reopening, restored_at=MOMENTS, reopened_at=st.none() | MOMENTS)
    return ServiceIncident(
        state=draw(st.sampled_from(["recorded", "investigated", "restored", "closed", "cancelled"])),
        recorded_at=draw(MOMENTS),
        started_at=draw(st.none() | MOMENTS),
        restored_at=draw(st.none() | MOMENTS),
        answered_at=draw(st.none() | MOMENTS),
        changed_at=draw(MOMENTS),
        promised_at=draw(st.none() | MOMENTS),
        reopenings=tuple(draw(st.lists(reopened, max_size=2))),
        holds=tuple(draw(st.lists(st.builds(HoldSpan, start=MOMENTS, end=st.none() | MOMENTS), max_size=2))),
        not_known=(NotKnown(what=Unknown.RESPONSE),) if draw(st.booleans()) else (),
    )


def told(times: IncidentTimes) -> object:
    clocks = (response_clock(OFFICE, times, 60), restoration_clock(OFFICE, times, 240))
    return times.restored_at, times.unrestored, times.responded_at, clocks


@settings(deadline=None, max_examples=examples(100, 300))
@given(any_incident(), st.lists(MOMENTS, min_size=1, max_size=6))
def test_it_tells_what_the_incident_would_tell(incident: ServiceIncident, asked: list[datetime]) -> None:
    course = Course(incident)
    ends = [course.over] if course.over.year < 9999 else []
    for now in (*asked, *ends, *reversed(asked)):
        by_itself = times_of(incident, now)
        assert told(course.times(now)) == told(by_itself)
        assert course.restored_by(now) == by_itself.restored_at
        for span in by_itself.unrestored:
            assert course.began <= span.start
            assert span.end <= course.ended


def test_what_is_over_is_told_once() -> None:
    """Years of months look at it, and see the same."""
    incident = ServiceIncident(
        state="closed", recorded_at=START, started_at=START, restored_at=START + timedelta(hours=2)
    )
    course = Course(incident)
    later = [course.over + timedelta(days=30 * month) for month in range(3)]
    assert len({id(course.times(now)) for now in later}) == 1
    assert course.times(later[0]) is not course.times(START)
