"""Tests that passed did, or somebody accepts what did not; and each acceptance criterion has one."""

from typing import Any

import pytest

from sdesk.models import ServiceBuild, ServiceDesign, ServiceTestReport
from sdesk.practice.control.changes import paper_of
from sdesk.practice.lifecycle.completeness import problems
from sdesk.practice.lifecycle.problem import Refused
from sdesk.practice.lifecycle.records import latest_operation, reload
from sdesk.practice.lifecycle.steps import warnings
from sdesk.practice.lifecycle.undo import undo
from tests.provider import Provider, change, decided, paper, papers

LINE = {"name": "One", "level": "System", "type": "Function", "expected": "It starts", "result": "Seen"}


def reported(provider: Provider, *tests: dict[str, Any], conclusion: str, **design: Any) -> ServiceTestReport:
    request = decided(provider)
    criteria = design.get("criteria", ("It starts",))
    rows = tuple({"criterion": each} for each in criteria)
    provider.take(paper(provider, ServiceDesign, request, acceptance_criteria=rows), "approve")
    papers(provider, request, ServiceBuild)
    lines = tuple({**LINE, **each} for each in tests)
    return paper(provider, ServiceTestReport, request, tests=lines, conclusion=conclusion)


@pytest.mark.a_few(5)
@pytest.mark.parametrize("conclusion", ["passed", "passed with remarks", "failed"])
@pytest.mark.parametrize(
    ("line", "is_whole"),
    [
        ({"passed": True}, True),
        ({"passed": False}, False),
        ({"passed": False, "error": "It starts twice"}, False),
        ({"passed": False, "error": "  ", "accepted_by": "ana"}, False),
        ({"passed": False, "accepted_by": "ana"}, False),
        ({"passed": False, "error": "It starts twice", "accepted_by": "ana"}, True),
    ],
)
def test_a_failed_line_has_an_error_that_somebody_accepts(
    provider: Provider, conclusion: str, line: dict[str, Any], is_whole: bool
) -> None:
    said = {name: provider.ana.id if value == "ana" else value for name, value in line.items()}
    report = reported(provider, {"passed": True}, said, conclusion=conclusion)
    if is_whole or conclusion == "failed":
        assert provider.take(report, "approve").state == "approved"
    else:
        with pytest.raises(Refused, match="line 2: it did not pass"):
            provider.take(report, "approve")


def test_a_line_without_an_answer_is_no_test(provider: Provider) -> None:
    with pytest.raises(Refused, match="Passed"):
        provider.take(reported(provider, {"passed": None}, conclusion="passed"), "approve")


@pytest.mark.parametrize(
    ("criteria", "line", "is_answered"),
    [
        (("It starts",), {}, True),
        (("it  STARTS",), {}, True),
        (("It starts", "It stops"), {}, False),
        (("It stops",), {"name": "It stops"}, True),
        (("It starts within a second",), {}, False),
    ],
)
def test_each_acceptance_criterion_has_a_test(
    provider: Provider, criteria: tuple[str, ...], line: dict[str, Any], is_answered: bool
) -> None:
    report = reported(provider, {"passed": True, **line}, conclusion="passed", criteria=criteria)
    if is_answered:
        assert provider.take(report, "approve").state == "approved"
    else:
        with pytest.raises(Refused, match="No test answers the acceptance criterion"):
            provider.take(report, "approve")


def test_without_a_design_nothing_is_asked_of_it(provider: Provider) -> None:
    request = change(provider, kind="pre-approved")
    papers(provider, request, ServiceBuild)
    report = paper(provider, ServiceTestReport, request)
    assert provider.take(report, "approve").state == "approved"


def test_who_approves_is_told_of_an_error_that_says_nothing(provider: Provider) -> None:
    accepted = {"passed": False, "error": "x", "accepted_by": provider.ana.id}
    report = reported(provider, accepted, conclusion="passed")
    step = ServiceTestReport.step_called("approve")
    assert any("Error" in str(said) for said in warnings(provider.workspace, report, step))


def test_what_was_approved_before_it_was_asked_can_be_withdrawn_and_that_taken_back(
    provider: Provider,
) -> None:
    report = provider.take(reported(provider, {"passed": True}, conclusion="passed"), "approve")
    with provider.workspace.transaction("older") as session:
        live = session.get_one(ServiceTestReport, report.id)
        live.tests = tuple(each.model_copy(update={"passed": False}) for each in live.tests)
    provider.take(report, "withdraw", reason="Tested once more")
    withdrawn = latest_operation(provider.workspace)
    assert withdrawn is not None
    undo(provider.workspace, withdrawn)
    assert reload(provider.workspace, report).state == "approved"


def test_a_change_that_is_rejected_after_its_tests_leaves_its_design_as_it_was_approved(
    provider: Provider,
) -> None:
    request = change(provider, "cleared")
    for step in ("submit", "approve", "schedule"):
        provider.take(request, step)
    papers(provider, request)
    for step in ("design", "build", "test", "refuse"):
        request = provider.take(request, step)
    design = paper_of(provider.workspace, request, ServiceDesign)
    assert request.state == "rejected" and design is not None
    assert problems(provider.workspace, design, design.state) == []
