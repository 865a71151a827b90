"""What the records say to a management review, subject by subject, of a period and as of now."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from uuid import UUID

from sdesk.models import (
    ActionItem,
    AssignedRoles,
    FeedbackEntry,
    ImprovementReport,
    ManagementReview,
    PerformanceReport,
    Record,
    ServiceChangeRequest,
    ServiceIncident,
    model_named,
)
from sdesk.models.audit.management_review import ReviewInput, ReviewSubject
from sdesk.models.control import ChangeKind, ReviewResult, Risk
from sdesk.models.governance import FeedbackKind, ServiceRole
from sdesk.practice.audit.checklist.lines import Said, checklist
from sdesk.practice.calendar import days
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.lifecycle.roles import counts_on
from sdesk.practice.lifecycle.versions import in_effect
from sdesk.practice.measures.periods import Period
from sdesk.practice.readiness.requirements import requirements
from sdesk.practice.readiness.rules.asked import Verdict
from sdesk.practice.readiness.rules.grounds import NOT_A_CASE
from sdesk.practice.reporting.reports import improvement_figures
from sdesk.practice.reporting.telling.findings import Finding, Kind, findings
from sdesk.practice.reporting.telling.sentences import sentence
from sdesk.storage import col
from sdesk.storage.counts import states_in_use
from sdesk.translation import Message, counted, term, word
from sdesk.translation import message as _

OLD = timedelta(days=60)
MOST_TOLD = 8
"""So many figures that moved are told; the others are counted."""


@dataclass(frozen=True)
class _Collected:
    """What is collected on one subject: sentences, and the records that they are about."""

    said: tuple[Message, ...]
    records: tuple[UUID, ...] = ()


@dataclass(frozen=True)
class _Looked:
    """The workspace in a period, read once."""

    workspace: Workspace
    period: Period

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        return findings(improvement_figures(self.workspace, self.period))

    @cached_property
    def incidents(self) -> Sequence[ServiceIncident]:
        return self.workspace.find(ServiceIncident, col(ServiceIncident.state).not_in(NOT_A_CASE))

    @cached_property
    def previous(self) -> ManagementReview | None:
        """The review before this one: the last that was approved."""
        return self.workspace.first(
            ManagementReview,
            col(ManagementReview.state) == "approved",
            order_by=[col(ManagementReview.held_on).desc(), col(ManagementReview.number).desc()],
        )


def collect(workspace: Workspace, period: Period) -> tuple[ReviewInput, ...]:
    """An input for each subject, in their order. The words are those of the reader's language, as data from then on."""
    looked = _Looked(workspace, period)
    found = ((subject, _COLLECT[subject](looked)) for subject in ReviewSubject)
    return tuple(
        ReviewInput(subject=subject, found="\n".join(word(each) for each in of.said), records=of.records[:40])
        for subject, of in found
    )


def _results(looked: _Looked) -> _Collected:
    kinds = (Kind.NOTHING_KNOWN, Kind.NOTHING_REACHED, Kind.RESULTS, Kind.MISSED)
    said = tuple(sentence(each) for each in looked.findings if each.kind in kinds)
    return _Collected(said, _approved_on(looked, ImprovementReport))


def _approved_on(
    looked: _Looked, model: type[ImprovementReport] | type[PerformanceReport]
) -> tuple[UUID, ...]:
    """The approved reports whose period ended in this one."""
    first, last = looked.period.first, looked.period.last
    found = looked.workspace.find(model, col(model.state) == "approved", order_by=[col(model.number)])
    return tuple(each.id for each in found if each.period_end and first <= each.period_end <= last)


