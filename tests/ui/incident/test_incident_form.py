"""An incident in its form: clocks above, and what can be done with it."""

from datetime import timedelta
from email import message_from_bytes
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from sdesk.errors import SdeskError
from sdesk.models import CustomerAgreement, KnownError, ServiceChangeRequest, ServiceIncident
from sdesk.models.governance import Priority
from sdesk.practice.exchange.mail_drafts import standard_messages
from sdesk.practice.incident.handling import add_step, put_on_hold
from sdesk.practice.incident.holding import next_morning
from sdesk.practice.lifecycle.records import reload
from sdesk.translation import message
from sdesk.ui.desk import Desk
from sdesk.ui.incident import dialogs
from sdesk.ui.incident.clock_column import clock_in_head
from sdesk.ui.incident.clock_strip import ClockStrip
from sdesk.ui.incident.dialogs import (
    EscalateDialog,
    LinkDialog,
    MergeDialog,
    PriorityDialog,
    TellCustomerDialog,
    ask,
)
from sdesk.ui.pieces import Callout, LinkPicker
from sdesk.ui.records.form.record_form import RecordForm
from sdesk.ui.records.list.record_table import RecordTable
from sdesk.ui.records.list.table_model import RecordTableModel
from sdesk.ui.theme.marks import STATE_MARK_ROLE, Shape
from tests.provider import CALLER, Provider, incident
from tests.ui.cases import turn_to_form
from tests.ui.shell import inside


def classified(provider: Provider, **values: object) -> ServiceIncident:
    fitting = {"impact": "high", "urgency": "high", "reporter": CALLER, **values}
    case = provider.take(incident(provider, "classified", **fitting), "record")
    return provider.take(case, "classify")


@pytest.fixture
def form(qtbot, desk: Desk):
    made = RecordForm(desk)
    qtbot.addWidget(made)
    made.resize(700, 700)
    made.show()
    return made


def clocks(form) -> ClockStrip:
    turn_to_form(form)
    return inside(form, "incident.clocks", ClockStrip)


def picker(dialog, name: str) -> LinkPicker:
    found = dialog.fields[name]
    assert isinstance(found, LinkPicker)
    return found


class TestClocks:
    def test_a_draft_has_none(self, form, provider):
        form.show_record(provider.create(ServiceIncident, summary="Printer"))
        assert form.findChild(ClockStrip) is None or not clocks(form).isVisible()

    def test_time_left_is_said_in_words_and_by_a_shape(self, form, provider):
        form.show_record(classified(provider))
        cell = clocks(form).restoration
        assert cell.mark().shape is Shape.IN_PROGRESS
        assert cell.text().endswith(" left")
        assert "due" in cell.accessibleName()

    @pytest.mark.parametrize(
        ("passed", "shape", "word"),
        [(190, Shape.NEEDS_REVIEW, "at risk"), (300, Shape.OVERDUE, "late")],
    )
    def test_at_risk_from_three_quarters_and_breached_after(self, form, provider, passed, shape, word):
        case = classified(provider)  # four hours to restore
        provider.clock.pass_time(minutes=passed)
        form.show_record(case)
        cell = clocks(form).restoration
        assert cell.mark().shape is shape
        assert word in cell.text()

    def test_the_response_stops_with_the_first_step(self, form, provider):
        form.show_record(
            add_step(provider.workspace, classified(provider, assigned_to=provider.ana.id), "Called")
        )
        cell = clocks(form).response
        assert cell.mark().shape is Shape.APPROVED and cell.text().startswith("took")

    def test_on_hold_says_so(self, form, provider):
        form.show_record(put_on_hold(provider.workspace, classified(provider), "Waits"))
        assert clocks(form).restoration.text().startswith("on hold")

    def test_another_priority_shows_another_target_at_once(self, form, provider):
        case = classified(provider)
        form.show_record(case)
        before = clocks(form).restoration.accessibleName()
        provider.save(case, impact="low", urgency="low")
        assert clocks(form).restoration.accessibleName() != before

    def test_significant_impact_says_what_it_asks_for_in_the_agreement_s_words(self, form, provider):
        provider.approved(
            CustomerAgreement,
            customer=provider.extra["customer"].id,
            major_incident_definition="Nobody can work",
        )
        form.show_record(classified(provider, customer=provider.extra["customer"].id))
        said = clocks(form)._significance.text()
        assert "root cause, solution, review" in said
        assert "Nobody can work" in said and "AGR-0001" in said

    def test_with_a_solution_it_offers_the_change_request(self, form, desk, provider, qtbot):
        case = provider.save(classified(provider), solution="Watch the disk")
        form.show_record(case)
        callout = clocks(form)._significance
        with qtbot.waitSignal(desk.record_asked) as asked:
            callout.acted.emit()
        made = provider.workspace.get(ServiceChangeRequest, asked.args[0])
        assert made and made.purpose == "Watch the disk"

    def test_in_the_list_the_time_left_stands_beside_the_title(self, qtbot, desk, provider):
        classified(provider)
        table = RecordTable(desk, ServiceIncident)
        qtbot.addWidget(table)
        table.resize(800, 400)
        table.show()
        rows = table.view.model()
        assert isinstance(rows, RecordTableModel)
        at = next(place for place, column in enumerate(rows.columns) if column.name == "time_left")
        assert rows.index(0, at).data() and not table.view.isColumnHidden(at)
        assert rows.index(0, at).data(STATE_MARK_ROLE).shape is Shape.IN_PROGRESS
        provider.clock.pass_time(hours=6)
        table._time_passed()
        assert rows.index(0, at).data() == "5 h late"
        assert rows.index(0, at).data(STATE_MARK_ROLE).shape is Shape.OVERDUE


