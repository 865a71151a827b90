"""Forms as people use them: typing saves, steps say what is missing, nothing typed is lost."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QMenu, QPlainTextEdit, QPushButton, QToolButton

from sdesk.models import (
    RECORDS,
    Customer,
    ImprovementReport,
    Person,
    Record,
    ServiceChangeRequest,
    ServiceDeliveryPolicy,
    ServiceIncident,
    ServiceScope,
    fields_of,
)
from sdesk.practice.lifecycle import records
from sdesk.ui.desk import Desk
from sdesk.ui.pieces.texts import ErrorText, ReadText
from sdesk.ui.records.form.record_form import RecordForm
from sdesk.ui.records.form.sections import FormSection
from sdesk.ui.records.form.sheet import RecordSheet
from sdesk.ui.records.naming import key_of
from sdesk.ui.registry import open_desk
from tests.provider import Provider, change, incident
from tests.ui.cases import look_at_fields
from tests.ui.shell import CTRL, inside

Key = Qt.Key


@pytest.fixture
def desk(provider: Provider) -> Desk:
    return open_desk(provider.workspace)


@pytest.fixture
def form(qtbot, desk: Desk):
    made = RecordForm(desk)
    qtbot.addWidget(made)
    made.resize(560, 700)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    yield made
    made.close()


def line(form, field: str) -> QLineEdit:
    look_at_fields(form)
    return inside(form, f"{field}.edit", QLineEdit)


def type_in(qtbot, form, field: str, text: str) -> None:
    look_at_fields(form)
    edit = inside(form, f"{field}.edit")
    edit.setFocus()
    edit.selectAll()
    qtbot.keyClicks(edit, text)


def press(qtbot, form, name: str) -> None:
    qtbot.mouseClick(inside(form, name, QPushButton), Qt.MouseButton.LeftButton)


def stored(provider: Provider, model: type[Record]) -> list:
    return provider.workspace.find(model)


# every kind of record


@pytest.mark.a_few(6)
@pytest.mark.parametrize("model", RECORDS, ids=lambda model: model.__name__)
def test_every_declared_field_has_a_widget_with_name_and_accessible_name(form, model):
    provider_has_one = form.model
    form.start_new(model)
    assert form.model is model and provider_has_one is None
    for spec in fields_of(model):
        field = inside(form, f"{key_of(model)}.{spec.name}")
        assert spec.label in field.accessibleName()
    assert form.objectName() == f"{key_of(model)}.form"


@pytest.mark.a_few(5)
@pytest.mark.parametrize("model", RECORDS, ids=lambda model: model.__name__)
def test_looking_at_a_new_form_stores_nothing(form, provider: Provider, model):
    before = provider.workspace.count(model)
    form.start_new(model)
    form.flush()
    form.clear()
    assert provider.workspace.count(model) == before


# drafts save themselves


def test_typing_in_a_new_draft_stores_it_after_a_moment(qtbot, form, provider: Provider):
    form.start_new(ServiceIncident)
    with qtbot.waitSignal(form.record_created, timeout=5000):
        type_in(qtbot, form, "ServiceIncident.summary", "No e-mail at the front desk")
    assert [each.summary for each in stored(provider, ServiceIncident)] == ["No e-mail at the front desk"]
    assert inside(form, "record.saved").text().startswith("Saved")
    assert form.unsaved() == ()


def test_what_the_program_proposed_and_was_cleared_stays_cleared(qtbot, form, provider: Provider):
    form.start_new(ServiceIncident)
    assert form.sheet.body.value_of("assigned_to") == provider.ana.id
    form.sheet.body.fields["assigned_to"].setValue(None)
    form.sheet.body.fields["assigned_to"].changed.emit()
    form.save()
    assert stored(provider, ServiceIncident)[0].assigned_to is None


def test_a_draft_is_saved_when_another_record_is_shown(qtbot, form, provider: Provider):
    draft = provider.create(ServiceIncident, summary="Printer")
    other = provider.create(ServiceIncident, summary="Router")
    form.show_record(draft)
    type_in(qtbot, form, "ServiceIncident.summary", "Printer on fire")
    form.show_record(other)
    assert records.reload(provider.workspace, draft).summary == "Printer on fire"
    assert line(form, "ServiceIncident.summary").text() == "Router"


def test_an_untouched_record_is_not_written_again(qtbot, form, provider: Provider):
    draft = provider.create(ServiceIncident, summary="Printer")
    before = len(records.history_of(provider.workspace, draft))
    form.show_record(draft)
    form.flush()
    form.save()
    assert len(records.history_of(provider.workspace, draft)) == before


def test_a_row_typed_once_is_stored_once_however_often_it_saves(qtbot, form, provider: Provider):
    form.start_new(Customer, {"name": "Pier"})
    rows = form.sheet.body.fields["contacts"]
    rows.addRow({"name": "Eva"})
    rows.changed.emit()
    assert form.save()
    first = form.record.contacts[0]
    type_in(qtbot, form, "Customer.telephone", "12")
    assert form.save()
    assert form.record.contacts == (first,)


# what cannot be saved is kept


def test_what_cannot_be_read_is_kept_as_typed_and_named(qtbot, form, provider: Provider):
    draft = provider.create(ServiceChangeRequest, purpose="Router")
    other = provider.create(ServiceChangeRequest, purpose="Switch")
    form.show_record(draft)
    type_in(qtbot, form, "ServiceChangeRequest.date_needed", "31 Febr")
    type_in(qtbot, form, "ServiceChangeRequest.purpose", "New router")
    form.show_record(other)
    assert records.reload(provider.workspace, draft).purpose == "New router"
    assert form.unsaved() == (draft.number,)
    form.show_record(draft)
    assert line(form, "ServiceChangeRequest.date_needed").text() == "31 Febr"


def test_past_draft_a_change_waits_for_save(qtbot, form, provider: Provider):
    request = provider.take(change(provider), "submit")
    form.show_record(request)
    type_in(qtbot, form, "ServiceChangeRequest.purpose", "Another purpose")
    assert inside(form, "record.saved").text() == "Unsaved changes"
    assert records.reload(provider.workspace, request).purpose != "Another purpose"
    qtbot.keyClick(form, Key.Key_S, CTRL)
    assert records.reload(provider.workspace, request).purpose == "Another purpose"
    assert not inside(form, "action.save", QPushButton).isVisible()


def test_unsaved_changes_past_draft_wait_while_other_records_are_looked_at(qtbot, form, provider: Provider):
    one, other = (provider.take(change(provider), "submit") for _ in range(2))
    form.show_record(one)
    type_in(qtbot, form, "ServiceChangeRequest.purpose", "Half a thought")
    form.show_record(other)
    assert form.unsaved() == (one.number,)
    form.show_record(one)
    assert line(form, "ServiceChangeRequest.purpose").text() == "Half a thought"
    press(qtbot, form, "action.revert")
    assert line(form, "ServiceChangeRequest.purpose").text() == one.purpose
    assert form.unsaved() == ()


def test_emptying_what_the_state_needs_is_refused_beside_the_field(qtbot, form, provider: Provider):
    request = provider.take(change(provider), "submit")
    form.show_record(request)
    edit = line(form, "ServiceChangeRequest.purpose")
    edit.selectAll()
    qtbot.keyClick(edit, Key.Key_Delete)
    assert not form.save()
    assert "Purpose is missing" in inside(form, "ServiceChangeRequest.purpose").findChild(ErrorText).text()
    assert inside(form, "record.saved").text() == "Not saved"
    assert edit.text() == ""


def test_changes_from_elsewhere_arrive_without_touching_what_is_typed(qtbot, form, provider: Provider):
    request = provider.take(change(provider), "submit")
    form.show_record(request)
    type_in(qtbot, form, "ServiceChangeRequest.purpose", "Typed here")
    provider.save(request, requirement="Said there")
    assert line(form, "ServiceChangeRequest.purpose").text() == "Typed here"
    assert inside(form, "ServiceChangeRequest.requirement.edit", QPlainTextEdit).toPlainText() == "Said there"


def test_a_draft_that_saves_itself_never_replaces_what_somebody_else_wrote(qtbot, form, provider: Provider):
    """Neither in a second, nor as the window closes: only who presses Save has seen what was said."""
    request = provider.create(ServiceChangeRequest, purpose="First")
    form.show_record(request)
    type_in(qtbot, form, "ServiceChangeRequest.purpose", "Mine")
    provider.works(provider.ben)
    provider.save(request, purpose="Theirs")
    for _time in range(3):
        form.flush()
        assert stored(provider, ServiceChangeRequest)[0].purpose == "Theirs"
        assert form.sheet.saving_text() == "Not saved"
    type_in(qtbot, form, "ServiceChangeRequest.requirement", "Another field")
    form.flush()
    kept = stored(provider, ServiceChangeRequest)[0]
    assert (kept.purpose, kept.requirement) == ("Theirs", "Another field")
    assert form.sheet.saving_text() == "Not saved"
    assert form.unsaved() == (request.number,)
    assert form.save()
    assert stored(provider, ServiceChangeRequest)[0].purpose.endswith("Mine")
    assert form.sheet.saving_text().startswith("Saved")


# kinds that know no draft


def test_what_somebody_else_changed_meanwhile_is_said_before_it_is_replaced(qtbot, form, provider: Provider):
    record = provider.take(incident(provider), "record")
    form.show_record(record)
    type_in(qtbot, form, "ServiceIncident.summary", "Mine")
    provider.works(provider.ben)
    provider.save(record, summary="Theirs", notes="Seen")
    assert line(form, "ServiceIncident.summary").text().endswith("Mine")
    press(qtbot, form, "action.save")
    said = " ".join(each.text() for each in form.findChildren(ErrorText) if each.isVisible())
    assert "Ben Okafor" in said and "Theirs" in said
    assert stored(provider, ServiceIncident)[0].summary == "Theirs"
    press(qtbot, form, "action.save")
    kept = stored(provider, ServiceIncident)[0]
    assert kept.summary.endswith("Mine")
    assert kept.notes == "Seen"


def test_a_person_is_added_by_a_button_once_complete(qtbot, form, provider: Provider):
    form.start_new(Person)
    type_in(qtbot, form, "Person.email", "dan@harbour.example")
    press(qtbot, form, "action.add-record")
    assert "missing" in inside(form, "Person.name").findChild(ErrorText).text()
    assert len(stored(provider, Person)) == 3
    type_in(qtbot, form, "Person.name", "Dan Moor")
    press(qtbot, form, "action.add-record")
    assert {each.name for each in stored(provider, Person)} >= {"Dan Moor"}
    assert form.record.number


def test_a_half_typed_person_is_still_there_when_one_comes_back(qtbot, form, provider: Provider):
    form.start_new(Person)
    type_in(qtbot, form, "Person.name", "Dan")
    form.show_record(provider.ana)
    assert form.unsaved() == ("new person",)
    form.start_new(Person)
    assert line(form, "Person.name").text() == "Dan"


def test_of_a_document_the_one_there_is_gets_shown(form, provider: Provider):
    form.start_new(ServiceDeliveryPolicy)
    assert form.record.number == stored(provider, ServiceDeliveryPolicy)[0].number


# what is missing


def test_pressing_a_step_says_what_is_missing_and_goes_to_the_first(qtbot, form, provider: Provider):
    form.start_new(ServiceChangeRequest, {"purpose": "Replace the router"})
    press(qtbot, form, "action.submit")
    assert {problem.field for problem in form.missing.problems()} >= {"kind", "priority", "requester"}
    kind = inside(form, "ServiceChangeRequest.kind")
    assert kind.findChild(ErrorText).isVisible()
    assert kind.isAncestorOf(form.focusWidget())
    assert stored(provider, ServiceChangeRequest) == []


def test_each_missing_field_is_a_link_that_jumps(qtbot, form, provider: Provider):
    form.show_record(provider.create(ServiceChangeRequest, purpose="Router"))
    press(qtbot, form, "missing.date_needed")
    assert inside(form, "ServiceChangeRequest.date_needed").isAncestorOf(form.focusWidget())


def test_the_list_of_what_is_missing_follows_the_typing(qtbot, form, provider: Provider):
    form.show_record(provider.create(ServiceIncident))
    assert "summary" in {problem.field for problem in form.missing.problems()}
    type_in(qtbot, form, "ServiceIncident.summary", "Printer")
    qtbot.waitUntil(lambda: "summary" not in {problem.field for problem in form.missing.problems()})


def test_fields_of_the_next_step_are_starred_and_later_sections_folded(form, provider: Provider):
    form.show_record(provider.create(ServiceChangeRequest))
    assert "mandatory" in inside(form, "ServiceChangeRequest.purpose").accessibleName()
    assert "mandatory" not in inside(form, "ServiceChangeRequest.business_impact").accessibleName()
    assert not inside(form, "ServiceChangeRequest.business_impact").isVisible()
    qtbot_fold = inside(form, "fold.Evaluation", QToolButton)
    qtbot_fold.click()
    assert inside(form, "ServiceChangeRequest.business_impact").isVisible()


# steps


def test_a_step_that_asks_nothing_is_taken_at_once(qtbot, form, provider: Provider):
    form.show_record(change(provider))
    with qtbot.waitSignal(form.finished_step) as finished:
        press(qtbot, form, "action.submit")
    assert finished.args[0].state == "requested"
    assert finished.args[1] == "submit"
    assert inside(form, "record.state").text() == "Requested"


def test_what_is_typed_is_saved_before_the_step(qtbot, form, provider: Provider):
    form.show_record(change(provider))
    type_in(qtbot, form, "ServiceChangeRequest.purpose", "Said at the last moment")
    press(qtbot, form, "action.submit")
    assert form.record.state == "requested"
    assert form.record.purpose == "Said at the last moment"


def test_frozen_content_is_text_to_read(form, provider: Provider):
    request = provider.take(change(provider, "approved"), "submit")
    approved = provider.take(request, "approve", decision_reason="It pays")
    form.show_record(approved)
    look_at_fields(form)
    purpose = inside(form, "ServiceChangeRequest.purpose")
    assert purpose.findChild(ReadText).text() == approved.purpose
    assert not purpose.findChild(QLineEdit).isVisible()
    assert (
        inside(form, "ServiceChangeRequest.planned_start").findChild(QLineEdit).isVisibleTo(form.sheet.body)
    )


def test_somebody_else_is_told_who_holds_the_step(form, provider: Provider):
    request = provider.take(change(provider), "submit")
    provider.works(provider.cleo)
    form.show_record(request)
    said = inside(form, "missing.headline").text()
    assert "Control Manager" in said and "Ana Reyes" in said


def test_a_new_version_is_started_and_shown(qtbot, form, provider: Provider):
    policy = stored(provider, ServiceDeliveryPolicy)[0]
    form.show_record(policy)
    choose(form, "action.new-version")
    assert form.record.version == 2 and form.record.state == "draft"
    inside(form, "record.versions", QPushButton).menu().aboutToShow.emit()
    inside(form, "record.versions", QPushButton).menu().actions()[1].trigger()
    assert form.record.id == policy.id


def choose(form, name: str) -> None:
    """Click a line of the More menu."""
    menu = inside(form, "action.more", QPushButton).menu()
    assert isinstance(menu, QMenu)
    action = next((each for each in menu.actions() if each.objectName() == name), None)
    assert action is not None, [each.objectName() for each in menu.actions()]
    action.trigger()


def test_a_draft_is_deleted_and_says_so(form, provider: Provider):
    draft = provider.create(ServiceIncident, summary="Printer")
    form.show_record(draft)
    choose(form, "action.delete-draft")
    assert records.reload(provider.workspace, draft).deleted_at is not None
    press_restore = inside(form, "record.deleted")
    assert press_restore.isVisible()
    press_restore.acted.emit()
    assert records.reload(provider.workspace, draft).deleted_at is None


def test_the_number_is_copied(qtbot, form, provider: Provider):
    form.show_record(incident(provider, "recorded"))
    choose(form, "action.copy-number")
    from PySide6.QtGui import QGuiApplication

    assert QGuiApplication.clipboard().text() == form.record.number


def test_printing_and_case_are_asked_of_the_window(qtbot, form, desk: Desk, provider: Provider):
    form.show_record(incident(provider, "recorded"))
    with qtbot.waitSignal(desk.report_asked) as printed:
        choose(form, "action.print")
    with qtbot.waitSignal(desk.case_asked) as case:
        choose(form, "action.case")
    assert printed.args == case.args == [form.record.id]


# keys and parts


def test_escape_leaves_and_f2_goes_to_the_first_field(qtbot, form, provider: Provider):
    form.show_record(provider.create(ServiceIncident))
    qtbot.keyClick(form, Key.Key_F2)
    assert inside(form, "ServiceIncident.summary").isAncestorOf(form.focusWidget())
    with qtbot.waitSignal(form.left):
        qtbot.keyClick(form.focusWidget(), Key.Key_Escape)


def test_only_the_fields_asked_for_are_shown(qtbot, desk: Desk):
    form: Any = RecordForm(desk, compact=True, only_fields={"services_offered", "boundary_customers"})
    qtbot.addWidget(form)
    form.start_new(ServiceScope)
    assert set(form.sheet.body.fields) == {"services_offered", "boundary_customers"}
    assert isinstance(form.sheet, RecordSheet)


def test_a_change_to_something_approved_may_say_why(qtbot, form, provider: Provider):
    request = provider.take(change(provider, "approved"), "submit")
    approved = provider.take(request, "approve", decision_reason="It pays")
    form.show_record(approved)
    assert not inside(form, "record.reason").isVisible()
    form.jump_to("back_out_plan")
    type_in(qtbot, form, "ServiceChangeRequest.back_out_plan", "Put the old one back")
    assert inside(form, "record.reason").isVisible()
    qtbot.keyClicks(inside(form, "record.reason"), "Asked for in the review")
    press(qtbot, form, "action.save")
    assert records.history_of(provider.workspace, approved)[0].reason == "Asked for in the review"
    assert not inside(form, "record.reason").isVisible()


@pytest.mark.parametrize("model", [ImprovementReport, ServiceIncident, Customer])
def test_an_empty_form_scrolls_instead_of_being_squeezed(qtbot, form, model):
    form.resize(900, 300)
    form.start_new(model)
    body = form.sheet.body
    qtbot.waitUntil(lambda: body.height() > 2 * form.sheet.viewport().height())
    for section in body.findChildren(FormSection):
        assert section.height() >= min(section.minimumSizeHint().height(), 100), section.title


@pytest.mark.a_few(2)
@pytest.mark.parametrize("width", [480, 560, 672, 900])
def test_a_form_ends_where_its_last_section_ends(qtbot, form, provider, width: int):
    """Wrapped text is higher the narrower it is; the form is as high as it is at its own width, without a gap below."""
    read = incident(provider, "closed", details="All of it is written here, and nobody can change it. " * 40)
    form.resize(width, 300)
    form.show_record(read)
    body = form.sheet.body
    last = body.findChildren(FormSection)[-1]
    for folded in (False, True):
        for section in body.findChildren(FormSection):
            section.setOpen(not folded)
        room = form.sheet.viewport().height()
        qtbot.waitUntil(lambda room=room: body.height() == max(room, body.heightForWidth(body.width())))
        gap = body.height() - last.geometry().bottom()
        assert gap > 0 and (gap <= 25 or body.height() == room)
