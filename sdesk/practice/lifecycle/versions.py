"""Versions: which one is, or was, in effect, the draft beside it, and what the documents in effect say."""

from collections.abc import Iterable, Iterator, Sequence
from copy import copy
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cache
from itertools import groupby
from typing import Generic, TypeVar
from uuid import UUID

from sdesk.models import (
    Approval,
    Organization,
    Record,
    ServiceCatalogue,
    ServiceDeliveryPolicy,
)
from sdesk.models.governance import Impact, Priority, Urgency
from sdesk.models.relationship import Service
from sdesk.practice.calendar.days import start_of
from sdesk.storage import Workspace, approvals_of, col
from sdesk.storage.counts import largest_by, values_of
from sdesk.storage.past import reached_at

AnyRecord = TypeVar("AnyRecord", bound=Record)


@dataclass(frozen=True)
class Held:
    """A version, and for how long it held: from `start` up to `end`, when it no longer did (None: it still does).

    It starts with its first day or its approval, whichever is later; a first version with its day, so that it may have held
    before its approval: so those see it who look back from after that (`Versions.seen_at`). It holds until the next one
    starts, it is withdrawn or ended, or its last day is over.
    """

    record: UUID
    number: str
    version: int
    approved_at: datetime
    start: datetime
    end: datetime | None

    def seen_at(self, moment: datetime) -> "Held":
        """As it was known then: what was not approved yet starts with its approval, and is over at once if its last day was."""
        if not self.start <= moment < self.approved_at:
            return self
        end = None if self.end is None else max(self.end, self.approved_at + datetime.resolution)
        return replace(self, start=self.approved_at, end=end)

    def holds(self, at: datetime) -> bool:
        return self.start <= at and (self.end is None or at < self.end)


class Versions(Generic[AnyRecord]):
    """The approved versions of a kind of record, read once: for those who ask about many moments."""

    def __init__(self, workspace: Workspace, model: type[AnyRecord]) -> None:
        read_from = (model, approvals_of(model), Organization)
        self.held = workspace.kept(
            ("held", model), lambda: tuple(_held(workspace, model)), of=read_from, lasting=True
        )
        self._begun = workspace.kept("began", lambda: _began(workspace), of=(Organization,))
        self._read = cache(lambda key: workspace.get(model, key))

    def seen_at(self, moment: datetime) -> "Versions[AnyRecord]":
        """As they were known then, so that what is approved later changes nothing of the time before. Of the time before the
        workspace began only those who came later can tell."""
        if moment < self._begun or all(each.seen_at(moment) is each for each in self.held):
            return self
        seen = copy(self)
        seen.held = tuple(each.seen_at(moment) for each in self.held)
        return seen

    def at(self, moment: datetime) -> list[AnyRecord]:
        """The version in effect of each record that has one then, by number."""
        return self._versions(each for each in self.held if each.holds(moment))

    def to_go_by(self, moment: datetime) -> AnyRecord | None:
        """The newest version in effect; while there is none, the next approved one, though its day is to come."""
        to_come = sorted(
            (each for each in self.held if each.start > moment), key=lambda each: (each.start, -each.version)
        )
        in_effect = sorted(self.at(moment), key=lambda each: -each.version)
        return next(iter(in_effect or self._versions(to_come[:1])), None)

    def _versions(self, held: Iterable[Held]) -> list[AnyRecord]:
        found = (self._read(each.record) for each in held)
        return [each for each in found if each is not None]


def _began(workspace: Workspace) -> datetime:
    ours = organization(workspace)
    return ours.created_at if ours and ours.created_at else workspace.clock()


def versions(workspace: Workspace, model: type[AnyRecord]) -> Versions[AnyRecord]:
    read_from = (model, approvals_of(model), Organization)
    return workspace.kept(("versions", model), lambda: Versions(workspace, model), of=read_from)


def in_effect(workspace: Workspace, model: type[AnyRecord], at: datetime | None = None) -> AnyRecord | None:
    """The version of a document that is in effect now, or was at the moment given."""
    return max(each_in_effect(workspace, model, at), key=lambda each: each.version, default=None)


def each_in_effect(
    workspace: Workspace, model: type[AnyRecord], at: datetime | None = None
) -> list[AnyRecord]:
    """Of kinds that there are many of, such as agreements: the version in effect of each, by number."""
    moment = at or workspace.clock()
    return versions(workspace, model).seen_at(moment).at(moment)


def to_go_by(workspace: Workspace, model: type[AnyRecord], at: datetime | None = None) -> AnyRecord | None:
    """The version of a document in effect; while there is none, the next approved one, though its day is to come."""
    return versions(workspace, model).to_go_by(at or workspace.clock())


