"""Rules of the reports (WP.07, WP.19), and what whoever approves one is told."""

from collections.abc import Iterator, Mapping
from typing import Any

from sdesk.models import PerformanceReport, ServiceReport, Step
from sdesk.practice.calendar.days import today
from sdesk.practice.lifecycle.problem import Problem
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.reporting.reports import figures_of
from sdesk.practice.reporting.telling.conclusions import is_word_for_word, proposed_conclusions
from sdesk.storage import col
from sdesk.translation import Message
from sdesk.translation import message as _


def period_is_in_order(workspace: Workspace, report: ServiceReport, state: str) -> Iterator[Problem]:
    if report.period_start and report.period_end and report.period_end < report.period_start:
        yield Problem("period_end", _("The period ends before it starts."), _("Correct one of the two days."))


def judgements_have_grounds(workspace: Workspace, report: ServiceReport, state: str) -> Iterator[Problem]:
    """What a person judges is met or not, by somebody and on grounds; who judges nothing leaves the line empty."""
    for line in report.judgements if state == "approved" else ():
        if line.target is None:
            yield Problem(
                "judgements",
                _(
                    "“{what}” is no goal or target of this report: nothing would show what is said of it.",
                    what=line.what,
                ),
                _(
                    "Take out the line. What is judged here is proposed by the program; goals and agreements ask for more."
                ),
            )
            continue
        if line.met is not None and not (line.judged_by and line.grounds.strip() and line.reached.strip()):
            said = _(
                "“{what}” is judged, but not what was reached, by whom or on what grounds.", what=line.what
            )
            yield Problem("judgements", said, _("Fill in the line."))


def period_is_over(workspace: Workspace, report: ServiceReport, state: str) -> Iterator[Problem]:
    """While it is not, a draft shows how it stands; approved, it would say of days to come what nobody knows."""
    if state == "approved" and report.period_end and report.period_end >= today(workspace):
        yield Problem(
            "period_end",
            _("The period is not over: its last day is {day}.", day=report.period_end),
            _("Approve the report after that day, or choose a last day that is over."),
        )


def is_about_an_agreement(workspace: Workspace, report: PerformanceReport, state: str) -> Iterator[Problem]:
    """WP.19: the report is about one customer or one supplier, by their agreement."""
    chosen = [each for each in (report.customer_agreement, report.supplier_agreement) if each]
    if state == "approved" and len(chosen) != 1:
        yield Problem(
            "customer_agreement",
            _("The report is about exactly one agreement."),
            _("Choose a customer agreement or a supplier agreement."),
        )


def approver_is_told(workspace: Workspace, report: ServiceReport, step: Step) -> Iterator[Message]:
    """Of conclusions that were begun from other figures, and of those that are the program's own words."""
    begun_from = report.figures or _figures_before(workspace, report)
    if step.approves and begun_from:
        if proposed_conclusions(figures_of(workspace, report)) != proposed_conclusions(begun_from):
            yield _("The figures say something else since the conclusions were begun: read them once more.")
        if is_word_for_word(report):
            yield _("The conclusions are word for word as they were proposed from the figures.")


def _figures_before(workspace: Workspace, report: ServiceReport) -> Mapping[str, Any]:
    """Of the version that this one was begun from: its conclusions went on with it."""
    model = type(report)
    former = (col(model.number) == report.number, col(model.version) < report.version)
    found = workspace.first(model, *former, order_by=[col(model.version).desc()]) if report.number else None
    return found.figures if found else {}
