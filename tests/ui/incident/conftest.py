"""A provider with a customer whose people are known, and a desk on it."""

from pathlib import Path

import pytest

from sdesk.models import Customer
from sdesk.ui.desk import Desk
from sdesk.ui.registry import open_desk
from tests.provider import Provider, working_provider


@pytest.fixture
def provider(tmp_path: Path):
    made = working_provider(tmp_path / "harbour.sdesk")
    made.extra["school"] = made.create(
        Customer,
        name="Dock School",
        address="2 Dock Road",
        telephone="+351 2",
        email="office@school.example",
        contacts=({"name": "Rui Mota", "part": "Caretaker", "email": "rui@school.example"},),
    )
    yield made
    made.workspace.close()


@pytest.fixture
def desk(provider: Provider) -> Desk:
    return open_desk(provider.workspace)
