"""A copy opened to be read."""

from pathlib import Path

from sdesk.errors import SdeskError
from sdesk.practice.kept_copies import Copy
from sdesk.practice.workspaces import Workspace, open_workspace
from sdesk.storage.file.faults import not_read
from sdesk.storage.file.files import copy_file
from sdesk.translation import message as _


def open_to_read(copy: Copy, place: Path, of: Path, passphrase: str = "") -> Workspace:
    """A workspace in which nothing can be saved: a copy `of` another one, put at `place`, alone in its folder.

    It never writes, and has nothing to do with what this installation remembers of the other one. Raises SdeskError.
    """
    try:
        copy_file(copy.path, place)
    except OSError as fault:
        raise not_read(copy.path, fault) from fault
    workspace = open_workspace(place, passphrase, installation=place.parent / "replicas")
    if str(workspace.id) != copy.path.parent.name:
        workspace.close()
        raise SdeskError(
            _("{file} is no copy of {workspace}.", file=str(copy.path), workspace=of.name),
            _("Somebody put it there. Look at the other copies in that folder."),
        )
    workspace.copy_of, workspace.copied_at = of, copy.moment
    workspace.read_only = _(
        "This is the copy of {file} of {moment}, to be read. Nothing can be saved in it, nor printed from it.",
        file=of.name,
        moment=copy.moment,
    )
    return workspace
