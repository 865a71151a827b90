"""The shape of a state stands before its word, wherever the label is put."""

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from sdesk.ui.pieces.state_label import StateLabel
from sdesk.ui.theme.look import Choice, apply_theme
from sdesk.ui.theme.marks import SHAPE_GAP, SHAPE_SIZE, Shape, StateMark


@pytest.mark.parametrize("look", ["light", "dark"])
def test_it_keeps_room_for_its_shape_when_its_style_comes_late(
    qtbot, qapp: QApplication, look: Choice
) -> None:
    """As in a window that is moved into an area that scrolls while it is shown: Qt forgets what a label keeps free."""
    apply_theme(qapp, "light")
    label = StateLabel(StateMark(Shape.IN_PROGRESS, "Tested"))
    qtbot.addWidget(label)
    label.setContentsMargins(0, 0, 0, 0)
    QApplication.sendEvent(label, QEvent(QEvent.Type.StyleChange))
    apply_theme(qapp, look)
    word = label.fontMetrics().horizontalAdvance("Tested")
    assert label.sizeHint().width() >= SHAPE_SIZE + SHAPE_GAP + word
