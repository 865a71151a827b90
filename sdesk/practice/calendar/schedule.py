"""The service change schedule (WP.12): what is on it in a period, and what stands in each other's way."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import combinations
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sdesk.local_time import day_of, local, moment_on, start_of
from sdesk.models import RECORDS, Agreement, Document, Record, ScheduleEntry, ServiceChangeRequest
from sdesk.models.control import ChangeKind, EntryKind
from sdesk.practice.calendar.days import zone_of
from sdesk.practice.lifecycle.approvals import role_to_act_in
from sdesk.practice.lifecycle.problem import Refused
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.lifecycle.records import save
from sdesk.practice.lifecycle.reviews import next_review, review_field
from sdesk.storage import col
from sdesk.translation import Message, word
from sdesk.translation import message as _


class SlotKind(StrEnum):
    CHANGE = "change"
    MAINTENANCE = "maintenance window"
    EVENT = "business event"
    REVIEW = "review date"
    JOB = "recurring job"
    EXPIRY = "runs out"


KIND_NAMES = {
    SlotKind.CHANGE: _("change"),
    SlotKind.MAINTENANCE: _("maintenance window"),
    SlotKind.EVENT: _("business event"),
    SlotKind.REVIEW: _("review date"),
    SlotKind.JOB: _("recurring job"),
    SlotKind.EXPIRY: _("runs out"),
}

_OFF_THE_SCHEDULE = ("rejected", "withdrawn")


@dataclass(frozen=True)
class Slot:
    """A line of the schedule. Times in UTC; the end is the first moment after it.

    What lasts whole days takes them from `whole_day` to `last_day`, as the organization's time zone has them now. Of a
    date, such as that of a review, `date_field` says which of the record it is.
    """

    record_id: UUID
    number: str
    title: Message | str
    kind: SlotKind
    state: str
    start: datetime
    end: datetime
    items: tuple[UUID, ...] = ()
    customer: UUID | None = None
    carried_out_by: UUID | None = None
    over: bool = False
    whole_day: date | None = None
    last_day: date | None = None
    date_field: str = ""

    @property
    def heading(self) -> Message | str:
        """Its title; of a date what happens then."""
        if self.kind is not SlotKind.REVIEW:
            return self.title
        if self.date_field == "end":
            return _("Ends: {title}", title=self.title)
        return _("Review: {title}", title=self.title)

    def is_on(self, day: date) -> bool:
        """Whether a line of whole days takes that day."""
        return self.whole_day is not None and self.whole_day <= day <= (self.last_day or self.whole_day)

    def overlaps(self, other: "Slot") -> bool:
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True)
class Conflict:
    """Two lines that cannot both be right, and why."""

    change: Slot
    other: Slot
    reason: Message


def slots(workspace: Workspace, start: datetime, end: datetime) -> list[Slot]:
    """Everything on the schedule that touches the time from `start` to `end`, by when it starts."""
    found = [*_changes(workspace, start, end), *_entries(workspace, start, end)]
    return sorted(found, key=lambda slot: (slot.start, slot.number))


def conflicts(workspace: Workspace, start: datetime, end: datetime) -> list[Conflict]:
    """A change that falls on a business event, and two changes to the same item at the same time."""
    return conflicts_among(slots(workspace, start, end))


def conflicts_among(found: Sequence[Slot]) -> list[Conflict]:
    """See `conflicts`. What is over, deployed or closed, is in nobody's way any more."""
    ahead = [slot for slot in found if not slot.over]
    pairs = (pair for pair in combinations(ahead, 2) if pair[0].overlaps(pair[1]))
    return [conflict for pair in pairs if (conflict := _conflict(*pair))]


def conflicts_of(workspace: Workspace, change: ServiceChangeRequest) -> list[Conflict]:
    """The conflicts that one change has as it is planned now; none while it is not planned."""
    if change.planned_start is None or change.planned_end is None:
        return []
    around = conflicts(workspace, change.planned_start, change.planned_end)
    return [each for each in around if change.id in (each.change.record_id, each.other.record_id)]


def _conflict(one: Slot, other: Slot) -> Conflict | None:
    kinds = {one.kind, other.kind}
    if kinds == {SlotKind.CHANGE}:
        shared = set(one.items) & set(other.items)
        return Conflict(one, other, _("Both touch the same configuration item.")) if shared else None
    if kinds == {SlotKind.CHANGE, SlotKind.EVENT} and _concern_each_other(one, other):
        change, event = (one, other) if one.kind is SlotKind.CHANGE else (other, one)
        return Conflict(change, event, _("The change falls on “{event}”.", event=event.title))
    return None


def _concern_each_other(one: Slot, other: Slot) -> bool:
    """An event of one customer does not stand in the way of a change for another."""
    return one.customer is None or other.customer is None or one.customer == other.customer


def _changes(workspace: Workspace, start: datetime, end: datetime) -> list[Slot]:
    model = ServiceChangeRequest
    found = workspace.find(
        model,
        col(model.planned_start) < end,
        col(model.planned_end) > start,
        col(model.state).not_in(_OFF_THE_SCHEDULE),
    )
    return [_slot_of_change(change) for change in found]


def _slot_of_change(change: ServiceChangeRequest) -> Slot:
    assert change.planned_start is not None and change.planned_end is not None
    return Slot(
        record_id=change.id,
        number=change.number,
        title=change.heading,
        kind=SlotKind.CHANGE,
        state=change.state,
        start=change.planned_start,
        end=change.planned_end,
        items=change.configuration_items,
        customer=change.customer,
        carried_out_by=change.assigned_to,
        over=change.state in ("deployed", "rolled back", "closed"),
    )


