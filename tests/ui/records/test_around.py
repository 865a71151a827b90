"""What belongs to a record: incident actions, contacts, links, files, history."""

from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QAction, QDropEvent
from PySide6.QtWidgets import QComboBox, QFileDialog, QLineEdit, QMenu, QPushButton, QTabBar, QToolButton

from sdesk.models import (
    ConfigurationItem,
    Customer,
    Organization,
    Record,
    ServiceDeliveryPolicy,
    ServiceDesign,
    ServiceIncident,
)
from sdesk.practice.exchange.handouts import PRINT, tell
from sdesk.practice.incident.merging import link_incidents
from sdesk.practice.lifecycle import records
from sdesk.practice.lifecycle.attachments import attachments_of
from sdesk.ui.desk import Desk
from sdesk.ui.pieces import Callout, HelpText, PlainLabel
from sdesk.ui.pieces.texts import ErrorText
from sdesk.ui.records.attachments_panel import write_copy
from sdesk.ui.records.form.record_form import RecordForm
from sdesk.ui.registry import open_desk
from tests.provider import CALLER, Provider, change, incident
from tests.ui.cases import turn_to
from tests.ui.shell import inside

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
    return inside(form, f"{field}.edit", QLineEdit)


def type_in(qtbot, form, field: str, text: str) -> None:
    edit = inside(form, f"{field}.edit")
    edit.setFocus()
    edit.selectAll()
    qtbot.keyClicks(edit, text)


def press(qtbot, form, name: str) -> None:
    qtbot.mouseClick(inside(form, name, QPushButton), Qt.MouseButton.LeftButton)


def stored(provider: Provider, model: type[Record]) -> list:
    return provider.workspace.find(model)


def choose(form, name: str) -> None:
    """Click a line of the More menu."""
    menu = inside(form, "action.more", QPushButton).menu()
    assert isinstance(menu, QMenu)
    action = next((each for each in menu.actions() if each.objectName() == name), None)
    assert action is not None, [each.objectName() for each in menu.actions()]
    action.trigger()


# an incident at work


def test_an_incident_is_put_on_hold_with_a_reason_and_resumed(qtbot, form, provider: Provider):
    case = provider.take(incident(provider), "record")
    form.show_record(case)
    choose(form, "action.hold")
    dialog = inside(form, "incident.dialog")
    confirm = inside(dialog, "dialog.confirm", QPushButton)
    confirm.click()
    assert not form.record.on_hold and dialog.isVisible()
    qtbot.keyClicks(inside(dialog, "incident.reason.edit"), "Waiting for the customer")
    confirm.click()
    assert form.record.on_hold
    choose(form, "action.resume")
    assert not form.record.on_hold


def test_a_step_taken_is_noted_with_name_and_time(qtbot, form, provider: Provider):
    case = provider.take(incident(provider), "record")
    form.show_record(case)
    before = len(case.steps_taken)
    choose(form, "action.add-step")
    dialog = inside(form, "incident.dialog")
    qtbot.keyClicks(inside(dialog, "incident.text.edit"), "Restarted the router")
    inside(dialog, "dialog.confirm", QPushButton).click()
    step = form.record.steps_taken[-1]
    assert len(form.record.steps_taken) == before + 1
    assert (step.text, step.person) == ("Restarted the router", provider.ana.id)


# contacts, links


def test_picking_a_contact_fills_all_five_parts(qtbot, form, provider: Provider):
    contact = {"name": "Dora Lind", "telephone": CALLER.telephone, "email": CALLER.email}
    provider.create(Customer, name="Pier Dental", address="1 Quay Street", contacts=(contact,))
    form.start_new(ServiceIncident)
    edit = line(form, "ServiceIncident.reporter")
    edit.setFocus()
    qtbot.keyClicks(edit, "dora")
    field = form.sheet.body.fields["reporter"]
    assert field.suggestions().texts() == ["Dora Lind"]
    popup = field.suggestions().popup()
    qtbot.keyClick(popup, Key.Key_Down)
    qtbot.keyClick(popup, Key.Key_Return)
    assert field.value() == CALLER
    assert field.value().missing == ()


