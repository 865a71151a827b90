"""Tab and Shift+Tab through every dialog and every page of the wizards, in windows that are shown: each stop once,
as it is read, none of them a trap, the focus always in sight and drawn; Esc leaves, and changes nothing."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from sdesk.errors import SdeskError
from sdesk.models import (
    RECORDS,
    Audit,
    FeedbackEntry,
    Record,
    ScheduleEntry,
    ServiceCalendar,
    ServiceChangeRequest,
    ServiceDeliveryPolicy,
    ServiceIncident,
)
from sdesk.practice.finding.view import View
from sdesk.practice.incident.escalation import escalate
from sdesk.practice.lifecycle.steps import steps_from_here
from sdesk.practice.workspaces import Workspace
from sdesk.translation import message
from sdesk.ui.audit import adoption
from sdesk.ui.audit.applicability import ApplicabilityDialog
from sdesk.ui.audit.document_dialogs import ConfirmDialog, ReadersDialog, ReviewDialog
from sdesk.ui.audit.samples.sample_dialogs import DrawDialog
from sdesk.ui.control.bulk import ScheduleAllDialog
from sdesk.ui.control.schedule.repeat_dialog import RepeatDialog
from sdesk.ui.desk import Desk
from sdesk.ui.governance.holidays import HolidaysDialog
from sdesk.ui.incident import dialogs
from sdesk.ui.incident.bulk import ClassifyAllDialog, HoldAllDialog, MergeAllDialog
from sdesk.ui.records.create_dialog import open_create_dialog
from sdesk.ui.records.form.assigning import AssignDialog
from sdesk.ui.records.form.sections import FormSection
from sdesk.ui.records.form.step_dialog import StepDialog, asks_nothing
from sdesk.ui.records.list.bulk_bar import DaysDialog
from sdesk.ui.records.list.saving_views import SaveViewDialog
from sdesk.ui.registry import open_desk
from sdesk.ui.relationship.feedback_dialogs import ActionDialog, AnswerDialog, ComplaintDialog
from sdesk.ui.theme.look import apply_theme
from sdesk.ui.window.problem_report import FaultDialog, ProblemReport
from sdesk.ui.wizard import open_remaining, open_setup
from sdesk.ui.wizard.first_run import FirstRunWizard
from sdesk.ui.wizard.not_applicable import NotApplicableDialog
from sdesk.ui.wizard.questions import QuestionsWindow
from tests.provider import Provider, incident
from tests.ui.shell import CTRL, inside
from tests.ui.tabs import expect_left_by_escape, expect_walked, focused

Key = Qt.Key
TRIED = 2
"""Step dialogs of each kind of record that the ordinary run walks through."""


@pytest.fixture(autouse=True)
def themed(qapp: QApplication) -> None:
    """The ring is drawn by the style sheet."""
    apply_theme(qapp, "light")


@pytest.fixture
def around(qtbot) -> Iterator[QWidget]:
    """What a dialog stands over."""
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(900, 700)
    made.show()
    yield made


@pytest.mark.parametrize(
    "kind",
    [
        dialogs.HoldDialog,
        dialogs.StepTakenDialog,
        dialogs.TellDialog,
        dialogs.TellCustomerDialog,
        dialogs.EscalateDialog,
        dialogs.SupplierDialog,
        dialogs.MergeDialog,
        dialogs.LinkDialog,
        dialogs.PriorityDialog,
        dialogs.KnownErrorDialog,
        AssignDialog,
    ],
)
def test_what_is_asked_about_an_incident(around, provider: Provider, kind: type):
    desk = open_desk(provider.workspace)
    case = provider.take(incident(provider, "classified"), "record")
    if kind is dialogs.SupplierDialog:
        case = escalate(provider.workspace, case, provider.ben.id, "He knows the cable")
    dialog = kind(desk, case, around)
    dialog.open()
    expect_walked(dialog)
    expect_left_by_escape(dialog, desk)


@pytest.mark.a_few(6)
@pytest.mark.parametrize("tried", [TRIED, pytest.param(100, marks=pytest.mark.torture)])
@pytest.mark.parametrize("model", [each for each in RECORDS if each.steps], ids=lambda each: each.__name__)
def test_what_is_asked_by_steps(around, sample, model: type[Record], tried: int):
    desk = open_desk(sample)
    by_state = {record.state: record for record in sample.find(model)}
    asking = [
        (record, step)
        for record in by_state.values()
        for step in steps_from_here(record)
        if not asks_nothing(desk, record, step)
    ]
    for record, step in asking[:tried]:
        make = desk.screens.dialog_for(record, step, StepDialog)
        dialog = make(desk, record, step, lambda *_asked: None, around)
        dialog.open()
        expect_walked(dialog)
        expect_left_by_escape(dialog, desk)


@pytest.mark.parametrize("opener", [open_setup, open_remaining])
@pytest.mark.parametrize("pages", [3, pytest.param(100, marks=pytest.mark.torture)])
def test_the_pages_of_wizards(around, provider: Provider, opener, pages: int):
    desk = open_desk(provider.workspace)
    window = opener(desk, around)
    for page in window.pages()[:pages]:
        window.go_to(page.key)
        window.resize(1024, 700)
        expect_walked(window, in_one_column=False)
    window.close()


OF_THE_WINDOW = (
    "preferences",
    "keys",
    "verify",
    "copies",
    "about",
    "who",
    "passphrase",
    "import",
    "new-incident",
)


@pytest.mark.parametrize("name", OF_THE_WINDOW)
def test_the_dialogs_of_the_window(window, name: str):
    window.menu.actions_by_name[name].trigger()
    QApplication.processEvents()
    [dialog] = [each for each in QApplication.topLevelWidgets() if each.isVisible() and each is not window]
    expect_walked(dialog, in_one_column=name != "new-incident")
    expect_left_by_escape(dialog, window.desk)


def test_the_ten_questions(window):
    window.show_questions()
    [asked] = window.findChildren(QuestionsWindow)
    for screen in range(3):
        expect_walked(asked, in_one_column=False)
        if screen < 2:
            QTest.keyClick(focused(), Key.Key_Return, CTRL)
    QTest.keyClick(focused(), Key.Key_Escape)
    assert asked.isVisible(), "Esc leaves a field; the window stays"
    QTest.keyClick(focused(), Key.Key_W, CTRL)
    assert not shiboken6.isValid(asked) or not asked.isVisible()


@pytest.mark.parametrize("unfolded", [False, True])
def test_the_first_run(qtbot, tmp_path, unfolded: bool):
    wizard = FirstRunWizard("laptop-1", copies=tmp_path)
    qtbot.addWidget(wizard)
    wizard.open()
    if unfolded:
        inside(wizard, "first-run.more", FormSection).setOpen(True)
    expect_walked(wizard, in_one_column=False)
    QTest.keyClick(focused(), Key.Key_Escape)
    assert not wizard.isVisible() and not list(tmp_path.iterdir())


def one(workspace: Workspace, model: type[Record], *states: str) -> Any:
    return next(each for each in workspace.find(model) if not states or each.state in states)


OVER_RECORDS: dict[str, Callable[[Desk, Workspace, QWidget], QDialog]] = {
    "complaint": lambda desk, held, over: ComplaintDialog(desk, one(held, FeedbackEntry), over),
    "action": lambda desk, held, over: ActionDialog(desk, one(held, FeedbackEntry), over),
    "answer": lambda desk, held, over: AnswerDialog(desk, one(held, FeedbackEntry), over),
    "review": lambda desk, held, over: ReviewDialog(desk, one(held, ServiceDeliveryPolicy, "approved"), over),
    "known": lambda desk, held, over: ConfirmDialog(desk, one(held, ServiceDeliveryPolicy, "approved"), over),
    "readers": lambda desk, held, over: ReadersDialog(
        desk, one(held, ServiceDeliveryPolicy, "approved"), over
    ),
    "adopt": lambda desk, held, over: adoption.AdoptDialog(desk, over),
    "scope": lambda desk, held, over: ApplicabilityDialog(desk, "WP.21", over),
    "series": lambda desk, held, over: RepeatDialog(desk, one(held, ScheduleEntry), over),
    "view": lambda desk, held, over: SaveViewDialog(desk, ServiceIncident, View("", "", ""), over),
    "holidays": lambda desk, held, over: HolidaysDialog(desk, one(held, ServiceCalendar), over),
    "draw": lambda desk, held, over: DrawDialog(desk, one(held, Audit), over),
    "not here": lambda desk, held, over: NotApplicableDialog(desk, "WP.21", over),
    "days": lambda desk, held, over: DaysDialog(3, over),
    "classify": lambda desk, held, over: ClassifyAllDialog(desk, held.find(ServiceIncident)[:3], over),
    "hold": lambda desk, held, over: HoldAllDialog(desk, held.find(ServiceIncident)[:3], over),
    "merge": lambda desk, held, over: MergeAllDialog(desk, held.find(ServiceIncident)[:3], over),
    "schedule": lambda desk, held, over: ScheduleAllDialog(desk, held.find(ServiceChangeRequest)[:3], over),
    "turn": lambda desk, held, over: dialogs.TurnDialog(desk, one(held, ServiceIncident, "classified"), over),
    "fault": lambda desk, held, over: FaultDialog(SdeskError(message("Wrong."), message("Do it.")), over),
    "report": lambda desk, held, over: ProblemReport(ValueError("wrong"), over),
}


@pytest.mark.parametrize("name", OVER_RECORDS)
def test_what_is_asked_about_others(around, sample, name: str):
    desk = open_desk(sample)
    dialog = OVER_RECORDS[name](desk, sample, around)
    dialog.open()
    expect_walked(dialog, in_one_column=False)
    expect_left_by_escape(dialog, desk)


def test_a_record_made_on_the_way(around, provider: Provider):
    desk = open_desk(provider.workspace)
    open_create_dialog(desk, ServiceIncident, {"summary": "Printer"}, around, lambda _made: None)
    [dialog] = [each for each in around.findChildren(QWidget) if each.isWindow() and each.isVisible()]
    expect_walked(dialog, in_one_column=False)
