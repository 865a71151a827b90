"""What the records behind the bands say of them now."""

from datetime import datetime
from uuid import UUID

from sdesk.models import (
    ScheduleEntry,
    ServiceBuild,
    ServiceChangeRequest,
    ServiceDesign,
    ServiceTestReport,
)
from sdesk.models.control import EntryKind, TestCase
from sdesk.practice.calendar.days import day_of
from sdesk.practice.control.changes import criteria, paper_of
from sdesk.practice.control.light import texts
from sdesk.practice.control.light.answers import SCORE_OF, Decide, Do, LookBack, Passed, Scored, Tried
from sdesk.practice.control.tested import answers
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.storage import col
from sdesk.translation import term, word


def said_to_decide(workspace: Workspace, change: ServiceChangeRequest) -> Decide:
    design = paper_of(workspace, change, ServiceDesign)
    start, end = change.planned_start, change.planned_end
    if start is None and end is None and change.decision is None:
        start, end = next_window(workspace, change)
    return Decide(
        scores=scores_of(workspace, change),
        remark=change.decision_reason,
        impact=change.business_impact,
        how=design.tools_and_methods if design else "",
        who=change.assigned_to or workspace.person_id,
        cost=design.budget if design else "",
        danger=design.risks[0].risk if design and design.risks else "",
        way_back=change.back_out_plan,
        start=start,
        end=end,
        done_when=tuple(each.criterion for each in design.acceptance_criteria) if design else (),
    )


def next_window(
    workspace: Workspace, change: ServiceChangeRequest
) -> tuple[datetime | None, datetime | None]:
    """The next maintenance window on the calendar, where one is open before the day on which the change is needed."""
    now, entry = workspace.clock(), ScheduleEntry
    found = workspace.first(
        entry,
        col(entry.kind) == EntryKind.MAINTENANCE,
        col(entry.state) == "planned",
        col(entry.starts_at) > now,
        order_by=[col(entry.starts_at)],
    )
    if found is None or found.starts_at is None:
        return None, None
    in_time = change.date_needed is None or day_of(workspace, found.starts_at) <= change.date_needed
    return (found.starts_at, found.ends_at) if in_time else (None, None)


def scores_of(workspace: Workspace, change: ServiceChangeRequest) -> tuple[Scored, ...]:
    """A line for each criterion that is set or was scored, and one for the risk if none of them is it."""
    known = {row.criterion: row.score for row in change.evaluation}
    if change.decision is None:
        known = {**{row.criterion: None for row in criteria(workspace)}, **known}
    lines = tuple(Scored(name, score) for name, score in known.items() if name.strip())
    if any(each.is_risk for each in lines):
        return lines
    risk = SCORE_OF[change.risk] if change.risk else None
    return (Scored(word(term("Risk")), risk), *lines)


def said_to_do(workspace: Workspace, change: ServiceChangeRequest) -> Do:
    """The criteria of the design, each with what the test report says of it so far."""
    design = paper_of(workspace, change, ServiceDesign)
    build = paper_of(workspace, change, ServiceBuild)
    report = paper_of(workspace, change, ServiceTestReport)
    tests = report.tests if report else ()
    done = build.build_procedure if build else ""
    return Do(
        tried=tuple(_tried(each.criterion, tests) for each in (design.acceptance_criteria if design else ())),
        otherwise="" if design and texts.is_as_planned(design, done) else done,
        by=_tested_by(workspace, change, report),
        remark=change.deployment_reason,
        consent=next(iter(change.consents), None),
    )


def _tested_by(
    workspace: Workspace, change: ServiceChangeRequest, report: ServiceTestReport | None
) -> UUID | None:
    """Whoever the report names; before it does, whoever carries the change out."""
    return (report.performed_by if report else None) or change.assigned_to or workspace.person_id


def _tried(criterion: str, tests: tuple[TestCase, ...]) -> Tried:
    test = next((each for each in tests if answers(each, criterion)), None)
    if test is None or test.passed is None:
        return Tried(criterion, None, test.result if test else "")
    failed = Passed.ACCEPTED if test.error.strip() else Passed.NO
    return Tried(criterion, Passed.YES if test.passed else failed, test.result)


def said_looking_back(change: ServiceChangeRequest) -> LookBack:
    return LookBack(change.review_result, change.review)
