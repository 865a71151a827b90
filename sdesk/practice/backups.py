"""Backups: a copy of the whole workspace, known to be whole."""

from datetime import datetime
from pathlib import Path

from sdesk.errors import SdeskError
from sdesk.practice.workspaces import Workspace, now
from sdesk.storage.backup import back_up as write_copy


def back_up(workspace: Workspace, copy: Path) -> datetime:
    """Write a checked copy of the workspace to `copy`; an older copy there is replaced. Returns when it was made.

    Raises SdeskError when it cannot be written, is not whole, or would take the place of the workspace itself.
    """
    if copy.resolve() == workspace.path.resolve():
        raise SdeskError(
            "The backup cannot take the place of the workspace itself.", "Choose another name or folder."
        )
    with workspace.reading():  # nothing is written to the workspace meanwhile
        write_copy(workspace.engine, copy)
    return now(workspace)


def suggested_name(workspace: Workspace) -> str:
    """The workspace's name with the day, so that copies of several days can lie side by side."""
    return f"{workspace.path.stem}-{now(workspace):%Y-%m-%d}.sdesk"
