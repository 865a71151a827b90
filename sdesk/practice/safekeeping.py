"""Getting a workspace back from a backup, and reading one through for damage."""

from contextlib import suppress
from datetime import datetime
from pathlib import Path

from sdesk.errors import SdeskError
from sdesk.storage import Workspace
from sdesk.storage.backup import copy_file, settle
from sdesk.storage.verify import Damage, verify
from sdesk.storage.workspace import InUse


def restore(copy: Path, path: Path, passphrase: str = "", *, force: bool = False) -> Path | None:
    """Put a verified copy of the backup `copy` at `path`. The backup itself is not changed.

    Raises SdeskError if the backup is damaged, or if there is a file at `path` already. With `force` that file
    is kept beside it under another name, which is returned; it must not be open.
    """
    if not copy.is_file():
        raise SdeskError(f"There is no backup at {copy}.", "Check the name.")
    if path.exists() and not force:
        raise SdeskError(
            f"There is already a file at {path}.", "Choose another name, or say --force to put it aside."
        )
    part = path.with_name(f"{path.name}.part")
    copy_file(copy, part)
    try:
        _refuse_damaged(copy, part, passphrase)
        aside = _put_aside(path, passphrase) if path.exists() else None
        _settle(part, path, aside)
    except OSError as fault:
        raise SdeskError(
            f"The workspace could not be written to {path}: {fault.strerror}.", "Choose another place."
        ) from fault
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
    return aside


def _settle(part: Path, path: Path, aside: Path | None) -> None:
    """Where that fails, what was put aside takes its place again. Raises OSError."""
    try:
        settle(part, path)
    except OSError:
        if aside is not None and not path.exists():
            aside.rename(path)
        raise


def _refuse_damaged(copy: Path, part: Path, passphrase: str) -> None:
    with Workspace.open(part, passphrase) as workspace:
        damages = verify(workspace)
    if damages:
        raise SdeskError(
            f"{copy.name} is damaged and was not restored: {damages[0]}.", "Take another backup."
        )


def _put_aside(path: Path, passphrase: str) -> Path:
    """Raises SdeskError when the file is open in a program: it would go on writing to it."""
    try:
        Workspace.open(path, passphrase).close()
    except InUse:
        raise
    except SdeskError:
        pass  # what cannot be read is put aside as well
    aside = path.with_name(f"{path.stem} replaced {datetime.now():%Y-%m-%d %H-%M-%S}{path.suffix}")
    path.rename(aside)
    return aside


__all__ = ["Damage", "restore", "verify"]
