"""Question 3 proposes the public holidays of the firm's country: what is ticked counts, and only once it is answered."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListWidget, QWidget
from pytestqt.qtbot import QtBot

from sdesk.models import ServiceCalendar
from sdesk.practice.governance.first_run import NewProvider, begin
from sdesk.practice.starter.answers import answers, is_answered
from sdesk.practice.workspaces import Workspace
from sdesk.ui.window.main_window import MainWindow
from sdesk.ui.wizard.questions import QuestionsWindow
from sdesk.ui.wizard.questions.firm import HoursQuestion
from tests.provider import TickingClock
from tests.ui.shell import inside, shown_window


class Asked:
    """The questions of a firm in Lisbon, on a Monday in November 2026, with the third in sight."""

    def __init__(self, window: MainWindow, clock: TickingClock) -> None:
        self.window = window
        self.clock = clock
        self.workspace: Workspace = window.desk.workspace
        self.again()

    def again(self) -> None:
        self.window.show_questions(3)
        self.questions = next(each for each in self.window.findChildren(QuestionsWindow) if each.isVisible())
        QApplication.processEvents()

    @property
    def days(self) -> QListWidget:
        return inside(self.questions, "question.3.public.days.list", QListWidget)

    def ticked(self) -> list[str]:
        items = (self.days.item(at) for at in range(self.days.count()))
        return [each.text() for each in items if each.checkState() is Qt.CheckState.Checked]

    def tick(self, name: str) -> None:
        [item] = self.days.findItems(name, Qt.MatchFlag.MatchExactly)
        self.days.scrollToItem(item)
        QTest.mouseClick(
            self.days.viewport(), Qt.MouseButton.LeftButton, pos=self.days.visualItemRect(item).center()
        )

    def choose(self, which: str, text: str) -> None:
        combo = inside(self.questions, f"question.3.public.{which}.edit")
        combo.setCurrentIndex(combo.findText(text))
        combo.activated.emit(combo.currentIndex())

    @property
    def hours(self) -> HoursQuestion:
        return inside(self.questions, "question.3", HoursQuestion)

    def keep(self) -> None:
        assert self.questions._answering.keep_screen([self.hours])

    def closed(self) -> dict[str, str]:
        return {str(each.day): each.name for each in answers(self.workspace).holidays}


@pytest.fixture
def asked(qtbot: QtBot, tmp_path: Path) -> Iterator[Asked]:
    clock = TickingClock(datetime(2026, 11, 23, 9, tzinfo=UTC))
    provider = NewProvider("Harbour IT", "Ana Reyes", time_zone="Europe/Lisbon")
    workspace = begin(tmp_path / "harbour.sdesk", provider, clock=clock)
    with shown_window(qtbot, workspace, tmp_path) as window:
        yield Asked(window, clock)
        for each in window.findChildren(QWidget):
            if each.isWindow():
                each.close()
    workspace.close()


def test_the_countrys_are_seen_and_count_once_they_are_answered(asked: Asked) -> None:
    assert asked.days.isVisible() and "Christmas Day" in asked.ticked()
    assert not is_answered(answers(asked.workspace), 3)
    assert asked.workspace.find(ServiceCalendar) == []
    asked.keep()
    closed = asked.closed()
    assert closed["2028-12-25"] == "Christmas Day" and min(closed) == "2026-12-01"
    asked.questions._answering.draft()
    [hours] = asked.workspace.find(ServiceCalendar)
    assert len(hours.holidays) == len(closed)


@pytest.mark.torture
def test_who_works_on_a_holiday_unticks_it(asked: Asked) -> None:
    asked.tick("Republic Day")
    asked.keep()
    assert "Republic Day" not in asked.closed().values()
    asked.questions.close()
    asked.again()
    assert "Republic Day" not in asked.ticked() and "Christmas Day" in asked.ticked()
    asked.tick("Republic Day")
    asked.keep()
    assert asked.closed()["2027-10-05"] == "Republic Day"


@pytest.mark.torture
def test_another_country_and_a_part_of_it_can_be_chosen(asked: Asked) -> None:
    asked.tick("Christmas Day")
    asked.choose("country", "Britain (UK)")
    asked.choose("part", "Scotland")
    assert "Saint Andrew's Day" in asked.ticked() and "Christmas Day" not in asked.ticked()
    asked.keep()
    assert asked.closed()["2027-11-30"] == "Saint Andrew's Day"
    assert "Republic Day" not in asked.closed().values()


@pytest.mark.torture
def test_no_country_closes_on_no_holiday_and_own_days_stay(asked: Asked) -> None:
    asked.hours.holidays.set_rows(())
    inside(asked.questions, "question.3.show-holidays").click()
    line = inside(asked.questions, "question.3.holidays.0.day.edit")
    line.setFocus()
    QTest.keyClicks(line, "2027-08-09")
    asked.choose("country", "No country")
    assert not asked.days.isVisible()
    asked.keep()
    assert list(asked.closed()) == ["2027-08-09"]
    asked.questions.close()
    asked.again()
    assert asked.ticked() == []  # the country's are offered again, and none was asked for
    assert [str(each.day) for each in asked.hours.holidays.rows()] == ["2027-08-09"]
    asked.keep()
    assert list(asked.closed()) == ["2027-08-09"]


def test_looking_at_the_answer_in_a_later_year_changes_nothing(asked: Asked) -> None:
    asked.keep()
    was = asked.closed()
    asked.clock.now = datetime(2028, 6, 1, tzinfo=UTC)
    asked.questions.close()
    asked.again()
    asked.keep()
    assert asked.closed() == was
    asked.tick("Christmas Day")
    asked.keep()
    assert set(was) - set(asked.closed()) == {"2028-12-25"}  # what is over stays what it was
