"""A change request from an incident is filled from it; both name each other."""

from sdesk.models import KnownError, ServiceIncident
from sdesk.practice.incident.handling import significant_has_cause
from sdesk.practice.incident.known_errors import known_error_from
from sdesk.practice.incident.prevention import request_change
from sdesk.practice.incident.significance import significance_of
from sdesk.practice.lifecycle.records import reload, save
from tests.provider import CALLER, Provider, incident


def worked(provider: Provider, **values: object) -> ServiceIncident:
    record = provider.take(incident(provider, "classified", **values), "record")
    return provider.take(record, "classify")


def test_the_change_says_what_the_incident_found_out(provider: Provider) -> None:
    case = worked(provider, customer=provider.extra["customer"].id, reporter=CALLER)
    case = save(
        provider.workspace,
        case,
        {"root_cause": "The disk was full", "solution": "Watch the disk. Warn at 80 %."},
    )
    change = request_change(provider.workspace, case)
    assert change.purpose == "Watch the disk"
    assert "The disk was full" in change.requirement and case.number in change.requirement
    assert (change.service, change.customer, change.requester) == (case.service, case.customer, CALLER)
    assert change.configuration_items == case.configuration_items
    assert change.priority is case.priority
    assert change.related == (case.id,)
    assert reload(provider.workspace, case).changes == (change.id,)


def test_a_closed_incident_can_still_lead_to_a_change(provider: Provider) -> None:
    provider.works(provider.ben)
    case = provider.take(incident(provider, "closed"), "record")
    for step in ("classify", "investigate", "restore", "close"):
        case = provider.take(case, step)
    change = request_change(provider.workspace, case)
    assert reload(provider.workspace, case).changes == (change.id,)


def test_its_known_error_names_the_change_too(provider: Provider) -> None:
    case = worked(provider)
    error = known_error_from(provider.workspace, case)
    change = request_change(provider.workspace, reload(provider.workspace, case))
    found = provider.workspace.get(KnownError, error.id)
    assert found and found.changes == (change.id,)


def test_a_long_solution_becomes_a_purpose_of_one_line(provider: Provider) -> None:
    case = save(provider.workspace, worked(provider), {"solution": "word " * 60})
    assert len(request_change(provider.workspace, case).purpose) <= 101


def test_significant_impact_asks_for_cause_solution_and_review(provider: Provider) -> None:
    minor = significance_of(provider.workspace, worked(provider))
    assert (minor.significant, minor.lacking) == (False, ())
    case = worked(provider, impact="high")
    major = significance_of(provider.workspace, case)
    assert major.significant
    assert major.lacking == ("Root cause", "Solution", "Review")
    gaps = list(significant_has_cause(provider.workspace, case, "closed"))
    assert str(gaps[0].text) == "Root cause is missing: the impact is significant."
    assert [gap.is_gap for gap in gaps] == [True, True, True]