def test_a_contact_may_be_typed_and_stays_as_typed(qtbot, form, provider: Provider):
    form.start_new(ServiceIncident)
    edit = line(form, "ServiceIncident.reporter")
    edit.setFocus()
    qtbot.keyClicks(edit, "Somebody New")
    reporter = inside(form, "ServiceIncident.reporter")
    for part in ("organization", "address", "telephone", "email"):
        qtbot.keyClicks(inside(reporter, f"contact.{part}", QLineEdit), part)
    assert form.save()
    assert form.record.reporter.model_dump() == {
        "name": "Somebody New",
        "organization": "organization",
        "address": "address",
        "telephone": "telephone",
        "email": "email",
    }


def test_a_missing_customer_is_made_without_leaving_the_form(qtbot, form, provider: Provider):
    form.start_new(ServiceIncident)
    form.sheet.body.fields["customer"].createRequested.emit("Harbour School")
    dialog = inside(form, "create.dialog")
    assert inside(dialog, "Customer.name.edit", QLineEdit).text() == "Harbour School"
    inside(dialog, "dialog.confirm", QPushButton).click()
    made = next(each for each in stored(provider, Customer) if each.name == "Harbour School")
    assert form.sheet.body.value_of("customer") == made.id


def test_an_incomplete_new_customer_is_not_made(qtbot, form, provider: Provider):
    form.start_new(ServiceIncident)
    before = len(stored(provider, Customer))
    form.sheet.body.fields["customer"].createRequested.emit("")
    dialog = inside(form, "create.dialog")
    inside(dialog, "dialog.confirm", QPushButton).click()
    assert dialog.isVisible()
    assert len(stored(provider, Customer)) == before
    assert "missing" in inside(dialog, "Customer.name").findChild(ErrorText).text()


def test_what_links_to_a_record_is_listed_and_opens(qtbot, form, desk: Desk, provider: Provider):
    item: ConfigurationItem = provider.extra["item"]
    case = provider.take(incident(provider, "recorded", configuration_items=(item.id,)), "record")
    form.show_record(item)
    tabs = inside(form, "record.tabs", QTabBar)
    assert tabs.tabText(2) == "Links 1"
    tabs.setCurrentIndex(2)
    with qtbot.waitSignal(desk.record_asked) as asked:
        press(qtbot, form, f"link.{case.number}")
    assert asked.args == [case.id]


def test_a_change_offers_the_papers_it_lacks(qtbot, form, desk: Desk, provider: Provider):
    request = provider.take(change(provider), "submit")
    form.show_record(request)
    turn_to(form, "Links")
    with qtbot.waitSignal(desk.new_asked) as asked:
        press(qtbot, form, "action.start.ServiceDesign")
    assert asked.args == [ServiceDesign, {"change": request.id}]


# files and history


def test_a_dropped_file_is_kept_with_the_record(qtbot, form, provider: Provider, tmp_path: Path):
    paper = tmp_path / "order.txt"
    paper.write_text("One router", encoding="utf-8")
    form.show_record(provider.create(ServiceIncident, summary="Printer"))
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(paper))])
    copying, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    form.dropEvent(QDropEvent(QPointF(5, 5), copying, mime, left, Qt.KeyboardModifier.NoModifier))
    assert [each.name for each in attachments_of(provider.workspace, form.record)] == ["order.txt"]
    assert inside(form, "attachment.open", QPushButton).text() == "order.txt"
    assert inside(form, "record.tabs", QTabBar).tabText(1) == "Files 1"


def test_a_file_is_removed_only_when_asked_twice(qtbot, form, provider: Provider, tmp_path: Path):
    paper = tmp_path / "order.txt"
    paper.write_text("One router", encoding="utf-8")
    form.show_record(provider.create(ServiceIncident, summary="Printer"))
    form.attach_files([str(paper)])
    inside(form, "attachment.remove", QToolButton).click()
    assert attachments_of(provider.workspace, form.record)
    inside(form, "attachment.remove.sure", QPushButton).click()
    assert not attachments_of(provider.workspace, form.record)


