"""`sdesk adopt`: a standard counts from a day on."""

from sdesk.command_line.parser import Options
from sdesk.command_line.workspaces import opened
from sdesk.practice.audit.adoption import adopt


def adopt_pack(options: Options) -> int:
    with opened(options.file) as workspace:
        made = adopt(workspace, options.pack, options.from_day)
    print(f"{made.pack} is adopted from {made.adopted_on} on.")
    return 0
