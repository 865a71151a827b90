"""The words in which a journey is told: open a page, fill it in, press what it says."""

import os
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication, QPushButton, QTabBar, QWidget
from pytestqt.qtbot import QtBot

from sdesk.app import Program
from sdesk.practice.workspaces import Workspace
from sdesk.ui.records.form.record_form import RecordForm
from sdesk.ui.reporting.report_list import ReportList
from sdesk.ui.settings import Settings
from sdesk.ui.theme.look import apply_theme
from sdesk.ui.window.main_window import MainWindow
from sdesk.ui.window.welcome import Welcome
from sdesk.ui.wizard import FirstRunWizard, WizardWindow
from tests.journeys.forms import Form
from tests.journeys.hands import Hands, Key
from tests.ui.shell import CTRL, SHIFT


def _is_in_front(window: QWidget) -> bool:
    """Whether a desktop shows it in front of others; a question that is asked over it stands before it."""
    active = QApplication.activeWindow()
    return active is not None and active in (window, QApplication.activeModalWidget())


class Journey:
    """Somebody in front of the program, from the moment it starts."""

    def __init__(self, qtbot: QtBot, program: Program, folder: Path) -> None:
        self.hands = Hands(qtbot)
        self.qtbot = qtbot
        self.program = program
        self.folder = folder

    # the program

    @property
    def window(self) -> MainWindow:
        assert isinstance(self.program.window, MainWindow), "no workspace is open"
        return self.program.window

    @property
    def workspace(self) -> Workspace:
        """For looking at what came of it; the work itself is done with clicks and keys."""
        return self.window.desk.workspace

    def starts(self) -> None:
        self.program.start(None)
        self.hands.wait(lambda: isinstance(self.program.window, Welcome), "the welcome screen is there")
        self.bring_up(self.program.window)

    def bring_up(self, window: QWidget | None) -> None:
        """Bring a window to the front, as a click on it in the task bar does."""
        assert window is not None
        window.raise_()
        window.activateWindow()
        self.hands.wait(lambda: _is_in_front(window), "the window, or its question, is in front")

    # the first run

    @property
    def first_run(self) -> FirstRunWizard:
        dialog = self.hands.dialog()
        assert isinstance(dialog, FirstRunWizard)
        return dialog

    # wizards

    @property
    def wizard(self) -> WizardWindow:
        front = self.hands.front()
        wizard = front if isinstance(front, WizardWindow) else None
        assert wizard is not None, f"{front.objectName()} is in front, not a wizard"
        return wizard

    def on_page(self, task: str) -> Form:
        """The form of the page that the wizard has come to by itself."""
        at = self.wizard.page
        assert at is not None and at.key == task, (
            f"the wizard is at {at.key if at else 'nothing'}, not {task}: {self.complaints()}"
        )
        self.hands.picture(task)
        return Form(self.hands, self.wizard.task_page.products)

    def continues(self, says: str) -> None:
        """Press the primary button of the wizard, which says this, and yes in the dialog it may open."""
        button = self.hands.see("wizard.finish", QPushButton)
        assert button.text() == says, f"the button says {button.text()}, not {says}"
        self.hands.click(button)
        self.hands.settle()

    def confirms(self, **answers: Any) -> None:
        """Fill in the dialog that is open, and press its primary button."""
        dialog = self.hands.dialog()
        assert dialog is not None, f"no dialog is open: {self.complaints()}"
        Form(self.hands, dialog).fill(**answers)
        self.hands.picture(f"dialog-{dialog.objectName()}")
        self.hands.press("dialog.confirm", dialog)
        assert self.hands.dialog() is not dialog, f"the dialog stays: {said_in(dialog)}"

    def complaints(self) -> str:
        front = QApplication.activeWindow()
        return said_in(front) if front is not None else ""

    def commands(self, text: str) -> None:
        """Type what is wanted into the list of commands, and take it."""
        self.hands.key(Key.Key_P, CTRL | SHIFT)
        self.hands.write(text)
        self.hands.key(Key.Key_Return)
        self.hands.settle()

    # the main window

    def goes_to_tab(self, name: str) -> None:
        """Click on a tab of the main window."""
        tabs = self.hands.see("tabs", QTabBar, self.window)
        at = next(at for at in range(tabs.count()) if tabs.tabText(at) == name)
        self.hands.click(tabs, tabs.tabRect(at).center())
        self.hands.settle()
        assert tabs.currentIndex() == at

    def goes_to_list(self, name: str) -> None:
        """Click on a line at the left of a process tab: WP.02, or ServiceCalendar."""
        self.hands.press(f"panel.{name}", self.window)

    def chooses_report(self, kind: str) -> None:
        """Click on a line of the list of reports."""
        lines = self.hands.see("reports.list", ReportList, self.window)
        place = next(at for at, line in enumerate(lines.lines()) if (line.kind, line.record) == (kind, None))
        index = lines.model().index(place, 0)
        lines.scrollTo(index)
        self.hands.click(lines.viewport(), lines.visualRect(index).center())
        self.hands.settle()

    def prepares_the_report(self) -> None:
        """Press it, and wait while the figures are counted."""
        self.hands.press("action.prepare")
        self.hands.wait(self._forms, "the report is open", timeout=60_000)

    def _forms(self) -> list[RecordForm]:
        return [each for each in self.window.findChildren(RecordForm) if each.isVisible()]

    def record_form(self) -> Form:
        """The form of the record in the main window."""
        forms = self._forms()
        assert len(forms) == 1, [each.objectName() for each in forms]
        return Form(self.hands, forms[0])

    def writes_new(self, **values: Any) -> Form:
        """Press New above the list in sight and fill in the form."""
        self.hands.press("action.new", self.window)
        form = self.record_form()
        form.fill(**values)
        return form

    def takes_step(self, name: str, **answers: Any) -> None:
        """Press the button of a step in the record's form, and answer what it asks."""
        form = self.record_form().around
        self.hands.press(f"action.{name}", form)
        assert isinstance(form, RecordForm)
        assert not form.missing.is_refused, f"{name} lacks {[each.text for each in form.missing.problems()]}"
        if self.hands.dialog() is not None:
            self.confirms(**answers)
        self.hands.settle()

    def takes_other_step(self, name: str, **answers: Any) -> None:
        """Take a step that is under More."""
        self.hands.choose_from_menu("action.more", f"action.{name}", self.record_form().around)
        if self.hands.dialog() is not None:
            self.confirms(**answers)
        self.hands.settle()

    @property
    def record(self) -> Any:
        """What the form in sight shows."""
        form = self.record_form().around
        assert isinstance(form, RecordForm)
        return form.record


def said_in(widget: QWidget) -> str:
    """What a window says in words to complain, for whoever reads why a journey stopped."""
    from sdesk.ui.pieces import Callout, ErrorText
    from sdesk.ui.records.form.thin_note import ThinText

    said = [
        each
        for kind in (Callout, ErrorText, ThinText)
        for each in widget.findChildren(kind)
        if each.isVisible()
    ]
    texts = [each.accessibleName() or each.property("text") or "" for each in said]
    labels = [label.property("text") for each in said for label in each.findChildren(QWidget)]
    return " | ".join(str(text) for text in (*texts, *labels) if text)


def open_program(app: QApplication, folder: Path) -> Program:
    apply_theme(app, os.environ.get("SDESK_JOURNEY_THEME", "light"))  # type: ignore[arg-type]
    program = Program(app, Settings(folder / "settings.ini"))
    program.worker.at_once = True
    return program
