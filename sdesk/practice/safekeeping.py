"""Getting a workspace back from a backup, and reading one through for damage."""

from pathlib import Path

from sdesk.errors import SdeskError
from sdesk.storage.file.copies import NotWhole, put_back
from sdesk.storage.verify import Damage, verify


def restore(copy: Path, path: Path, passphrase: str = "", *, force: bool = False) -> Path | None:
    """Put a verified copy of the backup `copy` at `path`. The backup itself is not changed.

    Raises SdeskError if the backup is damaged (NotWhole), or if there is a file at `path` already. With `force` that
    file is kept beside it under another name, which is returned, with the journal that belongs to it; it must not be
    open. A journal without a file is kept too.
    """
    if not copy.is_file():
        raise SdeskError(f"There is no backup at {copy}.", "Check the name.")
    if path.exists() and copy.samefile(path):
        raise SdeskError(f"{copy} is the place to restore to.", "Choose a backup, or another place.")
    if path.exists() and not force:
        raise SdeskError(
            f"There is already a file at {path}.", "Choose another name, or say --force to put it aside."
        )
    return put_back(copy, path, passphrase)


__all__ = ["Damage", "NotWhole", "restore", "verify"]
