"""Finding any record from anywhere, and any command, by typing."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QMainWindow

from sdesk.models import Customer, ServiceIncident
from sdesk.ui.registry import open_desk
from sdesk.ui.window.search_box import SearchBox


@pytest.fixture
def box(qtbot, provider):
    window = QMainWindow()
    window.resize(1000, 700)
    box = SearchBox(open_desk(provider.workspace), window)
    other = QLineEdit(window)
    other.setObjectName("other")
    other.move(0, 100)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitActive(window)
    box.startFrom(other)
    yield box


def texts(box) -> list[str]:
    return [line.text for line in box.found()]


def test_a_number_finds_its_record_and_return_opens_it(qtbot, provider, box):
    made = provider.create(ServiceIncident, summary="No e-mail at the front desk")
    provider.create(ServiceIncident, summary=f"Again, as in {made.number}")
    qtbot.keyClicks(box, made.number.lower())
    assert texts(box)[:2] == ["Incidents", f"{made.number} No e-mail at the front desk"]
    with qtbot.waitSignal(box.opened) as opened:
        qtbot.keyClick(box, Qt.Key.Key_Return)
    assert opened.args == [made.id]
    assert box.text() == ""


def test_the_beginnings_of_words_are_enough_and_kinds_are_headed(qtbot, provider, box):
    provider.create(ServiceIncident, summary="Quay printer jams")
    provider.create(Customer, name="Quayside Books")
    qtbot.keyClicks(box, "quay")
    assert {"Incidents", "Customers"} <= set(texts(box))
    headings = [line for line in box.found() if line.is_heading]
    assert {line.text for line in headings} >= {"Incidents", "Customers"}


def test_a_found_record_says_its_state_by_shape_and_word(qtbot, provider, box):
    provider.create(ServiceIncident, summary="Printer jams")
    qtbot.keyClicks(box, "printer")
    line = next(line for line in box.found() if not line.is_heading)
    assert (line.mark.word, line.detail) == ("Draft", "Draft")


def test_down_passes_over_headings_to_the_next_kind(qtbot, provider, box):
    one = provider.create(ServiceIncident, summary="Quay printer jams")
    other = provider.create(Customer, name="Quay Books")
    qtbot.keyClicks(box, "quay")
    opened: list[object] = []
    box.opened.connect(opened.append)
    qtbot.keyClick(box, Qt.Key.Key_Down)
    qtbot.keyClick(box, Qt.Key.Key_Return)
    qtbot.keyClicks(box, "quay")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert set(opened) == {one.id, other.id}


def test_a_service_leads_to_the_catalogue_that_holds_it(qtbot, provider, box):
    catalogue = provider.extra["catalogue"]
    qtbot.keyClicks(box, catalogue.services[0].name)
    at = texts(box).index("Services")
    assert box.found()[at + 1].text == catalogue.services[0].name
    assert box.found()[at + 1].value == catalogue.id


def test_nothing_found_says_so_and_return_does_nothing(qtbot, box):
    qtbot.keyClicks(box, "xylophone")
    assert texts(box) == ["Nothing has “xylophone”. Type less of it, or another word."]
    with qtbot.assertNotEmitted(box.opened):
        qtbot.keyClick(box, Qt.Key.Key_Return)


@pytest.mark.parametrize("typed", ['"', "a OR", "NEAR(", "*", "-x", "(", "'; DROP"])
def test_whatever_is_typed_is_taken_as_words(qtbot, box, typed):
    qtbot.keyClicks(box, typed)
    assert isinstance(texts(box), list)


def test_before_anything_is_typed_it_offers_what_was_opened_lately(qtbot, provider, box):
    made = provider.create(ServiceIncident, summary="Printer jams")
    box.noteOpened(made.id)
    qtbot.keyClick(box, Qt.Key.Key_Down)
    assert texts(box) == ["Opened lately", f"{made.number} Printer jams"]


def test_escape_gives_the_focus_back(qtbot, provider, box):
    qtbot.keyClicks(box, "printer")
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert box.text() == ""
    assert box.found() == []
    assert box.window().findChild(QLineEdit, "other").hasFocus()
