"""What a report speaks of: outages as one, services by their names, and nothing of what an agreement does not cover."""

from datetime import date
from typing import Any

import pytest

from sdesk.models import BusinessGoals, CustomerAgreement, FeedbackEntry, ServiceCatalogue
from sdesk.models.identity import uuid7
from sdesk.models.incident import Reopening
from sdesk.models.measures import Measure
from sdesk.models.relationship import ServiceTarget
from sdesk.practice.lifecycle.problem import Refused
from sdesk.practice.lifecycle.records import new_version
from sdesk.practice.lifecycle.versions import newest_approved
from sdesk.practice.measures.periods import Period
from sdesk.practice.reporting.judging import to_judge
from sdesk.practice.reporting.reports import improvement_figures, performance_figures
from tests.provider import Provider, next_version
from tests.reported_quarter import MARCH, Quarter, at, quarter_of


@pytest.fixture
def quarter(provider: Provider) -> Quarter:
    return quarter_of(provider)


def offered(provider: Provider, name: str, issued: date = date(2026, 3, 2)) -> Any:
    """One more service in the catalogue."""
    catalogue = newest_approved(provider.workspace, ServiceCatalogue)
    assert catalogue is not None
    other = catalogue.services[0].model_copy(update={"id": uuid7(), "name": name})
    days = {"date_of_issue": issued, "next_review_date": date(2027, 1, 1)}
    draft = provider.save(
        new_version(provider.workspace, catalogue), services=(*catalogue.services, other), **days
    )
    provider.take(draft, "approve")
    return other.id


def renewed(quarter: Quarter, **values: Any) -> CustomerAgreement:
    draft = next_version(quarter.provider, quarter.agreement)
    return quarter.provider.take(quarter.provider.save(draft, **values), "approve")


def test_an_outage_that_came_back_is_one_outage(quarter: Quarter) -> None:
    """Its minutes are those of both parts."""
    again = (Reopening(restored_at=at(3, 10, 10), reopened_at=at(3, 10, 11), reason="It was not"),)
    quarter.incident(at(3, 10, 9), restored_at=at(3, 10, 12), outage=True, reopenings=again)
    renewed(quarter, service_targets=({"measure": "number of outages", "target": 1.0},))
    quarter.provider.clock.now = at(4, 2, 9)
    rows = performance_figures(quarter.provider.workspace, quarter.agreement, MARCH)["targets"]
    outages = next(row for row in rows if row["measure"] == "number of outages" and row["target"])
    assert (outages["value"]["value"], outages["word"], len(outages["value"]["cases"])) == (1.0, "met", 1)
    assert dict(outages["value"]["counts"])["minutes of downtime within them"] == 120


