"""A choice in a narrow place says that its text goes on."""

import pytest
from PySide6.QtWidgets import QWidget

from sdesk.ui.pieces.elided_combo import ElidedCombo
from sdesk.ui.pieces.fields.choice_field import CalmCombo


@pytest.mark.parametrize("kind", [ElidedCombo, CalmCombo])
@pytest.mark.parametrize("width", [80, 120, 200, 600])
def test_what_has_no_room_ends_in_dots_and_is_in_the_tip(qtbot, width: int, kind: type[ElidedCombo]) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    combo = kind(page)
    combo.addItems(["AGR-0001 Support of the dental practice", "A<b>"])
    combo.resize(width, 32)
    page.show()
    whole = combo.currentText()
    shown = combo.shownText()
    assert shown == whole or shown.endswith("…")
    assert (shown == whole) == (width == 600)
    assert combo.fontMetrics().horizontalAdvance(shown) < width
    assert "dental practice" in combo.toolTip()
    combo.grab()
    combo.resize(600, 32)  # with whatever room the theme takes around it
    combo.setCurrentIndex(1)
    assert combo.shownText() == "A<b>"
