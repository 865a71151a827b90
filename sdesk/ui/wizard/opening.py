"""Opening a wizard over a window; one that is open already comes to the front."""

from uuid import UUID

from PySide6.QtWidgets import QWidget

from sdesk.practice.starter.drafting import Drafted
from sdesk.translation import gettext as _
from sdesk.ui.desk import Desk
from sdesk.ui.wizard.questions import DifferingDialog, QuestionsWindow
from sdesk.ui.wizard.sources import (
    PageSource,
    activity_source,
    case_called,
    case_source,
    remaining_source,
    setup_source,
)
from sdesk.ui.wizard.window import WizardWindow


def open_setup(desk: Desk, parent: QWidget | None = None) -> WizardWindow:
    """Everything that is set up once, in dependency order."""
    return _shown(desk, setup_source(), parent)


def open_questions(desk: Desk, parent: QWidget | None = None, question: int = 0) -> QuestionsWindow:
    """The ten questions about the firm, at one of them, or at the first that is open. What is drafted leads on from there."""
    there = parent.findChildren(QuestionsWindow) if parent is not None else []
    window = next((each for each in there if each.isVisible()), None)
    if window is None:
        window = QuestionsWindow(desk, parent, question=question)
        window.drafted.connect(lambda drafted, all_through: _lead_on(desk, drafted, all_through, parent))
    elif question:
        window.open_question(question)
    _bring_up(window)
    return window


def _lead_on(desk: Desk, drafted: Drafted, all_through: bool, parent: QWidget | None) -> None:
    """From the last question to the first page of the set-up; what was read and differs now is listed over it."""
    if parent is not None and not parent.isVisible():  # the program ends
        return
    over = open_setup(desk, parent) if all_through else parent
    if drafted.differing:
        DifferingDialog(desk, drafted.differing, over).open()


def open_activity(desk: Desk, activity_id: str, parent: QWidget | None = None) -> WizardWindow:
    """One activity of the set. Raises KeyError for any other."""
    return _shown(desk, activity_source(desk.pack, activity_id), parent)


def open_remaining(desk: Desk, parent: QWidget | None = None) -> WizardWindow:
    """Everything that is left now."""
    return _shown(desk, remaining_source(desk.workspace), parent)


def open_task(desk: Desk, task_id: str, parent: QWidget | None = None) -> WizardWindow:
    """The page of one task, in the wizard of its activity. Raises KeyError for what is no task."""
    return _shown(desk, activity_source(desk.pack, desk.pack.asks.task(task_id).activity), parent, task_id)


def open_case(desk: Desk, record_id: UUID, parent: QWidget | None = None) -> WizardWindow | None:
    """The pages of a change request or an incident; None, and a word about it, where there is no such case."""
    case = case_called(desk.workspace, record_id)
    if case is None or not case_source(case).load(desk.workspace):
        desk.say(_("That is not a change request or an incident with pages to go through."))
        return None
    return _shown(desk, case_source(case), parent)


def _shown(desk: Desk, source: PageSource, parent: QWidget | None, start_at: str = "") -> WizardWindow:
    asking = _asking(parent) if start_at else None
    window = _open_already(source, parent)
    if window is None:
        window = WizardWindow(desk, source, parent, start_at=start_at)
    elif start_at:
        window.go_to(start_at)
    if asking is not None and asking is not window:
        window.sent_by(asking)
    _bring_up(window)
    return window


def _bring_up(window: QWidget) -> None:
    window.show()
    window.raise_()
    window.activateWindow()


def _asking(parent: QWidget | None) -> WizardWindow | None:
    """The wizard in front, from which another one's page is asked for."""
    there = parent.findChildren(WizardWindow) if parent is not None else []
    return next((each for each in there if each.isActiveWindow()), None)


def _open_already(source: PageSource, parent: QWidget | None) -> WizardWindow | None:
    there = parent.findChildren(WizardWindow) if parent is not None else []
    return next((each for each in there if each.source.key == source.key and each.isVisible()), None)
