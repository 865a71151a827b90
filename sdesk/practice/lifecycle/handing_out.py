"""To whom something approved was given: a report, the catalogue."""

from collections.abc import Iterator

from sdesk.models import ServiceCatalogue, ServiceReport, ServiceTestReport
from sdesk.practice.calendar.days import day_of, today
from sdesk.practice.lifecycle.approvals import approvals_of
from sdesk.practice.lifecycle.problem import Problem
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.translation import message as _

HandedOut = ServiceReport | ServiceTestReport | ServiceCatalogue


def given_once_approved(workspace: Workspace, record: HandedOut, state: str) -> Iterator[Problem]:
    """Nobody received what was approved before it was approved, nor on a day to come."""
    signed = [each.at for each in approvals_of(workspace, record) if each.step == "approve"]
    approved = day_of(workspace, signed[-1]) if signed else today(workspace)
    for line in record.given_to if state != "draft" else ():
        if line.on and not approved <= line.on <= today(workspace):
            yield Problem(
                "given_to",
                _(
                    "{who} is said to have received it on {day}: that is not between its approval and today.",
                    who=line.who,
                    day=line.on,
                ),
                _("Correct the day."),
            )
