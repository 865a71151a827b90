"""Every line and text in which people write, in every form and dialog there is: kept, and put back where it was typed.

Dialogs are found in the code. One that stands in neither list below fails.
"""

import inspect
import pkgutil
from collections.abc import Callable, Iterator
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QPlainTextEdit, QPushButton, QWidget

import sdesk.ui
from sdesk.models import (
    RECORDS,
    Audit,
    ConfigurationItem,
    CustomerAgreement,
    FeedbackEntry,
    Record,
    ScheduleEntry,
    ServiceChangeRequest,
    ServiceDeliveryPolicy,
    ServiceIncident,
)
from sdesk.models.audit.audit import Sample
from sdesk.models.relationship import AgreementDate
from sdesk.practice.finding.view import View
from sdesk.practice.relationship.reminders import Reminder
from sdesk.ui.audit import adoption, applicability, document_dialogs
from sdesk.ui.audit.checklist import answer_box
from sdesk.ui.audit.samples import sample_dialogs
from sdesk.ui.control import bulk as control_bulk
from sdesk.ui.control.schedule.cancel_series_dialog import CancelSeriesDialog
from sdesk.ui.control.schedule.repeat_dialog import RepeatDialog
from sdesk.ui.exchange.window import ImportWindow
from sdesk.ui.incident import bulk as incident_bulk
from sdesk.ui.incident import dialogs as incident_dialogs
from sdesk.ui.pieces import RowsEditor
from sdesk.ui.records.create_dialog import CreateDialog
from sdesk.ui.records.form.assigning import AssignDialog
from sdesk.ui.records.form.sections import FormSection
from sdesk.ui.records.form.step_dialog import StepDialog, asks_nothing
from sdesk.ui.records.list.bulk_bar import DaysDialog
from sdesk.ui.records.list.saving_views import SaveViewDialog
from sdesk.ui.relationship import feedback_dialogs
from sdesk.ui.relationship.party_dialogs import AcknowledgeDialog
from sdesk.ui.safekeeping.anchor import AnchorDialog
from sdesk.ui.team.laptops.adding import AddLaptop
from sdesk.ui.team.laptops.joining import JoinDialog
from sdesk.ui.unsaved.loose import takes_text, text_of
from sdesk.ui.wizard.not_applicable import NotApplicableDialog
from sdesk.ui.worker import Worker
from tests.provider import Provider, change, incident, values_for
from tests.ui.cases import case_of, entered, fact_of, turn_to_form
from tests.ui.shell import inside, shown_window

WORK_PRODUCT = "WP.17"


@pytest.fixture
def window(qtbot, provider: Provider, tmp_path: Path):
    with shown_window(qtbot, provider.workspace, tmp_path) as shown:
        yield shown
        shown._gives_up = True


def texts_in(owner: QWidget) -> dict[str, QWidget]:
    """Every line and text that can be written in now, by a name that is its alone."""
    open_rows(owner)
    found: dict[str, QWidget] = {}
    for edit in owner.findChildren(QWidget):
        if (
            takes_text(edit)
            and edit.isVisibleTo(owner)
            and edit.isEnabled()
            and "qt_" not in edit.objectName()
        ):
            found[
                f"{edit.objectName()} {len([name for name in found if name.startswith(edit.objectName())])}"
            ] = edit
    return found


def open_rows(owner: QWidget) -> None:
    """Show all fields of all rows, also of rows in rows."""
    for _depth in range(2):
        for rows in owner.findChildren(RowsEditor):
            for row in rows.rowForms():
                if row.isVisibleTo(owner):
                    row.set_open(True)


def write(qtbot, edit: Any, text: str) -> None:
    """As a person does: go there, choose all, type."""
    edit.setFocus()
    QApplication.processEvents()
    edit.selectAll()
    qtbot.keyClicks(edit, text)


