"""`sdesk passphrase`: set, change or remove the passphrase of a workspace."""

import getpass
import os
import sys
from pathlib import Path

from sdesk.command_line.parser import Options
from sdesk.command_line.workspaces import to_write_in
from sdesk.errors import SdeskError
from sdesk.practice.exchange.handouts import PASSPHRASE, hand_out
from sdesk.practice.passphrase import (
    change_passphrase,
    is_encrypted,
    known_words,
    remove_passphrase,
    strength,
    to_lock_away,
)
from sdesk.practice.workspaces import Workspace
from sdesk.translation import gettext as _
from sdesk.translation import message, word


def passphrase(options: Options) -> int:
    with to_write_in(options) as workspace:
        if options.remove:
            return _remove(workspace)
        words, again = _asked()
        readable = change_passphrase(workspace, words, again)
        print(_("{file} is encrypted with the new passphrase.").format(file=options.file))
        print(word(strength(words, known_words(workspace)).said))
        print(_("Copies made before keep the passphrase that they have, or none."))
        for copy in readable:
            print(_("Anybody can still read: {file}").format(file=copy))
        if options.sheet:
            _write_sheet(workspace, options.sheet)
    return 0


def _remove(workspace: Workspace) -> int:
    if not is_encrypted(workspace):
        said = message("{file} has no passphrase.", file=workspace.path.name)
        raise SdeskError(said, message("There is nothing to remove."))
    remove_passphrase(workspace)
    print(
        _("{file} is not encrypted any more: whoever can read the file can open it.").format(
            file=workspace.path
        )
    )
    return 0


def _asked() -> tuple[str, str]:
    """Twice, where somebody is there to type it. Raises SdeskError where there is nobody."""
    given = os.environ.get("SDESK_NEW_PASSPHRASE", "")
    if given:
        return given, given
    if not sys.stdin.isatty():
        raise SdeskError(
            message("There is nobody to ask for the new passphrase."),
            message("Give it in SDESK_NEW_PASSPHRASE."),
        )
    return getpass.getpass(_("New passphrase: ")), getpass.getpass(_("The same again: "))


def _write_sheet(workspace: Workspace, path: Path) -> None:
    from sdesk.reports.passphrase_sheet import passphrase_document
    from sdesk.reports.pdf import render_pdf

    content = render_pdf(passphrase_document(to_lock_away(workspace)))
    try:
        hand_out(workspace, path, content, action=PASSPHRASE)
    except SdeskError as fault:
        raise SdeskError(
            fault.message, message("The passphrase is changed. Print the page from the window.")
        ) from fault
    print(_("{file} is the key: print it, lock it away, and remove the file.").format(file=path))
