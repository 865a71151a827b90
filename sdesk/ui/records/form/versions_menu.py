"""The versions of a document or an agreement, to open an older one."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget

from sdesk.models import Record
from sdesk.practice.lifecycle.records import versions_of
from sdesk.translation import gettext as _
from sdesk.ui.desk import Desk
from sdesk.ui.records.list.menus import shape_icon
from sdesk.ui.records.marks import mark_of


class VersionsMenu(QMenu):
    """Read when it is opened. `chosen` carries the record of a version."""

    chosen = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._record: Record | None = None
        self.aboutToShow.connect(self.fill)

    def show_for(self, record: Record) -> None:
        self._record = record

    def fill(self) -> None:
        self.clear()
        if self._record is None:
            return
        for version in versions_of(self._desk.workspace, self._record):
            mark = mark_of(type(version), version.state)
            text = _("Version {version}: {state}").format(version=version.version, state=mark.word.lower())
            action = self.addAction(shape_icon(mark.shape), text)
            action.setObjectName(f"version.{version.version}")
            action.setEnabled(version.id != self._record.id)
            action.setProperty("record", version)
            action.triggered.connect(self._choose)

    def _choose(self) -> None:
        self.chosen.emit(self.sender().property("record"))
