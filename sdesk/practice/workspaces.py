"""Opening and starting a workspace, and who is working in it."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from sdesk.errors import SdeskError
from sdesk.local_time import utc_now
from sdesk.models import Organization, Person
from sdesk.models.governance.organization import Variant
from sdesk.packs import AdoptedPacks, Adoption, Pack, load_packs, shipped_packs
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.lifecycle.records import create
from sdesk.practice.measures.clocks import find_zone
from sdesk.practice.readiness.check_bindings import check_bindings
from sdesk.practice.registry import RECORD_TYPES
from sdesk.storage.file.files import SQLITE_HEAD, discard
from sdesk.storage.file.held import head_of, identity_of
from sdesk.storage.file.old_format import LeftAsItIs, keep_old_beside, leave_old
from sdesk.storage.file.opening import BeforeMigrating, OldFile
from sdesk.storage.workspace import FileGone, InUse, LeftOpen, refuse_if_open, refuse_left_open
from sdesk.translation import add_words
from sdesk.translation import message as _

_PAGE = 4096
"""Bytes in a page of an encrypted workspace."""


def start_workspace(
    path: Path,
    organization: str,
    variant: Variant = Variant.FULL,
    *,
    time_zone: str = "UTC",
    passphrase: str = "",
    device: str = "",
    clock: Callable[[], datetime] = utc_now,
    installation: Path | None = None,
    packs: Sequence[Pack] | None = None,
) -> Workspace:
    """A new workspace that knows whose it is. Raises SdeskError; no file is left behind then."""
    if not organization.strip():
        raise SdeskError(
            _("The organization has no name."),
            _("Give the name that should stand on what you hand over."),
        )
    find_zone(time_zone)
    workspace = new_file(path, passphrase, device=device, clock=clock, installation=installation, packs=packs)
    try:
        create(
            workspace,
            Organization,
            {"name": organization.strip(), "variant": variant, "time_zone": time_zone},
        )
    except BaseException:
        workspace.close()
        with suppress(OSError):
            discard(path)
        raise
    return workspace


def open_workspace(
    path: Path,
    passphrase: str = "",
    *,
    device: str = "",
    clock: Callable[[], datetime] = utc_now,
    installation: Path | None = None,
    packs: Sequence[Pack] | None = None,
    before_migrating: BeforeMigrating | None = None,
) -> Workspace:
    """An existing workspace. Raises SdeskError: no such file, not a workspace, a newer format, open elsewhere.

    One of an older format is copied first: beside it, where nothing else is said to be done `before_migrating`.
    """
    known = known_packs() if packs is None else packs
    opened = Workspace.open(
        path,
        passphrase,
        device=device,
        clock=clock,
        installation=installation,
        before_migrating=before_migrating or keep_old_beside,
    )
    return _put_together(opened, known)


def new_file(
    path: Path,
    passphrase: str = "",
    *,
    device: str = "",
    clock: Callable[[], datetime] = utc_now,
    installation: Path | None = None,
    packs: Sequence[Pack] | None = None,
) -> Workspace:
    """A new workspace that does not know yet whose it is. Raises SdeskError."""
    known = known_packs() if packs is None else packs
    return _put_together(
        Workspace.create(path, passphrase, device=device, clock=clock, installation=installation), known
    )


def _put_together(workspace: Workspace, packs: Sequence[Pack]) -> Workspace:
    """The open file with all that practice knows about its records, and with the standards that it may adopt."""
    _speak(packs)
    workspace.record_types = RECORD_TYPES
    workspace.known_packs = tuple(packs)
    return workspace


def always_adopted(packs: Sequence[Pack]) -> AdoptedPacks:
    """Service delivery alone, which comes first."""
    return AdoptedPacks((Adoption(packs[0]),))


@cache
def known_packs() -> tuple[Pack, ...]:
    """The packs of this program, held against it. Raises SdeskError: a fault in a pack."""
    packs = shipped_packs()
    check_bindings(packs)
    _speak(packs)
    return packs


def _speak(packs: Sequence[Pack]) -> None:
    """What a pack calls its parts in a language is shown to whoever reads that."""
    for pack in packs:
        add_words(pack.translations)


def packs_in(folder: Path) -> tuple[Pack, ...]:
    """The packs below a folder, held against this program. Raises SdeskError: a fault in a pack."""
    packs = load_packs(folder)
    check_bindings(packs)
    return packs


def needs_passphrase(path: Path) -> bool:
    """Whether the file can only be an encrypted workspace: whole pages without the head that SQLite gives a file."""
    try:
        if not path.is_file():  # reading from a pipe would wait for ever
            return False
        head, size = head_of(path, len(SQLITE_HEAD))
    except (OSError, ValueError):
        return False
    return head != SQLITE_HEAD and size > 0 and size % _PAGE == 0


def is_at(path: Path, workspace: Workspace) -> bool:
    """Whether that is the place of the workspace, or of its file by another name."""
    known = identity_of(path)
    return path.resolve() == workspace.path.resolve() or (
        known is not None and known == identity_of(workspace.path)
    )


def people(workspace: Workspace) -> list[Person]:
    """Those who work here now, by name."""
    return [person for person in workspace.find(Person, order_by=[Person.name]) if person.state == "in use"]


def working_person(workspace: Workspace) -> Person | None:
    return workspace.get(Person, workspace.person_id) if workspace.person_id else None


def work_as(workspace: Workspace, person: Person | None) -> None:
    """From now on, changes and approvals carry this person's name."""
    workspace.person_id = person.id if person else None


def now(workspace: Workspace) -> datetime:
    return workspace.clock().astimezone(UTC)


__all__ = [
    "BeforeMigrating",
    "FileGone",
    "InUse",
    "LeftAsItIs",
    "LeftOpen",
    "OldFile",
    "Variant",
    "Workspace",
    "is_at",
    "known_packs",
    "leave_old",
    "needs_passphrase",
    "new_file",
    "now",
    "open_workspace",
    "packs_in",
    "people",
    "refuse_if_open",
    "refuse_left_open",
    "start_workspace",
    "work_as",
    "working_person",
]
