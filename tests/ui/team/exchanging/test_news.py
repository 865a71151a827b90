"""Today tells what came from other laptops since somebody last looked, and leads there."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton

from sdesk.models import ServiceIncident
from sdesk.ui.team.exchanging.news_card import NewsCard
from tests.provider import incident
from tests.storage.bundles.test_exchange import Office
from tests.ui.shell import inside
from tests.ui.team.exchanging.team_windows import Seat, Windows


def told(seat: Seat) -> list[str]:
    card = inside(seat.window, "today.news", NewsCard)
    if not card.isVisible():
        return []
    lines = [each.text() for each in card.findChildren(QLabel) if each.isVisible()]
    return [each for each in lines if each != "Came from other laptops"]


def links(seat: Seat) -> list[QPushButton]:
    found = inside(seat.window, "today.news", NewsCard).findChildren(QPushButton, "news.record")
    return [each for each in found if each.isVisible()]


def test_who_brought_what_how_far_is_told_until_it_is_seen(windows: Windows, firm: Office) -> None:
    site = firm.invited("site")
    office = windows.seat(firm.office)
    windows.seat(site)
    office.come_to_front()
    windows.up_to_date()
    assert told(office) == []
    site.works(site.ben)
    for n in range(2):
        site.take(incident(site, "recorded", summary=f"Number {n}"), "record")
    first = site.workspace.find(ServiceIncident)[0]
    incident(site, "recorded", summary="Only begun")
    incident(firm.office, "recorded", summary="Our own")
    windows.until(lambda: office.has("Only begun"))
    windows.until(lambda: len(told(office)) == 2)
    assert [each.partition(". ")[2] for each in told(office)] == ["New: 1", "Recorded: 2"]
    assert all(each.startswith("Ben ") and ", on site." in each for each in told(office))
    assert {each.text() for each in links(office)} >= {first.number}
    link = next(each for each in links(office) if each.text() == first.number)
    QTest.mouseClick(link, Qt.MouseButton.LeftButton)
    form = office.window.shown_form()
    assert form is not None and form.record is not None and form.record.number == first.number
    office.window.show_tab(0)
    assert len(told(office)) == 2  # one was opened; the others nobody has seen
    QTest.mouseClick(inside(office.window, "action.news-seen", QPushButton), Qt.MouseButton.LeftButton)
    assert told(office) == []
    incident(site, "recorded", summary="After that")
    windows.until(lambda: len(told(office)) == 1)


def test_what_came_is_still_told_after_a_restart(windows: Windows, firm: Office) -> None:
    site = firm.invited("site")
    office = windows.seat(firm.office)
    windows.seat(site)
    windows.up_to_date()
    incident(site, "recorded", summary="In the evening")
    windows.until(lambda: office.has("In the evening"))
    windows.up_to_date()
    office.window.go_without_asking()
    office.window.close()
    windows.seats.remove(office)
    again = windows.seat(firm.office)
    again.come_to_front()
    windows.until(lambda: len(told(again)) == 1)


def test_nothing_is_told_where_nobody_else_has_the_workspace(windows: Windows, firm: Office) -> None:
    office = windows.seat(firm.office)
    incident(firm.office, "recorded", summary="Our own")
    windows.qtbot.wait(200)  # what is not to happen
    assert told(office) == []
