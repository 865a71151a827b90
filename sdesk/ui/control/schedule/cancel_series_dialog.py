"""Cancel an entry and those that follow it in its series."""

from PySide6.QtWidgets import QWidget

from sdesk.models import ScheduleEntry
from sdesk.practice.calendar.series import cancel_from
from sdesk.translation import gettext as _
from sdesk.translation import ngettext
from sdesk.ui.desk import Desk
from sdesk.ui.pieces import LongTextField, danger_button
from sdesk.ui.records.naming import called
from sdesk.ui.unsaved.dialog import WritingDialog


class CancelSeriesDialog(WritingDialog):
    """Asks for the reason, as cancelling one entry does."""

    act = "cancel series"

    def __init__(self, desk: Desk, entry: ScheduleEntry, parent: QWidget | None = None) -> None:
        self._entry = entry
        super().__init__(
            desk,
            entry,
            "cancel-series",
            _("Cancel entries"),
            called(entry),
            parent,
            heading=_("Cancel this entry and the following"),
            does=_("Cancel these entries"),
            keeps=_("Keep them"),
            makes=danger_button,
            width=480,
        )

    def make_fields(self) -> None:
        self.add_field("reason", _("Reason"), LongTextField(self), required=True)

    def carry_out(self) -> None:
        """Cancel them all, or none."""
        count = cancel_from(self.desk.workspace, self._entry, str(self.fields["reason"].value()))
        said = ngettext("{n} entry was cancelled.", "{n} entries were cancelled.", count)
        self.desk.say(said.format(n=count))
