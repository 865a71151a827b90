"""What this is: versions, where things lie, what it is made of, and the licence of each part to read."""

import platform
from collections.abc import Sequence
from html import escape
from pathlib import Path

from PySide6 import __version__ as qt_version
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QStackedWidget,
    QTabBar,
    QTextEdit,
    QWidget,
)

from sdesk import __version__
from sdesk.log import log_file, recent
from sdesk.parts import FORMAT, Part, library_versions, parts
from sdesk.translation import gettext as _
from sdesk.ui.pieces import (
    STRETCH,
    Dialog,
    HelpText,
    PageTitle,
    button,
    column_of,
    primary_button,
    row_of,
)
from sdesk.ui.theme.icons import app_icon
from sdesk.ui.theme.look import GRID, LIST_ROW_HEIGHT, PAGE_MARGIN

SIZE = (860, 600)
LIST_WIDTH = 260

MADE_WITH = (
    "Python",
    "Qt",
    "PySide6_Essentials",
    "SQLite",
    "SQLCipher",
    "SQLAlchemy",
    "sqlmodel",
    "cryptography",
    "reportlab",
    "HarfBuzz",
)
"""What most of it rests on; the page of licences has all."""
Facts = Sequence[tuple[str, str]]


def details(more: str = "") -> str:
    """What to pass on to whoever looks after the program: versions, no name of a person or a file; then `more`."""
    said = f"sdesk {__version__}, format {FORMAT}, {', '.join(f'{name} {version}' for name, version in _libraries())}, {platform.platform()}"
    return f"{said}\n\n{more}".rstrip()


def _libraries() -> Facts:
    return [("Python", platform.python_version()), ("Qt", qt_version), *library_versions().items()]


def facts(workspace: Path, settings: Path, inside: Sequence[Part]) -> Facts:
    """What each is called, and what it is here."""
    named = (each for name in MADE_WITH for each in inside if each.name == name and each.version)
    return [
        (_("Version"), f"sdesk {__version__}"),
        (_("Format of a workspace"), str(FORMAT)),
        (_("Workspace"), str(workspace)),
        (_("Settings"), str(settings)),
        (_("Notes of the program (log)"), str(log_file())),
        (_("System"), platform.platform()),
        (_("Made with"), ", ".join(f"{each.name} {each.version}" for each in named)),
    ]


class AboutDialog(Dialog):
    """Two pages: what is here, and the licences."""

    def __init__(self, workspace: Path, settings: Path, parent: QWidget) -> None:
        super().__init__("about", _("About sdesk"), parent)
        self._parts = parts()
        picture = QLabel(self)
        picture.setPixmap(app_icon().pixmap(48, 48))
        picture.setFixedWidth(48)
        title = column_of(
            PageTitle(f"sdesk {__version__}", self),
            HelpText(
                _(
                    "Service delivery for very small IT service providers: run the work, be ready for the audit "
                    "against ISO/IEC 29110-4-3."
                ),
                self,
            ),
            spacing=0,
        )
        self._pages = QStackedWidget(self)
        self._pages.addWidget(self._facts(facts(workspace, settings, self._parts)))
        self._pages.addWidget(self._licences())
        tabs = QTabBar(self)
        tabs.setObjectName("about.pages")
        tabs.setAccessibleName(self.windowTitle())
        tabs.setExpanding(False)
        tabs.setDrawBase(False)
        for text in (_("This program"), _("Licences")):
            tabs.setAccessibleTabName(tabs.addTab(text), text)
        tabs.currentChanged.connect(self._pages.setCurrentIndex)
        column_of(
            row_of(picture, 2 * GRID, (title, 20), STRETCH),
            tabs,
            (self._pages, 1),
            self._buttons(),
            inside=self,
            margins=PAGE_MARGIN,
            spacing=GRID,
        )
        self.fit(*SIZE)

    def _facts(self, known: Facts) -> QWidget:
        page = QTextEdit(self)
        page.setObjectName("about.facts")
        page.setAccessibleName(_("This program"))
        page.setReadOnly(True)
        page.setTabChangesFocus(True)
        page.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByKeyboard | Qt.TextInteractionFlag.TextSelectableByMouse
        )
        lines = "".join(
            f"<tr><td style='padding-right: 16px'><b>{escape(name)}</b></td><td>{escape(value)}</td></tr>"
            for name, value in known
        )
        page.setHtml(f"<table cellpadding='4'>{lines}</table>")
        return page

    def _licences(self) -> QWidget:
        page = QWidget(self)
        self._list = QListWidget(page)
        self._list.setObjectName("about.parts")
        self._list.setAccessibleName(_("What sdesk is made of"))
        self._list.setFixedWidth(LIST_WIDTH)
        self._list.setTabKeyNavigation(False)
        self._list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for each in self._parts:
            line = QListWidgetItem(f"{each.title} {each.version}".strip(), self._list)
            line.setSizeHint(QSize(0, LIST_ROW_HEIGHT))
        self._text = QPlainTextEdit(page)
        self._text.setObjectName("about.licence")
        self._text.setReadOnly(True)
        self._text.setTabChangesFocus(True)
        self._text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self._list.currentRowChanged.connect(self._show_licence)
        self._list.setCurrentRow(0)
        row_of(self._list, (self._text, 1), inside=page, spacing=GRID)
        return page

    def _show_licence(self, at: int) -> None:
        part = self._parts[at]
        self._text.setAccessibleName(_("Licence of {part}").format(part=part.title))
        self._text.setPlainText(f"{part.title} {part.version}\n{part.licence}\n\n{part.text()}")

    def _buttons(self) -> QHBoxLayout:
        copy = button(_("Copy details"), self, icon_name="copy", name="action.copy")
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(details(recent())))
        close = primary_button(_("Close"), self, name="action.close")
        close.clicked.connect(self.accept)
        close.setDefault(True)
        return row_of(copy, STRETCH, close)
