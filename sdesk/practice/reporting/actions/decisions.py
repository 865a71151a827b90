"""What management decides on each action that an improvement report proposes (GO.4.2): before it is approved, on all of them."""

from collections.abc import Iterator

from sdesk.models import ImprovementReport, Person
from sdesk.models.governance import ActionDecision, ImprovementAction, ProposedAction, ServiceRole
from sdesk.practice.governance.action_items import settled_before
from sdesk.practice.lifecycle.problem import Problem
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.lifecycle.roles import roles_of
from sdesk.translation import Message, term
from sdesk.translation import message as _

_FIELD = "improvement_actions"


def actions_are_decided(workspace: Workspace, report: ImprovementReport, state: str) -> Iterator[Problem]:
    """Only of what is approved now: in a report of before, approving it was the decision."""
    if state != "approved" or not report.is_draft:
        return
    stands = settled_before(workspace, report)
    named = {_in_short(each.description): each for each in stands.values()}
    for line in report.improvement_actions:
        yield from _lacks(line)
        yield from _was_not_decided_so(workspace, line)
        before, now = stands.get(line.id) or named.get(_in_short(line.description)), line.settled
        if before and (now is None or _what_is_done(now) != _what_is_done(before)):
            said = _(
                "“{action}” is an action item already, as an earlier version decided.", action=_named(line)
            )
            yield Problem(_FIELD, said, _("Leave its line as it was, and change or cancel the action item."))


def _lacks(line: ImprovementAction) -> Iterator[Problem]:
    """What management did not say of it."""
    named, instead = _named(line), line.decided_action.strip() or line.decided_owner or line.decided_due
    if not (line.decision and line.decided_by and line.decided_on):
        said = _("On “{action}” management has not decided yet.", action=named)
        remedy = _("Say whether it is agreed, changed or declined, who decided so and when.")
        yield Problem(_FIELD, said, remedy, is_gap=True)
    elif line.decision is not ActionDecision.AGREED and not line.why.strip():
        said = _("“{action}” is {decision}, but not why.", action=named, decision=_word(line))
        yield Problem(_FIELD, said, _("Say why."), is_gap=True)
    if (
        line.decision is ActionDecision.CHANGED
        and line.settled
        and _what_is_done(line.settled) == _what_is_done(line)
    ):
        said = _("“{action}” is changed, but nothing else was decided than what was proposed.", action=named)
        yield Problem(_FIELD, said, _("Say what is done instead, by whom or by when."))
    elif line.decision is not ActionDecision.CHANGED and line.decision and instead:
        said = _(
            "“{action}” is {decision}, but something else was decided.", action=named, decision=_word(line)
        )
        yield Problem(_FIELD, said, _("Call it changed, or take out what was decided instead."))


def _was_not_decided_so(workspace: Workspace, line: ImprovementAction) -> Iterator[Problem]:
    """A decision is management's. That its day is not to come, its declaration says."""
    day = line.decided_on
    if day and line.decided_by and ServiceRole.MGT not in roles_of(workspace, line.decided_by, day):
        person = workspace.get(Person, line.decided_by)
        said = _(
            "“{action}” is decided by {person}, who did not hold the role {role} on {day}.",
            action=_named(line),
            person=person.name if person else "",
            role=term(ServiceRole.MGT.label),
            day=day,
        )
        yield Problem(_FIELD, said, _("Name who decided, or correct the list of roles."))


def _what_is_done(action: ProposedAction) -> tuple[object, ...]:
    return _in_short(action.description), action.owner, action.due


def _in_short(said: str) -> str:
    """However it is spaced or capitalized: who says the same says nothing else."""
    return " ".join(said.split()).casefold()


def _named(line: ImprovementAction) -> str:
    return line.description.strip()


def _word(line: ImprovementAction) -> Message:
    return term(line.decision.value) if line.decision else _("not decided yet")
