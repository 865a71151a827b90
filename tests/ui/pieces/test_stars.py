"""A score is given by keys or a click, and read by whoever does not see the stars."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest

from sdesk.ui.pieces.fields.stars_field import STAR, Stars, StarsField

Key = Qt.Key


@pytest.fixture
def field(qtbot) -> StarsField:
    made = StarsField()
    qtbot.addWidget(made)
    made.setAccessibleName("Score")
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.setFocus()
    return made


def stars_in(field: StarsField) -> Stars:
    found = field.focusProxy()
    assert isinstance(found, Stars)
    return found


def test_keys_and_clicks_give_a_score(qtbot, field: StarsField) -> None:
    stars = stars_in(field)
    assert field.value() is None and stars.hasFocus()
    with qtbot.waitSignal(field.changed):
        QTest.keyClick(stars, Key.Key_4)
    assert field.value() == 4
    for key, expected in ((Key.Key_Right, 5), (Key.Key_Right, 5), (Key.Key_Left, 4), (Key.Key_Delete, None)):
        QTest.keyClick(stars, key)
        assert field.value() == expected
    QTest.mouseClick(
        stars, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(2 * STAR + STAR // 2, 16)
    )
    assert field.value() == 3
    QTest.mouseClick(
        stars, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(stars.width() - 4, 16)
    )
    assert field.value() == 3, "a click on the words says nothing"


def test_it_is_heard_and_read(qtbot, field: StarsField) -> None:
    with qtbot.assertNotEmitted(field.changed):
        field.setValue(2)
    heard = QAccessible.queryAccessibleInterface(stars_in(field))
    assert heard.text(QAccessible.Text.Name) == "Score"
    assert heard.text(QAccessible.Text.Description) == "2 of 5, not satisfied"
    assert field.displayText() == "2 of 5, not satisfied"
    field.setReadOnly(True)
    assert not stars_in_sight(field)
    field.setValue(None)
    assert field.displayText() == ""


def stars_in_sight(field: StarsField) -> bool:
    return any(each.isVisible() for each in field.findChildren(Stars))
