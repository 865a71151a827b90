"""`sdesk claims`: what was imported and approved by nobody here, and its adoption as a batch."""

from sdesk.command_line.imports import who
from sdesk.command_line.output import print_table
from sdesk.command_line.parser import Options
from sdesk.command_line.workspaces import copy_first, opened, opened_to_write
from sdesk.practice.finding.search import record_type
from sdesk.practice.lifecycle.claimed import adopt, all_claimed
from sdesk.practice.workspaces import work_as
from sdesk.translation import gettext as _
from sdesk.translation import ngettext


def claims(options: Options) -> int:
    return _list(options) if options.adopt is None else _adopt(options)


def _list(options: Options) -> int:
    with opened(options.file) as workspace:
        found = all_claimed(workspace, record_type(workspace.packs, options.type))
    print_table((_("Number"), _("State")), ((each.number, _(each.state)) for each in found))
    return 1 if found else 0


def _adopt(options: Options) -> int:
    with opened_to_write(options) as workspace:
        found = all_claimed(workspace, record_type(workspace.packs, options.type))
        work_as(workspace, who(workspace, options.person))
        copy_first(workspace)
        adopt(workspace, found, options.adopt, options.batch)
    n = len(found)
    print(ngettext("{n} record is adopted.", "{n} records are adopted.", n).format(n=n))
    return 0
