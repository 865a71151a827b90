"""The case of an incident: its story, the line to write in, its facts, one of which at a time is a field."""

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QPushButton, QScrollArea, QTextEdit, QWidget

from sdesk.models import Customer, CustomerAgreement, ServiceIncident
from sdesk.models.priorities import Impact, Priority, Urgency
from sdesk.practice.incident.handling import add_step, put_on_hold, resume, tell_party
from sdesk.practice.lifecycle.records import latest_operation, reload
from sdesk.practice.lifecycle.undo import undo
from sdesk.ui.desk import Desk
from sdesk.ui.pieces import FieldWidget
from sdesk.ui.records.form.record_form import RecordForm
from sdesk.ui.records.reading import moment_text
from sdesk.ui.theme.marks import Shape
from tests.provider import CALLER, Provider, incident
from tests.ui.cases import (
    adds,
    case_of,
    entered,
    fact_named,
    fact_of,
    line_of,
    minutes_of,
    page_in_sight,
    pages,
    story_of,
    turn_to,
)
from tests.ui.shell import CTRL, SHIFT, inside

Key = Qt.Key


@pytest.fixture
def form(qtbot, desk: Desk):
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1366, 768)
    made = RecordForm(desk, window)
    made.setGeometry(592, 0, 774, 660)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    yield made
    window.close()


def recorded(provider: Provider, **values: object) -> ServiceIncident:
    return provider.take(incident(provider, "recorded", reporter=CALLER, **values), "record")


def classified(provider: Provider, **values: object) -> ServiceIncident:
    fitting = {"impact": "high", "urgency": "high", "reporter": CALLER, **values}
    return provider.take(provider.take(incident(provider, "classified", **fitting), "record"), "classify")


def stored(provider: Provider, form: RecordForm) -> ServiceIncident:
    assert isinstance(form.record, ServiceIncident)
    return reload(provider.workspace, form.record)


def with_focus() -> QWidget:
    focused = QApplication.focusWidget()
    assert focused is not None
    return focused


def settle() -> None:
    for _turn in range(3):
        QApplication.processEvents()


class TestWhatIsShownFirst:
    def test_an_incident_opens_on_its_case_with_the_form_behind(self, form, provider):
        form.show_record(classified(provider))
        assert pages(form)[:5] == ["Case", "Form", "Files", "Links", "History"]
        assert page_in_sight(form) == "Case"

    def test_the_fields_of_the_form_are_made_when_it_is_turned_to(self, form, provider):
        form.show_record(classified(provider))
        settle()
        assert form.findChildren(FieldWidget) == [inside(form, "story.minutes", FieldWidget)]
        turn_to(form, "Form")
        assert inside(form, "ServiceIncident.summary.edit").isVisible()

    def test_a_draft_opens_on_its_form(self, form, provider):
        form.show_record(provider.create(ServiceIncident, summary="Printer"))
        assert page_in_sight(form) == "Record" and "Case" not in pages(form)

    def test_recording_it_leaves_one_on_the_form(self, form, provider):
        form.show_record(incident(provider, "recorded", reporter=CALLER))
        form.press_step()
        assert form.record.state == "recorded" and page_in_sight(form) == "Record"
        assert "Case" in pages(form)

    def test_its_pages_are_turned_on_and_back(self, form, provider):
        """By Ctrl+Tab, which is the window's: `tests/ui/window/test_every_key.py`."""
        form.show_record(classified(provider))
        form.read()
        been = []
        for _page in pages(form):
            been.append(page_in_sight(form))
            form.turn_page(1)
        assert been == pages(form) and page_in_sight(form) == "Case"
        form.turn_page(-1)
        assert page_in_sight(form) == pages(form)[-1]

    def test_the_same_record_read_again_stays_on_its_page(self, form, provider):
        case = classified(provider)
        form.show_record(case)
        turn_to(form, "Form")
        provider.save(case, notes="Somebody else wrote this")
        form.show_record(case)
        assert page_in_sight(form) == "Form"