def write_everywhere(qtbot, owner: QWidget) -> dict[str, str]:
    """What stands in each line and text now, after something was typed in each; rows have one row first."""
    for section in owner.findChildren(FormSection):
        section.setOpen(True)
    for rows in owner.findChildren(RowsEditor):
        if not rows.isReadOnly() and rows.isEnabled() and not rows.rowForms():
            rows.addRow()
    for number, (_name, edit) in enumerate(texts_in(owner).items()):
        write(qtbot, edit, f"qx{number}z")
    return {name: text_of(edit) for name, edit in texts_in(owner).items()}


def kept(provider: Provider) -> dict[str, str]:
    return provider.workspace.unsaved.read()


def assert_kept(window, provider: Provider, typed: dict[str, str]) -> None:
    window.desk.typing.keep_now()
    stored = str(list(kept(provider).values()))
    missing = {name: text for name, text in typed.items() if text and text not in stored}
    assert not missing


def after_a_crash(window, provider: Provider, ends: Callable[[], object]) -> Any:
    """The bar of the next start: what was kept is there again, though what it was typed in is gone."""
    left = kept(provider)
    ends()
    window.desk.typing.end()
    provider.workspace.unsaved.write(left)
    window.desk.typing.look()
    return inside(window, "unsaved")


# ---------------------------------------------------------------- dialogs

Opens = Callable[[Any, Provider], QDialog]


def _on(kind: type, state: str = "recorded") -> Opens:
    def opens(window: Any, provider: Provider) -> QDialog:
        case = next(iter(provider.workspace.find(ServiceIncident)), None)
        case = case or provider.take(incident(provider, state), "record")
        return kind(window.desk, case, window)

    return opens


def _about(kind: Callable[..., QDialog], model: type[Record]) -> Opens:
    def opens(window: Any, provider: Provider) -> QDialog:
        record = next(iter(provider.workspace.find(model)), None) or provider.create(model)
        return kind(window.desk, record, window)

    return opens


def _of_several(kind: Callable[..., QDialog], model: type[Record]) -> Opens:
    def opens(window: Any, provider: Provider) -> QDialog:
        records = provider.workspace.find(model) or [provider.create(model), provider.create(model)]
        return kind(window.desk, records, window)

    return opens


OPENED: dict[str, Opens] = {
    **{
        name: _on(getattr(incident_dialogs, name))
        for name in (
            "HoldDialog", "StepTakenDialog", "TellDialog", "TellCustomerDialog", "EscalateDialog", "MergeDialog",
            "LinkDialog", "PriorityDialog", "KnownErrorDialog", "SupplierDialog", "TurnDialog",
        )
    },
    **{
        name: _about(getattr(feedback_dialogs, name), FeedbackEntry)
        for name in ("ComplaintDialog", "ActionDialog", "AnswerDialog")
    },
    **{name: _of_several(getattr(incident_bulk, name), ServiceIncident) for name in ("ClassifyAllDialog", "HoldAllDialog", "MergeAllDialog")},
    "ScheduleAllDialog": _of_several(control_bulk.ScheduleAllDialog, ServiceChangeRequest),
    "SaveViewDialog": lambda window, _: SaveViewDialog(window.desk, ServiceIncident, View("open", "", "is:open"), window),
    "AssignDialog": _on(AssignDialog),
    "DrawDialog": _about(sample_dialogs.DrawDialog, Audit),
    "SetAsideDialog": _about(lambda desk, audit, over: sample_dialogs.SetAsideDialog(desk, audit, Sample(), over), Audit),
    "ReviewDialog": _about(document_dialogs.ReviewDialog, ServiceDeliveryPolicy),
    "ReadersDialog": _about(document_dialogs.ReadersDialog, ServiceDeliveryPolicy),
    "CancelSeriesDialog": _about(CancelSeriesDialog, ScheduleEntry),
    "RepeatDialog": _about(RepeatDialog, ScheduleEntry),
    "DaysDialog": lambda window, _: DaysDialog(2, window),
    "AddLaptop": lambda window, _: AddLaptop(window.desk, window, at_once=True),
    "AnchorDialog": lambda window, _: AnchorDialog(window.desk, window, at_once=True),
    "AdoptDialog": lambda window, _: adoption.AdoptDialog(window.desk, window),
    "ApplicabilityDialog": lambda window, _: applicability.ApplicabilityDialog(window.desk, WORK_PRODUCT, window),
    "EvidenceAnswerDialog": lambda window, _: answer_box.EvidenceAnswerDialog(
        window.desk, answer_box.Subject("29110-4-3/WP.01/2", "WP.01.2", of_point=True), "no", None, window
    ),
    "NotApplicableDialog": lambda window, _: NotApplicableDialog(window.desk, WORK_PRODUCT, window),
}  # fmt: skip
"""How each dialog in which people write is opened."""

