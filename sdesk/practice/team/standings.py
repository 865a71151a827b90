"""How far each laptop is that shares the workspace: who worked on it, what was heard of it last, and what has not come."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from sdesk.models import Operation
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.team.laptops import laptop_called, missing_said
from sdesk.storage import col
from sdesk.storage.bundles.comparing import Missing
from sdesk.storage.bundles.laptops import Laptops, laptops_in
from sdesk.storage.bundles.looking import Looked, look_into
from sdesk.storage.merging.pasts import ends_in, pasts_in
from sdesk.translation import Message, counted
from sdesk.translation import message as _


@dataclass(frozen=True)
class LaptopStanding:
    """A laptop, whatever it wrote as where it went on from copies. `replica` is as which it wrote last; None for one that was invited and
    has not been heard of. `wrote` is when, by its own clock, `who` worked there then. `behind` is how many operations that are here it
    had not got then. `same`: whether its content is that of here; None where the two have not the same operations, as far as is known.
    """

    device: str
    replica: UUID | None = None
    is_this: bool = False
    is_out: bool = False
    wrote: datetime | None = None
    who: str = ""
    last: int = 0
    behind: int | None = None
    same: bool | None = None
    missing: tuple[Missing, ...] = ()

    @property
    def is_expected(self) -> bool:
        return self.replica is None

    @property
    def belongs(self) -> bool:
        return not self.is_out and not self.is_expected

    def is_ahead(self, now: datetime) -> bool:
        """Whether its clock was ahead of that of this laptop: then nobody knows when it wrote."""
        return self.wrote is not None and self.wrote > now


def standings(workspace: Workspace, looked: Looked | None = None) -> list[LaptopStanding]:
    """This one, the others that belong, who was invited, who was taken out; nothing where nobody else was ever invited."""
    with workspace.reading() as session:
        connection = session.connection()
        laptops = laptops_in(connection)
        if laptops is None or laptops.begun is None:
            return []
        pasts = pasts_in(connection)
        ends = {end.replica: end.number for end in ends_in(connection)}
        had = {replica: dict(pasts.at(replica, number)) for replica, number in ends.items()}
    signer = workspace.signer()
    own = laptops.first_of(signer[0]) if signer else None
    found = []
    for first, replicas in _by_laptop(laptops).items():
        newest = max(replicas, key=lambda each: _order(workspace, each))
        known: list[Mapping[UUID, int]] = [had[each] for each in replicas if each in had]
        known += [looked.had[each] for each in replicas if looked and each in looked.had]
        found.append(
            _standing(workspace, laptops, newest, replicas, ends, known, looked, is_this=first == own)
        )
    found += [
        LaptopStanding(name)
        for invitation, name in laptops.invited.items()
        if invitation not in laptops.joined
    ]
    return sorted(found, key=_place)


def _place(each: LaptopStanding) -> tuple[bool, bool, bool, float, str]:
    return (
        not each.is_this, each.is_out, each.is_expected, -each.wrote.timestamp() if each.wrote else 0.0, each.device,
    )  # fmt: skip


def look(workspace: Workspace, folder: Path) -> Looked:
    """What lies in the exchange folder, without taking anything in. Raises SdeskError where it is not reached."""
    return look_into(workspace, folder)


def _by_laptop(laptops: Laptops) -> Mapping[UUID, list[UUID]]:
    """The replica as which a laptop began -> all as which it wrote. What the one that invited first had been before that has its name."""
    assert laptops.begun
    inviter = laptops.begun[0]
    found: dict[UUID, list[UUID]] = defaultdict(list)
    for replica, device in laptops.devices.items():
        first = laptops.first_of(replica)
        if first not in laptops.vouched and device == laptops.devices[inviter]:
            first = laptops.first_of(inviter)
        found[first].append(replica)
    return found


def _last(workspace: Workspace, replica: UUID) -> Operation | None:
    return workspace.first(
        Operation, col(Operation.replica) == replica, order_by=[col(Operation.number).desc()]
    )


def _order(workspace: Workspace, replica: UUID) -> int:
    last = _last(workspace, replica)
    return last.tick if last else -1


def _standing(
    workspace: Workspace,
    laptops: Laptops,
    newest: UUID,
    replicas: list[UUID],
    ends: Mapping[UUID, int],
    known: Iterable[Mapping[UUID, int]],
    looked: Looked | None,
    *,
    is_this: bool,
) -> LaptopStanding:
    last = _last(workspace, newest)
    behind = [sum(max(0, number - had.get(each, 0)) for each, number in ends.items()) for had in known]
    return LaptopStanding(
        laptops.devices[newest], newest, is_this, all(each in laptops.out for each in replicas),
        last.at if last else None, last.person_name if last else "", last.number if last else 0,
        None if is_this else min(behind, default=None), None if is_this or looked is None else looked.same.get(newest),
        tuple(each for each in looked.missing if each.replica in replicas) if looked else (),
    )  # fmt: skip


# ---------------------------------------------------------------- in words


def content_said(each: LaptopStanding) -> Message:
    if each.same is None:
        return _("not comparable yet")
    return _("the same content as here") if each.same else _("not the same content as here")


def behind_said(each: LaptopStanding) -> Message:
    if each.behind is None:
        return _("not known")
    if each.behind == 0:
        return _("had all that is here")
    return counted("{n} operation behind", "{n} operations behind", n=each.behind)


def lacking_said(looked: Looked | None) -> list[Message]:
    """What has not come, of whom; also of those that are not known here yet. Of what lies there and is not taken in, what to do."""
    if looked is None:
        return []
    return [_refused_said(each) if each in looked.lying else missing_said(each) for each in looked.missing]


def _refused_said(each: Missing) -> Message:
    return _(
        "{device}: operations {first} to {last} lie in the exchange folder and are not here. Exchange once: if it says then that they "
        "are not taken in, nothing more of that laptop comes. Take it out, and have it invited anew.",
        device=laptop_called(each.device) or _("a laptop that is not known here yet"),
        first=each.first,
        last=each.last,
    )


__all__ = ["LaptopStanding", "Looked", "behind_said", "content_said", "lacking_said", "look", "standings"]