class TestStory:
    def test_it_is_told_in_the_order_of_time(self, form, provider):
        case = recorded(provider, details="Nothing prints since nine.")
        provider.clock.pass_time(minutes=3)
        case = add_step(provider.workspace, case, "Restarted the spooler", 15)
        provider.clock.pass_time(minutes=3)
        case = tell_party(provider.workspace, case, "Dora Lind", "We are at it")
        provider.clock.pass_time(minutes=3)
        case = put_on_hold(provider.workspace, case, "Waits for a part")
        form.show_record(case)
        told = story_of(form)
        order = [
            "It began",
            "Dora Lind",
            "Nothing prints since nine.",
            "Ana",
            "Restarted the spooler",
            "15 min",
        ]
        order += ["Told Dora Lind", "We are at it", "Put on hold", "Waits for a part"]
        places = [told.index(each) for each in order]
        assert places == sorted(places)

    def test_a_hold_says_until_when_and_one_without_says_nothing_of_it(self, form, provider):
        case = put_on_hold(provider.workspace, classified(provider), "Waits for a part")
        form.show_record(case)
        assert "Put on hold\u2028Waits for a part" in story_of(form).replace("\n", "\u2028")
        case = resume(provider.workspace, case)
        until = datetime(2026, 3, 9, 9, 30, tzinfo=UTC)
        form.show_record(put_on_hold(provider.workspace, case, "Comes on Monday", until))
        assert f"Put on hold until {moment_text(until)}" in story_of(form)
        case = resume(provider.workspace, reload(provider.workspace, case))
        form.show_record(case)
        assert f"Put on hold until {moment_text(until)}" in story_of(form), "what was said stays said"

    def test_classifying_and_closing_are_in_it_with_who_did_it(self, form, provider):
        form.show_record(classified(provider))
        assert "Classified by Ana" in story_of(form)

    def test_it_opens_at_its_end_and_can_be_selected(self, form, provider):
        case = classified(provider)
        for at in range(40):
            case = add_step(provider.workspace, case, f"Step number {at} of many, each of them a line")
        form.show_record(case)
        settle()
        text = inside(form, "case.story", QTextEdit)
        bar = text.verticalScrollBar()
        assert bar.maximum() > 0 and bar.value() == bar.maximum()
        text.selectAll()
        assert "Step number 39" in text.textCursor().selectedText()
        assert text.isReadOnly() and text.accessibleName() == "What happened"

    def test_markup_in_it_is_text(self, form, provider):
        form.show_record(add_step(provider.workspace, classified(provider), "<b>bold</b> & <br>"))
        assert "<b>bold</b> & <br>" in story_of(form)

    def test_what_is_added_is_in_sight(self, form, provider):
        case = classified(provider)
        for at in range(40):
            case = add_step(provider.workspace, case, f"Step number {at}")
        form.show_record(case)
        settle()
        bar = inside(form, "case.story", QTextEdit).verticalScrollBar()
        bar.setValue(0)
        adds(form, "The last of all")
        settle()
        assert bar.value() == bar.maximum() and "The last of all" in story_of(form)


