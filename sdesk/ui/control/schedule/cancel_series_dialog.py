"""Cancel an entry and those that follow it in its series."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from sdesk.errors import SdeskError
from sdesk.models import ScheduleEntry
from sdesk.practice.calendar.series import cancel_from
from sdesk.translation import gettext as _
from sdesk.translation import ngettext
from sdesk.ui.desk import Desk
from sdesk.ui.pieces import (
    STRETCH,
    Callout,
    HelpText,
    LabelledField,
    LongTextField,
    PageTitle,
    TabsAsRead,
    Tone,
    button,
    column_of,
    danger_button,
    row_of,
)
from sdesk.ui.theme.look import GRID, PAGE_MARGIN
from sdesk.ui.unsaved.fields import OpenFields


class CancelSeriesDialog(TabsAsRead, QDialog):
    """Asks for the reason, as cancelling one entry does."""

    def __init__(self, desk: Desk, entry: ScheduleEntry, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setObjectName("cancel-series.dialog")
        self.setWindowTitle(_("Cancel entries"))
        self._desk = desk
        self._entry = entry
        self._reason = LongTextField(self)
        self._reason.setObjectName("cancel-series.reason")
        self._trouble = Callout(Tone.ERROR, "", self)
        self._trouble.hide()
        confirm = danger_button(_("Cancel these entries"), self, name="dialog.confirm")
        confirm.clicked.connect(self.confirm)
        back = button(_("Keep them"), self, name="dialog.keep-editing")
        back.clicked.connect(self.reject)
        line = row_of(STRETCH, back, confirm)
        column_of(
            PageTitle(_("Cancel this entry and the following"), self),
            HelpText(f"{entry.number} {entry.heading}", self),
            LabelledField(_("Reason"), self._reason, self, required=True),
            self._trouble,
            line,
            inside=self,
            margins=PAGE_MARGIN,
            spacing=2 * GRID,
        )
        self.setMinimumWidth(480)
        fields = {"reason": self._reason}
        self._open_fields = OpenFields(
            desk, self, "cancel series", f"{entry.number}: {self.windowTitle()}", fields, entry
        )

    def confirm(self) -> None:
        """Cancel them all, or none; what keeps them is said here."""
        self._open_fields.about_to_save()
        try:
            count = cancel_from(self._desk.workspace, self._entry, str(self._reason.value()))
        except SdeskError as fault:
            self._trouble.say(Tone.ERROR, str(fault))
            self._trouble.show()
            return
        said = ngettext("{n} entry was cancelled.", "{n} entries were cancelled.", count)
        self._desk.say(said.format(n=count))
        self.accept()
