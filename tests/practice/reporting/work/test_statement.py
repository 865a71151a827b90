"""Hours find their customer: what stands on a statement is what was noted, each minute once, in the month it was done."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sdesk.models import CustomerAgreement, FeedbackEntry, Organization, ServiceIncident
from sdesk.models.incident import IncidentStep
from sdesk.practice.exchange.list_files import as_csv
from sdesk.practice.incident.handling import add_step
from sdesk.practice.incident.merging import merge
from sdesk.practice.incident.turning import turn_into
from sdesk.practice.lifecycle.records import new_version, reload
from sdesk.practice.measures.periods import Period
from sdesk.practice.reporting.work.statement import (
    Hours,
    hours_around,
    hours_of,
    month_of,
    work_printout,
    work_table,
)
from sdesk.reports.pdf import render_pdf
from sdesk.reports.work_statement import in_hours, work_document
from tests.provider import Provider, incident
from tests.reports.reading import pdf_text

MARCH = (2026, 3)


@pytest.fixture
def agreement(provider: Provider) -> CustomerAgreement:
    draft = provider.complete(CustomerAgreement, "approved", included_minutes=120)
    return provider.take(draft, "approve")


def month(provider: Provider, year: int, number: int) -> Period:
    [ours] = provider.workspace.find(Organization)
    return Period.month(year, number, ours.time_zone)


def paper(provider: Provider, agreement: CustomerAgreement, period: Period) -> str:
    document = work_document(work_printout(provider.workspace, agreement, period))
    return " ".join(pdf_text(render_pdf(document)).split())


def worked(provider: Provider, *minutes: int | None) -> ServiceIncident:
    made = provider.take(incident(provider), "record")
    for each in minutes:
        made = add_step(provider.workspace, made, "Looked at it and tried again", each)
    return made


def test_included_used_and_beyond(provider: Provider, agreement: CustomerAgreement) -> None:
    worked(provider, 50, None, 25)
    assert hours_of(provider.workspace, agreement, month(provider, *MARCH)) == Hours(75, 120)
    other = worked(provider, 60)
    found = hours_around(provider.workspace, other)
    assert found == Hours(135, 120)
    assert found is not None and (found.beyond, found.left) == (15, 0)


def test_where_nothing_is_included_all_is_beyond_and_nobody_says_zero_was_agreed(provider: Provider) -> None:
    agreement = provider.approved(CustomerAgreement)
    worked(provider, 20)
    found = hours_of(provider.workspace, agreement, month(provider, *MARCH))
    assert (found.included, found.beyond) == (None, 20)
    said = paper(provider, agreement, month(provider, *MARCH))
    assert "does not say how much" in said and "Included" not in said


def test_what_was_merged_or_turned_was_still_done_and_once(
    provider: Provider, agreement: CustomerAgreement
) -> None:
    kept, gone, wanted = worked(provider, 10), worked(provider, 7), worked(provider, 5)
    merge(provider.workspace, gone, kept, "The same scanner at the same desk.")
    turn_into(provider.workspace, wanted, FeedbackEntry, "They only wanted to say thank you.")
    assert hours_of(provider.workspace, agreement, month(provider, *MARCH)).used == 22


def test_of_another_customer_nothing_is_on_it(provider: Provider, agreement: CustomerAgreement) -> None:
    mine = worked(provider, 30)
    assert hours_around(provider.workspace, mine) == Hours(30, 120)
    printed = work_printout(provider.workspace, agreement, month(provider, *MARCH))
    assert {line.number for line in printed.lines} == {mine.number}


def test_a_new_version_says_what_is_included_from_its_month_on(
    provider: Provider, agreement: CustomerAgreement
) -> None:
    worked(provider, 30)
    draft = provider.save(
        new_version(provider.workspace, agreement),
        included_minutes=300,
        start=date(2026, 4, 1),
        their_approvals=agreement.their_approvals,
    )
    provider.take(draft, "approve")
    provider.clock.now += timedelta(days=60)
    assert hours_of(provider.workspace, agreement, month(provider, *MARCH)).included == 120
    assert hours_of(provider.workspace, agreement, month(provider, 2026, 4)).included == 300


moments = st.datetimes(datetime(2026, 1, 25), datetime(2026, 4, 5), timezones=st.just(UTC))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    done=st.lists(st.tuples(moments, st.none() | st.integers(0, 600)), max_size=12),
    zone=st.sampled_from(["Pacific/Chatham", "America/Los_Angeles", "Europe/Lisbon"]),
)
def test_each_minute_stands_in_the_month_of_its_own_day(
    provider: Provider, agreement: CustomerAgreement, done: list[tuple[datetime, int | None]], zone: str
) -> None:
    """Slow and plain: each step's day on the wall decides."""
    [ours] = provider.workspace.find(Organization)
    provider.save(ours, time_zone=zone)
    provider.clock.now = datetime(2026, 5, 1, tzinfo=UTC)
    made = provider.create(ServiceIncident, customer=agreement.customer, summary="Several")
    steps = tuple(IncidentStep(at=at, person=provider.ana.id, text="Done", minutes=each) for at, each in done)
    provider.save(made, steps_taken=steps)
    before = {
        number: hours_of(provider.workspace, agreement, month(provider, 2026, number)).used
        for number in (1, 2, 3, 4)
    }
    provider.save(reload(provider.workspace, made), steps_taken=())
    for number in (1, 2, 3, 4):
        plain = sum(
            each or 0
            for at, each in done
            if (at.astimezone(ZoneInfo(zone)).year, at.astimezone(ZoneInfo(zone)).month) == (2026, number)
        )
        assert (
            before[number] - hours_of(provider.workspace, agreement, month(provider, 2026, number)).used
            == plain
        )


def test_paper_and_table_say_the_same(provider: Provider, agreement: CustomerAgreement) -> None:
    worked(provider, 65, 5)
    period = month_of(provider.workspace, provider.clock())
    said = paper(provider, agreement, period)
    for part in ("1:05", "0:05", "1:10", "2:00", "Together", agreement.number):
        assert part in said
    table = work_table(provider.workspace, agreement, period)
    assert [line[-1] for line in table.lines] == [65, 5]


def test_no_cell_of_the_table_is_a_formula(provider: Provider, agreement: CustomerAgreement) -> None:
    made = worked(provider)
    add_step(provider.workspace, made, "=HYPERLINK(0)", 5)
    content = as_csv(work_table(provider.workspace, agreement, month(provider, *MARCH))).decode("utf-8-sig")
    assert "=HYPERLINK" not in [cell.strip('"') for cell in content.replace("\r\n", ",").split(",")]


@pytest.mark.parametrize(("minutes", "said"), [(0, "0:00"), (59, "0:59"), (60, "1:00"), (1445, "24:05")])
def test_in_hours(minutes: int, said: str) -> None:
    assert in_hours(minutes) == said
