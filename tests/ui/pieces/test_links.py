"""Links, picked by typing part of a name and taken away by keys."""

from uuid import UUID, uuid5

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from sdesk.ui.pieces import (
    Candidate,
    LinkPicker,
    LinksPicker,
)
from sdesk.ui.pieces.chip import Chip
from sdesk.ui.pieces.texts import ReadText
from tests.ui.pieces.acts import line_of, put

Key = Qt.Key


SPACE = UUID("6f5f2a4e-1c55-4b3a-9a51-0c6d4c6f8a10")
ROUTER, MAIL, PHONES = (
    Candidate(uuid5(SPACE, name), name, "in service") for name in ("Backup router", "Mail server", "Phones")
)


def search(typed: str) -> list[Candidate]:
    return [found for found in (ROUTER, MAIL, PHONES) if typed.casefold() in found.text.casefold()]


def test_typing_part_of_a_name_offers_matches_and_return_takes_the_first(page: QWidget, qtbot: QtBot):
    field = put(page, LinksPicker(search))
    edit = line_of(field)
    qtbot.keyClicks(edit, "ma")
    assert field.suggestions().texts() == ["Mail server"]
    with qtbot.waitSignal(field.changed):
        qtbot.keyClick(field.suggestions().popup(), Key.Key_Return)
    assert field.value() == (MAIL.id,)
    assert edit.text() == ""
    assert field.error() == ""


def test_arrows_choose_among_all_when_nothing_is_typed(page: QWidget, qtbot: QtBot):
    field = put(page, LinksPicker(search))
    qtbot.keyClick(line_of(field), Key.Key_Down)
    assert field.suggestions().texts() == ["Backup router", "Mail server", "Phones"]
    popup = field.suggestions().popup()
    qtbot.keyClick(popup, Key.Key_Down)
    qtbot.keyClick(popup, Key.Key_Down)
    qtbot.keyClick(popup, Key.Key_Return)
    assert field.value() == (MAIL.id,)


def test_what_is_picked_is_not_offered_again(page: QWidget):
    field = put(page, LinksPicker(search))
    field.setValue([ROUTER, MAIL])
    field.showMatches()
    assert field.suggestions().texts() == ["Phones"]


def test_chips_are_removed_with_the_keyboard(page: QWidget, qtbot: QtBot):
    field = put(page, LinksPicker(search))
    field.setValue([ROUTER, MAIL, PHONES])
    field.setFocus()
    qtbot.keyClick(line_of(field), Key.Key_Backspace)
    last = QApplication.focusWidget()
    assert isinstance(last, Chip)
    assert last.text() == "Phones"
    qtbot.keyClick(last, Key.Key_Left)
    with qtbot.waitSignal(field.changed):
        qtbot.keyClick(QApplication.focusWidget(), Key.Key_Delete)
    assert field.value() == (ROUTER.id, PHONES.id)
    assert QApplication.focusWidget() is last
    qtbot.keyClick(last, Key.Key_Delete)
    assert field.value() == (ROUTER.id,)
    assert line_of(field).hasFocus()


def test_a_chip_is_removed_by_its_cross_and_opened_by_a_click(page: QWidget, qtbot: QtBot):
    field = put(page, LinksPicker(search))
    field.setValue([ROUTER, MAIL])
    first, second = field.findChildren(Chip)
    with qtbot.waitSignal(field.opened) as opened:
        qtbot.mouseClick(first, Qt.MouseButton.LeftButton)
    assert opened.args == [ROUTER.id]
    cross = next(
        found for found in second.findChildren(QWidget) if found.accessibleName() == "Remove Mail server"
    )
    qtbot.mouseClick(cross, Qt.MouseButton.LeftButton)
    assert field.value() == (ROUTER.id,)


def test_a_name_typed_in_full_is_taken_on_leaving(page: QWidget, qtbot: QtBot):
    field, after = put(page, LinkPicker(search)), put(page, QPushButton("Next"))
    line_of(field).setFocus()
    qtbot.keyClicks(line_of(field), "mail SERVER")
    field.suggestions().close()
    after.setFocus()
    assert field.value() == MAIL.id


