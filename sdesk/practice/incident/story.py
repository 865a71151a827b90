"""The story of an incident: everything that happened with it, by whom and when, in one line after the other."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sdesk.models import HistoryEntry, ServiceIncident
from sdesk.practice.exchange.mail_drafts import local_time
from sdesk.practice.lifecycle.lists import Entry, entries
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.lifecycle.records import history_of
from sdesk.translation import message as _
from sdesk.translation import word


class Happening(StrEnum):
    STARTED = "started"
    RECORDED = "recorded"
    CLASSIFIED = "classified"
    STEP = "step"
    TOLD = "told"
    HELD = "on hold"
    RESUMED = "resumed"
    ESCALATED = "escalated"
    INVESTIGATED = "investigated"
    RESTORED = "restored"
    REOPENED = "reopened"
    CLOSED = "closed"
    CORRECTED = "corrected"
    CANCELLED = "cancelled"


@dataclass(frozen=True)
class Moment:
    """One line of the story. `who` did it, or was told or turned to; `minutes` is the time spent on it, `until` when it is to
    be looked at again."""

    at: datetime
    what: Happening
    who: str = ""
    text: str = ""
    minutes: int | None = None
    until: datetime | None = None


def story_of(workspace: Workspace, incident: ServiceIncident) -> tuple[Moment, ...]:
    """From when it began to where it stands, oldest first; things of the same moment in the order of their steps."""
    linked = [step.person for step in incident.steps_taken] + [each.to for each in incident.escalations]
    names = {key: entry.title for key, entry in entries(workspace, [each for each in linked if each]).items()}
    order = list(Happening)
    moments = [*_told_by_record(incident, names), *_state_steps(workspace, incident)]
    return tuple(sorted(moments, key=lambda moment: (moment.at, order.index(moment.what))))


def steps_as_lines(workspace: Workspace, incident: ServiceIncident) -> list[str]:
    """Each step in words, with when and by whom: what goes with it where it goes on as another record."""
    people = entries(workspace, [step.person for step in incident.steps_taken if step.person])
    lines = []
    for step in incident.steps_taken:
        who = people[step.person].title if step.person in people else ""
        at = local_time(workspace, step.at) if step.at else ""
        both = _("{at}, {who}", at=at, who=who) if at and who else at or who
        lines.append(word(_("{at}: {step}", at=both, step=step.text)) if both else step.text)
    return lines


def minutes_spent(incident: ServiceIncident) -> int:
    """Of all steps together."""
    return sum(step.minutes or 0 for step in incident.steps_taken)


def _told_by_record(incident: ServiceIncident, names: Mapping[UUID, str]) -> Iterator[Moment]:
    if incident.started_at:
        yield Moment(incident.started_at, Happening.STARTED)
    if incident.recorded_at:
        said = incident.details.strip()
        yield Moment(incident.recorded_at, Happening.RECORDED, str(incident.reporter or ""), said)
    for step in incident.steps_taken:
        if step.at:
            who = names.get(step.person, "") if step.person else ""
            yield Moment(step.at, Happening.STEP, who, step.text, step.minutes)
    for told in incident.parties_told:
        if told.at:
            yield Moment(told.at, Happening.TOLD, told.who, told.text)
    yield from _pauses(incident)
    for escalation in incident.escalations:
        if escalation.at and escalation.to:
            yield Moment(escalation.at, Happening.ESCALATED, names.get(escalation.to, ""), escalation.reason)
    if incident.restored_at:
        yield Moment(incident.restored_at, Happening.RESTORED)


def _pauses(incident: ServiceIncident) -> Iterator[Moment]:
    for hold in incident.holds:
        if hold.start:
            yield Moment(hold.start, Happening.HELD, text=hold.reason, until=hold.until)
        if hold.end:
            yield Moment(hold.end, Happening.RESUMED)
    for reopening in incident.reopenings:
        if reopening.restored_at:
            yield Moment(reopening.restored_at, Happening.RESTORED)
        if reopening.reopened_at:
            yield Moment(reopening.reopened_at, Happening.REOPENED, text=reopening.reason)


_STEPS = {
    "classify": Happening.CLASSIFIED,
    "investigate": Happening.INVESTIGATED,
    "close": Happening.CLOSED,
    "correct": Happening.CORRECTED,
    "cancel": Happening.CANCELLED,
}


def _state_steps(workspace: Workspace, incident: ServiceIncident) -> Iterable[Moment]:
    """When it was classified, investigated, closed, taken up to be corrected or cancelled: only history knows."""
    told = [
        each for each in history_of(workspace, incident) if each.action in _STEPS and "state" in each.changes
    ]
    people = entries(workspace, [each.person_id for each in told if each.person_id])
    return [Moment(each.at, _STEPS[each.action], _called(each, people), each.reason) for each in told]


def _called(told: HistoryEntry, people: Mapping[UUID, Entry]) -> str:
    """As they are called today, as in all other lines of the story."""
    found = people.get(told.person_id) if told.person_id else None
    return found.title if found else told.person_name


__all__ = ["Happening", "Moment", "minutes_spent", "steps_as_lines", "story_of"]
