"""The application's style sheet, built from a palette. Sizes follow an 8-pixel grid."""

from dataclasses import asdict
from pathlib import Path
from string import Template

from sdesk.ui.theme.palettes import Palette

PAGE_TITLE_SCALE = 1.5
GROUP_TITLE_SCALE = 1.15
HELP_SCALE = 0.92


def style_sheet(palette: Palette, body_points: float, line_height: int, marks: Path) -> str:
    """The sheet for one palette, with lines of lists so many pixels high; `marks` is the folder of the small tinted images that controls need."""
    sizes = {
        "page_title": f"{body_points * PAGE_TITLE_SCALE:.1f}pt",
        "group_title": f"{body_points * GROUP_TITLE_SCALE:.1f}pt",
        "help": f"{body_points * HELP_SCALE:.1f}pt",
        "row": f"{line_height}px",
        "marks": marks.as_posix(),
    }
    return Template(_SHEET).substitute(asdict(palette), **sizes)


_TEXTS = """
QMainWindow, QDialog, QWizard { background: $window; }
QToolTip { background: $raised; color: $text; border: 1px solid $border; padding: 4px 8px; }
PageTitle { font-size: $page_title; font-weight: 600; }
GroupTitle, ScheduleTitle, SectionTitle { font-size: $group_title; font-weight: 600; }
HelpText, ItemMark, Aside, ElidedHelp { font-size: $help; color: $muted; }
FieldTitle { font-weight: 500; }
ThinText { font-size: $help; color: $warning; font-weight: 500; }
ErrorText, StoryFault { font-size: $help; color: $danger; font-weight: 500; }
ReadText { border: 2px solid transparent; border-left: none; border-right: none; padding: 3px 0px; }
ReadText:focus { border-color: $focus; }
ReadText[empty="true"] { color: $muted; }
QLabel:disabled { color: $muted; }
"""

_BUTTONS = """
QPushButton { background: $surface; color: $text; border: 1px solid $border; border-radius: 5px;
  padding: 0px 13px; min-height: 30px; }
QPushButton:hover { background: $hover; }
QPushButton:pressed, QPushButton:checked { background: $selection; color: $on_selection; }
QPushButton:focus { border: 2px solid $focus; padding: 0px 12px; min-height: 28px; }
QPushButton:disabled { color: $muted; background: $window; border-color: $line; }
QPushButton[primary="true"] { background: $accent; color: $on_accent; border-color: $accent; font-weight: 600; }
QPushButton[primary="true"]:hover { background: $accent_hover; }
QPushButton[primary="true"]:pressed { background: $accent_pressed; }
QPushButton[primary="true"]:focus { border: 2px solid $focus_on_accent; }
QPushButton[primary="true"]:disabled { background: $sunken; color: $muted; border-color: $line; }
QPushButton[danger="true"] { color: $danger; border-color: $danger; }
QPushButton[danger="true"]:focus { border-color: $focus; }
QPushButton[danger="true"]:disabled { color: $muted; border-color: $line; }
QPushButton[quiet="true"] { background: transparent; border-color: transparent; color: $link; padding: 0px 6px; }
RecordHead QPushButton[quiet="true"] { min-height: 26px; }
RecordHead QPushButton[quiet="true"]:focus { min-height: 24px; }
QPushButton[quiet="true"]:hover { background: $hover; }
QPushButton[quiet="true"]:pressed { background: $selection; }
QPushButton[quiet="true"]:checked { background: $selection; color: $on_selection; }
QPushButton[quiet="true"]:focus { border-color: $focus; padding: 0px 5px; }
QPushButton[quiet="true"]:disabled { color: $muted; }
QPushButton::menu-indicator { image: url($marks/chevron-down.svg); width: 14px; height: 14px;
  subcontrol-position: right center; subcontrol-origin: padding; right: 8px; }
QPushButton[menued="true"] { padding-right: 27px; }
QPushButton[menued="true"]:focus { padding-right: 26px; }
QToolButton { background: transparent; border: 2px solid transparent; border-radius: 5px; padding: 2px; }
QToolButton:hover { background: $hover; }
QToolButton:pressed, QToolButton:checked { background: $selection; color: $on_selection; }
QToolButton:focus { border-color: $focus; }
QToolButton:disabled { color: $muted; }
QToolButton::menu-indicator { image: none; }
QScrollArea[ringed="true"] { border: 2px solid transparent; border-radius: 5px; }
QScrollArea[ringed="true"]:focus { border-color: $focus; }
QDialogButtonBox { button-layout: 2; }
"""

