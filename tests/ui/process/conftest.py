"""A tab in which people work through a list, on the screen and active."""

import pytest

from sdesk.ui.process.process_tab import ProcessTab
from sdesk.ui.registry import open_desk
from tests.provider import Provider


@pytest.fixture
def show(qtbot):
    held = []

    def shown(provider: Provider, tab: str = "incidents", size: tuple[int, int] = (1366, 668)) -> ProcessTab:
        made = ProcessTab(open_desk(provider.workspace), tab)
        held.append(made)
        qtbot.addWidget(made)
        made.resize(*size)
        with qtbot.waitActive(made):
            made.show()
            made.activateWindow()
        return made

    yield shown
    for tab in held:
        tab.close()
