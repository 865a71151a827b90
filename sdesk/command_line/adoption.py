"""`sdesk adopt`: a standard counts from a day on."""

from sdesk.command_line.parser import Options
from sdesk.command_line.workspaces import to_write_in
from sdesk.practice.audit.adoption import adopt
from sdesk.translation import gettext as _


def adopt_pack(options: Options) -> int:
    with to_write_in(options) as workspace:
        made = adopt(workspace, options.pack, options.from_day)
    print(_("{pack} is adopted from {day} on.").format(pack=made.pack, day=made.adopted_on))
    return 0
