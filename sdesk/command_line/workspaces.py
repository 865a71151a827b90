"""Opening the workspace that a command names."""

import getpass
import os
import sys
from pathlib import Path

from sdesk.practice.workspaces import Workspace, needs_passphrase, open_workspace
from sdesk.translation import gettext as _


def opened(path: Path) -> Workspace:
    """The workspace, to be used in a `with` block. Raises SdeskError."""
    return open_workspace(path, passphrase_of(path))


def passphrase_of(path: Path) -> str:
    """From SDESK_PASSPHRASE, or asked for where somebody is there to answer; "" for a file that needs none."""
    if not needs_passphrase(path):
        return ""
    given = os.environ.get("SDESK_PASSPHRASE", "")
    if given or not sys.stdin.isatty():
        return given
    return getpass.getpass(_("Passphrase of {file}: ").format(file=path.name))