def _held(workspace: Workspace, model: type[Record]) -> Iterator[Held]:
    """By number and time; what never held is left out."""
    for _number, approved in groupby(_approved(workspace, model), key=lambda each: each.number):
        begun = [each for each in approved if each.stop is None or each.day is None or each.day < each.stop]
        starts = [each.starts(is_first=each is begun[0]) for each in begun]
        for place, (each, start) in enumerate(zip(begun, starts, strict=True)):
            end = min((*starts[place + 1 :], *((each.stop,) if each.stop else ())), default=None)
            if end is None or start < end:
                yield Held(each.record, each.number, each.version, each.approved_at, start, end)


@dataclass(frozen=True)
class _Approved:
    """A version that was approved. `day` and `stop` are when its first day begins, and when it was over at the latest."""

    record: UUID
    number: str
    version: int
    approved_at: datetime
    day: datetime | None
    stop: datetime | None

    def starts(self, *, is_first: bool) -> datetime:
        if self.day is None:
            return self.approved_at
        return self.day if is_first else max(self.day, self.approved_at)


def _approved(workspace: Workspace, model: type[Record]) -> Sequence[_Approved]:
    """By number and version."""
    days = (getattr(model, name) for name in (model.counts_from, model.counts_until) if name)
    columns = (model.id, model.number, model.version, model.state, *days)
    found = values_of(workspace, *columns, where=(col(model.state) != model.first_state().name,))
    signed = (
        col(Approval.record_id).in_([row[0] for row in found]),
        col(Approval.step).in_([step.name for step in model.steps if step.approves]),
    )
    approved_at = largest_by(workspace, Approval.at, Approval.record_id, where=signed)
    approved = (_version(workspace, approved_at[row[:1]], *row) for row in found if row[:1] in approved_at)
    return sorted(approved, key=lambda each: (each.number, each.version, each.approved_at))


def _version(
    workspace: Workspace,
    approved_at: datetime,
    key: UUID,
    number: str,
    version: int,
    state: str,
    first_day: date | None = None,
    last_day: date | None = None,
) -> _Approved:
    day, stop = _beginning(workspace, first_day), _stop(workspace, key, state, last_day)
    return _Approved(key, number, version, approved_at, day, stop)


def _beginning(workspace: Workspace, day: date | None) -> datetime | None:
    return start_of(workspace, day) if day else None


def _stop(workspace: Workspace, key: UUID, state: str, last_day: date | None) -> datetime | None:
    """When it was withdrawn or ended, in the operation under way at the latest, or the day after its last one."""
    over = _beginning(workspace, last_day + timedelta(days=1) if last_day else None)
    if state in ("approved", "superseded"):
        return over
    left = reached_at(workspace, key, state) or workspace.clock()
    return min(left, over) if over else left


def newest_approved(workspace: Workspace, model: type[AnyRecord]) -> AnyRecord | None:
    """The approved version that was written last, also while its day is to come: what the next one goes on from."""
    return workspace.first(model, col(model.state) == "approved", order_by=[col(model.version).desc()])


def draft_of(workspace: Workspace, model: type[AnyRecord]) -> AnyRecord | None:
    return workspace.first(model, col(model.state) == "draft", order_by=[col(model.version).desc()])


def latest(workspace: Workspace, model: type[AnyRecord]) -> AnyRecord | None:
    """What a person opens: the draft under way, else the newest approved version, else the last one there was."""
    newest = workspace.first(model, order_by=[col(model.version).desc()])
    return draft_of(workspace, model) or newest_approved(workspace, model) or newest


def organization(workspace: Workspace) -> Organization | None:
    return workspace.kept("organization", lambda: workspace.first(Organization), of=(Organization,))


def services(workspace: Workspace, at: datetime | None = None) -> tuple[Service, ...]:
    """The services of the catalogue in effect, now or at the moment given; while none is approved yet, those of its draft."""
    catalogue = to_go_by(workspace, ServiceCatalogue, at) or draft_of(workspace, ServiceCatalogue)
    return catalogue.services if catalogue else ()


def priority_for(workspace: Workspace, impact: Impact | None, urgency: Urgency | None) -> Priority | None:
    """The priority that the matrix of the approved policy gives, None without one or before it says so."""
    return priority_by(to_go_by(workspace, ServiceDeliveryPolicy), impact, urgency)


def priority_by(
    policy: ServiceDeliveryPolicy | None, impact: Impact | None, urgency: Urgency | None
) -> Priority | None:
    """The priority that the matrix of one version gives."""
    cells = policy.matrix if policy else ()
    return next((cell.priority for cell in cells if (cell.impact, cell.urgency) == (impact, urgency)), None)
