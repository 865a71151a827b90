"""What the Control Manager and the customer look at before deployment is approved (CO.3.2), side by side."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sdesk.models import (
    CustomerAgreement,
    ServiceBuild,
    ServiceChangeRequest,
    ServiceDesign,
    ServiceTestReport,
)
from sdesk.models.control import TestCase, TestConclusion
from sdesk.practice.calendar.schedule import Conflict, conflicts_of
from sdesk.practice.control.changes import paper_of
from sdesk.practice.control.tested import answers
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.lifecycle.steps import take_step
from sdesk.storage import col
from sdesk.translation import Message
from sdesk.translation import message as _


class Outcome(StrEnum):
    PASSED = "passed"
    FAILED = "failed"
    NOT_TESTED = "not tested"


@dataclass(frozen=True)
class CriterionResult:
    """An acceptance criterion of the design, and the tests that were made of it."""

    criterion: str
    tests: tuple[TestCase, ...]

    @property
    def outcome(self) -> Outcome:
        if not self.tests or any(test.passed is None for test in self.tests):
            return Outcome.NOT_TESTED
        return Outcome.PASSED if all(test.passed for test in self.tests) else Outcome.FAILED


@dataclass(frozen=True)
class Clearance:
    """Test results against criteria, what the agreements say about consent, and what the schedule says."""

    change: ServiceChangeRequest
    design: ServiceDesign | None
    report: ServiceTestReport | None
    results: tuple[CriterionResult, ...]
    other_tests: tuple[TestCase, ...]
    agreements: tuple[CustomerAgreement, ...]
    conflicts: tuple[Conflict, ...]

    @property
    def consent_needed(self) -> bool:
        return any(agreement.consent_to_changes for agreement in self.agreements)

    @property
    def consent_given(self) -> bool:
        return bool(self.change.consents)

    @property
    def objections(self) -> tuple[Message, ...]:
        """What speaks against deploying, in words; none if nothing does."""
        return tuple(_objections(self))


def clearance_of(workspace: Workspace, change: ServiceChangeRequest) -> Clearance:
    """What there is to decide on, as the records stand now."""
    design = paper_of(workspace, change, ServiceDesign)
    report = paper_of(workspace, change, ServiceTestReport)
    tests = report.tests if report else ()
    results = results_of(design, report)
    used = {test.id for result in results for test in result.tests}
    return Clearance(
        change=change,
        design=design,
        report=report,
        results=results,
        other_tests=tuple(test for test in tests if test.id not in used),
        agreements=tuple(_agreements(workspace, change)),
        conflicts=tuple(conflicts_of(workspace, change)),
    )


def results_of(design: ServiceDesign | None, report: ServiceTestReport | None) -> tuple[CriterionResult, ...]:
    """Each acceptance criterion with the tests that answer it."""
    tests = report.tests if report else ()
    return tuple(
        CriterionResult(each.criterion, tuple(test for test in tests if answers(test, each.criterion)))
        for each in (design.acceptance_criteria if design else ())
    )


def _agreements(workspace: Workspace, change: ServiceChangeRequest) -> Sequence[CustomerAgreement]:
    """Those with the change's customer; where it is for no one customer, those that cover its service."""
    approved = workspace.find(
        CustomerAgreement,
        col(CustomerAgreement.state) == "approved",
        order_by=[col(CustomerAgreement.number)],
    )
    if change.customer is not None:
        return [each for each in approved if each.customer == change.customer]
    return [each for each in approved if change.service in each.services]


def _objections(clearance: Clearance) -> Iterator[Message]:
    if clearance.report is None:
        yield _("There is no test report yet.")
    else:
        yield from _objections_of_tests(clearance, clearance.report)
    failed = sum(test.passed is False for test in clearance.other_tests)
    if failed:
        yield _("{n} of the other tests failed.", n=failed)
    if clearance.consent_needed and not clearance.consent_given:
        yield _("The customer's consent is asked for and not there yet.")
    yield from (conflict.reason for conflict in clearance.conflicts)


def _objections_of_tests(clearance: Clearance, report: ServiceTestReport) -> Iterator[Message]:
    if report.conclusion is TestConclusion.FAILED:
        yield _("{number} says that the tests failed.", number=report.number)
    outcomes = [result.outcome for result in clearance.results]
    if failed := outcomes.count(Outcome.FAILED):
        yield _("{n} of {all} acceptance criteria failed.", n=failed, all=len(outcomes))
    if untested := outcomes.count(Outcome.NOT_TESTED):
        yield _("{n} of {all} acceptance criteria not tested.", n=untested, all=len(outcomes))


def approve_build(workspace: Workspace, change: ServiceChangeRequest) -> None:
    """CO.3.2 approves the change for deployment, and with it what was built (WP.13)."""
    build = paper_of(workspace, change, ServiceBuild)
    if build is not None and build.state == "built":
        take_step(workspace, build, "approve")
