"""Every small widget on one screen, to look at: `python -m tests.ui.gallery [light|dark|contrast] [FILE.png]`.

With a file name the picture is saved there, once per page, and the program ends.
"""

import sys
from pathlib import Path

from PySide6.QtCore import QDate, QLocale, QPoint, Qt, QTimer
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLineEdit,
    QMainWindow,
    QTabWidget,
    QWidget,
)

from sdesk.ui.pieces import (
    LinksPicker,
)
from sdesk.ui.pieces.fields.calendar_popup import CalendarPopup
from sdesk.ui.theme.icons import app_icon, icon
from sdesk.ui.theme.look import Choice, apply_theme
from tests.ui.gallery_pages import fields_page, process_page, rows_page, search_items


class Gallery(QMainWindow):
    """The pages, as tabs of a window like the program's."""

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle("Gallery")
        self.setWindowIcon(app_icon())
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        for title, page in (("Process", process_page()), ("Rows", rows_page()), ("Fields", fields_page())):
            self.tabs.addTab(page, title)
        search = QLineEdit()
        search.setPlaceholderText("Search  Ctrl+K")
        search.setFixedWidth(240)
        search.addAction(icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        corner = QWidget()
        beside = QHBoxLayout(corner)
        beside.setContentsMargins(0, 2, 8, 2)
        beside.addWidget(search)
        self.tabs.setCornerWidget(corner, Qt.Corner.TopRightCorner)
        self.setCentralWidget(self.tabs)
        self.statusBar().showMessage(
            "Harbour IT Services · harbour.sdesk · Ana Reyes (Control Manager) · backup 12 min ago"
        )
        self.resize(1280, 800)


def save_pictures(window: Gallery, target: Path) -> None:
    for at in range(window.tabs.count()):
        window.tabs.setCurrentIndex(at)
        QApplication.processEvents()
        QApplication.processEvents()
        window.grab().save(str(target.with_stem(f"{target.stem}-{at + 1}")))
    save_popups(window, target)
    QApplication.quit()


def save_popups(window: Gallery, target: Path) -> None:
    popup = CalendarPopup(QDate(2026, 3, 12), window)
    popup.openAt(window.mapToGlobal(QPoint(20, 20)))
    QApplication.processEvents()
    popup.grab().save(str(target.with_stem(f"{target.stem}-calendar")))
    popup.close()
    picker = LinksPicker(search_items, can_create=True)
    picker.resize(480, 32)
    picker.show()
    picker.focusProxy().setText("s")
    picker.showMatches()
    QApplication.processEvents()
    picker.suggestions().popup().grab().save(str(target.with_stem(f"{target.stem}-matches")))


def main(arguments: list[str]) -> int:
    choice: Choice = arguments[0] if arguments else "system"  # type: ignore[assignment]
    QLocale.setDefault(QLocale("en_GB"))
    app = QApplication([])
    apply_theme(app, choice)
    window = Gallery()
    window.show()
    if len(arguments) > 1:
        QTimer.singleShot(300, lambda: save_pictures(window, Path(arguments[1])))
    return app.exec()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
