"""Exchange while somebody works in the window, and what can be said truly of how far it is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from uuid import UUID

from sdesk.errors import SdeskError
from sdesk.models import Operation, Person
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.team.computing import compute_anew
from sdesk.practice.team.laptops import Laptop, laptop_called, laptops, missing_said
from sdesk.practice.team.settling import to_settle
from sdesk.storage.bundles.beside import Arrived, ExchangeBeside
from sdesk.storage.bundles.exchange import Exchanged
from sdesk.storage.bundles.folder import FolderNotReached
from sdesk.storage.bundles.membership import laptops_of
from sdesk.storage.bundles.presence import AtWork
from sdesk.storage.merging.pasts import last_of
from sdesk.storage.merging.sides import met_in
from sdesk.translation import Message
from sdesk.translation import message as _

_COMPUTED_AT_ONCE = 10
"""Records, so that the window waits for no more than for a piece of what came."""


@dataclass(frozen=True)
class Standing:
    """How far an exchange has come. `missing`: operations that others told of and that are not here; `sent`: up to which number
    ours lie in the folder; `at_work`: record -> who is at it on another laptop, said shortly and with the laptop."""

    exchanged: Exchanged
    missing: int = 0
    at_work: Mapping[UUID, tuple[Message, Message]] = field(default_factory=dict)
    laptops: Sequence[Laptop] = field(default_factory=list)

    @property
    def came(self) -> int:
        return sum(self.exchanged.came.values())

    @property
    def sent(self) -> int:
        return self.exchanged.sent

    @property
    def beside(self) -> list[Message]:
        """What is good to know, and keeps nothing up."""
        return self.exchanged.beside

    @property
    def said(self) -> list[Message]:
        return [*(missing_said(each) for each in self.exchanged.missing), *self.exchanged.said]


class Exchanging:
    """With one folder. `look` and `finish` are for a thread beside the window, all else for that of the window."""

    def __init__(self, workspace: Workspace, folder: Path) -> None:
        self._workspace = workspace
        self._exchange = ExchangeBeside(workspace, folder)
        self.folder = folder
        self._came: set[UUID] | None = None

    def begin(self) -> None:
        """Raises SdeskError where this copy is none of the laptops."""
        self._exchange.begin()
        if self._came is None:  # the last time it may have ended before all was computed
            self._came = met_in(self._workspace)

    def look(self) -> Arrived:
        """Raises SdeskError."""
        return self._exchange.look()

    def take_some(self, arrived: Arrived) -> bool:
        """Whether more is left to take in, or to compute of what met there. Raises SdeskError."""
        came = self._came or set()
        if not arrived.left:
            some = set(islice(came, _COMPUTED_AT_ONCE))
            compute_anew(self._workspace, some)
            self._came = came - some
        elif self._exchange.take_some(arrived):
            self._came = came | arrived.records
            return True
        else:
            self._came = met_in(self._workspace, came | arrived.records)
        return bool(self._came)

    def finish(self, arrived: Arrived, record: UUID | None = None) -> Standing:
        """`record`: what whoever works here is at. Raises SdeskError."""
        found = self._exchange.finish(arrived)
        others = self._exchange.at_work(AtWork(self._workspace.person_id if record else None, record))
        missing = sum(each.last - each.first + 1 for each in found.missing)
        known = laptops(self._workspace, found.behind)
        return Standing(found, missing, self._said_of(others, known), known)

    def leave(self) -> None:
        """Nobody is at anything here any more."""
        self._exchange.at_work(AtWork(None, None))

    def _said_of(
        self, others: Mapping[UUID, AtWork], known: Sequence[Laptop]
    ) -> dict[UUID, tuple[Message, Message]]:
        devices = {each.replica: each.device for each in known}
        said: dict[UUID, tuple[Message, Message]] = {}
        for replica, at in others.items():
            person = self._workspace.get(Person, at.person) if at.person else None
            laptop = laptop_called(devices.get(replica, ""))
            if at.record is not None:
                who = person.name if person else _("Somebody")
                said[at.record] = (
                    _("{who} is at it now", who=who),
                    _("{who} works on it now, on {laptop}", who=who, laptop=laptop),
                )
        return said

    def unsent(self, sent: int) -> int:
        """How many operations of ours were written after that number."""
        with self._workspace.reading() as session:
            return max(0, last_of(session.connection(), self._exchange.own) - sent)


def is_shared(workspace: Workspace) -> bool:
    """Whether somebody was ever invited."""
    try:
        laptops_of(workspace)
    except SdeskError:
        return False
    return True


def settle_count(workspace: Workspace) -> int:
    """How many things are to settle."""
    return workspace.kept(("how many to settle",), lambda: len(to_settle(workspace)), of=(Operation,))


def unforeseen() -> SdeskError:
    """Of a fault that is no error of anybody's, to be said where the exchange is spoken of."""
    return SdeskError(
        _("The exchange ended with a fault of the program. It is tried again."), _("The log says more.")
    )


__all__ = [
    "Arrived",
    "Exchanging",
    "FolderNotReached",
    "Standing",
    "is_shared",
    "settle_count",
    "unforeseen",
]
