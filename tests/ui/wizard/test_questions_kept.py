"""What is typed in the questions is never lost, and what nobody has looked at is no answer."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QApplication, QLabel, QListWidget, QScrollArea, QTabBar, QToolButton

from sdesk.models import CustomerAgreement, SupplierAgreement
from sdesk.practice.readiness.tasks import task_states
from sdesk.practice.starter.answers import is_answered, open_questions
from sdesk.practice.workspaces import people
from sdesk.ui.reading.presses import Presses
from sdesk.ui.wizard.questions.around import CustomersQuestion
from tests.ui.shell import CTRL, inside
from tests.ui.wizard.owner import Owner, focused

Key = Qt.Key
DIRECT = Qt.FindChildOption.FindDirectChildrenOnly


def said(owner: Owner) -> str:
    """What stands below the questions that could not be kept."""
    return " ".join(each.text() for each in inside(owner.asked, "questions.trouble").findChildren(QLabel))


def is_in_sight(owner: Owner) -> bool:
    """Whether nothing cuts off what has the focus."""
    focus = QApplication.focusWidget()
    return focus is not None and focus.visibleRegion().boundingRect() == focus.rect()


# ---------------------------------------------------------------- kept


def test_what_is_typed_of_a_question_is_kept_when_it_is_put_off(owner: Owner) -> None:
    owner.go_on()
    owner.into("4.customers.0.firm")
    owner.type("Pier Dental")
    owner.press("question.4.later")
    owner.key(Key.Key_W, CTRL)
    assert owner.is_through()
    assert [each.firm for each in owner.answers.customers] == ["Pier Dental"]
    assert not is_answered(owner.answers, 4)


@pytest.mark.torture
def test_half_a_row_is_not_lost_either(owner: Owner) -> None:
    owner.go_on()
    owner.into("4.customers.0.contact")
    owner.type("Eva Lind")
    owner.press("question.4.later")
    owner.asked._answering.keep_now()
    assert not is_answered(owner.answers, 4)
    owner.key(Key.Key_W, CTRL)
    assert not owner.is_through()
    assert focused() == "question.4.customers.0.firm.edit"


def test_a_name_that_was_still_being_typed_is_kept_when_the_questions_close(owner: Owner) -> None:
    owner.into("2.workers.1.name")
    owner.type("Ben Okafor")
    owner.asked._answering.keep_now()
    assert [each.name for each in people(owner.workspace)] == ["Ana Reyes"]
    owner.key(Key.Key_Tab)
    owner.press("questions.later")
    assert [each.name for each in owner.answers.workers] == ["Ana Reyes", "Ben Okafor"]


def test_a_service_of_ones_own_needs_no_key_after_it(owner: Owner) -> None:
    owner.see("1.own").setFocus()
    owner.type("Printing for schools")
    owner.key(Key.Key_W, CTRL)
    assert owner.is_through()
    assert [(each.starter, each.name) for each in owner.answers.services] == [("", "Printing for schools")]


def test_a_service_that_is_in_the_list_is_ticked_there(owner: Owner) -> None:
    owner.see("1.own").setFocus()
    owner.type("help DESK")
    owner.key(Key.Key_Return)
    owner.go_on()
    assert [(each.starter, each.name) for each in owner.answers.services] == [("help-desk", "Help desk")]


@pytest.mark.torture
def test_an_answer_that_is_refused_keeps_no_other_from_being_kept(owner: Owner) -> None:
    """The hours are on record already, which refuse to end before they begin."""
    owner.go_on()
    owner.press("questions.later")
    owner.opens(3)
    owner.into("3.week.0.start")
    owner.key(Key.Key_A, CTRL)
    owner.type("19:00")
    owner.key(Key.Key_Tab)
    owner.into("2.workers.1.name")
    owner.type("Ben Okafor")
    owner.key(Key.Key_Tab)
    owner.tick("1.services", "Help desk")
    owner.asked._answering.keep_now()
    assert [each.name for each in owner.answers.services] == ["Help desk"]
    assert [each.name for each in owner.answers.workers] == ["Ana Reyes", "Ben Okafor"]


def test_cells_of_a_spreadsheet_become_rows(owner: Owner) -> None:
    owner.tick("1.services", "Help desk")
    owner.go_on()
    owner.into("4.customers.0.firm")
    QApplication.clipboard().setText(
        "Pier Dental\tEva Lind\teva@pier.example\tPier 4\tHelp desk\n"
        "Школа у моря\t\t+351 21 000\n\t\n\n"
        "Mar\tRui Sá\t\t\tCooking, help DESK\tand more\n"
    )
    owner.key(Key.Key_V, CTRL)
    notice = " ".join(
        each.text() for each in owner.see("4.customers").findChildren(QLabel) if each.isVisible()
    )
    assert "Cooking, help DESK" in notice and "and more" in notice
    owner.into("5.suppliers.0.firm")
    QApplication.clipboard().setText("Norte Telecom")
    owner.key(Key.Key_V, CTRL)
    owner.go_on()
    assert [
        (each.firm, each.contact, each.reach, each.place, each.services) for each in owner.answers.customers
    ] == [
        ("Pier Dental", "Eva Lind", "eva@pier.example", "Pier 4", "Help desk"),
        ("Школа у моря", "", "+351 21 000", "", ""),
        ("Mar", "Rui Sá", "", "", "Help desk"),
    ]
    assert [each.firm for each in owner.answers.suppliers] == ["Norte Telecom"]


def test_each_row_offers_the_services_that_were_chosen(owner: Owner) -> None:
    owner.tick("1.services", "Help desk")
    owner.go_on()
    owner.into("4.customers.0.firm")
    owner.type("Pier Dental")
    offered = [
        [line.text() for line in owner.see(f"4.customers.{at}.services.edit").menu().actions()]
        for at in range(2)
    ]
    assert offered == [["Help desk"], ["Help desk"]]


@pytest.mark.torture
def test_a_list_of_contacts_that_is_too_long_says_what_was_not_taken(owner: Owner, tmp_path: Path) -> None:
    owner.go_on()
    book, question = tmp_path / "contacts.csv", owner.see("4", CustomersQuestion)
    book.write_text("Company,Name\n" + "\n".join(f"Firm {n},Eva {n}" for n in range(30)))
    question.rows._most = 20
    question.bring(str(book))
    assert len(question.rows.rows()) == 20
    told = " ".join(each.text() for each in owner.see("4.said").findChildren(QLabel))
    assert "20 contacts were taken from contacts.csv, 10 were not" in told


# ---------------------------------------------------------------- led to what is wrong


def test_what_lacks_something_is_unfolded_and_brought_into_sight(owner: Owner) -> None:
    owner.asked.resize(900, 560)
    owner.press("question.3.show-holidays")
    owner.into("3.holidays.0.name")
    owner.type("New Year")
    owner.press("question.3.show-holidays")
    assert not owner.see("3.holidays").isVisible()
    area = owner.asked._stack.currentWidget()
    assert isinstance(area, QScrollArea)
    area.verticalScrollBar().setValue(0)
    owner.go_on()
    QApplication.processEvents()
    assert focused() == "question.3.holidays.0.day.edit"
    assert is_in_sight(owner)


def test_hours_that_end_before_they_begin_are_marked_where_they_are_asked(owner: Owner) -> None:
    """The drafts would be refused for them, two screens later."""
    owner.into("3.week.0.start")
    owner.key(Key.Key_A, CTRL)
    owner.type("19:00")
    owner.go_on()
    assert owner.asked.at() == 0 and focused() == "question.3.week.0.end.edit"
    assert "marked" in said(owner)
    owner.key(Key.Key_A, CTRL)
    owner.type("22:00")
    owner.press("question.3.week.1.days.edit", QToolButton)
    for name, text in (("start", "20:00"), ("end", "23:00")):
        owner.into(f"3.week.1.{name}")
        owner.type(text)
    owner.go_on()
    assert owner.asked.at() == 0 and focused() == "question.3.week.1.end.edit", (
        "two lines with the same hours"
    )
    owner.into("3.week.1.start")
    owner.key(Key.Key_A, CTRL)
    owner.type("22:00")
    owner.go_on()
    assert owner.asked.at() == 1


def test_nothing_works_again_before_somebody_answers(owner: Owner) -> None:
    owner.asked.open_question(8)
    owner.into("8.2.respond_minutes")
    owner.key(Key.Key_A, CTRL)
    owner.type("60 h")
    owner.go_on()
    assert not owner.is_through()
    assert focused() == "question.8.2.restore_minutes.edit"


@pytest.mark.torture
def test_there_being_no_room_for_another_goal_is_said(owner: Owner) -> None:
    owner.asked.open_question(10)
    goals, full = owner.see("10.goals.list", QListWidget), owner.see("10.goals.full")
    for at in range(5):
        assert not full.isVisible()
        goals.setCurrentRow(at)
        owner.key(Key.Key_Space)
    assert full.isVisible()


@pytest.mark.torture
def test_nobody_stands_in_two_rows(owner: Owner) -> None:
    """One person would be there twice, and stand in for themselves."""
    owner.into("2.workers.1.name")
    owner.type(" ana  REYES")
    owner.go_on()
    assert owner.asked.at() == 0 and focused() == "question.2.workers.1.name.edit"
    owner.key(Key.Key_Minus, CTRL)
    owner.go_on()
    assert owner.asked.at() == 1
    assert [each.name for each in owner.answers.workers] == ["Ana Reyes"]


@pytest.mark.torture
def test_what_an_answer_still_needs_is_said(owner: Owner) -> None:
    state = inside(owner.asked, "question.2.state", QLabel)
    assert state.text() == "open"
    owner.see("2.workers.0.hat.edit").setFocus()
    owner.key(Key.Key_End)
    owner.go_on()
    assert not is_answered(owner.answers, 2)
    assert state.text() == "open: nobody decides"


# ---------------------------------------------------------------- answers by nobody


@pytest.mark.torture
def test_space_ticks_nothing_that_the_filter_hides(owner: Owner) -> None:
    owner.see("1.services.filter").setFocus()
    owner.type("mailbox")
    owner.key(Key.Key_Tab)
    owner.key(Key.Key_Space)
    assert owner.asked._answering.keep_all()
    assert [each.name for each in owner.answers.services] == ["E-mail and calendar"]
    owner.see("1.services.filter").setFocus()
    owner.type(" of no kind")
    owner.key(Key.Key_Tab)
    owner.key(Key.Key_Space)
    assert owner.asked._answering.keep_all()
    assert [each.name for each in owner.answers.services] == ["E-mail and calendar"]
    assert "Nothing matches." in [each.text() for each in owner.see("1").findChildren(QLabel)]


@pytest.mark.torture
def test_one_press_leads_over_one_screen(owner: Owner, monkeypatch) -> None:
    """What nobody has seen is not answered by the second half of a press."""
    monkeypatch.setattr(Presses, "now", staticmethod(lambda: 1.0))
    owner.key(Key.Key_Return, CTRL)
    owner.key(Key.Key_Return, CTRL)
    assert owner.asked.at() == 1
    assert inside(owner.asked, "questions.steps", QTabBar).currentIndex() == 1
    assert not [
        each.key().toString()
        for each in owner.asked.findChildren(QShortcut, options=DIRECT)
        if each.autoRepeat()
    ]


@pytest.mark.torture
def test_nothing_counts_before_somebody_has_read_it(owner: Owner) -> None:
    """As stands beside the questions: drafts of all, and no task is done by them."""
    owner.tick("1.services", "Help desk")
    owner.go_on()
    for name, text in (
        ("4.customers.0.firm", "Pier Dental"),
        ("5.suppliers.0.firm", "Norte"),
        ("6.copies", "Cellar"),
    ):
        owner.into(name)
        owner.type(text)
    owner.into("7.telephone")
    owner.type("555 012")
    owner.go_on()
    owner.tick("9.data", "Passwords and keys")
    owner.tick("10.goals", "Quick answers")
    owner.go_on()
    assert owner.is_through() and open_questions(owner.answers) == ()
    assert owner.workspace.count(CustomerAgreement) == owner.workspace.count(SupplierAgreement) == 1
    assert [each.task.id for each in task_states(owner.workspace) if each.state == "done"] == []
