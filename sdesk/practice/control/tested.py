"""Tests of a change (WP.20): "passed" means that each did, or that somebody accepts what did not."""

from collections.abc import Iterator

from sdesk.models import ServiceChangeRequest, ServiceDesign, ServiceTestReport
from sdesk.models.control import TestCase, TestConclusion
from sdesk.practice.control.changes import paper_of
from sdesk.practice.lifecycle.problem import Problem
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.translation import message as _


def failed_ones_are_accepted(
    workspace: Workspace, report: ServiceTestReport, state: str
) -> Iterator[Problem]:
    """Asked when it is approved. What was approved before that was asked stays as it is."""
    if not _is_being_approved(report, state) or report.conclusion is TestConclusion.FAILED:
        return
    for place, test in enumerate(report.tests, start=1):
        if test.passed is False and not (test.error.strip() and test.accepted_by):
            said = _(
                "Tests, line {n}: it did not pass, and its error is not named and accepted by somebody.",
                n=place,
            )
            yield Problem("tests", said, _("Say what went wrong and who accepts it, or conclude “failed”."))


def criteria_are_answered(workspace: Workspace, report: ServiceTestReport, state: str) -> Iterator[Problem]:
    """Each acceptance criterion of the design has a test, or nobody knows whether it holds."""
    change = workspace.get(ServiceChangeRequest, report.change) if report.change else None
    design = (
        paper_of(workspace, change, ServiceDesign) if change and _is_being_approved(report, state) else None
    )
    for asked in design.acceptance_criteria if design else ():
        if not any(answers(test, asked.criterion) for test in report.tests):
            said = _("No test answers the acceptance criterion “{criterion}”.", criterion=asked.criterion)
            yield Problem("tests", said, _("Add a line that expects it, or is called by it."))


def _is_being_approved(report: ServiceTestReport, state: str) -> bool:
    return state == "approved" and report.state == "draft"


def answers(test: TestCase, criterion: str) -> bool:
    """The test report takes the criteria over as what is expected; a test may also be called by its criterion."""
    return _plain(criterion) in (_plain(test.expected), _plain(test.name))


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()