ELSEWHERE = {
    "StepDialog", "ClearDialog", "DeployDialog", "CloseDialog",  # test_every_step
    "CreateDialog",  # test_every_form, and test_typing
    "QuickIncidentWindow",  # below
    "ImportWindow",  # its words need a table: below
    "AcknowledgeDialog",  # below
    "FirstRunWizard",  # test_first_words
    "HelpWindow",  # looks for words, which are kept nowhere: tests/ui/help
}  # fmt: skip
BASES = {"Dialog", "AskingDialog", "BulkDialog", "WritingDialog", "IncidentDialog", "OtherIncidentDialog"}
SECRET = {"PassphraseDialog", "ChangePassphrase"}
TYPES = (
    "TextField(",
    "NumberField(",
    "DateField(",
    "Picker(",
    "DurationField(",
    "field_for(",
    "QLineEdit(",
    "GrowingText(",
)


def dialogs() -> Iterator[type[QDialog]]:
    """All kinds of dialog of the program."""
    for module in pkgutil.walk_packages(sdesk.ui.__path__, "sdesk.ui."):
        for _name, kind in inspect.getmembers(import_module(module.name), inspect.isclass):
            if issubclass(kind, QDialog) and kind.__module__ == module.name:
                yield kind


def test_no_dialog_is_forgotten() -> None:
    for kind in dialogs():
        if kind.__name__ not in {*OPENED, *ELSEWHERE, *BASES, *SECRET}:
            source = inspect.getsource(kind)
            assert not any(word in source for word in TYPES), (
                f"{kind.__name__} takes text: say how it is opened"
            )


def test_the_words_of_an_invitation_are_kept_nowhere(qtbot, window, provider: Provider) -> None:
    dialog = JoinDialog(window)
    qtbot.addWidget(dialog)
    dialog.open()
    words = inside(dialog, "join.words", QLineEdit)
    write(qtbot, words, "fokoto dajuru")
    assert words.text() == "fokoto dajuru"
    window.desk.typing.keep_now()
    assert "fokoto" not in str(kept(provider))


@pytest.mark.a_few(2)
@pytest.mark.parametrize("name", sorted(OPENED))
def test_every_dialog(qtbot, window, provider: Provider, name: str) -> None:
    opens = OPENED[name]
    dialog = opens(window, provider)
    dialog.open()
    QApplication.processEvents()
    typed = write_everywhere(qtbot, dialog)
    assert typed
    assert_kept(window, provider, typed)
    bar = after_a_crash(window, provider, dialog.reject)
    assert bar.isVisible()
    inside(bar, "unsaved.take", QPushButton).click()
    again = opens(window, provider)
    again.open()
    QApplication.processEvents()
    next(iter(texts_in(again).values())).setFocus()
    QApplication.processEvents()
    assert {name: text_of(edit) for name, edit in texts_in(again).items()} == typed
    assert not bar.isVisible()
    again.reject()
    assert kept(provider) == {}


# ---------------------------------------------------------------- forms and steps

KINDS = [model for model in RECORDS if model.states]


