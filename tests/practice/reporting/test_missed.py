"""The cases by which a target was missed are those without which it would have been held, and no others."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from sdesk.models import ActionItem, FeedbackEntry, ServiceChangeRequest, ServiceIncident, SurveyScore
from sdesk.models.control.change_steps import ChangeKind
from sdesk.models.governance import Competence, FeedbackKind
from sdesk.models.governance.feedback import Answer
from sdesk.models.identity import uuid7
from sdesk.models.incident import Escalation, Reopening
from sdesk.models.measures import Measure, Sense, Window
from sdesk.practice.incident.clocks import TargetTimes
from sdesk.practice.measures.clocks import ALWAYS
from sdesk.practice.measures.copies import ToldCopy
from sdesk.practice.measures.periods import Period
from sdesk.practice.measures.targets import Asked
from sdesk.practice.reporting import reports as reporting
from sdesk.practice.reporting.ended import Ends, Turn
from sdesk.practice.reporting.in_time import Review
from sdesk.practice.reporting.measures import COUNTED, Facts, evaluate
from sdesk.practice.reporting.missed import MISSING, missed_cases
from sdesk.practice.reporting.scope import Scope
from tests.practice.reporting.test_measures import goals_in_march
from tests.provider import Provider
from tests.reported_quarter import MARCH, Quarter, march_of
from tests.thorough import examples


@pytest.fixture
def quarter(provider: Provider) -> Quarter:
    return march_of(provider)


# ---------------------------------------------------------------- worked out by hand


BY_HAND: tuple[tuple[dict[str, Any], list[dict[str, Any]]], ...] = (
    ({"counts": "availability", "target": 99.9}, [{"out": 120}, {"out": 60}]),  # 150 together
    ({"counts": "outage minutes", "target": 100.0}, [{"out": 120}, {"out": 60}]),
    ({"counts": "number of outages", "target": 1.0}, [{"out": 120}, {"out": 60}]),
    ({"counts": "mean time to restore", "target": 300.0}, [{"minutes": 1410}, {"minutes": 600}]),
    ({"counts": "median time to restore", "target": 60.0}, [{"minutes": 1410}, {"minutes": 600}, {"minutes": 120}]),
    ({"counts": "incidents", "priority": "4 low", "target": 2.0}, [{}, {}, {}]),
    ({"counts": "fixed at the first call", "target": 50.0}, [{"waited": w} for w in (7170, 90, 60, 2520, 60, 60)]),
    ({"counts": "changes deployed", "sense": "at most", "target": 2.0}, [{}, {}, {}]),
    ({"counts": "change success rate", "target": 90.0}, [{"number": "rolled back"}]),
    ({"counts": "changes rolled back", "target": 0.0}, [{"number": "rolled back"}]),
    ({"counts": "share of changes rolled back", "target": 5.0}, [{"number": "rolled back"}]),
    ({"counts": "satisfaction", "target": 4.6}, [{"score": 4}]),
    ({"counts": "complaints", "target": 1.0}, [{"summary": "Too slow"}, {"summary": "Too slow"}]),
    ({"counts": "changes deployed", "target": 9.0}, []),  # too few: none of them did it
    ({"counts": "survey answers", "target": 9.0}, []),
)  # fmt: skip


def test_each_measure_names_what_was_worked_out_by_hand(quarter: Quarter) -> None:
    back = quarter.provider.workspace.find(ServiceChangeRequest)
    numbers = {"rolled back": next(each.number for each in back if each.rolled_back_at)}
    rows = goals_in_march(quarter, *(goal for goal, _cases in BY_HAND))
    for row, (goal, expected) in zip(rows, BY_HAND, strict=True):
        assert row["word"] == "not met", goal
        wanted = [{key: numbers.get(value, value) for key, value in case.items()} for case in expected]
        found = [{key: case[key] for key in one} for case, one in zip(row["missed"], wanted, strict=True)]
        assert found == wanted, goal
        assert all(case["id"] and {"number", "summary", "cause"} <= set(case) for case in row["missed"])


def test_scores_say_who_gave_them(quarter: Quarter) -> None:
    [row] = goals_in_march(quarter, {"counts": "satisfaction", "target": 4.6})
    assert [(case["who"], case["day"]) for case in row["missed"]] == [
        (quarter.provider.extra["customer"].name, "2026-03-20")
    ]


def test_a_month_that_held_the_number_names_nothing(quarter: Quarter) -> None:
    period = Period(date(2026, 2, 1), date(2026, 3, 31), MARCH.time_zone)
    goals_in_march(quarter, {"counts": "incidents", "target": 5.0, "window": "each month"})
    [row] = reporting.improvement_figures(quarter.provider.workspace, period)["goals"]["rows"]
    assert {tuple(case["days"]) for case in row["missed"]} == {("2026-03-01", "2026-03-31")}
    assert len(row["missed"]) == 6


# ---------------------------------------------------------------- whatever happened

MONTH = Period(date(2026, 3, 1), date(2026, 3, 31), "UTC")
START = datetime(2026, 3, 1, tzinfo=UTC)
END = datetime(2026, 4, 1, tzinfo=UTC)
SERVICE, RESPOND, RESTORE = uuid7(), 60, 240


def after(minutes: int | None, since: datetime = START) -> datetime | None:
    return None if minutes is None else since + timedelta(minutes=minutes)


minutes_of_month = st.integers(-3 * 1440, 34 * 1440)
took = st.none() | st.sampled_from((1, 15, 16, 60, 61, 240, 241, 3000))
incidents = st.lists(st.tuples(minutes_of_month, took, took, *[st.booleans()] * 4), max_size=9)
changes = st.lists(
    st.tuples(minutes_of_month, minutes_of_month, st.booleans(), st.booleans(), st.booleans()), max_size=6
)
days = st.integers(-3, 34)
scores = st.lists(st.tuples(days, st.integers(1, 5)), max_size=6)
complaints = st.lists(
    st.tuples(minutes_of_month, st.none() | st.sampled_from((0, 2880, 4320, 5760, 12960))), max_size=5
)
reviewed = st.lists(st.tuples(days, st.none() | st.sampled_from((-5, 0, 1, 9))), max_size=5)
ANSWER_DAYS = 3
actions = st.lists(st.tuples(days, st.sampled_from(["open", "done", "cancelled"]), days), max_size=6)
competences = st.lists(st.tuples(days, st.none() | days), max_size=5)
copied = st.lists(minutes_of_month, max_size=5)


def incident(made: tuple[Any, ...]) -> ServiceIncident:
    start, answered, restored, outage, major, escalated, reopened = made
    recorded = after(start)
    return ServiceIncident(
        number=f"I{start}",
        service=SERVICE,
        recorded_at=recorded,
        started_at=recorded,
        answered_at=after(answered, recorded or START),
        restored_at=after(restored, recorded or START),
        outage=outage,
        major=major,
        state="closed",
        escalations=(Escalation(at=recorded, reason="why"),) if escalated else (),
        reopenings=(Reopening(reopened_at=after(1440, recorded or START), reason="again"),)
        if reopened
        else (),
    )


def change(made: tuple[Any, ...]) -> ServiceChangeRequest:
    deployed, _ended, back, emergency, _closed = made
    return ServiceChangeRequest(
        state="closed",
        service=SERVICE,
        created_at=after(deployed),
        deployed_at=after(deployed),
        rolled_back_at=after(deployed + 5) if back else None,
        kind=ChangeKind.EMERGENCY if emergency else ChangeKind.NORMAL,
    )


def in_month(moment: datetime | None) -> bool:
    return moment is not None and START <= moment < END


def on(day: int) -> date:
    return START.date() + timedelta(days=day)


@settings(max_examples=examples(100, 300), deadline=None, phases=(Phase.explicit, Phase.generate))
@given(st.data())
def test_without_its_cases_the_target_is_held_and_they_are_those_that_another_count_finds(
    data: st.DataObject,
) -> None:
    given_incidents = {each.id: (each, made) for made in data.draw(incidents) for each in [incident(made)]}
    given_changes = {each.id: (each, made) for made in data.draw(changes) for each in [change(made)]}
    all_scores = [SurveyScore(asked_on=on(day), score=score) for day, score in data.draw(scores)]
    all_complaints = [
        FeedbackEntry(
            kind=FeedbackKind.COMPLAINT,
            received_at=after(at),
            state="recorded",
            answers=() if answer is None else (Answer(at=after(at + answer), who="x", text="y"),),
        )
        for at, answer in data.draw(complaints)
    ]
    all_reviews = [
        Review(uuid7(), f"D{at}", on(due), seen=() if seen is None else (on(due + seen),))
        for at, (due, seen) in enumerate(data.draw(reviewed))
    ]
    all_actions = [
        ActionItem(due=on(due), state=state, ended_at=None if state == "open" else after(1440 * ended + 60))
        for due, state, ended in data.draw(actions)
    ]
    all_competences = [
        Competence(needed_by=on(due), achieved_on=None if done is None else on(done))
        for due, done in data.draw(competences)
    ]
    all_copies = [
        ToldCopy(uuid7(), after(at) or START, False, f"{number}.sdesk", "first")
        for number, at in enumerate(data.draw(copied))
    ]
    turns = {
        key: (Turn(after(made[1]) or START, over=True),)
        for key, (_each, made) in given_changes.items()
        if made[4]
    }
    scope = Scope(
        datetime(2026, 6, 1, tzinfo=UTC),
        datetime(2026, 6, 1, tzinfo=UTC),
        date(2026, 1, 1),
        date.max,
        lambda _: ALWAYS,
        lambda _: TargetTimes(RESPOND, RESTORE),
        services=((SERVICE, "Mail"),),
        incidents=tuple(each for each, _made in given_incidents.values()),
        changes=tuple(each for each, _made in given_changes.values()),
        scores=tuple(all_scores),
        feedback=tuple(all_complaints),
        actions=tuple(all_actions),
        competences=tuple(all_competences),
        ends=Ends(turns),
        answer_days=lambda _: ANSWER_DAYS,
        reviews=tuple(all_reviews),
        copies=tuple(all_copies),
    )
    measure, sense = data.draw(st.sampled_from(sorted(MISSING)))
    within = {"%": (30, 90, 100), "of 5": (2, 4, 5), "minutes": (0, 30, 60, 240, 1000)}
    number = float(data.draw(st.sampled_from(within.get(measure.unit, (0, 1, 3)))))
    asked = Asked(measure, None, None, sense, number, Window.PERIOD)
    result = evaluate(asked, Facts(scope, (scope,)), MONTH)
    if result.word != "not met":
        return
    listed = [UUID(case["id"]) for case in missed_cases(asked, Facts(scope, (scope,)), MONTH)]

    expected = {
        Measure.AVAILABILITY: outages_of(given_incidents),
        Measure.RESPONSE: [k for k, v in given_incidents.items() if too_late(v[1], 1, RESPOND)],
        Measure.RESTORATION: [k for k, v in given_incidents.items() if too_late(v[1], 2, RESTORE)],
        Measure.MEAN_RESTORATION: longer_than(given_incidents, number),
        Measure.INCIDENTS: [k for k, v in given_incidents.items() if in_month(after(v[1][0]))],
        Measure.MAJOR: [k for k, v in given_incidents.items() if in_month(after(v[1][0])) and v[1][4]],
        Measure.REOPENED: [
            k for k, v in given_incidents.items() if v[1][6] and in_month(after(v[1][0] + 1440))
        ],
        Measure.FIRST_CALL: [
            key
            for key in longer_than(given_incidents, -1)
            if given_incidents[key][1][2] > 15 or given_incidents[key][1][5] or given_incidents[key][1][6]
        ],
        Measure.DEPLOYED: [k for k, v in given_changes.items() if in_month(after(v[1][0]))],
        Measure.CHANGE_SUCCESS: [
            k for k, v in given_changes.items() if v[1][2] and v[1][4] and in_month(after(v[1][1]))
        ],
        Measure.ROLLED_BACK: [
            k for k, v in given_changes.items() if v[1][2] and in_month(after(v[1][0] + 5))
        ],
        Measure.EMERGENCY: [k for k, v in given_changes.items() if v[1][3] and in_month(after(v[1][0]))],
        Measure.SATISFACTION: [
            each.id
            for each in all_scores
            if each.asked_on and on(0) <= each.asked_on <= on(30) and (each.score or 0) < number
        ],
        Measure.ANSWERS: [
            each.id for each in all_scores if each.asked_on and on(0) <= each.asked_on <= on(30)
        ],
        Measure.COMPLAINTS: [each.id for each in all_complaints if in_month(each.received_at)],
        Measure.TRAININGS: [
            each.id
            for each in all_competences
            if each.needed_by
            and on(0) <= each.needed_by <= on(30)
            and not (each.achieved_on and each.achieved_on <= each.needed_by)
        ],
        Measure.ACTIONS: [
            each.id
            for each in all_actions
            if each.due
            and on(0) <= each.due <= on(30)
            and not (each.state != "open" and each.ended_at and each.ended_at.date() <= each.due)
        ],
    }
    expected[Measure.ANSWERED] = [each.id for each in all_complaints if unanswered(each)]
    expected[Measure.REVIEWS] = [
        each.record
        for each in all_reviews
        if on(0) <= each.due <= on(30) and not any(day <= each.due for day in each.seen)
    ]
    expected[Measure.BACKUPS] = [each.id for each in all_copies if in_month(each.at)]
    expected[Measure.OUTAGE_MINUTES] = expected[Measure.OUTAGES] = expected[Measure.AVAILABILITY]
    expected[Measure.MEDIAN_RESTORATION] = expected[Measure.MEAN_RESTORATION]
    expected[Measure.ROLLED_BACK_SHARE] = expected[Measure.CHANGE_SUCCESS]
    assert sorted(listed) == sorted(expected[measure])

    def left(records: Any) -> tuple[Any, ...]:
        return tuple(each for each in records if each.id not in listed)

    without = replace(
        scope,
        incidents=left(scope.incidents),
        changes=left(scope.changes),
        scores=left(scope.scores),
        feedback=left(scope.feedback),
        actions=left(scope.actions),
        competences=left(scope.competences),
        reviews=tuple(each for each in scope.reviews if each.record not in listed),
        copies=left(scope.copies),
    )
    assert listed
    assert evaluate(asked, Facts(without, (without,)), MONTH).word != "not met"


Made = dict[UUID, tuple[ServiceIncident, tuple[Any, ...]]]


def longer_than(made: Made, number: float) -> list[UUID]:
    """Restored in the month after more minutes."""
    return [
        key
        for key, (_each, one) in made.items()
        if one[2] is not None and in_month(after(one[0] + one[2])) and one[2] > number
    ]


def outages_of(made: Made) -> list[UUID]:
    def lasted(one: tuple[Any, ...]) -> bool:
        begun = after(one[0]) or START
        over = min(after(one[2], begun) or END, END)
        return bool(one[3]) and begun < END and over > START and begun < over

    return [key for key, (_each, one) in made.items() if lasted(one)]


def unanswered(complaint: FeedbackEntry) -> bool:
    """Its last day lies in the month, and nobody had answered by then."""
    assert complaint.received_at
    last = complaint.received_at.date() + timedelta(days=ANSWER_DAYS)
    in_time = any(answer.at and answer.at.date() <= last for answer in complaint.answers)
    return on(0) <= last <= on(30) and not in_time


def too_late(made: tuple[Any, ...], which: int, most: int) -> bool:
    """Whether it went over in the month: not before, and not decided before; being restored is an answer too."""
    recorded = after(made[0]) or START
    stops = [after(made[at], recorded) for at in ({1: (1, 2), 2: (2,)}[which]) if made[at] is not None]
    stop = min((each for each in stops if each), default=datetime.max.replace(tzinfo=UTC))

    def used(until: datetime) -> float:
        return (min(stop, until) - recorded).total_seconds() // 60

    if recorded >= END or (recorded < START and (stop <= START or used(START) > most)):
        return False
    return used(END) > most


def test_every_measure_on_its_good_side_names_its_cases_or_has_none_to_name() -> None:
    """Once each, and nothing besides. What asks for more cases than there are has none: that is named on the other side."""
    too_few = {each for each in COUNTED if each.unit == "count" and each.sense is Sense.AT_LEAST}
    assert too_few == {Measure.DEPLOYED, Measure.ANSWERS, Measure.BACKUPS}
    named = {each: Sense.AT_MOST if each in too_few else each.sense for each in COUNTED}
    assert set(MISSING) == set(named.items())
