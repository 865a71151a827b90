"""The laptops that share a workspace: one more is invited, joins, exchanges, or is taken out; and how far each is."""

import re
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from uuid import UUID

from sdesk.errors import SdeskError
from sdesk.local_time import utc_now
from sdesk.models import HistoryEntry, Operation
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.team.computing import compute_anew
from sdesk.practice.team.settling import ToSettle, to_settle
from sdesk.storage import col
from sdesk.storage.bundles.comparing import Missing
from sdesk.storage.bundles.exchange import Exchange, Exchanged
from sdesk.storage.bundles.invitation import begin, new_words, read_out, unpack
from sdesk.storage.bundles.invitation import invite as write_invitation
from sdesk.storage.bundles.invitation import take_out as leave_out
from sdesk.storage.bundles.laptops import laptops_in
from sdesk.storage.bundles.membership import replicas_of_others
from sdesk.storage.file.files import discard
from sdesk.storage.merging.content import content_of_workspace
from sdesk.translation import Message, counted
from sdesk.translation import message as _

Opener = Callable[..., Workspace]
"""As `open_workspace`: opens a file with all that practice knows of it."""


def invite(workspace: Workspace, name: str, place: Path) -> str:
    """Write an invitation for a laptop to the new file `place`. Gives the words that open it, to be read out by telephone.

    Raises SdeskError: then nobody has one that could be used.
    """
    if not name.strip():
        raise SdeskError(_("The laptop has no name."), _("Say whose it is to be."))
    words = new_words()
    write_invitation(workspace, name.strip(), place, words)
    return words


@dataclass(frozen=True)
class Invited:
    """For whom an invitation is, and whether its workspace has a passphrase."""

    name: str
    is_encrypted: bool


def invited_by(invitation: Path, words: str) -> Invited:
    """What it says to whoever has its words. Raises SdeskError where they are others."""
    said, _begin, _digest = read_out(invitation, words)
    return Invited(said.name, said.encrypted)


def join(
    invitation: Path, place: Path, words: str, opener: Opener, passphrase: str = "", *, device: str = "",
    clock: Callable[[], datetime] = utc_now, installation: Path | None = None,
) -> Workspace:  # fmt: skip
    """The workspace of an invitation at the new file `place`, which goes on as a laptop of its own. Raises SdeskError: no file is left
    then, and the invitation can be used again."""
    joining = unpack(invitation, place, words, passphrase)
    workspace: Workspace | None = None
    try:
        workspace = opener(
            place, passphrase, device=device or joining.name, clock=clock, installation=installation
        )
        begin(workspace, joining)
    except BaseException:
        if workspace is not None:
            workspace.close()
        with suppress(OSError):
            discard(place)
        raise
    return workspace


def take_out(workspace: Workspace, device: str, replica: UUID | None = None) -> None:
    """A laptop that was lost or left: from now on nothing of it is taken in, and it reads nothing new. Where several have its name,
    that which writes as `replica`. Raises SdeskError."""
    leave_out(workspace, device, replica)


@dataclass(frozen=True)
class Outcome:
    """What an exchange brought, in words, and what it left."""

    exchanged: Exchanged
    to_settle: list[ToSettle]
    laptops: list["Laptop"]

    @property
    def came(self) -> int:
        return sum(self.exchanged.came.values())

    def after(self, first: "Outcome") -> "Outcome":
        """What both brought, where another exchange followed the first at once."""
        came = Counter(first.exchanged.came) + Counter(self.exchanged.came)
        went = first.exchanged.went + self.exchanged.went
        return replace(self, exchanged=replace(self.exchanged, came=dict(came), went=went))

    @property
    def said(self) -> list[Message]:
        known = {each.replica: laptop_called(each.device) for each in self.laptops}
        whose = tuple(sorted((known.get(each, "?") for each in self.exchanged.came), key=str))
        lines = [
            counted("{n} operation came, of {laptops}.", "{n} operations came, of {laptops}.", n=self.came, laptops=whose)
            if self.came else _("Nothing came."),
            counted("{n} operation went.", "{n} operations went.", n=self.exchanged.went)
            if self.exchanged.went else _("Nothing went."),
        ]  # fmt: skip
        lines += [missing_said(each) for each in self.exchanged.missing]
        lines += [*self.exchanged.said, *self.exchanged.beside]
        if self.to_settle:
            lines.append(
                counted("{n} thing is to settle.", "{n} things are to settle.", n=len(self.to_settle))
            )
        return lines