def one_of(provider: Provider, model: type[Record], **values: Any) -> Record:
    """One that is there, of which there may be no second; else a new one."""
    found = next(iter(provider.workspace.find(model)), None)
    if found is not None and not values:
        return found
    return provider.create(model, **{**values_for(provider, model, model.first_state().name), **values})


@pytest.mark.a_few(2)
@pytest.mark.parametrize("model", KINDS, ids=lambda model: model.__name__)
def test_every_form_in_every_state(qtbot, window, provider: Provider, model: type[Record]) -> None:
    """Whatever can be typed in the fields of a record of this state is kept; of a draft it goes back, too."""
    record = one_of(provider, model)
    stored = record.state
    for state in model.states:
        window.show_record(record.id)
        sheet = window.current_page().form.sheet
        sheet.setAutosaves(False)
        sheet.record.state = state.name
        sheet.suit()
        typed = write_everywhere(qtbot, sheet)
        assert_kept(window, provider, typed)
        if state.name != stored or not typed:
            sheet.revert()
            continue
        bar = after_a_crash(window, provider, sheet.revert)
        inside(bar, "unsaved.take", QPushButton).click()
        if window.findChild(QWidget, "unsaved.differences"):
            inside(window, "unsaved.dialog.take", QPushButton).click()
        again = {name: text_of(edit) for name, edit in texts_in(sheet).items()}
        assert {name: text for name, text in typed.items() if again.get(name) != text} == {}
        sheet.revert()
    window._give_up_and_close()


@pytest.mark.a_few(2)
@pytest.mark.parametrize("model", [each for each in KINDS if each.steps], ids=lambda model: model.__name__)
def test_every_step(qtbot, window, provider: Provider, model: type[Record]) -> None:
    values = {"configuration_items": (provider.extra["item"].id,)} if model is ServiceChangeRequest else {}
    record = one_of(provider, model, **values)
    for step in model.steps:
        if asks_nothing(window.desk, record, step):
            continue
        kind = window.desk.screens.dialog_for(record, step, StepDialog)

        def open_it(kind: Any = kind, step: Any = step) -> StepDialog:
            made = kind(window.desk, record, step, window.current_page().form.create_elsewhere, window)
            made.open()
            QApplication.processEvents()
            return made

        window.show_record(record.id)
        dialog = open_it()
        typed = write_everywhere(qtbot, dialog)
        if typed:
            assert_kept(window, provider, typed)
            bar = after_a_crash(window, provider, dialog.reject)
            inside(bar, "unsaved.take", QPushButton).click()
            dialog = open_it()
            assert {name: text_of(edit) for name, edit in texts_in(dialog).items()} == typed
        dialog.reject()
        assert kept(provider) == {}


def test_versions_of_items_are_among_what_a_deployment_asks(window, provider: Provider) -> None:
    item: ConfigurationItem = provider.extra["item"]
    record = provider.create(ServiceChangeRequest, configuration_items=(item.id,))
    step = ServiceChangeRequest.step_called("deploy")
    kind = window.desk.screens.dialog_for(record, step, StepDialog)
    dialog = kind(window.desk, record, step, lambda *_: None, window)
    dialog.open()
    QApplication.processEvents()
    assert any(name.startswith(f"deploy.{item.number}.release") for name in texts_in(dialog))
    dialog.reject()


def test_every_create_dialog(qtbot, window, provider: Provider) -> None:
    for model in (each for each in KINDS if each.__name__ in ("Person", "Customer", "Supplier")):
        dialog = CreateDialog(window.desk, model, {}, window, lambda _made: None)
        dialog.open()
        QApplication.processEvents()
        assert_kept(window, provider, write_everywhere(qtbot, dialog))
        dialog.reject()
        assert kept(provider) == {}


# ---------------------------------------------------------------- what was lost


def approved_change(provider: Provider) -> ServiceChangeRequest:
    request = provider.take(change(provider, "approved"), "submit")
    return provider.take(request, "approve", decision_reason="It pays")


