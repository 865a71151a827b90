"""Several incidents, or changes, of a list at once: by its keys and dialogs, with one undo."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from sdesk.models import ServiceChangeRequest, ServiceIncident
from sdesk.practice.lifecycle.records import reload
from sdesk.ui.pieces import Callout, Dialog
from sdesk.ui.records.list.record_table import RecordTable
from sdesk.ui.records.naming import candidates
from sdesk.ui.registry import open_desk
from tests.provider import Provider, change, incident
from tests.ui.shell import inside

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def show(qtbot, provider: Provider):
    def shown(model: type) -> RecordTable:
        table = RecordTable(open_desk(provider.workspace), model)
        qtbot.addWidget(table)
        table.resize(304, 500)
        with qtbot.waitActive(table):
            table.show()
            table.activateWindow()
        table.enter()
        qtbot.keyClick(table.view, Qt.Key.Key_A, CTRL)
        return table

    return shown


def ask(table: RecordTable, name: str) -> Dialog:
    more = inside(table, f"{table.objectName()}.bulk.more", QPushButton)
    assert more.isVisible()
    assert more.mapTo(table, more.rect().bottomRight()).x() <= table.width()
    next(each for each in more.menu().actions() if each.objectName() == f"bulk.{name}").trigger()
    return inside(table.window(), "bulk.dialog", Dialog)


def confirm(qtbot, dialog: Dialog) -> None:
    """As soon as a press is meant for it."""
    qtbot.waitUntil(lambda: not dialog.pause.isActive())
    qtbot.mouseClick(inside(dialog, "dialog.confirm", QPushButton), Qt.MouseButton.LeftButton)


def undo(table: RecordTable) -> None:
    inside(table, f"{table.objectName()}.bulk.done", Callout).button.click()


def recorded(provider: Provider, summary: str) -> ServiceIncident:
    fresh = incident(provider, "recorded", summary=summary, impact=None, urgency=None)
    return provider.take(fresh, "record")


def states(provider: Provider, records) -> set[str]:
    return {reload(provider.workspace, each).state for each in records}


def test_several_are_classified_and_one_undo_takes_it_back(qtbot, show, provider: Provider):
    cases = [recorded(provider, "One"), recorded(provider, "Two")]
    table = show(ServiceIncident)
    dialog = ask(table, "classify")
    confirm(qtbot, dialog)
    assert dialog.isVisible() and states(provider, cases) == {"recorded"}, "what is missing is said"
    values = {
        "impact": "low",
        "urgency": "low",
        "impact_in_words": "One works more slowly",
        "configuration_items": candidates(provider.workspace, [provider.extra["item"].id]),
    }
    for name, value in values.items():
        inside(dialog, f"bulk.{name}").setValue(value)
    confirm(qtbot, dialog)
    assert states(provider, cases) == {"classified"}
    undo(table)
    assert states(provider, cases) == {"recorded"}


def test_several_are_put_on_hold_and_go_on(qtbot, show, provider: Provider):
    cases = [recorded(provider, "One"), recorded(provider, "Two")]
    table = show(ServiceIncident)
    dialog = ask(table, "hold")
    confirm(qtbot, dialog)
    assert dialog.isVisible(), "the reason is missing"
    inside(dialog, "bulk.reason").setValue("The maker looks")
    confirm(qtbot, dialog)
    assert all(reload(provider.workspace, each).on_hold for each in cases)
    undo(table)
    assert not any(reload(provider.workspace, each).on_hold for each in cases)


def test_several_that_are_the_same_become_one(qtbot, show, provider: Provider):
    first, *others = cases = [recorded(provider, text) for text in ("One", "Two", "Three")]
    table = show(ServiceIncident)
    dialog = ask(table, "merge")
    inside(dialog, "bulk.reason").setValue("The same printer")
    confirm(qtbot, dialog)
    assert states(provider, others) == {"cancelled"} and states(provider, [first]) == {"recorded"}
    undo(table)
    assert states(provider, cases) == {"recorded"}


def test_several_changes_are_put_on_the_schedule(qtbot, show, provider: Provider):
    requests = []
    for text in ("Router", "Switch"):
        request = provider.take(change(provider, "approved", purpose=text), "submit")
        requests.append(provider.take(request, "approve", decision_reason="Worth it."))
    table = show(ServiceChangeRequest)
    dialog = ask(table, "schedule")
    confirm(qtbot, dialog)
    assert dialog.isVisible(), "nobody said when"
    start = provider.clock.now + timedelta(days=3)
    inside(dialog, "bulk.start").setValue(start)
    inside(dialog, "bulk.lasts").setValue(90)
    confirm(qtbot, dialog)
    assert states(provider, requests) == {"scheduled"}
    planned = [reload(provider.workspace, each) for each in requests]
    for each in planned:
        assert each.planned_start and each.planned_end
        assert each.planned_end - each.planned_start == timedelta(minutes=90)
    undo(table)
    assert states(provider, requests) == {"approved"}
