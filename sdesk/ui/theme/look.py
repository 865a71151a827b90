"""The look of the whole program: Fusion, our palettes, one style sheet.

`apply_theme(app, choice)` puts it on; whoever paints by hand asks `theme().color("accent")`, never for a colour.
"""

import tempfile
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontInfo, QFontMetrics, QPalette
from PySide6.QtWidgets import QApplication

from sdesk.paths import resource
from sdesk.ui.theme.palettes import CONTRAST, DARK, LIGHT, PALETTES, Palette
from sdesk.ui.theme.style_sheet import GROUP_TITLE_SCALE, HELP_SCALE, PAGE_TITLE_SCALE, style_sheet

__all__ = [
    "CONTROL_HEIGHT",
    "GRID",
    "GROUP_GAP",
    "LIST_ROW_HEIGHT",
    "PAGE_MARGIN",
    "Choice",
    "Theme",
    "apply_theme",
    "scaled_font",
    "tabular",
    "theme",
]

Choice = Literal["system", "light", "dark", "contrast"]

GRID = 8
PAGE_MARGIN = 16
GROUP_GAP = 24
CONTROL_HEIGHT = 32
LETTER_POINTS = 10
LIST_ROW_HEIGHT = 28
COMPACT_ROW_HEIGHT = 22

SCALES = {"page_title": PAGE_TITLE_SCALE, "group_title": GROUP_TITLE_SCALE, "body": 1.0, "help": HELP_SCALE}


class Theme(QObject):
    """The palette in use, and a signal for those who keep something made from it."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.choice: Choice = "system"
        self.compact = False
        self.palette: Palette = LIGHT
        self._marks = tempfile.TemporaryDirectory(prefix="sdesk-marks-")
        self._app: QApplication | None = None

    def color(self, role: str) -> QColor:
        """The colour of a role, one of Palette's fields."""
        return QColor(getattr(self.palette, role))

    @property
    def line_height(self) -> int:
        """Of a line in a list: for those who want to see more at once, little more than its letters."""
        if not self.compact:  # asked for each line of a list: nothing is measured for it
            return LIST_ROW_HEIGHT
        return max(COMPACT_ROW_HEIGHT, QFontMetrics(QApplication.font()).height() + 4)

    def apply(self, app: QApplication, choice: Choice, *, compact: bool) -> None:
        """Dress the application, now and, for "system", whenever the system changes its mind."""
        self.choice, self.compact = choice, compact
        self._follow(app)
        if choice == "system":
            self._hints.unsetColorScheme()
        else:  # so that the window frames, which the system paints, match
            wanted = Qt.ColorScheme.Light if choice == "light" else Qt.ColorScheme.Dark
            self._hints.setColorScheme(wanted)
        scheme, preference = self._hints.colorScheme(), self._accessibility.contrastPreference()
        self._dress(palette_for(choice, scheme, preference))

    def _follow(self, app: QApplication) -> None:
        if self._app is app:
            return
        self._app = app
        bring_letters(app)
        app.setStyle("Fusion")
        self._hints = app.styleHints()
        self._accessibility = self._hints.accessibility()
        self._hints.colorSchemeChanged.connect(self._scheme_changed)
        self._accessibility.contrastPreferenceChanged.connect(self._contrast_changed)

    def _scheme_changed(self, scheme: Qt.ColorScheme) -> None:
        if self.choice == "system":
            self._dress(palette_for("system", scheme, self._accessibility.contrastPreference()))

    def _contrast_changed(self, preference: Qt.ContrastPreference) -> None:
        if self.choice == "system":
            self._dress(palette_for("system", self._hints.colorScheme(), preference))

    def _dress(self, palette: Palette) -> None:
        app = self._app
        if app is None:
            return
        self.palette = palette
        app.setPalette(qt_palette(palette))
        sheet = style_sheet(
            palette, QFontInfo(app.font()).pointSizeF(), self.line_height, self._write_marks()
        )
        if app.styleSheet() != sheet:
            app.setStyleSheet(sheet)
        self.changed.emit()

    def _write_marks(self) -> Path:
        """The images that a style sheet can only name by file, in this palette's colours."""
        folder = Path(self._marks.name, self.palette.name)
        if not folder.is_dir():
            folder.mkdir()
            for name, (source, colour) in _marks(self.palette).items():
                drawing = source.replace("currentColor", colour)
                (folder / f"{name}.svg").write_text(drawing, encoding="utf-8")
        return folder


