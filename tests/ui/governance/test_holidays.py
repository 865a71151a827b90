"""Service hours get the public holidays of a further year, by one line of their menu."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from sdesk.models import ServiceCalendar
from sdesk.practice.lifecycle.records import create, reload
from sdesk.practice.lifecycle.steps import take_step
from sdesk.ui import wall
from sdesk.ui.desk import Desk
from sdesk.ui.governance.holidays import HolidaysDialog, add_holidays
from sdesk.ui.registry import open_desk
from tests.provider import Provider

Ask = Callable[[], HolidaysDialog]


@pytest.fixture
def hours(provider: Provider) -> ServiceCalendar:
    said = {"name": "Shop hours", "time_zone": "Europe/Berlin"}
    return create(provider.workspace, ServiceCalendar, said)


@pytest.fixture
def desk(provider: Provider) -> Desk:
    return open_desk(provider.workspace)


@pytest.fixture
def ask(qtbot: QtBot, desk: Desk, hours: ServiceCalendar) -> Ask:
    over = QWidget()
    qtbot.addWidget(over)
    over.show()

    def asked() -> HolidaysDialog:
        add_holidays(desk, reload(desk.workspace, hours), over)
        return over.findChildren(HolidaysDialog)[-1]

    return asked


def days_of(desk: Desk, hours: ServiceCalendar) -> list[str]:
    return [str(each.day) for each in reload(desk.workspace, hours).holidays]


def test_year_after_year(desk: Desk, hours: ServiceCalendar, ask: Ask) -> None:
    this_year = wall.today().year
    first = ask()
    assert first.year.value() == this_year and first.public.place().country == "DE"
    first.confirm()
    assert min(days_of(desk, hours)) >= str(wall.today())
    assert f"{this_year}-12-25" in days_of(desk, hours)
    ask().confirm()
    assert f"{this_year + 1}-12-25" in days_of(desk, hours)


def test_what_is_there_is_not_added_again(desk: Desk, hours: ServiceCalendar, ask: Ask) -> None:
    for _time in range(2):
        dialog = ask()
        dialog.year.setValue(wall.today().year + 1)
        dialog.year.changed.emit()
        dialog.confirm()
    assert len(days_of(desk, hours)) == len({*days_of(desk, hours)})
    assert dialog.isVisible()  # and says why


def test_it_stands_in_the_menu_of_hours_in_use(desk: Desk, hours: ServiceCalendar) -> None:
    def names() -> list[str]:
        return [each.name for each in desk.screens.commands_of(reload(desk.workspace, hours))]

    assert "holidays" in names()
    take_step(desk.workspace, hours, "end", reason="The shop has closed for good")
    assert "holidays" not in names()