def test_the_reason_of_a_change_to_what_was_approved(qtbot, window, provider: Provider) -> None:
    request = approved_change(provider)
    window.show_record(request.id)
    form = window.current_page().form
    turn_to_form(form)
    write(qtbot, inside(form, "ServiceChangeRequest.back_out_plan.edit"), "Put the old one back")
    write(qtbot, inside(form, "record.reason"), "Asked for in the review")
    assert_kept(window, provider, {"": "Asked for in the review"})
    bar = after_a_crash(window, provider, form._revert)
    assert inside(form, "record.reason", QLineEdit).text() == ""
    assert "two fields" in bar.text()
    inside(bar, "unsaved.take", QPushButton).click()
    assert inside(form, "record.reason", QLineEdit).text() == "Asked for in the review"
    assert inside(form, "record.reason").isVisible()
    assert form.save()
    window.desk.typing.look()
    assert not bar.isVisible() and kept(provider) == {}


def test_a_reason_stays_with_the_record_for_which_it_was_typed(qtbot, window, provider: Provider) -> None:
    first, second = approved_change(provider), approved_change(provider)
    window.show_record(first.id)
    form = window.current_page().form
    plan = "ServiceChangeRequest.back_out_plan.edit"
    turn_to_form(form)
    write(qtbot, inside(form, plan), "Put the old one back")
    write(qtbot, inside(form, "record.reason"), "Asked for in the review")
    window.show_record(second.id)
    turn_to_form(form)
    write(qtbot, inside(form, plan), "Something else")
    assert inside(form, "record.reason", QLineEdit).text() == ""
    window.show_record(first.id)
    assert inside(form, "record.reason", QLineEdit).text() == "Asked for in the review"


@pytest.mark.parametrize("name", ["quick.who.edit", "quick.service.edit", "quick.customer.edit"])
def test_words_in_the_small_window_that_are_no_choice_yet(
    qtbot, window, provider: Provider, name: str
) -> None:
    window.new_incident()
    quick = inside(window, "quick.incident")
    quick.who.fields_to_type()
    write(qtbot, inside(quick, name), "qx nobody knows")
    assert_kept(window, provider, {name: "qx nobody knows"})
    bar = after_a_crash(window, provider, quick._leave)
    inside(bar, "unsaved.take", QPushButton).click()
    assert inside(quick, name, QLineEdit).text() == "qx nobody knows"
    quick._leave()
    assert kept(provider) == {}


def test_closing_the_small_window_keeps_the_name_of_somebody_unknown(
    qtbot, window, provider: Provider
) -> None:
    window.new_incident()
    quick = inside(window, "quick.incident")
    write(qtbot, inside(quick, "quick.who.edit"), "qx Unknown")
    quick.reject()
    (draft,) = provider.workspace.find(ServiceIncident)
    assert draft.reporter is not None and draft.reporter.name == "qx Unknown"
    assert not quick.isVisible()


def test_the_small_window_does_not_close_over_words_it_cannot_keep(qtbot, window, provider: Provider) -> None:
    window.new_incident()
    quick = inside(window, "quick.incident")
    write(qtbot, inside(quick, "quick.service.edit"), "qx service")
    quick.reject()
    assert quick.isVisible()
    assert "qx service" in quick._trouble.text()
    inside(quick, "quick.discard", QPushButton).click()


def test_a_dialog_that_no_one_knew_of(qtbot, window, provider: Provider) -> None:
    """A new one needs no word about this in its code."""
    made = QDialog(window)
    made.setObjectName("new.one")
    made.setWindowTitle("A new one")
    edit, secret = QPlainTextEdit(made), QLineEdit(made)
    edit.setObjectName("new.text")
    secret.setEchoMode(QLineEdit.EchoMode.Password)
    secret.move(0, 200)
    made.open()
    write(qtbot, edit, "A long story")
    write(qtbot, secret, "correct horse")
    assert_kept(window, provider, {"": "A long story"})
    assert "correct horse" not in str(kept(provider))
    bar = after_a_crash(window, provider, made.reject)
    assert "A new one" in bar.text()
    inside(bar, "unsaved.show", QPushButton).click()
    assert "A long story" in inside(window, "unsaved.differences").as_text()


