"""A long list is read into memory once, beside the window; a short one is not, and a window that closes waits for none."""

import pytest
from sqlalchemy import event

from sdesk.models import ServiceIncident
from sdesk.ui.records.list import reading_ahead
from sdesk.ui.records.list.record_table import RecordTable
from sdesk.ui.registry import open_desk


@pytest.fixture
def asked(sample):
    """The statements that read rows by their places."""
    found: list[str] = []

    def note(_connection, _cursor, statement, *_: object) -> None:
        if "rowid >" in statement and "serviceincident" in statement:
            found.append(statement)

    event.listen(sample.engine, "before_cursor_execute", note)
    yield found
    event.remove(sample.engine, "before_cursor_execute", note)


def test_a_long_list_is_read_once(qtbot, sample, asked, monkeypatch):
    monkeypatch.setattr(reading_ahead, "MANY", 10)
    table = RecordTable(open_desk(sample), ServiceIncident)
    qtbot.addWidget(table)
    assert not asked, "what is seen comes first"
    qtbot.waitUntil(lambda: len(asked) == 1 and not table._ahead._worker.is_busy(), timeout=60_000)
    table._ahead.begin(1_000_000)
    assert not table._ahead.rest.isActive()


def test_a_short_list_is_left_alone(qtbot, sample, asked):
    table = RecordTable(open_desk(sample), ServiceIncident)
    qtbot.addWidget(table)
    assert not table._ahead.rest.isActive() and not asked


def test_a_workspace_that_was_closed_is_not_read(qtbot, sample, asked, monkeypatch):
    monkeypatch.setattr(reading_ahead, "MANY", 10)
    table = RecordTable(open_desk(sample), ServiceIncident)
    qtbot.addWidget(table)
    assert table._ahead.rest.isActive()
    sample.close()
    table._ahead.rest.timeout.emit()
    assert not asked
