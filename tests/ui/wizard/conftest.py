"""Somebody at a wizard: in a workspace with nothing in it, in one where work can begin, and with the questions in front."""

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from sdesk.models import ChangeSchedule, SecureComponentProcedure, ServiceScope
from sdesk.practice.governance.first_run import NewProvider, begin
from sdesk.ui.reading.presses import Presses
from tests.provider import new_provider, working_provider
from tests.ui.shell import shown_window
from tests.ui.wizard.owner import Owner
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


@pytest.fixture
def owner(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Owner]:
    """Whose presses each come a second after the one before."""
    seconds = count()
    monkeypatch.setattr(Presses, "now", staticmethod(lambda: next(seconds)))
    workspace = begin(tmp_path / "harbour.sdesk", NewProvider("Harbour IT", "Ana Reyes"))
    with shown_window(qtbot, workspace, tmp_path) as window:
        yield Owner(qtbot, window)
        for each in window.findChildren(QWidget):
            if each.isWindow():
                each.close()
    workspace.close()
