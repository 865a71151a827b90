"""The sheets of a form that is gone."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QLineEdit

from sdesk.models import Customer
from sdesk.ui.records.form.record_form import RecordForm
from sdesk.ui.records.form.sheet import RecordSheet
from sdesk.ui.registry import open_desk
from tests.provider import working_provider
from tests.ui.shell import inside


def sheets() -> set[int]:
    return {id(each) for each in QApplication.allWidgets() if isinstance(each, RecordSheet)}


def test_they_go_with_it_the_waiting_ones_too(qtbot, tmp_path: Path) -> None:
    """One that stays is restyled at each change of the theme, and keeps its workspace."""
    provider, before = working_provider(tmp_path / "harbour.sdesk"), sheets()
    form = RecordForm(open_desk(provider.workspace))
    form.show_record(provider.ben)
    qtbot.keyClicks(inside(form, "Person.telephone.edit", QLineEdit), "12")
    form.start_new(Customer)
    form.show_record(provider.workspace.find(Customer)[0])
    assert form.unsaved() and len(sheets() - before) == 2, "one waits, one is shown"
    form.close()
    form.deleteLater()
    for _first_the_form_then_they in range(2):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert sheets() <= before
    provider.workspace.close()
