"""What is looked at before deployment is approved: tests against criteria, consent, schedule."""

from datetime import timedelta
from typing import Any

from sdesk.models import CustomerAgreement, ServiceChangeRequest, ServiceDesign, ServiceTestReport
from sdesk.practice.control.clearance import Clearance, Outcome, clearance_of
from tests.provider import START, Provider, change, paper


def designed(provider: Provider, *criteria: str, **values: Any) -> ServiceChangeRequest:
    request = change(provider, "approved", **values)
    for step in ("submit", "approve"):
        request = provider.take(request, step)
    criterion_rows = tuple({"criterion": each} for each in criteria)
    provider.take(paper(provider, ServiceDesign, request, acceptance_criteria=criterion_rows), "approve")
    return request


def judged(provider: Provider, request: ServiceChangeRequest, *verdicts: bool | None) -> ServiceTestReport:
    """A test report with the tests as they are taken over from the design, each with its verdict."""
    report = provider.create(ServiceTestReport, change=request.id)
    tests = tuple(
        test.model_copy(update={"passed": passed, "result": "Seen"})
        for test, passed in zip(report.tests, verdicts, strict=True)
    )
    return provider.save(report, tests=tests)


def test_the_criteria_of_the_design_are_the_tests_of_the_report(provider: Provider) -> None:
    request = designed(provider, "Mail arrives within a minute", "Nobody is logged out")
    report = provider.create(ServiceTestReport, change=request.id)
    assert [test.expected for test in report.tests] == [
        "Mail arrives within a minute",
        "Nobody is logged out",
    ]


def said(clearance: Clearance) -> list[str]:
    return [str(objection) for objection in clearance.objections]


def test_each_criterion_has_the_outcome_of_its_tests(provider: Provider) -> None:
    request = designed(provider, "Mail arrives", "Nobody is logged out", "Backups run")
    judged(provider, request, True, False, None)
    clearance = clearance_of(provider.workspace, request)
    assert [result.outcome for result in clearance.results] == [
        Outcome.PASSED,
        Outcome.FAILED,
        Outcome.NOT_TESTED,
    ]
    assert said(clearance) == [
        "1 of 3 acceptance criteria failed.",
        "1 of 3 acceptance criteria not tested.",
    ]


def test_without_a_report_that_is_what_is_said(provider: Provider) -> None:
    clearance = clearance_of(provider.workspace, designed(provider, "Mail arrives"))
    assert said(clearance) == ["There is no test report yet."]


def test_consent_is_asked_for_where_the_agreement_says_so(provider: Provider) -> None:
    customer = provider.extra["customer"].id
    provider.approved(CustomerAgreement, customer=customer, consent_to_changes=True)
    request = designed(provider, "Mail arrives", customer=customer)
    judged(provider, request, True)
    waiting = clearance_of(provider.workspace, request)
    assert waiting.consent_needed and not waiting.consent_given
    assert said(waiting) == ["The customer's consent is asked for and not there yet."]
    request = provider.save(request, customer_consent="She wants it on Tuesday evening.")
    assert said(clearance_of(provider.workspace, request)) == said(waiting)
    consent = {"who": "Dora Lind", "on": provider.clock.now.date(), "how": "On the telephone"}
    request = provider.save(request, consents=(consent,))
    assert clearance_of(provider.workspace, request).objections == ()


def test_a_change_for_everybody_is_held_against_the_agreements_on_its_service(provider: Provider) -> None:
    service = provider.extra["service"]
    agreement = provider.approved(CustomerAgreement, services=(service,))
    request = change(provider, customer=None, service=service)
    assert [each.id for each in clearance_of(provider.workspace, request).agreements] == [agreement.id]


def test_what_stands_in_its_way_on_the_schedule_is_an_objection(provider: Provider) -> None:
    item = provider.extra["item"].id
    at: dict[str, Any] = {"planned_start": START, "planned_end": START + timedelta(hours=1)}
    change(provider, configuration_items=(item,), **at)
    request = change(provider, configuration_items=(item,), **at)
    assert "Both touch the same configuration item." in said(clearance_of(provider.workspace, request))