def test_history_says_before_and_after_in_the_words_of_the_form(qtbot, form, provider: Provider):
    draft = provider.create(ServiceIncident, summary="Printer", customer=provider.extra["customer"].id)
    provider.save(draft, summary="Router")
    form.show_record(draft)
    inside(form, "record.tabs", QTabBar).setCurrentIndex(3)
    texts = [label.text() for label in inside(form, "record.history").findChildren(HelpText)]
    labels = " ".join(
        each.text() for each in inside(form, "record.history").findChildren(type(form.head._title).__mro__[1])
    )
    assert "In one line" in texts
    assert "Printer  →  Router" in labels
    assert "Pier Dental" in labels
    assert any("Ana Reyes" in text for text in texts)


def test_a_change_is_undone_from_the_history(qtbot, form, provider: Provider):
    draft = provider.create(ServiceIncident, summary="Printer")
    provider.save(draft, summary="Router")
    form.show_record(draft)
    inside(form, "record.tabs", QTabBar).setCurrentIndex(3)
    press(qtbot, form, "history.undo")
    assert form.record.summary == "Printer"
    assert line(form, "ServiceIncident.summary").text() == "Printer"


def test_an_undo_from_the_history_says_in_how_many_records(qtbot, form, provider: Provider):
    one, two = (provider.create(ServiceIncident, summary=name) for name in ("Printer", "Router"))
    link_incidents(provider.workspace, one, two)
    provider.save(two, summary="Switch")
    form.show_record(one)
    inside(form, "record.tabs", QTabBar).setCurrentIndex(3)
    undo = inside(form, "history.undo", QPushButton)
    assert undo.text() == "Undo in 2 records"
    qtbot.mouseClick(undo, Qt.MouseButton.LeftButton)
    assert provider.workspace.get(ServiceIncident, two.id).related == ()
    assert provider.workspace.get(ServiceIncident, two.id).summary == "Switch"


def test_history_says_what_left_and_offers_no_way_back(form, desk: Desk, provider: Provider, tmp_path: Path):
    draft = provider.create(ServiceIncident, summary="Printer")
    form.show_record(draft)
    (tmp_path / "order.txt").write_text("One router", encoding="utf-8")
    form.attach_files([str(tmp_path / "order.txt")])
    (kept,) = attachments_of(provider.workspace, draft)
    write_copy(desk, kept, tmp_path / "copy.txt")
    assert (tmp_path / "copy.txt").read_text(encoding="utf-8") == "One router"
    tell(provider.workspace, PRINT, "INC-1 Printer", draft.id)
    form.show_record(draft)
    inside(form, "record.tabs", QTabBar).setCurrentIndex(3)
    labels = [each.text() for each in inside(form, "record.history").findChildren(PlainLabel)]
    assert [each for each in labels if each in ("Printed", "Saved as a file")] == [
        "Printed",
        "Saved as a file",
    ]
    assert {"INC-1 Printer", "copy.txt"} <= set(labels)
    assert len(inside(form, "record.history").findChildren(QPushButton, "history.undo")) == 2


def test_what_cannot_be_undone_from_the_history_is_said(qtbot, form, provider: Provider):
    draft = provider.create(ServiceIncident, summary="Printer")
    provider.create(ServiceIncident, summary="Router", related=(draft.id,))
    form.show_record(draft)
    inside(form, "record.tabs", QTabBar).setCurrentIndex(3)
    press(qtbot, form, "history.undo")
    said = inside(form, "record.history").findChild(Callout)
    assert "links to" in said.text()
    assert provider.workspace.get(ServiceIncident, draft.id).deleted_at is None


