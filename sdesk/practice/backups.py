"""Backups: a copy of the whole workspace, known to be whole."""

from pathlib import Path

from sdesk.practice.calendar.days import today
from sdesk.practice.kept_copies import Copy
from sdesk.practice.safekeeping import restore
from sdesk.practice.workspaces import Workspace, now
from sdesk.storage.file.backup import Progress, unheard
from sdesk.storage.file.copies import NotWhole, back_up_whole, save_whole_to
from sdesk.storage.head import mark_of_head


def back_up(workspace: Workspace, copy: Path, progress: Progress = unheard) -> Copy:
    """Write a verified copy of the workspace to `copy`; an older copy there is replaced. Returns what to know it by.

    It was opened and passed all that `verify` and `restore` ask. Raises SdeskError when it cannot be written or would
    take the place of the workspace itself; NotWhole when the workspace is damaged: then the copy is kept under another
    name that says so, and an older one stays. Called off by `progress`, it leaves all as it was.
    """
    mark = mark_of_head(workspace)  # it holds all up to there, and perhaps what was written while it was made
    back_up_whole(workspace, copy, progress)
    return Copy(copy, now(workspace), mark or "")


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


__all__ = ["NotWhole", "back_up", "restore_elsewhere", "save_elsewhere", "suggested_name"]
