"""Reviews that count: by a holder of the task's role, not of a day to come, with an outcome, and of something.

What is recorded long after its day, or by somebody who holds no such role, needs the note that was made then.

The same for all rules, and for the question whether a document is past its next review.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

from sdesk.models import ManagementReview, Record, TaskPerformance, field_of, model_named
from sdesk.models.content import Depth
from sdesk.models.governance import ServiceRole
from sdesk.practice.calendar.days import day_of, start_of
from sdesk.practice.lifecycle.approvals import attachments_of, is_as_approved
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.lifecycle.thin import says, thin_items, what_is_thin
from sdesk.practice.lifecycle.versions import versions
from sdesk.practice.readiness.evidence.signatures import Signatures, signatures
from sdesk.storage import col
from sdesk.storage.directory import entries
from sdesk.storage.past import values_held
from sdesk.storage.replay.set_back import set_back
from sdesk.translation import NOTHING_SAID, Message
from sdesk.translation import message as _

MANAGEMENT = (ServiceRole.MGT.value,)
WRITTEN_WITHIN = timedelta(days=14)
"""After it was over; what is written later needs the note that was made then."""


@dataclass(frozen=True)
class Conclusion:
    """What a review says of what it looked at: whether it is followed, whether it still fits, and what changes. What has
    no answer of its own is said in the words."""

    words: str
    followed: bool | None = None
    fits: bool | None = None

    @property
    def lacks(self) -> Message:
        """Why it says too little, the same for whoever reviews; nothing said where it says enough. As much is asked for as
        a statement for what changes and, where nobody answered, one for each of the others."""
        answered = self.followed is not None and self.fits is not None
        bound = Depth.STATEMENT if answered else Depth.SECTION
        outcome = replace(field_of(TaskPerformance, "outcome"), depth=bound)
        why = what_is_thin(outcome, self.words) if self.words.strip() else _("it says nothing")
        if why is None:
            return NOTHING_SAID
        return _("Whether it is followed, whether it fits and what changes: {why}.", why=why)


def too_little_for_management(workspace: Workspace, task: str, outcome: str) -> Message:
    """Why the outcome of a review that management relies on says too little; nothing said of any other task's."""
    pack = workspace.packs.first
    rests = (str(each.parameters.get("reviews", "")).split() for each in pack.bindings.requirements.values())
    return Conclusion(outcome).lacks if any(task in each for each in rests) else NOTHING_SAID


@dataclass(frozen=True)
class Review:
    """A recorded performance or a management review that counts, with what was looked at, each in the version that held
    that day. `task` is "" for a management review, which may be any task's; `rests` is what it draws on, or each part."""

    performance: TaskPerformance | ManagementReview
    task: str
    day: date
    records: tuple[Record, ...]
    by_management: bool
    products: frozenset[str]
    """The kinds of record that the work products of its task are kept in."""
    rests: tuple[tuple[Record, ...], ...]
    conclusions: tuple[Conclusion, ...]

    @property
    def lacks(self) -> Message:
        """What one of its conclusions lacks; nothing said where each says enough."""
        return next((each.lacks for each in self.conclusions if each.lacks), NOTHING_SAID)

    def looks_at(self, model: type[Record]) -> bool:
        """Whether it is of a record of the kind: its task is about such, or management covers it in one review."""
        of_it = any(isinstance(each, model) for each in self.records)
        return of_it and (self.by_management or any(each.__name__ in self.products for each in model.__mro__))

    def rests_on(self, *kinds: type[Record]) -> bool:
        """Whether each part of it draws on a record of one of the kinds."""
        return bool(self.rests) and all(any(isinstance(each, kinds) for each in part) for part in self.rests)

    def is_of(self, record: Record) -> bool:
        """Whether it looked at the record, in this version or one before."""
        return self.looks_at(type(record)) and any(
            type(each) is type(record) and each.number == record.number for each in self.records
        )


def reviews(workspace: Workspace) -> tuple[Review, ...]:
    """All that count, the oldest first."""
    return workspace.kept(
        ("reviews that count",),
        lambda: tuple(
            sorted((*_performances(workspace), *_management_s(workspace)), key=lambda each: each.day)
        ),
    )


