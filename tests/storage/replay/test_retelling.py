"""A workspace that is told anew from its history is the one that it was."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from sdesk.errors import SdeskError
from sdesk.models import RECORDS, Approval, Attachment, Customer, ServiceIncident
from sdesk.practice.lifecycle.records import create, delete_draft
from sdesk.practice.workspaces import Workspace, open_workspace
from sdesk.storage.directory import entries, linking_to
from sdesk.storage.replay.retelling import Retelling
from tests.provider import Provider

FIXTURES = Path(__file__).parents[2] / "fixtures"

Tell = Callable[[Workspace], Retelling[Workspace]]


def held(workspace: Workspace) -> dict[UUID, Any]:
    kinds: tuple[Any, ...] = (*RECORDS, Approval, Attachment)
    return {each.id: each.model_dump() for model in kinds for each in workspace.find(model, deleted=True)}


def named(workspace: Workspace) -> dict[UUID, Any]:
    """What each is called, and who points to it."""
    called = entries(workspace, held(workspace))
    return {key: (entry, set(linking_to(workspace, key))) for key, entry in called.items()}


@pytest.fixture
def tell() -> Iterator[Tell]:
    made: list[Retelling[Workspace]] = []

    def told(workspace: Workspace) -> Retelling[Workspace]:
        made.append(Retelling(workspace))
        return made[-1]

    yield told
    for each in made:
        each.close()


def test_all_that_the_sample_holds_is_told(sample: Workspace, tell: Tell) -> None:
    retelling = tell(sample)
    retelling.until(sample.clock())
    assert held(retelling.workspace) == held(sample)
    assert named(retelling.workspace) == named(sample)


@pytest.mark.a_few(2)
@pytest.mark.parametrize("version", [1, 2, 3, 4, 5])
def test_a_file_of_each_format_is_told(tmp_path: Path, tell: Tell, version: int) -> None:
    path = Path(shutil.copy(FIXTURES / f"v{version}.sdesk", tmp_path))
    with open_workspace(path) as workspace:
        retelling = tell(workspace)
        retelling.until(workspace.clock())
        assert held(retelling.workspace) == held(workspace)


def test_told_in_steps_it_is_what_it_was_at_each_of_them(provider: Provider, tell: Tell) -> None:
    told = provider.create(Customer, name="Told")
    then = []
    for name in ("Quay Dental", "Pier Dental"):
        provider.clock.pass_time(days=1)
        provider.create(Customer, name=name)
        then.append((provider.clock.now, held(provider.workspace)))
    provider.clock.pass_time(days=1)
    delete_draft(provider.workspace, provider.create(ServiceIncident))
    provider.save(told, name="Told otherwise")
    then.append((provider.clock.now, held(provider.workspace)))
    retelling = tell(provider.workspace)
    for moment, was in then:
        retelling.until(moment)
        assert held(retelling.workspace) == was


def test_nothing_is_saved_in_it(provider: Provider, tell: Tell) -> None:
    retelling = tell(provider.workspace)
    retelling.until(provider.workspace.clock())
    before = held(provider.workspace)
    with pytest.raises(SdeskError, match="what the workspace was"):
        create(retelling.workspace, Customer, {"name": "Nowhere"})
    assert held(provider.workspace) == before