def _feedback(looked: _Looked) -> _Collected:
    entries = looked.workspace.find(FeedbackEntry, col(FeedbackEntry.state).not_in(NOT_A_CASE))
    ours = [each for each in entries if each.received_at and looked.period.contains(each.received_at)]
    said: list[Message] = [counted("{n} entry was received.", "{n} entries were received.", n=len(ours))]
    for kind in FeedbackKind:
        of_it = sum(each.kind is kind for each in ours)
        if of_it:
            said.append(_("{kind}: {n}.", kind=term(kind.label), n=of_it))
    limit = looked.workspace.clock() - OLD
    waiting = [
        each for each in entries if each.state != "closed" and each.received_at and each.received_at < limit
    ]
    said.append(
        counted("{n} is open for more than 60 days.", "{n} are open for more than 60 days.", n=len(waiting))
        if waiting
        else _("None is open for more than 60 days.")
    )
    return _Collected(tuple(said), tuple(each.id for each in (*waiting, *ours)))


def _performance(looked: _Looked) -> _Collected:
    ours = [
        each for each in looked.incidents if each.recorded_at and looked.period.contains(each.recorded_at)
    ]
    open_ = [each for each in looked.incidents if each.state not in ("closed", "restored")]
    found = [each for each in looked.findings if each.kind in (Kind.WORSE, Kind.BETTER)]
    moved = [sentence(each) for each in found[:MOST_TOLD]]
    if rest := len(found) - len(moved):
        moved.append(counted("{n} more figure changed.", "{n} more figures changed.", n=rest))
    reports = _approved_on(looked, PerformanceReport)
    said = (
        counted("{n} incident was recorded.", "{n} incidents were recorded.", n=len(ours)),
        counted("{n} is open now.", "{n} are open now.", n=len(open_)),
        *moved,
        counted(
            "{n} report on an agreement was approved.",
            "{n} reports on agreements were approved.",
            n=len(reports),
        ),
    )
    return _Collected(said, reports)


def _audits(looked: _Looked) -> _Collected:
    standings = requirements(looked.workspace)
    found = [each.verdict for each in standings]
    asked = checklist(looked.workspace)
    said = [
        _("{met} of {all} requirements are met, {partly} partly.",
          met=found.count(Verdict.MET), all=len(found), partly=found.count(Verdict.PARTLY)),
        _("{yes} of {all} points of evidence are answered with yes, {open} are not answered.",
          yes=asked.counts[Said.YES], all=len(asked.lines), open=asked.counts[Said.OPEN]),
    ]  # fmt: skip
    for name in ("Audit", "Finding"):
        said += _by_state(looked.workspace, name)
    return _Collected(tuple(said))


def _by_state(workspace: Workspace, name: str) -> Iterator[Message]:
    """How many records of a kind there are in each state; nothing of a kind that is not kept here."""
    states = states_in_use(workspace).get(name, {})
    for state, number in states.items():
        model: type[Record] = model_named(name)
        yield _("{records}, {state}: {n}.", records=term(model.plural), state=term(state), n=number)


def _actions(looked: _Looked) -> _Collected:
    items = looked.workspace.find(ActionItem, order_by=[col(ActionItem.number)])
    today = days.today(looked.workspace)
    open_ = [each for each in items if each.state in ("open", "in progress")]
    late = [each for each in open_ if each.due and each.due < today]
    done = [
        each
        for each in items
        if each.state == "done" and each.ended_at and looked.period.contains(each.ended_at)
    ]
    said = [
        _("{done} done in the period, {open} open, {late} of them past their day.",
          done=len(done), open=len(open_), late=len(late)),
    ]  # fmt: skip
    before = [each for each in items if looked.previous and each.source == looked.previous.id]
    if looked.previous:
        said.append(
            counted(
                "{n} action was agreed in {review}.",
                "{n} actions were agreed in {review}.",
                n=len(before),
                review=looked.previous.number,
            )
        )
    for each in before:
        said.append(
            _("{number}, {state}: {what}", number=each.number, state=term(each.state), what=each.description)
        )
    return _Collected(tuple(said), tuple(each.id for each in (*late, *before, *done)))


