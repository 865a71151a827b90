"""The foot of the window has room for what was just done, also where laptops have something to say there."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QPushButton, QWidget

from sdesk.ui.team.exchanging.state import How, TeamState
from sdesk.ui.window.status_line import OF_TEAM, ROLES_FROM, StatusLine
from sdesk.ui.worker import Worker
from tests.ui.shell import inside


@pytest.fixture
def status(qtbot) -> Iterator[StatusLine]:
    around = QWidget()
    qtbot.addWidget(around)
    made = StatusLine(Worker(around), around)
    around.resize(1_400, 60)
    around.show()
    made.showPerson("Tomás Bento", "Service Manager and 3 more roles")
    made.resize(ROLES_FROM + OF_TEAM - 10, 40)
    made.show()
    yield made


def who(status: StatusLine) -> QPushButton:
    return inside(status, "status.who", QPushButton)


def test_roles_give_way_to_what_is_said_of_the_team(status: StatusLine) -> None:
    assert "Service Manager" in who(status).text()
    status.team.show_state(TeamState(How.NO_FOLDER))
    assert who(status).text() == "Tomás Bento"
    assert "Service Manager" in who(status).accessibleName()
    status.team.show_state(TeamState(How.ALONE))
    assert "Service Manager" in who(status).text()
