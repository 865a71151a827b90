"""Hours find their customer: what stands on a statement is what was noted, each minute once, in the month it was done."""

from calendar import monthrange
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sdesk.models import CustomerAgreement, FeedbackEntry, Organization, ServiceIncident
from sdesk.models.printout import WorkMonth
from sdesk.models.steps_taken import StepTaken
from sdesk.practice.control.changes import add_step as note_on_change
from sdesk.practice.exchange.list_files import as_csv
from sdesk.practice.incident.handling import add_step
from sdesk.practice.incident.merging import merge
from sdesk.practice.incident.turning import turn_into
from sdesk.practice.lifecycle.problem import Refused
from sdesk.practice.lifecycle.records import new_version, reload
from sdesk.practice.measures.periods import Period
from sdesk.practice.reporting.work.statement import (
    hours_around,
    hours_around_change,
    month_of,
    months_of,
    work_printout,
    work_table,
)
from sdesk.reports.pdf import render_pdf
from sdesk.reports.work_statement import in_hours, work_document
from tests.provider import START, Provider, change, incident
from tests.reports.reading import card, cards, cell, pdf_text, table_with
from tests.thorough import examples

MARCH = (2026, 3)


@pytest.fixture
def agreement(provider: Provider) -> CustomerAgreement:
    draft = provider.complete(CustomerAgreement, "approved", included_minutes=120)
    return provider.take(draft, "approve")


def month(provider: Provider, year: int, number: int) -> Period:
    [ours] = provider.workspace.find(Organization)
    return Period.month(year, number, ours.time_zone)


def used_in(provider: Provider, agreement: CustomerAgreement, number: int) -> WorkMonth:
    [found] = months_of(provider.workspace, agreement, month(provider, 2026, number))
    return found


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
    found = used_in(provider, agreement, 3)
    assert (found.used, found.included, found.beyond) == (75, 120, 0)
    around = hours_around(provider.workspace, worked(provider, 60))
    assert around is not None and (around.used, around.included, around.beyond) == (135, 120, 15)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(minutes=st.lists(st.none() | st.integers(0, 90), max_size=4))
def test_what_is_shown_while_working_is_what_the_statement_says(
    provider: Provider, agreement: CustomerAgreement, minutes: list[int | None]
) -> None:
    around = hours_around(provider.workspace, worked(provider, *minutes))
    printed = work_printout(
        provider.workspace, agreement, month_of(provider.workspace, provider.workspace.clock())
    )
    assert (around,) == printed.months and around is not None
    assert around.used == printed.used == sum(line.minutes for line in printed.lines)


def test_where_the_agreement_is_silent_nobody_says_zero_or_all_was_agreed(provider: Provider) -> None:
    agreement = provider.approved(CustomerAgreement)
    worked(provider, 20)
    found = used_in(provider, agreement, 3)
    assert (found.used, found.included, found.beyond, found.in_effect) == (20, None, None, True)
    said = paper(provider, agreement, month(provider, *MARCH))
    assert "does not say how much" in said and "Included" not in said and "Beyond" not in said


def test_what_was_merged_or_turned_was_still_done_and_once(
    provider: Provider, agreement: CustomerAgreement
) -> None:
    kept, gone, wanted = worked(provider, 10), worked(provider, 7), worked(provider, 5)
    merge(provider.workspace, gone, kept, "The same scanner at the same desk.")
    turn_into(provider.workspace, wanted, FeedbackEntry, "They only wanted to say thank you.")
    assert used_in(provider, agreement, 3).used == 22


def test_of_another_customer_nothing_is_on_it(provider: Provider, agreement: CustomerAgreement) -> None:
    mine = worked(provider, 30)
    around = hours_around(provider.workspace, mine)
    assert around is not None and (around.used, around.included) == (30, 120)
    printed = work_printout(provider.workspace, agreement, month(provider, *MARCH))
    assert {line.number for line in printed.lines} == {mine.number}


def test_what_was_done_for_a_change_is_on_it_as_well(
    provider: Provider, agreement: CustomerAgreement
) -> None:
    worked(provider, 30)
    wanted = change(provider, "requested", customer=agreement.customer)
    for text, minutes in (("Ordered it", 20), ("Built it in", 75), ("Said so", None)):
        wanted = note_on_change(provider.workspace, wanted, text, minutes)
    found = used_in(provider, agreement, 3)
    assert (found.used, found.beyond) == (125, 5)
    assert hours_around_change(provider.workspace, wanted) == found
    printed = work_printout(provider.workspace, agreement, month(provider, *MARCH))
    assert [(line.text, line.minutes) for line in printed.lines if line.number == wanted.number] == [
        ("Ordered it", 20),
        ("Built it in", 75),
    ]
    said = paper(provider, agreement, month(provider, *MARCH))
    assert f"{wanted.number} {wanted.purpose}, 1:35" in said
    assert [line[1] for line in work_table(provider.workspace, agreement, month(provider, *MARCH)).lines][
        1:
    ] == [wanted.number] * 2


