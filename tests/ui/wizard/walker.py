"""Somebody who walks through a wizard with keys and clicks."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from sdesk.models import Record, ServiceCatalogue
from sdesk.practice.guidance.wizards import WizardPage
from sdesk.practice.lifecycle.records import new_version, reload, save
from sdesk.ui.records.form.record_form import RecordForm
from sdesk.ui.records.form.step_dialog import StepDialog
from sdesk.ui.registry import open_desk
from sdesk.ui.wizard import WizardWindow
from sdesk.ui.wizard.not_applicable import NotApplicableDialog
from sdesk.ui.wizard.page_list import PageEntry
from tests.practice.guidance.test_wizards import roles, whole
from tests.provider import Provider
from tests.ui.shell import inside

LEFT = Qt.MouseButton.LeftButton


class Walker:
    """Somebody who walks through a wizard, with what they can press."""

    def __init__(self, qtbot: QtBot, provider: Provider) -> None:
        self.qtbot = qtbot
        self.provider = provider
        self.workspace = provider.workspace
        self.desk = open_desk(provider.workspace)
        self.said: list[str] = []
        self.desk.said.connect(self.said.append)
        self.around = QWidget()
        qtbot.addWidget(self.around)
        self.window: WizardWindow

    def opens(self, opener: Any, *given: Any) -> WizardWindow:
        self.window = opener(self.desk, *given, self.around)
        with self.qtbot.waitActive(self.window):
            self.window.activateWindow()
        return self.window

    def only(self, model: type[Record]) -> Any:
        """The one record of a kind that there is."""
        [found] = self.workspace.find(model)
        return found

    def says_enough(self, model: type[Record]) -> None:
        """The next version of a document, approved, with all in it that tasks write."""
        provider, draft = self.provider, new_version(self.workspace, self.only(model))
        provider.take(provider.save(draft, **whole(provider, model, "approved")), "approve")

    def now(self, record: Record) -> Any:
        """The record as it is stored now."""
        return reload(self.workspace, record)

    @property
    def page(self) -> WizardPage:
        """The page in sight."""
        assert self.window.page is not None
        return self.window.page

    @property
    def at(self) -> str:
        return self.page.key

    @property
    def record(self) -> Any:
        """What the form in sight shows."""
        return self.form().record

    def button(self, name: str) -> QPushButton:
        return inside(self.window, name, QPushButton)

    def press(self, name: str) -> None:
        self.qtbot.mouseClick(self.button(name), LEFT)

    def finish(self) -> None:
        self.press("wizard.finish")

    def finish_text(self) -> str:
        return self.button("wizard.finish").text()

    def entry(self, key: str) -> PageEntry:
        return inside(self.window, f"task.{key}", PageEntry)

    def form(self) -> RecordForm:
        form = self.window.task_page.products.form
        assert form is not None
        return form

    def type(self, field: str, text: str) -> None:
        edit = inside(self.form(), f"{field}.edit")
        edit.setFocus()
        edit.selectAll()
        self.qtbot.keyClicks(edit, text)

    def dialog(self) -> StepDialog | None:
        return next((each for each in self.window.findChildren(StepDialog) if each.isVisible()), None)

    def confirm(self) -> None:
        """Say yes in the dialog that a step has opened."""
        dialog = self.dialog()
        assert dialog is not None, "no dialog is open"
        dialog.pause.stop()
        self.qtbot.mouseClick(inside(dialog, "dialog.confirm", QPushButton), LEFT)

    def not_needed(self, reason: str) -> NotApplicableDialog:
        """Say in the dialog for it that what is in sight is not needed."""
        self.press("wizard.not-applicable")
        dialog = self.window.findChild(NotApplicableDialog)
        assert dialog is not None
        self.qtbot.keyClicks(inside(dialog, "not-applicable.reason.edit"), reason)
        dialog.pause.stop()
        self.qtbot.mouseClick(inside(dialog, "dialog.confirm", QPushButton), LEFT)
        return dialog

    def fill(self) -> None:
        """Fill the form in sight with all that its step asks for, as if it had been typed."""
        form, step = self.form(), self.window.task_page.products.current_step()
        model = form.model
        assert model is not None
        values = whole(self.provider, model, step.to if step else model.first_state().name)
        if model.__name__ == "AssignedRoles":
            values = {**values, **roles(self.provider)}
        assert form.save()
        assert form.record is not None
        save(self.workspace, form.record, values)
        if isinstance(form.record, ServiceCatalogue) and values.get("services"):
            self.provider.extra["service"] = values["services"][0].id

    def do_page(self) -> None:
        """Finish the page in sight, product by product."""
        key = self.at
        for _attempt in range(8):
            if self.at != key or self.page.finished:
                return
            if self.window.task_page.products.is_asked_for():
                self.fill()
            self.finish()
            if self.dialog() is not None:
                self.confirm()
        raise AssertionError(f"{key} is not finished: {self.finish_text()}")