class TestLine:
    def test_enter_makes_a_new_line_and_ctrl_enter_adds_and_takes_no_step(self, form, provider):
        form.show_record(classified(provider))
        line = line_of(form)
        line.setFocus()
        QTest.keyClicks(line, "Restarted it")
        QTest.keyClick(line, Key.Key_Return)
        QTest.keyClicks(line, "and looked")
        QTest.keyClicks(minutes_of(form), "1:20")
        QTest.keyClick(line, Key.Key_Return, CTRL)
        now = stored(provider, form)
        step = now.steps_taken[-1]
        assert (step.text, step.minutes, step.person) == ("Restarted it\nand looked", 80, provider.ana.id)
        assert now.state == "classified"
        assert line.toPlainText() == "" and minutes_of(form).text() == "" and line.hasFocus()

    @pytest.mark.parametrize(
        ("typed", "minutes"), [("15", 15), ("15 min", 15), ("1:20", 80), ("1 h", 60), ("", None)]
    )
    def test_minutes_as_people_write_them(self, form, provider, typed, minutes):
        form.show_record(classified(provider))
        adds(form, "Looked", typed)
        assert stored(provider, form).steps_taken[-1].minutes == minutes

    def test_ctrl_enter_in_the_minutes_adds_too(self, form, provider):
        form.show_record(classified(provider))
        QTest.keyClicks(line_of(form), "Looked")
        minutes_of(form).setFocus()
        QTest.keyClick(minutes_of(form), Key.Key_Return, CTRL)
        now = stored(provider, form)
        assert now.steps_taken[-1].text == "Looked" and now.state == "classified"

    def test_what_is_no_duration_is_said_and_nothing_is_added(self, form, provider):
        form.show_record(classified(provider))
        before = len(stored(provider, form).steps_taken)
        adds(form, "Looked", "soon")
        assert len(stored(provider, form).steps_taken) == before
        assert "duration" in inside(form, "story.fault").text()
        assert line_of(form).toPlainText() == "Looked"

    def test_nothing_typed_is_not_added_and_takes_no_step(self, form, provider):
        form.show_record(classified(provider))
        before = stored(provider, form)
        line_of(form).setFocus()
        for held in (CTRL, CTRL | SHIFT):
            QTest.keyClick(line_of(form), Key.Key_Return, held)
        after = stored(provider, form)
        assert (after.steps_taken, after.state) == (before.steps_taken, before.state)
        assert inside(form, "story.fault").text().startswith("Say what was done.")

    def test_ctrl_shift_enter_adds_and_takes_the_next_step(self, form, provider):
        form.show_record(classified(provider))
        line_of(form).setFocus()
        QTest.keyClicks(line_of(form), "Found it")
        QTest.keyClick(line_of(form), Key.Key_Return, CTRL | SHIFT)
        now = stored(provider, form)
        assert now.steps_taken[-1].text == "Found it" and now.state == "investigated"

    def test_a_held_key_adds_once(self, form, provider):
        form.show_record(classified(provider))
        before = len(stored(provider, form).steps_taken)
        line_of(form).setFocus()
        QTest.keyClicks(line_of(form), "Once")
        for _press in range(5):
            QTest.keyClick(line_of(form), Key.Key_Return, CTRL)
        assert len(stored(provider, form).steps_taken) == before + 1
        assert inside(form, "story.fault").text() == ""

    def test_adding_is_one_operation_that_can_be_taken_back(self, form, provider):
        form.show_record(classified(provider))
        before = stored(provider, form).steps_taken
        adds(form, "Wrong case", "15")
        undo_last(provider)
        assert stored(provider, form).steps_taken == before
        settle()
        assert "Wrong case" not in story_of(form)

    def test_ctrl_r_goes_to_the_line(self, form, provider):
        form.show_record(classified(provider))
        form.read()
        assert not line_of(form).hasFocus()
        QTest.keyClick(with_focus(), Key.Key_R, CTRL)
        assert line_of(form).hasFocus()

    def test_what_is_typed_waits_for_its_own_incident(self, form, provider):
        one, other = classified(provider, summary="One"), classified(provider, summary="Other")
        form.show_record(one)
        QTest.keyClicks(line_of(form), "Half a sen")
        QTest.keyClicks(minutes_of(form), "1")
        form.show_record(other)
        assert line_of(form).toPlainText() == "" and form.unsaved() == (one.number,)
        form.show_record(one)
        assert (line_of(form).toPlainText(), minutes_of(form).text()) == ("Half a sen", "1")

    def test_what_is_typed_stays_when_the_incident_changes(self, form, provider):
        case = classified(provider)
        form.show_record(case)
        QTest.keyClicks(line_of(form), "Half a sen")
        provider.save(case, notes="Somebody else wrote this")
        assert line_of(form).toPlainText() == "Half a sen"

    def test_nothing_is_added_to_what_is_over(self, form, provider):
        form.show_record(provider.take(classified(provider), "cancel", "Told twice"))
        assert not line_of(form).isVisible()


def undo_last(provider: Provider) -> None:
    last = latest_operation(provider.workspace)
    assert last is not None
    undo(provider.workspace, last)


