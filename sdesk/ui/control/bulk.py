"""What is done with several changes at once: put on the schedule for the same time."""

from datetime import timedelta
from uuid import UUID

from sdesk.practice.control.bulk import schedule_all
from sdesk.practice.lifecycle.problem import Refused
from sdesk.translation import gettext as _
from sdesk.translation import message, ngettext
from sdesk.ui.pieces import DateTimeField, DurationField
from sdesk.ui.records.list.bulk_dialog import BulkDialog


class ScheduleAllDialog(BulkDialog):
    def heading(self) -> str:
        return ngettext(
            "Put {n} change on the schedule", "Put {n} changes on the schedule", len(self.records)
        ).format(n=len(self.records))

    def button_text(self) -> str:
        return _("Put on the schedule")

    def make_fields(self) -> None:
        self.add_field("start", _("Planned start"), DateTimeField(self), required=True)
        self.add_field("lasts", _("How long"), DurationField(self), required=True)

    def act(self) -> UUID | None:
        start, minutes = self.fields["start"].value(), self.fields["lasts"].value()
        if not start or not minutes:
            raise Refused(message("Say when they begin and how long they take."))
        return schedule_all(self.desk.workspace, self.records, start, start + timedelta(minutes=minutes))

    def said(self) -> str:
        n = len(self.records)
        return ngettext("{n} change was scheduled.", "{n} changes were scheduled.", n).format(n=n)
