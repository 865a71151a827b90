"""Low lines in lists: for those who want to see more at once, chosen in the preferences and kept."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QWidget

from sdesk.models import ServiceIncident
from sdesk.ui.process.panel_rows import PanelRow
from sdesk.ui.records.list.record_table import RecordTable
from sdesk.ui.settings import Settings
from sdesk.ui.theme.look import apply_theme, theme
from sdesk.ui.theme.palettes import LIGHT
from sdesk.ui.theme.style_sheet import style_sheet
from sdesk.ui.today.to_do_lines import THING_ROLE
from sdesk.ui.today.to_do_list import ThingList
from sdesk.ui.window.main_window import MainWindow
from tests.provider import Provider
from tests.ui.shell import inside


@pytest.fixture(autouse=True)
def as_before(qapp: QApplication):
    yield
    apply_theme(qapp)


def heights(window: MainWindow) -> tuple[int, int, int]:
    """Of a line of Today, of the list of incidents, and of the panel beside it."""
    today = window.findChild(ThingList)
    table = inside(window, "ServiceIncident.list", RecordTable).view
    assert today is not None
    row = window.findChild(PanelRow)
    assert row is not None
    model = today.model()
    lines = [at for at in range(model.rowCount()) if model.index(at, 0).data(THING_ROLE) is not None]
    return today.sizeHintForRow(lines[0]), table.verticalHeader().defaultSectionSize(), row.height()


def test_they_are_lower_at_once_and_kept(qtbot, window: MainWindow, provider: Provider, tmp_path: Path):
    provider.create(ServiceIncident, summary="Printer")
    window.show_tab(4)
    window.show_tab(0)
    usual = heights(window)
    for choice, compared in ((True, int.__lt__), (False, int.__eq__)):
        window.show_preferences()
        box = inside(window, "look.compact", QCheckBox)
        assert box.isChecked() is not choice
        box.setFocus()
        QTest.keyClick(box, Qt.Key.Key_Space)
        assert window.settings.compact is choice
        now = heights(window)
        assert all(compared(one, other) for one, other in zip(now, usual, strict=True)), (now, usual)
        dialog = box.window()
        assert isinstance(dialog, QWidget)
        dialog.close()


@pytest.mark.parametrize("points", [8, 10, 20])
def test_no_letter_is_cut(qapp: QApplication, points: int):
    before = qapp.font()
    larger = qapp.font()
    larger.setPointSize(points)
    qapp.setFont(larger)
    try:
        apply_theme(qapp, compact=True)
        assert theme().line_height >= QFontMetrics(qapp.font()).height() + 2
    finally:
        qapp.setFont(before)


def test_what_is_kept_is_kept(tmp_path: Path):
    Settings(tmp_path / "sdesk.ini").compact = True
    assert Settings(tmp_path / "sdesk.ini").compact
    Settings(tmp_path / "sdesk.ini").compact = False
    assert not Settings(tmp_path / "sdesk.ini").compact


def test_sizes_take_the_place_of_no_colour(tmp_path: Path):
    """A size under the name of a colour once drew every frame black."""
    sheet = style_sheet(LIGHT, 10, 22, tmp_path)
    assert f"border: 1px solid {LIGHT.line};" in sheet and "min-height: 22px" in sheet
    assert "solid 22px" not in sheet
