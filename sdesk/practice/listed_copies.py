"""What lies among the copies of a workspace, as a list to choose from."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from pathlib import Path

from sdesk.practice.kept_copies import NEVER, Copy, Places, copies_of, folder_for, good_copies_in, moment_in
from sdesk.practice.workspaces import Workspace
from sdesk.storage.file.whole import holds, own_salt, salt_of


class OpenedBy(Enum):
    """What a copy is opened by."""

    NOTHING = "nothing"
    NOW = "the passphrase that the workspace has now"
    THEN = "the passphrase that it had when the copy was made"


@dataclass(frozen=True)
class Listed:
    """A file among the copies of a workspace; `copy` if it is a good one, `is_ours` if of what the workspace was."""

    path: Path
    size: int
    copy: Copy | None
    is_ours: bool
    opened_by: OpenedBy = OpenedBy.NOTHING

    @property
    def moment(self) -> datetime | None:
        """When it was made, if its name says it."""
        said = moment_in(self.path.name)
        return said if said != NEVER else None


def all_files(workspace: Workspace, places: Places) -> list[Listed]:
    """What lies in the folders of a workspace in each place that is there, good or not, the latest first."""
    found: list[Listed] = []
    opened = {_own_salt(workspace): True} if workspace.passphrase else {}
    for place in places:
        folder = folder_for(workspace, place)
        ours = {copy.path for copy in copies_of(workspace, place)}
        good = {copy.path: copy for copy in good_copies_in(folder)}
        with suppress(OSError):
            found += [
                Listed(
                    path,
                    path.stat().st_size,
                    good.get(path),
                    path in ours,
                    _opened_by(path, good.get(path), workspace.passphrase, opened),
                )
                for path in folder.glob("*.sdesk")
            ]
    return sorted(found, key=lambda each: moment_in(each.path.name), reverse=True)


def _own_salt(workspace: Workspace) -> str:
    with workspace.reading() as session:  # the list is made beside the window, where the work goes on
        return own_salt(session.connection())


def _opened_by(path: Path, copy: Copy | None, passphrase: str, opened: dict[str, bool]) -> OpenedBy:
    """By the salt that it begins with: whether `passphrase` opens what has it is in `opened`, or tried once.

    After a rescue the workspace has another salt under the same passphrase.
    """
    salt = salt_of(path)
    if not salt:
        return OpenedBy.NOTHING
    if salt not in opened and copy is not None and passphrase:
        opened[salt] = holds(path, passphrase, copy.mark)
    return OpenedBy.NOW if opened.get(salt) else OpenedBy.THEN


__all__ = ["Listed", "OpenedBy", "all_files"]
