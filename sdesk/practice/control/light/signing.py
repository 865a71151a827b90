"""A band is signed: one act that takes each step behind it by the one way there is, all of them or none."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, TypeVar

from sdesk.models import Record, ServiceBuild, ServiceChangeRequest, ServiceDesign, ServiceTestReport
from sdesk.models.control import TestCase, TestConclusion
from sdesk.practice.calendar.days import today
from sdesk.practice.control.changes import Paper, paper_of
from sdesk.practice.control.clearance import clearance_of
from sdesk.practice.control.deployment import deploy, proposed_updates
from sdesk.practice.control.light import texts
from sdesk.practice.control.light.answers import Do, Passed, Tried
from sdesk.practice.control.light.bands import SIGNS, Band, is_designed_small, why_not_light
from sdesk.practice.control.light.reading import said_to_do
from sdesk.practice.control.light.writing import Said, band_of, keep
from sdesk.practice.lifecycle.approvals import is_own_work
from sdesk.practice.lifecycle.problem import Problem, Refused
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.lifecycle.records import reload
from sdesk.practice.lifecycle.steps import steps_from_here, take_step
from sdesk.practice.lifecycle.thin import thin_items
from sdesk.translation import message as _
from sdesk.translation import term

_FULL_WAY = _("Go on with it by the full way; nothing is lost.")
R = TypeVar("R", bound=Record)


def sign(workspace: Workspace, change: ServiceChangeRequest, said: Said) -> ServiceChangeRequest:
    """Store what the band says and take its steps, each with its roles, checks and approval, in one operation.

    Raises Refused, saying which record stopped it; nothing is written then.
    """
    band = band_of(said)
    with workspace.one_moment(), workspace.transaction(SIGNS[band]):
        live = keep(workspace, change, said)
        if refusal := why_not_light(live):
            raise Refused(_not_signed(live, refusal), hint=_FULL_WAY)
        if band is Band.DO and not is_designed_small(workspace, live):
            raise Refused(
                _not_signed(live, _("Its design assesses a risk as more than low by now.")), hint=_FULL_WAY
            )
        signing = _Signing(workspace, live)
        match said:
            case Do():
                signing.do(said)
            case _ if band is Band.DECIDE:
                signing.decide()
            case _ if band is Band.LOOK_BACK:
                signing.take(live, "close")
            case _:
                signing.take(live, "submit")
    return live


def _not_signed(record: Record, why: Any) -> Any:
    return _("Nothing is signed. {kind}: {why}", kind=term(record.singular), why=why)


class _Signing:
    """The steps of one signature."""

    def __init__(self, workspace: Workspace, change: ServiceChangeRequest) -> None:
        self.workspace = workspace
        self.change = change

    def decide(self) -> None:
        self._move("approve")
        self._move("schedule")
        design = self._paper(ServiceDesign)
        if design.is_draft:
            self.take(design, "approve", {"date_of_issue": today(self.workspace)})
        self._move("design")

    def do(self, said: Do) -> None:
        """Where the report was approved by the full way, what it says is asked of that."""
        build = self._paper(ServiceBuild)
        if build.is_draft:
            self.take(build, "build")
        self._move("build")
        report = self._paper(ServiceTestReport)
        if report.is_draft:
            self.take(report, "approve", self._found(report, said.tried))
        self._move("test")
        tried = said_to_do(self.workspace, self.change).tried
        if self.change.state == "tested":
            self._clear(said.remark, tried)
        self._move("confirm")

    def take(self, record: R, step: str, values: Mapping[str, Any] | None = None) -> R:
        """One step, by the one way in; a text that is thin stops it."""
        with self._says_which(record):
            taken = take_step(self.workspace, record, step, values)
            thin = thin_items(self.workspace, taken)
            if thin:
                raise Refused(_("It says too little to count as evidence."), thin)
        return taken

    def _move(self, step: str) -> None:
        """Of the change, where it has not gone that far already."""
        if any(each.name == step for each in steps_from_here(self.change)):
            self.take(self.change, step)

    def _clear(self, remark: str, tried: tuple[Tried, ...]) -> None:
        clearance = clearance_of(self.workspace, self.change)
        if clearance.consent_needed and not clearance.consent_given:
            with self._says_which(self.change):
                raise Refused(
                    _("An agreement asks for the customer's consent to changes."),
                    hint=_("Say who agreed, when and how."),
                )
        if clearance.conflicts and not remark.strip():
            why = tuple(each.reason for each in clearance.conflicts)
            with self._says_which(self.change):
                raise Refused(
                    _("Something stands in its way: {why}", why=why),
                    [Problem("remark", _("The remark is empty."), _("Say why it may be put in place all the same."))],
                )  # fmt: skip
        self.take(self.change, "clear", {"deployment_reason": texts.clearing(clearance, remark)})

    def _found(self, report: ServiceTestReport, tried: tuple[Tried, ...]) -> dict[str, Any]:
        """What whoever signs says of the tests: when they had the results, what they accept, what follows."""
        failed = [each.criterion for each in tried if each.passed is Passed.NO]
        if failed:
            with self._says_which(report):
                raise Refused(
                    _("It did not pass: {criteria}.", criteria=tuple(failed)),
                    hint=_("Put it right and try again, accept it as it is, or roll back what was begun."),
                )
        all_passed = all(each.passed is Passed.YES for each in tried)
        return {
            "tests": tuple(map(self._accepted, report.tests)),
            "collected_at": self.workspace.clock(),
            "validated_by": self.workspace.person_id,
            "conclusion": TestConclusion.PASSED if all_passed else TestConclusion.PASSED_WITH_REMARKS,
            "conclusion_text": texts.conclusion(tried),
        }

    def _accepted(self, test: TestCase) -> TestCase:
        accepts = test.passed is False
        return test.model_copy(update={"accepted_by": self.workspace.person_id}) if accepts else test

    def _paper(self, model: type[Paper]) -> Paper:
        found = paper_of(self.workspace, self.change, model)
        assert found is not None  # what the band says was kept in it
        return found

    @contextmanager
    def _says_which(self, record: Record) -> Iterator[None]:
        try:
            yield
        except Refused as refusal:
            raise Refused(_not_signed(record, refusal.message), refusal.problems, refusal.hint) from refusal


def put_in_place(
    workspace: Workspace, change: ServiceChangeRequest, how_it_went: str
) -> ServiceChangeRequest:
    """It was deployed now, by whoever carries it out; its items are brought up to date. Raises Refused.

    Another moment, other versions or states of the items are said in the dialog of the step.
    """
    live = reload(workspace, change)
    went = {
        "deployed_at": workspace.clock(),
        "deployed_by": live.assigned_to or workspace.person_id,
        "deployment_outcome": how_it_went,
    }
    return deploy(workspace, live, went, proposed_updates(workspace, live))


def is_of_ones_own(workspace: Workspace, change: ServiceChangeRequest, band: Band) -> bool:
    """Whether whoever is working has written what they are about to sign."""
    papers = {Band.DECIDE: (ServiceDesign,), Band.DO: (ServiceBuild, ServiceTestReport)}.get(band, ())
    behind = (paper_of(workspace, change, model) for model in papers)
    return any(is_own_work(workspace, each) for each in (change, *behind) if each is not None)


__all__ = ["is_of_ones_own", "put_in_place", "sign"]
