"""Whatever was escalated to a supplier and whatever was out, counted once more by looking at every ten minutes."""

from datetime import date, datetime, timedelta
from statistics import mean, median
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sdesk.models import Contact, ServiceIncident, Supplier, SupplierAgreement
from sdesk.models.identity import uuid7
from sdesk.models.incident import Escalation, HoldSpan, Reopening
from sdesk.practice.incident.clocks import TargetTimes
from sdesk.practice.measures.clocks import ServiceHours
from sdesk.practice.measures.periods import Period
from sdesk.practice.reporting import measured
from sdesk.practice.reporting.scope import Scope
from sdesk.practice.reporting.spans import Span
from sdesk.practice.reporting.supplier import measures as supplier_measures
from sdesk.practice.reporting.supplier.escalated import escalated_to
from sdesk.practice.reporting.supplier.theirs import is_caused_by
from tests.practice.reporting.recount_supplier import Seen, in_utc, is_theirs, shares
from tests.reported_quarter import at
from tests.thorough import examples

SERVICE, OTHER = uuid7(), uuid7()
ITEM, ANOTHER_ITEM = uuid7(), uuid7()
SUPPLIER = Supplier(name="Coast Telecom", contacts=())
ANOTHER = Supplier(name="Another")
HOURS = ServiceHours(tuple((day, 540, 1020) for day in range(5)), frozenset(), "UTC")
BEGIN, NOW = at(3, 2, 9), at(3, 13, 17)
PERIODS = [
    Period(date(2026, 3, 2), date(2026, 3, 4), "UTC"),
    Period(date(2026, 3, 5), date(2026, 3, 8), "UTC"),
    Period(date(2026, 3, 9), date(2026, 3, 31), "UTC"),  # not over
]


def open_then(moment: datetime) -> bool:
    return moment.weekday() < 5 and 9 <= moment.hour < 17


MOMENTS = st.integers(0, 8 * 24 * 6).map(lambda tens: BEGIN + timedelta(minutes=10 * tens))


@st.composite
def incidents(draw: st.DrawFn) -> ServiceIncident:
    """What is solved was open for ten minutes: who looks as often sees it."""
    whom = st.sampled_from((SUPPLIER.id, SUPPLIER.id, ANOTHER.id, uuid7()))
    rows = []
    for moment in sorted(draw(st.lists(MOMENTS, max_size=3, unique=True))):
        later = [moment + timedelta(minutes=10 * draw(st.integers(low, 400))) for low in (0, 1)]
        rows.append(
            Escalation(
                at=moment,
                to=draw(whom),
                reason="Only they can",
                answered_at=draw(st.sampled_from((None, later[0]))),
                solved_at=draw(st.sampled_from((None, later[1]))),
            )
        )
    started, thought, again, restored = draw(
        st.lists(MOMENTS, min_size=4, max_size=4, unique=True).map(sorted)
    )
    reopened = (Reopening(restored_at=thought, reopened_at=again, reason="It was not"),)
    return ServiceIncident(
        number="X",
        service=draw(st.sampled_from((SERVICE, OTHER))),
        started_at=started,
        recorded_at=started,
        escalations=tuple(rows),
        reopenings=draw(st.sampled_from(((), reopened))),
        restored_at=draw(st.sampled_from((None, restored, restored))),
        resolver=draw(
            st.sampled_from(
                (None, Contact(name="Lia", organization="coast telecom "), Contact(organization="We"))
            )
        ),
        holds=draw(st.sampled_from(((), (HoldSpan(start=thought, end=None, reason="Waits"),)))),
        outage=draw(st.booleans()),
        root_cause=draw(st.sampled_from(("", "", " ", "The disk was full"))),
        caused_by=draw(st.sampled_from((None, None, SUPPLIER.id, ANOTHER.id))),
        configuration_items=draw(st.sampled_from(((), (ITEM,), (ANOTHER_ITEM,), (ITEM, ANOTHER_ITEM)))),
    )


SETS = st.lists(incidents(), max_size=6)


def scope_with(made: list[ServiceIncident], within: int | None = None) -> Scope:
    """As the one of the supplier's agreement."""
    agreement = SupplierAgreement(supplier=SUPPLIER.id, services=(SERVICE, OTHER))
    return Scope(
        now=NOW,
        until=NOW,
        first=date(2020, 1, 1),
        last=date.max,
        hours=lambda incident: HOURS,
        target=lambda incident: TargetTimes(),
        spans=(Span(date(2020, 1, 1), date.max, agreement, HOURS),),
        services=((SERVICE, "Lines"), (OTHER, "Servers")),
        incidents=tuple(each for each in made if is_caused_by(each, SUPPLIER.id, {ITEM})),
        escalated=escalated_to(
            SUPPLIER, made, lambda moment: HOURS, NOW, lambda incident, _opened: incident.resolver
        ),
        within=within,
    )


