"""The first run: a workspace that knows whose it is and who begins it."""

from pathlib import Path
from typing import Any

import pytest

from sdesk.errors import SdeskError
from sdesk.models import AssignedRoles, Person
from sdesk.models.governance import ServiceRole
from sdesk.models.governance.organization import Paper, Variant
from sdesk.practice.calendar import days
from sdesk.practice.governance.first_run import NewProvider, begin, problems_of, set_logo
from sdesk.practice.guidance.wizards import setup_pages
from sdesk.practice.lifecycle.attachments import attachments_of
from sdesk.practice.lifecycle.problem import Refused
from sdesk.practice.lifecycle.roles import roles_of
from sdesk.practice.lifecycle.versions import draft_of, organization
from sdesk.practice.reporting.printing import letterhead
from sdesk.practice.workspaces import Workspace, open_workspace, working_person

LOGO = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360f8cf500f0003810180e0a2b5a10000000049454e44ae426082"
)


def harbour(**values) -> NewProvider:
    given = {"name": "Harbour IT", "person": "Ana Reyes", "time_zone": "Europe/Lisbon", **values}
    return NewProvider(**given)


def ours(workspace: Workspace) -> Any:
    return organization(workspace)


def fields(provider: NewProvider) -> list[str]:
    return [problem.field for problem in problems_of(provider)]


def test_it_writes_the_organization_whoever_begins_and_a_draft_of_their_roles(tmp_path: Path):
    provider = harbour(address="2 Quay Street\nLisbon", paper=Paper.LETTER)
    with begin(tmp_path / "harbour.sdesk", provider, device="laptop-1") as workspace:
        firm = ours(workspace)
        assert (firm.name, firm.address, firm.time_zone) == (
            "Harbour IT",
            "2 Quay Street\nLisbon",
            "Europe/Lisbon",
        )
        assert (firm.paper, firm.variant) == (Paper.LETTER, Variant.FULL)
        assert [person.name for person in workspace.find(Person)] == ["Ana Reyes"]
        roles: Any = draft_of(workspace, AssignedRoles)
        me: Any = working_person(workspace)
        assert me.name == "Ana Reyes"
        assert {(each.role, each.person) for each in roles.assignments} == {
            (role, me.id) for role in ServiceRole
        }
        assert set(roles_of(workspace, me.id, days.today(workspace))) == set(ServiceRole)


def test_the_set_up_follows_at_its_first_page(tmp_path: Path):
    with begin(tmp_path / "harbour.sdesk", harbour()) as workspace:
        first = next(page for page in setup_pages(workspace) if not page.finished)
        assert (first.key, first.blocked) == ("GO.1.1", False)


def test_a_logo_is_kept_and_stands_on_papers(tmp_path: Path):
    picture = tmp_path / "logo.png"
    picture.write_bytes(LOGO)
    with begin(tmp_path / "harbour.sdesk", harbour(logo=picture)) as workspace:
        kept = attachments_of(workspace, ours(workspace))
        assert [(each.name, each.purpose) for each in kept] == [("logo.png", "logo")]
        assert letterhead(workspace).logo == LOGO
        other = tmp_path / "other.png"
        other.write_bytes(LOGO + b"\0")
        set_logo(workspace, other)
        assert letterhead(workspace).logo == LOGO + b"\0"


@pytest.mark.parametrize("content", [b"GIF89a", b"", b"<svg/>"])
def test_only_pictures_that_paper_can_show_are_taken(tmp_path: Path, content: bytes):
    picture = tmp_path / "logo.png"
    picture.write_bytes(content)
    assert fields(harbour(logo=picture)) == ["logo"]
    assert fields(harbour(logo=tmp_path / "nowhere.png")) == ["logo"]


def test_what_is_lacking_is_named(tmp_path: Path):
    assert fields(harbour(name=" ")) == ["name"]
    assert fields(harbour(person=" ")) == ["person"]
    assert fields(harbour()) == []


def test_nothing_is_left_behind_when_it_cannot_be_begun(tmp_path: Path):
    path = tmp_path / "harbour.sdesk"
    with pytest.raises(Refused):
        begin(path, harbour(person=""))
    with pytest.raises(SdeskError):
        begin(path, harbour(time_zone="Europe/Nowhere"))
    assert list(tmp_path.iterdir()) == []


def test_a_passphrase_keeps_the_file_from_others(tmp_path: Path):
    path = tmp_path / "harbour.sdesk"
    begin(path, harbour(), passphrase="a long sentence").close()
    with pytest.raises(SdeskError):
        open_workspace(path, "another")
    with open_workspace(path, "a long sentence") as workspace:
        assert ours(workspace).name == "Harbour IT"
