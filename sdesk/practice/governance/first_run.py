"""The first run: a workspace that knows whose it is and who begins it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sdesk.local_time import utc_now
from sdesk.models import AssignedRoles, Organization, Person
from sdesk.models.governance import RoleAssignment, ServiceRole
from sdesk.models.governance.organization import Paper, Variant
from sdesk.practice.calendar.days import today
from sdesk.practice.lifecycle.attachments import attach_file
from sdesk.practice.lifecycle.problem import Problem, Refused
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.lifecycle.records import create, save
from sdesk.practice.lifecycle.versions import organization
from sdesk.practice.workspaces import start_workspace, work_as
from sdesk.storage.file.faults import not_read
from sdesk.storage.file.files import discard
from sdesk.storage.file.held import head_of
from sdesk.translation import message as _

LOGO_KINDS = {b"\x89PNG\r\n\x1a\n": "PNG", b"\xff\xd8\xff": "JPEG"}
LARGEST_LOGO = 5 * 1024 * 1024
"""Bytes."""


@dataclass(frozen=True)
class NewProvider:
    """What the first run asks. `person` fills it in, and holds every role until somebody else is given one."""

    name: str
    person: str
    address: str = ""
    time_zone: str = "UTC"
    paper: Paper = Paper.A4
    logo: Path | None = None


def problems_of(provider: NewProvider) -> list[Problem]:
    """What keeps the workspace from being begun like this; the fields are those of NewProvider."""
    found = []
    if not provider.name.strip():
        found.append(
            Problem("name", _("The organization has no name."), _("Give the one that stands on your papers."))
        )
    if not provider.person.strip():
        found.append(Problem("person", _("Nobody works here yet."), _("Give your own name.")))
    if provider.logo is not None:
        found += problems_of_logo(provider.logo)
    return found


def problems_of_logo(path: Path) -> list[Problem]:
    """What keeps a picture from being taken. Nothing of one that has any is to be read."""
    try:
        head, size = head_of(path, 8)
    except OSError as fault:
        return [Problem("logo", not_read(path, fault).message, _("Choose another file."))]
    if not any(head.startswith(start) for start in LOGO_KINDS):
        said = _("{file} is no PNG or JPEG picture.", file=path.name)
        return [Problem("logo", said, _("Choose another file."))]
    if size > LARGEST_LOGO:
        return [
            Problem("logo", _("{file} is larger than 5 MB.", file=path.name), _("Choose a smaller picture."))
        ]
    return []


def begin(
    path: Path,
    provider: NewProvider,
    *,
    passphrase: str = "",
    device: str = "",
    clock: Callable[[], datetime] = utc_now,
) -> Workspace:
    """A new workspace at `path`, of the whole profile, with organization, person and a draft of who holds which role.

    Whoever fills it in is working in it. Raises Refused with the problems, or SdeskError where the file cannot be
    written; no file is left behind then.
    """
    lacking = problems_of(provider)
    if lacking:
        raise Refused(_("The workspace cannot be begun yet."), lacking)
    workspace = start_workspace(
        path,
        provider.name,
        Variant.FULL,
        time_zone=provider.time_zone,
        passphrase=passphrase,
        device=device,
        clock=clock,
    )
    try:
        with workspace.at_once():
            _write(workspace, provider)
    except BaseException:
        workspace.close()
        discard(path)
        raise
    return workspace


def _write(workspace: Workspace, provider: NewProvider) -> None:
    person = create(workspace, Person, {"name": provider.person.strip()})
    work_as(workspace, person)
    ours = organization(workspace)
    assert ours is not None
    save(workspace, ours, {"address": provider.address.strip(), "paper": provider.paper})
    if provider.logo is not None:
        set_logo(workspace, provider.logo)
    assignments = tuple(
        RoleAssignment(role=role, person=person.id, start=today(workspace)) for role in ServiceRole
    )
    create(workspace, AssignedRoles, {"assignments": assignments})


def set_logo(workspace: Workspace, path: Path) -> Organization:
    """Keep a PNG or JPEG picture with the organization and put it on the head of reports. Raises Refused."""
    lacking = problems_of_logo(path)
    ours = organization(workspace)
    if lacking or ours is None:
        raise Refused(_("The logo was not taken."), lacking)
    with workspace.transaction("set logo") as session:
        attachment = attach_file(workspace, ours, path, purpose="logo")
        live = session.get_one(Organization, ours.id)
        live.logo = attachment.id
    return live


__all__ = ["NewProvider", "begin", "problems_of", "problems_of_logo", "set_logo"]