class TestFacts:
    def test_they_say_what_there_is_to_know(self, form, provider):
        case = classified(provider)
        form.show_record(case)
        said = {
            name: fact_named(form, name).text()
            for name in ("customer", "impact", "priority", "owner", "reporter")
        }
        assert said["impact"] == "High" and said["reporter"].startswith(CALLER.name)
        assert CALLER.telephone in said["reporter"]
        assert said["priority"].startswith("1") and "4 h" in said["priority"]
        assert fact_named(form, "restore").text().endswith("min of 4 h")

    @pytest.mark.parametrize("how", ["click", "F2", "Return", "typing"])
    def test_one_turns_into_its_field_and_what_is_kept_is_saved_at_once(self, form, provider, how):
        form.show_record(classified(provider))
        fact = fact_of(form, "impact")
        fact.setFocus()
        if how == "click":
            QTest.mouseClick(fact, Qt.MouseButton.LeftButton)
        elif how == "typing":
            QTest.keyClick(fact, Key.Key_L)
        else:
            QTest.keyClick(fact, Key.Key_F2 if how == "F2" else Key.Key_Return)
        field = entered(form, "impact")
        assert isinstance(field, QComboBox) and field.hasFocus()
        if how != "typing":
            QTest.keyClick(field, Key.Key_L)
        QTest.keyClick(field, Key.Key_Return)
        assert stored(provider, form).impact is Impact.LOW
        assert fact.text() == "Low" and fact.hasFocus() and not field.isVisible()

    def test_escape_takes_back_and_saves_nothing(self, form, provider):
        form.show_record(classified(provider))
        fact = fact_of(form, "impact")
        fact.setFocus()
        QTest.keyClick(fact, Key.Key_L)
        QTest.keyClick(entered(form, "impact"), Key.Key_Escape)
        assert stored(provider, form).impact is Impact.HIGH and fact.text() == "High"
        assert fact.hasFocus() and not form.unsaved()

    def test_tab_keeps_and_walks_on(self, form, provider):
        form.show_record(classified(provider))
        fact = fact_of(form, "impact")
        fact.setFocus()
        QTest.keyClick(fact, Key.Key_L)
        QTest.keyClick(entered(form, "impact"), Key.Key_Tab)
        assert stored(provider, form).impact is Impact.LOW
        assert QApplication.focusWidget() is fact_of(form, "urgency")

    def test_tab_walks_all_facts_in_the_order_that_is_read(self, form, provider):
        form.show_record(classified(provider))
        first = fact_named(form, "customer")
        first.setFocus()
        been = [first.kind.name]
        while len(been) < 30:
            QTest.keyClick(with_focus(), Key.Key_Tab)
            now = QApplication.focusWidget()
            if not now.objectName().startswith("fact."):
                break
            been.append(now.objectName().removeprefix("fact."))
        assert been == [
            "customer", "service", "item", "impact", "urgency", "priority", "owner", "reporter", "started",
            "respond", "restore", "hold", "work",
        ]  # fmt: skip

    def test_nothing_moves_when_one_is_entered(self, form, provider):
        form.show_record(classified(provider))
        settle()
        names = ("customer", "impact", "reporter", "started", "hold")
        before = {name: fact_named(form, name).mapTo(form, QPoint()) for name in names}
        for field in ("configuration_items", "reporter", "impact", "started_at"):
            fact = fact_of(form, field)
            fact.setFocus()
            QTest.keyClick(fact, Key.Key_F2)
            settle()
            assert {name: fact_named(form, name).mapTo(form, QPoint()) for name in names} == before, field
            QTest.keyClick(with_focus(), Key.Key_Escape)
            settle()

    def test_priority_follows_at_once_with_its_targets(self, form, provider):
        form.show_record(classified(provider))
        before = fact_named(form, "priority").text()
        fact = fact_of(form, "urgency")
        fact.setFocus()
        QTest.keyClick(fact, Key.Key_L)
        while_typed = fact_named(form, "priority").text()
        QTest.keyClick(entered(form, "urgency"), Key.Key_Return)
        assert before != while_typed == fact_named(form, "priority").text()
        now = stored(provider, form)
        assert now.urgency is Urgency.LOW and now.priority is not Priority.CRITICAL

    def test_what_somebody_else_changed_meanwhile_is_a_conflict_as_in_the_form(self, form, provider):
        case = classified(provider)
        form.show_record(case)
        fact = fact_of(form, "impact")
        fact.setFocus()
        QTest.keyClick(fact, Key.Key_L)
        provider.save(case, impact="medium")
        QTest.keyClick(entered(form, "impact"), Key.Key_Return)
        assert stored(provider, form).impact is Impact.MEDIUM
        assert form.unsaved() and inside(form, "record.trouble").isVisible()
        assert fact.text() == "Low" and fact.tone() == "danger" and fact.accessibleDescription()

    def test_what_is_no_value_stays_in_its_field(self, form, provider):
        case = classified(provider)
        form.show_record(case)
        fact = fact_of(form, "started_at")
        fact.setFocus()
        QTest.keyClicks(fact, "q")
        QTest.keyClicks(entered(form, "started_at"), "x")
        QTest.keyClick(entered(form, "started_at"), Key.Key_Return)
        assert entered(form, "started_at").isVisible()
        assert stored(provider, form).started_at == case.started_at

    def test_what_is_over_is_read_only(self, form, provider):
        form.show_record(provider.take(classified(provider), "cancel", "Told twice"))
        fact = fact_of(form, "impact")
        fact.setFocus()
        QTest.keyClick(fact, Key.Key_F2)
        QTest.keyClick(fact, Key.Key_L)
        assert case_of(form).facts.entered() is None and fact.text() == "High"

    def test_what_the_next_step_lacks_says_so_and_f2_goes_there(self, form, provider):
        form.show_record(recorded(provider, impact="high", urgency="high", assigned_to=provider.ana.id))
        item = fact_of(form, "configuration_items")
        assert (item.text(), item.tone()) == ("missing", "warning")
        form.read()
        QTest.keyClick(with_focus(), Key.Key_F2)
        assert item.hasFocus()
        inside(form, "missing.configuration_items", QPushButton).click()
        assert item.hasFocus() and page_in_sight(form) == "Case"

    def test_a_step_that_is_missing_leads_to_the_line(self, form, provider):
        case = provider.take(classified(provider, steps_taken=()), "investigate")
        form.show_record(case)
        if not case.steps_taken:
            form.edit()
            assert line_of(form).hasFocus()

    def test_the_form_holds_the_field_again_afterwards(self, form, provider):
        form.show_record(classified(provider))
        fact = fact_of(form, "impact")
        for _time in range(2):
            fact.setFocus()
            QTest.keyClick(fact, Key.Key_F2)
            QTest.keyClick(entered(form, "impact"), Key.Key_Escape)
            turn_to(form, "Form")
            field = form.sheet.body.fields["impact"]
            assert field.isVisible() and form.sheet.isAncestorOf(field)
            turn_to(form, "Case")

    def test_words_in_a_fact_are_kept_where_another_page_is_turned_to(self, form, provider):
        form.show_record(classified(provider))
        fact = fact_of(form, "impact")
        fact.setFocus()
        QTest.keyClick(fact, Key.Key_L)
        turn_to(form, "Form")
        assert form.sheet.body.fields["impact"].value() is Impact.LOW
        assert stored(provider, form).impact is Impact.LOW