_FIELDS = """
QLineEdit, QComboBox, QAbstractSpinBox { background: $surface; color: $text; border: 1px solid $border;
  border-radius: 5px; padding: 0px 9px; min-height: 30px; placeholder-text-color: $muted;
  selection-background-color: $accent; selection-color: $on_accent; }
QPlainTextEdit, QTextEdit { background: $surface; color: $text; border: 1px solid $border; border-radius: 5px;
  padding: 4px 5px; selection-background-color: $accent; selection-color: $on_accent; }
QLineEdit:focus, QComboBox:focus, QAbstractSpinBox:focus { border: 2px solid $focus; padding: 0px 8px;
  min-height: 28px; }
QPlainTextEdit:focus, QTextEdit:focus { border: 2px solid $focus; padding: 3px 4px; }
QLineEdit[wrong="true"], QComboBox[wrong="true"], QPlainTextEdit[wrong="true"] { border-color: $danger; }
QLineEdit[wrong="true"]:focus, QComboBox[wrong="true"]:focus, QPlainTextEdit[wrong="true"]:focus {
  border: 2px solid $danger; }
QLineEdit:disabled, QComboBox:disabled, QPlainTextEdit:disabled, QAbstractSpinBox:disabled {
  background: $window; color: $muted; border-color: $line; }
QLineEdit[bare="true"], QLineEdit[bare="true"]:focus { border: none; background: transparent; padding: 0px 2px;
  min-height: 24px; }
RowBar QLineEdit, RowBar QComboBox { min-height: 24px; padding: 0px 5px; }
RowBar QLineEdit:focus, RowBar QComboBox:focus { min-height: 24px; padding: 0px 4px; }
RowBar QRadioButton, RowBar QCheckBox { min-height: 22px; }
QComboBox { combobox-popup: 0; }
QComboBox::drop-down { border: none; width: 28px; subcontrol-origin: padding; subcontrol-position: center right; }
QComboBox::down-arrow { image: url($marks/chevron-down.svg); width: 16px; height: 16px; }
QComboBox QAbstractItemView { background: $raised; border: 1px solid $border; border-radius: 0px; padding: 4px;
  outline: none; }
QComboBox QAbstractItemView::item { min-height: 28px; padding: 0px 6px; border-radius: 4px; }
QCheckBox, QRadioButton { spacing: 8px; min-height: 28px; border: 2px solid transparent; border-radius: 5px;
  padding: 0px 4px 0px 2px; }
QCheckBox:focus, QRadioButton:focus { border-color: $focus; }
QCheckBox:disabled, QRadioButton:disabled { color: $muted; }
QCheckBox::indicator, QRadioButton::indicator, QAbstractItemView::indicator { width: 16px; height: 16px;
  border: 1px solid $border; background: $surface; border-radius: 4px; }
QRadioButton::indicator { border-radius: 9px; }
QCheckBox::indicator:hover, QRadioButton::indicator:hover { background: $hover; }
QCheckBox::indicator:checked, QAbstractItemView::indicator:checked { background: $accent; border-color: $accent;
  image: url($marks/check.svg); }
QCheckBox::indicator:indeterminate { background: $accent; border-color: $accent; image: url($marks/minus.svg); }
QRadioButton::indicator:checked { background: $accent; border-color: $accent; image: url($marks/dot.svg); }
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled { background: $sunken; border-color: $line; }
"""

_LISTS = """
QAbstractItemView { background: $surface; alternate-background-color: $sunken; border: 1px solid $line;
  gridline-color: $line; selection-background-color: $selection; selection-color: $on_selection; outline: none; }
QTableView, QTreeView, QListView { border: 2px solid transparent; }
QTableView:focus, QTreeView:focus, QListView:focus { border-color: $focus; }
QTreeView::item, QListView::item { min-height: $row; padding: 0px 6px; }
QTableView::item { padding: 0px 8px; border: none; border-bottom: 1px solid $line; }
QTreeView::item:hover, QListView::item:hover, QTableView::item:hover { background: $hover; }
QTreeView::item:selected, QListView::item:selected, QTableView::item:selected { background: $selection;
  color: $on_selection; }
QTreeView::branch { background: transparent; }
QTreeView::branch:has-children:closed { image: url($marks/chevron-right.svg); }
QTreeView::branch:has-children:open { image: url($marks/chevron-down.svg); }
QHeaderView { background: $sunken; border: none; }
QHeaderView::section { background: $sunken; color: $muted; border: none; border-bottom: 1px solid $line;
  padding: 0px 11px; min-height: 28px; font-weight: 600; }
QHeaderView::section:hover { color: $text; }
QTableView[narrow="true"] QHeaderView::section { padding: 0px 2px; }
QHeaderView::down-arrow { image: url($marks/chevron-down.svg); width: 14px; height: 14px; }
QHeaderView::up-arrow { image: url($marks/chevron-up.svg); width: 14px; height: 14px; }
QTableCornerButton::section { background: $sunken; border: none; }
"""

