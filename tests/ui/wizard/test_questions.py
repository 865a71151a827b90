"""The ten questions, answered with keys and clicks: all of it is kept, and drafts of everything come of it."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QListWidget,
    QPushButton,
    QRadioButton,
    QTabBar,
    QToolButton,
    QWidget,
)

from sdesk.models import CustomerExperienceApproach, Person, ServiceCatalogue
from sdesk.models.governance.answers import Hat, Promise
from sdesk.models.governance.service_calendar import Weekday
from sdesk.practice.lifecycle.proposed.reading import confirm
from sdesk.practice.lifecycle.records import reload
from sdesk.practice.lifecycle.versions import draft_of
from sdesk.practice.starter.answers import answers, is_answered, open_questions
from sdesk.practice.workspaces import open_workspace
from sdesk.ui.wizard import WizardWindow
from sdesk.ui.wizard.questions import DifferingDialog
from tests.ui.shell import CTRL, inside
from tests.ui.wizard.owner import Owner, focused

LEFT = Qt.MouseButton.LeftButton
Key = Qt.Key


def test_the_first_screen_by_keyboard(owner: Owner) -> None:
    """Services by Space, one's own by Return, people from row to row by Tab."""
    assert focused() == "question.1.services.list"
    owner.key(Key.Key_Space)
    owner.key(Key.Key_Right)
    owner.key(Key.Key_Space)
    owner.key(Key.Key_Tab)
    assert focused() == "question.1.vital"
    owner.key(Key.Key_Space)
    owner.key(Key.Key_Tab)
    owner.type("Printing for schools")
    owner.key(Key.Key_Return)
    while focused() != "question.2.workers.0.name.edit":
        owner.key(Key.Key_Tab)
    owner.key(Key.Key_Tab)
    owner.key(Key.Key_Tab)
    owner.key(Key.Key_Tab)
    assert focused() == "question.2.workers.1.name.edit", "from the last cell to the next row"
    owner.type("Ben Okafor")
    owner.key(Key.Key_Tab)
    owner.type("ben@harbour.example")
    owner.key(Key.Key_Tab)
    owner.key(Key.Key_Up)
    owner.key(Key.Key_Tab)
    assert focused() == "question.2.workers.2.name.edit"
    owner.key(Key.Key_Return, CTRL)
    assert owner.asked.at() == 1
    said = owner.answers
    assert [(each.starter, each.name, each.vital) for each in said.services] == [
        ("help-desk", "Help desk", False),
        ("workplaces", "Workplaces", True),
        ("", "Printing for schools", False),
    ]
    assert [(each.name, each.email, each.hat) for each in said.workers] == [
        ("Ana Reyes", "", Hat.ALL),
        ("Ben Okafor", "ben@harbour.example", Hat.CHANGES),
    ]
    assert [each.name for each in owner.workspace.find(Person)] == ["Ana Reyes", "Ben Okafor"]
    assert open_questions(said) == (4, 5, 6, 7, 8, 9, 10)
    assert owner.comes()["Services in the catalogue"] == "3"


def test_what_stands_there_is_the_answer_once_somebody_goes_on_and_what_waits_is_not(owner: Owner) -> None:
    assert open_questions(owner.answers) == tuple(range(1, 11))
    owner.press("question.3.later")
    assert inside(owner.asked, "question.3.state", QLabel).text() == "put off"
    owner.go_on()
    assert open_questions(owner.answers) == (1, *range(3, 11))
    owner.press("questions.back")
    owner.into("3.window-start")
    owner.key(Key.Key_A, CTRL)
    owner.type("19:00")
    owner.go_on()
    assert is_answered(owner.answers, 3)
    assert owner.answers.window_start == 19 * 60


@pytest.mark.torture
def test_the_week_the_window_and_who_answers(owner: Owner) -> None:
    owner.into("2.workers.1.name")
    owner.type("Ben Okafor")
    owner.press("question.3.week.0.days.edit", QToolButton)  # no Mondays
    owner.into("3.week.1.start")
    owner.type("9")
    owner.key(Key.Key_Tab)
    owner.type("12")
    owner.see("3.week.1.days.edit").setFocus()
    for _day in range(5):
        owner.key(Key.Key_Right)
    owner.key(Key.Key_Space)
    owner.asked._answering.keep_all()
    person = owner.see("3.on-call.edit")
    person.setFocus()
    owner.key(Key.Key_End)
    owner.press("question.3.show-holidays")
    owner.into("3.holidays.0.day")
    owner.type("2027-01-01")
    owner.key(Key.Key_Tab)
    owner.type("New Year")
    owner.go_on()
    said = owner.answers
    spans = [(each.weekday, each.start_minute, each.end_minute) for each in said.weekly_hours]
    assert (Weekday.SATURDAY, 540, 720) in spans and len(spans) == 5
    assert Weekday.MONDAY not in {each[0] for each in spans}
    ben = next(each for each in owner.workspace.find(Person) if each.name == "Ben Okafor")
    assert (said.on_call, said.nobody_on_call) == (ben.id, False)
    assert [(str(each.day), each.name) for each in said.holidays] == [("2027-01-01", "New Year")]


