"""Who approved what, read once: rules ask it of each case. What was signed while the clock stood back is no approval."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sdesk.models import Approval, AssignedRoles, Operation, Record
from sdesk.practice.calendar.days import day_of, start_of
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.lifecycle.roles import counts_on
from sdesk.practice.lifecycle.versions import versions
from sdesk.storage.counts import values_of
from sdesk.storage.replay.set_back import set_back


@dataclass(frozen=True)
class Signature:
    """An approval without its content."""

    record: UUID
    at: datetime
    model: str
    step: str
    person: UUID
    person_name: str
    role: str
    sha256: str
    number: str = ""
    version: int = 1
    own_work: bool = False


class Signatures:
    """All approvals of a workspace by record, the oldest first, and what roles were held when they were given."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._lists = versions(workspace, AssignedRoles)
        columns = (
            Approval.record_id, Approval.at, Approval.model, Approval.step,
            Approval.person_id, Approval.person_name, Approval.role, Approval.sha256,
            Approval.number, Approval.version, Approval.own_work, Approval.id,
        )  # fmt: skip
        backdated, rows = set_back(workspace), values_of(workspace, *columns)
        self.all = tuple(Signature(*row[:-1]) for row in rows if row[-1] not in backdated)
        self.backdated = frozenset(row[0] for row in rows if row[-1] in backdated)
        """The records that were approved so."""
        self._by_record: dict[UUID, list[Signature]] = {}
        for each in sorted(self.all, key=lambda each: each.at):
            self._by_record.setdefault(each.record, []).append(each)

    def of(self, record: Record) -> Sequence[Signature]:
        return self._by_record.get(record.id, ())

    def of_kind(self, *models: type[Record]) -> list[Signature]:
        names = {each.__name__ for each in models}
        return [each for each in self.all if each.model in names]

    def in_role(self, signature: Signature, roles: Sequence[str]) -> bool:
        """Whether who signed held one of the roles that day: by the list in force then, before the first by the first."""
        day = day_of(self._workspace, signature.at)
        return self._in(self._lists.to_go_by(signature.at), signature.person, roles, day)

    def held(self, person: UUID, roles: Sequence[str], day: date) -> bool:
        """The same of a day, by the list in force when it ended."""
        ends = start_of(self._workspace, day + timedelta(days=1)) - datetime.resolution
        return self._in(self._lists.to_go_by(ends), person, roles, day)

    @staticmethod
    def _in(listed: AssignedRoles | None, person: UUID, roles: Sequence[str], day: date) -> bool:
        return any(
            person in (each.person, each.deputy) and each.role in roles and counts_on(each, day)
            for each in (listed.assignments if listed else ())
        )


def signatures(workspace: Workspace) -> Signatures:
    return workspace.kept(
        ("signatures",), lambda: Signatures(workspace), of=(Approval, AssignedRoles, Operation)
    )


__all__ = ["Signature", "Signatures", "signatures"]
