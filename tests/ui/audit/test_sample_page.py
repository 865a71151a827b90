"""Going through the cases of a sample by key: what is typed stays, and nothing is answered that nobody meant to answer."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit, QPushButton

from sdesk.models import Audit
from sdesk.models.audit.audit import Answer, Population
from sdesk.practice.audit.samples import answers_to, cases_of, draw_sample
from sdesk.ui.audit.samples.question_box import QuestionBox
from sdesk.ui.audit.samples.sample_page import SamplePage
from sdesk.ui.pieces import ErrorText
from sdesk.ui.registry import open_desk
from sdesk.ui.worker import Worker
from tests.practice.audit.raising import audit, day_of
from tests.provider import incident
from tests.ui.shell import inside


@pytest.fixture(autouse=True)
def at_once(monkeypatch):
    monkeypatch.setattr(Worker, "at_once", True)


@pytest.fixture
def begun(provider):
    for place in range(3):
        provider.take(incident(provider, "recorded", summary=f"Printer {place} stays dark"), "record")
    return provider.take(audit(provider), "begin")


@pytest.fixture
def page(qtbot, provider, begun):
    desk = open_desk(provider.workspace)
    made = SamplePage(desk)
    qtbot.addWidget(made)
    made.resize(560, 420)
    made.show()
    qtbot.waitActive(made)
    made.show_record(begun)
    desk.changed.connect(lambda _ids: made.show_record(provider.workspace.get(Audit, begun.id)))
    return made


@pytest.fixture
def drawn(provider, begun, page):
    return draw(provider, begun)


def draw(provider, begun):
    day = day_of(provider)
    return draw_sample(
        provider.workspace, begun, Population.INCIDENTS, day - timedelta(days=30), day, 2, "harbour"
    )


def boxes(page) -> list[QuestionBox]:
    return page.widget().findChildren(QuestionBox)


def live(provider) -> Audit:
    return provider.workspace.find(Audit)[0]


def answered(provider, place: int = 0) -> dict:
    made = live(provider)
    return answers_to(made, cases_of(made)[place])


def answer_by_key(page) -> None:
    QTest.keyClick(page.window().focusWidget(), Qt.Key.Key_Space)


def test_drawing_leads_to_the_first_question(provider, begun, page):
    draw(provider, begun)
    focused = page.window().focusWidget()
    assert focused.objectName() == "question.yes" and boxes(page)[0].isAncestorOf(focused)


def test_a_note_that_is_typed_on_an_answer_answers_nothing(qtbot, provider, drawn, page):
    boxes(page)[0].start()
    QTest.keyClicks(page.window().focusWidget(), "T")
    QTest.keyClicks(page.window().focusWidget(), "hree words here")
    note = inside(boxes(page)[0], "question.note", QLineEdit)
    assert note.text() == "Three words here" and note.hasFocus()
    assert answered(provider) == {}


def test_a_note_without_an_answer_is_there_again_and_goes_with_the_answer(qtbot, provider, drawn, page):
    QTest.keyClicks(inside(boxes(page)[0], "question.note", QLineEdit), "Nobody was told")
    QTest.keyClick(inside(boxes(page)[0], "question.note", QLineEdit), Qt.Key.Key_Return)
    assert inside(boxes(page)[0], "", ErrorText).text() == "Answer it, too: a note is kept with its answer."
    inside(page, "case.next", QPushButton).click()
    assert inside(boxes(page)[0], "question.note", QLineEdit).text() == ""
    inside(page, "case.previous", QPushButton).click()
    assert inside(boxes(page)[0], "question.note", QLineEdit).text() == "Nobody was told"
    inside(boxes(page)[0], "question.no", QPushButton).click()
    (kept,) = answered(provider).values()
    assert (kept.answer, kept.note) == (Answer.NO, "Nobody was told")


def test_a_note_without_an_answer_outlives_a_crash(provider, drawn, page):
    desk = page.desk
    QTest.keyClicks(inside(boxes(page)[0], "question.note", QLineEdit), "Nobody was told")
    desk.typing.keep_now()
    provider.workspace.unsaved.wait()
    again = open_desk(provider.workspace)
    again.typing.look()
    (offer,) = again.typing.offers()
    again.typing.hand_out(offer)
    other = SamplePage(again, page)
    other.show_record(live(provider))
    assert inside(boxes(other)[0], "question.note", QLineEdit).text() == "Nobody was told"
    assert again.typing.offers() == ()


def test_each_answer_is_reached_by_tab_and_an_arrow_answers_nothing(provider, drawn, page):
    boxes(page)[0].start()
    names = []
    for _step in range(4):
        focused = page.window().focusWidget()
        names.append(focused.objectName())
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    assert names == ["question.yes", "question.no", "question.does_not_apply", "question.note"]
    boxes(page)[0].start()
    QTest.keyClick(page.window().focusWidget(), Qt.Key.Key_Right)
    assert answered(provider) == {} and not inside(boxes(page)[0], "question.no", QPushButton).isChecked()


def test_the_next_question_is_in_sight(qtbot, provider, drawn, page):
    boxes(page)[0].start()
    for _question in boxes(page)[:-1]:
        answer_by_key(page)
    last = boxes(page)[-1]
    qtbot.waitUntil(
        lambda: page.viewport().rect().contains(last.mapTo(page.viewport(), last.rect().center()))
    )
    assert last.isAncestorOf(page.window().focusWidget())


def test_the_next_case_stands_at_the_top(qtbot, provider, drawn, page):
    inside(page, "case.next", QPushButton).click()
    way = inside(page, "case.list", QComboBox)
    qtbot.waitUntil(lambda: 0 <= way.mapTo(page.viewport(), way.rect().topLeft()).y() <= 40)


def test_a_long_name_of_a_case_says_that_it_goes_on(provider, drawn, page):
    listed = inside(page, "case.list", QComboBox)
    listed.setItemText(listed.currentIndex(), "○ 1/2  INC-2026-0001 " + "A long story " * 9)
    assert listed.shownText().endswith("…")