def test_a_name_that_nothing_has_is_kept_and_explained(page: QWidget, qtbot: QtBot):
    field, after = put(page, LinkPicker(search)), put(page, QPushButton("Next"))
    line_of(field).setFocus()
    qtbot.keyClicks(line_of(field), "fax")
    assert field.suggestions().texts() == ["Nothing matches “fax”. Clear it to see all."]
    field.suggestions().close()
    after.setFocus()
    assert field.value() is None
    assert line_of(field).text() == "fax"
    assert "“fax” is not picked" in field.error()


def test_a_new_one_can_be_asked_for_by_name(page: QWidget, qtbot: QtBot):
    field = put(page, LinksPicker(search, can_create=True))
    qtbot.keyClicks(line_of(field), "Fax")
    assert field.suggestions().texts() == ["Create “Fax”…"]
    with qtbot.waitSignal(field.createRequested) as asked:
        qtbot.keyClick(field.suggestions().popup(), Key.Key_Return)
    assert asked.args == ["Fax"]
    made = Candidate(uuid5(SPACE, "Fax"), "Fax")
    field.add(made)
    assert field.value() == (made.id,)


def test_one_link_shows_as_a_chip_and_delete_makes_room_for_another(page: QWidget, qtbot: QtBot):
    field = put(page, LinkPicker(search))
    line_of(field).setFocus()
    qtbot.keyClicks(line_of(field), "ph")
    qtbot.keyClick(field.suggestions().popup(), Key.Key_Return)
    chip = QApplication.focusWidget()
    assert isinstance(chip, Chip)
    assert field.value() == PHONES.id
    qtbot.keyClick(chip, Key.Key_Delete)
    assert field.value() is None
    assert line_of(field).hasFocus()


@pytest.mark.parametrize("count", [0, 1])
def test_tab_comes_to_a_picked_link_where_it_is_seen(page: QWidget, qtbot: QtBot, count: int):
    before, field, after = (
        put(page, QPushButton("Before")),
        put(page, LinkPicker(search)),
        put(page, QPushButton("After")),
    )
    field.setValue(MAIL if count else None)
    before.setFocus()
    qtbot.keyClick(before, Key.Key_Tab)
    assert QApplication.focusWidget() is field.focusProxy()
    qtbot.keyClick(QApplication.focusWidget(), Key.Key_Tab)
    assert after.hasFocus()


def test_links_that_are_only_read_stay_chips_to_open(page: QWidget, qtbot: QtBot):
    field = put(page, LinksPicker(search))
    field.setValue([ROUTER])
    field.setReadOnly(True)
    chip = field.findChild(Chip)
    qtbot.keyClick(chip, Key.Key_Delete)
    assert field.value() == (ROUTER.id,)
    with qtbot.waitSignal(field.opened):
        qtbot.keyClick(chip, Key.Key_Return)
    field.setValue([])
    assert field.findChild(ReadText).isVisible()


@pytest.mark.parametrize("forward", [True, False])
@pytest.mark.parametrize(("typed", "taken"), [("ma", None), ("mail server", MAIL.id)])
def test_tab_leaves_the_line_also_while_its_list_is_open(
    page: QWidget, qtbot: QtBot, typed: str, taken: UUID | None, forward: bool
):
    before, field, after = (
        put(page, QPushButton("Before")),
        put(page, LinkPicker(search)),
        put(page, QPushButton("After")),
    )
    field.setFocus()
    qtbot.keyClicks(line_of(field), typed)
    popup = QApplication.activePopupWidget()  # keys go there while it is open
    assert popup is not None
    qtbot.keyClick(popup, Key.Key_Tab if forward else Key.Key_Backtab)
    assert QApplication.activePopupWidget() is None
    assert (after if forward else before).hasFocus()
    assert field.value() == taken
    assert bool(field.error()) == (taken is None)