def test_a_step_for_a_change_falls_under_what_was_agreed_when_it_was_done(
    provider: Provider, agreement: CustomerAgreement
) -> None:
    wanted = change(provider, "requested", customer=agreement.customer)
    wanted = note_on_change(provider.workspace, wanted, "While it was agreed", 10)
    provider.clock.now += timedelta(days=2)
    provider.take(reload(provider.workspace, agreement), "end", reason="They have another firm now.")
    provider.clock.now += timedelta(days=1)
    note_on_change(provider.workspace, wanted, "When nothing was", 15)
    assert used_in(provider, agreement, 3).used == 10
    assert hours_around_change(provider.workspace, reload(provider.workspace, wanted)) is None


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
    assert [used_in(provider, agreement, each).included for each in (3, 4)] == [120, 300]


moments = st.datetimes(datetime(2026, 1, 25), datetime(2026, 4, 5), timezones=st.just(UTC))


@settings(
    max_examples=examples(15, 25), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
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
    steps = tuple(StepTaken(at=at, person=provider.ana.id, text="Done", minutes=each) for at, each in done)
    provider.save(made, steps_taken=steps)
    before = {number: used_in(provider, agreement, number).used for number in (1, 2, 3, 4)}
    provider.save(reload(provider.workspace, made), steps_taken=())
    for number in (1, 2, 3, 4):
        plain = sum(
            each or 0
            for at, each in done
            if (at.astimezone(ZoneInfo(zone)).year, at.astimezone(ZoneInfo(zone)).month) == (2026, number)
        )
        assert before[number] - used_in(provider, agreement, number).used == plain


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


# ---------------------------------------------------------------- month by month


def test_of_days_that_are_no_whole_month_it_says_so(provider: Provider, agreement: CustomerAgreement) -> None:
    worked(provider, 200)
    half = Period(date(2026, 3, 1), date(2026, 3, 15), "Europe/Lisbon")
    said = paper(provider, agreement, half)
    assert "No whole calendar month" in said and "does not say" not in said
    assert "Used" in said and "3:20" in said
    for false in ("Included", "Beyond", "2:00", "1:20"):
        assert false not in said
    both = Period(date(2026, 2, 20), date(2026, 3, 15), "Europe/Lisbon")
    said = paper(provider, agreement, both)
    assert (
        "No whole calendar month: 20 Feb – 15 Mar 2026." in said
        and "Included" not in said
        and "Beyond" not in said
    )


def test_what_one_month_leaves_is_not_used_in_another(
    provider: Provider, agreement: CustomerAgreement
) -> None:
    worked(provider, 200)
    both = Period(date(2026, 2, 1), date(2026, 3, 31), "Europe/Lisbon")
    document = work_document(work_printout(provider.workspace, agreement, both))
    assert [card(document, each).value for each in ("Included", "Used", "Beyond")] == ["4:00", "3:20", "1:20"]
    months = table_with(document, "Month")
    assert [cell(months, "February", each) for each in ("Included", "Used", "Beyond")] == [
        "2:00",
        "0:00",
        "0:00",
    ]
    assert [cell(months, "March", each) for each in ("Included", "Used", "Beyond")] == [
        "2:00",
        "3:20",
        "1:20",
    ]


def test_of_months_without_an_agreement_nothing_is_included(
    provider: Provider, agreement: CustomerAgreement
) -> None:
    worked(provider, 200)
    provider.take(reload(provider.workspace, agreement), "end", reason="They have another firm now.")
    provider.clock.now += timedelta(days=40)
    around = Period(date(2025, 12, 1), date(2026, 4, 30), "Europe/Lisbon")
    found = months_of(provider.workspace, agreement, around)
    assert [each.included for each in found] == [None, 120, 120, 120, None]
    assert [each.in_effect for each in found] == [False, True, True, True, False]
    said = paper(provider, agreement, around)
    assert "No agreement was in effect" in said and "6:00" in said and "10:00" not in said


@pytest.mark.parametrize("first", [date(1900, 1, 1), date(2023, 1, 1), date(2026, 3, 2)])
@pytest.mark.parametrize("last", [date(2026, 3, 2), date(2026, 3, 31), date(2999, 12, 31)])
def test_however_long_it_is_what_was_done_is_on_it(
    provider: Provider, agreement: CustomerAgreement, first: date, last: date
) -> None:
    worked(provider, 45)
    found = months_of(provider.workspace, agreement, Period(first, last, "Europe/Lisbon"))
    assert sum(each.used for each in found) == 45


def test_days_without_an_agreement_are_named_in_one(provider: Provider, agreement: CustomerAgreement) -> None:
    long_ago = Period(date(2025, 1, 10), date(2025, 9, 30), "Europe/Lisbon")
    assert "No agreement was in effect: 10 Jan – 30 Sep 2025." in paper(provider, agreement, long_ago)


def test_nobody_takes_time_off_a_statement(provider: Provider, agreement: CustomerAgreement) -> None:
    made = worked(provider, 30)
    with pytest.raises(Refused):
        add_step(provider.workspace, made, "It went by itself", -45)
    with pytest.raises(Refused):
        note_on_change(provider.workspace, change(provider, "requested"), "It went by itself", -45)
    less = made.steps_taken[0].model_copy(update={"minutes": -45})
    with pytest.raises(Refused):
        provider.take(provider.save(made, steps_taken=(*made.steps_taken, less)), "classify")
    draft = provider.complete(CustomerAgreement, "approved", included_minutes=-60)
    with pytest.raises(Refused):
        provider.take(draft, "approve")


def test_nothing_is_said_of_an_agreement_that_is_over(
    provider: Provider, agreement: CustomerAgreement
) -> None:
    made = worked(provider, 200)
    assert hours_around(provider.workspace, made) is not None
    provider.take(reload(provider.workspace, agreement), "end", reason="They have another firm now.")
    assert hours_around(provider.workspace, made) is None


@pytest.fixture
def changing(provider: Provider, agreement: CustomerAgreement) -> CustomerAgreement:
    """Two hours a month from January on, from 11 April on five, from 1 June on nothing is said, over on 20 August."""
    for start, minutes, end in (
        (date(2026, 4, 11), 300, date(2026, 12, 31)),
        (date(2026, 6, 1), None, date(2026, 8, 20)),
    ):
        draft = provider.save(
            new_version(provider.workspace, agreement),
            included_minutes=minutes,
            start=start,
            end=end,
            their_approvals=agreement.their_approvals,
        )
        agreement = provider.take(draft, "approve")
    return agreement


SAID = {1: 120, 2: 120, 3: 120, 4: 300, 5: 300}
"""What each month of 2026 has included, of those of which the agreement says it."""


@settings(
    max_examples=examples(12, 40), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    done=st.lists(
        st.tuples(
            st.datetimes(datetime(2025, 11, 1), datetime(2026, 10, 1), timezones=st.just(UTC)),
            st.integers(1, 400),
        ),
        max_size=15,
    ),
    days=st.tuples(*[st.dates(date(2025, 11, 1), date(2026, 10, 31))] * 2).map(sorted),
    whole=st.booleans(),
)
def test_a_slow_and_plain_count_gives_the_same(
    provider: Provider,
    changing: CustomerAgreement,
    done: list[tuple[datetime, int]],
    days: list[date],
    whole: bool,
) -> None:
    """Day by day over the days that were asked: the months of which all days are there, each for itself."""
    first, last = days
    if whole:
        first, last = (
            first.replace(day=1),
            (last.replace(day=1) + timedelta(days=32)).replace(day=1) - timedelta(1),
        )
    provider.clock.now = datetime(2026, 11, 1, tzinfo=UTC)
    [made] = provider.workspace.find(ServiceIncident) or [worked_in_march(provider, changing)]
    steps = tuple(StepTaken(at=at, person=provider.ana.id, text="Done", minutes=each) for at, each in done)
    provider.save(reload(provider.workspace, made), steps_taken=steps)

    asked = [first + timedelta(days=each) for each in range((last - first).days + 1)]
    on = dict.fromkeys(asked, 0)
    for at, minutes in done:
        if (day := at.astimezone(ZoneInfo("Europe/Lisbon")).date()) in on:
            on[day] += minutes
    included = beyond = 0
    for number, agreed in SAID.items():
        of_it = [day for day in asked if (day.year, day.month) == (2026, number)]
        if len(of_it) == monthrange(2026, number)[1]:
            included += agreed
            beyond += max(sum(on[day] for day in of_it) - agreed, 0)

    document = work_document(
        work_printout(provider.workspace, changing, Period(first, last, "Europe/Lisbon"))
    )
    assert card(document, "Used").value == in_hours(sum(on.values()))
    labels = {each.label for each in cards(document)}
    assert ("Included" in labels) == ("Beyond" in labels) == bool(included)
    if included:
        assert (card(document, "Included").value, card(document, "Beyond").value) == (
            in_hours(included),
            in_hours(beyond),
        )


def worked_in_march(provider: Provider, agreement: CustomerAgreement) -> ServiceIncident:
    provider.clock.now, later = START, provider.clock.now
    made = provider.create(ServiceIncident, customer=agreement.customer, summary="Several")
    provider.clock.now = later
    return made