_ANOTHER_ZONE = timedelta(days=2)
"""By how much whole days may begin elsewhere than when they were written, as the organization has moved since."""


def times_of_days(workspace: Workspace, first: date, last: date) -> tuple[datetime, datetime]:
    """From midnight before the first day to midnight after the last, in the organization's time zone."""
    zone = zone_of(workspace)
    return start_of(first, zone), start_of(last + timedelta(days=1), zone)


def _entries(workspace: Workspace, start: datetime, end: datetime) -> list[Slot]:
    model = ScheduleEntry
    found = workspace.find(
        model,
        col(model.starts_at) < end + _ANOTHER_ZONE,
        col(model.ends_at) > start - _ANOTHER_ZONE,
        col(model.state) == "planned",
    )
    made = (_slot_of_entry(workspace, entry) for entry in found)
    return [slot for slot in made if slot.start < end and slot.end > start]


def _slot_of_entry(workspace: Workspace, entry: ScheduleEntry) -> Slot:
    assert entry.starts_at is not None and entry.ends_at is not None
    starts, ends = entry.starts_at, entry.ends_at
    if entry.first_day and entry.last_day:
        starts, ends = times_of_days(workspace, entry.first_day, entry.last_day)
    return Slot(
        record_id=entry.id,
        number=entry.number,
        title=entry.heading,
        kind=SlotKind.EVENT if entry.kind is EntryKind.EVENT else SlotKind.MAINTENANCE,
        state=entry.state,
        start=starts,
        end=ends,
        items=entry.configuration_items,
        customer=entry.customer,
        whole_day=entry.first_day,
        last_day=entry.last_day,
    )


def review_slots(workspace: Workspace, start: datetime, end: datetime) -> list[Slot]:
    """The days between `start` and `end` on which a document or an agreement is to be looked at again, or ends."""
    zone = zone_of(workspace)
    first, last = day_of(start, zone), day_of(end - timedelta.resolution, zone)
    found = [
        day_slot(record, field, day, zone)
        for model in RECORDS
        if issubclass(model, Document | Agreement)
        for record in workspace.find(model, col(model.state) == "approved")
        for field, day in (
            (review_field(model), next_review(workspace, record)),
            ("end", getattr(record, "end", None)),
        )
        if day is not None and first <= day <= last
    ]
    return sorted(found, key=lambda slot: (slot.start, slot.number))


def day_slot(
    record: Record,
    field: str,
    day: date,
    zone: ZoneInfo,
    kind: SlotKind = SlotKind.REVIEW,
    title: Message | str = "",
) -> Slot:
    """A day that something about the record falls on, which takes no time of it."""
    return Slot(
        record_id=record.id,
        number=record.number,
        title=title or record.heading,
        kind=kind,
        state=record.state,
        start=start_of(day, zone),
        end=start_of(day + timedelta(days=1), zone),
        whole_day=day,
        date_field=field,
    )


def days_later(workspace: Workspace, moment: datetime, days: int) -> datetime:
    """So many days later at the same local time in the organization's time zone, however long those days are."""
    zone = zone_of(workspace)
    later = day_of(moment, zone) + timedelta(days=days)
    return moment_on(later, local(moment, zone).time(), zone)


@dataclass(frozen=True)
class Move:
    """A line of the schedule was put to another time, by this operation; None if it stood there already."""

    record_id: UUID
    number: str
    start: datetime
    operation: UUID | None


def reschedule(workspace: Workspace, record_id: UUID, start: datetime, end: datetime) -> Move:
    """Put a change or an entry to another time.

    A change that was decided on is moved by those who may put it on the schedule. Raises Refused when it is over,
    when the times are reversed, or when whoever is working may not; LookupError for anything else.
    """
    change = workspace.get(ServiceChangeRequest, record_id)
    if change is not None:
        _refuse_who_may_not_move(workspace, change)
        return _moved(workspace, change, {"planned_start": start, "planned_end": end}, start)
    entry = workspace.get(ScheduleEntry, record_id)
    if entry is None:
        raise LookupError(record_id)
    _refuse_reversed(start, end)
    if entry.first_day and entry.last_day:
        later = day_of(start, zone_of(workspace)) - entry.first_day
        days = {"first_day": entry.first_day + later, "last_day": entry.last_day + later}
        return _moved(workspace, entry, days, start)
    return _moved(workspace, entry, {"starts_at": start, "ends_at": end}, start)


def _moved(workspace: Workspace, record: Record, values: Mapping[str, Any], start: datetime) -> Move:
    reason = word(_("moved on the schedule"))
    with workspace.transaction("save", reason) as session:
        save(workspace, record, values, reason)
    return Move(record.id, record.number, start, session.info.get("operation"))


_DECIDED = ("approved", "scheduled", "designed", "built", "tested", "cleared", "confirmed")


def _refuse_who_may_not_move(workspace: Workspace, change: ServiceChangeRequest) -> None:
    if change.state in _DECIDED:
        pre_approved = change.kind is ChangeKind.PRE_APPROVED
        role_to_act_in(workspace, change.step_called("schedule pre-approved" if pre_approved else "schedule"))


def _refuse_reversed(start: datetime, end: datetime) -> None:
    if end <= start:
        raise Refused(_("The end is not after the start."), hint=_("Correct one of the two."))