class TestHold:
    def test_hold_asks_until_when_and_proposes_the_next_working_morning(self, form, desk, provider):
        case = classified(provider)
        form.show_record(case)
        dialog = ask(dialogs.HoldDialog, desk, case, form)
        until = dialog.fields["until"].value()
        assert until == next_morning(provider.workspace, case, provider.clock.now)
        QTest.keyClicks(inside(dialog, "incident.reason.edit"), "The part comes")
        dialog.fields["until"].setValue(provider.clock.now - timedelta(hours=1))
        confirm = inside(dialog, "dialog.confirm", QPushButton)
        confirm.click()
        assert dialog.isVisible() and not reload(provider.workspace, case).on_hold
        dialog.fields["until"].setValue(until)
        confirm.click()
        held = reload(provider.workspace, case)
        assert held.on_hold and held.holds[-1].until == until
        assert "on hold until" in form_mark(desk, held)


def form_mark(desk, case) -> str:
    found = clock_in_head(desk.workspace, case)
    assert found is not None
    return found[0].word


def choose(field, value) -> None:
    field.setValue(value)
    field.changed.emit()


class TestTelling:
    @pytest.fixture
    def opened(self, monkeypatch, tmp_path: Path) -> list[bytes]:
        drafts: list[bytes] = []
        monkeypatch.setattr(dialogs, "open_draft", lambda content, name: drafts.append(content))
        return drafts

    def test_the_draft_is_addressed_and_filled_and_who_was_told_is_kept(self, form, desk, provider, opened):
        case = classified(provider)
        form.show_record(case)
        dialog = ask(TellCustomerDialog, desk, case, form)
        dialog.letter.text.setValue("We look after it.")
        dialog.confirm()
        assert message_from_bytes(opened[0])["To"] == "Dora Lind <dora@pier.example>"
        told = reload(provider.workspace, case).parties_told[-1]
        assert (told.who, told.text) == ("Dora Lind, Pier Dental", "We look after it.")

    def test_what_was_typed_stays_when_another_message_is_chosen(self, form, desk, provider):
        dialog = ask(TellCustomerDialog, desk, classified(provider), form)
        letter, callout = dialog.letter, inside(dialog, "letter.typed", Callout)
        said = standard_messages(provider.workspace)[0].text
        choose(letter.occasion, 0)
        assert said in letter.text.value()
        choose(letter.occasion, None)
        assert said not in letter.text.value()
        letter.text.setValue("A long letter.")
        choose(letter.occasion, 0)
        assert letter.text.value() == "A long letter."
        assert callout.isVisible()
        callout.acted.emit()
        assert said in letter.text.value()
        assert callout.isHidden()

    def test_without_a_mail_program_it_is_not_called_told(self, form, desk, provider, monkeypatch):
        def fails(content: bytes, name: str) -> None:
            raise SdeskError(message("No mail program opened the draft."))

        monkeypatch.setattr(dialogs, "open_draft", fails)
        case = classified(provider)
        dialog = ask(TellCustomerDialog, desk, case, form)
        dialog.confirm()
        assert dialog.isVisible()
        assert reload(provider.workspace, case).parties_told == ()

    def test_told_by_telephone_is_noted_without_a_draft(self, form, desk, provider, opened):
        case = classified(provider)
        dialog = ask(TellCustomerDialog, desk, case, form)
        inside(dialog, "dialog.only-note", QPushButton).click()
        assert opened == []
        assert len(reload(provider.workspace, case).parties_told) == 1


