"""The look: every text can be read in every palette, states keep their shapes, icons follow the theme."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFontDatabase,
    QFontInfo,
    QIcon,
    QImage,
    QPainter,
    QStandardItem,
    QStandardItemModel,
)
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QMainWindow,
    QPushButton,
    QScrollArea,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from sdesk.paths import resource
from sdesk.ui.pieces import ElidedLabel, GroupTitle, HelpText, PageTitle, dress_table
from sdesk.ui.theme import style_sheet as theme_sheet
from sdesk.ui.theme.icons import app_icon, icon
from sdesk.ui.theme.look import Choice, apply_theme, palette_for, scaled_font, theme
from sdesk.ui.theme.marks import STATE_MARK_ROLE, Shape, StateDelegate, StateMark, paint_shape
from sdesk.ui.theme.palettes import LINE_PAIRS, PALETTES, TEXT_PAIRS, Palette, contrast
from sdesk.ui.window.status_line import StatusLine
from sdesk.ui.worker import Worker

UI = Path(__file__).parents[3] / "sdesk" / "ui"


@pytest.fixture(autouse=True)
def light_again(qapp: QApplication):
    apply_theme(qapp, "light")
    yield
    apply_theme(qapp, "light")


def test_contrast_is_computed_as_wcag_defines_it():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert contrast("#0b6e75", "#0b6e75") == 1


@pytest.mark.parametrize("palette", PALETTES, ids=lambda palette: palette.name)
@pytest.mark.parametrize(("text", "ground"), TEXT_PAIRS)
def test_every_text_can_be_read_on_its_ground(palette: Palette, text: str, ground: str):
    least = 7.0 if palette.name == "contrast" else 4.5
    assert contrast(getattr(palette, text), getattr(palette, ground)) >= least


@pytest.mark.parametrize("palette", PALETTES, ids=lambda palette: palette.name)
@pytest.mark.parametrize(("line", "ground"), LINE_PAIRS)
def test_every_edge_and_focus_ring_can_be_seen(palette: Palette, line: str, ground: str):
    assert contrast(getattr(palette, line), getattr(palette, ground)) >= 3.0


def test_the_style_sheet_pairs_only_colours_whose_contrast_is_tested():
    """A rule that sets both its text and its ground names a pair of the table above."""
    sheet = theme_sheet._SHEET
    pairs = set()
    for rule in re.findall(r"\{([^}]*)\}", sheet):
        text = re.search(r"(?<![-\w])color: \$(\w+)", rule)
        ground = re.search(r"background: \$(\w+)", rule)
        if text and ground:
            pairs.add((text[1], ground[1]))
    assert pairs
    assert pairs <= set(TEXT_PAIRS)


def test_no_colour_is_written_outside_the_palettes():
    literal = re.compile(r"#[0-9a-fA-F]{6}\b|\bQColor\(\s*[\"'\d]|GlobalColor\.(?!transparent)")
    offenders = [
        f"{path.relative_to(UI)}: {found[0]}"
        for path in UI.rglob("*.py")
        if path.name != "palettes.py" and (found := literal.search(path.read_text(encoding="utf-8")))
    ]
    assert offenders == []


@pytest.mark.parametrize("choice", ["light", "dark", "contrast"])
def test_the_chosen_palette_is_put_on(qapp: QApplication, choice: Choice):
    apply_theme(qapp, choice)
    palette = theme().palette
    assert palette.name == choice
    assert qapp.palette().window().color() == QColor(palette.window)
    assert palette.accent in qapp.styleSheet()


def test_system_follows_the_desktop_and_a_chosen_theme_does_not(qapp: QApplication):
    hints = qapp.styleHints()
    apply_theme(qapp, "system")
    hints.colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert theme().palette.name == "dark"
    hints.colorSchemeChanged.emit(Qt.ColorScheme.Light)
    assert theme().palette.name == "light"
    hints.accessibility().contrastPreferenceChanged.emit(Qt.ContrastPreference.HighContrast)
    assert theme().palette.name == "contrast"
    apply_theme(qapp, "light")
    hints.colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert theme().palette.name == "light"


def test_who_asks_the_system_for_high_contrast_gets_it_in_light_and_in_dark():
    high, none = Qt.ContrastPreference.HighContrast, Qt.ContrastPreference.NoPreference
    assert palette_for("system", Qt.ColorScheme.Light, high).name == "contrast"
    assert palette_for("system", Qt.ColorScheme.Unknown, none).name == "light"
    assert palette_for("dark", Qt.ColorScheme.Light, high).name == "dark"


def test_a_change_of_theme_is_told(qapp: QApplication, qtbot: QtBot):
    with qtbot.waitSignal(theme().changed):
        apply_theme(qapp, "dark")


def test_titles_and_help_stand_on_the_type_scale(qtbot: QtBot):
    body = QFontInfo(QApplication.font()).pointSizeF()
    for kind, scale in ((PageTitle, 1.5), (GroupTitle, 1.15), (HelpText, 0.92)):
        label = kind("Words")
        qtbot.addWidget(label)
        label.ensurePolished()
        assert label.font().pointSizeF() == pytest.approx(body * scale, abs=0.06)
    assert scaled_font("page_title").pointSizeF() == pytest.approx(body * 1.5)


def test_labels_show_markup_as_it_was_typed(qtbot: QtBot):
    label = HelpText("<b>not bold</b>")
    qtbot.addWidget(label)
    assert label.textFormat() == Qt.TextFormat.PlainText


def test_an_icon_takes_the_colours_of_the_theme_it_is_painted_in(qapp: QApplication, qtbot: QtBot):
    shown = QPushButton()
    qtbot.addWidget(shown)
    shown.setIcon(icon("minus"))
    for choice in ("light", "dark", "contrast"):
        apply_theme(qapp, choice)
        middle = shown.icon().pixmap(QSize(24, 24), 1.0).toImage().pixelColor(12, 12)
        assert middle.name() == theme().palette.text


def test_a_disabled_icon_is_dimmed(qapp: QApplication):
    picture = icon("minus").pixmap(QSize(24, 24), 1.0, QIcon.Mode.Disabled).toImage()
    assert picture.pixelColor(12, 12).name() == theme().palette.border


def test_icons_are_drawn_at_the_resolution_of_the_screen(qapp: QApplication):
    assert icon("plus").pixmap(QSize(16, 16), 2.0).size() == QSize(32, 32)


def test_an_unknown_icon_is_a_mistake_found_at_once(qapp: QApplication):
    with pytest.raises(FileNotFoundError):
        icon("no-such-icon")


def test_every_icon_named_in_the_code_is_there():
    named = {
        name
        for path in UI.rglob("*.py")
        for name in re.findall(
            r"(?:\bicon\(|\bicon_name=|tool_button\()\"([a-z0-9-]+)\"", path.read_text("utf-8")
        )
    }
    assert named
    assert [name for name in sorted(named) if not resource("icons", f"{name}.svg").is_file()] == []


def test_every_icon_can_be_drawn_and_has_its_licence(qapp: QApplication):
    files = sorted(resource("icons").glob("*.svg"))
    assert len(files) > 60
    for file in files:
        assert not icon(file.stem).pixmap(QSize(16, 16), 1.0).toImage().isNull()
    assert "ISC License" in resource("icons", "LICENSE").read_text("utf-8")
    assert not app_icon().pixmap(64, 64).isNull()


def painted(shape: Shape) -> QImage:
    image = QImage(24, 24, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    paint_shape(painter, shape, QRectF(4, 4, 16, 16))
    painter.end()
    return image


def silhouette(image: QImage) -> bytes:
    return bytes(image.pixelColor(x, y).alpha() > 127 for y in range(24) for x in range(24))


def test_the_seven_states_have_seven_shapes_that_need_no_colour(qapp: QApplication):
    assert len({silhouette(painted(shape)) for shape in Shape}) == len(Shape) == 7
    assert len({shape.glyph for shape in Shape}) == 7


def test_a_shape_is_painted_in_its_colour_of_the_theme(qapp: QApplication):
    for choice in ("light", "dark"):
        apply_theme(qapp, choice)
        assert painted(Shape.OVERDUE).pixelColor(12, 16).name() == theme().palette.danger


def test_a_state_reads_as_shape_and_word_in_plain_text():
    assert str(StateMark(Shape.OVERDUE, "Overdue")) == "▲ Overdue"


def test_a_table_paints_the_shape_of_a_state_and_keeps_its_word_as_text(qapp: QApplication, qtbot: QtBot):
    model = QStandardItemModel(1, 1)
    cell = QStandardItem("Overdue")
    cell.setData(StateMark(Shape.OVERDUE, "Overdue"), STATE_MARK_ROLE)
    model.setItem(0, 0, cell)
    table = QTableView()
    qtbot.addWidget(table)
    table.setModel(model)
    dress_table(table)
    assert isinstance(table.itemDelegate(), StateDelegate)
    assert table.rowHeight(0) == 28
    image = QImage(160, 28, QImage.Format.Format_ARGB32)
    image.fill(theme().color("surface"))
    painter = QPainter(image)
    option = QStyleOptionViewItem()
    option.rect = QRect(0, 0, 160, 28)
    option.widget = table
    table.itemDelegate().paint(painter, option, model.index(0, 0))
    painter.end()
    colours = {image.pixelColor(x, y).name() for x in range(28) for y in range(28)}
    assert theme().palette.danger in colours
    assert model.index(0, 0).data() == "Overdue"


def test_controls_are_32_high_with_or_without_the_focus(qtbot: QtBot):
    for made in (QLineEdit(), QComboBox(), QPushButton("Save")):
        qtbot.addWidget(made)
        made.show()
        calm = made.sizeHint().height()
        made.setFocus()
        assert (calm, made.sizeHint().height()) == (32, 32)


def test_a_label_is_not_broken_by_a_theme_change_while_it_lives(qapp: QApplication, qtbot: QtBot):
    label = QLabel("Words")
    qtbot.addWidget(label)
    label.show()
    apply_theme(qapp, "dark")
    assert label.palette().windowText().color().name() == theme().palette.text


def fonts_seen_with(config: Path) -> list[str]:
    """What a program of its own says under that fontconfig file: families, the font of a title, its size."""
    script = (
        "from PySide6.QtGui import QFontDatabase, QFontInfo\n"
        "from PySide6.QtWidgets import QApplication\n"
        "from sdesk.ui.theme.look import apply_theme, scaled_font\n"
        "app = QApplication([])\n"
        "apply_theme(app, 'light')\n"
        "title = scaled_font('page_title')\n"
        "print('|'.join(QFontDatabase.families()), QFontInfo(title).family(), title.pointSizeF(), sep='\\n')\n"
    )
    said = subprocess.run(
        [sys.executable, "-c", script],
        env={**os.environ, "FONTCONFIG_FILE": str(config)},
        capture_output=True,
        text=True,
        check=True,
    )
    return said.stdout.splitlines()


@pytest.mark.skipif(sys.platform != "linux", reason="fontconfig is of Linux")
def test_a_machine_without_fonts_shows_text_in_those_that_come_with_the_program(tmp_path: Path):
    config = tmp_path / "fonts.conf"
    config.write_text(
        f"<fontconfig><dir>{tmp_path}</dir><cachedir>{tmp_path}</cachedir></fontconfig>", "utf-8"
    )
    families, family, size = fonts_seen_with(config)
    assert "Noto Sans" in families.split("|")
    assert family == "Noto Sans"
    assert float(size) == pytest.approx(15, abs=0.5)


@pytest.mark.skipif(sys.platform != "linux", reason="fontconfig is of Linux")
def test_the_tests_see_the_bundled_fonts_only(qapp: QApplication):
    generic = {"Monospace", "Sans Serif", "Serif"}
    assert {family for family in QFontDatabase.families() if family not in generic} == {
        *("Noto Sans", "Noto Sans Math", "Noto Sans Symbols2", "Noto Emoji", "Droid Sans Fallback"),
        *("Noto Sans Arabic", "Noto Sans Devanagari", "Noto Sans Hebrew", "Noto Sans Thai"),
    }
    assert QFontInfo(qapp.font()).family() == "Noto Sans"


def test_a_form_that_has_the_focus_says_so_and_nothing_in_it_moves(qapp: QApplication, qtbot: QtBot):
    """F6 and Esc lead to a form where no field is chosen: a ring is around it then."""
    window = QWidget()
    sheet = type("RecordSheet", (QScrollArea,), {})(window)
    line = QLineEdit(window)
    qtbot.addWidget(window)
    apply_theme(qapp, "light")
    sheet.setGeometry(0, 40, 200, 200)
    window.resize(300, 300)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    line.setFocus()
    ring = QColor(theme().palette.focus).name()

    def edge() -> str:
        return sheet.grab().toImage().pixelColor(1, 100).name()

    calm, room = edge(), sheet.viewport().geometry()
    sheet.setFocus()
    assert (edge(), sheet.viewport().geometry()) == (ring, room)
    assert calm != ring


def test_what_the_status_line_says_is_whole_where_there_is_room(qapp: QApplication, qtbot: QtBot):
    """The room that the style puts around a label is no room for its text."""
    window = QMainWindow()
    qtbot.addWidget(window)
    apply_theme(qapp, "light")
    status = StatusLine(Worker(window), window)
    window.setStatusBar(status)
    window.resize(1000, 100)
    window.show()
    said = status.findChild(ElidedLabel, "status.said")
    assert said is not None

    def is_whole() -> bool:
        return said.text() == said.shownText() != ""

    for text in ("IMP-2026-01 is prepared.", "Saved.", "INC-2026-0164 is restored now."):
        status.say(text)
        qtbot.waitUntil(is_whole)
