"""A list as it is shown, saved as a file for spreadsheets: history tells it; and its chosen lines on the clipboard."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QMimeData, QObject
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QWidget

from sdesk.errors import SdeskError
from sdesk.practice.exchange.copied_lines import as_html_table, as_tabbed_text
from sdesk.practice.exchange.handouts import hand_out
from sdesk.practice.exchange.list_files import ListTable, as_csv, as_xlsx
from sdesk.translation import gettext as _
from sdesk.translation import ngettext
from sdesk.ui import wall
from sdesk.ui.desk import Desk
from sdesk.ui.theme.icons import icon
from sdesk.ui.wording import worded

CSV, XLSX = ".csv", ".xlsx"


class ListSaving(QObject):
    """Lines for the menu of a list, to which `add` adds them. `table` gives what is shown at the moment it is saved,
    `chosen` what of it is chosen.

    Columns that stay away only as there is no room for them are in the file.
    """

    def __init__(
        self,
        desk: Desk,
        table: Callable[[], ListTable],
        add: Callable[[QAction], object],
        parent: QWidget,
        chosen: Callable[[], ListTable] | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._table = table
        self._chosen = chosen
        self._over = parent
        if chosen is not None:
            copying = QAction(icon("copy"), _("Copy the chosen lines\tCtrl+C"), parent)
            copying.setObjectName("action.copy-lines")
            copying.triggered.connect(self.copy)
            add(copying)
        for text, kind in ((_("Save list as CSV…"), CSV), (_("Save list as XLSX…"), XLSX)):
            action = QAction(icon("download"), text, parent)
            action.setObjectName(f"action.save-list{kind}")
            desk.writes(action).triggered.connect(partial(self.ask, kind))
            add(action)

    def copy(self) -> None:
        """Put the chosen lines on the clipboard, as text between tabs and as a table."""
        table = self._chosen() if self._chosen is not None else None
        if table is None or not table.lines:
            return
        copied = QMimeData()
        copied.setText(as_tabbed_text(table))
        copied.setHtml(as_html_table(table))
        QGuiApplication.clipboard().setMimeData(copied)
        n = len(table.lines)
        self._desk.say(ngettext("{n} line was copied.", "{n} lines were copied.", n).format(n=n))

    def ask(self, kind: str) -> None:
        """Ask where to save it."""
        from sdesk.ui.reporting.output import ask_file, file_name

        name = file_name(self._table().title, wall.today().isoformat())
        ask_file(self._over, _("Save list"), name, kind, partial(self.write, kind))

    def write(self, kind: str, path: Path) -> None:
        table = self._table()
        content = as_csv(table) if kind == CSV else as_xlsx(table, wall.today())
        try:
            hand_out(self._desk.workspace, path, content)
        except SdeskError as fault:
            self._desk.say(worded(fault))
        else:
            self._desk.say(_("Saved as {name}.").format(name=path.name))