class TestWhatCanBeDone:
    def menu(self, form) -> dict:
        return {action.objectName(): action for action in form.head.more.actions()}

    def test_escalating_notes_to_whom_and_why(self, form, desk, provider):
        case = classified(provider)
        dialog = ask(EscalateDialog, desk, case, form)
        picker(dialog, "to").add(dialog._who("cleo")[0])
        dialog.fields["reason"].setValue("Knows the switch")
        dialog.confirm()
        case = reload(provider.workspace, case)
        assert case.escalated_to == provider.cleo.id
        assert case.escalations[-1].reason == "Knows the switch"

    def test_escalating_to_nobody_is_refused_in_the_dialog(self, form, desk, provider):
        dialog = ask(EscalateDialog, desk, classified(provider), form)
        dialog.confirm()
        assert dialog.isVisible()

    def test_merging_opens_the_one_that_goes_on(self, form, desk, provider, qtbot):
        kept = classified(provider, summary="No e-mail in the office")
        gone = classified(provider, summary="No e-mail at the front desk")
        dialog = ask(MergeDialog, desk, gone, form)
        offered = dialog._others("")
        assert [each.id for each in offered] == [kept.id]
        picker(dialog, "other").add(offered[0])
        dialog.fields["reason"].setValue("One server")
        with qtbot.waitSignal(desk.record_asked) as asked:
            dialog.confirm()
        assert asked.args == [kept.id]
        assert reload(provider.workspace, gone).state == "cancelled"

    def test_linking_names_each_other(self, form, desk, provider):
        one, other = classified(provider, summary="One"), classified(provider, summary="Other")
        dialog = ask(LinkDialog, desk, one, form)
        picker(dialog, "other").add(dialog._others("other")[0])
        dialog.confirm()
        assert reload(provider.workspace, other).related == (one.id,)

    def test_another_priority_needs_its_reason(self, form, desk, provider):
        case = classified(provider)
        dialog = ask(PriorityDialog, desk, case, form)
        dialog.fields["priority"].setValue(Priority.LOW)
        dialog.confirm()
        assert dialog.isVisible()
        dialog.fields["reason"].setValue("They are on holiday")
        dialog.confirm()
        assert reload(provider.workspace, case).priority is Priority.LOW

    def test_a_change_request_comes_from_the_menu_and_is_shown(self, form, desk, provider, qtbot):
        case = classified(provider)
        form.show_record(case)
        with qtbot.waitSignal(desk.record_asked) as asked:
            self.menu(form)["action.request-change"].trigger()
        made = provider.workspace.get(ServiceChangeRequest, asked.args[0])
        assert made and made.related == (case.id,)

    def test_a_known_error_comes_from_the_menu_in_one_step(self, form, desk, provider, qtbot):
        case = classified(provider)
        form.show_record(case)
        with qtbot.waitSignal(desk.record_asked) as asked:
            self.menu(form)["action.known-error"].trigger()
        made = provider.workspace.get(KnownError, asked.args[0])
        assert made and made.symptom == case.summary

    def test_what_is_over_is_not_escalated_and_says_why(self, form, provider):
        case = provider.take(classified(provider), "cancel", "Told twice")
        form.show_record(case)
        offered = self.menu(form)
        for name in ("action.escalate", "action.tell-customer", "action.hold"):
            assert not offered[name].isEnabled()
            assert offered[name].toolTip() == "It is over: “cancelled”."


def test_time_passes_for_a_form_that_stays_open(form, provider):
    form.show_record(classified(provider))
    provider.clock.now += timedelta(hours=6)
    clocks(form)._refresh()
    assert clocks(form).restoration.mark().shape is Shape.OVERDUE
