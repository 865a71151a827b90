"""The window of a small provider."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings

from sdesk.ui.audit.judging import Judging
from sdesk.ui.beside import Beside
from sdesk.ui.pieces import Dialog
from sdesk.ui.window.main_window import MainWindow
from tests.provider import Provider
from tests.ui.shell import shown_window


@pytest.fixture(autouse=True)
def judged_at_once(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    """Clocks of tests tick when somebody looks at them: nobody judges beside the window.

    Where a test looks at nothing of what is judged, nothing is: it is a third of what a window takes to open. Who looks
    at it says so by the fixture `judged`.
    """
    if "judged" in request.fixturenames:
        monkeypatch.setattr(Judging, "at_once", True)
    else:
        monkeypatch.setattr(Judging, "ask", lambda _judging, _judge: None)


@pytest.fixture(autouse=True)
def read_at_once(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    """What a screen shows is read before a press is over, but for tests that are about reading beside the window."""
    if "beside" not in request.fixturenames:
        monkeypatch.setattr(Beside, "at_once", True)


@pytest.fixture
def beside(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever can be read beside the window is, however quick it was."""
    monkeypatch.setattr("sdesk.ui.beside.QUICK", -1.0)


@pytest.fixture
def judged() -> None:
    """How requirements stand is judged before a window has opened."""


@pytest.fixture(autouse=True)
def presses_are_meant(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A dialog that has just come takes no press: tests press at once, but for those that are about that."""
    if "pauses" not in request.keywords:
        monkeypatch.setattr(Dialog, "take_no_press_yet", lambda _dialog: None)


@pytest.fixture(autouse=True)
def lists_as_at_first() -> None:
    """Views, columns and orders that another test chose are not remembered."""
    QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "sdesk", "lists").clear()


@pytest.fixture
def window(qtbot, provider: Provider, tmp_path: Path) -> Iterator[MainWindow]:
    with shown_window(qtbot, provider.workspace, tmp_path) as shown:
        yield shown
