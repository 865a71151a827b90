"""The way of a change: who decided it, and the design, build and test report by which it was deployed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TypeVar
from uuid import UUID

from sdesk.models import (
    ChangeProcedure,
    Record,
    ServiceBuild,
    ServiceChangeRequest,
    ServiceDesign,
    ServiceTestReport,
)
from sdesk.models.control import ChangeKind, TestCase, TestConclusion
from sdesk.practice.calendar.days import day_of
from sdesk.practice.control.clearance import results_of
from sdesk.practice.lifecycle.approvals import is_as_approved
from sdesk.practice.lifecycle.completeness import problems
from sdesk.practice.lifecycle.thin import says
from sdesk.practice.lifecycle.versions import versions
from sdesk.practice.readiness.evidence.signatures import Signature
from sdesk.practice.readiness.rules.grounds import Grounds, thin_of
from sdesk.practice.readiness.rules.order import Moment, first_in_state, moment_of, out_of_order
from sdesk.storage import col
from sdesk.translation import NOTHING_SAID, Message
from sdesk.translation import message as _

DECIDES = ("approve", "reject", "approve afterwards", "approve after roll-back")
CLEARS = ("clear", "refuse", "clear afterwards", "clear after roll-back")
MOST_DAYS = 30
"""However long the procedure gives an emergency: after that nobody would call it one."""
LAST_THREE = timedelta(days=3 * 365)
Paper = ServiceDesign | ServiceBuild | ServiceTestReport
P = TypeVar("P", ServiceDesign, ServiceBuild, ServiceTestReport)


@dataclass(frozen=True)
class Way:
    """How a change went. Of its papers those that led to its clearing: the report that was approved last before it, the
    build that this is about, the design that was approved last before that was built; and the newest build there is."""

    change: ServiceChangeRequest
    requested: datetime | None
    decided: Signature | None
    design: ServiceDesign | None
    designed: Signature | None
    build: ServiceBuild | None
    built: Signature | None
    report: ServiceTestReport | None
    tested: Signature | None
    newest_build: ServiceBuild | None
    cleared: Signature | None
    closed: Signature | None


class Ways:
    """The ways of all changes, their papers read once."""

    def __init__(self, on: Grounds, changes: Sequence[ServiceChangeRequest]) -> None:
        self._on = on
        self._requested = first_in_state(on, changes, "requested")
        self._designs = _by_change(on, ServiceDesign)
        self._builds = _by_change(on, ServiceBuild)
        self._reports = _by_change(on, ServiceTestReport)

    def of(self, change: ServiceChangeRequest) -> Way:
        signed = self._on.signed
        cleared = _last(signed.of(change), *CLEARS)
        before = cleared.at if cleared else None
        report, tested = self._led_to(self._reports.get(change.id, ()), "approve", before)
        builds = self._builds.get(change.id, ())
        of_report = [each for each in builds if report and each.id == report.build]
        build, built = self._led_to(of_report or (() if report else builds), "build", None)
        designs = self._designs.get(change.id, ())
        design, designed = self._led_to(designs, "approve", built.at if built else before)
        return Way(
            change=change,
            requested=self._requested.get(change.id) or change.created_at,
            decided=decision_on(self._on, change),
            design=design,
            designed=designed,
            build=build,
            built=built,
            report=report,
            tested=tested,
            newest_build=next((each for each in builds if each.state != "draft"), None),
            cleared=cleared,
            closed=_last(signed.of(change), "close"),
        )

    def _led_to(
        self, papers: Sequence[P], step: str, before: datetime | None
    ) -> tuple[P | None, Signature | None]:
        """The paper whose step was taken last before the moment; where none was in time, the last there is."""
        taken = [(each, at) for each in papers if (at := _last(self._on.signed.of(each), step))]
        in_time = [each for each in taken if before is None or each[1].at <= before]
        return max(in_time or taken, key=lambda each: each[1].at, default=(None, None))


def _by_change(on: Grounds, model: type[P]) -> Mapping[UUID, Sequence[P]]:
    """Those that were not withdrawn, the newest first."""
    found: dict[UUID, list[P]] = {}
    newest_first = [col(model.created_at).desc(), col(model.id).desc()]
    for each in on.workspace.find(model, col(model.state) != "withdrawn", order_by=newest_first):
        if each.change:
            found.setdefault(each.change, []).append(each)
    return found


def decision_on(on: Grounds, change: Record) -> Signature | None:
    """The last one."""
    return _last(on.signed.of(change), *DECIDES)


def _last(signatures: Sequence[Signature], *steps: str) -> Signature | None:
    return next((each for each in reversed(signatures) if each.step in steps), None)


# ---------------------------------------------------------------- which changes


def normal_deployed(on: Grounds) -> tuple[list[ServiceChangeRequest], bool]:
    """Those of the period; where it has none, the last three within 36 months, and whether that is so."""
    ours = [
        each for each in on.cases(ServiceChangeRequest) if each.kind is ChangeKind.NORMAL and each.deployed_at
    ]
    now = [each for each in ours if on.falls_in(each.deployed_at)]
    since = moment_of(on) - LAST_THREE
    old = sorted((at, each.number, each) for each in ours if (at := each.deployed_at) and at >= since)
    return (now, False) if now else ([each for _at, _number, each in old[-3:]], bool(old))


def _last_day_of_emergency(on: Grounds, change: ServiceChangeRequest) -> date | None:
    """By which the parts of an emergency are made good: by the procedures of the day it was deployed, within a month."""
    if change.deployed_at is None:
        return None
    then = versions(on.workspace, ChangeProcedure).to_go_by(change.deployed_at)
    days = min((then.emergency_days or 0) if then else 0, MOST_DAYS)
    return day_of(on.workspace, change.deployed_at) + timedelta(days=days)


def still_has_its_days(on: Grounds, change: ServiceChangeRequest, made_good: Signature | None) -> bool:
    """Whether an emergency that was deployed lacks this part, and the days for it are not over."""
    last = _last_day_of_emergency(on, change)
    return change.kind is ChangeKind.EMERGENCY and made_good is None and last is not None and on.today <= last


def past_its_days(on: Grounds, change: ServiceChangeRequest, made_good: Signature | None) -> Message:
    """That an emergency that was deployed got this part too late, or lacks it although its days are over."""
    last = _last_day_of_emergency(on, change)
    if change.kind is not ChangeKind.EMERGENCY or last is None:
        return NOTHING_SAID
    if (day_of(on.workspace, made_good.at) if made_good else on.today) <= last:
        return NOTHING_SAID
    return _("It was to be done by {day}.", day=last)


# ---------------------------------------------------------------- whether it went as it should


def not_by_the_procedure(on: Grounds, way: Way) -> Message:
    """Why a deployed change was not designed, built and tested in order; nothing said where it was."""
    return next((each for each in _faults(on, way) if each), NOTHING_SAID)


def _faults(on: Grounds, way: Way) -> Iterator[Message]:
    for paper, signature, lacks in (
        (way.design, way.designed, _("It has no approved design.")),
        (way.build, way.built, _("It has no build of which a test report speaks.")),
        (way.report, way.tested, _("It has no approved test report.")),
    ):
        yield lacks if paper is None or signature is None else _not_as_signed(on, paper, signature)
    yield tests_do_not_answer(way)
    yield _not_in_order(on, way)


def _not_as_signed(on: Grounds, paper: Paper, signature: Signature) -> Message:
    """A paper is whole and not thin, what was signed, by somebody who might that day."""
    roles = next(step.roles for step in paper.steps if step.name == signature.step)
    if not on.signed.in_role(signature, roles):
        return _("{person}, who signed {number}, held no role for it that day.",
                 person=signature.person_name, number=paper.number)  # fmt: skip
    if not is_as_approved(on.workspace, paper, signature.sha256):
        return _("{number} is not what was signed: its SHA-256 differs.", number=paper.number)
    lacks = next((each.text for each in problems(on.workspace, paper, paper.state)), thin_of(on, paper))
    return _("{number}: {said}", number=paper.number, said=lacks) if lacks else NOTHING_SAID


def tests_do_not_answer(way: Way) -> Message:
    """G10: a criterion without a test, or a line that did not pass and that nobody accepted."""
    if way.report is None or way.design is None:
        return NOTHING_SAID
    untested = [each.criterion for each in results_of(way.design, way.report) if not each.tests]
    if untested:
        return _("No test answers: {criteria}.", criteria=tuple(untested))
    return failed_without_acceptance(way)


def failed_without_acceptance(way: Way) -> Message:
    """A line that did not pass says what was wrong and who accepted it, else it has failed; so has the report as a whole."""
    report = way.report
    if report is None:
        return NOTHING_SAID
    if report.conclusion is TestConclusion.FAILED:
        return _("{number} says that the tests failed.", number=report.number)
    for line, test in enumerate(report.tests, start=1):
        if not test.passed and not (says(TestCase, "error", test.error) and test.accepted_by):
            return _("{number}, line {line}: it did not pass, and nobody accepted its error.",
                     number=report.number, line=line)  # fmt: skip
    return NOTHING_SAID


def another_build(way: Way) -> Message:
    """The newest build of the change is what was deployed; the report is about it."""
    if way.report is None or way.newest_build is None or way.newest_build.id == way.report.build:
        return NOTHING_SAID
    return _("{build} was deployed, and {report} is about another build.",
             build=way.newest_build.number, report=way.report.number)  # fmt: skip


def _not_in_order(on: Grounds, way: Way) -> Message:
    """G5. Of an emergency decision and papers may follow, each within the days; its clearing follows its tests."""
    change = way.change
    papers: tuple[Moment, ...] = (
        (_("the design"), way.designed.at if way.designed else None),
        (_("the build"), way.built.at if way.built else None),
        (_("the tests"), way.tested.at if way.tested else None),
    )
    cleared = (_("the clearing"), way.cleared.at if way.cleared else None)
    deployed = (_("the deployment"), change.deployed_at)
    closed = (_("the closing"), way.closed.at if way.closed else None)
    if change.kind is not ChangeKind.EMERGENCY:
        asked = (_("the request"), way.requested)
        decided = (_("the decision"), way.decided.at if way.decided else None)
        return out_of_order(on, asked, decided, *papers, cleared, deployed, closed)
    for made_good in (way.designed, way.built, way.tested):
        if past_its_days(on, change, made_good):
            return _("Its papers were not there within the days of the procedure.")
    return out_of_order(on, papers[2], cleared, closed) or out_of_order(on, deployed, closed)
