"""The prints that the program keeps by itself."""

from pathlib import Path

from PySide6.QtWidgets import QWidget

from sdesk.ui.registry import open_desk
from sdesk.ui.reporting.prints import ReportPrints
from sdesk.ui.worker import Worker
from tests.provider import new_provider


def test_a_look_that_was_due_when_the_workspace_was_closed_is_not_taken(qtbot, tmp_path: Path) -> None:
    workspace = new_provider(tmp_path / "harbour.sdesk").workspace
    window = QWidget()
    qtbot.addWidget(window)
    worker = Worker(window)
    prints = ReportPrints(open_desk(workspace, window), worker, window)
    workspace.close()
    prints.keep()
    assert not worker.is_busy()