def test_the_words_of_an_import(
    qtbot, window, provider: Provider, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They can be put back once its table is open again; until then they stay offered."""
    monkeypatch.setattr(Worker, "at_once", True)
    table = tmp_path / "customers.csv"
    table.write_text("Number;Name\n7;Bakery\n")
    importing = ImportWindow(window.desk, window)
    importing.show()
    importing.open_table(table)
    typed = write_everywhere(qtbot, importing)
    assert typed
    assert_kept(window, provider, typed)
    bar = after_a_crash(window, provider, importing.reject)
    inside(bar, "unsaved.show", QPushButton).click()
    assert all(text in inside(window, "unsaved.differences").as_text() for text in typed.values() if text)


def test_what_is_done_about_a_date(qtbot, window, provider: Provider) -> None:
    agreement = one_of(provider, CustomerAgreement)
    assert isinstance(agreement, CustomerAgreement)
    reminder = Reminder(agreement, "Pier", next(iter(AgreementDate)), date(2026, 3, 2), 3)
    dialog = AcknowledgeDialog(window.desk, reminder, window)
    dialog.open()
    assert_kept(window, provider, write_everywhere(qtbot, dialog))
    dialog.reject()
    assert kept(provider) == {}


@pytest.mark.parametrize("name", ["story.what", "story.minutes.edit"])
def test_the_line_below_a_story(qtbot, window, provider: Provider, name: str) -> None:
    """Also of the time spent alone, and where that is none yet; it stands in its own incident when one shows it."""
    case = provider.take(incident(provider, "recorded"), "record")
    other = provider.take(incident(provider, "recorded"), "record")
    window.show_record(case.id)
    form = window.current_page().form
    write(qtbot, inside(case_of(form), name), "qx soon")
    assert_kept(window, provider, {name: "qx soon"})
    window.show_record(other.id)
    assert_kept(window, provider, {name: "qx soon"})
    bar = after_a_crash(window, provider, case_of(form).forget_words)
    window.show_record(other.id)
    window.desk.typing.hand_out(bar.offer)
    window.show_record(case.id)
    assert text_of(inside(case_of(form), name)) == "qx soon"
    case_of(form).forget_words()


def test_what_is_typed_in_a_fact(qtbot, window, provider: Provider) -> None:
    """It is the field of the form, also where it stands among the facts: kept once, and by the form."""
    case = provider.take(incident(provider, "recorded"), "record")
    window.resize(1366, 768)
    window.show_record(case.id)
    form = window.current_page().form
    fact = fact_of(form, "started_at")
    fact.setFocus()
    qtbot.keyClicks(fact, "q")
    qtbot.keyClicks(entered(form, "started_at"), "x soon")
    window.desk.typing.keep_now()
    assert [("qx soon" in each) for each in kept(provider).values()] == [True]
    bar = after_a_crash(window, provider, form.sheet.revert)
    case_of(form).facts.end()
    window.show_tab(0)
    window.desk.typing.hand_out(bar.offer)
    window.show_record(case.id)
    assert "qx soon" in form.sheet.body.fields["started_at"].typedText()
    form.sheet.revert()


def test_a_line_of_the_window_is_kept_until_it_is_left(qtbot, window, provider: Provider) -> None:
    """As the days of an interval are, which are saved when the line is left."""
    line, search = QLineEdit(window.centralWidget()), inside(window, "search")
    line.setObjectName("loose.line")
    line.show()
    write(qtbot, line, "90 and")
    assert_kept(window, provider, {"": "90 and"})
    write(qtbot, search, "qx words to find")
    window.desk.typing.keep_now()
    assert kept(provider) == {}