def cases(made: list[ServiceIncident]) -> list[Seen]:
    seen = [Seen(each, SUPPLIER, open_then, NOW) for each in made]
    return [each for each in seen if each.asked]


def ids(found: list[Seen]) -> set[UUID]:
    return {each.incident.id for each in found}


@pytest.mark.parametrize("name", ["answered", "solved"])
@settings(deadline=None, max_examples=examples(20, 60))
@given(made=SETS, within=st.sampled_from((0, 60, 300, 480, 1500)))
def test_shares_against_looking_at_every_ten_minutes(
    name: str, made: list[ServiceIncident], within: int
) -> None:
    judge = Seen.answer_by if name == "answered" else Seen.solution_by
    facts = supplier_measures.facts_of(scope_with(made, within))
    for period in PERIODS:
        figure = getattr(supplier_measures, name)(facts, period)
        found = shares(cases(made), judge, period.start_utc, min(period.end_utc, NOW), within)
        decided = [*found["in time"], *found["late"]]
        share = 100 * len(found["in time"]) / len(decided) if decided else None
        assert figure.value == (None if share is None else pytest.approx(share))
        assert (figure.known, figure.undecided, figure.unknown) == (
            len(decided), len(found["undecided"]), len(found["not known"]),
        )  # fmt: skip
        assert set(figure.cases) == ids(decided)


@settings(deadline=None, max_examples=examples(20, 60))
@given(made=SETS)
def test_times_to_solve_against_looking_at_every_ten_minutes(made: list[ServiceIncident]) -> None:
    facts = supplier_measures.facts_of(scope_with(made))
    for period in PERIODS:
        start, end = period.start_utc, min(period.end_utc, NOW)
        ended: dict[str, list[Seen]] = {"solved": [], "restored": []}
        for each in cases(made):
            for as_, those in ended.items():
                moment = each.ended(end, as_) if each.asked[0] < end else None
                if moment and start <= moment < period.end_utc:
                    those.append(each)
        mean_of, median_of = (
            compute(facts, period)
            for compute in (supplier_measures.mean_solution, supplier_measures.median_solution)
        )
        solved = ended["solved"]
        minutes = [each.minutes(end) for each in solved]
        assert mean_of.value == (pytest.approx(mean(minutes)) if minutes else None)
        assert median_of.value == (median(minutes) if minutes else None)
        assert set(mean_of.cases) == ids(solved) and mean_of.unknown == len(ended["restored"])


@settings(deadline=None, max_examples=examples(20, 60))
@given(made=SETS)
def test_their_downtime_is_all_of_theirs_and_nothing_of_ours(made: list[ServiceIncident]) -> None:
    theirs = [each for each in made if each.outage and is_theirs(each, SUPPLIER.id, [ITEM])]
    scope = scope_with(made)
    for period in PERIODS:
        end = min(period.end_utc, NOW)
        slots, moment = [], period.start_utc
        while moment < end:
            slots += [moment] if open_then(moment) else []
            moment += timedelta(minutes=10)
        for service in (SERVICE, OTHER):
            down = sum(
                any(each.service == service and is_down(each, slot) for each in theirs) for slot in slots
            )
            figure = measured.service_availability(scope, period, service)
            share = 100 * (len(slots) - down) / len(slots) if slots else None
            assert figure.value == (None if share is None else pytest.approx(share))
        listed = {each.id for each in measured.outages_in(scope, period)}
        assert listed <= {each.id for each in theirs}
        assert listed >= {each.id for each in theirs if any(is_down(each, slot) for slot in slots)}


def is_down(incident: ServiceIncident, moment: datetime) -> bool:
    assert incident.started_at
    if moment < in_utc(incident.started_at):
        return False
    for each in incident.reopenings:
        assert each.restored_at and each.reopened_at
        if in_utc(each.restored_at) <= moment < in_utc(each.reopened_at):
            return False
    return incident.restored_at is None or moment < in_utc(incident.restored_at)


@settings(deadline=None, max_examples=examples(12, 40))
@given(made=SETS, ours=SETS)
def test_nothing_that_is_not_theirs_changes_a_figure(
    made: list[ServiceIncident], ours: list[ServiceIncident]
) -> None:
    """Incidents of ours: never escalated to them, and neither said to be theirs nor with their item."""
    for each in ours:
        each.escalations = tuple(row for row in each.escalations if row.to != SUPPLIER.id)
        each.caused_by = None if each.caused_by == SUPPLIER.id else each.caused_by
        each.configuration_items = tuple(key for key in each.configuration_items if key != ITEM)
    for period in PERIODS:
        for compute in supplier_measures.COUNTED_OF_SUPPLIER.values():
            alone, beside = (
                compute(supplier_measures.facts_of(scope_with(of, 300)), period) for of in (made, made + ours)
            )
            assert alone == beside
