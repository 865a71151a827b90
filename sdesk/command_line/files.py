"""`sdesk new`, `sample`, `backup`, `restore`, `verify` and `export`: whole workspaces."""

from collections.abc import Sequence
from pathlib import Path

from sdesk.command_line.parser import Options
from sdesk.command_line.workspaces import (
    copy_first,
    opened,
    opened_to_write,
    passphrase_of,
    say,
    say_if_left_open,
)
from sdesk.errors import SdeskError
from sdesk.practice.backups import NotWhole, back_up, suggested_name, verify_copy
from sdesk.practice.chosen_places import places_here
from sdesk.practice.exchange.csv_files import export
from sdesk.practice.kept_copies import before_migrating
from sdesk.practice.restoring import refuse_itself
from sdesk.practice.safekeeping import (
    Damage,
    InUse,
    LeftAsItIs,
    anchor_now,
    examine,
    held_against,
    open_to_verify,
    restore,
    save_what_can_be_read,
    who_wrote,
)
from sdesk.practice.shared_folders import warning_once
from sdesk.practice.told_copies import not_told
from sdesk.practice.workspaces import Variant, refuse_left_open, start_workspace
from sdesk.translation import gettext as _
from sdesk.translation import message, ngettext, word


def new(options: Options) -> int:
    variant = Variant(options.variant)
    with start_workspace(options.file, options.organization, variant, time_zone=options.time_zone):
        _say_ready(options.file)
    print(_("Copies of it will be kept in {folder}.").format(folder=places_here().first))
    return 0


def sample(options: Options) -> int:
    from sdesk.practice.reporting.printing import keep_prints
    from sdesk.reports.paper import pdf_of
    from sdesk.sample import make_sample

    make_sample(options.file, today=options.today)
    with opened(options.file) as workspace:
        keep_prints(workspace, pdf_of)
    _say_ready(options.file)
    return 0


def _say_ready(file: Path) -> None:
    say(warning_once(file))
    print(_("{file} is ready. Open it with: sdesk {file}").format(file=file))


def backup(options: Options) -> int:
    with opened(options.file) as workspace:
        copy = options.output or options.file.with_name(suggested_name(workspace))
        try:
            _copy, untold = back_up(workspace, copy)
        except NotWhole as fault:
            print(word(fault.message))
            for damage in fault.damages:
                print(word(damage.whole))
            return 1
    print(_("{file} is a verified copy.").format(file=copy))
    if untold is not None:
        say(not_told(untold).message)
    return 0


def restore_backup(options: Options) -> int:
    say(warning_once(options.file))
    if not options.take_over:
        refuse_left_open(options.file)
    if options.file.exists():
        if not options.force:
            said = message("There is already a file at {place}.", place=str(options.file))
            raise SdeskError(said, message("Choose another name, or say --force to put it aside."))
        _copy_what_is_there(options)
    aside = restore(options.copy, options.file, passphrase_of(options.copy), force=options.force)
    if aside:
        print(_("What was there is now {file}.").format(file=aside))
    print(_("{file} is restored from {backup}.").format(file=options.file, backup=options.copy))
    return 0


def _copy_what_is_there(options: Options) -> None:
    """Among the copies, as far as it can be opened; it is put aside whatever it is."""
    try:
        with opened_to_write(options, before_migrating(places_here(), leave=True)) as workspace:
            copy_first(workspace, options.copy)
    except InUse:
        raise
    except LeftAsItIs:  # that, and the copy, are of the older format
        return
    except SdeskError as fault:
        print(_("What is there is in no good copy. {why}").format(why=word(fault.message)))


def verify_file(options: Options) -> int:
    if options.copy is not None:
        return _verify_copy(options)
    with open_to_verify(options.file, opened) as examined:
        workspace = examined.workspace
        if examined.is_old:
            said = _(
                "{file} has format {format}. It was looked through in a copy; sdesk brings it up to date when it opens it."
            )
            print(said.format(file=options.file, format=examined.format))
        damages, remembered = examine(workspace)
        if damages:
            return _said_of(damages, options)
        holds, of_anchor = (
            held_against(workspace, options.anchor) if options.anchor is not None else (True, None)
        )
        for note in (*remembered, *who_wrote(workspace)):
            print(word(note))
        print(_("{file} is whole.").format(file=options.file))
        if anchor := anchor_now(workspace):
            print(_("Anchor of its history up to now: {anchor}").format(anchor=anchor))
    if of_anchor:
        print(word(of_anchor))
    return 0 if holds else 1


def _verify_copy(options: Options) -> int:
    """A copy of the workspace: what came of it is told in the history of that."""
    with opened(options.file) as workspace:
        refuse_itself(options.copy, workspace)
        try:
            untold = verify_copy(workspace, options.copy, places_here())
        except NotWhole as fault:
            print(word(fault.whole))
            return 1
    print(_("{file} is whole.").format(file=options.copy))
    if untold is not None:
        say(not_told(untold).message)
    return 1 if untold else 0


def _said_of(damages: Sequence[Damage], options: Options) -> int:
    for damage in damages:
        print(word(damage.whole))
    if options.anchor is not None:
        print(_("An anchor says nothing of a workspace that is damaged."))
    return 1


def rescue(options: Options) -> int:
    say_if_left_open(options.damaged)
    damages = save_what_can_be_read(options.damaged, options.file, passphrase_of(options.damaged))
    for damage in damages:
        print(word(damage.whole))
    if not damages:
        print(_("{file} holds all of it.").format(file=options.file))
        return 0
    said = _("{file} holds what could be read; the lines above say what is missing or wrong in it.")
    print(said.format(file=options.file))
    return 1


def export_records(options: Options) -> int:
    with opened_to_write(options) as workspace:
        count = export(workspace, options.folder)
    said = ngettext("{n} file was written to {folder}.", "{n} files were written to {folder}.", count)
    print(said.format(n=count, folder=options.folder))
    return 0
