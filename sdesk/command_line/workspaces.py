"""Opening the workspace that a command names."""

import getpass
import os
import sys
from pathlib import Path

from sdesk.practice.workspaces import Workspace, open_workspace

_PLAIN = b"SQLite format 3\0"


def opened(path: Path) -> Workspace:
    """The workspace, to be used in a `with` block. Raises SdeskError."""
    return open_workspace(path, passphrase_of(path))


def passphrase_of(path: Path) -> str:
    """From SDESK_PASSPHRASE, or asked for where somebody is there to answer; "" for a file that needs none."""
    if not _is_encrypted(path):
        return ""
    given = os.environ.get("SDESK_PASSPHRASE", "")
    if given or not sys.stdin.isatty():
        return given
    return getpass.getpass(f"Passphrase of {path.name}: ")


def _is_encrypted(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(len(_PLAIN)) != _PLAIN
    except OSError:
        return False
