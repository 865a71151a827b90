"""A report on days that several versions governed: each day by its own, counted again minute by minute."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from sdesk.models import Customer, CustomerAgreement, ServiceCalendar, ServiceDeliveryPolicy, ServiceIncident
from sdesk.models.governance import Priority
from sdesk.models.identity import uuid7
from sdesk.practice.incident.clocks import clocks_of
from sdesk.practice.lifecycle.records import new_version, reload
from sdesk.practice.lifecycle.versions import newest_approved
from sdesk.practice.measures.periods import Period
from sdesk.practice.reporting import printing
from sdesk.practice.reporting.reports import improvement_figures, performance_figures
from sdesk.reports.paper import pdf_of
from tests.provider import CALLER, Provider, incident, next_version, working_provider
from tests.reported_quarter import at, row_of
from tests.reports.reading import pdf_text

ZONE = "Europe/Lisbon"
MARCH = Period(date(2026, 3, 1), date(2026, 3, 31), ZONE)
APRIL = Period(date(2026, 4, 1), date(2026, 4, 30), ZONE)
RECORDS_BEGIN = date(2026, 3, 2)
MINUTE = timedelta(minutes=1)
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass
class Firm:
    """A provider with one agreement, whose versions are told as (first day, opens, closes, target of availability)."""

    provider: Provider
    agreement: CustomerAgreement
    told: list[tuple[date, int, int, float | None]]

    @property
    def service(self) -> Any:
        return self.provider.extra["service"]

    def renew(self, approved: datetime, start: date, opens: int, closes: int, target: float | None) -> None:
        """Approved then, valid from that day or its approval."""
        provider = self.provider
        newest = newest_approved(provider.workspace, CustomerAgreement)
        assert newest is not None
        provider.clock.now = max(provider.clock.now, approved)
        draft = next_version(provider, newest)
        provider.save(
            draft,
            start=start,
            review_date=start + timedelta(days=10),
            **terms(provider, opens, closes, target),
        )
        provider.take(draft, "approve")
        begins = max(start, provider.clock.now.astimezone(ZoneInfo(ZONE)).date())
        self.told.append((begins, opens, closes, target))

    def incident(self, recorded: datetime, restored: datetime | None, **values: Any) -> ServiceIncident:
        provider, started = self.provider, values.pop("started_at", recorded)
        given = {
            "customer": self.agreement.customer, "service": self.service, "priority": Priority.LOW,
            "outage": True, **values,
        }  # fmt: skip
        made = ServiceIncident(
            summary="Out", reporter=CALLER, recorded_at=recorded, started_at=started, restored_at=restored,
            state="closed" if restored else "classified", number=f"X-{uuid7().hex[-6:]}", **given,
        )  # fmt: skip
        provider.clock.now = max(provider.clock.now, restored or recorded)
        with provider.workspace.transaction("close" if restored else "record") as session:
            session.add(made)
        return made

    def figures(self, period: Period = MARCH) -> Any:
        return performance_figures(
            self.provider.workspace, reload(self.provider.workspace, self.agreement), period
        )


def terms(provider: Provider, opens: int, closes: int, target: float | None) -> dict[str, Any]:
    """Open every day of the week, from one hour to another, on the wall in Lisbon."""
    name = f"From {opens} to {closes}"
    hours = next((each for each in provider.workspace.find(ServiceCalendar) if each.name == name), None)
    week = tuple({"weekday": day, "start_minute": opens * 60, "end_minute": closes * 60} for day in DAYS)
    made = hours or provider.create(ServiceCalendar, name=name, time_zone=ZONE, weekly_hours=week)
    targets = [{"measure": "satisfaction", "target": 4.0}]
    if target is not None:
        targets.insert(0, {"measure": "availability", "target": target})
    return {"service_hours": made.id, "service_targets": tuple(targets)}


@contextmanager
def new_firm() -> Iterator[Firm]:
    with TemporaryDirectory() as folder:
        provider = working_provider(Path(folder) / "firm.sdesk")
        provider.clock.now = max(provider.clock.now, at(3, 2, 9))
        yield made_firm(provider)
        provider.workspace.close()


def made_firm(provider: Provider) -> Firm:
    agreement = provider.approved(
        CustomerAgreement, customer=provider.extra["customer"].id, start=date(2026, 1, 1),
        end=date(2027, 12, 31), **terms(provider, 9, 17, 99.0),
    )  # fmt: skip
    return Firm(provider, agreement, [(date(2026, 1, 1), 9, 17, 99.0)])


@pytest.fixture
def firm(provider: Provider) -> Firm:
    return made_firm(provider)


# ---------------------------------------------------------------- the oracle


def version_on(told: list[tuple[date, int, int, float | None]], day: date) -> tuple[int, int, float | None]:
    """The last one told that had begun by then."""
    return next(each[1:] for each in reversed(told) if each[0] <= day)


def counted(firm: Firm, first: date, last: date, outages: list[tuple[datetime, datetime]]) -> tuple[int, int]:
    """Minutes of service hours and of downtime in them, one minute after the other."""
    open_for = down = 0
    day = max(first, RECORDS_BEGIN)
    while day <= last:
        opens, closes, _target = version_on(firm.told, day)
        minute = datetime.combine(day, time(opens), ZoneInfo(ZONE)).astimezone(UTC)
        end = minute + timedelta(hours=closes - opens)
        while minute < end:
            open_for += 1
            down += any(start <= minute < over for start, over in outages)
            minute += MINUTE
        day += timedelta(days=1)
    return open_for, down


def days_of(row: Any, period: Period) -> tuple[date, date]:
    first, last = row.get("days") or (period.first.isoformat(), period.last.isoformat())
    return date.fromisoformat(first), date.fromisoformat(last)


def hold_against_oracle(firm: Firm, period: Period, outages: list[tuple[datetime, datetime]]) -> None:
    rows = [row for row in firm.figures(period)["targets"] if row["measure"] == "availability"]
    seen: list[date] = []
    for row in rows:
        first, last = days_of(row, period)
        whole, down = counted(firm, first, last, outages)
        counts = dict(row["value"]["counts"])
        found = (counts["minutes of service hours"], counts["minutes of downtime within them"])
        assert found == (whole, down), row
        assert row["value"]["value"] == pytest.approx(100 * (whole - down) / whole)
        days = [first + timedelta(days=place) for place in range((last - first).days + 1)]
        assert {version_on(firm.told, day) for day in days} == {version_on(firm.told, first)}
        assert row["target"] == version_on(firm.told, first)[2]
        seen += days
    whole_period = [period.first + timedelta(days=place) for place in range(period.days)]
    assert sorted(seen) == whole_period
    before = row_of({"targets": rows}, "availability")["previous"]
    whole, down = counted(firm, period.previous().first, period.previous().last, outages)
    if period is APRIL:
        assert dict(before["counts"])["minutes of downtime within them"] == down


RENEWALS = st.lists(
    st.tuples(
        st.integers(0, 50),
        st.integers(-20, 20),
        st.integers(6, 10),
        st.integers(12, 20),
        st.sampled_from((None, 95.0, 99.0)),
    ),
    min_size=1,
    max_size=4,
)
OUTAGES = st.lists(st.tuples(st.integers(0, 85_000), st.integers(1, 20_000)), max_size=5)
SLOW = settings(
    max_examples=10,
    deadline=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=list(HealthCheck),
)


def happen(
    firm: Firm, renewals: list[tuple[int, int, int, int, float | None]], outages: list[tuple[int, int]]
) -> list[tuple[datetime, datetime]]:
    """Versions and outages from the third of March on; a version that one after it overtakes is left out."""
    begin, spans = at(3, 3, 8), []
    for after, ahead, opens, closes, target in sorted(renewals, key=lambda each: each[0]):
        approved = begin + timedelta(days=after)
        start = max((approved + timedelta(days=ahead)).date(), firm.told[-1][0])
        firm.renew(approved, start, opens, closes, target)
    for start_minute, length in outages:
        start = begin + start_minute * MINUTE
        end = start + length * MINUTE
        firm.incident(start, end)
        spans.append((start, end))
    firm.provider.clock.now = max(firm.provider.clock.now, at(6, 20, 9))
    return spans


@SLOW
@given(RENEWALS, OUTAGES)
@example([(10, 0, 8, 20, 99.0), (20, 5, 8, 20, 95.0), (40, -9, 6, 12, None)], [(0, 60_000)])
@example([(10, 0, 9, 17, 99.0)], [(9_000, 10_000)])
def test_each_line_is_what_counting_its_days_by_their_version_gives(
    renewals: list[tuple[int, int, int, int, float | None]], outages: list[tuple[int, int]]
) -> None:
    with new_firm() as firm:
        spans = happen(firm, renewals, outages)
        hold_against_oracle(firm, MARCH, spans)
        hold_against_oracle(firm, APRIL, spans)


# ---------------------------------------------------------------- what the lines say


def test_what_all_versions_share_is_one_line_and_what_they_do_not_has_its_days(firm: Firm) -> None:
    firm.renew(at(3, 10, 12), date(2026, 3, 16), 9, 17, 95.0)
    firm.provider.clock.now = at(4, 2, 9)
    lines = [(row["measure"], row["target"], row.get("days")) for row in firm.figures()["targets"]]
    assert lines == [
        ("availability", 99.0, ["2026-03-01", "2026-03-15"]),
        ("availability", 95.0, ["2026-03-16", "2026-03-31"]),
        ("satisfaction", 4.0, None),
        ("response within target", None, None),
        ("restoration within target", None, None),
        ("change success rate", None, None),
    ]
    [first, second] = firm.figures()["agreement"]["versions"]
    assert (first["version"], first["days"]) == (1, ["2026-03-01", "2026-03-15"])
    assert (second["version"], second["days"]) == (2, ["2026-03-16", "2026-03-31"])


def test_a_version_that_changes_nothing_that_is_measured_parts_nothing(firm: Firm) -> None:
    before = firm.figures()["targets"]
    assert not any("days" in row for row in before)
    firm.renew(at(3, 10, 12), date(2026, 3, 16), 9, 17, 99.0)
    assert not any("days" in row for row in firm.figures()["targets"])


def test_an_outage_of_one_version_is_not_in_the_line_of_the_next(firm: Firm) -> None:
    firm.renew(at(3, 10, 12), date(2026, 3, 16), 9, 17, 95.0)
    firm.incident(at(3, 12, 9), at(3, 12, 17))
    firm.provider.clock.now = at(4, 2, 9)
    first, second = [row for row in firm.figures()["targets"] if row["measure"] == "availability"]
    assert (first["word"], second["word"], second["value"]["value"]) == ("not met", "met", 100.0)


def test_a_service_that_a_version_takes_in_is_measured_from_then_and_an_older_outage_counts(
    firm: Firm,
) -> None:
    provider, other = firm.provider, uuid7()
    catalogue = provider.extra["catalogue"]
    second = catalogue.services[0].model_copy(update={"id": other, "name": "Printing"})
    draft = new_version(provider.workspace, catalogue)
    provider.take(provider.save(draft, services=(*catalogue.services, second)), "approve")
    outage = firm.incident(at(3, 13, 9), at(3, 17, 12), service=other, started_at=at(3, 13, 9))
    gone = firm.incident(at(3, 5, 9), at(3, 6, 12), service=other)
    newest = newest_approved(provider.workspace, CustomerAgreement)
    assert newest is not None
    provider.clock.now = at(3, 14, 9)
    renewed = next_version(provider, newest)
    provider.save(renewed, services=(firm.service, other), start=date(2026, 3, 16))
    provider.take(renewed, "approve")
    provider.clock.now = at(4, 2, 9)
    figures = firm.figures()
    rows = {row["service"]: row for row in figures["targets"] if row["measure"] == "availability"}
    assert rows["Printing"]["days"] == ["2026-03-16", "2026-03-31"]
    assert dict(rows["Printing"]["value"]["counts"])["minutes of downtime within them"] == 480 + 180
    assert (figures["counted"]["incidents"], figures["incidents"]["outside"]) == (1, 1)
    assert outage.id != gone.id


def cover(firm: Firm, approved: datetime, start: date, *services: Any) -> None:
    """A version that covers these services."""
    newest = newest_approved(firm.provider.workspace, CustomerAgreement)
    assert newest is not None
    firm.provider.clock.now = approved
    draft = next_version(firm.provider, newest)
    firm.provider.save(draft, services=services, start=start)
    firm.provider.take(draft, "approve")


def test_an_outage_that_began_while_its_service_was_covered_counts_though_it_was_recorded_later(
    firm: Firm,
) -> None:
    cover(firm, at(3, 10, 12), date(2026, 3, 16), _another_service(firm.provider))
    firm.incident(at(3, 17, 9), at(3, 17, 12), started_at=at(3, 13, 9))
    firm.provider.clock.now = at(4, 2, 9)
    rows = [row for row in firm.figures()["targets"] if row["measure"] == "availability"]
    [row] = [each for each in rows if each["days"][0] == "2026-03-01"]
    assert dict(row["value"]["counts"])["minutes of downtime within them"] == 3 * 480


def test_a_service_that_a_later_version_takes_in_is_outside_of_the_periods_before_it(firm: Firm) -> None:
    other = _another_service(firm.provider)
    firm.incident(at(3, 20, 9), None, service=other)
    firm.provider.clock.now = at(5, 1, 9)
    before = said(firm, MARCH)
    cover(firm, at(5, 2, 9), date(2026, 5, 3), firm.service, other)
    assert said(firm, MARCH) == before and firm.figures()["incidents"]["outside"] == 1


def test_the_last_day_of_an_agreement_is_its_last(provider: Provider) -> None:
    agreement = provider.approved(
        CustomerAgreement, customer=provider.extra["customer"].id, start=date(2026, 1, 1),
        review_date=date(2026, 3, 10), end=date(2026, 3, 20), **terms(provider, 9, 17, 99.0),
    )  # fmt: skip
    provider.clock.now = at(4, 2, 9)
    row = row_of(performance_figures(provider.workspace, agreement, MARCH), "availability")
    assert dict(row["value"]["counts"])["minutes of service hours"] == 19 * 480
    assert row["value"]["days"] == ["2026-03-02", "2026-03-20"]


def test_the_version_that_ends_in_the_period_governs_its_last_day(firm: Firm) -> None:
    newest = newest_approved(firm.provider.workspace, CustomerAgreement)
    assert newest is not None
    firm.incident(at(3, 10, 9), at(3, 10, 17))
    firm.provider.clock.now = at(3, 10, 12)
    firm.provider.take(newest, "end", "No longer ours")
    firm.provider.clock.now = at(4, 2, 9)
    counts = dict(row_of(firm.figures(), "availability")["value"]["counts"])
    assert counts["minutes of service hours"] == 9 * 480  # from the second, when the workspace was begun
    assert counts["minutes of downtime within them"] == 480


def test_each_incident_goes_by_the_hours_of_its_own_version(firm: Firm) -> None:
    old = firm.incident(at(3, 12, 9), at(3, 12, 19))  # 8 hours of service until 17:00
    firm.renew(at(3, 15, 12), date(2026, 3, 16), 0, 20, 95.0)
    new = firm.incident(at(3, 18, 9), at(3, 18, 19))  # 10
    firm.provider.clock.now = at(4, 2, 9)
    workspace = firm.provider.workspace
    used = [clocks_of(workspace, reload(workspace, each)).restoration.used for each in (old, new)]
    assert used == [480, 600]
    assert firm.figures()["incidents"]["time"]["mean_service"]["value"] == 540


# ---------------------------------------------------------------- later versions, and corrections


def said(firm: Firm, *periods: Period) -> str:
    """All that the reports and the clocks say, without the moment at which they were asked."""
    workspace, found = firm.provider.workspace, list[Any]()
    for period in periods:
        found.append({**firm.figures(period), "computed_at": ""})
        whole = improvement_figures(workspace, period)
        found.append(
            {name: whole[name] for name in ("agreements", "incidents", "feedback", "months", "goals")}
        )
    for each in workspace.find(ServiceIncident, order_by=["number"]):
        found.append([each.number, *map(str, (clocks_of(workspace, each, at(6, 1, 9)),))])
    return json.dumps(found)


def renew_policy(firm: Firm, day: int, share: int) -> None:
    provider = firm.provider
    policy = newest_approved(provider.workspace, ServiceDeliveryPolicy)
    assert policy is not None
    shorter = tuple(
        each.model_copy(update={"restore_minutes": max((each.restore_minutes or 0) // share, 1)})
        for each in policy.priority_targets
    )
    draft = new_version(provider.workspace, policy)
    issued = date(2026, 3, 1) + timedelta(days=day)
    review = issued + timedelta(days=300)
    provider.save(draft, priority_targets=shorter, date_of_issue=issued, next_review_date=review)
    provider.take(draft, "approve")


LATER = st.lists(
    st.one_of(
        st.tuples(st.just("policy"), st.integers(0, 200), st.integers(2, 50)),
        st.tuples(st.just("agreement"), st.integers(-80, 200), st.integers(6, 10)),
        st.tuples(st.just("end"), st.just(0), st.just(0)),
    ),
    min_size=1,
    max_size=4,
)


@pytest.mark.torture
@SLOW
@given(RENEWALS, OUTAGES, LATER)
@example([(10, 0, 8, 20, 99.0)], [(0, 30_000)], [("policy", 0, 10), ("agreement", -80, 7), ("end", 0, 0)])
def test_versions_approved_after_a_period_leave_what_was_said_of_it_to_the_last_byte(
    renewals: list[tuple[int, int, int, int, float | None]],
    outages: list[tuple[int, int]],
    later: list[tuple[str, int, int]],
) -> None:
    with new_firm() as firm:
        happen(firm, renewals, outages)
        provider = firm.provider
        firm.incident(at(4, 7, 9), None)
        fixed = incident(provider, "classified", customer=firm.agreement.customer)
        provider.take(provider.take(fixed, "record"), "classify")
        provider.clock.now = max(provider.clock.now, at(6, 20, 9))
        before = said(firm, MARCH, APRIL)
        for what, day, number in later:
            provider.clock.pass_time(days=2)
            newest = newest_approved(provider.workspace, CustomerAgreement)
            if what == "policy":
                renew_policy(firm, day, number)
            elif newest is not None and what == "end":
                provider.take(newest, "end", "No longer ours")
            elif newest is not None:
                start = max(date(2026, 3, 1) + timedelta(days=day), date(2026, 1, 2))
                firm.renew(provider.clock.now, start, number, 23, None)
        assert said(firm, MARCH, APRIL) == before


@pytest.mark.parametrize("what", ["priority", "customer", "service", "times"])
def test_a_correction_changes_what_is_said(firm: Firm, what: str) -> None:
    provider = firm.provider
    provider.clock.now = at(3, 12, 9)
    record = provider.take(
        incident(provider, "classified", customer=firm.agreement.customer, outage=True), "record"
    )
    record = provider.take(record, "classify")
    provider.clock.now = at(3, 12, 16)
    step = {"at": at(3, 12, 10), "person": provider.ana.id, "text": "Looked"}
    record = provider.save(record, steps_taken=(step,))
    record = provider.take(provider.take(record, "investigate"), "restore", restored_at=at(3, 12, 15))
    provider.clock.now = at(4, 2, 9)
    before = said(firm, MARCH)
    match what:
        case "priority":
            provider.save(record, impact="high", urgency="high")
        case "customer":
            provider.save(record, customer=provider.create(Customer, name="Harbour School").id)
        case "service":
            provider.save(record, service=_another_service(provider))
        case "times":
            provider.save(record, restored_at=at(3, 12, 16))
    assert said(firm, MARCH) != before


def _another_service(provider: Provider) -> Any:
    catalogue = provider.extra["catalogue"]
    other = catalogue.services[0].model_copy(update={"id": uuid7(), "name": "Printing"})
    draft = new_version(provider.workspace, catalogue)
    provider.take(provider.save(draft, services=(*catalogue.services, other)), "approve")
    return other.id


def test_paper_says_the_days_and_the_hours_of_each_version(firm: Firm) -> None:
    firm.renew(at(3, 10, 12), date(2026, 3, 16), 8, 20, 95.0)
    firm.provider.clock.now = at(4, 2, 9)
    look = printing.performance_preview(firm.provider.workspace, firm.agreement, MARCH)
    said = " ".join(pdf_text(pdf_of(look)).split())
    for days in ("1 Mar – 15 Mar 2026", "16 Mar – 31 Mar 2026"):
        assert f"{days}: From" in said and f"Availability {days}" in said
