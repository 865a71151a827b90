"""`sdesk binder`: all that an auditor is shown; `sdesk verify-binder`: whether one is what was made."""

import sys

from sdesk.command_line.parser import Options
from sdesk.command_line.workspaces import opened, opened_to_write
from sdesk.practice.audit.binder.made_of import held_against_workspace
from sdesk.practice.audit.binder.packing import make_binder
from sdesk.practice.audit.binder.verifying import verify_binder
from sdesk.practice.calendar.days import zone_of
from sdesk.reports.binder import pdf_of_binder
from sdesk.translation import gettext as _
from sdesk.translation import word


def binder(options: Options) -> int:
    with opened_to_write(options) as workspace:
        make_binder(workspace, options.output, pdf_of_binder, options.variant, _say)
    print(_("{file} is written.").format(file=options.output))
    return 0


def _say(done: int, total: int) -> None:
    """How far it is, to whoever sits in front of it."""
    if sys.stderr and sys.stderr.isatty():
        end = "\n" if done == total else ""
        print(f"\r{100 * done // total:>3} %", end=end, file=sys.stderr, flush=True)


def verify_binder_file(options: Options) -> int:
    checked = verify_binder(options.zip)
    for fault in checked.faults:
        print(word(fault))
    if checked.faults:
        return 1
    print(_("{file} is whole: {n} files, as they were made.").format(file=options.zip, n=checked.items))
    print(_("Made by {organization} on {day}.").format(organization=checked.organization, day=checked.day))
    print(_("SHA-256 of its list: {seal}").format(seal=checked.seal))
    if checked.anchor:
        print(_("Anchor of the history that it was made from: {anchor}").format(anchor=checked.anchor))
    if options.made_of is None:
        print(_("That nobody made it anew, the SHA-256 tells that its maker names, or --made-of FILE."))
        return 0
    with opened(options.made_of) as workspace:
        holds, said = held_against_workspace(workspace, checked)
        print(word(said, zone=zone_of(workspace)))
    return 0 if holds else 1