class TestRoom:
    @pytest.mark.parametrize(("width", "facts"), [(774, 280), (672, 248)])
    def test_the_facts_have_their_width_and_nothing_scrolls_aside(self, form, provider, width, facts):
        form.show_record(classified(provider))
        form.resize(width, 560)
        settle()
        page = case_of(form)
        assert page.facts.width() == facts
        for each in page.findChildren(QScrollArea):
            assert not each.horizontalScrollBar().isVisible()

    def test_in_a_small_window_they_are_one_line_that_unfolds(self, form, provider):
        form.show_record(classified(provider))
        form.window().resize(880, 600)
        form.setGeometry(0, 0, 700, 560)
        settle()
        page = case_of(form)
        fold = inside(page, "case.fold", QPushButton)
        assert fold.isVisible() and not page.facts.isVisible()
        assert "High" in fold.accessibleName()
        QTest.mouseClick(fold, Qt.MouseButton.LeftButton)
        assert page.facts.isVisible() and QApplication.focusWidget() is fact_named(form, "customer")
        QTest.keyClick(with_focus(), Key.Key_Escape)
        assert not page.facts.isVisible()


class TestItsEnd:
    def test_it_stays_in_sight_when_the_window_gets_smaller(self, form, provider):
        case = classified(provider)
        for at in range(12):
            case = add_step(provider.workspace, case, f"Step number {at} of many, each of them a line or two")
        form.show_record(case)
        settle()
        form.resize(640, 400)
        settle()
        bar = inside(form, "case.story", QTextEdit).verticalScrollBar()
        assert bar.maximum() > 0 and bar.value() == bar.maximum()

    def test_where_one_reads_stays_when_something_else_of_it_changes(self, form, provider):
        case = classified(provider)
        for at in range(40):
            case = add_step(provider.workspace, case, f"Step number {at}")
        form.show_record(case)
        settle()
        bar = inside(form, "case.story", QTextEdit).verticalScrollBar()
        bar.setValue(20)
        provider.save(case, notes="Somebody else wrote this")
        settle()
        assert bar.value() == 20