@pytest.mark.torture
def test_around_us_by_hand_and_from_a_list(owner: Owner, tmp_path: Path) -> None:
    owner.tick("1.services", "Help desk")
    owner.go_on()
    owner.into("4.customers.0.firm")
    for text in ("Pier Dental", "Eva Lind", "eva@pier.example", "Pier 4"):
        owner.type(text)
        owner.key(Key.Key_Tab)
    book = tmp_path / "contacts.csv"
    book.write_text(
        "Company,Name,E-mail\nPier Dental,Eva Lind,eva@pier.example\nMar School,Rui Sá,rui@mar.example\n"
    )
    owner.press("question.4.csv")
    dialog = inside(owner.asked, "file.contacts", QFileDialog)
    dialog.fileSelected.emit(str(book))
    dialog.close()
    owner.asked.activateWindow()
    owner.qtbot.waitActive(owner.asked)
    services = owner.see("4.customers.1.services.edit", QPushButton)
    [line] = services.menu().actions()
    line.trigger()
    owner.press("question.5.nobody", QCheckBox)
    owner.tick("6.tools", "Backup")
    owner.into("6.tools.rows.1.place")
    owner.type("Cellar")
    owner.into("6.copies")
    owner.type("In the cellar and at home")
    owner.into("7.telephone")
    owner.type("555 012")
    owner.go_on()
    said = owner.answers
    assert [(each.firm, each.contact, each.reach, each.place, each.services) for each in said.customers] == [
        ("Pier Dental", "Eva Lind", "eva@pier.example", "Pier 4", ""),
        ("Mar School", "Rui Sá", "rui@mar.example", "", "Help desk"),
    ]
    assert said.no_supplier
    assert [(each.starter, each.place) for each in said.tools] == [("sdesk", ""), ("backup", "Cellar")]
    assert open_questions(said) == (8, 9, 10)


def test_promises_data_and_goals_then_the_set_up(owner: Owner) -> None:
    owner.tick("1.services", "Help desk")
    owner.go_on()
    owner.press("question.5.nobody", QCheckBox)
    owner.into("7.telephone")
    owner.type("555 012")
    owner.go_on()
    owner.press("question.8.quick", QRadioButton)
    assert owner.see("8.1.respond_minutes.edit", QLineEdit).text() == "15 min"
    owner.into("8.4.restore_minutes")
    owner.key(Key.Key_A, CTRL)
    owner.type("30 h")
    assert owner.see("8.own", QRadioButton).isChecked()
    owner.tick("9.data", "Passwords and keys")
    owner.into("9.data.rows.0.place")
    owner.type("Password store")
    owner.tick("10.goals", "Satisfied customers")
    owner.tick("10.goals", "Quick answers")
    owner.tick("10.goals", "Satisfied customers")
    owner.go_on()
    said = owner.answers
    assert said.promise is Promise.OWN
    assert [(each.respond_minutes, each.restore_minutes) for each in said.targets][-1] == (240, 1800)
    assert [(each.starter, each.place) for each in said.protected] == [("passwords", "Password store")]
    [goal] = said.goals
    assert (goal.starter, goal.target, goal.set_by) == ("quick-answer", 90, said.workers[0].person)
    assert owner.is_through(), inside(owner.asked, "questions.trouble", QWidget)
    assert owner.window.findChild(WizardWindow).isVisible()
    assert draft_of(owner.workspace, ServiceCatalogue) is not None


@pytest.mark.torture
def test_there_are_at_most_five_goals(owner: Owner) -> None:
    owner.asked.open_question(10)
    goals = owner.see("10.goals.list", QListWidget)
    for at in range(6):
        goals.setCurrentRow(at)
        owner.key(Key.Key_Space)
    assert [goals.item(at).checkState() for at in range(6)].count(Qt.CheckState.Checked) == 5
    assert owner.see("10.goals.count", QLabel).text() == "5 chosen"
    assert owner.asked._answering.keep_all()
    assert len(owner.answers.goals) == 5


