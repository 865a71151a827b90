"""A list on the screen, active."""

from collections.abc import Callable, Iterator

import pytest

from sdesk.models import Record
from sdesk.ui.records.list.record_table import RecordTable
from sdesk.ui.registry import open_desk
from tests.provider import Provider

ShowList = Callable[..., RecordTable]


@pytest.fixture
def show(qtbot) -> Iterator[ShowList]:
    """Shows a list, and holds it until the test is over: Qt still paints it after its last line."""
    held = []

    def shown(provider: Provider, model: type[Record], width: int = 1000) -> RecordTable:
        table = RecordTable(open_desk(provider.workspace), model)
        held.append(table)
        qtbot.addWidget(table)
        table.resize(width, 500)
        with qtbot.waitActive(table):
            table.show()
            table.activateWindow()
        return table

    yield shown
    for table in held:
        table.close()