def test_what_a_person_judges_is_one_line_of_all_services(quarter: Quarter) -> None:
    """An older agreement counts availability in hours: a judgement of one service says nothing of the other."""
    other = offered(quarter.provider, "Printing")
    agreement = renewed(quarter, services=(*quarter.agreement.services, other))
    with quarter.provider.workspace.transaction("write as before") as session:
        row = ServiceTarget(measure=Measure.AVAILABILITY, target=8.0, unit="hours out")
        session.get_one(CustomerAgreement, agreement.id).service_targets = (row,)
    quarter.provider.clock.now = at(5, 2, 9)
    april = Period.month(2026, 4, "Europe/Lisbon")
    figures = performance_figures(quarter.provider.workspace, agreement, april)
    assert [each.what for each in to_judge(figures)] == ["availability, 8 hours out"]
    rows = [row for row in figures["targets"] if row["measure"] == "availability"]
    assert [(row["service"], row["word"]) for row in rows] == [
        ("", "in words"), ("Name in words", "no target agreed"), ("Printing", "no target agreed"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "measure", ["trainings done in time", "actions done in time", "reviews held in time"]
)
def test_what_is_counted_of_no_customer_is_agreed_with_none(quarter: Quarter, measure: str) -> None:
    """There would never be any data."""
    with pytest.raises(Refused) as refused:
        renewed(quarter, service_targets=({"measure": measure, "target": 90.0},))
    assert ["an agreement has none" in str(each) for each in refused.value.problems] == [True]


def test_a_target_of_a_service_that_is_not_in_scope_is_refused(quarter: Quarter) -> None:
    other = offered(quarter.provider, "Printing")
    with pytest.raises(Refused) as refused:
        renewed(quarter, service_targets=({"measure": "incidents", "target": 1.0, "service": other},))
    assert [each.field for each in refused.value.problems] == ["service_targets"]
    assert "Printing" in str(refused.value.problems[0])
    both = (*quarter.agreement.services, other)
    draft = quarter.provider.workspace.find(CustomerAgreement, CustomerAgreement.state == "draft")[0]
    quarter.provider.take(quarter.provider.save(draft, services=both), "approve")


def test_one_that_was_approved_all_the_same_is_named_and_says_nothing(quarter: Quarter) -> None:
    """As those of before: of a service that nobody counts here, there is nothing to be met."""
    provider, other = quarter.provider, offered(quarter.provider, "Printing")
    target = {"measure": "incidents", "target": 1.0, "service": other, "sense": "at most"}
    kept = renewed(quarter, services=(*quarter.agreement.services, other), service_targets=(target,))
    with provider.workspace.transaction("as it was once possible") as session:
        session.get_one(CustomerAgreement, kept.id).services = quarter.agreement.services
    quarter.incident(at(3, 10, 9), service=other)
    provider.clock.now = at(4, 2, 9)
    rows = performance_figures(provider.workspace, kept, MARCH)["targets"]
    row = next(row for row in rows if row["measure"] == "incidents")
    assert (row["service"], row["value"]["value"], row["word"]) == ("Printing", None, "no data")


def test_a_goal_names_its_service_also_where_it_is_not_offered_any_more(quarter: Quarter) -> None:
    provider, other = quarter.provider, offered(quarter.provider, "Printing")
    goal = {
        "statement": "Work",
        "set_by": "The owner",
        "counts": "incidents",
        "target": 1.0,
        "service": other,
    }
    provider.approved(BusinessGoals, goals=(goal,))
    catalogue = newest_approved(provider.workspace, ServiceCatalogue)
    assert catalogue is not None
    draft = new_version(provider.workspace, catalogue)
    provider.take(provider.save(draft, services=catalogue.services[:1]), "approve")
    provider.clock.now = at(4, 2, 9)
    [row] = improvement_figures(provider.workspace, MARCH)["goals"]["rows"]
    assert row["service"] == "Printing"


def test_a_service_that_was_agreed_before_it_was_offered_keeps_its_first_name(quarter: Quarter) -> None:
    provider = quarter.provider
    other = offered(provider, "Printing", date(2026, 4, 10))
    renewed(quarter, services=(*quarter.agreement.services, other))
    provider.clock.now = at(4, 12, 9)

    def named() -> Any:
        return performance_figures(provider.workspace, quarter.agreement, MARCH)["agreement"]["services"]

    assert "Printing" in named()
    catalogue = newest_approved(provider.workspace, ServiceCatalogue)
    assert catalogue is not None
    other_names = tuple(each.model_copy(update={"name": f"{each.name}'"}) for each in catalogue.services)
    provider.take(provider.save(new_version(provider.workspace, catalogue), services=other_names), "approve")
    assert "Printing" in named()


def test_what_is_opened_again_later_is_in_no_agreement_that_began_after_it_was_restored(
    quarter: Quarter,
) -> None:
    """Restored on the tenth, and its service agreed from the twentieth on: it was outside, whatever comes of it."""
    provider, other = quarter.provider, offered(quarter.provider, "Printing")
    gone = quarter.incident(at(3, 9, 9), service=other, restored_at=at(3, 10, 9))
    provider.clock.now = at(3, 20, 9)
    renewed(quarter, start=date(2026, 3, 20), services=(*quarter.agreement.services, other))
    provider.clock.now = at(4, 2, 9)

    def told() -> Any:
        found = performance_figures(provider.workspace, quarter.agreement, MARCH)
        return {**found, "computed_at": ""}

    before = told()
    assert (before["incidents"]["recorded"], before["incidents"]["outside"]) == (0, 1)
    quarter.reopen(gone, at(4, 3, 9))
    assert told() == before


def test_a_complaint_that_was_entered_late_was_open_at_the_end_of_march(quarter: Quarter) -> None:
    """Also where it is closed in April."""
    provider = quarter.provider
    provider.clock.now = at(4, 2, 9)
    said = {"kind": "complaint", "customer": quarter.agreement.customer, "received_at": at(3, 20, 9)}
    made = provider.take(provider.complete(FeedbackEntry, "recorded", **said), "record")

    def told() -> Any:
        return performance_figures(provider.workspace, quarter.agreement, MARCH)["feedback"]

    before = told()
    assert [(each["state"], each["outcome"]) for each in before["complaint_list"]] == [("recorded", "")]
    provider.take(made, "close", outcome="Answered")
    assert told() == before


def test_an_incident_that_was_none_says_nothing_of_the_time_before(quarter: Quarter) -> None:
    """Somebody typed 2016: that was no year of which anything is known."""
    workspace, years_ago = quarter.provider.workspace, at(3, 3, 9).replace(year=2016)
    renewed(quarter, start=date(2015, 1, 1))
    before = Period.month(2017, 3, "Europe/Lisbon")

    def said() -> Any:
        quarter.provider.clock.now = at(4, 2, 9)
        months = improvement_figures(workspace, before)["months"]
        return months["complaints"][-1], months["incidents"]["4 low"][-1]

    quarter.incident(years_ago, state="cancelled")
    assert said() == (None, None)
    quarter.incident(years_ago)
    assert said() == (None, 0), "of complaints it says nothing"