def test_a_fault_of_the_program_keeps_what_is_typed(qtbot, form, provider: Provider, monkeypatch):
    def fails(*_: object, **__: object) -> None:
        raise RuntimeError("a bug")

    form.show_record(provider.create(ServiceIncident, summary="Printer"))
    type_in(qtbot, form, "ServiceIncident.summary", "Half a thought")
    monkeypatch.setattr("sdesk.ui.records.form.sheet.save", fails)
    with pytest.raises(RuntimeError):
        form.save()
    assert line(form, "ServiceIncident.summary").text() == "Half a thought"
    assert inside(form, "record.saved").text() == "Not saved"
    monkeypatch.undo()
    assert form.save()
    assert form.record.summary == "Half a thought"


# particular fields


def test_the_matrix_is_a_table_whose_cells_keep_their_ids(qtbot, form, provider: Provider):
    policy = stored(provider, ServiceDeliveryPolicy)[0]
    draft = records.new_version(provider.workspace, policy)
    form.show_record(draft)
    cell = inside(form, "matrix.high.low").findChild(QComboBox)
    before: dict[tuple, UUID] = {(each.impact, each.urgency): each.id for each in draft.matrix}
    cell.setCurrentIndex(1)
    cell.activated.emit(1)
    assert form.save()
    after = {(each.impact, each.urgency): each.id for each in form.record.matrix}
    assert after == before
    assert (
        next(each for each in form.record.matrix if (each.impact, each.urgency) == ("high", "low")).priority
        == "1 critical"
    )


def test_service_hours_to_midnight_come_back_as_they_went_in(form, provider: Provider):
    from sdesk.models import ServiceCalendar

    span = {"weekday": "monday", "start_minute": 0, "end_minute": 1440}
    calendar = provider.create(ServiceCalendar, name="All day", time_zone="UTC", weekly_hours=(span,))
    form.show_record(calendar)
    hours = form.sheet.body.value_of("weekly_hours")
    assert hours == calendar.weekly_hours


# the organization


def test_a_logo_can_be_chosen_after_the_first_run(qtbot, form, provider: Provider, tmp_path: Path):
    ours = provider.workspace.first(Organization)
    assert ours is not None
    form.show_record(ours)
    picture = tmp_path / "mark.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + b"\x00" * 20)
    for chosen, taken in ((tmp_path / "none.png", False), (picture, True)):
        action = next(each for each in form.findChildren(QAction) if each.objectName() == "action.logo")
        action.trigger()
        dialog = inside(form, "file.logo", QFileDialog)
        dialog.fileSelected.emit(str(chosen))
        dialog.close()
        qtbot.waitUntil(lambda: form.findChild(QFileDialog, "file.logo") is None)
        assert (records.reload(provider.workspace, ours).logo is not None) is taken


# service hours that change


def test_hours_changed_in_the_form_are_valid_from_today_and_a_day_before_is_refused_there(
    qtbot, form, provider: Provider
):
    from sdesk.models import CustomerAgreement, ServiceCalendar

    calendar = provider.create(ServiceCalendar, name="Office hours", time_zone="UTC")
    customer = provider.extra["customer"].id
    provider.approved(CustomerAgreement, customer=customer, service_hours=calendar.id)
    form.show_record(calendar)
    type_in(qtbot, form, "ServiceCalendar.time_zone", "Europe/Paris")
    assert form.save()
    assert line(form, "ServiceCalendar.valid_from").text() == "2026-03-02"
    before = inside(form, "ServiceCalendar.earlier")
    assert "2026-03-02 · UTC · Monday · 09:00 · 17:00" in " ".join(
        each.text() for each in before.findChildren(PlainLabel)
    )
    type_in(qtbot, form, "ServiceCalendar.time_zone", "Europe/Rome")
    type_in(qtbot, form, "ServiceCalendar.valid_from", "2026-03-01")
    assert not form.save()
    said = [each.text() for each in form.findChildren(ErrorText) if each.isVisibleTo(form)]
    assert any(text.startswith("What incidents and reports counted before 2 March 2026") for text in said)