def missing_said(each: Missing) -> Message:
    device = each.device or _("a laptop that is not known here yet")
    if each.is_gone:
        return _(
            "{device} was put back from an older copy: its operations {first} to {last} have not come, and no laptop tells that it has "
            "them. If one that was away has them, they come with it; else they are lost, and have to be recorded again.",
            device=device,
            first=each.first,
            last=each.last,
        )
    return _(
        "{device}: operations {first} to {last} have not come.",
        device=device,
        first=each.first,
        last=each.last,
    )


def exchange(workspace: Workspace, folder: Path) -> Outcome:
    """Take in what others wrote into the folder, and put there what was written here. Raises SdeskError."""
    return outcome_of(workspace, Exchange(workspace, folder))


def outcome_of(workspace: Workspace, with_folder: Exchange) -> Outcome:
    """The same with a folder that is looked into again and again: what was looked at once is not looked at again."""
    exchanged = with_folder.run()
    if exchanged.came and compute_anew(workspace, exchanged.records):
        return outcome_of(workspace, with_folder).after(_told(workspace, exchanged))
    return _told(workspace, exchanged)


def _told(workspace: Workspace, exchanged: Exchanged) -> Outcome:
    return Outcome(exchanged, to_settle(workspace), laptops(workspace, exchanged.behind))


def content_of(workspace: Workspace) -> str:
    """The hash of the content, which two laptops share that have the same operations."""
    return content_of_workspace(workspace)


@dataclass(frozen=True)
class Laptop:
    """`last` is the number of its last operation that is here, and `seen` when that was written, by its clock. `behind` is how many
    operations that are here it had not got when it wrote into the folder last; None where nobody knows."""

    replica: UUID
    device: str
    last: int
    seen: datetime | None
    is_this: bool
    is_out: bool
    behind: int | None = None


_MADE_UP = re.compile(r"[0-9a-f]{12}")
"""What a laptop is called to which nobody gave a name."""


def laptop_called(device: str) -> Message | str:
    """As people read it."""
    return _("laptop {code}", code=device[:4]) if _MADE_UP.fullmatch(device) else device


def laptop_of(workspace: Workspace, entry: HistoryEntry) -> Message | str:
    """On which laptop a change was made; nothing where nobody else ever had the workspace."""
    return laptop_called(entry.device) if replicas_of_others(workspace) else ""


def is_of_others(workspace: Workspace, entry: HistoryEntry) -> bool:
    """Whether another laptop made it."""
    others = replicas_of_others(workspace)
    operation = workspace.get(Operation, UUID(entry.operation)) if others and entry.operation else None
    return operation is not None and operation.replica in others


def laptops(workspace: Workspace, behind: Mapping[UUID, int] | None = None) -> list[Laptop]:
    """All that have written in this workspace, the one seen last first. `behind` is what the last exchange found."""
    with workspace.reading() as session:
        known = laptops_in(session.connection())
    if known is None:
        return []
    signer = workspace.signer()
    found = []
    for replica, device in known.devices.items():
        newest = [col(Operation.number).desc()]
        last = workspace.first(Operation, col(Operation.replica) == replica, order_by=newest)
        found.append(
            Laptop(
                replica, device, last.number if last else 0, last.at if last else None,
                signer is not None and signer[0] == replica, replica in known.out, (behind or {}).get(replica),
            )
        )  # fmt: skip
    return sorted(found, key=lambda each: (each.seen is not None, each.seen), reverse=True)


__all__ = [
    "Exchange", "Invited", "Laptop", "Outcome", "content_of", "exchange", "invite", "invited_by", "is_of_others", "join", "laptop_called",
    "laptop_of", "laptops", "missing_said", "outcome_of",
    "take_out",
]  # fmt: skip