_FRAMES = """
QTabWidget::pane { border: none; border-top: 1px solid $line; }
QTabBar { background: transparent; qproperty-drawBase: 0; }
QTabBar::tab { background: transparent; color: $muted; border: 2px solid transparent; border-radius: 5px;
  padding: 0px 12px; min-height: 32px; margin: 2px 1px; }
QTabBar::tab:hover { background: $hover; color: $text; }
QTabBar::tab:selected { color: $link; border-bottom-color: $link; border-bottom-left-radius: 0px;
  border-bottom-right-radius: 0px; }
QTabBar::tab:focus { border: 2px solid $focus; border-radius: 5px; }
QGroupBox { border: 1px solid $line; border-radius: 6px; margin-top: 12px; padding: 12px; }
QGroupBox::title { subcontrol-origin: margin; left: 12px; padding: 0px 4px; }
QFrame[frameShape="4"], QFrame[frameShape="5"] { background: $line; border: none; max-height: 1px; }
QFrame[frameShape="5"] { max-height: 16777215px; max-width: 1px; }
PopupList, PopupList:focus { background: $raised; border: 1px solid $border; }
PopupList::item { border-radius: 4px; }
Chip { background: $hover; border: 2px solid $hover; border-radius: 5px; }
Chip:hover { background: $selection; border-color: $selection; }
Chip:focus { border-color: $focus; }
Chip QToolButton { padding: 0px; border: none; }
Card { background: $surface; border: 1px solid $line; border-radius: 6px; }
SidePanel { background: $sunken; border: none; border-right: 1px solid $line; }
SidePanel QAbstractItemView { background: transparent; }
StoryText { background: transparent; border: none; border-radius: 0px; padding: 0px; }
StoryText:focus { border: 2px solid $focus; }
FactsColumn { background: transparent; border: none; border-left: 1px solid $line; }
PopupFrame { background: $raised; border: 1px solid $border; }
QScrollArea { background: transparent; border: none; }
PlaceFrame { border: 2px solid transparent; border-radius: 5px; }
SectionCard[current="true"] { background: $surface; border-left-color: $accent; }
SectionCard:focus { border-color: $focus; }
RecordSheet { border: 2px solid transparent; }
RecordSheet:focus { border-color: $focus; }
QScrollArea > QWidget > QWidget { background: transparent; }
QSplitter::handle { background: $line; }
QSplitter::handle:hover { background: $accent; }
QSplitter::handle:horizontal { width: 1px; }
QSplitter::handle:vertical { height: 1px; }
QStatusBar { background: $sunken; color: $muted; border-top: 1px solid $line; }
QStatusBar QLabel { color: $muted; padding: 0px 6px; }
QStatusBar::item { border: none; }
QStatusBar QPushButton[quiet="true"] { min-height: 22px; padding: 0px 5px; }
QStatusBar QPushButton[quiet="true"]:focus { min-height: 20px; padding: 0px 4px; }
QToolBar { background: $window; border: none; spacing: 4px; padding: 4px; }
QMenuBar { background: $window; }
QMenuBar::item { background: transparent; padding: 6px 10px; border-radius: 4px; }
QMenuBar::item:selected { background: $selection; color: $on_selection; }
QMenu { background: $raised; border: 1px solid $border; padding: 4px; }
QMenu::item { padding: 6px 28px 6px 12px; border-radius: 4px; min-height: 16px; }
QMenu[dense="true"]::item { padding: 4px 28px 4px 12px; }
QMenu::icon { padding-left: 8px; }
QMenu::item:selected { background: $selection; color: $on_selection; }
QMenu::item:disabled { color: $muted; }
QMenu::separator { height: 1px; background: $line; margin: 4px 8px; }
QMenu::indicator { width: 16px; height: 16px; left: 6px; }
QMenu::indicator:checked { image: url($marks/check-plain.svg); }
QProgressBar { background: $sunken; border: 1px solid $border; border-radius: 4px; min-height: 6px; max-height: 6px; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }
"""

_SCROLL_BARS = """
QScrollBar { background: transparent; border: none; }
QScrollBar:vertical { width: 12px; }
QScrollBar:horizontal { height: 12px; }
QScrollBar::handle { background: $border; border-radius: 3px; margin: 2px 3px; }
QScrollBar::handle:hover { background: $muted; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0px; height: 0px; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QAbstractScrollArea::corner { background: transparent; border: none; }
"""

_CALENDAR = """
QCalendarWidget QWidget#qt_calendar_navigationbar { background: $raised; }
QCalendarWidget QToolButton { color: $text; min-height: 24px; padding: 2px 6px; font-weight: 600; }
QCalendarWidget QSpinBox { min-height: 24px; }
QCalendarWidget QAbstractItemView { background: $raised; border: 2px solid transparent; border-radius: 5px; }
QCalendarWidget QAbstractItemView:focus { border-color: $focus; }
QCalendarWidget QAbstractItemView::item { border: none; padding: 0px; }
QCalendarWidget QAbstractItemView::item:selected, QCalendarWidget QAbstractItemView::item:hover {
  background: transparent; }
"""

_SHEET = _TEXTS + _BUTTONS + _FIELDS + _LISTS + _FRAMES + _SCROLL_BARS + _CALENDAR