class TestWorkThisMonth:
    """Said of the agreement that is in effect, and of nothing else; live, and beyond in words and shape."""

    @pytest.fixture
    def agreement(self, provider):
        return provider.approved(CustomerAgreement, included_minutes=120)

    def test_it_says_what_is_used_of_what_is_included_while_one_works(self, form, provider, agreement):
        form.show_record(classified(provider, customer=agreement.customer))
        assert fact_named(form, "work").text() == "0 min of 2 h"
        adds(form, "Restarted the spooler", "50")
        settle()
        assert fact_named(form, "work").text() == "50 min of 2 h"
        other = provider.take(incident(provider, "recorded", customer=agreement.customer), "record")
        add_step(provider.workspace, other, "Put in another toner", 70)
        settle()
        assert (
            fact_named(form, "work").text() == "2 h of 2 h" and fact_named(form, "work").told().shape is None
        )

    def test_beyond_is_a_word_and_a_shape(self, form, provider, agreement):
        form.show_record(classified(provider, customer=agreement.customer))
        adds(form, "Put a new mainboard in", "2 h 1 min")
        settle()
        fact = fact_named(form, "work")
        assert fact.text() == "2 h 01 of 2 h, 1 min beyond"
        assert "1 min beyond" in fact.accessibleName() and fact.told().shape is Shape.NEEDS_REVIEW

    def test_where_the_agreement_is_silent_nothing_is_made_up(self, form, provider):
        silent = provider.approved(CustomerAgreement)
        form.show_record(classified(provider, customer=silent.customer))
        adds(form, "Restarted the spooler", "3 h")
        settle()
        assert fact_named(form, "work").text() == "3 h" and fact_named(form, "work").told().shape is None

    def test_without_an_agreement_in_effect_it_says_nothing(self, form, provider, agreement):
        stranger = provider.create(Customer, name="Nobody's")
        form.show_record(classified(provider, customer=stranger.id))
        adds(form, "Restarted the spooler", "3 h")
        settle()
        assert fact_named(form, "work").text() == ""
        form.show_record(classified(provider, customer=agreement.customer))
        assert fact_named(form, "work").text() == "0 min of 2 h"
        provider.take(reload(provider.workspace, agreement), "end", "They have another firm now.")
        settle()
        assert fact_named(form, "work").text() == ""

    def test_a_month_that_is_over_is_not_this_one(self, form, provider, agreement):
        case = classified(provider, customer=agreement.customer)
        add_step(provider.workspace, case, "Restarted the spooler", 50)
        provider.clock.pass_time(days=31)
        form.show_record(reload(provider.workspace, case))
        assert fact_named(form, "work").text() == "0 min of 2 h"