def _performances(workspace: Workspace) -> Iterator[Review]:
    pack, signed = workspace.packs.first, signatures(workspace)
    tasks = {task.id: task for task in pack.asks.tasks}
    recorded = col(TaskPerformance.state) == "recorded"
    found = workspace.find(TaskPerformance, recorded, order_by=[col(TaskPerformance.done_on)])
    told, backdated = _recorded_on(workspace, found), set_back(workspace)
    for each in found:
        task, day, person = tasks.get(pack.key_of(each.task)), each.done_on, each.done_by
        if not (task and day and person) or _is_foretold(workspace, each, day):
            continue
        if not says(TaskPerformance, "outcome", each.outcome):
            continue
        roles = [role for name in task.roles if (role := pack.bindings.roles[name].role)]
        records = tuple(_looked_at(workspace, each.related, day))
        is_told = told[each.id] - day <= WRITTEN_WITHIN and _by_a_holder(signed, each, roles, told[each.id])
        if (not is_told or each.id in backdated) and not has_its_note(workspace, each):
            continue
        if records and signed.held(person, roles, day):
            kept = {pack.bindings.record_of(state.work_product) for state in (*task.needs, *task.produces)}
            led = signed.held(person, MANAGEMENT, day)
            said = (Conclusion(each.outcome),)
            yield Review(each, task.id, day, records, led, frozenset(kept), (records,), said)


def _management_s(workspace: Workspace) -> Iterator[Review]:
    """Those that management approved, on their day or later, in words that say something, document by document."""
    signed = signatures(workspace)
    for each in workspace.find(ManagementReview, col(ManagementReview.state) == "approved"):
        approval = next((sign for sign in reversed(signed.of(each)) if sign.step == "approve"), None)
        day, rows = each.held_on, [row for row in each.documents if row.record]
        if day is None or approval is None or day > day_of(workspace, approval.at):
            continue
        begun = day_of(workspace, each.created_at or approval.at)
        if begun - day > WRITTEN_WITHIN and not has_its_note(workspace, each):
            continue
        keys = tuple(row.record for row in rows if row.record)
        records = tuple(_looked_at(workspace, keys, day))
        is_whole = is_as_approved(workspace, each, approval.sha256) and not thin_items(workspace, each)
        if records and is_whole and signed.in_role(approval, MANAGEMENT):
            rests = tuple(tuple(_looked_at(workspace, row.draws_on, day)) for row in rows)
            said = tuple(Conclusion(row.changes, row.followed, row.fits) for row in rows)
            yield Review(each, "", day, records, True, frozenset(), rests, said)


def has_its_note(workspace: Workspace, record: Record) -> bool:
    """Whether what was noted at the time is attached; a file with nothing in it says nothing."""
    return any(each.size for each in attachments_of(workspace, record))


def _recorded_on(workspace: Workspace, found: Sequence[TaskPerformance]) -> dict[UUID, date]:
    """On which day each was recorded, by history: a draft that was begun in time says nothing yet."""
    states = values_held(workspace, found, "state", workspace.clock())
    said = {key: [at for at, state in held if state == "recorded"] for key, held in states.items()}
    return {
        each.id: day_of(workspace, min(said[each.id], default=each.created_at or workspace.clock()))
        for each in found
    }


def _by_a_holder(signed: Signatures, performance: TaskPerformance, roles: Sequence[str], day: date) -> bool:
    """Whether who wrote it down held a role for it: anybody can say of somebody else what they did."""
    by = performance.created_by
    return by is not None and signed.held(by, roles, day)


def _is_foretold(workspace: Workspace, performance: TaskPerformance, day: date) -> bool:
    """Whether it was recorded before the day on which it is said to have been done."""
    return performance.created_at is None or day > day_of(workspace, performance.created_at)


def _looked_at(workspace: Workspace, keys: tuple[UUID, ...], day: date) -> Iterator[Record]:
    """Those that held on that day; of what has no versions, those that are no drafts."""
    begins, ends = start_of(workspace, day), start_of(workspace, day + timedelta(days=1))
    for key, entry in entries(workspace, keys).items():
        model = model_named(entry.model)
        record = workspace.get(model, key)
        if record is None or record.deleted_at is not None:
            continue
        if not model.versioned:
            if not record.is_draft:
                yield record
        elif any(
            held.record == key and held.start < ends and (held.end is None or held.end >= begins)
            for held in versions(workspace, model).held
        ):
            yield record


__all__ = [
    "MANAGEMENT",
    "WRITTEN_WITHIN",
    "Conclusion",
    "Review",
    "has_its_note",
    "reviews",
    "too_little_for_management",
]