def test_what_was_read_and_would_differ_now_is_listed_and_opened(owner: Owner) -> None:
    owner.press("question.1.later")
    owner.go_on()
    owner.into("7.telephone")
    owner.type("555 012")
    owner.press("questions.later")
    approach: Any = draft_of(owner.workspace, CustomerExperienceApproach)
    assert "555 012" in approach.point_of_contact
    confirm(owner.workspace, approach, "point_of_contact")
    owner.opens(7)
    owner.into("7.telephone")
    owner.key(Key.Key_A, CTRL)
    owner.type("555 999")
    owner.key(Key.Key_W, CTRL)
    assert owner.is_through()
    dialog = inside(owner.window, "questions.differing", DifferingDialog)
    [line] = [each for each in dialog.findChildren(QPushButton) if each.objectName().startswith("differing.")]
    owner.qtbot.mouseClick(line, LEFT)
    assert "555 012" in reload(owner.workspace, approach).point_of_contact
    assert owner.window.current_page().form.record.id == approach.id


@pytest.mark.torture
def test_no_list_of_what_differs_outlives_the_program(owner: Owner) -> None:
    owner.go_on()
    owner.into("7.telephone")
    owner.type("555 012")
    owner.press("questions.later")
    approach: Any = draft_of(owner.workspace, CustomerExperienceApproach)
    confirm(owner.workspace, approach, "point_of_contact")
    owner.opens(7)
    owner.into("7.telephone")
    owner.type("555 999")
    owner.window.close()
    assert owner.is_through() and "555 999" in owner.answers.telephone
    assert owner.window.findChild(DifferingDialog, "questions.differing") is None


def test_a_row_that_lacks_its_name_is_not_lost_but_shown(owner: Owner) -> None:
    owner.go_on()
    owner.into("4.customers.0.contact")
    owner.type("Eva Lind")
    owner.press("questions.later")
    assert owner.asked.isVisible()
    assert focused() == "question.4.customers.0.firm.edit"
    owner.type("Pier Dental")
    owner.press("questions.later")
    assert owner.is_through()
    assert [(each.firm, each.contact) for each in owner.answers.customers] == [("Pier Dental", "Eva Lind")]


@pytest.mark.torture
def test_a_row_is_taken_out_by_a_key_and_an_untouched_one_is_none(owner: Owner) -> None:
    owner.go_on()
    for at, name in enumerate(("Norte Telecom", "Sul Cloud")):
        owner.into(f"5.suppliers.{at}.firm")
        owner.type(name)
    assert not owner.see("5.nobody", QCheckBox).isEnabled()
    owner.into("5.suppliers.0.firm")
    owner.key(Key.Key_Minus, CTRL)
    assert focused() == "question.5.suppliers.0.firm.edit"
    owner.go_on()
    assert [each.firm for each in owner.answers.suppliers] == ["Sul Cloud"]


def test_what_is_typed_is_kept_without_leaving(owner: Owner, tmp_path: Path) -> None:
    """The timer keeps it; half a new name is nobody."""
    owner.into("2.workers.1.name")
    owner.type("Be")
    owner.asked._answering.keep_now()
    assert [each.name for each in owner.workspace.find(Person)] == ["Ana Reyes"]
    owner.type("n")
    owner.key(Key.Key_Tab)
    assert owner.asked._answering._timer.isActive()
    owner.asked._answering.keep_now()
    assert [each.name for each in owner.workspace.find(Person)] == ["Ana Reyes", "Ben"]
    owner.into("2.workers.1.name")
    owner.key(Key.Key_End)
    owner.type(" Okafor")
    owner.window.close()
    assert owner.is_through()
    owner.workspace.close()
    with open_workspace(tmp_path / "harbour.sdesk") as again:
        assert [each.name for each in answers(again).workers] == ["Ana Reyes", "Ben Okafor"]
        assert [each.name for each in again.find(Person)] == ["Ana Reyes", "Ben Okafor"]


def test_it_opens_at_the_question_that_is_asked_for(owner: Owner) -> None:
    owner.asked.close()
    owner.window.desk.open_question(7)
    owner.opens(7)
    assert owner.asked.at() == 1
    assert focused() == "question.7.telephone.edit"
    assert inside(owner.asked, "questions.steps", QTabBar).currentIndex() == 1
    owner.window.desk.open_question(10)
    assert owner.asked.at() == 2
    assert focused() == "question.10.goals.list"
    assert owner.window.menu.actions_by_name["questions"].isEnabled()


def test_ticks_are_narrowed_by_words(owner: Owner) -> None:
    ticks = owner.see("1.services.list", QListWidget)
    QTest.keyClicks(owner.see("1.services.filter"), "mailbox")
    shown = [ticks.item(at).text() for at in range(ticks.count()) if not ticks.item(at).isHidden()]
    assert "E-mail and calendar" in shown and "Servers" not in shown
