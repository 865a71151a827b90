"""Backups: a copy of the whole workspace, known to be whole."""

from pathlib import Path

from sdesk.errors import SdeskError
from sdesk.models.ledger import CHECKED_COPY
from sdesk.practice.calendar.days import today
from sdesk.practice.kept_copies import Copy, Places, folder_for, kind_of
from sdesk.practice.safekeeping import check_copy, restore
from sdesk.practice.told_copies import Place, tell_of_copy, tell_of_failure
from sdesk.practice.workspaces import Workspace, now
from sdesk.storage.file.backup import Progress, unheard
from sdesk.storage.file.copies import NotWhole, back_up_whole, save_whole_to
from sdesk.storage.file.whole import has_all_its_pages
from sdesk.storage.head import mark_of_head
from sdesk.translation import Message
from sdesk.translation import message as _


def back_up(workspace: Workspace, copy: Path, progress: Progress = unheard) -> tuple[Copy, Message | None]:
    """Write a verified copy of the workspace to `copy`; an older copy there is replaced. Returns what to know it by, and why it
    could not be told in the history, if so.

    It was opened and passed all that `verify` and `restore` ask. Raises SdeskError when it cannot be written or would
    take the place of the workspace itself; NotWhole when the workspace is damaged: then the copy is kept under another
    name that says so, and an older one stays. Called off by `progress`, it leaves all as it was.
    """
    mark = mark_of_head(workspace)  # it holds all up to there, and perhaps what was written while it was made
    try:
        made = back_up_whole(workspace, copy, progress)
    except NotWhole as fault:
        tell_of_failure(workspace, f"{copy.stem} not verified{copy.suffix}", fault)  # an older one stays good
        raise
    return Copy(copy, now(workspace), mark or ""), tell_of_copy(workspace, made)


def verify_copy(workspace: Workspace, copy: Path, places: Places | None) -> Message | None:
    """Read a copy of the workspace through once more, and tell what came of it; returns why that could not be told, if so.

    Raises NotWhole where it is damaged, SdeskError where it was cut off: that is told, too. Raises SdeskError where nobody knows:
    it is not there, is open, or has another passphrase.
    """
    if not copy.is_file():
        raise SdeskError(_("There is no backup at {place}.", place=str(copy)), _("Check the name."))
    kinds = (
        {folder_for(workspace, each).resolve(): kind_of(each, places) for each in places} if places else {}
    )
    place = kinds.get(copy.resolve().parent, Place.ELSEWHERE)
    try:
        found = check_copy(copy, workspace.passphrase)
    except SdeskError as fault:
        if isinstance(fault, NotWhole) or not has_all_its_pages(copy):
            tell_of_failure(workspace, copy.name, fault, place)
        raise
    return tell_of_copy(workspace, found, place, CHECKED_COPY)


def save_elsewhere(workspace: Workspace, path: Path) -> None:
    """Write the whole workspace to a new, verified file and go on with that: for when the open file was lost.

    Raises SdeskError: there is a file already, it cannot be written, or (NotWhole) something in it is damaged.
    """
    save_whole_to(workspace, path)


def restore_elsewhere(workspace: Workspace, copy: Copy, path: Path) -> None:
    """Put a good copy of a workspace that cannot be read whole any more into the new file `path`, and what is typed and not
    saved beside that: it is offered where that is opened. Raises SdeskError."""
    restore(copy.path, path, workspace.passphrase)
    workspace.unsaved.follow(path)
    workspace.unsaved.close()  # whoever opens that has to read it


def suggested_name(workspace: Workspace) -> str:
    """The workspace's name with the day, so that copies of several days can lie side by side."""
    return f"{workspace.path.stem}-{today(workspace):%Y-%m-%d}.sdesk"


__all__ = ["NotWhole", "back_up", "restore_elsewhere", "save_elsewhere", "suggested_name", "verify_copy"]
