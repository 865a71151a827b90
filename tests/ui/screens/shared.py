"""A workspace that several laptops share, with names as long as people give them: for walks over all screens."""

from pathlib import Path

from sdesk.models import ServiceIncident
from sdesk.practice.lifecycle.records import reload, save
from sdesk.practice.lifecycle.versions import organization
from sdesk.practice.team.laptops import exchange, invite, join
from sdesk.practice.workspaces import Workspace, open_workspace, people, work_as
from sdesk.storage.history import latest_operation
from sdesk.ui.settings import Settings
from sdesk.ui.team.exchanging.state import How, TeamState

AT_HOME = "the old laptop of the workshop that went home with Benedita"
LOST = "the one that was left in the train to Porto and never found"
EXPECTED = "one more for whoever looks after the customers in the north"
LONG_REASONS = TeamState(
    How.STOPPED,
    missing=12_345,
    unsent=678,
    to_settle=9,
    details=tuple(
        f"A bundle of {name} is not whole, and waits in the folder until all of it has come: nothing of it is taken in."
        for name in (AT_HOME, LOST, EXPECTED)
    ),
)


def shared(workspace: Workspace, home: Path, settings: Settings) -> None:
    """It was invited to, and what was written in it and elsewhere has met: a line, a long text, and what differs in both."""
    folder = home / "exchange"
    folder.mkdir()
    ours = organization(workspace)
    assert ours
    settings.remember_exchange_folder(ours.id, folder)
    settings.remember_news_seen(ours.id, latest_operation(workspace))
    words = invite(workspace, AT_HOME, home / "home.invitation")
    invite(workspace, EXPECTED, home / "expected.invitation")
    there = join(
        home / "home.invitation", home / "home.sdesk", words, open_workspace,
        clock=workspace.clock, installation=home / "notes of home",
    )  # fmt: skip
    with there:
        work_as(there, people(there)[-1])
        for each in (workspace, there, workspace):
            exchange(each, folder)
        incident = next(each for each in workspace.find(ServiceIncident) if each.state == "classified")
        for each, says in ((workspace, "here"), (there, "there")):
            save(each, reload(each, incident), {"summary": f"{incident.summary} " + f"as it was {says} " * 6})
            save(
                each,
                reload(each, incident),
                {"notes": "\n".join(f"Paragraph {n}, {says}" for n in range(12))},
            )
        for each in (there, workspace, there, workspace):
            exchange(each, folder)


__all__ = ["LONG_REASONS", "shared"]
