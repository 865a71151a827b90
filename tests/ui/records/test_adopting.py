"""What was imported says above its form that it is only claimed, and is adopted there or from its list."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt

from sdesk.models import ServiceIncident
from sdesk.practice.lifecycle.claimed import all_claimed, is_claimed
from sdesk.ui.desk import Desk
from sdesk.ui.pieces import StateLabel
from sdesk.ui.records.adopting import AdoptDialog, ClaimedLine
from sdesk.ui.records.form.record_form import RecordForm
from sdesk.ui.records.list.record_table import RecordTable
from sdesk.ui.records.marks import mark_here
from sdesk.ui.registry import open_desk
from tests.practice.lifecycle.test_claimed import SEEN, log_of, scope_of
from tests.provider import Provider
from tests.ui.shell import inside

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def desk(provider: Provider) -> Desk:
    return open_desk(provider.workspace)


def test_a_claimed_record_says_so_until_it_is_adopted(
    qtbot: Any, desk: Desk, provider: Provider, tmp_path: Path
) -> None:
    scope = scope_of(provider, tmp_path)
    form = RecordForm(desk)
    qtbot.addWidget(form)
    form.resize(900, 700)
    form.show()
    form.show_record(provider.extra["catalogue"].id)
    line = inside(form, "record.claimed", ClaimedLine)
    assert not line.isVisible()
    form.show_record(scope.id)
    assert inside(form, "record.state", StateLabel).mark().word == "Claimed"
    assert line.isVisible() and "It is no evidence yet." in line.text()
    qtbot.mouseClick(line.button, LEFT)
    dialog = form.window().findChild(AdoptDialog)
    assert set(dialog.fields) == {"looked_at"}
    dialog.confirm()
    assert "What was looked at: it is empty." in dialog.trouble.text()
    dialog.fields["looked_at"].setValue(SEEN)
    dialog.confirm()
    assert not is_claimed(provider.workspace, scope)
    qtbot.waitUntil(lambda: not line.isVisible())
    assert inside(form, "record.state", StateLabel).mark().word == "Approved"


def test_a_list_offers_all_of_it_as_a_batch(
    qtbot: Any, desk: Desk, provider: Provider, tmp_path: Path
) -> None:
    cases = log_of(provider, tmp_path, "closed", "closed")
    assert {mark_here(provider.workspace, each).word for each in cases} == {"Claimed"}
    provider.works(provider.ben)
    table = RecordTable(desk, ServiceIncident)
    qtbot.addWidget(table)
    table.show()
    table.menu.fill()
    [action] = [each for each in table.menu.actions() if each.objectName() == "list.adopt"]
    assert action.text() == "Adopt 2 imported records…"
    action.trigger()
    dialog = table.window().findChild(AdoptDialog)
    dialog.fields["looked_at"].setValue(SEEN)
    dialog.confirm()
    assert "The name of the batch is missing." in dialog.trouble.text()
    dialog.fields["batch"].setValue("Log of the old desk")
    dialog.confirm()
    assert all_claimed(provider.workspace, ServiceIncident) == []
    assert {mark_here(provider.workspace, each).word for each in cases} == {"Closed"}
    table.menu.fill()
    assert "list.adopt" not in [each.objectName() for each in table.menu.actions()]
