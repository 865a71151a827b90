"""`sdesk new`, `sample`, `backup`, `restore`, `verify` and `export`: whole workspaces."""

from pathlib import Path

from sdesk.command_line.parser import Options
from sdesk.command_line.workspaces import opened, passphrase_of
from sdesk.practice.backups import NotWhole, back_up, suggested_name
from sdesk.practice.exchange.csv_files import export
from sdesk.practice.safekeeping import restore, verify, what_is_remembered
from sdesk.practice.workspaces import Variant, start_workspace
from sdesk.translation import gettext as _
from sdesk.translation import ngettext, word


def new(options: Options) -> int:
    variant = Variant(options.variant)
    with start_workspace(options.file, options.organization, variant, time_zone=options.time_zone):
        _say_ready(options.file)
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
    print(_("{file} is ready. Open it with: sdesk {file}").format(file=file))


def backup(options: Options) -> int:
    with opened(options.file) as workspace:
        copy = options.output or options.file.with_name(suggested_name(workspace))
        try:
            back_up(workspace, copy)
        except NotWhole as fault:
            print(word(fault.message))
            for damage in fault.damages:
                print(word(damage.whole))
            return 1
    print(_("{file} is a verified copy.").format(file=copy))
    return 0


def restore_backup(options: Options) -> int:
    aside = restore(options.copy, options.file, passphrase_of(options.copy), force=options.force)
    if aside:
        print(_("What was there is now {file}.").format(file=aside))
    print(_("{file} is restored from {backup}.").format(file=options.file, backup=options.copy))
    return 0


def verify_file(options: Options) -> int:
    with opened(options.file) as workspace:
        damages = verify(workspace)
        remembered = [] if damages else what_is_remembered(workspace)
    for damage in damages:
        print(word(damage.whole))
    for said in remembered:
        print(word(said))
    if not damages:
        print(_("{file} is whole.").format(file=options.file))
    return 1 if damages else 0


def export_records(options: Options) -> int:
    with opened(options.file) as workspace:
        count = export(workspace, options.folder)
    said = ngettext("{n} file was written to {folder}.", "{n} files were written to {folder}.", count)
    print(said.format(n=count, folder=options.folder))
    return 0
