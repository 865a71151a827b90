"""The sample shared by three laptops for pictures: who has heard of what, and what two of them wrote in one place."""

from collections.abc import Callable
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

from sdesk.models import Record, ServiceIncident, ServiceScope
from sdesk.practice.lifecycle.records import new_version, reload, save
from sdesk.practice.lifecycle.steps import take_step
from sdesk.practice.lifecycle.versions import in_effect
from sdesk.practice.team.laptops import exchange, invite, join
from sdesk.practice.workspaces import Workspace, open_workspace, people, work_as

JULIA, TOMAS = "Júlia on the road", "Tomás at home"
OURS = "The print head is worn at its left edge, as the test page shows. A new one is ordered."
THEIRS = "The roller slips once it is warm, and labels move under the head. The print head itself is fine."
TECHNOLOGY = "Windows workplaces, a hosted office suite, network storage at each site with a copy at the hosting company, managed switches and access points. Products are named in the configuration records."


def share(workspace: Workspace, home: Path, moment: datetime) -> Path:
    """Gives the exchange folder. Ana approves a new version of the scope while Júlia changes it, and both note what was done."""
    folder = home / "exchange"
    folder.mkdir()

    def at(minutes: int) -> Callable[[], datetime]:
        return lambda: moment - timedelta(minutes=minutes)

    def joined(name: str, minutes: int) -> Workspace:
        invitation = home / f"{name}.invitation"
        words = invite(workspace, name, invitation)
        place = home / f"{name}.sdesk"
        return join(
            invitation,
            place,
            words,
            open_workspace,
            clock=at(minutes),
            installation=home / f"notes of {name}",
        )

    known = {each.name.split()[0]: each for each in people(workspace)}
    work_as(workspace, known["Ana"])
    incident = next(each for each in workspace.find(ServiceIncident) if each.state == "investigated")
    scope = in_effect(workspace, ServiceScope)
    assert scope is not None
    draft = new_version(workspace, scope)
    with closing(joined(TOMAS, 60 * 26)) as tomas, closing(joined(JULIA, 48)) as julia:
        work_as(tomas, known["Tomás"])
        work_as(julia, known["Júlia"])
        for each in (workspace, tomas, julia, workspace, tomas):
            exchange(each, folder)

        def wrote(in_one: Workspace, record: Record, **values: str) -> None:
            save(in_one, reload(in_one, record), values)

        wrote(julia, incident, root_cause=THEIRS)
        wrote(julia, draft, technology=TECHNOLOGY)
        wrote(workspace, incident, root_cause=OURS)
        take_step(workspace, reload(workspace, draft), "approve")
        for each in (julia, workspace, julia):
            exchange(each, folder)
    return folder
