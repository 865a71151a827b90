"""Emergency changes, deployed first: what is missing then is listed with owner and date, and ticked off when made good."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sdesk.models import (
    ActionItem,
    ChangeProcedure,
    Record,
    ServiceBuild,
    ServiceChangeRequest,
    ServiceDesign,
    ServiceTestReport,
)
from sdesk.models.control import ChangeKind
from sdesk.practice.calendar.days import day_of, today
from sdesk.practice.control.changes import has_finished, paper_of
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.lifecycle.records import create
from sdesk.practice.lifecycle.roles import holders
from sdesk.practice.lifecycle.steps import take_step
from sdesk.practice.lifecycle.versions import draft_of, to_go_by
from sdesk.storage import col
from sdesk.translation import NOTHING_SAID, Message, term, word
from sdesk.translation import message as _


@dataclass(frozen=True)
class MissingPart:
    """What an emergency lacks, in the words of its action item, and whether the Control Manager has to make it good."""

    text: Message
    for_control_manager: bool


def missing_parts(workspace: Workspace, change: ServiceChangeRequest) -> tuple[MissingPart, ...]:
    """What has to be made good before the emergency can be closed, in the order of the tasks CO.2.1 to CO.3.2."""
    return tuple(part for part, outcome in _parts(workspace, change) if not outcome)


def _parts(workspace: Workspace, change: ServiceChangeRequest) -> Iterator[tuple[MissingPart, Message]]:
    """Every part, with what shows that it is there: nothing while it is missing."""
    of = {"number": change.number, "heading": change.heading}
    decide = MissingPart(_("Evaluate and decide the emergency of {number}: {heading}", **of), True)
    yield decide, _("Decided.") if change.decision else NOTHING_SAID
    papers: dict[type[ServiceDesign] | type[ServiceBuild] | type[ServiceTestReport], Message] = {
        ServiceDesign: _("Write down the design of {number}: {heading}", **of),
        ServiceBuild: _("Keep what was built of {number}: {heading}", **of),
        ServiceTestReport: _("Test, and write the test report of {number}: {heading}", **of),
    }
    for model, text in papers.items():
        paper = paper_of(workspace, change, model) if has_finished(workspace, change, model) else None
        is_there = _("{number} is {state}.", number=paper.number, state=term(paper.state)) if paper else None
        yield MissingPart(text, False), is_there or NOTHING_SAID
    clear = MissingPart(_("Approve the deployment of {number}: {heading}", **of), True)
    yield clear, _("Approved.") if change.cleared_at else NOTHING_SAID


def list_missing_parts(workspace: Workspace, change: ServiceChangeRequest) -> list[ActionItem]:
    """An action item for each missing part, due so many days after deployment as the procedures (WP.17) give."""
    assert change.deployed_at is not None
    due = day_of(workspace, change.deployed_at) + timedelta(days=days_to_make_good(workspace))
    return [
        create(
            workspace,
            ActionItem,
            {
                "description": word(part.text),
                "owner": _owner(workspace, change, part),
                "due": due,
                "source": change.id,
            },
        )
        for part in missing_parts(workspace, change)
    ]


def days_to_make_good(workspace: Workspace) -> int:
    procedure = to_go_by(workspace, ChangeProcedure) or draft_of(workspace, ChangeProcedure)
    return (procedure or ChangeProcedure()).emergency_days or 0


def _owner(workspace: Workspace, change: ServiceChangeRequest, part: MissingPart) -> UUID | None:
    """The Control Manager of the day for what only they may do, else whoever carries the change out."""
    managers = holders(workspace, ("CM",), today(workspace))
    if part.for_control_manager and managers:
        return managers[0].id
    return change.assigned_to or change.deployed_by


def finish_parts_made_good(workspace: Workspace, live: Record) -> None:
    """Tick off what a step on a change, or on a paper of it, has settled."""
    for action, outcome in list(parts_made_good(workspace, live)):
        take_step(workspace, action, "finish", {"outcome": outcome})


def parts_made_good(workspace: Workspace, live: Record) -> Iterator[tuple[ActionItem, str]]:
    """The open action items that a step on a change, or on a paper of it, has settled, each with its outcome."""
    change = _emergency(workspace, live)
    if change is None:
        return
    there = {
        text: word(outcome)
        for part, outcome in _parts(workspace, change)
        if outcome
        for text in (str(part.text), word(part.text))  # as it was listed: in English, or in the language here
    }
    open_items = workspace.find(
        ActionItem, col(ActionItem.source) == change.id, col(ActionItem.state).in_(("open", "in progress"))
    )
    for action in open_items:
        if action.description in there:
            yield action, there[action.description]


def _emergency(workspace: Workspace, live: Record) -> ServiceChangeRequest | None:
    if isinstance(live, (ServiceDesign, ServiceBuild, ServiceTestReport)) and live.change is not None:
        change = workspace.get(ServiceChangeRequest, live.change)
    else:
        change = live if isinstance(live, ServiceChangeRequest) else None
    return change if change is not None and change.kind is ChangeKind.EMERGENCY else None
