"""What reports make of what nobody knows, and of outages: examples by hand, and a slow count of generated incidents."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sdesk.models import CustomerAgreement, ServiceIncident
from sdesk.models.identity import uuid7
from sdesk.models.incident import HoldSpan, NotKnown, Reopening, Unknown
from sdesk.models.measures import Measure, Sense, Window
from sdesk.models.steps_taken import StepTaken
from sdesk.practice.incident.clocks import TargetTimes
from sdesk.practice.lifecycle.records import save
from sdesk.practice.measures.clocks import ServiceHours
from sdesk.practice.measures.figures import Figure
from sdesk.practice.measures.periods import Period
from sdesk.practice.measures.targets import Asked, held
from sdesk.practice.reporting import measured
from sdesk.practice.reporting.measures import Facts
from sdesk.practice.reporting.reports import improvement_figures, performance_figures
from sdesk.practice.reporting.scope import Scope, whole_scope
from sdesk.practice.reporting.spans import Span
from sdesk.practice.reporting.tables import outage_tables
from sdesk.practice.reporting.target_rows import target_rows
from tests.provider import Provider
from tests.reported_quarter import MARCH, OTHER_SERVICE, Quarter, at, march_of, row_of
from tests.thorough import examples

ALL = tuple(NotKnown(what=each) for each in Unknown)


@pytest.fixture
def quarter(provider: Provider) -> Quarter:
    return march_of(provider)


def marked(quarter: Quarter, which: Callable[[ServiceIncident], bool], marks: tuple[NotKnown, ...]) -> None:
    workspace = quarter.provider.workspace
    with workspace.transaction("mark"):
        for each in workspace.find(ServiceIncident):
            if which(each):
                each.not_known = marks
                each.outage = each.outage and not marks


def figures(quarter: Quarter) -> Any:
    return performance_figures(quarter.provider.workspace, quarter.agreement, MARCH)


# ---------------------------------------------------------------- by hand


def test_a_history_of_which_nothing_is_known_has_no_figures_and_meets_nothing(quarter: Quarter) -> None:
    marked(quarter, lambda each: True, ALL)
    found = figures(quarter)
    for measure in ("availability", "response within target"):
        row = row_of(found, measure)
        assert (row["value"]["value"], row["met"], row["word"]) == (None, None, "no data")
        assert row["value"]["unknown"] > 0
    assert found["months"]["response"][-1] is None
    assert [values[-1] for values in found["months"]["availability"].values()] == [None]
    assert found["outages"] == [] and found["outages_unknown"] == 5


def test_what_is_known_counts_beside_what_is_not(quarter: Quarter) -> None:
    before = row_of(figures(quarter), "availability")["value"]
    marked(quarter, lambda each: each.priority == "3 moderate", ALL)
    found = figures(quarter)
    out, response = row_of(found, "availability")["value"], row_of(found, "response within target")["value"]
    assert (out["value"], out["known"], out["unknown"]) == (before["value"], 4, 1)
    assert (response["value"], response["known"], response["undecided"], response["unknown"]) == (
        100.0,
        2,
        1,
        1,
    )


def test_taking_the_mark_away_brings_the_figure_back(quarter: Quarter) -> None:
    before = figures(quarter)
    workspace = quarter.provider.workspace
    marked(quarter, lambda each: each.priority == "3 moderate", ALL)
    for each in workspace.find(ServiceIncident):
        if each.not_known:
            with workspace.transaction("correct") as session:
                session.get_one(ServiceIncident, each.id).not_known = ()
    after = figures(quarter)
    for name in ("targets", "incidents", "months", "outages", "outages_unknown"):
        assert after[name] == before[name]


def test_restoring_does_not_decide_a_response_of_which_nobody_knows(quarter: Quarter) -> None:
    marked(quarter, lambda each: True, ALL[:1])
    found = figures(quarter)
    assert row_of(found, "response within target")["value"]["value"] is None
    assert row_of(found, "restoration within target")["value"]["value"] == 100.0


def test_before_anybody_noted_outages_there_is_no_availability(quarter: Quarter) -> None:
    """A month between imported ones without any incident: nothing was recorded, which is not the same as no outage."""
    scope = generated([], outages_since=date(2026, 4, 1))
    figure = measured.service_availability(scope, PERIOD, SERVICE)
    assert (figure.value, str(figure.text)) == (None, "no data")
    assert (
        measured.service_availability(replace(scope, outages_since=date(2026, 3, 3)), PERIOD, SERVICE).value
        == 100
    )


def test_whether_it_was_reopened_stays_not_known_of_march_though_it_is_opened_again_in_april(
    quarter: Quarter,
) -> None:
    workspace = quarter.provider.workspace
    marked(quarter, lambda each: True, ALL)
    asked = (Measure.REOPENED, Measure.FIRST_CALL)

    def told() -> list[Figure]:
        facts = Facts(whole_scope(workspace, MARCH.previous(), MARCH))
        return [facts.figure(each, MARCH) for each in asked]

    before = told()
    assert [(each.value, each.known, each.unknown) for each in before] == [(None, 0, 6), (None, 0, 6)]
    for each in workspace.find(ServiceIncident, ServiceIncident.state == "closed"):
        quarter.reopen(each, at(4, 3, 9))
    assert told() == before


def test_every_outage_is_listed_with_its_length_and_cause(quarter: Quarter) -> None:
    workspace = quarter.provider.workspace
    first = min(
        (each for each in workspace.find(ServiceIncident) if each.outage),
        key=lambda each: each.started_at or at(4, 1, 0),
    )
    with workspace.transaction("correct") as session:
        session.get_one(ServiceIncident, first.id).root_cause = "A digger"
    name = row_of(figures(quarter), "availability")["service"]
    for found in (figures(quarter), improvement_figures(workspace, MARCH)):
        one, other = found["outages"]
        assert (one["number"], one["id"], one["minutes"], one["cause"]) == (
            first.number, str(first.id), 120, "A digger",
        )  # fmt: skip
        assert (one["start"], one["end"]) == (at(3, 3, 9, 30).isoformat(), at(3, 3, 11, 30).isoformat())
        assert (other["minutes"], other["cause"], other["service"]) == (60, "", name)
        assert found["outages_unknown"] == 0


def test_a_service_without_a_target_is_in_the_table_beside_those_with_one(quarter: Quarter) -> None:
    """An outage of 86 minutes was in no report, as another service had a target."""
    quarter.incident(
        at(3, 19, 10), service=OTHER_SERVICE, priority="2 high", restored_at=at(3, 19, 11, 26), outage=True
    )
    quarter.provider.clock.now = at(4, 2, 9)
    agreed = quarter.agreement
    (mine,) = agreed.services
    agreed.services = (mine, OTHER_SERVICE)
    target = agreed.service_targets[0].model_copy(update={"service": mine})
    agreed.service_targets = (target, *agreed.service_targets[1:])
    own = tuple(
        each
        for each in quarter.provider.workspace.find(ServiceIncident)
        if each.customer == agreed.customer and each.state != "draft" and each.recorded_at
    )
    scope = generated(
        own, services=((mine, "Mail"), (OTHER_SERVICE, "Telephone")), now=at(4, 2, 9), agreement=agreed
    )
    lines = [row for row in target_rows(agreed, scope, MARCH) if row["measure"] == "availability"]
    assert [(row["service"], row["target"], row["word"]) for row in lines] == [
        ("Mail", 99.0, lines[0]["word"]),
        ("Telephone", None, "no target agreed"),
    ]
    assert dict(lines[1]["value"]["counts"])["minutes of downtime within them"] == 86
    assert (lines[1]["met"], lines[1]["previous_met"]) == (None, None)
    last = outage_tables(scope, MARCH)["outages"][-1]
    assert (last["service"], last["minutes"]) == ("Telephone", 86)


# ---------------------------------------------------------------- generated

SERVICE, OTHER = uuid7(), uuid7()
PERIOD = Period(date(2026, 3, 3), date(2026, 3, 4), "UTC")
HOURS = ServiceHours(tuple((day, 540, 600) for day in range(7)), frozenset(), "UTC")
"""An hour a day, so that a minute by minute count stays short."""
OFFICE = ServiceHours(tuple((day, 540, 1020) for day in range(5)), frozenset(), "UTC")
BEGIN = datetime(2026, 3, 2, tzinfo=UTC)
AT_ALL = Asked(Measure.AVAILABILITY, None, None, Sense.AT_LEAST, 0.0, Window.PERIOD)
NOW = datetime(2026, 3, 20, tzinfo=UTC)
TARGET = TargetTimes(20, 40)


def generated(
    incidents: Any,
    services: tuple[tuple[UUID, str], ...] = ((SERVICE, "Mail"),),
    now: datetime = NOW,
    outages_since: date = date.min,
    agreement: CustomerAgreement | None = None,
) -> Scope:
    hours = HOURS if now == NOW else OFFICE
    return Scope(
        now=now,
        until=now,
        first=date(2026, 1, 1),
        last=date.max,
        hours=lambda incident: hours,
        target=lambda incident: TARGET,
        spans=(Span(date(2026, 1, 1), date.max, agreement or CustomerAgreement(), hours),),
        services=services,
        incidents=tuple(incidents),
        outages_since=outages_since,
    )


@st.composite
def incidents(draw: st.DrawFn) -> ServiceIncident:
    minute = st.integers(0, 4 * 1440 // 10).map(lambda tens: tens * 10)
    start, first, second, last, step = draw(st.lists(minute, min_size=5, max_size=5).map(sorted))
    moment = [BEGIN + timedelta(minutes=each) for each in (start, first, second, last, step)]
    reopened = draw(st.booleans())
    answered = draw(st.one_of(st.none(), st.sampled_from(moment[1:])))
    return ServiceIncident(
        number="X",
        service=draw(st.sampled_from([SERVICE, OTHER, None])),
        state="closed",
        started_at=moment[0],
        recorded_at=draw(st.sampled_from(moment[:2])),
        outage=draw(st.booleans()),
        not_known=tuple(each for each in ALL if draw(st.booleans())),
        steps_taken=(StepTaken(at=answered, text="Looked"),) if answered else (),
        reopenings=(Reopening(restored_at=moment[1], reopened_at=moment[2], reason="Again"),)
        if reopened
        else (),
        restored_at=draw(st.sampled_from([None, moment[3]])),
        holds=(HoldSpan(start=moment[2], end=moment[3], reason="Away"),) if draw(st.booleans()) else (),
    )


SETS = st.lists(incidents(), max_size=6)
MINUTES = [
    PERIOD.start_utc + timedelta(days=day, hours=9, minutes=minute)
    for day in range(2)
    for minute in range(60)
]
"""The minutes of service in the period."""


def down_at(incident: ServiceIncident, moment: datetime) -> bool:
    """Not restored at that moment, by looking at what was recorded."""
    assert incident.started_at
    if moment < incident.started_at:
        return False
    for each in incident.reopenings:
        assert each.restored_at and each.reopened_at
        if each.restored_at <= moment < each.reopened_at:
            return False
    return incident.restored_at is None or moment < incident.restored_at


def marks(incident: ServiceIncident) -> set[Unknown | None]:
    return {each.what for each in incident.not_known}


@settings(deadline=None, max_examples=examples(50, 150))
@given(SETS)
def test_availability_against_counting_minute_by_minute(made: list[ServiceIncident]) -> None:
    mine = [each for each in made if each.service == SERVICE]
    lasted = [each for each in mine if any(down_at(each, minute) for minute in MINUTES)]
    unknown = [each for each in lasted if Unknown.OUTAGE in marks(each) and not each.outage]
    down = sum(any(each.outage and down_at(each, minute) for each in mine) for minute in MINUTES)
    figure = measured.service_availability(generated(made), PERIOD, SERVICE)
    assert (figure.known, figure.unknown) == (len(lasted) - len(unknown), len(unknown))
    if unknown and len(unknown) == len(lasted):
        assert figure.value is None
    else:
        assert figure.value == pytest.approx(100 * (len(MINUTES) - down) / len(MINUTES))


@settings(deadline=None, max_examples=examples(50, 150))
@given(SETS)
def test_outages_against_counting_minute_by_minute(made: list[ServiceIncident]) -> None:
    tables = outage_tables(generated(made), PERIOD)
    listed = {each["id"]: each["minutes"] for each in tables["outages"]}
    for each in made:
        minutes = sum(down_at(each, minute) for minute in MINUTES)
        if each.outage and minutes:
            assert listed.pop(str(each.id)) == minutes
    assert not any(listed.values())  # the rest lasted outside the service hours
    out = {str(each.id) for each in made if each.outage}
    assert listed.keys() <= out
    doubtful = sum(Unknown.OUTAGE in marks(each) and not each.outage for each in made)
    assert tables["outages_unknown"] <= doubtful


@settings(deadline=None, max_examples=examples(50, 150))
@given(SETS)
def test_unknown_responses_count_once_and_never_as_answered(made: list[ServiceIncident]) -> None:
    """Over all days of it: each is in one of them, and what is left is the figure of the others alone."""
    doubtful = [each for each in made if Unknown.RESPONSE in marks(each)]
    others = generated([each for each in made if each not in doubtful])
    days = [Period(date(2026, 3, day), date(2026, 3, day), "UTC") for day in range(2, 8)]
    with_them = [measured.response_within_target(generated(made), day) for day in days]
    without = [measured.response_within_target(others, day) for day in days]
    assert [(each.value, each.known, each.undecided) for each in with_them] == [
        (each.value, each.known, each.undecided) for each in without
    ]
    assert sum(each.unknown for each in with_them) == len(doubtful)


@settings(deadline=None, max_examples=examples(30, 100))
@given(SETS)
def test_nothing_unknown_gives_all_nothing_or_met(made: list[ServiceIncident]) -> None:
    for each in made:
        each.not_known, each.outage, each.reopenings = ALL, False, ()
    scope = generated(made, ((SERVICE, "Mail"), (OTHER, "Telephone")))

    assert measured.response_within_target(scope, PERIOD).value is None
    figures = [measured.service_availability(scope, PERIOD, service) for service in (SERVICE, OTHER)]
    for figure in (*figures, measured.availability_of(scope, PERIOD)):
        assert (figure.value is None) == figure.mostly_unknown == bool(figure.unknown)
        assert held(AT_ALL, figure) == ("no data" if figure.unknown else "met")


def test_the_mark_can_be_taken_away_in_an_open_incident(quarter: Quarter) -> None:
    workspace = quarter.provider.workspace
    (opened,) = [each for each in workspace.find(ServiceIncident) if each.state == "classified"]
    opened = save(workspace, opened, {"not_known": ALL})
    assert figures(quarter)["outages_unknown"] == 1
    save(workspace, opened, {"not_known": ()})
    assert figures(quarter)["outages_unknown"] == 0
