"""The exchange folder of a laptop: whether a folder can be one."""

from pathlib import Path
from uuid import uuid4

from sdesk.errors import SdeskError
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.storage.bundles.folder import refuse_a_workspace_there
from sdesk.storage.file.faults import reason
from sdesk.translation import message as _

_ANOTHER = _("Choose a folder that all laptops reach: on a share, in a synchronised folder, or on a stick.")


def refuse_folder(workspace: Workspace, folder: Path) -> None:
    """Raises SdeskError where the folder cannot be the one through which laptops exchange, saying why."""
    if not folder.is_absolute() or not folder.is_dir():
        raise SdeskError(_("{folder} is not a folder that is there.", folder=str(folder)), _ANOTHER)
    refuse_a_workspace_there(folder, workspace.path)
    _refuse_beside_the_workspace(workspace.path, folder)
    kept = next((each for each in sorted(folder.glob("*.sdesk"))), None)
    if kept is not None:
        raise SdeskError(
            _("{file} lies in {folder}, and no workspace may lie where laptops exchange.", file=kept.name, folder=str(folder)),
            _ANOTHER,
        )  # fmt: skip
    _refuse_unwritable(folder)


def _refuse_beside_the_workspace(workspace: Path, folder: Path) -> None:
    """Whoever carries the exchange folder may well carry the one around it; all of a person's files lie in their home."""
    around = workspace.resolve().parent
    if around != Path.home().resolve() and folder.resolve().is_relative_to(around):
        raise SdeskError(
            _("{folder} lies in the folder of {file}.", folder=str(folder), file=workspace.name),
            _("The two must lie apart: others carry the one, and nobody may carry the other."),
        )


def _refuse_unwritable(folder: Path) -> None:
    tried = folder / f"{uuid4().hex}.tmp"
    try:
        with tried.open("xb") as file:
            file.write(b"sdesk")
        tried.unlink()
    except OSError as fault:
        raise SdeskError(
            _("Nothing can be written into {folder}: {cause}.", folder=str(folder), cause=reason(fault)), _ANOTHER
        ) from fault  # fmt: skip


__all__ = ["refuse_folder"]
