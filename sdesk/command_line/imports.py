"""`sdesk import`: records from the lines of a table."""

from sdesk.command_line.output import print_json
from sdesk.command_line.parser import Options
from sdesk.command_line.workspaces import copy_first, opened, opened_to_write
from sdesk.errors import SdeskError
from sdesk.models import Person
from sdesk.practice.exchange.importing import (
    ImportMap,
    ImportOutcome,
    TableFormat,
    guess_format,
    import_table,
    load_map,
    read_table,
)
from sdesk.practice.exchange.importing.apply import summary
from sdesk.practice.exchange.importing.tables import ENCODING_NAMES
from sdesk.practice.workspaces import Workspace, people, work_as
from sdesk.translation import gettext as _
from sdesk.translation import message, word


def import_records(options: Options) -> int:
    with opened(options.file) if options.dry_run else opened_to_write(options) as workspace:
        import_map = load_map(options.map, workspace.packs)
        _check_type(workspace, import_map, options)
        form = import_map.form or guess_format(options.table)
        table = read_table(options.table, form)
        work_as(workspace, who(workspace, options.person))
        if not options.dry_run:
            copy_first(workspace)
        outcome = import_table(workspace, table, import_map, dry_run=options.dry_run)
    _tell(outcome, options, form)
    return 1 if outcome.problems else 0


def _check_type(workspace: Workspace, import_map: ImportMap, options: Options) -> None:
    name = import_map.model.__name__
    product = workspace.packs.work_product_in(name)
    if options.type not in (product, name):
        said = message(
            "{map} is a map for {fitting}, not for {given}.",
            map=options.map.name,
            fitting=product or name,
            given=options.type,
        )
        raise SdeskError(said, message("Give the one that fits."))


def who(workspace: Workspace, name: str) -> Person | None:
    """The person called so; without a name, the only one there is. Raises SdeskError."""
    here = people(workspace)
    named = [person for person in here if not name or person.name == name]
    if len(named) == 1 or not here:
        return named[0] if named else None
    known = ", ".join(person.name for person in here)
    hint = message("Give --as with one of: {known}.", known=known)
    raise SdeskError(message("Say who is bringing it in."), hint)


def _tell(outcome: ImportOutcome, options: Options, form: TableFormat) -> None:
    if options.json:
        print_json(
            {
                "created": len(outcome.created),
                "changed": len(outcome.changed),
                "unchanged": outcome.unchanged,
                "left_out": outcome.left_out,
                "kept": not options.dry_run,
                "encoding": form.encoding,
                "problems": [
                    {"line": each.line, "field": each.field, "text": str(each.text)}
                    for each in outcome.problems
                ],
            }
        )
        return
    if options.dry_run:
        encoding = ENCODING_NAMES.get(form.encoding, form.encoding)
        print(_("Read as {encoding}, dates {order}.").format(encoding=encoding, order=_(form.dates)))
    for problem in outcome.problems:
        print(word(problem.whole))
    said = _("{summary} (dry run: nothing was kept).") if options.dry_run else _("{summary}.")
    print(said.format(summary=word(summary(outcome))))