def bring_letters(app: QApplication) -> None:
    """Where this machine has no font for its own interface, ours from paper; else the one people are used to."""
    if QFontInfo(app.font()).family():
        return
    for file in sorted(resource("fonts").glob("*.ttf")):
        QFontDatabase.addApplicationFont(str(file))
    app.setFont(QFont("Noto Sans", LETTER_POINTS))


def palette_for(choice: Choice, scheme: Qt.ColorScheme, preference: Qt.ContrastPreference) -> Palette:
    """The palette for a choice, given what the system likes."""
    if choice != "system":
        return next(palette for palette in PALETTES if palette.name == choice)
    if preference == Qt.ContrastPreference.HighContrast:
        return CONTRAST
    return DARK if scheme == Qt.ColorScheme.Dark else LIGHT


def _marks(palette: Palette) -> dict[str, tuple[str, str]]:
    """Name -> (SVG source, colour)."""
    chevrons = {f"chevron-{side}": palette.muted for side in ("up", "down", "left", "right")}
    lucide = {"check": palette.on_accent, "minus": palette.on_accent} | chevrons
    marks = {name: (_lucide(name), colour) for name, colour in lucide.items()}
    return marks | {"check-plain": (_lucide("check"), palette.text), "dot": (_DOT, palette.on_accent)}


def _lucide(name: str) -> str:
    return resource("icons", f"{name}.svg").read_text(encoding="utf-8")


_DOT = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16" width="16" height="16">'
    '<circle cx="8" cy="8" r="3.5" fill="currentColor"/></svg>'
)


def qt_palette(palette: Palette) -> QPalette:
    """Our palette in Qt's roles, for everything that the style sheet leaves to Fusion."""
    roles = QPalette.ColorRole
    given = {
        roles.Window: palette.window,
        roles.WindowText: palette.text,
        roles.Base: palette.surface,
        roles.AlternateBase: palette.sunken,
        roles.Text: palette.text,
        roles.Button: palette.surface,
        roles.ButtonText: palette.text,
        roles.BrightText: palette.danger,
        roles.ToolTipBase: palette.raised,
        roles.ToolTipText: palette.text,
        roles.PlaceholderText: palette.muted,
        roles.Highlight: palette.accent,
        roles.HighlightedText: palette.on_accent,
        roles.Accent: palette.accent,
        roles.Link: palette.link,
        roles.LinkVisited: palette.link,
        roles.Light: palette.raised,
        roles.Midlight: palette.hover,
        roles.Mid: palette.line,
        roles.Dark: palette.border,
        roles.Shadow: palette.border,
    }
    made = QPalette()
    for role, colour in given.items():
        made.setColor(role, QColor(colour))
    for role in (roles.WindowText, roles.Text, roles.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(palette.muted))
    return made


def scaled_font(step: str, *, strong: bool = False) -> QFont:
    """The interface font at a step of the type scale: page_title, group_title, body or help."""
    font = QFont(QApplication.font())
    font.setPointSizeF(QFontInfo(font).pointSizeF() * SCALES[step])
    if strong or step in ("page_title", "group_title"):
        font.setWeight(QFont.Weight.DemiBold)
    return font


def tabular(font: QFont) -> QFont:
    """The same font with figures of equal width, where the font has them, so that columns of numbers line up."""
    figures = QFont(font)
    figures.setFeature(QFont.Tag("tnum"), 1)
    return figures


_theme: Theme | None = None


def theme() -> Theme:
    """The one theme of this process."""
    global _theme
    if _theme is None:
        _theme = Theme()
    return _theme


def apply_theme(app: QApplication, choice: Choice = "system", *, compact: bool = False) -> None:
    """Give the application its look: "system" follows the desktop, the others stay as chosen; compact lists have low lines."""
    theme().apply(app, choice, compact=compact)
