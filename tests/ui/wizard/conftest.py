"""Somebody at a wizard: in a workspace with nothing in it, and in one where work can begin."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from sdesk.models import ChangeSchedule, SecureComponentProcedure, ServiceScope
from tests.provider import new_provider, working_provider
from tests.ui.wizard.walker import Walker


@pytest.fixture
def newcomer(qtbot: QtBot, tmp_path: Path) -> Iterator[Walker]:
    provider = new_provider(tmp_path / "harbour.sdesk")
    yield Walker(qtbot, provider)
    provider.workspace.close()


@pytest.fixture
def walker(qtbot: QtBot, tmp_path: Path) -> Iterator[Walker]:
    provider = working_provider(tmp_path / "harbour.sdesk")
    for model in (ServiceScope, ChangeSchedule, SecureComponentProcedure):
        provider.approved(model)
    yield Walker(qtbot, provider)
    provider.workspace.close()