def _changes(looked: _Looked) -> _Collected:
    found = looked.workspace.find(ServiceChangeRequest, col(ServiceChangeRequest.state).not_in(NOT_A_CASE))
    deployed = [each for each in found if each.deployed_at and looked.period.contains(each.deployed_at)]
    urgent = [each for each in deployed if each.kind is ChangeKind.EMERGENCY]
    back = [each for each in found if each.rolled_back_at and looked.period.contains(each.rolled_back_at)]
    failed = [each for each in deployed if each.review_result is ReviewResult.FAILED]
    said = (
        counted("{n} change was deployed.", "{n} changes were deployed.", n=len(deployed)),
        _("{urgent} of them as an emergency, {back} rolled back, {failed} without the result wanted.",
          urgent=len(urgent), back=len(back), failed=len(failed)),
    )  # fmt: skip
    return _Collected(said, tuple(dict.fromkeys(each.id for each in (*failed, *back, *urgent, *deployed))))


def _risks(looked: _Looked) -> _Collected:
    ours = [
        each for each in looked.incidents if each.recorded_at and looked.period.contains(each.recorded_at)
    ]
    significant = [each for each in ours if each.significant]
    bare = [each for each in significant if not (each.root_cause.strip() and each.solution.strip())]
    ended = ("closed", "rejected", *NOT_A_CASE)
    changes = looked.workspace.find(ServiceChangeRequest, col(ServiceChangeRequest.state).not_in(ended))
    risky = [each for each in changes if each.risk is Risk.HIGH]
    said = (
        counted(
            "{n} significant incident was recorded.",
            "{n} significant incidents were recorded.",
            n=len(significant),
        ),
        *_without_cause(significant, bare),
        counted("{n} change of high risk is open.", "{n} changes of high risk are open.", n=len(risky))
        if risky
        else _("No change of high risk is open."),
    )
    return _Collected(said, tuple(each.id for each in (*bare, *risky, *significant)))


def _without_cause(
    significant: Sequence[ServiceIncident], bare: Sequence[ServiceIncident]
) -> Iterator[Message]:
    """How many of the significant ones say no cause or no solution; nothing where there is none to ask it of."""
    if bare:
        yield counted(
            "{n} of them lacks its cause or its solution.",
            "{n} of them lack their cause or their solution.",
            n=len(bare),
        )
    elif significant:
        yield _("Each has its cause and its solution.")


def _resources(looked: _Looked) -> _Collected:
    listed = in_effect(looked.workspace, AssignedRoles)
    if listed is None:
        return _Collected((_("No list of roles is in force."),))
    today = days.today(looked.workspace)
    held = [each for each in listed.assignments if each.person and counts_on(each, today)]
    free = [role for role in ServiceRole if role not in {each.role for each in held}]
    alone = [each for each in held if each.deputy is None]
    late = [
        each
        for each in listed.competences
        if each.needed_by and each.needed_by < today and not each.achieved_on
    ]
    said = [
        _(
            "{people} people hold {roles} roles.",
            people=len({each.person for each in held}),
            roles=len({each.role for each in held}),
        )
    ]
    if free:
        said.append(_("Nobody holds: {roles}.", roles=tuple(term(each.label) for each in free)))
    said.append(counted("{n} assignment has no deputy.", "{n} assignments have no deputy.", n=len(alone)))
    said.append(counted("{n} training is past its day.", "{n} trainings are past their day.", n=len(late)))
    return _Collected(tuple(said), (listed.id,))


_COLLECT: Mapping[ReviewSubject, Callable[[_Looked], _Collected]] = {
    ReviewSubject.RESULTS: _results,
    ReviewSubject.FEEDBACK: _feedback,
    ReviewSubject.PERFORMANCE: _performance,
    ReviewSubject.AUDITS: _audits,
    ReviewSubject.ACTIONS: _actions,
    ReviewSubject.CHANGES: _changes,
    ReviewSubject.RISKS: _risks,
    ReviewSubject.RESOURCES: _resources,
}

__all__ = ["collect"]
